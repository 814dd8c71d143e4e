"""Identifiers that are alike, among people whose numbers are their digits.

A quick look decides whether any can be: whether one begins with 0 and another is shorter. Only what that leaves over
is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from coverage_cli.domain.alike import compact, longest_first, spelling
from coverage_cli.engines.alike import NONE_ALIKE, Alike, Placed, pair
from coverage_cli.engines.arrays import Cells, Marks, Numbers, Whole
from coverage_cli.engines.duckdb.digits import POWERS, pieces
from coverage_cli.engines.duckdb.pairs import Pairs
from coverage_cli.engines.duckdb.proofs import identifier_of, number_of

_TEXTS = 1 << 63
"""Numbers of texts, and of what they have in common, are above those of all digits."""


def alike_numbers(files: Sequence[Pairs], teams: Sequence[Cells], nowhere: int) -> Alike:
    """Among people as numbers, and few as texts; `teams` has the team of each code of a file, or `nowhere`."""
    placed = [
        (int(team_of[code]), text)
        for file, team_of in zip(files, teams, strict=True)
        for text, code in zip(file.others, file.other_codes, strict=True)
    ]
    prefix = max(file.prefix for file in files)
    texts = _Texts({text for team, text in placed if team != nowhere}, prefix)
    people = _wanted(files, texts)
    found = [
        *(_rows_of(people, file, team_of, nowhere) for file, team_of in zip(files, teams, strict=True)),
        np.array([(team, texts.number[text]) for team, text in placed if team != nowhere], np.uint64).reshape(-1, 2),
    ]
    return _judged(_once(np.concatenate(found)), texts)


class _Texts:
    """Identifiers that are no numbers, numbered in the order of `domain.alike.longest_first`, and how they compare.

    Alike ones have a key in common: the number that they say, or one of their own. Digits say their value, for zeros
    before them are idle; digits behind a `prefix` say the number of that person.
    """

    def __init__(self, texts: Iterable[str], prefix: str) -> None:
        self.prefix, self._stem = prefix, compact(spelling(prefix))
        self.listed = longest_first(texts)
        self.number = {text: _TEXTS + at for at, text in enumerate(self.listed)}
        spelt = [spelling(text) for text in self.listed]
        common: dict[str, int] = {}
        self.keys = np.array([self._key(compact(one), common) for one in spelt], np.uint64)
        self.shape = int(" " in spelling(f"{prefix}1"))
        """0 where nothing stands between letters and digits; 1 where they are written as the numbers' people are."""
        own: dict[str, int] = {}
        self.shapes = np.array(
            [self._shape(one, key, own) for one, key in zip(spelt, self.keys.tolist(), strict=True)], np.uint64
        )

    def _key(self, text: str, common: dict[str, int]) -> int:
        number = number_of(text or "0", self._stem)
        if number is None:
            return common.setdefault(text, _TEXTS + len(common))
        return number if self.prefix else int(text or "0")

    def _shape(self, spelt: str, key: int, own: dict[str, int]) -> int:
        if " " not in spelt:
            return 0
        if self.prefix and key < _TEXTS and spelling(identifier_of(key, self.prefix)) == spelt:
            return 1
        return own.setdefault(spelt, 2 + len(own))

    def keys_of(self, people: Numbers) -> Numbers:
        """The keys of people who are numbers, in an array of their own."""
        if self.prefix:
            return people.copy()
        keys: Numbers = people - POWERS[np.maximum(np.searchsorted(POWERS, people, "right"), 1) - 1]
        return keys

    def shown(self, number: int) -> str:
        """The identifier with a number."""
        return self.listed[number - _TEXTS] if number >= _TEXTS else identifier_of(number, self.prefix)


def _wanted(files: Sequence[Pairs], texts: _Texts) -> Numbers:
    """All numbers of people that may be alike to another one, ascending."""
    arrays = [file.people for file in files if len(file.people)]
    if not arrays:
        return np.empty(0, np.uint64)
    if texts.prefix:
        return _distinct(texts.keys[texts.keys < np.uint64(_TEXTS)])
    least, largest = min(int(one.min()) for one in arrays), max(int(one.max()) for one in arrays)
    lengths = range(len(str(least)) - 1, len(str(largest)))
    values = _distinct(texts.keys[texts.keys < np.uint64(_TEXTS)])
    if len(lengths) > 1 and any(_led(one, digits) for one in arrays for digits in lengths):
        values = _distinct(np.concatenate([values, _shared(arrays)]))
    return np.sort(np.concatenate([values[values < POWERS[digits]] + POWERS[digits] for digits in lengths]))


def _led(people: Numbers, digits: int) -> bool:
    """Whether a number of so many digits begins with 0."""
    least = POWERS[digits]
    parts = (people[part] for part in pieces(len(people)))
    return any(bool(((part >= least) & (part < least + least // np.uint64(10))).any()) for part in parts)


def _shared(arrays: Sequence[Numbers]) -> Numbers:
    """The values that several people have, who differ in leading zeros."""
    values = _distinct(np.concatenate(arrays))
    starts = np.searchsorted(values, POWERS)
    for power, start, end in zip(POWERS, starts, [*starts[1:], len(values)], strict=True):
        values[start:end] -= power
    return _twice(values)


def _twice(values: Numbers) -> Numbers:
    """What stands several times among values, ascending; they are sorted for that."""
    values.sort()
    return _distinct(values[1:][values[1:] == values[:-1]])


def _distinct(values: Numbers) -> Numbers:
    """Each value once, ascending; they are sorted for that, several times as quick as numpy's own way."""
    values.sort()
    return values[_starts(values)]


def _among(values: Numbers, wanted: Numbers) -> Marks:
    """Which of the values are among those that are wanted, ascending; at least one is."""
    places = np.searchsorted(wanted, values)
    found: Marks = wanted.take(places, mode="clip") == values
    return found


def _rows_of(people: Numbers, file: Pairs, team_of: Cells, nowhere: int) -> Numbers:
    """Team and person of a file's rows of these people, a row each."""
    found = [np.empty((0, 2), np.uint64)]
    for part in pieces(len(file.people)) if len(people) else ():
        piece, codes = file.people[part], file.codes[part]
        held = _among(piece, people)
        teams = team_of.take(codes[held], mode="clip")
        counted = teams != nowhere
        found.append(np.stack([teams[counted], piece[held][counted]], axis=1, dtype=np.uint64))
    return np.concatenate(found)


def _once(rows: Numbers) -> Numbers:
    """Each distinct row once."""
    rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
    return rows[_starts(rows[:, 0], rows[:, 1])]


def _starts(*columns: Numbers) -> Marks:
    """Which rows differ from the one before in one of the columns."""
    starts = np.ones(len(columns[0]), bool)
    starts[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return starts


def _sizes(starts: Marks) -> Whole:
    """For each row, how many there are from a start to the next."""
    sizes = np.diff(np.flatnonzero(starts), append=len(starts))
    return np.repeat(sizes, sizes)


def _judged(rows: Numbers, texts: _Texts) -> Alike:
    """Of team and person, every pair once."""
    teams, people = rows.T
    keys, shapes = texts.keys_of(people), np.full_like(people, texts.shape)
    named = people >= np.uint64(_TEXTS)
    places = (people[named] - np.uint64(_TEXTS)).astype(np.int64)
    keys[named], shapes[named] = texts.keys[places], texts.shapes[places]
    order = np.lexsort((shapes, keys, teams))
    teams, people, keys, shapes = teams[order], people[order], keys[order], shapes[order]
    near = _starts(teams, keys)
    bare = np.repeat(shapes[near] == 0, np.diff(np.flatnonzero(near), append=len(near)))
    twins = (_sizes(_starts(teams, keys, shapes)) > 1) | (bare & (_sizes(near) > 1))
    found = _distinct(people[twins])
    if not len(found):
        return NONE_ALIKE
    numbers = found[found < np.uint64(_TEXTS)]
    longest = numbers[np.searchsorted(numbers, POWERS[len(str(numbers[-1])) - 1]) :][:1] if len(numbers) else numbers
    first = longest_first(map(texts.shown, [*longest.tolist(), *found[len(numbers) :][:1].tolist()]))[0]
    number = texts.number.get(first) or number_of(first, texts.prefix) or 0
    members = keys == keys[people == np.uint64(number)][0]
    shown = (
        (team, texts.shown(person))
        for team, person in zip(teams[members].tolist(), people[members].tolist(), strict=True)
    )
    return Alike(len(found), pair(first, (Placed(team, text, spelling(text)) for team, text in shown)))
