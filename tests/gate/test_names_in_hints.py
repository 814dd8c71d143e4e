"""Names with signs that mean something in YAML, in what a hint writes out: it is parsed, and means these names."""

from __future__ import annotations

import csv
import io
import re
import shutil

import pytest
import yaml

from coverage_cli.config.yaml.scalars import scalar
from tests.gate.conftest import DAY, HEAD, POPULATION

NAMES = (
    *(
        "a: b",
        "a #b",
        "#a",
        "it's",
        'a "b"',
        "[a",
        "a]",
        "{a}",
        "a, b",
        "%",
        "- a",
        "-a",
        "a:",
        ": a",
        "&a",
        "*a",
        "!a",
    ),
    *("yes", "007", "2025-10", "~", "null", "? a", "| a", "@a", "`a`", "a\\b"),
)


def table(*rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def hint(run, code):
    """The hint of a rule, which is one in both languages as far as it is YAML."""
    (found,) = {
        one["hint"] for one in run("check", "--format", "json", "--today", DAY).json["findings"] if one["code"] == code
    }
    return found


def flow(text, key):
    """What stands in brackets behind a key, as YAML reads it: the first of its ends at which it is whole."""
    start = text.index(f"{key}: ")
    for end in (found.end() for found in re.finditer(r"[\]}]", text[start:])):
        try:
            return yaml.load(text[start : start + end], yaml.BaseLoader)[key]  # noqa: S506 - texts alone
        except yaml.YAMLError:
            continue
    raise AssertionError(text)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_half_of_a_period_is_filled_as_the_hint_says(project, run, name):
    """The one name of a column that an input is read by, and that is no word of ours."""
    rows = (("b", "pu", "2025", "09", 9), ("b", "bpu", "2025", "", 9))
    project(
        {
            "data/population.csv": table(("branch", "segment", "tahun", name, "workers"), *rows),
            "data/participants.csv": HEAD + "participants\nb,pu,2025-09,3\n",
            "config/sources.yaml": "inputs:\n  - {kind: participants, files: data/participants.csv}\n"
            "  - kind: population\n    files: data/population.csv\n"
            f"    period_columns: {{year: tahun, month: {scalar(name)}}}\n",
        }
    )
    told = hint(run, "V118")
    assert flow(told, "fill_down") == [name]
    assert flow(told, "leave_out") == {name: [""]}


@pytest.mark.parametrize("name", NAMES)
def test_a_total_in_a_column_of_any_name_goes_as_the_hint_says(project, run, name):
    rows = (("b", "pu", "2025-09", 9, ""), ("", "", "", 9, "Total: all"))
    project(
        {
            "data/population.csv": table(("branch", "segment", "period", "workers", name), *rows),
            "data/participants.csv": HEAD + "participants\nb,pu,2025-09,3\n",
        }
    )
    assert flow(hint(run, "S120"), "leave_out") == {name: ["Total: all"]}


@pytest.mark.parametrize(
    "name", ["a: b.xlsx", "a #b.xlsx", "it's.xlsx", "a, b.xlsx", "{a}.xlsx", "-a.xlsx", "007.xlsx"]
)
def test_a_workbook_of_any_name_is_listed_as_the_hint_says(project, run, name):
    root = project({"data/population.csv": POPULATION})
    name = f"participants {name}"
    shutil.copy(root / "data/population.csv", root / "data" / name)
    said = run("gap").err
    assert yaml.load(re.search(r"as - (\{.*\});", said)[1], yaml.BaseLoader)["files"] == f"data/{name}"  # noqa: S506
