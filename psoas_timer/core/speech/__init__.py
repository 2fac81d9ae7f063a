"""What a session sounds like: which tones, which sentences, and when."""
