"""Values that a filter names and that no row has: where both sides have the slip, a whole name is in no figure."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coverage_cli.config.layout import Layout
    from coverage_cli.domain.gone import Gone


def unfiltered(files: Iterable[tuple[Layout, Gone | None]]) -> Iterator[Finding]:
    """A finding for each such value, at the first file of its input; None where a file's rows could not be read.

    Each file of an input may lack what another one has, and one that is not read, or cannot be, may have anything.
    """
    entries: dict[str, list[tuple[Layout, Gone | None]]] = defaultdict(list)
    for layout, gone in files:
        if layout.only:
            entries[layout.entry].append((layout, gone))
    for parts in entries.values():
        layout, read = parts[0][0], [gone for _, gone in parts if gone is not None]
        if len(read) == len(parts) >= layout.listed:
            yield from _of_entry(layout, read)


def _of_entry(layout: Layout, read: list[Gone]) -> Iterator[Finding]:
    for name, texts in layout.only.items():
        unmet = [text for text in sorted(texts) if all((name, text) not in gone.kept for gone in read)]
        others = {name_key(text): text for gone in read for text in gone.others.get(name, ())} if unmet else {}
        for text in unmet:
            key = name_key(text)
            near = key if key in others else nearest(key, others)
            args = (("near", others[near] if near else ""),)
            yield Finding("C112", Place(layout.name, 1, 1), field=name, value=text, args=args)
