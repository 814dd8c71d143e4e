"""Of how many segments a figure knows both sides, in words."""

from __future__ import annotations

from typing import Protocol

from coverage_cli.domain.phrases import phrase


class Tallied(Protocol):
    """A line of a report, or a period of a series."""

    @property
    def segments(self) -> int:
        """How many there are."""

    @property
    def segments_counted(self) -> int:
        """How many of them have both sides."""

    @property
    def split(self) -> bool:
        """Whether further dimensions split the segments: what is counted are groups, then, several to a segment."""


def tally(line: Tallied) -> dict[str, str]:
    """What fills `{counted:n} of {all:phrase}`."""
    unit = phrase("{segments:n|group|groups}") if line.split else phrase("{segments:n|segment|segments}")
    return {"counted": str(line.segments_counted), "segments": str(line.segments), "all": unit}
