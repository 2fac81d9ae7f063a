"""Exports and imports; each import is previewed before anything changes."""
