"""Rows that come again: a finding for each, or one that says why there are several."""

from __future__ import annotations

from coverage_cli.config.layout import Layout
from coverage_cli.domain.bases import basis_key, in_message
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.rules import Severity
from coverage_cli.intake.counts.aggregate import Aggregate
from coverage_cli.intake.locate import Found, locate


def duplicates(reader: Aggregate, layouts: list[Layout]) -> list[Finding]:
    """A finding for every row whose key has a row already, in the files that were read."""
    if not reader.twice:
        return []
    findings = []
    refused, added = _refused(reader), any(layout.aggregate for layout in layouts)
    # A line of a wide table is many rows: each is told at its count.
    name = MEASURE[reader.kind] if any(layout.wide for layout in layouts) else "branch"
    for key, found in locate(layouts, reader.kind, set(reader.twice), reader.dimensions).items():
        rows = [row for row in found if refused.isdisjoint((row.places["branch"].whole_line, *row.places.values()))]
        rows = rows if len(rows) > 1 else found  # two were entered, whatever was wrong beside them
        first, text = rows[0].places["branch"], key.in_words(reader.labels)
        if several := _programmes(rows, text, added=added) or _bases(rows, text):
            findings.append(several)
            continue
        for row in rows[1:]:
            args = (("key", text), ("first", f"{first.file}:{first.line}"))
            findings.append(Finding("K101", row.places[name], field="branch", value=key.group.branch, args=args))
    return findings


def _refused(reader: Aggregate) -> set[Place]:
    """Where the rows stand that were not entered: lines, and cells that are wrong in theirs.

    A line of a wide table holds several rows: a cell that cannot be read refuses its own rows, not their neighbours.
    """
    return {
        finding.place if finding.field else finding.place.whole_line
        for finding in reader.findings
        if finding.severity is Severity.ERROR
    }


def _programmes(rows: list[Found], text: str, *, added: bool) -> Finding | None:
    """One finding for a key whose rows are of unlike programmes: not a slip, but people counted several times.

    Where rows of one key are added up, several may be of one programme.
    """
    said = [(name_key(row.texts["programme"]), row) for row in rows if "programme" in row.texts]
    said = [(name, row) for name, row in said if name] if added else said
    names = {name: row.texts["programme"].strip() for name, row in said}
    if len(names) < (2 if added else len(rows)):
        return None
    other = next(row for name, row in said if name != said[0][0])
    args = (("key", text), ("names", ", ".join(names.values())))
    return Finding("X105", other.places["programme"], field="programme", value=other.texts["programme"], args=args)


def _bases(rows: list[Found], text: str) -> Finding | None:
    """One finding for a key whose rows name several bases: which of them is the denominator is the user's to say."""
    names = Labels(basis_key)
    keys = [names.add(row.texts["basis"]) for row in rows]
    named = [key for key in names if key]
    if len(named) < 2:  # noqa: PLR2004 - one basis, whose rows are duplicates of each other
        return None
    other = next(row for row, key in zip(rows, keys, strict=True) if key == named[1])
    args = (("key", text), *in_message("names", map(names.shown, named)).items())
    place = other.places.get("basis", other.places["branch"])
    return Finding("K105", place, field="basis", value=other.texts["basis"], args=args)
