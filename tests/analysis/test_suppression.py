"""What is suppressed cannot be computed from what is shown."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coverage_cli.analysis.suppression import suppress
from coverage_cli.domain.model import Coverage, Flag, Row, Status


class Alone(int):
    """People of a row without workers, who are in no total but those of their like."""


COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 500))
CELL = st.one_of(st.none(), COUNTS, COUNTS.map(Alone))
TABLES = st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=4)


def row(branch, segment, people):
    workers = None if isinstance(people, Alone) else 1000
    return Row(branch, segment, "2025", "2025", Coverage(workers, people, None, None, Fraction(4, 5)))


def total(branch, cells):
    """Of the cells with both sides; where there is none, and no workers either, of participants alone."""
    both = [people for people in cells if people is not None and not isinstance(people, Alone)]
    if both or None in cells:
        return row(branch, None, sum(both) if both else None)
    return row(branch, None, Alone(sum(cells)))


def table(branches):
    """Rows of branches, their totals, and the total of all."""
    rows, totals = [], []
    for at, cells in enumerate(branches):
        rows += [row(f"b{at}", f"s{number}", people) for number, people in enumerate(cells)]
        totals.append(total(f"b{at}", cells))
    whole = total(None, list(itertools.chain.from_iterable(branches)))
    return rows, ([*totals, whole] if len(totals) > 1 else totals)


def equations(rows, totals):
    """Every sum of the table: positions of its parts and of its total, as a reader of the table knows them."""
    lines = [*rows, *totals]
    first, last = len(rows), len(lines) - 1
    branches = list(range(first, last))
    own = {t: [at for at, one in enumerate(rows) if one.branch == lines[t].branch] for t in branches}
    sums = {**own, last: branches or list(range(first))}
    alone = {at for at, one in enumerate(lines) if one.coverage.workers is None}
    return [([at for at in parts if at not in alone or t in alone], t) for t, parts in sums.items()]


def solvable(unknowns, sums):
    """The unknowns that the linear equations determine, by elimination on exact fractions."""
    order = {at: column for column, at in enumerate(unknowns)}
    matrix = []
    for parts, total in sums:
        line = [Fraction(0)] * len(order)
        for at, sign in [*((part, 1) for part in parts), (total, -1)]:
            if at in order:
                line[order[at]] += sign
        matrix.append(line)
    rank = 0
    for column in range(len(order)):
        pivot = next((at for at in range(rank, len(matrix)) if matrix[at][column]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        matrix[rank] = [value / matrix[rank][column] for value in matrix[rank]]
        for at, line in enumerate(matrix):
            if at != rank and line[column]:
                matrix[at] = [a - line[column] * b for a, b in zip(line, matrix[rank], strict=True)]
        rank += 1
    return [at for at, column in order.items() for line in matrix if line[column] and sum(map(bool, line)) == 1]


@settings(max_examples=300, deadline=None)
@given(branches=TABLES, least=st.sampled_from([2, 5, 10]))
def test_nothing_comes_back_by_subtraction(branches, least):
    rows, totals = table(branches)
    before = [one.coverage.participants for one in (*rows, *totals)]
    shown = [*suppress(rows, totals, least)[0], *suppress(rows, totals, least)[1]]
    after = [one.coverage.participants for one in shown]
    hidden = [at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old is not None and new is None]
    assert all(old is None or old >= least or at in hidden for at, old in enumerate(before))
    assert all(new == old for at, (old, new) in enumerate(zip(before, after, strict=True)) if at not in hidden)
    assert solvable(hidden, equations(rows, totals)) == []
    for parts, total in equations(rows, totals):
        if total not in hidden and any(at in hidden for at in parts):
            assert sum(before[at] for at in parts if at in hidden) >= least


@given(branches=TABLES)
def test_large_counts_stay(branches):
    """Those of the threshold itself too: what is hidden is below it."""
    rows, totals = table([[None if people is None else people + 10 for people in cells] for cells in branches])
    assert suppress(rows, totals, 10) == (rows, totals)


@pytest.mark.parametrize("least", [5, 10])
def test_a_hidden_row_keeps_its_workers_and_says_so(least):
    """3 and 7 add up to 10: no more has to be hidden."""
    rows, totals = table([[3, 40, 7, 90], [60]])
    shown, sums = suppress(rows, totals, least)
    assert [one.coverage.participants for one in shown] == [None, 40, None, 90, 60]
    assert [one.coverage.participants for one in sums] == [140, 60, 200]
    hidden = shown[0].coverage
    assert (hidden.workers, hidden.rate, hidden.uncovered, hidden.status) == (1000, None, None, Status.SUPPRESSED)


def test_an_excess_is_told_only_of_what_is_shown():
    """3 of 1 workers are hidden; the total's excess of 2 would give them back."""
    over = Row("b", "s", "2025", "2025", Coverage(1, 3, 0, 2), (Flag.OVER,))
    rows = [over, *(Row("b", name, "2025", "2025", Coverage(100, 40, 60, 0)) for name in "tu")]
    total = Row("b", None, "2025", "2025", Coverage(201, 83, 120, 2), (Flag.OVER, Flag.INCOMPLETE))
    shown, (whole,) = suppress(rows, [total], 5)
    assert [one.coverage.participants for one in shown] == [None, None, 40]
    assert shown[0].flags == ()
    assert (whole.coverage.participants, whole.coverage.uncovered, whole.coverage.excess) == (83, None, None)
    assert whole.flags == (Flag.INCOMPLETE,)


def test_an_excess_of_what_is_shown_stays():
    rows = [row("b", "s", people) for people in (3, 40)] + [
        Row("b", "u", "2025", "2025", Coverage(10, 90, 0, 80), (Flag.OVER,))
    ]
    rows = [replace(one, coverage=replace(one.coverage, uncovered=1000 - one.coverage.participants, excess=0))
            for one in rows[:2]] + rows[2:]  # fmt: skip
    total = Row("b", None, "2025", "2025", Coverage(2010, 133, 1957, 80), (Flag.OVER,))
    shown, sums = suppress(rows, [total], 5)
    assert [one.coverage.participants for one in shown] == [None, None, 90]
    assert sums == [total]


@pytest.mark.parametrize(("total", "shown"), [(109, [None, None]), (105, [50, 60]), (110, [50, 60])])
def test_few_people_in_several_parts_do_not_come_back(total, shown):
    """50 and 60 make 109 where one person is in both; the total stays."""
    rows = [row("b", "s", 50), row("b", "t", 60)]
    after, (whole,) = suppress(rows, [row("b", None, total)], 5, persons=True)
    assert [one.coverage.participants for one in after] == shown
    assert whole.coverage.participants == total


def test_a_branch_that_is_hidden_for_few_in_several_has_company():
    """One person is in both branches; then each hides a row too."""
    rows = [row(branch, name, people) for branch, name, people in (("b", "s", 50), ("b", "t", 60), ("c", "s", 70))]
    rows += [row("c", "t", 80), row("d", "s", 90)]
    totals = [row(name, None, people) for name, people in (("b", 110), ("c", 150), ("d", 90), (None, 349))]
    after, sums = suppress(rows, totals, 5, persons=True)
    assert [one.coverage.participants for one in sums] == [None, 150, None, 349]
    assert [one.coverage.participants for one in after] == [None, 60, 70, 80, None]


BOUNDED = st.lists(
    st.lists(st.integers(0, 60).flatmap(lambda w: st.tuples(st.just(w), st.integers(0, w))), min_size=1, max_size=5),
    min_size=1,
    max_size=4,
)


def within(low, high, shown):
    """What a reader knows of a figure: itself, or that it lies between two bounds."""
    return (low, high) if shown is None else (shown, shown)


def ranges(branches, rows, totals):
    """What a reader can tell of rows, then branches, who knows that nobody is covered twice: up the sums, then down."""
    people = iter([one.coverage.participants for one in rows])
    cells = [[within(0, workers, next(people)) for workers, _ in cells] for cells in branches]
    sums = [one.coverage.participants for one in totals]
    own = [within(sum(low for low, _ in c), sum(high for _, high in c), s) for c, s in zip(cells, sums, strict=False)]
    whole = within(sum(low for low, _ in own), sum(high for _, high in own), sums[-1])
    own = left(own, whole)
    return [part for parts, total in zip(cells, own, strict=True) for part in left(parts, total)] + own


def left(parts, total):
    """The ranges of parts, given that of their total."""
    lows, highs = sum(low for low, _ in parts), sum(high for _, high in parts)
    return [(max(low, total[0] - (highs - high)), min(high, total[1] - (lows - low))) for low, high in parts]


@settings(max_examples=300, deadline=None)
@given(branches=BOUNDED, least=st.sampled_from([2, 5, 10]))
@example(branches=[[(20, 10), (9, 9), (3, 1)], [(60, 29)], [(1, 1)]], least=10)
def test_bounds_tell_no_more_than_the_threshold_lets_them(branches, least):
    rows, totals = table([[people for _, people in cells] for cells in branches])
    flat = [workers for cells in branches for workers, _ in cells]
    per_branch = [sum(workers for workers, _ in cells) for cells in branches]
    rows = [with_workers(one, workers) for one, workers in zip(rows, flat, strict=True)]
    sums = [*per_branch, sum(per_branch)] if len(branches) > 1 else per_branch
    totals = [with_workers(one, workers) for one, workers in zip(totals, sums, strict=True)]
    shown = suppress(rows, totals, least)
    lines = [*shown[0], *shown[1][: len(branches)]]
    for one, workers, (low, high) in zip(lines, [*flat, *per_branch], ranges(branches, *shown), strict=True):
        if one.coverage.hidden:
            assert high - low >= min(workers, least)


CELLS = st.tuples(st.integers(0, 40), st.one_of(st.integers(0, 12), st.integers(0, 60)))
COUNTED = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=3)


def counted(names, cells):
    """A row or total over cells of workers and people, as an assessment of counts makes it."""
    workers, people, excess = (sum(column) for column in zip(*((w, p, max(0, p - w)) for w, p in cells), strict=True))
    flags = (Flag.OVER,) if people > workers else (Flag.PARTS_OVER,) if excess else ()
    few = min(p for _, p in cells) if len(cells) > 1 else None
    coverage = Coverage(workers, people, workers - people + excess, excess, Fraction(4, 5))
    return Row(*names, "2025", "2025", coverage, flags, len(cells), len(cells), fewest=few)


def counted_table(branches):
    """The rows and totals of branches of cells."""
    rows = [counted((f"b{at}", f"s{n}"), [cell]) for at, cells in enumerate(branches) for n, cell in enumerate(cells)]
    totals = [counted((f"b{at}", None), cells) for at, cells in enumerate(branches)]
    whole = counted((None, None), [cell for cells in branches for cell in cells])
    return rows, [*totals, whole] if len(totals) > 1 else totals


def others(branches, hidden):
    """The same table with people of one hidden row in another one: one of them, or all."""
    places = [(at, n) for at, cells in enumerate(branches) for n in range(len(cells))]
    hidden = [place for place, gone in zip(places, hidden, strict=True) if gone]
    for (b, n), (c, m) in itertools.permutations(hidden, 2):
        for moved in {1, branches[b][n][1]} if branches[b][n][1] else ():
            other = [list(cells) for cells in branches]
            other[b][n] = (other[b][n][0], other[b][n][1] - moved)
            other[c][m] = (other[c][m][0], other[c][m][1] + moved)
            yield other


@settings(max_examples=150, deadline=None)
@given(branches=COUNTED, least=st.sampled_from([2, 5, 10]))
@example(branches=[[(400, 100), (40, 0), (20, 21)]], least=10)
@example(branches=[[(400, 100), (40, 0), (20, 21)], [(400, 3)], [(400, 20)]], least=10)
def test_tables_whose_shown_counts_are_the_same_are_the_same(branches, least):
    """A reader tries every table that agrees with what is shown; silence must not tell which one it is."""
    shown = suppress(*counted_table(branches), least)
    people = [[one.coverage.participants for one in part] for part in shown]
    for other in others(branches, [one.coverage.hidden for one in shown[0]]):
        found = suppress(*counted_table(other), least)
        if [[one.coverage.participants for one in part] for part in found] == people:
            assert found == shown


@pytest.mark.parametrize(
    ("cells", "shown", "flags"),
    [
        ([(10, 90), (400, 7), (10, 4)], [90, None, None], (Flag.PARTS_OVER,)),
        ([(10, 90), (40, 7), (10, 4)], [90, None, None], (Flag.OVER,)),
        ([(400, 100), (400, 7), (3, 4), (9, 5)], [100, None, None, None], ()),  # the row over 100% is hidden
    ],
)
def test_a_total_is_partly_over_100_percent_where_a_shown_row_is(cells, shown, flags):
    """What is shown says so anyway; of hidden rows nothing is said."""
    rows, (total,) = suppress(*counted_table([cells]), 10)
    assert [one.coverage.participants for one in rows] == shown
    assert (total.coverage.uncovered, total.coverage.excess, total.flags) == (None, None, flags)
    _, (*_, whole) = suppress(*counted_table([cells, [(400, 200)]]), 10)
    assert whole.flags == ((Flag.PARTS_OVER,) if flags else ())


@pytest.mark.parametrize(("workers", "told"), [(30, (353, 0)), (17, (340, 0)), (16, (None, None))])
def test_a_total_beside_hidden_rows_that_cannot_be_over_tells_its_uncovered(workers, told):
    """17 people are hidden."""
    rows, totals = counted_table([[(400, 100), (40, 3), (workers, 14)]])
    shown, (whole,) = suppress(rows, totals, 10)
    assert [one.coverage.participants for one in shown] == [100, None, None]
    assert (whole.coverage.uncovered, whole.coverage.excess) == told


def test_a_shown_row_over_its_workers_takes_no_room_from_hidden_ones():
    (*rows,), (whole,) = suppress(*counted_table([[(10, 90), (30, 3), (40, 14)]]), 10)
    assert [one.coverage.participants for one in (*rows, whole)] == [90, None, None, 107]


def test_a_row_with_a_small_cell_inside_tells_nothing_of_its_cells():
    """5 of 2 workers: the excess of 3 would give them back, and silence about a small one does not."""
    for cells in ([(2, 5), (400, 100)], [(2, 0), (400, 105)]):
        told = counted(("b", None), cells)
        (shown,), (whole,) = suppress([told], [told], 10)
        assert shown == whole
        assert (shown.coverage.participants, shown.coverage.uncovered, shown.coverage.excess) == (105, None, None)
        assert (shown.flags, shown.fewest) == ((), None)
    large = counted(("b", None), [(10, 20), (400, 100)])
    (shown,), _ = suppress([large], [large], 10)
    assert (shown.coverage.uncovered, shown.coverage.excess, shown.flags) == (300, 10, (Flag.PARTS_OVER,))


def test_a_total_does_not_say_what_is_inside_of_a_hidden_row():
    """8 people in it, of 1 worker in one cell or of 399 in the other."""
    found = []
    for inside in ([(1, 8), (399, 0)], [(1, 0), (399, 8)]):
        branches = {"a": inside, "b": [(400, 14)], "c": [(400, 100)]}
        rows = [counted((name, None), cells) for name, cells in branches.items()]
        found.append(suppress(rows, [counted((None, None), [cell for one in branches.values() for cell in one])], 10))
    assert [one.coverage.participants for one in found[0][0]] == [None, None, 100]
    assert found[0] == found[1]


def test_a_total_does_not_say_that_hidden_rows_were_assumed_to_be_zero():
    rows, (whole,) = counted_table([[(400, 100), (40, 0), (30, 14)]])
    assumed = [replace(one, flags=(Flag.ASSUMED_ZERO,)) for one in (rows[1], whole)]
    shown, (total,) = suppress([rows[0], assumed[0], rows[2]], [assumed[1]], 10)
    assert [one.flags for one in (*shown, total)] == [()] * 4


def with_workers(line, workers):
    return replace(line, coverage=replace(line.coverage, workers=workers))
