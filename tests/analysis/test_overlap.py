"""People of any cells, counted once each, are those whom a list of persons names."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Group, Key, Kind
from coverage_cli.domain.overlap import Overlap
from coverage_cli.domain.weights import BILLIONTHS

KEYS = [Key(Group("b", period), (segment,)) for period in ("2025-01", "2025-02") for segment in "xyz"]
PERSONS = st.lists(st.tuples(st.frozensets(st.integers(0, 5), min_size=1), st.integers(1, 3 * BILLIONTHS)), max_size=12)


def overlap_of(sets, billionths):
    """Sets of cells with their people, and what these weigh."""
    cells = [cell for members in sets for cell in members]
    columns = (np.array(one, np.int64) for one in (cells, list(map(len, sets)), list(sets.values())))
    weights = None if billionths is None else np.array(np.divmod(np.array(billionths, np.int64), BILLIONTHS))
    return Overlap(*columns, weights)


def table_of(persons, *, weighted):
    """Counts by cell, with what is known of those who are in several."""
    people, sums, several, weights = Counter(), Counter(), Counter(), Counter()
    for cells, weight in persons:
        signature = tuple(sorted(cells))
        people.update(signature)
        sums.update(dict.fromkeys(signature, weight))
        several[signature] += 1
        weights[signature] += weight
    found = {cells: many for cells, many in several.items() if len(cells) > 1}
    overlap = overlap_of(found, [weights[cells] for cells in found] if weighted else None)
    assert dict(overlap) == found
    table = CountTable(Kind.PARTICIPANTS, overlap=overlap, numbers=dict(zip(KEYS, range(6), strict=True)))
    for at, key in enumerate(KEYS):
        count = Fraction(sums[at], BILLIONTHS) if weighted else people[at]
        table.counts.setdefault(key.group, {})[key.cell] = count
    if weighted:
        table.respondents = {key: people[at] for at, key in enumerate(KEYS)}
    return table


@given(persons=PERSONS, wanted=st.lists(st.integers(0, 5)), weighted=st.booleans())
def test_people_of_any_cells_are_counted_once(persons, wanted, weighted):
    table, keys = table_of(persons, weighted=weighted), [KEYS[at] for at in wanted]
    held = [(len(cells & set(wanted)), weight) for cells, weight in persons if cells & set(wanted)]
    assert table.heads(keys) == (Fraction(sum(weight for _, weight in held), BILLIONTHS) if weighted else len(held))
    assert table.behind(keys) == (len(held) if weighted else 0)
    assert table.several(keys) == sum(many > 1 for many, _ in held)


def test_a_cell_of_which_nobody_asked_who_is_in_others_adds_up_with_none():
    table = table_of([({0, 1}, BILLIONTHS)], weighted=False)
    del table.numbers[KEYS[1]]
    assert table.heads(KEYS[1:2]) == 1
    with pytest.raises(ValueError, match="nobody asked"):
        table.heads(KEYS[:2])


def test_a_sum_of_weights_needs_what_people_in_several_cells_weigh():
    table = table_of([({0, 1}, BILLIONTHS)], weighted=False)
    table.respondents = dict.fromkeys(KEYS, 1)
    with pytest.raises(ValueError, match="nobody weighed"):
        table.heads(KEYS[:2])


def test_where_counts_add_up_nobody_is_in_several_cells():
    table = CountTable(Kind.PARTICIPANTS, counts={KEYS[0].group: {KEYS[0].cell: 2, KEYS[1].cell: 3}})
    assert (table.heads(KEYS[:2]), table.several(KEYS[:2]), table.behind(KEYS[:2])) == (5, 0, 0)
    table.respondents = {KEYS[0]: 1, KEYS[1]: 2}
    assert (table.heads(KEYS[:2]), table.behind(KEYS[:2])) == (5, 3)


def test_the_periods_of_a_branch_stand_as_they_begin_those_that_come_later_too():
    table = CountTable(Kind.POPULATION)
    for at, period in enumerate(("2025-02", "2024-Q4", "2025"), 1):
        table.counts[Group("b", period)] = {}
        assert len(table.periods()["b"]) == at
    assert [period.text for period in table.periods()["b"]] == ["2024-Q4", "2025", "2025-02"]
