"""A check with what it was made from: everything that is wrong with a set of files, and how their rows were used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from coverage_cli.analysis.check_report import CheckReport
from coverage_cli.analysis.matching import match
from coverage_cli.analysis.suspicion import Barred
from coverage_cli.config.checks import ChecksFile
from coverage_cli.config.folders import TARGETS
from coverage_cli.config.targets import Targets, read_targets
from coverage_cli.domain.fields import SIDES
from coverage_cli.domain.findings import in_order
from coverage_cli.domain.model import Key, Kind, Source
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.rules import Severity
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.intake.files.opening import first_bytes, sha256_of
from coverage_cli.pipeline.checks.fileset import CheckRequest, FileSet, gathered, refuse_second
from coverage_cli.pipeline.choosing import refuse_unknown_basis
from coverage_cli.pipeline.judging.merging import merged
from coverage_cli.pipeline.judging.policy import Judged, Policy, Ruling, read_policy, unfulfilled
from coverage_cli.pipeline.judging.suspicions import finder, judge, plausible, undelivered
from coverage_cli.pipeline.loading import Tables, tables_of
from coverage_cli.pipeline.persons.counting import Counting, told_apart
from coverage_cli.pipeline.persons.extracts import Extracts

_PROGRAMME = "P109"
"""Of persons: one finding for all rows of a programme, whose name may say several."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A check with what it was made from."""

    report: CheckReport
    ruling: Ruling
    accounts: list[Tables]
    policy: Policy
    today: date


@contextmanager
def checked(request: CheckRequest) -> Iterator[Checked]:
    """Check files as one set, as `check` does, and keep what it was made from; files of persons stay open."""
    with Extracts(request.resources) as extracts:
        yield _checked(request, extracts)


def _checked(request: CheckRequest, extracts: Extracts) -> Checked:
    today = request.today or date.today()  # noqa: DTZ011 - the user's own calendar day
    chosen = gathered(request)
    targets, sources = _targets(chosen)
    policy, found, files = read_policy(chosen.root, chosen.policy, request.exceptions)
    sources += [Source(path, kind, sha256_of(path)) for kind, path in files.items()]
    accounts = accounts_of(chosen, Counting(period=None, resources=request.resources), extracts)
    if not any(found.severity is Severity.ERROR for found in accounts[0].population.findings):
        refuse_unknown_basis(accounts[0], request.basis)  # which may stand in what could not be read
    judged = [*map(Judged, chosen.findings), *_judged(accounts, targets, today, policy.checks)]
    ruling = policy.rule(judged, today, finder(*accounts))
    askable = Counter[int]()
    if any(one.code == "X102" and not ruling.matched[index] for index, one in enumerate(policy.exemptions)):
        askable = policy.rule(_askable(accounts), today, finder(*accounts)).matched
    read = sorted(used(accounts, ruling.judged))
    partial = [source.path for source in (*read, *sources)] if request.files or request.project.names_files else None
    partial = partial if request.basis is None else []
    found += (one.finding for one in policy.weighed(unfulfilled(policy, ruling.matched, today, partial, askable)))
    report = CheckReport(
        in_order([*found, *(one.finding for one in merged(ruling.judged, accounts[0].labels))]),
        tuple(sorted([*read, *sources, *chosen.unclear])),
        in_order([one.finding for one in ruling.excepted]),
    )
    return Checked(report, ruling, accounts, policy, today)


def accounts_of(chosen: FileSet, counting: Counting, extracts: Extracts) -> list[Tables]:
    """The tables to check. Counts and persons are two accounts of the participants, each beside the population."""
    persons, counts = told_apart(chosen.participants, counting.resources)
    accounts = [account for account in (counts, persons) if account] or [[]]
    return [tables_of(chosen.population, account, counting, extracts) for account in accounts]


def _judged(accounts: list[Tables], targets: Targets, today: date, checks: ChecksFile) -> list[Judged]:
    """The findings of every account, each once. A segment is without participants only where no account has it."""
    first, *others = [[*judge(tables, targets, today), *plausible(tables, checks)] for tables in accounts]
    for other in others:
        known, nowhere = set(first), _absences(first) & _absences(other)
        first = [one for one in first if one.finding.code != "X102" or _absence(one) in nowhere]
        first += [one for one in other if one.finding.code != "X102" and one not in known]
    return first


def _askable(accounts: list[Tables]) -> list[Judged]:
    """What a table of some period would miss: no finding of a check, and yet what an exception may be about."""
    return [
        one
        for tables in accounts
        for period in sorted({group.period for group in tables.participants.table.counts})
        for one in undelivered(tables, match(tables.population.table, tables.participants.table, period))
    ]


def _absences(judged: list[Judged]) -> set[tuple[Key | None, str]]:
    return {_absence(one) for one in judged if one.finding.code == "X102"}


def _absence(one: Judged) -> tuple[Key | None, str]:
    """Whose participants of which period are missing, whatever else an account says of it."""
    return one.key, one.lacks


def _targets(chosen: FileSet) -> tuple[Targets, list[Source]]:
    """The targets of the set; their faults are findings like all others."""
    usable, sources = Targets(), []
    for path in chosen.targets:
        refuse_second(chosen.targets[0], path, TARGETS.name)
        first_bytes(path, 1)
        targets, findings = read_targets(path)
        if targets is None:
            chosen.findings += findings
        else:
            usable = targets
        sources.append(Source(path, Kind.TARGETS, sha256_of(path)))
    return usable, sources


def used(accounts: Iterable[Tables], judged: Iterable[Judged]) -> set[Source]:
    """Every file that was read, without the rows that errors name; those that are excepted are not among the judged.

    The reading knows the rows in which it found faults. Those that a look at all files found, and those whose
    doubts the configuration made errors, are taken out in a second reading, which only such files get.
    """
    errors = [one for one in judged if _names_rows(one) and one.finding.severity is Severity.ERROR]
    return {
        source for tables in accounts for kind in SIDES
        for source in _sources(tables, kind, errors)
    }  # fmt: skip


def _names_rows(one: Judged) -> bool:
    """Whether a finding may be about rows that the reading took for good ones."""
    return one.key is not None or one.finding.weight is not None or one.finding.code == _PROGRAMME


def _sources(tables: Tables, kind: Kind, errors: list[Judged]) -> list[Source]:
    reader = tables.reader(kind)
    paths = {source.path for source in reader.sources}
    here = [one for one in errors if one.finding.place.path in paths]
    # What is told of rows by a column that is no field of the table has a key that no row of the table has.
    names = 1 + len(reader.dimensions)
    keys = frozenset(one.key for one in here if one.key is not None and len(one.key.cell) == names)
    places = frozenset(one.finding.place for one in here if one.key is None or len(one.key.cell) != names)
    if kind is Kind.PARTICIPANTS and tables.people:
        programmes = {name_key(one.finding.value or "") for one in here if one.finding.code == _PROGRAMME}
        return tables.people.sources(keys, programmes) if keys or programmes else reader.sources
    if not (keys or places):
        return reader.sources
    again = AggregateReader(kind, tables.labels, reader.dimensions, barred=Barred(keys, places))
    for layout in tables.layouts[kind]:
        again.read(layout)
    return again.sources
