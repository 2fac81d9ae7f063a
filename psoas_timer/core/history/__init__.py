"""Sessions as they are kept, and what follows from them: days, weeks, streaks, goals, the report."""
