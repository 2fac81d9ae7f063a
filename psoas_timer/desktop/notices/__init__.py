"""Notifications on the desktop, in each system's own way."""
