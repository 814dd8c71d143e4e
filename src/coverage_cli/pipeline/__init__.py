"""One function for each use: read, check, count, assess, and give back a report. Prints nothing."""
