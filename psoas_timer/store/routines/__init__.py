"""Routine files: TOML read into routines, every fault reported with its line."""
