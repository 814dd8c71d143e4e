"""`coverage check`: a set of files, what is wrong with it, and what changed since another state of it."""
