"""What a finding says of a field that no column holds: how a table gives it otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.fields import KEYS
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.period_names import way_of_two

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONSTANT = phrase("; where all rows have one and the same, write constants: {{{name}: ...}}")
_WIDE = phrase("; where each column of counts is one segment, or one period, declare wide:")


def way_out(name: str, near: str, spare: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """How a field is given where it has no column; nothing where a name `near` is probably meant.

    `spare` are the columns that nothing uses.
    """
    if name == "period" and (two := way_of_two(spare, spare)):
        return two
    if near:
        return ()
    if name in KEYS:
        return (("way", _CONSTANT),)
    return (("way", _WIDE),) if name in {"workers", "participants"} and len(spare) > 1 else ()
