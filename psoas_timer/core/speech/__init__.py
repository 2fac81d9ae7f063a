"""What a session sounds like: which tones and which sentences, and when."""
