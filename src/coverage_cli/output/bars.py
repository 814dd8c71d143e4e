"""A coverage as a bar of characters, with a mark where its target stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.model import Status

if TYPE_CHECKING:
    from coverage_cli.domain.model import Coverage

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_MARK, _EMPTY, _BEYOND = "│", "·", "▸"


def bar_text(coverage: Coverage, width: int) -> str:
    """`width` characters from 0 to 100%, and one for the mark.

    Filled never so far that a miss reaches the mark; a rate over 100% ends with an arrow; what is undefined has
    no bar, because an empty one would say 0%.
    """
    if coverage.rate is None:
        return ""
    full, part = divmod(min(int(coverage.rate * width * 8), width * 8), 8)
    cells = list(("█" * full + _EIGHTHS[part]).ljust(width, _EMPTY))
    if coverage.rate > 1:
        cells[-1] = _BEYOND
    if coverage.target is not None:
        place = int(coverage.target * width)
        if coverage.status is Status.BELOW:
            place = max(place, full + bool(part))
        cells.insert(place, _MARK)
    return "".join(cells)
