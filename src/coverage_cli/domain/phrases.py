"""Mark a text that stands in a constant and is translated where it is shown."""

from __future__ import annotations


def phrase(template: str) -> str:
    """The text itself; `make messages` finds the call and puts the text into the catalogues."""
    return template
