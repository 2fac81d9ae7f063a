"""What was practised, as charts, a calendar and tables, and the forms that change it."""
