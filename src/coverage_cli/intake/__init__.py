"""Bytes to rows and tables: encoding, dialect, number style, column names, and the physical place of every cell."""
