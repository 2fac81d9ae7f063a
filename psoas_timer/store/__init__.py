"""The disk: database, routine files, tables, backups, settings."""
