"""The sounds of a session: rendered, mixed and played in a separate process."""
