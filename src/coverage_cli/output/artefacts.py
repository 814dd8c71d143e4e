"""Every file that a report can become: the suffix decides, a folder gets its tables."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.model import Report
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.remarks import Remark
from coverage_cli.domain.system import unwritable
from coverage_cli.output import provenance
from coverage_cli.output.document import Document
from coverage_cli.output.files import EXTRAS, named_twice, refuse_inputs, suffix_of, write_each
from coverage_cli.output.language import words
from coverage_cli.output.reports import SUFFIXES as TEXTS
from coverage_cli.output.reports import text_of
from coverage_cli.output.tables.lines import names_of

if TYPE_CHECKING:
    from coverage_cli.output.dialect import Dialect

ROOMY = frozenset({".pptx", ".xlsx", ".html"})
"""Suffixes of files that show the trend and exhibits beside the report."""
_NO_LETTERS = phrase(
    "{path:path}: letters that the font of pictures lacks are empty boxes, in: {names:names}; .html, .pptx and .xlsx "
    "show them in fonts of the machine"
)
_MEASURES = ("coverage_pct", "gap_pp", "workers", "participants", "uncovered", "shortfall")
"""Columns of which a folder has a wide table each."""
_MOST_NOTES = 12
"""Notes on trends; more would leave no room for those on the report."""
RECORD = "provenance.json"
"""The record in a folder of tables."""


@dataclass(slots=True)
class Making:
    """A document on its way into files: what was made, and what is to be said about it."""

    document: Document
    template: str | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def put(self, path: str, data: bytes) -> None:
        """Keep a file until all are written.

        Raises:
            UsageFault: another output is that file, as one in a folder of tables, or a record beside one.
        """
        if path in self.files:
            raise named_twice(path)
        self.files[path] = data


def has_room(path: str) -> bool:
    """Whether an output has room for more than the report: its trend, and exhibits."""
    return is_folder(path) or suffix_of(path) in ROOMY


def has_csv(path: str) -> bool:
    """Whether an output holds CSV: a folder of tables, or one table."""
    return is_folder(path) or suffix_of(path) == ".csv"


def is_folder(path: str) -> bool:
    """Whether an output is a folder: it ends like one, or is one."""
    return path.endswith(("/", os.sep)) or os.path.isdir(path)  # noqa: PTH112 - a name may be too long


def refuse_unusable(paths: Sequence[str], template: str | None, targets: str | None, project: str | None) -> None:
    """Refuse what cannot be written, or is the template, the file of `targets` or an input of the project, at once.

    Raises:
        UsageFault: a suffix is not known, an extra is not installed, an output is one of those, or two are one file.
    """
    for path in paths:
        suffix = suffix_of(path)
        if is_folder(path):
            continue
        if suffix not in TEXTS and suffix not in EXTRAS:
            known = ", ".join((*EXTRAS, *TEXTS))
            raise UsageFault(
                "{path:path}: the suffix says what to write; use {known}, or end a folder's name with /",
                {"path": path, "known": known},
            )
        if suffix in EXTRAS and find_spec(EXTRAS[suffix][1]) is None:
            raise UsageFault(
                '{path:path} needs a part that is not installed; install it with: pip install "coverage-cli[{extra}]"',
                {"path": path, "extra": EXTRAS[suffix][0]},
            )
    refuse_inputs(paths, [path for path in (template, targets) if path is not None], project)
    if template is not None:
        if not any(suffix_of(path) == ".pptx" for path in paths):
            raise UsageFault("--template fills a deck; name one, such as: --output deck.pptx")
        from coverage_cli.output.deck.write import open_template

        open_template(template)


def write_starter(path: str, language: str) -> str:
    """Write the template to begin with; give the line that says so.

    Raises:
        UsageFault: it cannot be written there.
    """
    from coverage_cli.output.deck.write import STARTER

    if suffix_of(path) != ".pptx":
        raise UsageFault("{path:path}: a template is a .pptx file", {"path": path})
    return write_each({path: STARTER.read_bytes()}, words(language))


def write_all(making: Making, paths: Sequence[str], inputs: Sequence[str], *, sidecar: bool) -> str:
    """Make every file, then write them; give the lines that say so. Nothing is written where one cannot be made.

    `inputs` are the files that were read, as this machine finds them.

    Raises:
        UsageFault: an output is an input, the template cannot be used, or a file cannot be written.
    """
    for path in paths:
        _make(making, path)
    if sidecar:
        for path, data in list(making.files.items()):
            if Path(path).name != RECORD:
                making.put(path + provenance.SIDECAR, provenance.beside(making.document.made, {Path(path).name: data}))
    refuse_inputs(making.files, inputs)
    told = "".join(f"{line}\n" for line in making.said)
    with ExitStack() as undo:
        for path in filter(is_folder, paths):
            _folder(path, undo)
        wrote = write_each(making.files, making.document.style.words)
        undo.pop_all()
    return told + wrote


def _folder(path: str, undo: ExitStack) -> None:
    """Make a folder that is not there, which goes again unless its files are written."""
    folder = Path(path)
    try:
        if not folder.is_dir():
            folder.mkdir()
            undo.callback(_remove, folder)
    except OSError as error:
        raise unwritable(path, error) from error


def _remove(folder: Path) -> None:
    with suppress(OSError):  # somebody has put a file there
        folder.rmdir()


def _with_trend_notes(document: Document) -> Document:
    """The document whose report tells what is to be known of its trend, for files that show one."""
    report, remarks = document.report, document.course.remarks
    shown, more = remarks[:_MOST_NOTES], len(remarks) - _MOST_NOTES
    if more > 0:
        further = phrase(
            "{count:n|further note on trends has|further notes on trends have} no room here; coverage trend gives all."
        )
        shown = (*shown, Remark(further, {"count": str(more)}))
    return replace(document, report=replace(report, remarks=(*report.remarks, *shown)))


def _make(making: Making, path: str) -> None:
    shown = _with_trend_notes(making.document) if has_room(path) else making.document
    suffix = suffix_of(path)
    if is_folder(path):
        _tables(making, path)
    elif suffix == ".pptx":
        from coverage_cli.output.deck.write import deck_bytes

        data, told = deck_bytes(shown, making.template)
        making.put(path, data)
        making.said += told
    elif suffix == ".xlsx":
        from coverage_cli.output.workbook.report import sheet_bytes

        making.put(path, sheet_bytes(shown))
    elif suffix in {".png", ".svg"}:
        from coverage_cli.output.charts.picture import picture_bytes, undrawn

        making.put(path, picture_bytes(shown.report, shown.made, shown.style, suffix[1:]))
        if names := undrawn(shown.report, shown.style):
            making.said.append(shown.style.words(_NO_LETTERS, path=path, names="\n".join(names)))
    elif suffix == ".html":
        from coverage_cli.output.page.report import html_text

        making.put(path, html_text(shown).encode("utf-8"))
    else:
        making.put(path, text_of(shown.report, TEXTS[suffix], shown.style).encode("utf-8"))


def _tables(making: Making, path: str) -> None:
    """A folder of CSV files: tidy ones, a row an observation, and wide ones, a column a branch; with their record."""
    from coverage_cli.output.exhibits.exhibit import exhibit_csv
    from coverage_cli.output.tables.delimited import csv_text
    from coverage_cli.output.trends.delimited import trend_csv

    document = making.document
    report, decimals, dialect = document.report, document.style.decimals, document.style.dialect
    made = {
        "segments.csv": csv_text(report, decimals, dialect),
        "totals.csv": csv_text(report, decimals, dialect, rows=False, totals=True),
    }
    if "branch" in report.by and len(report.by) > 1:
        made |= {f"wide-{measure}.csv": _wide(report, measure, decimals, dialect) for measure in _MEASURES}
    if document.course.series:
        made["trend.csv"] = trend_csv(document.course.series, ("branch",), decimals, dialect)
    made |= {f"{exhibit.key}.csv": exhibit_csv(exhibit, dialect) for exhibit in document.exhibits}
    files = {name: text.encode("utf-8") for name, text in made.items()}
    files[RECORD] = provenance.beside(document.made, files)
    for name, data in files.items():
        making.put(str(Path(path) / name), data)


def _wide(report: Report, measure: str, decimals: int, dialect: Dialect) -> str:
    """A row for each segment (and further dimension), a column for each branch; empty where there is nothing."""
    from coverage_cli.output.tables.delimited import NUMBERS, number_texts

    at = NUMBERS.index(measure)
    branches = list(dict.fromkeys(row.branch or "" for row in report.rows))
    rest = [name for name in report.by if name != "branch"]
    cells: dict[tuple[str, ...], dict[str, str]] = {}
    for row in report.rows:
        texts = number_texts(row, decimals, dialect)
        cells.setdefault(names_of(row, report, rest), {})[row.branch or ""] = texts[at]
    rows = (
        (*map(dialect.text, place), *(values.get(branch, "") for branch in branches)) for place, values in cells.items()
    )
    return dialect.file([map(dialect.text, (*rest, *branches)), *rows])
