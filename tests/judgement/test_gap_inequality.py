"""`gap --pareto` and `gap --measures`."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coverage_cli import gap
from coverage_cli.output.charts.pareto import drawn_holders
from coverage_cli.output.language import words

POPULATION = "branch,segment,period,workers\nkota,a,2025,100\nkota,b,2025,300\nkota,c,2025,100\nkota,d,2025,50\n"
PARTICIPANTS = "branch,segment,period,participants\nkota,a,2025,90\nkota,b,2025,90\nkota,c,2025,60\n"


@pytest.fixture
def kota(project):
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})


def test_few_hold_most_of_the_gap(kota, run):
    found = run("gap", "--pareto", "--format", "json").json
    assert [(one["name"], one["uncovered"]) for one in found["pareto"]["holders"]] == [("b", 210), ("c", 40), ("a", 10)]
    assert found["pareto"]["most"] == {"share": 0.8, "rows": 1, "of": 3}
    assert "measures" not in found
    out = run("gap", "--pareto").out
    assert "Of the 260 uncovered in the 3 segments shown, at least 80% are in 1 of them." in out
    assert "nobody works there: d." in out


def test_on_a_terminal_the_sentence_of_the_shares_breaks_at_a_blank(kota, run, monkeypatch):
    monkeypatch.setattr("coverage_cli.cli.result.terminal_width", lambda _stream: 60)
    out = run("gap", "--pareto", "--lang", "id").out
    assert max(map(len, out.splitlines())) <= 60
    assert "80% dari 260 yang belum terlindungi pada 3 segmen yang ditampilkan ada pada 1" in " ".join(out.split())


def test_measures_are_those_of_the_rows(kota, run):
    found = run("gap", "--measures", "--format", "json").json["measures"]
    # Rates 90%, 30% and 60%; 240 of 500 is 48%.
    assert found["difference"] == 0.6
    assert found["ratio"] == 3
    assert found["mean_difference"] == pytest.approx((100 * 0.42 + 300 * 0.18 + 100 * 0.12) / 500)
    assert found["population_attributable_risk"] == pytest.approx(0.42)
    assert found["population_attributable_fraction"] == pytest.approx(0.875)
    assert found["theil"] == pytest.approx(0.1153, abs=1e-4)
    out = run("gap", "--measures").out
    assert "60 points" in out
    assert "87.5%" in out


def test_what_a_measure_means_is_true_of_rows_of_any_kind(kota, run):
    out = run("gap", "--by", "branch", "--measures").out.partition("Inequality between rows")[2]
    assert "gain if all had the best row's rate" in out
    assert "segment" not in out


def test_rates_that_are_not_alike_are_not_shown_as_if_they_were(project, run):
    """A mean difference of less than 0.0005 points was 0, which is said of rates that are all alike."""
    head = "branch,segment,period,"
    project({
        "data/population.csv": f"{head}workers\nk,a,2025,10000000\nk,b,2025,10000000\n",
        "data/participants.csv": f"{head}participants\nk,a,2025,5000001\nk,b,2025,5000000\n",
    })  # fmt: skip
    lines = run("gap", "--measures").out.partition("Inequality between rows")[2].splitlines()[2:8]
    assert [line[len("Attributable fraction") :].split()[0] for line in lines] == [
        *("0.00001", "1.0000002", "0.00001", "0.00001", "0.00001%", "0.000000000005")
    ]


def test_without_them_the_report_is_what_it_was(kota, run):
    plain = run("gap", "--format", "json").json
    both = run("gap", "--pareto", "--measures", "--format", "json").json
    assert {name: both[name] for name in plain} == plain
    assert run("gap", "--pareto").out.startswith(run("gap").out)


@pytest.mark.parametrize("given", [["--top", "1"], ["--format", "csv"], ["--format", "markdown"]])
def test_what_would_tell_of_some_rows_only_is_refused(kota, run, given):
    assert run("gap", "--pareto", *given).code == 2


def test_nobody_uncovered(project, run):
    project({"data/population.csv": POPULATION, "data/participants.csv": POPULATION.replace("workers", "participants")})
    assert "No row has fewer participants than workers." in run("gap", "--pareto").out


@pytest.mark.parametrize(
    ("participants", "options", "said"),
    [
        ("kota,a,2025,100\n", (), "None of the rows that are shown has fewer participants than workers."),
        ("kota,a,2025,3\nkota,b,2025,2\n", ("--suppress", "50"), "No row shows who is uncovered."),
        (
            "kota,a,2025,3\nkota,b,2025,2\n",
            (),
            "Of the 395 uncovered in the 2 segments shown, at least 80% are in 2 of them.",
        ),
    ],
)
def test_of_rows_that_are_not_shown_nothing_is_claimed(project, run, participants, options, said):
    head = "branch,segment,period,participants\n"
    project({"data/population.csv": POPULATION, "data/participants.csv": head + participants})
    out = run("gap", "--pareto", *options).out
    assert said in out
    assert "No row has fewer participants than workers.\n" not in out


@pytest.mark.parametrize(
    ("count", "said"),
    [(30, "Of the 70 uncovered in the 1 branch shown, at least 80% are in 1 of them."),
     (100, "None of the rows that are shown has fewer participants than workers.")],
)  # fmt: skip
def test_a_row_over_some_segments_does_not_show_who_is_uncovered(project, run, count, said):
    project({"data/population.csv": "branch,segment,period,workers\nk,a,2025,100\nk,b,2025,90\n",
             "data/participants.csv": f"branch,segment,period,participants\nk,a,2025,{count}\n"})  # fmt: skip
    out = run("gap", "--by", "branch", "--pareto").out
    assert said in out
    assert "for the rest, workers or participants are missing: k (1 of 2 segments)." in out


def test_a_row_where_nobody_works_leaves_the_whole_known(project, run):
    project({"data/population.csv": POPULATION.replace("d,2025,50", "d,2025,0"), "data/participants.csv": PARTICIPANTS})
    assert "At least 80% of the 260 uncovered are in 1 of 3 segments." in run("gap", "--pareto").out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--by", "branch"), "2 branches."),
        (("--by", "segment"), "2 segments."),
        (("--by", "branch,segment"), "3 segments."),
        (("--by", "sector"), "2 rows."),
        (("--by", "branch", "--lang", "id"), "2 cabang."),
    ],
)
def test_what_holds_the_uncovered_is_called_by_its_kind(project, run, options, said):
    rows = ["b,x,2025,{},1", "b,y,2025,{},1", "c,x,2025,{},2"]
    head = "branch,segment,period,{},sector\n"
    project({
        "config/sources.yaml": "dimensions: [sector]\ninputs:\n  - {kind: population, files: data/population.csv}\n"
        "  - {kind: participants, files: data/participants.csv}\n",
        "data/population.csv": head.format("workers") + "".join(f"{row.format(90)}\n" for row in rows),
        "data/participants.csv": head.format("participants") + "".join(f"{row.format(9)}\n" for row in rows),
    })  # fmt: skip
    assert said in run("gap", "--pareto", *options).out


@pytest.mark.parametrize(
    ("by", "names"), [("segment", "ab"), ("branch,segment", ("b / a", "b / b", "c / a")), ("branch", "bc")]
)
def test_rows_are_called_by_what_tells_them_apart(project, run, by, names):
    rows = "b,a,2025,{}\nb,b,2025,{}\nc,a,2025,{}\n"
    project({
        "data/population.csv": "branch,segment,period,workers\n" + rows.format(90, 90, 90),
        "data/participants.csv": "branch,segment,period,participants\n" + rows.format(9, 8, 7),
    })  # fmt: skip
    found = run("gap", "--by", by, "--pareto", "--format", "json").json
    assert sorted(one["name"] for one in found["pareto"]["holders"]) == list(names)


def test_a_rate_that_is_left_out_is_not_called_unknown(project, run):
    few = PARTICIPANTS.replace("90", "2").replace("60", "1")
    project({"data/population.csv": POPULATION, "data/participants.csv": few})
    assert run("gap", "--suppress", "30").out.startswith("The rate of kota is left out (--suppress)\n")


def test_the_chart_and_the_table_have_one_order_for_equal_rows(project):
    project({
        "data/population.csv": "branch,segment,period,workers\nk,a,2025,100\nk,b,2025,50\nk,c,2025,200\n",
        "data/participants.csv": "branch,segment,period,participants\nk,a,2025,60\nk,b,2025,10\nk,c,2025,160\n",
    })  # fmt: skip
    report = gap(sort="gap")
    assert [row.segment for row in report.rows] == ["b", "a", "c"]
    assert drawn_holders(report, words("en")) == list(report.pareto())
    assert [one.name for one in report.pareto()] == ["a", "b", "c"]
    first, others = drawn_holders(report, words("en"), 2)
    assert first == report.pareto()[0]
    assert (others.name, others.uncovered, others.share, others.cumulative_share) == ("2 others", 80, Fraction(2, 3), 1)


@pytest.mark.parametrize(
    ("lacking", "said", "shown"),
    [
        (
            (20000, 20000, 20000, 19960, 12000, 8040),
            "At least 80% of the 100,000 uncovered are in 5 of 6 segments.",
            ["20.0%", "40.0%", "60.0%", "79.96%", "92.0%", "100.0%"],
        ),
        ((100000, 30), "At least 80% of the 100,030 uncovered are in 1 of 2 segments.", ["99.97%", "100.0%"]),
    ],
)
def test_no_cumulative_share_looks_like_one_that_it_is_short_of(project, run, tmp_path, lacking, said, shown):
    rows = "".join(f"kota,s{at},2025,{people}\n" for at, people in enumerate(lacking))
    none = "".join(f"kota,s{at},2025,0\n" for at in range(len(lacking)))
    project({
        "data/population.csv": f"branch,segment,period,workers\n{rows}",
        "data/participants.csv": f"branch,segment,period,participants\n{none}",
    })  # fmt: skip
    out = run("gap", "--pareto").out
    table = out[out.index(said) :].splitlines()[1:]
    assert [line.split()[-1] for line in table if line.endswith("%")] == shown
    run("export", "-o", "x.html", "-o", "t/", "--pareto")
    rows = (tmp_path / "t/pareto.csv").read_text().splitlines()[1:]
    assert [f"{row.split(',')[-1]}%" for row in rows] == shown
    page = (tmp_path / "x.html").read_text()
    assert f"cumulative {max(shown[:-1], key=len)})" in page
