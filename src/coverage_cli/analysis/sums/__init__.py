"""Rows that are sums of other rows, by their name or by their numbers."""
