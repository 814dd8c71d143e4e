"""Notes on files of persons: who was counted, who belongs to several cells, and whose weights add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.model import Group, Key
from coverage_cli.domain.remarks import Remark
from coverage_cli.domain.weights import Weighting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.analysis.coverage import Question
    from coverage_cli.analysis.matching import Match
    from coverage_cli.pipeline.loading import Tables


def persons(tables: Tables, matches: list[Match], question: Question, least: int | None) -> Iterator[Remark]:
    """Who was counted, where the participants are persons, and how many of them belong to several cells."""
    if least is not None:
        yield Remark(
            "Counts of participants below {least} are left out, and others from which they could be computed.",
            {"least": str(least)},
        )
        if tables.weights:
            yield Remark("That limit is held against sums of weights, not against the respondents behind them.")
    yield from who_is_counted(tables, least)
    if tables.people is None or least is not None:
        return
    if several := tables.participants.table.several(_keys(matches, question)):
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
    if tables.people.nameless and least is None:
        yield Remark(
            "Rows of persons that name no programme: {count:n}. They are in no programme's count.",
            {"count": str(tables.people.nameless)},
        )
    elif tables.people.nameless:
        yield Remark("Some rows of persons name no programme; they are in no programme's count.")


def weighting(tables: Tables, matches: list[Match], question: Question, least: int | None) -> Weighting | None:
    """Whose weights a report adds up; how many respondents there are is not told where small counts are left out."""
    if not tables.weights:
        return None
    behind = tables.participants.table.behind(_keys(matches, question)) if least is None else None
    return Weighting(tables.weights, behind)


def _keys(matches: list[Match], question: Question) -> list[Key]:
    """The cells of participants that a report is about."""
    return [
        Key(Group(found.branch, found.period.text), cell)
        for found in matches
        for cell in (found.participants if found.period else ())
        if found.period and question.is_about(cell)
    ]
