"""A trend as a table, as CSV and for programs."""
