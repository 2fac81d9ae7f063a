"""A session on screen: its routine's page, the painted breath, and the questions before and after."""
