"""Rules, values in and values out: no Qt, no disk, no clock of its own."""
