"""What `coverage init` makes of files that nobody described: which columns are read, then what their cells mean."""
