"""Of persons, who may be in several rows, no few come back: a reader tries everybody's every possible set of rows."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverage_cli.analysis.suppression import suppress
from coverage_cli.domain.model import Coverage, Flag, Row

TREES = {"one branch": ((0, 1, 2),), "two branches": ((0, 1), (2, 3)), "rows alone": ((0,), (1,), (2,))}
MOST = {"one branch": 9, "two branches": 6, "rows alone": 9}
"""People in all; with more, there are too many possible tables."""


def line(branch, segment, sets, held):
    """A row or total: its people once, its uncovered row by row."""
    people = sum(count for rows, count in held.items() if rows & sets)
    memberships = sum(count * len(rows & sets) for rows, count in held.items())
    workers = 1000 * len(sets)
    coverage = Coverage(workers, people, workers - memberships, 0, Fraction(4, 5))
    return Row(branch, segment, "2025", "2025", coverage, (), len(sets), len(sets))


def lines(tree, held):
    """The rows and totals of so many people in each set of rows."""
    rows = [line(f"b{at}", f"s{row}", frozenset({row}), held) for at, own in enumerate(tree) for row in own]
    totals = [line(f"b{at}", None, frozenset(own), held) for at, own in enumerate(tree)] if len(tree) > 1 else []
    return rows, [*totals, line(None, None, frozenset(itertools.chain(*tree)), held)]


def sums_of(tree):
    """The places of each sum's parts and of its total among rows and totals."""
    first = sum(map(len, tree))
    if len(tree) == 1:
        return [list(range(first + 1))]
    branches = list(range(first, first + len(tree)))
    return [*([*own, total] for own, total in zip(tree, branches, strict=True)), [*branches, branches[-1] + 1]]


def scopes(tree):
    """Which rows each line is about."""
    every = frozenset(itertools.chain(*tree))
    return [*(frozenset({row}) for row in sorted(every)), *(map(frozenset, tree) if len(tree) > 1 else ()), every]


@cache
def worlds(name):
    """Every table of at most so many people: in a line each, how many belong to each set of rows."""
    size = len(frozenset(itertools.chain(*TREES[name])))
    sets = [frozenset(rows) for n in range(1, size + 1) for rows in itertools.combinations(range(size), n)]
    filled = itertools.combinations_with_replacement(range(len(sets) + 1), MOST[name])  # the last is nobody
    numbers = np.array(list(filled), dtype=np.int8)
    return sets, np.stack([(numbers == at).sum(axis=1) for at in range(len(sets))], axis=1)


def agreeing(name, shown):
    """The sets of rows, and every table that has these shown counts."""
    sets, tables = worlds(name)
    for scope, people in zip(scopes(TREES[name]), shown, strict=True):
        if people is not None:
            tables = tables[tables @ [bool(rows & scope) for rows in sets] == people]
    return sets, tables


def attacked(name, shown):
    """What a reader would know of these: hidden counts, people in a total and not in shown parts, people in several."""
    sets, tables = agreeing(name, shown)
    every = scopes(TREES[name])
    known = [scope for scope, people in zip(every, shown, strict=True) if people is not None]
    for scope, people in zip(every, shown, strict=True):
        if people is None:
            yield "hidden", tables @ [bool(rows & scope) for rows in sets]
            continue
        parts = [one for one in known if one < scope]
        yield "in several", tables @ [max(0, len(rows & scope) - 1) for rows in sets]
        for those in ([part] for part in parts):
            yield "beside one", tables @ [bool(rows & scope) and not rows & those[0] for rows in sets]
        yield "beside all", tables @ [bool(rows & scope) and not any(rows & one for one in parts) for rows in sets]


@pytest.mark.parametrize("name", TREES)
@settings(max_examples=120, deadline=None)
@given(data=st.data(), least=st.sampled_from([2, 3]))
def test_no_few_come_back(name, data, least):
    sets, _ = worlds(name)
    people = data.draw(st.lists(st.sampled_from(sets), max_size=MOST[name]))
    rows, totals = lines(TREES[name], {one: people.count(one) for one in people})
    shown = [one.coverage.participants for part in suppress(rows, totals, least, persons=True) for one in part]
    for sums in sums_of(TREES[name]):
        assert sum(shown[at] is None for at in sums) != 1
    for what, possible in attacked(name, shown):
        low, high = possible.min(), possible.max()
        assert (high == 0 and what != "hidden") or high >= least, (what, low, high, shown)
        assert what != "hidden" or low < high


def programmes_tell(people, more, least):
    """The bounds of hidden lines for who knows the workers, so many `more` than a branch has people, of any programme.

    Rows of a branch are of one programme each; with fewer workers than people in one, there is no such table.
    """
    name = "two branches"
    sets, _ = worlds(name)
    rows, totals = lines(TREES[name], {one: people.count(one) for one in people})
    people_of = [sum(bool(held & scope) for held in people) for scope in scopes(TREES[name])]
    one, other = people_of[4] + more[0], people_of[5] + more[1]
    workers = [one, one, other, other, one, other, one + other]
    over = [
        replace(line, coverage=replace(line.coverage, workers=of))
        for line, of in zip(rows + totals, workers, strict=True)
    ]
    parts = suppress(over[:4], over[4:], least, persons=True, programmes=True)
    shown = [line.coverage.participants for part in parts for line in part]
    _, tables = agreeing(name, shown)
    counts = [tables @ [bool(held & scope) for held in sets] for scope in scopes(TREES[name])]
    possible = (counts[4] <= one) & (counts[5] <= other)
    for count, of, found in zip(shown, workers, counts, strict=True):
        if count is None and of:
            yield found[possible].min(), found[possible].max()


@settings(max_examples=200, deadline=None)
@given(data=st.data(), least=st.sampled_from([2, 3]))
def test_programmes_of_the_same_workers_have_no_more_room_than_those(data, least):
    people = data.draw(st.lists(st.sampled_from(worlds("two branches")[0]), min_size=1, max_size=MOST["two branches"]))
    more = data.draw(st.tuples(st.integers(0, 3), st.integers(0, 3)))
    assert all(low < high for low, high in programmes_tell(people, more, least))


def test_a_programme_with_all_workers_of_a_hidden_branch_is_hidden_too():
    people = [frozenset({0}), frozenset({0}), frozenset({0, 2, 3}), frozenset({0, 2, 3})]
    assert all(low < high for low, high in programmes_tell(people, (0, 0), 2))


CASES = {
    "only in the smaller of two": (((0, 1),), {(0,): 53, (0, 1): 47, (1,): 3}, [None, None, 103]),
    "the same in both hidden ones": (((0, 1, 2),), {(0,): 100, (1, 2): 5}, [None, None, None, 105]),
    "beside two shown ones": (((0, 1, 2, 3),), {(0,): 100, (1,): 50, (2, 3): 5}, [100, None, None, None, 155]),
    "only in the larger of two branches": (
        ((0,), (1,)),
        {(0, 1): 100, (1,): 4},
        [None, None, None, None, 104],
    ),
    "all of one row in all": (((0, 1), (2,)), {(0, 1): 30}, [None, None, None, None, None, 30]),
    "beside all but one hidden for few outside of it": (
        ((0, 1, 2),),
        {(1,): 10, (2,): 5, (0, 1, 2): 60, (0, 1): 1, (1, 2): 3},
        [None, None, 68, 79],
    ),
    "many beside each": (((0, 1),), {(0,): 50, (0, 1): 50, (1,): 40}, [100, 90, 140]),
    "all of one in the other": (((0, 1),), {(0,): 50, (0, 1): 50}, [100, 50, 100]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_total_less_a_row_is_nobody_or_many(case):
    tree, held, expected = CASES[case]
    parts = suppress(*lines(tree, {frozenset(rows): people for rows, people in held.items()}), 10, persons=True)
    assert [one.coverage.participants for part in parts for one in part] == expected


@pytest.mark.parametrize("over", [False, True])
def test_a_total_of_persons_beside_hidden_rows_tells_no_uncovered(over):
    """Whether anybody is in several rows, or a hidden row is over 100%, makes no difference."""
    rows, (whole,) = lines(((0, 1, 2),), {frozenset({0}): 100, frozenset({1}): 3, frozenset({2}): 20})
    if over:
        own = whole.coverage
        told = Coverage(own.workers, own.participants, (own.uncovered or 0) + 2, 2, own.target)
        whole = Row(None, None, "2025", "2025", told, (Flag.OVER,), 3, 3)
    _, (total,) = suppress(rows, [whole], 10, persons=True)
    assert (total.coverage.participants, total.coverage.uncovered, total.coverage.excess) == (123, None, None)
    assert total.flags == ()
