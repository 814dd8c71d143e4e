"""Periods, and how cells and column names write them."""
