"""Cross-file rules on loaded tables: suspicions of the analysis become findings with places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.analysis.crosscheck import CrossCheck, Suspect
from coverage_cli.domain.findings import Finding, Place, Severity
from coverage_cli.domain.model import Key, Kind
from coverage_cli.domain.names import name_key, nearest
from coverage_cli.domain.periods import known_period
from coverage_cli.domain.rules import RULES
from coverage_cli.intake.locate import Found, locate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from coverage_cli.config.targets import Targets
    from coverage_cli.domain.names import Labels
    from coverage_cli.pipeline.loading import Tables


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and the key that it is about; None where it is about no key."""

    finding: Finding
    key: Key | None = None


def judge(tables: Tables, targets: Targets, today: date) -> list[Judged]:
    """Every finding of rows, keys, files against each other, and of the targets against the data."""
    cross = CrossCheck(
        tables.population.table,
        tables.participants.table,
        tables.labels,
        {Kind.POPULATION: tables.population.damage, Kind.PARTICIPANTS: tables.participants.damage},
    )
    both = bool(tables.layouts[Kind.POPULATION] and tables.layouts[Kind.PARTICIPANTS])
    suspects = [
        suspect for suspect in (*cross.suspects(), *_future(tables, today)) if both or suspect.code not in _NEED_BOTH
    ]
    places = _places(tables, suspects)
    judged = [Judged(finding) for finding in (*tables.findings, *targets.findings)]
    judged += [Judged(_finding(cross, suspect, places), suspect.key) for suspect in suspects]
    judged += [Judged(finding) for finding in _unused_targets(targets, tables.labels)] if both else []
    return sorted(judged, key=lambda one: one.finding.order)


_NEED_BOTH = frozenset({"X101", "X102", "X103", "X104", "D101"})


def _future(tables: Tables, today: date) -> Iterable[Suspect]:
    """Periods that begin after today."""
    for kind in (Kind.POPULATION, Kind.PARTICIPANTS):
        counts = tables.reader(kind).table.counts
        for group in sorted(counts):
            if known_period(group.period).first > today:
                args = (("today", today.isoformat()), ("shown", group.period))
                yield Suspect("D103", kind, Key(group, min(counts[group])), "period", args)


def _places(tables: Tables, suspects: list[Suspect]) -> Mapping[tuple[Kind, Key], Found]:
    """Where each suspect key stands; the first row that has it."""
    places: dict[tuple[Kind, Key], Found] = {}
    for kind, layouts in tables.layouts.items():
        wanted = {suspect.key for suspect in suspects if suspect.kind is kind}
        if wanted:
            found = locate(layouts, kind, wanted, tables.reader(kind).dimensions)
            places.update({(kind, key): rows[0] for key, rows in found.items()})
    return places


def _finding(cross: CrossCheck, suspect: Suspect, places: Mapping[tuple[Kind, Key], Found]) -> Finding:
    found = places.get((suspect.kind, suspect.key))
    place = found.places.get(suspect.field, next(iter(found.places.values()))) if found else Place("", 0, 0)
    args = dict(suspect.args)
    args.setdefault("near", "")
    shown = args.pop("shown", None)
    value = shown if shown is not None else (found.texts.get(suspect.field) if found else None)
    args.setdefault("key", shown if suspect.code == "K104" and shown else cross.show(suspect.key))
    return Finding(suspect.code, place, RULES[suspect.code].severity, suspect.field, value, tuple(sorted(args.items())))


def _unused_targets(targets: Targets, labels: tuple[Labels, ...]) -> Iterable[Finding]:
    """Targets for names that the data does not have, where one like it exists: probably misspelt."""
    for rates in targets.named.values():
        for names, known in ((rates.branches, labels[0]), (rates.segments, labels[1])):
            for name in names:
                near = nearest(name_key(name), known) if name_key(name) not in known else None
                if near:
                    place = getattr(name, "place", Place("config/targets.yaml", 1, 1))
                    args = (("near", known.shown(near)),)
                    yield Finding("T104", place, Severity.WARNING, value=str(name), args=args)
