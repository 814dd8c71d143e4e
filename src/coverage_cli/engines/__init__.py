"""Engines count persons: whole numbers by signature. They never divide, judge or print."""
