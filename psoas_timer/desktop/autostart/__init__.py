"""Starting at login, in each system's own way."""
