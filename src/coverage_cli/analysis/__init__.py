"""Pure computing on integers and fractions: coverage and what follows from it."""
