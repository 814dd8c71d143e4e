"""Every number in every view equals the same computation done by hand with fractions (tests/reference.py)."""

from __future__ import annotations

import csv
import io
import json
import re
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import reference

TARGET = Fraction(4, 5)
SEGMENTS = ("pu", "bpu", "jakon", "pmi")
# At the target, one person to either side of it, at nothing, at all, one over, and far over.
NEAR = st.sampled_from(["zero", "one", "below", "at", "above", "all", "over", "double"])


@st.composite
def tables(draw):
    """Two CSV texts: counts at the boundaries, sides missing, several periods and vintages."""
    population = ["branch,segment,period,workers"]
    participants = ["branch,segment,period,participants"]
    for branch in ("A", "B", "C")[: draw(st.integers(1, 3))]:
        segments = draw(st.lists(st.sampled_from(SEGMENTS), min_size=1, unique=True))
        vintages = draw(
            st.lists(st.sampled_from(["2022", "2023-Q2", "2024", "2024-05", "2024-06-30"]), min_size=1, unique=True)
        )
        sizes = {segment: draw(st.integers(0, 10**12) | st.integers(0, 12)) for segment in segments}
        population += [f"{branch},{segment},{vintage},{sizes[segment]}" for vintage in vintages for segment in segments]
        for period in draw(st.lists(st.sampled_from(["2024-07", "2024-Q4", "2025-09-30"]), unique=True)):
            for segment in draw(st.lists(st.sampled_from(segments), unique=True)):
                people = at_boundary(sizes[segment], draw(NEAR))
                participants.append(f"{branch},{segment},{period},{people}")
    if len(participants) == 1:
        participants.append(f"A,{population[1].split(',')[1]},2025-01,0")
    population[1:] = draw(st.permutations(population[1:]))
    return "\n".join(population) + "\n", "\n".join(participants) + "\n"


def at_boundary(workers: int, near: str) -> int:
    at = -(-TARGET.numerator * workers // TARGET.denominator)
    amounts = {"zero": 0, "one": 1, "below": at - 1, "at": at, "above": at + 1, "all": workers, "over": workers + 1}
    return min(10**12, max(0, amounts.get(near, 2 * workers)))


@pytest.fixture
def ask(project, run):
    def gap(texts, *options):
        population, participants = texts
        files = {"data/population.csv": population, "data/participants.csv": participants}
        project(files, targets="targets: {national: 80%}")
        ran = run("gap", *options)
        assert ran.code == 0, ran.err
        return ran.out

    return gap


def expected_json(figures: dict) -> dict:
    rate, gap = figures["rate"], figures["gap"]
    return {
        "workers": figures["workers"],
        "participants": figures["participants"],
        "rate": None if rate is None else float(rate),
        "target": float(TARGET),
        "gap_pp": None if gap is None else float(gap * 100),
        "uncovered": figures["uncovered"],
        "shortfall": figures["shortfall"],
        "excess": figures["excess"],
        "status": figures["status"],
    }


SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(texts=tables(), zero=st.booleans())
def test_json_equals_the_reference(ask, texts, zero):
    cells, totals = reference.gap(*texts, TARGET, missing_zero=zero)
    out = json.loads(ask(texts, "--format", "json", "--missing", "zero" if zero else "null"))
    rows = {(row["branch"], row["segment"]): row for row in out["rows"]}
    assert rows.keys() == cells.keys()
    for key, row in rows.items():
        wanted = expected_json(cells[key])
        assert {name: row[name] for name in wanted} == wanted
    for row in out["totals"]:
        wanted = totals[row["branch"]]
        exact = expected_json(wanted) | {name: wanted[name] for name in ("segments", "segments_counted", "complete")}
        assert {name: row[name] for name in exact} == exact


@SLOW
@given(texts=tables(), decimals=st.integers(0, 4))
def test_printed_numbers_are_rounded_add_up_and_never_show_a_miss_as_met(ask, texts, decimals):
    cells, _ = reference.gap(*texts, TARGET)
    out = list(csv.DictReader(io.StringIO(ask(texts, "--format", "csv", "--decimals", str(decimals)))))
    assert len(out) == len(cells)
    for row in out:
        cell = cells[row["branch"], row["segment"]]
        for name in ("workers", "participants", "uncovered", "shortfall", "excess"):
            assert row[name] == ("" if cell[name] is None else str(cell[name]))
        if cell["rate"] is None:
            assert row["coverage_pct"] == row["gap_pp"] == ""
            continue
        shown = Fraction(row["coverage_pct"])
        places = len(row["coverage_pct"].partition(".")[2])
        assert places >= decimals
        assert -Fraction(1, 2 * 10**places) < shown - cell["rate"] * 100 <= Fraction(1, 2 * 10**places)  # half up
        assert Fraction(row["target_pct"]) - shown == Fraction(row["gap_pp"])
        assert (shown >= Fraction(row["target_pct"])) == (row["status"] == "met")
        if places > decimals:  # one decimal fewer would have shown a miss as met
            assert row["status"] == "below"


@settings(SLOW, max_examples=20)
@given(texts=tables())
def test_every_view_shows_the_same_numbers(ask, texts):
    out = json.loads(ask(texts, "--format", "json"))
    printed = ask(texts)
    marked = ask(texts, "--format", "markdown").replace("\\", "").replace("*", "")
    in_id = ask(texts, "--lang", "id")
    for row in [*out["rows"], *out["totals"]]:
        for name in ("workers", "participants", "uncovered", "shortfall"):
            if row[name] is not None:
                for text, mark in ((printed, ","), (marked, ","), (in_id, ".")):
                    number = f"{row[name]:,}".replace(",", mark)
                    assert re.search(rf"(?<![0-9.,]){re.escape(number)}(?![0-9.,][0-9])", text), (number, text)


@SLOW
@given(texts=tables())
def test_invariants(ask, texts):
    out = json.loads(ask(texts, "--format", "json"))
    for row in out["rows"]:
        if row["participants"] is None:
            assert row["rate"] is None
            continue
        assert row["participants"] + row["uncovered"] - row["excess"] == row["workers"]
        needed = row["participants"] + row["shortfall"]
        if row["shortfall"]:  # the least number: with it the target is met, with one fewer it is not
            assert needed * 5 >= 4 * row["workers"] > (needed - 1) * 5
        else:
            assert row["participants"] * 5 >= 4 * row["workers"]
    for total in out["totals"]:
        own = [
            row for row in out["rows"] if total["branch"] in (None, row["branch"]) and row["participants"] is not None
        ]
        if own:
            for name in ("workers", "participants", "uncovered", "excess"):
                assert total[name] == sum(row[name] for row in own)
            assert total["participants"] + total["uncovered"] - total["excess"] == total["workers"]


@SLOW
@given(texts=tables(), seed=st.randoms(use_true_random=False))
def test_row_order_changes_nothing(ask, texts, seed):
    def shuffled(text):
        header, *rows = text.splitlines()
        seed.shuffle(rows)
        return "\n".join([header, *rows]) + "\n"

    first, second = (json.loads(ask(given, "--format", "json")) for given in (texts, tuple(map(shuffled, texts))))
    for out in (first, second):
        del out["sources"], out["findings"]
    assert first == second


def test_seven_percent_of_a_hundred_is_seven(ask):
    texts = ("branch,segment,period,workers\nA,pu,2025,100\n", "branch,segment,period,participants\nA,pu,2025,0\n")
    out = json.loads(ask(texts, "--format", "json", "--target", "7"))
    assert out["rows"][0]["shortfall"] == 7
