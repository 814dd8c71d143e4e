"""Reports to text and bytes. The only place that rounds, translates, escapes, or knows Rich and pandas."""
