"""Names that are sums of others, in a table that nobody described: K102, K106 and K107 beforehand."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from coverage_cli.analysis.totals import Totals
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.fields import KEYS
from coverage_cli.domain.model import Group, Kind
from coverage_cli.domain.names import Labels
from coverage_cli.intake.numbers import declarable, grouping, ungrouped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_cli.intake.peek import Peek

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def wholes(
    seen: Peek, kind: Kind, columns: Mapping[str, str], counts: Mapping[str, Mapping[str, str]]
) -> dict[str, set[str]]:
    """By field, the keys of names that are sums of the others. `counts` are columns, and what each stands for.

    A field of `columns` that is no key is a dimension.
    """
    numbers = {name: [_number(cell) for cell in seen.column(name)] for name in counts}
    # In tenths or hundredths where there are decimals, so that sums are of whole numbers.
    places = max((-int(found.as_tuple().exponent) for some in numbers.values() for found in some if found), default=0)
    dimensions = tuple(name for name in columns if name not in KEYS)
    names = ("branch", "segment", *dimensions)
    table, labels = CountTable(kind, dimensions), tuple(Labels() for _ in names)
    keys = {ours: seen.column(theirs) for ours, theirs in columns.items()}
    for row in range(len(seen.columns[0])):
        named = {ours: cells[row].strip() for ours, cells in keys.items()}
        for name, means in counts.items():
            number, said = numbers[name][row], {**named, **means}
            if number is None or not all(said.values()):
                continue
            branch, *cell = (known.add(said.get(ours, "")) for known, ours in zip(labels, names, strict=True))
            cells = table.counts.setdefault(Group(branch, said.get("period", "")), {})
            cells[tuple(cell)] = cells.get(tuple(cell), 0) + int(number.scaleb(places))
    found: dict[str, set[str]] = {}
    for suspect in Totals(table, labels).suspects():
        if suspect.code in {"K102", "K106", "K107"}:
            name = (suspect.key.group.branch, *suspect.key.cell)[names.index(suspect.field)]
            found.setdefault(suspect.field, set()).add(name)
    return found


def _number(cell: str) -> Decimal | None:
    """What a cell counts, with marks at the thousands wherever they may be some; None where it is no number."""
    bare = cell.strip()
    if grouping(bare) or declarable(bare):
        return Decimal(ungrouped(bare))
    return Decimal(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else None
