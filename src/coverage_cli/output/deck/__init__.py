"""The report as a PowerPoint deck with native charts and tables, its own or in a user's template."""
