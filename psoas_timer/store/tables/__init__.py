"""Sessions as tables: written for spreadsheets, read from files made elsewhere."""
