"""Starting at login, in the way of each system."""
