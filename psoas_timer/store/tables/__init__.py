"""Sessions as tables: written for spreadsheets, and read from files made elsewhere."""
