"""Widgets and painting: they show values and emit wishes."""
