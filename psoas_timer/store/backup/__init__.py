"""All of a person's own data in one file: written and restored."""
