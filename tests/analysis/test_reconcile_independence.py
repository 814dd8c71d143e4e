"""Which figures test each other: those of which, by the definitions, one cannot move while the others stay."""

from __future__ import annotations

import random

import numpy as np
import pytest
from tests.analysis.claims import judged, read

from coverage_cli.analysis.reconcile.independence import independent
from coverage_cli.analysis.reconcile.quantities import CHANGE_OF, GROWTH_OF, SHARED, Place, Quantity
from coverage_cli.analysis.reconcile.result import Verdict

CLAIM = read({"says": {}, "parts": [{"id": "a", "says": {}}, {"id": "b", "says": {}}], "then": {"rate": "60%"}})
CELLS = ("a", "b", "then")
QUANTITIES = (
    Quantity.WORKERS,
    Quantity.PARTICIPANTS,
    Quantity.RATE,
    Quantity.TARGET,
    Quantity.GAP,
    Quantity.UNCOVERED,
    Quantity.SHORTFALL,
    Quantity.ATTAINMENT,
)
PLACES = [
    *(Place(cell, quantity) for cell in ("", *CELLS) for quantity in QUANTITIES),
    *(Place(cell, quantity) for cell in ("a", "b") for quantity in SHARED),
    *(Place("", quantity) for quantity in (*CHANGE_OF, *GROWTH_OF)),
]


def own(quantity, workers, participants, target):
    """A figure of one cell; `QUANTITIES` in their order."""
    rate = participants / workers
    found = (
        workers, participants, rate, target, target - rate,
        workers - participants, target * workers - participants, rate / target,
    )  # fmt: skip
    return found[QUANTITIES.index(quantity)]


def value(place, unknowns):
    """A figure by its definition; the unknowns are (workers, participants, target) of the parts, then and the whole."""
    counts = dict(zip(CELLS, unknowns.reshape(4, 3), strict=False))
    whole = counts["a"] + counts["b"]
    counts[""] = np.array([whole[0], whole[1], unknowns[-1]])
    quantity = place.quantity
    if quantity in SHARED:
        return own(SHARED[quantity], *counts[place.cell]) / own(SHARED[quantity], *counts[""])
    changed = CHANGE_OF.get(quantity) or GROWTH_OF.get(quantity)
    if changed is None:
        return own(quantity, *counts[place.cell])
    now, then = (own(changed, *counts[cell]) for cell in ("", "then"))
    return now - then if quantity in CHANGE_OF else now / then - 1


def can_all_move(places, dice):
    """Whether the figures have as many directions as they are, by their slopes at a point that is nothing special."""
    point = np.array([dice.uniform(0.5, 2) for _ in range(12)])
    steps = 1e-5 * np.eye(12)
    slopes = [[(value(place, point + step) - value(place, point - step)) / 2e-5 for step in steps] for place in places]
    return np.linalg.matrix_rank(np.array(slopes), tol=1e-6) == len(places)


@pytest.mark.parametrize("seed", range(4))
def test_figures_are_independent_exactly_where_their_slopes_are(seed):
    dice, seen = random.Random(seed), set()  # noqa: S311 - a sample, no secret
    for _ in range(150):
        # Of few cells, so that figures often have to do with each other.
        cells = dice.sample(("", *CELLS), dice.choice((1, 1, 2, 4)))
        some = [place for place in PLACES if place.cell in cells]
        places = dice.sample(some, dice.randint(2, min(5, len(some))))
        expected = can_all_move(places, dice)
        seen.add(expected)
        assert independent(CLAIM, places) == expected, places
    assert seen == {True, False}


@pytest.mark.parametrize(
    ("says", "verdict"),
    [
        ({"workers": "1,000", "gap": "10 points", "shortfall": "100"}, Verdict.CONSISTENT),
        ({"participants": "600", "rate": "75% of target", "shortfall": "200"}, Verdict.CONSISTENT),
        ({"participants": "600", "rate": "75%", "shortfall": "200"}, Verdict.UNDETERMINED),
        ({"workers": "1,000", "target": "80%", "uncovered": "300"}, Verdict.UNDETERMINED),
        # Nobody is short of a target that is met, by however many.
        ({"gap": "-5 points", "shortfall": "0"}, Verdict.CONSISTENT),
        ({"gap": "5 points", "shortfall": "100"}, Verdict.UNDETERMINED),
    ],
)
def test_what_no_other_figure_tests_is_undetermined(says, verdict):
    assert judged(says).verdict is verdict
