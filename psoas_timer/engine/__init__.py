"""Time and sound: the clock, the player, and what makes a session heard."""
