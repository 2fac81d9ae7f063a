"""The SQLite file: sessions, goals, pauses and reminders as rows, and its daily copy."""
