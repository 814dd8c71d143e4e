"""The report as a table: its headline, its lines, and how a terminal, Markdown and CSV show them."""
