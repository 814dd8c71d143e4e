"""Bytes to rows: encoding, dialect, number style, column names, and the physical place of every cell."""
