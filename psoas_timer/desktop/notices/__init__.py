"""Notices on the desktop, in the way of each system."""
