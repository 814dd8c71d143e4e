"""Columns that say in what a table's counts are given: `Satuan` with `ribu orang`, UNIT_MULT with 3, any with `Ribuan`.

UNIT_MULT is SDMX's: the power of ten by which an observation is to be multiplied (SDMX Cross-Domain Code List
CL_UNIT_MULT, 2009); exports with labels have its name, such as Thousands, or both: `3: Thousands`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.fields import KEYS, OWN
from coverage_cli.domain.units import DECIMALS, unit_alone, unit_of
from coverage_cli.intake.vocabulary import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.domain.units import Unit
    from coverage_cli.intake.block import Block
    from coverage_cli.intake.fields import Header

_IN_WORDS = frozenset({"satuan", "satuan_data", "unit", "units", "unit_measure", "unit_of_measure"})
_IN_WORDS |= {"skala", "scale", "magnitude"}
_AS_POWER = frozenset({"unit_mult", "unit_multiplier", "multiplier", "powercode", "powercode_code"})
_POWERS: dict[str, Unit] = {
    text: unit for unit, decimals in DECIMALS.items() if decimals for text in (str(decimals), str(10**decimals))
}
"""The powers, and the factors themselves, which are no powers that counts of people have."""
_NAMED = frozenset({*KEYS, *OWN, "programme"})
"""Fields whose cells are something else, whatever they are called."""
_PROBE, _MOST_UNITS = 1000, 20
"""So many texts in the first cells of a column are no units, which are one or two."""


def says_unit(name: str) -> bool:
    """Whether a column of this name says in what counts are given, row by row."""
    return normal(name) in _IN_WORDS | _AS_POWER


def stated_unit(name: str, cells: Sequence[str]) -> tuple[int, Unit] | None:
    """The first cell of a column that says that counts are no heads, and what they are; None where none does.

    A column of another name says so by cells that say nothing else, and hold few texts.
    """
    if not says_unit(name) and len(set(cells[:_PROBE])) > _MOST_UNITS:
        return None
    powers = _POWERS if normal(name) in _AS_POWER else {}
    read = unit_of if says_unit(name) else unit_alone
    units = {text: powers.get(text.strip()) or read(text) for text in dict.fromkeys(cells)}
    return next(((row, unit) for row, text in enumerate(cells) if (unit := units[text])), None)


def stated_in(block: Block, header: Header) -> tuple[int, int, Unit] | None:
    """The first row and column of a block that say so, in columns that are no names, periods or counts."""
    used = {at for name, at in header.columns.items() if name in _NAMED}
    own = block.short or block
    for at, name in enumerate(header.names):
        if at not in used and (found := stated_unit(name, own.columns[at])):
            return found[0], at, found[1]
    return None
