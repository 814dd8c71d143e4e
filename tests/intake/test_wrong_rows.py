"""Rows that are wrong by the thousand are each told, once, with the place of the cell that is wrong."""

from __future__ import annotations

import json
import random
from itertools import permutations

import pytest

from coverage_cli.domain.findings import Finding, Place, in_order
from coverage_cli.intake.files import opening

HEADER = ["branch", "segment", "note", "period", "workers"]
GOOD = {
    "branch": ["B", '"B, C"'],
    "segment": [""],
    "note": ["", '"two\nlines"', "n"],
    "period": ["2025-09"],
    "workers": ["12", '"7"'],
}
BAD = {"branch": [("-", "V110")], "segment": [("  ", "V118")], "period": [("09/2025", "V114"), ('"13-2025"', "V114")],
       "workers": [("x9", "V102"), ("1.234", "V103"), ('"1,5"', "V105"), ("", "V101")]}  # fmt: skip


def table(order, rows, *, quoted):
    """A file of rows, of which most have a wrong cell, and where these stand: line, character and rule."""
    number = random.Random(7)  # noqa: S311 - any numbers do
    lines, places = [",".join(order)], []
    line = 2
    for row in range(rows):
        cells = {name: number.choice(texts if quoted else texts[:1]) for name, texts in GOOD.items()}
        cells["segment"] = f"{row}" if not quoted else f'"{row},"'
        wrong = number.choice([*BAD, None])
        code = ""
        if wrong:
            cells[wrong], code = number.choice([one for one in BAD[wrong] if quoted or '"' not in one[0]])
        text = ",".join(cells[name] for name in order)
        if number.random() < 1 / 4:
            text, code, wrong = number.choice([(f"{text},9", "S104", None), ("A,b", "S104", None), ("  ", "", None)])
            places += [(line, 1, code)] if code else []
        if wrong:
            before = ",".join([*(cells[name] for name in order[: order.index(wrong)]), ""])
            places.append((line + before.count("\n"), len(before.rsplit("\n", 1)[-1]) + 1, code))
        lines.append(text)
        line += 1 + text.count("\n")
    return "\n".join(lines) + "\n", places


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize(
    "order", [HEADER, [*HEADER[:2], "workers", "note", "period"], ["period", *HEADER[:3], "workers"]]
)
@pytest.mark.parametrize("block", [opening.BLOCK, 512])
def test_each_is_told_at_its_place(project, run, monkeypatch, order, quoted, block):
    monkeypatch.setattr(opening, "BLOCK", block)
    text, places = table(order, 900, quoted=quoted)
    project({"data/population.csv": text})
    ran = run("check", "data/population.csv", "--format", "json")
    told = [(one["line"], one["column"], one["code"]) for one in json.loads(ran.out)["findings"]]
    assert [one for one in told if one[2][0] in "SV"] == places


def test_of_a_row_with_two_wrong_cells_an_empty_name_is_no_merged_cell(project, run):
    project({"data/population.csv": "branch,period,segment,workers\n" + "B,2025-09,,x9\nB,2025-09,,9\n" * 3})
    ran = run("check", "data/population.csv", "--format", "json")
    told = [(one["line"], one["code"]) for one in json.loads(ran.out)["findings"]]
    apart = [[(line, "V101"), (line, "V102"), (line + 1, "V118")] for line in (2, 4, 6)]
    assert [one for one in told if one[1][0] == "V"] == [one for three in apart for one in three]


def test_findings_at_one_place_are_in_the_order_of_their_codes_fields_and_values():
    place, below = Place("a.csv", 2, 1), Place("a.csv", 3, 1)
    wanted = [
        Finding("S112", place),
        Finding("V101", place, None, "x"),
        Finding("V101", place, "branch"),
        Finding("V101", place, "branch", "a"),
        Finding("V101", below),
    ]
    for order in permutations(wanted):
        assert in_order(order) == tuple(wanted)


def test_a_period_that_only_looks_like_those_around_it_is_wrong(project, run, monkeypatch):
    monkeypatch.setattr(opening, "BLOCK", 512)
    rows = [f"A,{row},{'2024-01' if row == 90 else '31/01/2024'},10" for row in range(100)]
    project({
        "data/population.csv": "\n".join(["branch,segment,period,workers", *rows, ""]),
        "config/sources.yaml": "inputs:\n  - {kind: population, files: data/*.csv, period_format: DD/MM/YYYY}\n",
    })  # fmt: skip
    ran = run("check", "data/population.csv", "--format", "json")
    assert [(one["line"], one["code"]) for one in json.loads(ran.out)["findings"]] == [(92, "V125")]


@pytest.mark.parametrize("line", ["#A,pu,2025-09", "// A,pu", "branch,segment,period,workers,note"])
def test_a_line_of_another_width_may_be_no_row(project, run, line):
    project({"data/population.csv": f"branch,segment,period,workers\nA,pu,2025-09,10\n{line}\n"})
    ran = run("check", "data/population.csv", "--format", "json")
    told = [(one["line"], one["code"]) for one in json.loads(ran.out)["findings"]]
    assert told == [(3, "S104" if line.startswith("branch") else "S116")]
