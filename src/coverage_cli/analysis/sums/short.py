"""Sums of rows that probably lack one: they have fewer rows than nearly all of their like."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from coverage_cli.domain.model import Key
from coverage_cli.domain.phrases import Phrase, phrase

_LEAST = 3
"""Sums of as many rows that make it the rule,"""
_EXCEPTIONS = 10
"""of which one in so many may differ, or just one. Where rows are, say, firms, no number is the rule: told by the likes
of other keys, of which one in so many may have none, or just one."""


class ShortSum(NamedTuple):
    """A key that is the sum of `rows`, where its `like` are the sums of `usual` rows."""

    key: Key
    rows: int
    usual: int
    like: Phrase


def short_sums(rows: Mapping[Key, int]) -> Iterator[ShortSum]:
    """The keys that fall short, by how many rows each key of one input is the sum of; each key once, in no order."""
    judged: set[Key] = set()
    for like, shared in _LIKE.items() if max(rows.values(), default=1) > 1 else ():
        groups: defaultdict[object, list[Key]] = defaultdict(list)
        for key in rows:
            groups[shared(key)].append(key)
        found, without, several = list[ShortSum](), 0, 0
        for keys in groups.values():
            ((usual, holders),) = Counter(map(rows.__getitem__, keys)).most_common(1)
            others = len(keys) - holders
            is_rule = holders >= _LEAST and others <= max(1, len(keys) // _EXCEPTIONS)
            if is_rule and others:
                short = (key for key in keys if rows[key] < usual and key not in judged)
                found += [ShortSum(key, rows[key], usual, like) for key in short]
            if holders > 1:  # as in other periods is as it should be, whatever there is in other segments
                judged.update(key for key in keys if rows[key] == usual)
            several += len(keys) > _LEAST
            without += len(keys) > _LEAST and not is_rule
        if without <= max(1, several // _EXCEPTIONS):
            judged.update(one.key for one in found)
            yield from found


_LIKE: dict[Phrase, Callable[[Key], object]] = {
    phrase("in other periods"): lambda key: (key.group.branch, key.cell),
    phrase("in other branches"): lambda key: (key.group.period, key.cell),
    phrase("in other segments"): lambda key: key.group,
}
"""What compares with a key: how it is called, and what they share."""
