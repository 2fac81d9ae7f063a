"""The first run: what this is, a goal, and a plan in the person's own words."""
