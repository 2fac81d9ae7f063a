"""Time and sound: the clock, the player, and the sound of a session."""
