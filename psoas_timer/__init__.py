"""Psoas Timer: paces the breath through psoas release exercises and keeps the weeks honest."""

__version__ = "0.1.0"
