"""What runs as long as the program does, without widgets: practice, preferences, reminders, guidance."""
