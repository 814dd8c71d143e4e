"""Which line is the header, and which column holds which field."""
