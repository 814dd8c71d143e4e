"""Sheets of an .xlsx file (ECMA-376) as blocks of rows."""
