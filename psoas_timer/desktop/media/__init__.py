"""Media keys, the lock screen and headset buttons, in each system's own way."""
