"""What a column's first decisive cell settles stays settled."""

from __future__ import annotations

import pytest

from coverage_cli.intake.numbers import ColumnStyle


def test_a_later_cell_never_changes_what_was_settled():
    style = ColumnStyle()
    style.learn("48.000", 2)  # two readings: no evidence
    assert (style.decided, style.witness) == (None, "")
    style.learn("1,000,000", 3)
    style.learn("1.000.000", 4)
    assert (style.decided, style.witness, style.witness_line) == ("en", "1,000,000", 3)
    assert style.contradicts("1.000.000")


@pytest.mark.parametrize(
    ("style", "cell", "code"),
    [
        ("en", "48.000", "V105"),
        ("plain", "48.000", "V105"),
        ("id", "48,000", "V105"),
        ("plain", "48,000", "V120"),
        ("plain", "1.048.000", "V120"),
    ],
)
def test_where_the_style_is_declared_nobody_is_told_to_declare_it(project, run, style, cell, code):
    project({"population.csv": f'branch,segment,period,workers\na,pu,2025,"{cell}"\n'})
    ran = run("check", "population.csv", "--number-style", style, "--today", "2026-06-01")
    assert ran.code == 1
    assert f"population.csv:2:11: error {code}" in ran.out or f"population.csv:2:10: error {code}" in ran.out
    assert "number_style for the file in" not in ran.out


def _hint(run, cell, code, *arguments):
    ran = run("check", "data/population.csv", *arguments)
    assert f'error {code} workers "{cell}"' in ran.out
    return ran.out.split("Hint: ")[1].splitlines()[0]


@pytest.mark.parametrize("style", [(), ("--number-style", "plain"), ("--number-style", "id")])
def test_a_count_that_was_written_as_a_float_names_the_way_out(project, run, style):
    """What pandas makes of whole numbers with gaps between them."""
    for cell, found in (("12000.0", True), ("12000.00", True), ("12000.5", False), ("0.000", False)):
        project({"data/population.csv": f"branch,segment,period,workers\nkota,pu,2025,{cell}\n"})
        assert ("make it Int64" in _hint(run, cell, "V105", *style)) == found


@pytest.mark.parametrize("cell", ["c", "12000 (p)"])
def test_a_sign_for_no_count_is_pointed_to_the_setting(project, run, cell):
    project({"data/population.csv": f"branch,segment,period,workers\nkota,pu,2025,{cell}\n"})
    assert "belongs under missing: in config/sources.yaml" in _hint(run, cell, "V102")
