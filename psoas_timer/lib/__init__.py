"""Knows nothing of this program: a file written whole, a file read within bounds."""
