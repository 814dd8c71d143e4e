"""The deck as bytes: the same for the same report, with its provenance inside."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coverage_cli.analysis.history import Course
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.system import unreadable
from coverage_cli.output import provenance
from coverage_cli.output.deck.content import content
from coverage_cli.output.sealing import sealed

if TYPE_CHECKING:
    from coverage_cli.domain.model import Report
    from coverage_cli.domain.provenance import Provenance
    from coverage_cli.output.exhibit import Exhibit
    from coverage_cli.output.language import Words

STARTER = Path(__file__).with_name("starter.pptx")
"""A template to begin with: one slide of each kind, every shape named."""


def deck_bytes(
    report: Report,
    made: Provenance,
    words: Words,
    decimals: int,
    template: str | None,
    course: Course | None = None,
    exhibits: tuple[Exhibit, ...] = (),
) -> tuple[bytes, list[str]]:
    """The deck, and what is to be said about the template.

    Raises:
        UsageFault: the template cannot be opened, or has no shape to fill.

    """
    from coverage_cli.output.deck.slides import build

    shown = content(report, made, words, decimals, course or Course(), exhibits)
    said: list[str] = []
    if template is None:
        deck = build(shown)
    else:
        from coverage_cli.output.deck.filling import fill
        from coverage_cli.output.deck.speaker import write_notes
        from coverage_cli.output.deck.telling import told

        deck = open_template(template)
        said = told(fill(deck, shown, template), shown, template)
        for slide in deck.slides:
            notes = slide.notes_slide.notes_text_frame
            if notes is not None:
                write_notes(notes, shown.texts["notes"], shown.texts["sources"])
    core = deck.core_properties
    core.title = shown.texts["headline"][0][:255]
    core.author = core.last_modified_by = f"coverage-cli {made.version}"
    core.revision = 1
    stream = io.BytesIO()
    deck.save(stream)
    return sealed(stream.getvalue(), provenance.compact(made), provenance.day(made)), said


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
