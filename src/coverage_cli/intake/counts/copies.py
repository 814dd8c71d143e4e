"""Files whose rows are those of another one, though their bytes differ: saved again, packed, or with columns moved."""

from __future__ import annotations

from coverage_cli.config.layout import Layout
from coverage_cli.domain.model import Kind
from coverage_cli.intake.headers.vocabulary import normal
from coverage_cli.intake.rows import Rows


def are_copies(kind: Kind, *layouts: Layout) -> bool:
    """Whether these files hold the same rows, in any order; not asked of files with a title, which may part them."""
    first, *others = (_contents(layout, kind) for layout in layouts)
    return first is not None and all(first == other for other in others)


def _contents(layout: Layout, kind: Kind) -> tuple[list[str], int, int] | None:
    """The columns' names, the number of rows, and the sum of their hashes; as the file has them, whatever is used."""
    rows = Rows(layout)
    rows.read_header(kind)
    if (header := rows.usable) is None or header.line > 1:
        return None
    places = sorted(range(len(header.names)), key=lambda at: normal(header.names[at]))
    count = total = 0
    for block in rows.blocks():
        count += len(block.lines)
        total += sum(map(hash, zip(*(block.columns[at] for at in places), strict=True)))
    return [normal(header.names[at]) for at in places], count, total
