"""Totals that leave_out takes out, held against the rows that stay (K115)."""

from __future__ import annotations

import pytest

SOURCES = "inputs:\n  - kind: population\n    files: data/population*.csv\n    {more}\n    leave_out: {left}\n"
ROWS = (
    ("Balikpapan", "pu", "2025", 61_204),
    ("Balikpapan", "bpu", "2025", 30_411),
    ("Samarinda", "pu", "2025", 52_880),
    ("Samarinda", "bpu", "2025", 41_007),
)


@pytest.fixture(autouse=True)
def people(project):
    """Participants, who are not what this is about."""
    project({"data/participants.csv": "branch,segment,period,participants\nBalikpapan,pu,2025,30411\n"})


@pytest.fixture
def totals(project, run):
    """Checks workers of which totals are left out; gives place and message of what is said of these."""

    def go(*rows, left="{branch: Jumlah, segment: Jumlah}", more="number_style: plain"):
        lines = [",".join(map(str, row)) for row in (*ROWS, *rows)]
        text = "\n".join(["branch,segment,period,workers", *lines, ""])
        project({"config/sources.yaml": SOURCES.format(left=left, more=more), "data/population.csv": text})
        findings = run("check", "--format", "json", "--today", "2026-01-01").json["findings"]
        return [(one["line"], one["column"], one["message"]) for one in findings if one["code"] == "K115"]

    return go


def said(count, added):
    off = f"{abs(count - added):,} off"
    return f"the total that leave_out takes out says {count:,}, and its rows in this file add up to {added:,}, {off}"


def test_a_total_of_all_rows_that_says_another_number_is_told(totals):
    assert totals(("Jumlah", "", "2025", 185_502)) == []
    assert totals(("Jumlah", "", "2025", 185_052)) == [(6, 14, said(185_052, 185_502))]
    assert totals(("Jumlah", "", "", 185_052)) == [(6, 10, said(185_052, 185_502))]
    assert totals(("Jumlah:", "", "2025", 185_052), left='{branch: "Jumlah:"}') == [(6, 15, said(185_052, 185_502))]


def test_a_total_is_of_the_rows_that_its_other_names_say(totals):
    true = [("Balikpapan", "Jumlah", "2025", 91_615), ("Samarinda", "Jumlah", "2025", 93_887)]
    true += [
        ("Jumlah", "pu", "2025", 114_084),
        ("Jumlah", "bpu", "2025", 71_418),
        ("Jumlah", "Jumlah", "2025", 185_502),
    ]
    assert totals(*true) == []
    for at, (branch, segment, period, count) in enumerate(true):
        wrong = [*true[:at], (branch, segment, period, count + 90), *true[at + 1 :]]
        assert [(line, message) for line, _, message in totals(*wrong)] == [(6 + at, said(count + 90, count))]
    # One of another period is of no rows.
    assert totals(("Jumlah", "", "2024", 7)) == []


@pytest.mark.parametrize(
    ("rows", "given"),
    [
        ([("Jumlah", "", "2025", 185_504)], {}),  # four rows that were rounded
        ([("Jumlah Kota", "", "2025", 91_000)], {"left": "{branch: Jumlah Kota}"}),  # of some rows alone
        ([("Jumlah", "", "2025", 91_615), ("Jumlah", "", "2025", 93_887)], {}),  # one below each block
        ([("Jumlah", "", "2025", "lihat lampiran")], {}),
        ([("Jumlah", "", "2025", 185_800), ("Lain", "pu", "2025", 298)], {"left": "{branch: [Jumlah, Lain]}"}),
        ([("Jumlah", "", "2025", 185_800), ("Paser", "pu", "2025", "-")], {"more": 'missing: "-"'}),
        ([("Jumlah", "", "2025", 185.502)], {"more": "unit: thousands"}),
    ],
)
def test_a_total_that_may_be_of_other_rows_is_not_told(totals, rows, given):
    assert totals(*rows, **given) == []


@pytest.mark.parametrize(
    ("total", "told"), [(13_000, 0), (12_000, 0), (15_000, 0), (16_000, 1), (11_000, 0), (10_000, 1)]
)
def test_a_total_may_be_off_by_what_rounding_did_to_each_row_and_to_it(project, run, total, told):
    """Thirteen thousand in four rows, each in thousands, and so is their total, however few these are."""
    rows = "a,pu,2025,6000\na,bpu,2025,3000\nb,pu,2025,1000\nb,bpu,2025,3000\n"
    text = f"branch,segment,period,workers\n{rows}Jumlah,,2025,{total}\n"
    project({"config/sources.yaml": SOURCES.format(left="{branch: Jumlah}", more="number_style: plain")})
    project({"data/population.csv": text})
    assert run("check", "--today", "2026-01-01").out.count("K115") == told


def test_a_total_among_wide_columns_is_of_each_of_them(project, run):
    rows = "a,2025,61204,30411\nb,2025,52880,41007\nJumlah,2025,114084,71148\n"
    wide = SOURCES.format(left="{branch: Jumlah}", more="wide: {to: segment, columns: [pu, bpu]}")
    project({"config/sources.yaml": wide, "data/population.csv": f"branch,period,pu,bpu\n{rows}"})
    out = run("check", "--today", "2026-01-01").out
    assert out.count("K115") == 1
    assert f"data/population.csv:4:20: warning K115 {said(71_148, 71_418)}" in out


def test_a_total_is_of_the_rows_of_its_own_file(project, run):
    head = "branch,segment,period,workers\n"
    files = {"2024": ["a,pu,2024,61204", "b,pu,2024,30411"], "2025": ["a,pu,2025,62180", "b,pu,2025,31007"]}
    sums = {"2024": 91_615, "2025": 93_178}
    for name, rows in files.items():
        text = head + "\n".join([*rows, f"Jumlah,,{name},{sums[name]}", ""])
        project({f"data/population-{name}.csv": text})
    project({"config/sources.yaml": SOURCES.format(left="{branch: Jumlah}", more="number_style: plain")})
    out = run("check", "--today", "2026-01-01").out
    assert f"data/population-2025.csv:4:14: warning K115 {said(93_178, 93_187)}" in out
    assert out.count("K115") == 1


@pytest.mark.parametrize(
    ("scope", "held"), [("branch: Jumlah", True), ('period: "2025"', True), ("branch: Samarinda", False)]
)
def test_a_total_that_is_left_out_is_excepted_by_what_its_row_says(totals, project, run, scope, held):
    assert len(totals(("Jumlah", "", "2025", 185_052))) == 1
    project(
        {"config/exceptions.yaml": f"exceptions:\n- {{code: K115, {scope}, reason: r, owner: o, expiry: 2026-12-31}}\n"}
    )
    assert ("E101" in run("check", "--today", "2026-01-01").out) is not held
