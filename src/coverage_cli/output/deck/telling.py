"""What became of a template's shapes, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.names import nearest
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.runs import runs
from coverage_cli.output.deck import named as names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.output.deck.content import Content
    from coverage_cli.output.deck.filling import Filled
    from coverage_cli.output.deck.tables import Unmatched
    from coverage_cli.output.language import Words


def told(filled: Filled, shown: Content, path: str) -> list[str]:
    """What was found in a template, in sentences."""
    words = shown.words
    lines = [words("{path:path}: filled {names:names}", {"path": path, "names": _listed(filled.found)})]
    known = {*names.KNOWN, *(names.PREFIX + name for name in shown.texts)}
    for name in sorted(set(filled.strange)):
        args = {"path": path, "name": name, "near": nearest(name.casefold(), known) or ""}
        lines.append(words("{path:path}: {name} is not a name that this program fills{near:meant}", args))
    lines += [words(why, {"path": path, "names": _listed(gone)}) for why, gone in filled.gone.items()]
    if filled.undrawn:
        args = {"path": path, "names": "\n".join(filled.undrawn)}
        lines.append(words("{path:path}: not drawn, because it has no chart for their trend: {names:names}", args))
    if filled.slides:
        spans = (f"{first} {last}" if first < last else str(first) for first, last in runs(filled.slides))
        args = {"path": path, "spans": "\n".join(spans)}
        lines.append(words("{path:path}: left out with all that was on them: slides {spans:spans}", args))
    lines += [_header(path, name, header, words) for name, header in filled.headers]
    return [*lines, *(_unlike(path, name, words) for name in sorted(set(filled.unlike)))]


def _listed(found: Sequence[str]) -> str:
    return ", ".join(sorted(set(found)))


def _header(path: str, name: str, header: Unmatched, words: Words) -> str:
    args = {"path": path, "name": name, "cell": header.cell, "near": header.near, "count": str(header.count)}
    template = phrase(
        '{path:path}: the header of {name} asks for "{cell}", which is no column of it{near:meant}; it has its first '
        "{count:n|column|columns} instead. Columns: {known:names}"
    )
    return words(template, args, known=", ".join(header.known))


def _unlike(path: str, name: str, words: Words) -> str:
    return words("{path:path}: {name} is not filled, because the shape is of another kind", path=path, name=name)
