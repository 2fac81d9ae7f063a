"""Knows all other packages: builds every object, joins the desktop, runs the commands."""
