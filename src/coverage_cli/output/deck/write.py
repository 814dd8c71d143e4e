"""The deck as bytes: the same for the same report, with its provenance inside; what is told of a filled template."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.runs import runs
from coverage_cli.domain.system import unreadable
from coverage_cli.output import provenance
from coverage_cli.output.deck import names
from coverage_cli.output.deck.content import Content, content
from coverage_cli.output.deck.tables import Unmatched
from coverage_cli.output.document import Document
from coverage_cli.output.language import LANGUAGES, Words
from coverage_cli.output.language import words as words_of
from coverage_cli.output.sealing import sealed
from coverage_cli.output.tables.lines import DEFINITION

if TYPE_CHECKING:
    from coverage_cli.output.deck.filling import Filled


STARTER = Path(__file__).with_name("starter.pptx")
"""A template to begin with: one slide of each kind, every shape named."""


def deck_bytes(document: Document, template: str | None) -> tuple[bytes, list[str]]:
    """The deck, and what is to be said about the template.

    Raises:
        UsageFault: the template cannot be opened, or has no shape to fill.
    """
    from coverage_cli.output.deck.slides import build

    shown, made = content(document), document.made
    said: list[str] = []
    if template is None:
        deck = build(shown)
    else:
        from coverage_cli.output.deck.filling import fill

        deck = open_template(template)
        said = _told(fill(deck, shown, template), shown, template)
        for slide in deck.slides:
            notes = slide.notes_slide.notes_text_frame
            if notes is not None:
                _write_notes(notes, shown.texts["notes"], shown.texts["sources"])
    _speak(deck, document.style.language)
    core = deck.core_properties
    core.title = shown.texts["headline"][0][:255]
    core.author = core.last_modified_by = f"coverage-cli {made.version}"
    core.revision = 1
    stream = io.BytesIO()
    deck.save(stream)
    return sealed(stream.getvalue(), provenance.compact(made), provenance.day(made)), said


_LOCALES = {"en": "en-US", "id": "id-ID"}


def _speak(deck: Any, language: str) -> None:
    """Say in which language our texts are; without it PowerPoint marks each Indonesian word as misspelt."""
    from pptx.oxml.ns import qn

    deck.core_properties.language = _LOCALES[language]
    for element in chain.from_iterable(map(_written_by_us, deck.slides)):
        for run in element.iter(qn("a:r")):
            run.get_or_add_rPr().set("lang", _LOCALES[language])


def _written_by_us(slide: Any) -> Iterator[Any]:
    """The shapes of a slide that hold our texts, and the paragraphs of its notes page that do."""
    from coverage_cli.output.deck.shapes import ours

    yield from (one.shape._element for one in ours(slide.shapes))
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    paragraphs = list(frame.paragraphs) if frame is not None else []
    for one in _written([paragraph.text.strip() for paragraph in paragraphs]):
        yield from (paragraph._p for paragraph in paragraphs[one.first : one.last + 1])


def open_template(path: str) -> Any:
    """A presentation to fill.

    Raises:
        UsageFault: there is no such file, or it is not a PowerPoint file.
    """
    from pptx import Presentation

    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        return Presentation(io.BytesIO(content))
    except Exception as error:  # whatever a package raises that is damaged in its own way
        raise UsageFault("{path:path} cannot be used as a template: it is not a .pptx file", {"path": path}) from error


class _Written(NamedTuple):
    """Paragraphs that this program wrote, first and last by their places; `whole` with notes before the record."""

    first: int
    last: int
    whole: bool


def _write_notes(frame: Any, notes: Sequence[str], record: Sequence[str]) -> None:
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
    begins = {words_of(language)(DEFINITION) for language in LANGUAGES}
    first = None
    for at, text in enumerate(texts):
        if text in begins:
            first = at
        elif provenance.is_told(text) and not (at + 1 < len(texts) and provenance.is_told(texts[at + 1])):
            start = next((before for before in range(at, -1, -1) if not provenance.is_told(texts[before])), -1) + 1
            yield _Written(start if first is None else first, at, first is not None)
            first = None


def _told(filled: Filled, shown: Content, path: str) -> list[str]:
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
