"""A plan as tables, in words and for programs."""
