"""What the configuration makes of a file's columns."""
