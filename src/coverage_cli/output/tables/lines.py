"""The report as lines of cells, in words and numbers of a language; what tables on screen and in Markdown share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten
from typing import TYPE_CHECKING

from coverage_cli.domain.findings import Finding
from coverage_cli.domain.messages import listed
from coverage_cli.domain.model import Coverage, Report, Row
from coverage_cli.domain.names.keys import joined
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rules import Severity
from coverage_cli.domain.safe import clean
from coverage_cli.domain.tally import tally
from coverage_cli.domain.wording import Wording
from coverage_cli.output.figures import figure_texts
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style

if TYPE_CHECKING:
    from coverage_cli.analysis.history import Point


_HEADINGS = {"branch": phrase("Branch"), "segment": phrase("Segment"), "programme": phrase("Programme")}


def heading_of(part: str, words: Words) -> str:
    """What a column of names is called: branch, segment, programme, or a dimension by its own name."""
    return words(_HEADINGS[part]) if part in _HEADINGS else sentence_case(clean(part))


def sentence_case(name: str) -> str:
    """The name with a capital letter, also where the data spells it without one."""
    return name[:1].upper() + name[1:]


def name_parts(report: Report) -> tuple[str, ...]:
    """What tells the rows apart; the branch goes without saying where there is just one."""
    # By the total and not by the rows: those that --top leaves are called what the full report calls them.
    single = len(report.by) > 1 and report.total.branch is not None
    return tuple(part for part in report.by if not (single and part == "branch"))


def names_of(row: Row, report: Report, parts: Iterable[str]) -> tuple[str, ...]:
    """The row's names of these fields, as the data has them; empty where it has none."""
    given = row.named(report.dimensions)
    return tuple(given[part] or "" for part in parts)


def row_name(row: Row, report: Report) -> str:
    """What tells the row apart, as one name, as the data has it."""
    return joined(names_of(row, report, name_parts(report)))


NUMBERS = (
    *(phrase("Workers"), phrase("Participants"), phrase("Rate"), phrase("Target")),
    *(phrase("Gap"), phrase("Uncovered"), phrase("Shortfall")),
)
"""Headings of the columns of figures."""
RATE, TARGET, STATUS = 3, 4, 8
"""Where among all columns the rate, the target and the status stand."""
FOOTNOTE, _MOST_CITED, _LEAST_CITED = 800, 2, 60
"""Letters of a footnote, how many of the rows' notes and of their sources it has, and the letters that each gets."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a heading of a branch (no figures), a row, or a total."""

    name: str
    cells: tuple[str, ...] = ()
    status: str = ""
    total: bool = False
    coverage: Coverage | None = None


def headings(report: Report, words: Words) -> tuple[str, ...]:
    """The first column's heading, those of the figures, and the status's."""
    name = " / ".join(heading_of(part, words) for part in _row_parts(report))
    return (name, *(words(heading) for heading in NUMBERS), words("Status"))


def _row_parts(report: Report) -> tuple[str, ...]:
    return report.by[1:] if grouped(report) else report.by


def grouped(report: Report) -> bool:
    """Whether rows stand under a heading for each branch."""
    if report.by[0] != "branch" or len(report.by) == 1:
        return False
    runs = [branch for branch, _ in groupby(row.branch for row in report.rows)]
    return len(runs) == len(set(runs))


def lines(report: Report, style: Style) -> list[Line]:
    """Rows under their branches, each branch's total below those that are shown, the grand total last."""
    words = style.words
    parts = _row_parts(report)
    if not grouped(report):
        return [
            *(_line(row, _name(row, report, parts), style) for row in report.rows),
            *_totals(report, style),
        ]
    out: list[Line] = []
    totals = {row.branch: row for row in report.totals}
    shown = {branch: list(rows) for branch, rows in groupby(report.rows, lambda row: row.branch)}
    whole = totals.pop(None, None)
    branches = dict.fromkeys((*shown, *totals))  # those whose rows are all left out have their totals still
    indent = "  " if len(branches) > 1 else ""
    for branch in branches:
        rows, total = shown.get(branch, []), totals.get(branch)
        out.append(Line(_heading(total or rows[0], words, dated=report.period is None)))
        out += [_line(row, f"{indent}{_name(row, report, parts)}", style) for row in rows]
        if total is not None:
            out.append(_line(total, f"{indent}{total_name(total, words)}", style, total=True))
    if whole is not None:
        out.append(_line(whole, total_name(whole, words, grand=True), style, total=True))
    return out


def _totals(report: Report, style: Style) -> list[Line]:
    *branches, last = report.totals
    named = [(row, partly(clean(row.branch or ""), row, style.words)) for row in branches]
    named.append((last, total_name(last, style.words, grand=True)))
    return [_line(row, name, style, total=True) for row, name in named]


def _heading(row: Row, words: Words, *, dated: bool) -> str:
    """A branch; with the dates of both sides where branches differ in them (else the notes say them once)."""
    if not dated:
        return clean(row.branch or "")
    return words(
        "{branch} ({period}, workers {vintage})",
        {"branch": row.branch or "", "period": row.period or "–", "vintage": row.population_period or "–"},
    )


def _name(row: Row, report: Report, parts: tuple[str, ...]) -> str:
    return clean(joined(names_of(row, report, parts)))


def total_name(row: Row, words: Words, *, grand: bool = False) -> str:
    """What a total is called, in tables and pictures alike."""
    return partly(words("Grand total") if grand and row.branch is None else words("Total"), row, words)


def partly(name: str, row: Row, words: Words) -> str:
    """What a row or a total is called: with over how many segments or groups it is, where that is not over all."""
    return name if row.complete else f"{name} ({counted(row, words)})"


def counted(row: Row | Point, words: Words) -> str:
    """Over how many segments a total is, or a period."""
    return words("{counted:n} of {all:phrase}", tally(row))


def _line(row: Row, name: str, style: Style, *, total: bool = False) -> Line:
    cells = tuple(figure_texts(row.coverage, style).values())
    return Line(name, cells, status_text(row, style.words), total, row.coverage)


def status_text(row: Row, words: Words) -> str:
    """How a row stands to its target, and what else is to be known of it."""
    return ", ".join(map(words, (row.coverage.status.value, *row.flags)))


def footnote(report: Report, words: Words) -> str:
    """What the figures stand on, for pictures that have no room for all notes; empty where nothing is said of it."""
    grounds = " ".join(remark.text(words) for remark in report.remarks if remark.grounds)
    return f"{grounds} {cited(report, words, FOOTNOTE - len(grounds))}".strip()


def cited(report: Report, words: Words, room: int = FOOTNOTE) -> str:
    """What the rows say of themselves, in about so many letters: the first notes and sources, long ones shortened."""
    found = [remark for remark in report.remarks if remark.cited]
    kinds = dict.fromkeys(remark.template for remark in found)
    first = [one for kind in kinds for one in [one for one in found if one.template == kind][:_MOST_CITED]]
    each = max(_LEAST_CITED, room // max(1, len(first)))
    told = [shorten(one.text(words), each, placeholder="…") for one in first]
    if more := len(found) - len(first):
        told.append(words("Further notes and sources: {count:n}", {"count": str(more)}))
    return " ".join(text if text.endswith((".", "…")) else f"{text}." for text in told)


def notes(report: Report, words: Words, most: int | None = None) -> list[str]:
    """The sentences below the table: remarks, then warnings about the data with their places.

    At most so many of the warnings, or else the first of each rule.
    """
    remarks = [remark.text(words) for remark in report.remarks]
    if most is None:
        return [*remarks, *warnings(report.findings, words)]
    found = [finding for finding in report.findings if finding.severity is Severity.WARNING]
    told = [_warning(one, words) for one in found[:most]]
    if more := len(found) - len(told):
        told.append(
            words("{count:n|further warning|further warnings}; coverage check names all.", {"count": str(more)})
        )
    return [*remarks, *told]


def warnings(findings: Iterable[Finding], words: Wording) -> list[str]:
    """Warnings with their places, the first of each rule. What to do about them is said by `check`."""
    return listed((one for one in findings if one.severity is Severity.WARNING), words, _warning)


def _warning(finding: Finding, words: Wording) -> str:
    return f"{words('warning')} {finding.code}, {finding.where}: {finding.message(words)}"


DEFINITION = phrase("Gap in percentage points; shortfall: the fewest further participants that meet the target.")
"""What the two less common columns mean, said under every table."""
