"""The week so far, and the one thing to do now."""
