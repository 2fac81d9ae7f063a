"""The sounds of a session: rendered, mixed and played in a process of their own."""
