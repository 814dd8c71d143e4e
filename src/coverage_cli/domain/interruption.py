"""How DuckDB says that somebody pressed Ctrl-C, for whoever asks it."""

from __future__ import annotations

_TEXT = "Query interrupted"
"""Of the RuntimeError that it throws where it sees the signal itself."""
_KIND = "InterruptException"
"""Of its own errors; its own package is slow to load, and nothing else bears this name."""


def interrupted(error: Exception) -> bool:
    """Whether it is an interruption, by its kind: any other text may hold the path of a file."""
    return type(error).__name__ == _KIND or (type(error) is RuntimeError and str(error) == _TEXT)
