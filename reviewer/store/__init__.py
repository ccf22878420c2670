"""The library on disk: what the staff made, kept in one SQLite file with its whole history."""
