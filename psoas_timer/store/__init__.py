"""Files on the disk: database, routine files, tables, backups, settings."""
