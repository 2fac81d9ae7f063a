"""What the pages share: the theme, the window, small widgets, and wording."""
