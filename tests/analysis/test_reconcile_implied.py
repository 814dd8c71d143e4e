"""What a claim implies: the first and the last number of people that print as its figures, found by trying all."""

import pytest
from tests.analysis import enumeration
from tests.analysis.claims import judged, read

from coverage_cli.analysis.reconcile import Place, Quantity, Verdict

COUNTS = (Quantity.WORKERS, Quantity.PARTICIPANTS, Quantity.UNCOVERED)
MOST = 30


def ends(says, quantity):
    claim = read({"says": says})
    figures = enumeration.plain(claim)
    points = [point for point in enumeration.points(claim, MOST) if enumeration.fits(point, figures)]
    if quantity is Quantity.SHORTFALL:
        target = claim.says[Quantity.TARGET].value
        found = [enumeration.reached(point[""], target, quantity) for point in points]
    else:
        found = [enumeration.value(point, "", quantity, summed=True) for point in points]
    return min(found), max(found)


@pytest.mark.parametrize(
    "says",
    [
        {"workers": "10-14", "rate": "a third"},
        {"workers": "23-25", "rate": "half", "target": "67%"},
        {"workers": "17 sampai 22 pekerja", "rate": "71%"},
        {"workers": "18 sampai 23 pekerja", "gap": "1 points", "target": "90%"},
        {"workers": "22 sampai 26", "uncovered": "4", "target": "80%"},
        {"workers": "14-19", "shortfall": "sekitar 1", "target": "90%"},
        {"workers": "27-30", "shortfall": "between 19 and 22", "target": "90%"},
        {"workers": "10-14", "rate": "hampir separuh", "target": "50%"},
        {"workers": "3-8", "rate": "less than a third"},
    ],
)
def test_what_is_implied_is_reached_at_both_ends(says):
    found = judged(says)
    assert found.verdict in {Verdict.CONSISTENT, Verdict.UNDETERMINED}
    for quantity in (*COUNTS, *([Quantity.SHORTFALL] if "target" in says else [])):
        interval = found.implied[Place("", quantity)]
        assert (interval.low, interval.high) == ends(says, quantity), quantity
