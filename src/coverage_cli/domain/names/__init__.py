"""Names in data: how they compare, which one was meant, how they are shown."""
