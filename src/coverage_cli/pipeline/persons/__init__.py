"""Files of persons: to an engine that counts them (`extracts`), and from its counts to a table (`people`)."""
