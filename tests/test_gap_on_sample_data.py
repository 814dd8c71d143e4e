"""The shipped data gives the published headline."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT


def test_balikpapan_headline(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    ran = run("gap", "--branch", "balikpapan", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    (total,) = ran.json["totals"]
    assert (total["participants"], total["workers"]) == (97455, 145455)
    assert total["rate"] == 97455 / 145455
    assert round(total["gap_pp"], 1) == 13.0
    assert (total["uncovered"], total["shortfall"], total["complete"]) == (48000, 18909, True)


def test_the_headline_says_which_branches_and_segments_it_is_about(run, monkeypatch):
    monkeypatch.chdir(ROOT)

    def headline(*options):
        return run("gap", *options).out.splitlines()[0]

    assert headline("--branch", "balikpapan", "--segment", "pu").startswith("pu only: Balikpapan covers 85.3%")
    assert headline("--segment", "pu", "--lang", "id").startswith("Hanya pu: Balikpapan melindungi 85,3%")
    assert headline("--branch", "balikpapan").startswith("Balikpapan covers 67.0%")
    both = headline("--branch", "balikpapan", "--branch", "samarinda")
    assert both == headline()
    assert both.startswith("All branches together cover 48.2%")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("a b", "a + b together cover 50.0% of 200 workers; 60 more enrolments reach 80%"),
        ("a b c d", "4 branches together cover 50.0% of 200 workers in 2 of 4 segments; 60 more enrolments reach"),
        ("c d", "The rate of c + d is not known"),
        ("c d e f", "The rate of 4 branches is not known"),
        ("a c --suppress 60", "The rate of a + c is left out (--suppress)"),
        ("a b c d e f g", "All branches together cover 50.0%"),
    ],
)
def test_what_is_said_of_chosen_branches_is_not_said_of_all(project, run, chosen, said):
    workers = "".join(f"{branch},pu,2025,100\n" for branch in "abcdefg")
    people = PEOPLE + "".join(f"{branch},pu,2025,50\n" for branch in "abg")
    project({"data/population.csv": WORKERS + workers, "data/participants.csv": people})
    branches, *options = chosen.split(" --")
    asked = [part for branch in branches.split() for part in ("--branch", branch)]
    asked += f"--{options[0]}".split() if options else []
    assert run("gap", *asked).out.startswith(said)


def test_a_plan_and_a_trend_of_a_segment_say_so(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    planned = run("plan", "--branch", "balikpapan", "--segment", "traders", "--by", "2026-12").out
    assert planned.startswith("traders only: balikpapan: 80% by 2026-12 takes 7,500 enrolments")
    note = "Only these segments are in the rows and totals: {}."
    assert note.format("traders") in planned
    for lines in (("--across-bases",), ("--format", "json", "--across-bases")):
        assert note.format("pu") in run("trend", "--branch", "balikpapan", "--segment", "pu", *lines).out
    assert "Only these" not in run("plan", "--branch", "balikpapan", "--by", "2026-12").out


def test_the_note_lists_chosen_segments_by_name_however_they_were_asked_for(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    names = ["bpu", "jakon", "pu", "traders"]
    asked = [option for name in reversed(names) for option in ("--segment", name)]
    assert "Only these segments are in the rows and totals: bpu, jakon, pu, traders." in run("gap", *asked).out


WORKERS = "branch,segment,period,workers\n"
PEOPLE = "branch,segment,period,participants\n"


def test_a_total_of_some_segments_says_nothing_of_the_others(project, run):
    workers = WORKERS + "taita,formal,2024,400\ntaita,informal,2024,200\ntaita,farms,2024,300\n"
    project({"data/population.csv": workers, "data/participants.csv": PEOPLE + "taita,formal,2025-03,380\n"})
    assert run("gap").out.startswith(
        "Taita covers 95.0% of 400 workers in 1 of 3 segments; the target of 80% is met there"
    )
    project({"data/participants.csv": PEOPLE + "taita,formal,2025-03,300\n"})
    assert "in 1 of 3 segments; 20 more enrolments reach 80% there\n" in run("gap").out


def test_a_branch_without_participants_stands_on_the_vintage_of_the_others(project, run):
    """The one that starts last, though a longer one ends later; and which of them ends last is nobody's question."""
    vintages = "{0},pu,2025,111\n{0},pu,2025-06,222\n{0},pu,2025-12,333\n"
    project({
        "data/population.csv": WORKERS + vintages.format("silent") + vintages.format("heard"),
        "data/participants.csv": PEOPLE + "heard,pu,2025-12,50\n",
    })  # fmt: skip
    ran = run("gap", "--format", "json", "--by", "branch")
    assert {row["branch"]: row["workers"] for row in ran.json["rows"]} == {"heard": 333, "silent": 333}


def test_a_branch_that_nobody_asks_for_stops_no_count_of_persons(project, run):
    persons = "participant_id,branch,segment,status,period\n"
    persons += "1,alpha,pu,active,2025-03\n2,beta,pu,active,2025-03\n2,beta,pu,active,2025-Q1\n"
    project({
        "data/population.csv": WORKERS + "alpha,pu,2024,10\nbeta,pu,2024,10\n",
        "data/participants.csv": persons,
    })  # fmt: skip
    assert (
        run("gap", "--branch", "alpha", "--format", "csv").out.splitlines()[1].startswith("alpha,pu,2025-03,2024,10,1,")
    )
    ran = run("gap")
    assert (ran.code, "has two readings, 2025-Q1 and 2025-03" in ran.err) == (2, True)


def test_a_total_stands_on_the_dates_of_what_it_counts(project, run):
    """Whichever branch comes first: one whose participants are missing has a vintage, and no part in the rate."""
    for silent, heard in ("BA", "AB"):
        project({
            "data/population.csv": WORKERS + f"{heard},pu,2025-01,1000\n{silent},pu,2024-01,800\n",
            "data/participants.csv": PEOPLE + f"{heard},pu,2025-01,900\n",
        })  # fmt: skip
        report = run("gap", "--format", "json", "--by", "segment").json
        for row in (*report["rows"], *report["totals"]):
            assert (row["period"], row["population_period"], row["workers"]) == ("2025-01", "2025-01", 1000)
            assert row["flags"] == ["incomplete"]
        alone = run("gap", "--format", "json", "--branch", silent).json["rows"][0]
        assert (alone["period"], alone["population_period"]) == (None, "2024-01")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Workers: as of 2024, 2025; basis: not stated. Participants: 2025-06; 2025-03: A."),
        (("--segment", "bpu"), "Workers: as of 2024; basis: not stated. Participants: 2025-03."),
        (("--segment", "pu"), "Workers: as of 2025; basis: not stated. Participants: 2025-06."),
        (("--segment", "pmi"), "Workers: as of 2024; basis: not stated. Participants: 2025-03; none of A."),
    ],
)
def test_the_dates_are_those_of_branches_that_have_a_chosen_segment(project, run, options, said):
    """Figures of A alone, of 2025-03, were said to stand on workers of 2025 and participants of 2025-06 too."""
    project({
        "data/population.csv": WORKERS + "A,bpu,2024,800\nA,pmi,2024,50\nB,pu,2025,900\n",
        "data/participants.csv": PEOPLE + "A,bpu,2025-03,500\nB,pu,2025-06,600\n",
    })  # fmt: skip
    assert f" • {said}\n" in run("gap", *options).out


def test_a_total_whose_rows_are_left_out_stands_under_the_name_of_its_branch(project, run):
    branches = {"A": (1000, 900), "B": (800, 700), "C": (10, 3)}
    project({
        "data/population.csv": WORKERS + "".join(f"{name},pu,2025,{count}\n" for name, (count, _) in branches.items()),
        "data/participants.csv": PEOPLE + "".join(f"{name},pu,2025,{count}\n" for name, (_, count) in branches.items()),
    })  # fmt: skip
    shown = [line.split()[:2] for line in run("gap", "--top", "1").out.splitlines()[4:12]]
    assert shown == [
        *(["A"], ["pu", "1,000"], ["Total", "1,000"], ["B"], ["Total", "800"], ["C"], ["Total", "10"]),
        ["Grand", "total"],
    ]
