"""Measurements beside named peers: ratios and peak memory of whole processes."""
