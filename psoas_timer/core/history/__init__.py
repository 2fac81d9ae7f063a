"""Sessions as they are stored, and what is derived from them: days, weeks, streaks, goals, the report."""
