"""The read-only site."""
