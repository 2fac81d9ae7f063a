"""Media keys, the lock screen and a headset's button, in the way of each system."""
