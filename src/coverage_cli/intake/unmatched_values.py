"""Values of `leave_out` and of `filter` that no row has: a total stays among its parts, or a whole name is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coverage_cli.config.layout import Layout
from coverage_cli.domain.dropped_rows import DroppedRows
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.intake.headers.vocabulary import FIELD_OF, normal


def left_in(layouts: Sequence[Layout], *parts: DroppedRows) -> list[Finding]:
    """A finding for each value to leave out that no row of a file has, or none of the parts of a folder."""
    met = {found for dropped in parts for found in dropped.met}
    beside = [dropped.beside for dropped in parts]
    return list(_unmet("C108", layouts, layouts[0].leave_out, met, beside))


def unfiltered(files: Iterable[tuple[Layout, DroppedRows | None]]) -> Iterator[tuple[Layout, Finding]]:
    """Such values of a filter, each with the first file of its input; None where a file's rows could not be read.

    Each file of an input may lack what another one has, and one that is not read, or cannot be, may have anything.
    """
    entries: dict[str, list[tuple[Layout, DroppedRows | None]]] = defaultdict(list)
    for layout, dropped in files:
        if layout.only:
            entries[layout.entry].append((layout, dropped))
    for parts in entries.values():
        layouts, read = [layout for layout, _ in parts], [dropped for _, dropped in parts if dropped is not None]
        if len(read) == len(parts) >= layouts[0].listed:
            kept = {found for dropped in read for found in dropped.kept}
            for found in _unmet("C112", layouts, layouts[0].only, kept, [dropped.others for dropped in read]):
                yield layouts[0], found


def _unmet(
    code: str,
    layouts: Sequence[Layout],
    asked: Mapping[str, frozenset[str]],
    met: set[tuple[str, str]],
    others: Sequence[Mapping[str, Iterable[str]]],
) -> Iterator[Finding]:
    """Findings at the value in the configuration; where that has no place, at the beginning of the first file."""
    first = layouts[0].place(1, 1)
    paths = "\n".join(dict.fromkeys(layout.folder or layout.name for layout in layouts))
    for name, texts in asked.items():
        unmet = [text for text in sorted(texts) if (name, text) not in met]
        known = {name_key(text): text for part in others for text in part.get(name, ())} if unmet else {}
        for text in unmet:
            key = name_key(text)
            near = key if key in known else nearest(key, known)
            value, meant = str(text), known[near] if near else ""
            if FIELD_OF.get(normal(name)) == MEASURE[Kind.PERSONS]:  # also where the file is read for its workers
                from coverage_cli.intake.persons import masked  # which counts do not need

                value, meant = masked(value), ""
            args = (("near", meant), ("paths", paths))
            yield Finding(code, getattr(text, "place", first), field=name, value=value, args=args)
