"""One file on the cluster: its combinations judged, what no pattern proves asked of the model, its rows numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, NamedTuple

from coverage_cli.domain.weights import decimal, heads, pointed
from coverage_cli.engines.base import Combination, First, Long, Survey, Verdict
from coverage_cli.engines.choosing import sifted
from coverage_cli.engines.errors import UndecidedError
from coverage_cli.engines.extract import Extract, Texts
from coverage_cli.engines.spark import person_sql
from coverage_cli.engines.spark.lines import TextLines
from coverage_cli.engines.spark.session import Query, Session

_BATCH = 50_000
"""Texts that the model is asked about together."""


class Forms(NamedTuple):
    """Of some identifiers: how many are not all digits, how many begin with 0, and how long they are."""

    lettered: int
    led: int
    shortest: int
    longest: int

    @classmethod
    def of(cls, identifiers: Sequence[str]) -> Forms:
        """Of texts."""
        lettered = sum(not (one.isascii() and one.isdigit()) for one in identifiers)
        lengths = [len(one) for one in identifiers]
        return cls(lettered, sum(one.startswith("0") for one in identifiers), min(lengths), max(lengths))


def none_alike(found: Sequence[Forms]) -> bool:
    """Whether no two can be alike: they are numbers of one length, or such without leading zeros."""
    lengths = {length for one in found for length in (one.shortest, one.longest)}
    return not any(one.lettered for one in found) and (len(lengths) == 1 or not any(one.led for one in found))


@dataclass(frozen=True, slots=True)
class SurveyedFile:
    """A surveyed file: its rows as a query over `frames`, and the texts of the combinations that are handed out.

    `valid` are all texts that the model takes, numbered. With `doubt`, there are identifiers that no pattern proves.
    `forms` are those of the identifiers.
    """

    extract: Extract
    people: str
    frames: Mapping[str, Any]
    doubt: bool
    texts: list[Texts]
    lines: TextLines | None
    forms: tuple[Forms, ...]

    def used(self, valid: object) -> Query:
        """The valid rows, with the numbers that `valid` gives."""
        text = person_sql.used_rows(self.extract, self.people, doubt=self.doubt)
        return Query(text, {**self.frames, "valid": valid})


def surveyed(
    session: Session, rows: Query, extract: Extract, verdict: Verdict, lines: TextLines | None
) -> tuple[SurveyedFile, Survey]:
    """Judge a file's rows, whose `lines` these are where it is text.

    Raises:
        UsageFault: the cluster cannot read the file, or does not answer.
        UndecidedError: a row may be a comment.
    """
    counting = Query(person_sql.counted(extract, rows.text), rows.frames)
    extract, dropped = sifted(extract, verdict, lambda: session.rows(counting, extract.path))
    people = person_sql.person_rows(extract, rows.text, is_nik=verdict.nik)
    found = session.rows(Query(person_sql.combinations(extract, people), rows.frames), extract.path)
    if any(row.commented for row in found):
        raise UndecidedError("a row may be a comment")
    total, taken = sum(row.rows for row in found), _valid(found, verdict)
    valid = numbered(session, extract, [one.texts for one in taken], range(len(taken)))
    doubt = any(row.whole and row.rows > row.proved for row in found)
    asked = {**rows.frames, "valid": valid}
    judged, values = _judged(session, Query(people, asked), extract, verdict, doubt=doubt)
    frames = {**asked, **judged}
    numbers = {at: one.rows for at, one in enumerate(taken)}
    forms = (*(one.forms for one in taken if one.forms.longest), *([Forms.of(values)] if values else ()))
    file = SurveyedFile(extract, people, frames, doubt, [one.texts for one in taken], lines, forms)
    if doubt:
        counted = session.rows(file.used(valid).within(person_sql.by_number), extract.path)
        numbers = {row.number: row.rows for row in counted}
    used = [Combination(taken[at].texts, numbers[at], _place(taken[at].first, lines)) for at in sorted(numbers)]
    file = replace(file, texts=[one.texts for one in used])
    long = Long(sum(one.long for one in taken), sum(one.bare for one in taken))
    return file, Survey(total, total - sum(numbers.values()), tuple(used), long, dropped)


def numbered(session: Session, extract: Extract, texts: Sequence[Texts], numbers: Sequence[int | None]) -> Any:
    """Combinations of texts and a number for each, as a frame of the cluster."""
    columns = {name: [one[at] for one in texts] for at, name in enumerate(person_sql.names(extract))}
    return session.frame(columns, {"number": numbers})


def _judged(
    session: Session, people: Query, extract: Extract, verdict: Verdict, *, doubt: bool
) -> tuple[dict[str, Any], list[str]]:
    """What the model makes of the identifiers, and of the weights, that no pattern proves; and these identifiers."""
    known: dict[str, str] = {}
    sizes: dict[str, str] = {}
    if doubt:
        for batch in _unproved(session, people, extract, "p"):
            known |= verdict.identify(batch)
    if doubt and extract.weight is not None:
        for batch in _unproved(session, people, extract, "w"):
            texts = [pointed(text, extract.mark) for text in batch]
            weighed = verdict.weigh(texts)
            sizes |= {w: decimal(heads(weighed[text])) for w, text in zip(batch, texts, strict=True) if text in weighed}
    frames = {"known": session.frame({"raw": list(known), "value": list(known.values())})}
    if extract.weight is not None:
        frames["sized"] = session.frame({"weight_text": list(sizes), "size": list(sizes.values())})
    return frames, list(known.values())


def _unproved(session: Session, people: Query, extract: Extract, column: str) -> Iterator[list[str]]:
    query = Query(person_sql.unproved(extract, people.text, column), people.frames)
    rows = session.stream(query, extract.path)
    return iter(lambda: [str(row.text) for row in islice(rows, _BATCH)], [])


class _Taken(NamedTuple):
    """Texts that the model takes, in how many rows the identifier is proved, and where the first one stands."""

    texts: Texts
    rows: int
    first: int
    long: int
    bare: int
    forms: Forms


def _valid(found: Iterable[Any], verdict: Verdict) -> list[_Taken]:
    """The combinations that the model takes, of the columns of `person_sql.combinations`."""
    rows = sorted(
        _Taken(tuple(texts), proved, first, long, bare, Forms(lettered, led, shortest, longest))
        for whole, *texts, _, proved, long, bare, lettered, led, shortest, longest, _, first in found
        if whole
    )
    columns = zip(*(row.texts for row in rows), strict=True)
    good = [verdict.accept(at, list(dict.fromkeys(texts))) for at, texts in enumerate(columns)]
    return [row for row in rows if all(text in known for text, known in zip(row.texts, good, strict=True))]


def _place(order: int, lines: TextLines | None) -> First:
    return First(order, order + 1 if lines is None else lines.ordered(order))
