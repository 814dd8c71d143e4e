"""Persons: who of them count (`counting`), their files to an engine (`extracts`), its counts to a table (`people`)."""
