"""What a reader of figures must know of them, in sentences."""
