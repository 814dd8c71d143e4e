"""Rows of a file of persons that are totals: what they lack tells them from people."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from coverage_cli.analysis.sums.vocabulary import TOTAL_WORDS, WHOLES, is_total_name
from coverage_cli.domain.fields import MEASURE, REQUIRED
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.records import PLACEHOLDERS, STATUS_WORDS
from coverage_cli.intake.headers.fields import Header


def total_among_persons(cells: Sequence[str], header: Header) -> str | None:
    """The word by which a row says that it is a total, where persons are expected; None where it may be a person.

    The row may have another width than the header. A total lacks what a person has, and stands in the place of the
    identifier or has none; where a number stands there, it has nothing else. What a whole country is called, and words
    of columns that nobody reads, say less: there more has to be lacking.
    """
    totals = [(at, key) for at, cell in enumerate(cells) if not cell.isdecimal() and (key := _total_key(cell))]
    if not totals:  # as most refused rows have none, of which a file may hold a million
        return None
    needed = {name: at for name in REQUIRED[Kind.PERSONS] if (at := header.columns[name]) < len(header.names)}
    lacking = {at for name, at in needed.items() if at >= len(cells) or _lacks(name, cells[at])}
    identifier = needed.pop(MEASURE[Kind.PERSONS], len(cells))
    others = set(needed.values())
    anywhere = identifier in lacking or len(lacking) >= len(others) - 1
    for at, key in totals if lacking else ():
        if (anywhere or at == identifier) and _is_no_person(at, key, identifier, others, lacking):
            words = (word.strip(":") for word in cells[at].split() if is_total_name(name_key(word)))
            return cells[at].strip() if key in TOTAL_WORDS else next(words, None)
    return None


def _is_no_person(at: int, key: str, identifier: int, others: set[int], lacking: set[int]) -> bool:
    """Whether a row with a total's word lacks too much, besides the identifier and what is in the word's place."""
    rest = lacking - {at, identifier}
    if identifier in {at, *lacking}:
        return len(rest) > (at != identifier and (key in WHOLES or at not in others))
    return key not in WHOLES and bool(rest) and rest == others - {at}


@lru_cache(4096)
def _total_key(cell: str) -> str:
    """The key of a cell that says that its row is a total, else nothing."""
    key = name_key(cell.replace(":", " "))
    return key if is_total_name(key) else ""


def _lacks(name: str, text: str) -> bool:
    """Whether a cell has nothing that a person's has."""
    text = " ".join(text.split()).casefold()
    return not text or text in PLACEHOLDERS or (name == "status" and text not in STATUS_WORDS)
