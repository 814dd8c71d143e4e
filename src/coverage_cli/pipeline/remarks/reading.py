"""What was done with files when they were read, and who was counted, as far as figures stand on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from coverage_cli.domain.model import Kind, Source
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.remarks import Remark
from coverage_cli.domain.weights import Weighting
from coverage_cli.pipeline.loading import Tables
from coverage_cli.pipeline.remarks.shown import Shown

_UNITS = {
    "thousands": phrase("thousands"),
    "ten-thousands": phrase("ten thousands"),
    "lakhs": phrase("lakhs (100,000)"),
    "millions": phrase("millions"),
    "crores": phrase("crores (10,000,000)"),
}


_ROWS = ("used", "left_out", "filtered", "missing", "other_basis", "filled", "summed")
"""What is told of a file's rows."""


def reading(shown: Shown) -> Iterator[Remark]:
    """What the configuration did to the rows of each file, and what the choice of a basis did."""
    for source in _by_file(shown.tables.sources):
        if shown.least is not None and source.kind is Kind.PERSONS:
            yield from _untold(source)
            continue
        reasons = (
            (source.left_out, phrase("{path:path}: rows left out by value: {count:n}.")),
            (source.filtered, phrase("{path:path}: rows left out by the filter: {count:n}.")),
            (source.missing, phrase("{path:path}: rows without a count: {count:n}.")),
            (source.filled, phrase("{path:path}: empty cells filled from the row above: {count:n} (fill_down).")),
        )
        yield from (Remark(told, {"path": source.path, "count": str(count)}) for count, told in reasons if count)
        if source.other_basis:
            yield Remark(
                "{path:path}: {rows:n|row is|rows are} not on the basis {basis} and left out (--basis).",
                {"path": source.path, "rows": str(source.other_basis), "basis": shown.basis},
            )
        if source.summed:
            yield Remark(
                "{path:path}: rows added to another of their key (aggregate: sum): {summed:n} of {used:n}.",
                {"path": source.path, "summed": str(source.summed), "used": str(source.used)},
            )


def _by_file(sources: Iterable[Source]) -> Iterable[Source]:
    """The sources, several of one file and side as one: notes name no sheet, and were alike for each of twelve."""
    files: dict[tuple[str, Kind | None], Source] = {}
    for source in sources:
        one = files.get((source.path, source.kind))
        both = {name: getattr(one, name) + getattr(source, name) for name in _ROWS} if one else {}
        files[source.path, source.kind] = replace(source, **both)
    return files.values()


def _untold(source: Source) -> Iterator[Remark]:
    """The same of a file whose rows are not told, because each is a person: those that are left out may be few."""
    reasons = (
        (source.left_out, phrase("{path:path}: rows are left out by value.")),
        (source.filtered, phrase("{path:path}: rows are left out by the filter.")),
        (source.filled, phrase("{path:path}: empty cells are filled from the row above (fill_down).")),
    )
    yield from (Remark(told, {"path": source.path}) for count, told in reasons if count)


def as_given(tables: Tables) -> Iterator[Remark]:
    """How the files give counts and dates, as far as figures stand on it."""
    yield from _in_steps(tables)
    files: dict[str, dict[str, None]] = defaultdict(dict)
    for layout in chain.from_iterable(tables.layouts.values()):
        if (form := layout.period_format) and form.has_day and not form.keeps_days:
            files[form.text][layout.name] = None
    for text, names in sorted(files.items()):
        yield Remark(
            "Dates are written {format}, and each is read as its month: {names:names}.",
            {"format": text, "names": "\n".join(names)},
        )


def _in_steps(tables: Tables) -> Iterator[Remark]:
    """Which files give thousands or millions of people, and how exact their counts are."""
    told = {
        Kind.POPULATION: phrase(
            "{path:path}: workers are given in {unit:phrase}, exact to {people:n} people; numbers of people computed "
            "from them are no more exact."
        ),
        Kind.PARTICIPANTS: phrase(
            "{path:path}: participants are given in {unit:phrase}, exact to {people:n} people; numbers of people "
            "computed from them are no more exact."
        ),
    }
    to_one = {
        Kind.POPULATION: phrase(
            "{path:path}: workers are given in {unit:phrase}, some of them to the person; those with fewer decimals "
            "may be rounded."
        ),
        Kind.PARTICIPANTS: phrase(
            "{path:path}: participants are given in {unit:phrase}, some of them to the person; those with fewer "
            "decimals may be rounded."
        ),
    }
    steps: dict[tuple[str, Kind, str], int] = {}
    for source in tables.sources:
        if source.kind in told and source.unit in _UNITS:
            of_file = source.path, source.kind, source.unit
            steps[of_file] = min(source.exact_to, steps.get(of_file, source.exact_to))
    for (path, kind, unit), exact_to in steps.items():
        given = {"path": path, "unit": _UNITS[unit], "people": str(exact_to)}
        yield Remark((told if exact_to > 1 else to_one)[kind], given)


def persons(shown: Shown) -> Iterator[Remark]:
    """Who was counted, where the participants are persons, and how many of them belong to several cells."""
    tables, least = shown.tables, shown.least
    if least is not None:
        yield Remark(
            "Counts of participants below {least:n} are left out, and others from which they could be computed.",
            {"least": str(least)},
        )
        if tables.weights:
            yield Remark("That limit is compared with sums of weights, not with the respondents behind them.")
    yield from who_is_counted(tables, least)
    if tables.people is None or least is not None:
        return
    if several := tables.participants.table.several(shown.participants):
        yield Remark(
            "Respondents in several segments or branches: {count:n}. Their weights count once in each, and once in "
            "every total."
            if tables.weights
            else "Persons in several segments or branches: {count:n}. They count once in each, and once in "
            "every total.",
            {"count": str(several)},
        )


def who_is_counted(tables: Tables, least: int | None = None) -> Iterator[Remark]:
    """Who is counted, where the participants are persons and some of them are not."""
    if tables.people is None:
        return
    counting = tables.people.counting
    if counting.status == "all":
        yield Remark("Persons are counted whether active or inactive (--status all).")
    elif tables.people.inactive:
        yield Remark("Only active persons are counted; there are inactive ones too (--status all counts them).")
    if counting.programmes:
        names = "\n".join(map(tables.people.names.shown, counting.programme_keys))
        yield Remark("Only members of these programmes are counted: {names:names}.", {"names": names})
    elif not counting.by_programme and any(tables.people.names):
        names = "\n".join(map(tables.people.names.shown, sorted(tables.people.names)))
        yield Remark("Counted whatever the programme; the files name: {names:names}.", {"names": names})
    if tables.people.nameless and least is None:
        yield Remark(
            "Rows of persons that name no programme: {count:n}. They are in no programme's count.",
            {"count": str(tables.people.nameless)},
        )
    elif tables.people.nameless:
        yield Remark("Some rows of persons name no programme; they are in no programme's count.")


def weighting(shown: Shown) -> Weighting | None:
    """Whose weights a report adds up; how many respondents there are is not told where small counts are left out."""
    tables = shown.tables
    if not tables.weights:
        return None
    behind = tables.participants.table.behind(shown.participants) if shown.least is None else None
    return Weighting(tables.weights, behind)
