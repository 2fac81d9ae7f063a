"""Every choice a person has, with the goal, pauses, reminders and backups."""
