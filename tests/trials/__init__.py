"""What went wrong in the field, tried again with the real program: see field.py."""
