"""Notes pages: what this program wrote on one is replaced where it stands; what people wrote there stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from coverage_cli.output import provenance
from coverage_cli.output.language import LANGUAGES, words
from coverage_cli.output.lines import DEFINITION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class _Written(NamedTuple):
    """Paragraphs that this program wrote, first and last by their places; `whole` with notes before the record."""

    first: int
    last: int
    whole: bool


def write_notes(frame: Any, notes: Sequence[str], record: Sequence[str]) -> None:
    """Put the record on a notes page, in place of an earlier one; notes too, where an earlier run wrote notes."""
    paragraphs = list(frame.paragraphs)
    found = list(_written([paragraph.text.strip() for paragraph in paragraphs]))
    before = paragraphs[found[0].first]._p if found else None
    for line in (*(notes if any(one.whole for one in found) else ()), *record):
        added = frame.add_paragraph()
        added.text = line
        if before is not None:
            before.addprevious(added._p)
    gone = [paragraph for one in found for paragraph in paragraphs[one.first : one.last + 1]]
    if not "".join(paragraph.text for paragraph in paragraphs).strip():
        gone = paragraphs
    for paragraph in gone:
        paragraph._p.getparent().remove(paragraph._p)


def _written(texts: Sequence[str]) -> Iterator[_Written]:
    """What earlier runs wrote: notes begin with a sentence of our own, and a record ends them."""
    begins = {words(language)(DEFINITION) for language in LANGUAGES}
    first = None
    for at, text in enumerate(texts):
        if text in begins:
            first = at
        elif provenance.is_told(text) and not (at + 1 < len(texts) and provenance.is_told(texts[at + 1])):
            start = next((before for before in range(at, -1, -1) if not provenance.is_told(texts[before])), -1) + 1
            yield _Written(start if first is None else first, at, first is not None)
            first = None
