"""A branch's table that stands again under another branch's name (D112)."""

from __future__ import annotations

import pytest

BLOCK = {"pu": 78455, "bpu": 43211, "jakon": 9127}
OTHERS = {"pu": 61022, "bpu": 50833, "jakon": 7741}


def rows(branch, counts, period="2025-09"):
    return [f"{branch},{segment},{period},{people}" for segment, people in counts.items()]


@pytest.fixture
def found(project, run):
    """Checks workers of these rows, half of whom participate in one of three; gives D112's lines and messages."""

    def go(lines, command="check", *more):
        parts = (line.rpartition(",") for line in lines)
        people = [f"{at},{int(count) // (2 + len(at) % 3)}" for at, _, count in parts]
        project(
            {
                "data/population.csv": "\n".join(["branch,segment,period,workers", *lines, ""]),
                "data/participants.csv": "\n".join(["branch,segment,period,participants", *people, ""]),
            }
        )
        findings = run(command, *more, "--format", "json", "--today", "2026-01-01").json["findings"]
        return [
            (one["line"], one["message"])
            for one in findings
            if one["code"] == "D112" and one["path"].endswith("population.csv")
        ]

    return go


def test_a_block_under_another_name_is_told_once(found):
    said = "Kutai / bpu / 2025-09: every count is the same as that of Berau (3 in all)"
    assert found(rows("Berau", BLOCK) + rows("Paser", OTHERS) + rows("Kutai", BLOCK)) == [(9, said)]


@pytest.mark.parametrize(
    "other",
    [
        BLOCK | {"jakon": 9128},
        BLOCK | {"fishers": 700},
        {"pu": BLOCK["bpu"], "bpu": BLOCK["pu"], "jakon": BLOCK["jakon"]},
    ],
)
def test_what_differs_in_one_row_is_no_copy(found, other):
    assert found(rows("Berau", BLOCK) + rows("Kutai", other)) == []


@pytest.mark.parametrize(
    "counts",
    [
        {"pu": 1999},  # alike by chance once in that many
        {"pu": 48_000, "bpu": 41_000},
        {"pu": 1999, "bpu": 1999, "jakon": 1999},
        {"pu": 0, "bpu": 0, "jakon": 0},
    ],
)
def test_counts_that_may_be_alike_by_chance_are_no_copy(found, counts):
    assert found(rows("Berau", counts) + rows("Kutai", counts)) == []


def test_of_more_branches_more_are_alike_by_chance(found):
    """Of two branches counts of 2,001, and of three, which make three pairs, those of 6,001 are no chance."""
    for people, others, told in ((2_001, [], 1), (5_999, [OTHERS], 0), (6_001, [OTHERS], 1)):
        more = [line for one in others for line in rows("Paser", {"pu": one["pu"]})]
        assert len(found(rows("Berau", {"pu": people}) + rows("Kutai", {"pu": people}) + more)) == told


@pytest.mark.parametrize(("twins", "told"), [(2, 2), (3, 0)])
def test_where_several_are_alike_a_rule_made_their_counts(found, twins, told):
    """As shares of a province's workers are, of which several branches have as many."""
    lines = [f"{branch}{at},pu,2025,{610_203 * at}" for at in range(1, 11) for branch in "ab"[: 1 + (at <= twins)]]
    assert len(found(lines)) == told


def test_single_rows_that_are_alike_in_every_period_are_a_copy(found):
    years = {"2023": 78455, "2024": 79012, "2025": 80144}
    lines = [f"{branch},all,{year},{people}" for branch in ("Berau", "Kutai") for year, people in years.items()]
    assert found(lines) == [(7, "Kutai / all / 2025: every count is the same as that of Berau (3 in all)")]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([0, 1, 1, 2, 2, 3, 3], []),  # villages where few come and go have alike months when they have an alike one
        ([0, 901, 2103, 4007, 6112, 9318, 12131], [9]),
    ],
)
def test_months_that_hardly_differ_tell_little_more_than_one(found, changes, told):
    months = {f"2025-0{month}": 1200 + change for month, change in enumerate(changes, 1)}
    lines = [f"{branch},all,{month},{people}" for branch in ("A", "B") for month, people in months.items()]
    assert [line - 6 for line, _ in found(lines)] == told


def test_each_of_many_copies_is_told_beside_the_first(found):
    lines = [line for branch in ("A", "B", "C", "D", "E") for line in rows(branch, BLOCK)]
    assert [line for line, _ in found(lines)] == [6, 9, 12, 15]


def test_gap_hears_of_a_copy_that_it_shows(found):
    lines = rows("Berau", BLOCK) + rows("Kutai", BLOCK)
    assert len(found(lines, "gap")) == 1
    assert found(lines, "gap", "--branch", "Berau") == []


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((5010, 5011, 5012, 5013, 700), [2]),
        ((700, 5010, 5011, 5012, 5013), [3]),
        ((5010, 5011, 5012, 700, 5013), []),
        ((5010, 5012, 5014, 5016, 700), []),
        ((999, 1000, 1001, 1002, 700), []),
    ],
)
@pytest.mark.parametrize("down", ["branches", "segments"])
def test_a_number_that_was_dragged_down_is_told(project, run, counts, told, down):
    """Each row one more than the one above, in whatever order the rows stand."""
    keys = [(f"Kota {at}", "pu") if down == "branches" else ("Berau", f"sektor {at}") for at in "ABCDE"]
    others = [("Kota Z", f"s{at}", 3_000 + 517 * at % 700) for at in range(4)]
    lines = [f"{branch},{segment},2025,{people}" for (branch, segment), people in zip(keys, counts, strict=True)]
    lines += [f"{branch},{segment},2025,{people}" for branch, segment, people in others]
    project({"data/population.csv": "\n".join(["branch,segment,period,workers", *lines, ""])})
    findings = run("check", "data/population.csv", "--format", "json", "--today", "2026-01-01").json["findings"]
    assert [one["line"] for one in findings if one["code"] == "D120"] == told


def test_rows_in_the_order_of_their_counts_are_no_series(project, run):
    """Of many rows that rise one by one some are one more by chance."""
    counts = (
        [1_000 + 7 * at for at in range(20)] + [1_134 + at for at in range(5)] + [1_200 + 9 * at for at in range(9)]
    )
    lines = [f"Desa {at:03},all,2025,{people}" for at, people in enumerate(counts)]
    project({"data/population.csv": "\n".join(["branch,segment,period,workers", *lines, ""])})
    assert "D120" not in run("check", "data/population.csv", "--today", "2026-01-01").out
