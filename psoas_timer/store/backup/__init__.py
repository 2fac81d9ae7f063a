"""Everything that is a person's own in one file, there and back."""
