"""Today's findings as exceptions: a start for a gate over data that is older than the gate."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coverage_cli.config.exceptions import Entry
from coverage_cli.config.layout import relative
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.names.labels import Labels, together
from coverage_cli.domain.periods.periods import parse_period
from coverage_cli.domain.rules import RULES
from coverage_cli.intake.files.opening import first_bytes
from coverage_cli.pipeline.checks.checked import Checked, checked
from coverage_cli.pipeline.checks.fileset import CheckRequest
from coverage_cli.pipeline.judging.policy import Judged, names_of
from coverage_cli.pipeline.judging.suspicions import finder

DAYS = 90
"""How long a new exception holds: a quarter, in which somebody looks at it."""
_MOST_NAMED = 100
"""Beyond so many keys of one rule in one file, the file is excepted as a whole: nobody would read the list."""


@dataclass(frozen=True, slots=True)
class Excuses:
    """What to write where: new entries, the text that the file has now, and the findings that cannot be excepted."""

    path: str
    existing: str | None
    entries: tuple[Entry, ...]
    expiry: date
    remaining: tuple[Finding, ...]


def excuse(request: CheckRequest) -> Excuses:
    """Check, and make an exception of every finding that still counts.

    Raises:
        UsageFault: nothing to check, or no place for the file.
    """
    exists = request.exceptions is None or os.path.lexists(request.exceptions)
    with checked(request if exists else replace(request, exceptions=None)) as done:
        return _excuses(request, done)


def _excuses(request: CheckRequest, done: Checked) -> Excuses:
    path = request.exceptions or done.policy.path
    if not path:
        raise UsageFault("there is no project here to keep exceptions in; name their file with --exceptions FILE")
    existing = None
    if os.path.lexists(path):
        first_bytes(path, 1)
        with open(path, encoding="utf-8-sig") as stream:  # noqa: PTH123 - read and judged before, as it was named
            existing = stream.read()
    labels = together([tables.labels for tables in done.accounts])[:2]
    able = [one for one in done.ruling.judged if RULES[one.finding.code].excusable and not _is_masked(one, labels)]
    kept = {id(one.finding) for one in able}
    remaining = tuple(finding for finding in done.report.findings if id(finding) not in kept)
    return Excuses(path, existing, _entries(done, able, path, labels), done.today + timedelta(days=DAYS), remaining)


def _is_masked(judged: Judged, labels: Sequence[Labels]) -> bool:
    """Whether its branch or segment may be somebody's identifier, which belongs into no configuration."""
    names = names_of(judged.key)[:2] if judged.key else ()
    return any(known.hides(name or "") for known, name in zip(labels, names, strict=False))


def _entries(done: Checked, judged: list[Judged], path: str, labels: Sequence[Labels]) -> tuple[Entry, ...]:
    unnamed = {one.finding.place for one in judged if one.key is None}
    known = finder(*done.accounts)(unnamed) if unnamed else {}
    root = done.policy.root or os.path.dirname(path) or "."  # noqa: PTH120 - a text, as it was given
    branches, segments = labels
    found = set()
    for one in judged:
        key = known.get(one.finding.place)
        names = one.names or (names_of(key) if key else None)
        file = relative(one.finding.place.path, root)
        if names is None:
            found.add(Entry(one.finding.code, file))
        else:
            branch, segment, period = names
            shown = (branches.shown(branch or ""), segments.shown(segment or ""))
            # A period that is none cannot be written as a scope, only be left open.
            found.add(Entry(one.finding.code, file, *shown, period if period and parse_period(period) else ""))
    sizes = Counter((entry.code, entry.file) for entry in found)
    wide = {Entry(*one) for one, size in sizes.items() if size > _MOST_NAMED}
    return tuple(sorted(wide | {entry for entry in found if Entry(entry.code, entry.file) not in wide}))
