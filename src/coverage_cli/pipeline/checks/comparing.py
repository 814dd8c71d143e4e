"""`coverage check --against`: what a change of the data does, beside what is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from coverage_cli.analysis.comparing import Snapshot, revisions, shifts
from coverage_cli.analysis.comparison import Comparison, Shift
from coverage_cli.config.data_folder import has_data
from coverage_cli.config.folders import SOURCES, TARGETS, is_read, is_yaml, walk
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.labels import together
from coverage_cli.domain.phrases import Phrase
from coverage_cli.pipeline.checks.checked import Checked, accounts_of
from coverage_cli.pipeline.checks.fileset import CheckRequest, gathered
from coverage_cli.pipeline.checks.revisions import state_of
from coverage_cli.pipeline.loading import Tables, read_tables
from coverage_cli.pipeline.persons.counting import Counting
from coverage_cli.pipeline.persons.extracts import Extracts
from coverage_cli.pipeline.unreadable import unreadable


def compare(request: CheckRequest, done: Checked, against: str) -> Comparison:
    """The state of the checked files against a folder or a revision.

    Raises:
        UsageFault: there is no such state, or its files cannot be read.
    """
    root, now = done.policy.root or ".", done.accounts
    named = (*request.files, *request.project.population, *request.project.participants)
    with (
        state_of(root, against, [path for path in named if path != "-"]) as folder,
        Extracts(request.resources) as extracts,
    ):
        before, unread_before = _accounts(request, (root, folder), extracts)
        read = {source for tables in before for source in tables.sources}
        unread = {one.place.path.replace(folder + os.sep, "") for one in unread_before}
        uncounted = any(tables.uncounted for tables in (*before, *now))
        changed = [*revisions(before[0].population.table, now[0].population.table)]
        moved: list[Shift] = []
        for old, new in () if uncounted else _pairs(before, now):
            changed += revisions(old.participants.table, new.participants.table)
            moved += shifts(_snapshot(old), _snapshot(new))
    refused = sum(source.reported for source in read)
    labels = together([tables.labels for tables in (*now, *before)])
    # Where only the base was revised, two accounts may move alike.
    told = (tuple(changed), tuple(dict.fromkeys(moved)))
    damaged = {
        one.place.path for one in unreadable((*done.report.findings, *done.report.excepted), done.report.sources)
    }
    lost_files = (tuple(sorted(unread)), tuple(sorted(damaged)))
    unchanging = _unchanging((one.path for one in read), (one.path for one in done.report.sources))
    paths = {*(one.path for one in read), *(str(Path(folder, name)) for name in (TARGETS, SOURCES))}
    kept = tuple(sorted(paths)) if folder == against else ()
    return Comparison(
        against, *told, labels, refused, *lost_files, unchanging=unchanging, uncounted=uncounted, kept=kept
    )


def _unchanging(before: Iterable[str], now: Iterable[str]) -> tuple[str, ...]:
    """The files of now that are those of before too."""
    places = {os.path.realpath(path) for path in before}
    return tuple(sorted(path for path in now if os.path.realpath(path) in places))


def _pairs(before: list[Tables], now: list[Tables]) -> list[tuple[Tables, Tables]]:
    """Each account as it was and as it is; where both states have one, it is the same, listed or counted."""
    if len(before) == len(now) == 1:
        return [(before[0], now[0])]
    old, new = ({bool(one.layouts[Kind.PERSONS]): one for one in accounts} for accounts in (before, now))
    nothing = read_tables((), ())
    return [(old.get(listed, nothing), new.get(listed, nothing)) for listed in sorted({*old, *new})]


def _snapshot(tables: Tables) -> Snapshot:
    return Snapshot(tables.population.table, tables.participants.table, tables.participants_at)


def _accounts(
    request: CheckRequest, places: tuple[str, str], extracts: Extracts
) -> tuple[list[Tables], tuple[Finding, ...]]:
    """The accounts of the same files, read as they were, and what was unreadable; those that did not exist are empty.

    `places` are the project's, now and then.

    Raises:
        UsageFault: a file cannot be read as it was.
    """
    (root, folder), counting = places, Counting(period=None, resources=request.resources)
    then = _then(request, root, folder)
    if then is None:
        return [read_tables((), ())], ()
    try:
        chosen = gathered(then)
        accounts = accounts_of(chosen, counting, extracts)
    except UsageFault as fault:
        given = {name: type(text)(text.replace(folder + os.sep, "")) for name, text in fault.args_.items()}
        raise UsageFault(
            "the files of {state_option} cannot be read as they were: {past_fault:phrase}",
            given | {"state_option": "--against", "past_fault": Phrase(fault.template)},
        ) from fault
    findings = (one for tables in accounts for one in tables.findings)
    sources = (source for tables in accounts for source in tables.sources)
    return accounts, unreadable((*chosen.findings, *findings), (*chosen.unclear, *sources))


def _holds(path: str) -> bool:
    """Whether a path is no folder, or one in which something is read."""
    return not os.path.isdir(path) or any(is_read(one, Kind.PARTICIPANTS) for one in walk(path))  # noqa: PTH112


def _then(request: CheckRequest, root: str, folder: str) -> CheckRequest | None:
    """The same request of the other state; None where none of its files existed."""

    def moved(paths: tuple[str, ...]) -> tuple[str, ...]:
        places = (os.path.relpath(os.path.realpath(path), os.path.realpath(root)) for path in paths if path != "-")
        return tuple(path for place in places if os.path.exists(path := os.path.join(folder, place)))  # noqa: PTH110, PTH118

    here = Path(folder)
    if request.files:
        files = tuple(path for path in moved(request.files) if not is_yaml(path) and _holds(path))
        inside = folder if (here / TARGETS).exists() else None
        return replace(request, files=files, project=replace(request.project, project=inside)) if files else None
    population, participants = moved(request.project.population), moved(request.project.participants)
    named = bool(request.project.population or request.project.participants)
    if not (named or has_data(here)):
        return None
    project = replace(
        request.project, project=folder, population=population, participants=participants, targets=None, past=True
    )
    return replace(request, project=project)
