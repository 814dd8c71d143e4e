"""Cross-file rules on loaded tables: suspicions of the analysis become findings with places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, repeat
from typing import TYPE_CHECKING

from coverage_cli.analysis.matching import Match
from coverage_cli.analysis.rules.crosscheck import CrossCheck
from coverage_cli.analysis.rules.delivery import Delivery
from coverage_cli.analysis.rules.plausibility import Plausibility
from coverage_cli.analysis.rules.published import PublishedTotal, parts_of
from coverage_cli.analysis.rules.suggestions import Suggestions
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.config.checks import ChecksFile
from coverage_cli.config.layout import Layout
from coverage_cli.config.targets import Targets
from coverage_cli.domain.bases import WORDS, in_message
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.fields import MEASURE, SIDES
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Group, Key, Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import is_two_years, known_period
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.tuples import maker
from coverage_cli.domain.weights import decimal
from coverage_cli.intake.locate import Found, locate, names_at
from coverage_cli.pipeline.judging import added_rows
from coverage_cli.pipeline.judging.dominant_branches import dominant_branches
from coverage_cli.pipeline.judging.left_totals import left_totals
from coverage_cli.pipeline.judging.one_sex import of_one_sex
from coverage_cli.pipeline.judging.other_bases import OtherBases
from coverage_cli.pipeline.judging.policy import Judged, NamesAt
from coverage_cli.pipeline.judging.row_sums import row_sums
from coverage_cli.pipeline.judging.uncounted import without_counts
from coverage_cli.pipeline.loading import Tables

if TYPE_CHECKING:
    from coverage_cli.pipeline.persons.people import People


_FIRST_YEAR = 1900
"""Earlier there are no figures of coverage; Bismarck's old-age insurance is of 1889."""
_AHEAD = phrase("begins after today ({today})")
_LONG_AGO = phrase("ended before 1900")
_TWO_YEARS = phrase("is read as a month, but may be a year and the next, as all periods here")


def judge(tables: Tables, targets: Targets, today: date) -> list[Judged]:
    """Every finding of rows, keys, files against each other, and of the targets against the data; in no order.

    What both readings of a file that serves both sides find is told once.
    """
    damage = {Kind.POPULATION: tables.population.damage, Kind.PARTICIPANTS: tables.participants.damage}
    population = tables.layouts[Kind.POPULATION]
    others = OtherBases(population, tables.population.dimensions) if any(one.basis for one in population) else None
    cross = CrossCheck(
        tables.population.table, tables.participants.table, tables.labels, damage, Suggestions(tables.known), others
    )
    both = bool(tables.layouts[Kind.POPULATION] and (tables.layouts[Kind.PARTICIPANTS] or tables.layouts[Kind.PERSONS]))
    partial = added_rows.partial(tables)
    short = [one for one in added_rows.short(tables) if (one.kind, one.key) not in partial]
    suspects = [*cross.within(), *(cross.between() if both else ()), *_far(tables, today), *short]
    suspects += dominant_branches(tables)
    suspects = without_counts(tables, suspects)
    doubled = list(added_rows.apart(tables))
    places = _places(tables, suspects)
    judged = [*map(maker(Judged), zip([*tables.findings, *targets.findings], repeat(None), repeat(""), repeat("")))]
    judged += [_judged(tables.labels, suspect, places) for suspect in suspects]
    judged += [_judged(tables.labels, Suspect("K111", *key, MEASURE[key[0]]), partial) for key in partial]
    judged += [_judged(one.labels, suspect, one.places) for one in doubled for suspect in one.suspects]
    judged += map(Judged, chain(of_one_sex(tables), left_totals(tables), row_sums(tables)))
    judged += [Judged(finding) for finding in _unused_targets(targets, Suggestions(tables.known))] if both else []
    paths = [{source.path for source in reader.sources} for reader in (tables.population, tables.participants)]
    return judged if paths[0].isdisjoint(paths[1]) else list(dict.fromkeys(judged))


def undelivered(tables: Tables, matches: list[Match]) -> list[Judged]:
    """What is missing because a branch has nothing of the period that was asked for; in no order."""
    sides = tables.population.table, tables.participants.table
    delivery = Delivery(*sides, tables.labels, tables.participants.damage)
    suspects = [] if tables.uncounted else without_counts(tables, [*delivery.undelivered(matches)])
    places = _places(tables, suspects)
    return [_judged(tables.labels, suspect, places) for suspect in suspects]


def plausible(tables: Tables, checks: ChecksFile, groups: Collection[Group] | None = None) -> list[Judged]:
    """What is doubtful about the figures of these groups (None: of all) and their published totals; in no order.

    Participants that could not be counted are held against nothing.
    """
    population, participants = tables.population.table, tables.participants.table
    if tables.uncounted:
        participants = CountTable(Kind.PARTICIPANTS, participants.dimensions)
    listed = tables.people is not None
    limits, damage = checks.thresholds.limits, tables.population.damage
    judge_of = Plausibility(population, participants, limits, groups, listed, tables.labels, damage)
    suspects = list(judge_of.suspects())
    places = _places(tables, suspects)
    judged = [_judged(tables.labels, suspect, places) for suspect in suspects]
    judged += _totals(tables, checks, groups)
    return judged


def _totals(tables: Tables, checks: ChecksFile, groups: Collection[Group] | None) -> Iterable[Judged]:
    """Published totals that their parts do not reach, or that have no parts; at their place in the configuration."""
    suggestions = Suggestions(tables.known)
    for kind in SIDES:
        if not tables.reader(kind).sources or (kind is Kind.PARTICIPANTS and tables.uncounted):
            continue
        # Of several bases none counts before one is asked for (K105), and then that alone.
        asked = {layout.basis for layout in tables.layouts[Kind.POPULATION] if layout.basis}
        beside = {*tables.population.bases} - asked if asked or tables.population.twice else ()
        totals = [total for total in checks.published(kind) if total.basis not in beside]
        found = parts_of(totals, tables.reader(kind).table)
        for total in totals:
            parts = found[total.scope]
            if groups is None or any(key.group in groups for key in parts):
                yield from _total(tables, kind, total, parts, suggestions)


def _total(
    tables: Tables, kind: Kind, total: PublishedTotal, parts: list[Key], suggestions: Suggestions
) -> Iterable[Judged]:
    named = [(place, name) for place, name in enumerate((total.branch, total.segment)) if name]
    names = [tables.labels[place].shown(name) for place, name in named]
    bases = tables.population.bases
    if total.basis:
        names.append(bases.shown(total.basis) if total.basis in bases else WORDS.get(total.basis, total.basis))
    what = phrase("workers" if kind is Kind.POPULATION else "participants")
    args = {**in_message("key", (*names, total.period), " / "), "what": what}
    key = Key(Group(total.branch or "", total.period), (total.segment or "",))  # an empty name is everybody's
    if not parts:
        args["near"] = next((near for place, name in named if (near := suggestions.near_any(name, place))), "")
        yield Judged(_at(total, "D109", args), key)
        return
    table = tables.population.table if kind is Kind.POPULATION else tables.participants_at(total.period)
    people = table.heads(parts)
    if not total.admits(people):
        off = max(people - total.people, total.people - people)
        args |= {"sum": decimal(people), "difference": decimal(off), "published": str(total.people)}
        yield Judged(_at(total, "D108", args), key)


def _at(total: PublishedTotal, code: str, args: dict[str, str]) -> Finding:
    return Finding(code, total.place, args["what"], str(total.people), tuple(sorted(args.items())))


def finder(*accounts: Tables) -> NamesAt:
    """Finds the keys of rows by places in them, in the files of these tables."""

    def find(wanted: Collection[Place]) -> dict[Place, Key]:
        found: dict[Place, Key] = {}
        every = [pair for tables in accounts for pair in tables.layouts.items()]
        for kind, layouts in every:
            found |= names_at([layout for layout in layouts if not layout.is_address], kind, wanted)
        return found

    return find


def _far(tables: Tables, today: date) -> Iterable[Suspect]:
    """Periods that begin after today, or that nobody has figures of: years of Iran, say, which are 621 fewer.

    Months too that are all written as fiscal years are. Every row's; of persons, who can be millions, one cell a branch
    and period.
    """
    for kind in SIDES:
        listed = kind is Kind.PARTICIPANTS and tables.people is not None
        counts = tables.reader(kind).table.counts
        periods = {period: known_period(period) for _, period in counts}
        two_years = len(periods) > 1 and all(map(is_two_years, periods))
        for group, cells in sorted(counts.items()):
            period = periods[group.period]
            what = _AHEAD if period.first > today else _LONG_AGO if period.last.year < _FIRST_YEAR else _TWO_YEARS
            if what is not _TWO_YEARS or two_years:
                args = (("what", what), ("today", today.isoformat()))
                for cell in [min(cells)] if listed else cells:
                    yield Suspect("D103", kind, Key(group, cell), "period", args, group.period)


def _places(tables: Tables, suspects: list[Suspect]) -> Mapping[tuple[Kind, Key], Found]:
    """Where each suspect key stands; the first row that has it."""
    places: dict[tuple[Kind, Key], Found] = {}
    with tables.population.files.again(), tables.participants.files.again():
        for kind, layouts in tables.layouts.items():
            side = Kind.PARTICIPANTS if kind is Kind.PERSONS else kind
            wanted = {suspect.at or suspect.key for suspect in suspects if suspect.kind is side}
            if wanted and layouts:
                people = tables.people if kind is Kind.PERSONS else None
                asked = layouts, wanted, tables.reader(side).dimensions
                found = _of_people(people, *asked) if people else _first(kind, *asked)
                places.update({(side, key): row for key, row in found.items()})
    return places


def _of_people(
    people: People, layouts: Sequence[Layout], wanted: set[Key], dimensions: tuple[str, ...]
) -> Mapping[Key, Found]:
    """The first row of each key in the files of persons: on the cluster, in text, and in the columns of an engine."""
    if remote := people.counting.resources.remote:
        from coverage_cli.pipeline.persons.leads import look

        return look(people.leads, wanted, remote, dimensions)
    texts = [layout for layout in layouts if layout not in people.columnar]
    found = _first(Kind.PERSONS, texts, wanted, dimensions)
    if people.columnar:
        order = [layout.name for layout in layouts]
        for key, row in people.rows(wanted).items():
            found[key] = min(row, found.get(key, row), key=lambda one: order.index(one.places["branch"].path))
    return found


def _first(kind: Kind, layouts: Sequence[Layout], wanted: set[Key], dimensions: tuple[str, ...]) -> dict[Key, Found]:
    return {key: rows[0] for key, rows in locate(layouts, kind, wanted, dimensions, first=True).items()}


def _judged(labels: Sequence[Labels], suspect: Suspect, places: Mapping[tuple[Kind, Key], Found]) -> Judged:
    found = places.get((suspect.kind, suspect.at or suspect.key))
    place = found.places.get(suspect.field, next(iter(found.places.values()))) if found else Place("", 0, 0)
    args = {"near": "", **dict(suspect.args)}
    shown = suspect.shown
    value = shown if shown is not None else (found.texts.get(suspect.field) if found else None)
    for known in labels:
        value = known.told(value) if value else value
    args.setdefault("key", shown if suspect.code == "K104" and shown else suspect.key.in_words(labels))
    called = found.called.get(suspect.field, "") if found else ""
    finding = Finding(suspect.code, place, suspect.field, value, tuple(sorted(args.items())), called=called)
    return Judged(finding, suspect.key, suspect.lacks, suspect.newer)


def _unused_targets(targets: Targets, suggestions: Suggestions) -> Iterable[Finding]:
    """Targets for names that the data does not have, where one like it exists: probably misspelt."""
    for rates in targets.named.values():
        branches = (*rates.branches, *(cell.branch for cell in rates.cells))
        segments = (*rates.segments, *(cell.segment for cell in rates.cells))
        for where, names in enumerate((branches, segments)):
            for name in names:
                if near := suggestions.near_any(name_key(name), where):
                    place = getattr(name, "place", Place("config/targets.yaml", 1, 1))
                    yield Finding("T104", place, value=str(name), args=(("near", near),))
