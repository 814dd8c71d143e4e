"""A gap report in every format; files by their suffix."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.model import Report
from coverage_cli.output.files import EXTRAS, refuse_inputs, refuse_stdout, suffix_of, write_each
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style

SUFFIXES = {".csv": "csv", ".html": "html", ".json": "json", ".md": "markdown", ".txt": "table"}


def text_of(report: Report, name: str, style: Style) -> str:
    """The report in the format of that name; a page, which says what it was made from, is `html_text`."""
    if name == "csv":
        from coverage_cli.output.tables.delimited import csv_text

        return csv_text(report, style.decimals, style.dialect, totals=style.totals)
    if name == "json":
        from coverage_cli.output.jsons import gap_json

        return gap_json(report)
    if name == "markdown":
        from coverage_cli.output.tables.markdown import markdown_text

        return markdown_text(report, style)
    from coverage_cli.output.tables.terminal import table_text

    return table_text(report, style)


def refuse_unusable(paths: Sequence[str], targets: str | None, project: str | None) -> None:
    """Refuse outputs whose suffix says nothing, that are the file of `targets` or an input of the project, at once.

    Raises:
        UsageFault: a suffix is not known, an output is one of those, or two outputs are one file.
    """
    for path in paths:
        refuse_stdout(path)
        suffix = suffix_of(path)
        if suffix not in SUFFIXES:
            if suffix in EXTRAS:
                raise UsageFault(
                    "{path:path}: coverage export writes {suffix}, as in: coverage export --output {path:path}",
                    {"path": path, "suffix": suffix},
                )
            raise UsageFault(
                "{path:path}: the suffix says what to write; use {known}", {"path": path, "known": ", ".join(SUFFIXES)}
            )
    refuse_inputs(paths, () if targets is None else (targets,), project)


def format_of(path: str) -> str:
    """The format of an output, by its suffix."""
    return SUFFIXES[suffix_of(path)]


def write_files(reports: Sequence[Report], paths: Sequence[str], text: Callable[[str], str], said: Words) -> str:
    """Write every output, whose `text` in a format tells of these reports; give the lines that say so."""
    refuse_inputs(paths, [source.path for report in reports for source in report.sources])
    return write_each({path: text(format_of(path)).encode("utf-8") for path in paths}, said)
