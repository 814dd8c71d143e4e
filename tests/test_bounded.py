"""Work that grows with the data and no faster, counted in steps and never in seconds."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path

import pytest

from coverage_cli.analysis.matching import Timeline
from coverage_cli.analysis.rules import copies, suggestions
from coverage_cli.analysis.rules.published import PublishedTotal, parts_of
from coverage_cli.config import exceptions
from coverage_cli.config.sources import read_sources
from coverage_cli.config.target_rates import CellRate, TargetRates
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.findings import Place
from coverage_cli.domain.model import Group, Key, Kind
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.names.nearest import Known, nearest
from coverage_cli.domain.periods.periods import known_period
from coverage_cli.engines.duckdb.session import Session
from coverage_cli.intake.files import opening
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.files.tokens import Tokenizer


@pytest.fixture
def counted(monkeypatch):
    """A function that counts the calls of another one from now on, where a module or a class names it."""

    def count(where, name):
        real, calls = getattr(where, name), []

        def counting(*args, **named):
            calls.append(args)
            return real(*args, **named)

        monkeypatch.setattr(where, name, counting)
        return calls

    return count


def test_one_of_many_names_is_compared_with_few():
    known = Known(f"kota {number:06d}" for number in range(50_000))
    assert len(known.alike("kota 0001234")) <= 2000
    assert known.twin("kota-012345") == "kota 012345"
    unlike = Known([*(f"{letter * 9}{number}" for letter in "abcdefghij" for number in range(500)), "surabaya"])
    assert "surabaya" in unlike.alike("surabya") and len(unlike.alike("surabya")) < 600  # noqa: PT018


def test_a_name_is_not_the_nearest_to_itself():
    assert nearest("depok", ["depok", "depok."]) == "depok."
    assert nearest("depok", ["depok"]) is None


def test_a_run_of_bad_names_ends_and_twins_are_still_found(counted, monkeypatch):
    labels = Labels()
    for number in range(100):
        labels.add(f"Kota {number:03d}")
    compared = counted(suggestions, "closest")
    monkeypatch.setattr(suggestions, "_MOST_COMPARED", 1000)
    near = suggestions.Suggestions(suggestions.KnownNames([labels]))
    assert near.near_any("kota 0071", 0) == "Kota 071"
    for number in range(50):
        near.near_any(f"desa {number}", 0)
    assert sum(len(names) for _, names in compared) == 1000
    assert near.near_any("kota0 55", 0) == "Kota 055"
    assert near.near_any("kota 055", 0) == ""


def test_names_that_only_their_codes_part_are_not_all_looked_at_for_each(counted):
    areas = suggestions.Areas(f"bekasi {number:04d}" for number in range(1000))
    looked = counted(suggestions._Parted, "may_be")
    assert [areas.meant(name) for name in ("kab. bekasi 0071", "0071 bekasi")] == ["bekasi 0071"] * 2
    assert [areas.meant(name) for name in ("bekasi 1071", "kab. bekasi", "paser 0071")] == [None] * 3
    assert len(looked) < 20


def test_a_product_of_many_counts_is_not_worked_out_beyond_what_is_asked():
    for said in (copies._said(range(100_001)), copies._stays(range(100_001))):
        assert 10**30 <= said < 10**36
    assert (copies._said([7, 30, 7]), copies._stays([25, 99, 1])) == (21, 3)


@pytest.mark.parametrize("asked", [None, "2023", "2024-01", "2024-06", "2024-Q3", "2025-12", "2030"])
def test_the_vintage_is_the_one_that_starts_last_and_not_after_the_period_ends(asked):
    known = ["2025", "2024-Q3", "2024", "2024-06", "2025-11"]
    table = CountTable(Kind.POPULATION, ())
    for period in known:
        table.counts[Group("a", period)] = {("s",): 1}
    end = known_period(asked).last if asked else known_period("9999").last
    begun = [period for period in map(known_period, known) if period.first <= end]
    expected = max(begun, key=lambda period: period.first, default=None)
    assert Timeline(table).vintage("a", known_period(asked) if asked else None) == expected
    assert Timeline(table).vintage("b", None) is None


def test_the_parts_of_a_total_are_the_rows_that_it_names():
    table = CountTable(Kind.POPULATION, ("kelas",))
    groups = [Group(branch, period) for branch, period in product("ba", ("2024", "2025"))]
    for group in groups:
        table.counts[group] = {("t", "x"): 1, ("s", "x"): 1, ("s", "y"): 1}
    totals = [
        PublishedTotal(1, period, Place("checks.yaml"), branch, segment)
        for period, branch, segment in product(("2025", "2026"), (None, "a", "c"), (None, "s", "z"))
    ]
    found = parts_of(totals, table)
    for total in totals:
        assert found[total.scope] == [
            Key(group, cell)
            for group in sorted(groups)
            for cell in sorted(table.counts[group])
            if group.period == total.period
            and total.branch in {None, group.branch}
            and total.segment in {None, cell[0]}
        ]


def test_a_cell_has_its_rate_and_a_total_that_of_its_branch():
    cells = tuple(CellRate(branch="Bali", segment=name, rate=rate) for name, rate in (("PU", "50%"), ("BPU", "40%")))
    rates = TargetRates(rate="80%", branches={"bali": "60%"}, cells=cells)
    asked = [("bali", "pu"), ("bali", "bpu"), ("bali", "x"), ("bali", None), (None, "pu"), (None, None)]
    assert [100 * rates.applies(*one, "2025") for one in asked] == [50, 40, 60, 60, 80, 80]


def test_where_a_file_lies_is_asked_once(project, counted):
    names = [f"data/p{number}.csv" for number in range(20)]
    inputs = "".join(f"  - kind: [population, participants]\n    files: {name}\n" for name in names)
    project({**dict.fromkeys(names, "x"), "config/sources.yaml": f"inputs:\n{inputs}"})
    sources, _ = read_sources(Path("config/sources.yaml"))
    asked = counted(os.path, "realpath")
    assert all(len(sources.named(name, *Kind)) == 2 for name in names)
    assert [one.kind for one in sources.named("data/../data/p3.csv", Kind.POPULATION)] == [Kind.POPULATION]
    assert sources.named("data/other.csv", *Kind) == ()
    assert len(asked) <= 2 * len(names) + len(names) + 2


def test_names_of_exceptions_are_made_ready_once(project, counted, run):
    rows = [f"b{number},pu,2025" for number in range(20)]
    listed = "".join(
        f"  - {{code: X103, branch: b{number}, reason: r, owner: o, expiry: 2026-12-31}}\n" for number in range(20)
    )
    project({
        "data/population.csv": "\n".join(["branch,segment,period,workers", *(f"{row},10" for row in rows), ""]),
        "data/participants.csv": "\n".join(["branch,segment,period,participants", *(f"{row},11" for row in rows), ""]),
        "config/exceptions.yaml": f"exceptions:\n{listed}",
    })  # fmt: skip
    made = counted(exceptions, "name_key")
    ran = run("check", "--today", "2026-01-01")
    assert (ran.code, "X103" in ran.out, "E101" in ran.out) == (0, False, False)
    assert len(made) <= 4 * 20


def test_columns_of_a_wide_table_that_nobody_reads_are_not_repeated():
    short = Block([["a", "b"], ["1", "2"], ["3", "4"]], [2, 3], 3)
    long = Block([["a", "a", "b", "b"], [], []], [2, 2, 3, 3], 3, short=short, row_of=[0, 0, 1, 1])
    picked = long.only([1, 2])
    assert picked.columns == [["a", "b"], [], []]
    assert [picked.row(row) for row in (0, 1)] == [("a", "1", "3"), ("b", "2", "4")]


def test_a_small_file_of_persons_is_its_own_sample(project, counted, run):
    head, rest = "participant_id,branch,segment,period,status", "b,s,2025-09,active"
    files = {f"persons/part-{number}.csv": f"{head}\n{6471016802900000 + number},{rest}\n" for number in range(3)}
    project({"data/population.csv": "branch,segment,period,workers\nb,s,2025-09,100\n", **files})
    asked = counted(Session, "run")
    ran = run("gap", "--participants", "persons", "--format", "csv", "--today", "2025-10-15")
    assert ",100,3," in ran.out, ran.err
    assert not [sql for _, sql, *_ in asked if "distinct" in sql]  # a pass over the file for its texts alone


@pytest.mark.parametrize(("wrong", "blocks"), [({}, 1), ({0}, 1), (range(0, 60_000, 100), 2)])
def test_blocks_are_halved_after_a_wrong_row_alone(project, counted, run, wrong, blocks):
    rows = "".join(f"b,{row},2025-09,{'x9' if row in wrong else 9}\n" for row in range(60_000))
    project({"data/population.csv": f"branch,segment,period,workers\n{rows}"})
    fed = counted(Tokenizer, "feed")
    run("check", "data/population.csv")
    ahead = 2  # blocks that were read when the first one is judged
    wanted = ahead + (len(rows) / opening.BLOCK - ahead) * blocks
    assert wanted <= len(fed) <= wanted + 2
