"""Knows everyone: builds every object, joins the desktop, runs the commands."""
