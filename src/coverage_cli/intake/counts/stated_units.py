"""Columns that say in what a table's counts are given: `Satuan` with `ribu orang`, UNIT_MULT with 3, any with `Ribuan`.

UNIT_MULT is SDMX's: the power of ten by which an observation is to be multiplied (SDMX Cross-Domain Code List
CL_UNIT_MULT, 2009); exports with labels have its name, such as Thousands, or both: `3: Thousands`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coverage_cli.config.layout import Layout
from coverage_cli.config.yaml.scalars import scalar
from coverage_cli.domain.fields import KEYS, OWN
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.units import DECIMALS, Unit, misdeclared, says_people, unit_alone, unit_of
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.vocabulary import UNITS_AS_POWERS, normal, says_unit

_POWERS: dict[str, Unit] = {
    text: unit for unit, decimals in DECIMALS.items() if decimals for text in (str(decimals), str(10**decimals))
}
"""The powers, and the factors themselves, which are no powers that counts of people have."""
_NAMED = frozenset({*KEYS, *OWN, "programme"})
"""Fields whose cells are something else, whatever they are called."""
_PROBE, _MOST_UNITS = 1000, 20
"""So many texts in the first cells of a column are no units, which are one or two."""
_LARGE: dict[str, Unit] = {unit: unit for unit, decimals in DECIMALS.items() if decimals}
_PERCENT = "percent"
_RATES = frozenset({"percent", "per cent", "persen", "%", "pct", "pt", "percentage", "persentase", "٪"})
_RATES |= {"pour cent", "pourcentage", "por ciento", "porcentaje", "por cento", "porcentagem", "prozent", "asilimia"}
_RATES |= {"phần trăm", "ร้อยละ", "प्रतिशत", "শতাংশ", "درصد", "نسبة مئوية", "パーセント"}
"""What rates have for a unit; PT is SDMX's code (CL_UNIT_MEASURE)."""


def stated_unit(name: str, cells: Sequence[str]) -> tuple[int, Unit] | None:
    """The first cell of a column that says that counts are no heads, and what they are; None where none does.

    A column of another name says so by cells that say nothing else, and hold few texts.
    """
    units = {text: _LARGE.get(unit or "") for text, unit in _said(name, cells).items()}
    return next(((row, unit) for row, text in enumerate(cells) if (unit := units[text])), None) if units else None


def not_declared(block: Block, header: Header, layout: Layout) -> Finding | None:
    """The first cell of a block that speaks of a unit which is not the declared one."""
    for at, cells in _free(block, header):
        row, unit = stated_unit(header.names[at], cells) or (0, None)
        if unit and (broken := misdeclared(unit, layout.unit)):
            said = f"{header.names[at].strip()}: {cells[row].strip()}"
            return Finding(broken.code, _place(block, row, at, layout), value=said, args=broken.args)
    return None


@dataclass(slots=True)
class UnlikeUnits:
    """Rows that say another unit than those above them, or per cent; a file's blocks are handed in one by one.

    Files of one input that declares thousands or millions are looked at as one: it is declared for all their rows.
    """

    _layout: Layout | None = None
    _first: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By column the first unit that a row says, and its cell."""
    _sure: set[str] = field(default_factory=set)
    """Columns of units: by their name, or by a cell that says thousands or millions."""

    def begin(self, layout: Layout) -> None:
        """Begin a file."""
        before = self._layout and replace(self._layout, path=layout.path, shown=layout.shown)
        if not layout.decimals or layout != before:
            self._first, self._sure = {}, set()
        self._layout = layout

    def met(self, block: Block, header: Header, layout: Layout) -> Finding | None:
        """The first such row of a block, with the cell that it does not go with, or people."""
        for at, cells in _free(block, header):
            said = _said(header.names[at], cells)
            column = normal(header.names[at]) or str(at)
            if says_unit(header.names[at]) or any(unit in _LARGE for unit in said.values()):
                self._sure.add(column)
            for row, text in enumerate(cells if any(said.values()) else ()):
                if unit := said[text]:
                    first, cell = self._first.setdefault(column, (unit, text.strip()))
                    if column in self._sure and (unit != first or unit == _PERCENT):
                        name = header.names[at].strip()
                        args = (
                            ("other", "people" if unit == first else cell),
                            ("name", name),
                            ("written", scalar(name)),
                        )
                        return Finding("S126", _place(block, row, at, layout), value=text.strip(), args=args)
        return None


def _free(block: Block, header: Header) -> Iterator[tuple[int, list[str]]]:
    """The columns that may say a unit, with their cells."""
    used = {at for name, at in header.columns.items() if name in _NAMED}
    own = block.short or block
    return ((at, own.columns[at]) for at in range(len(header.names)) if at not in used)


def _place(block: Block, row: int, column: int, layout: Layout) -> Place:
    return layout.place(*(block.short or block).place(row, column))


def _said(name: str, cells: Sequence[str]) -> dict[str, str | None]:
    """What the cells of a column say that counts are: people, thousands, millions, per cent, or nothing.

    Empty for a column that is none of units, since it holds too many texts.
    """
    if not says_unit(name) and len(set(cells[:_PROBE])) > _MOST_UNITS:
        return {}
    powers = _POWERS if normal(name) in UNITS_AS_POWERS else {}
    read = unit_of if says_unit(name) else unit_alone
    said = {text: powers.get(text.strip()) or read(text) for text in dict.fromkeys(cells)}
    return {text: unit or _other(text, powers) for text, unit in said.items()}


def _other(text: str, powers: Mapping[str, str]) -> str | None:
    """People or per cent, where a cell says that it is of these."""
    bare = unicodedata.normalize("NFKC", text).strip().casefold()
    if bare in _RATES:
        return _PERCENT
    return "people" if says_people(bare) or (powers and bare in {"0", "1", "units"}) else None
