"""The outcome of a check, a format a module."""
