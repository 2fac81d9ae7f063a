"""Routine files: TOML read into routines, every fault told with its line."""
