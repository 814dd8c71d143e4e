"""Rows of counts into one table: which are good, which come again, which add up."""
