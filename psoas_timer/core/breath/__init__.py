"""The breath: its patterns, the routines, and the timeline that lays them out in seconds."""
