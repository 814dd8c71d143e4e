"""Participants of unlike programmes in one period, which a total would add up (D115)."""

from __future__ import annotations

import csv

import pytest

ROWS = {("Berau", "pu"): "JKK", ("Berau", "bpu"): "JKK", ("Kutai", "pu"): "JKK", ("Kutai", "bpu"): "JKK"}


@pytest.fixture
def found(project, run):
    def go(*command, **named):
        programmes = ROWS | {tuple(key.split("_")): name for key, name in named.items()}
        workers = [f"{branch},{segment},2025-09,100" for branch, segment in programmes]
        people = [
            f"{branch},{segment},2025-09,{name},5{n}" for n, ((branch, segment), name) in enumerate(programmes.items())
        ]
        project(
            {
                "data/population.csv": "\n".join(["branch,segment,period,workers", *workers, ""]),
                "data/participants.csv": "\n".join(["branch,segment,period,programme,participants", *people, ""]),
            }
        )
        ran = run(*(command or ("check",)), "--format", "json")
        return [(one["line"], one["message"]) for one in ran.json["findings"] if one["code"] == "D115"]

    return go


def said(key, name):
    others = "where most rows of 2025-09 are of another; totals add them up"
    return f'{key} / 2025-09: participants of the programme "{name}", {others}'


def test_a_branch_of_another_programme_is_told_once_at_its_first_row(found):
    other = [(5, said("Kutai / bpu", "JKN"))]
    assert found(Kutai_pu="JKN", Kutai_bpu="JKN") == other
    assert found("gap", Kutai_pu="JKN", Kutai_bpu="JKN") == other
    assert found("gap", "--branch", "Berau", Kutai_pu="JKN", Kutai_bpu="JKN") == []


def test_a_segment_of_another_programme_is_told(found):
    assert found(Berau_bpu="JKN") == [(3, said("Berau / bpu", "JKN"))]


@pytest.mark.parametrize("name", ["jkk", "JKK ", ""])
def test_one_programme_in_two_spellings_or_none_is_no_other(found, name):
    assert found(Kutai_pu=name) == []


YEARS = """branch,segment,period,programme,participants
Berau,pu,2024-09,{0},40
Berau,pu,2025-08,{1},50
Berau,pu,2025-09,{2},60
"""
WORKERS = "branch,segment,period,workers\nBerau,pu,2024-01,100\n"


@pytest.fixture
def over_time(project):
    def go(*programmes, **files):
        contents = {"data/population.csv": WORKERS, "data/participants.csv": YEARS.format(*programmes)}
        project(contents | {name.replace("__", "/") + ".yaml": text for name, text in files.items()})

    return go


def changed(earlier, name, former, period="2025-09"):
    rest = f'where those of {earlier} are of "{former}"; a change from one to the other is no trend'
    return f'Berau / pu / {period}: participants of the programme "{name}", {rest}'


@pytest.mark.parametrize(
    ("programmes", "found"),
    [
        (("JKK", "JKK", "JKN"), [(4, changed("2025-08", "JKN", "JKK"))]),
        (("JKN", "JKK", "jkk"), [(3, changed("2024-09", "JKK", "JKN", "2025-08"))]),
        (("JKK", "", "JKN"), [(4, changed("2024-09", "JKN", "JKK"))]),
        (("JKK", "jkk ", ""), []),
        (("", "", "JKN"), []),
    ],
)
def test_another_programme_than_before_is_told_at_its_row(over_time, run, programmes, found):
    over_time(*programmes)
    for command in ("check", "trend"):
        told = [one for one in run(command, "--format", "json").json["findings"] if one["code"] == "D116"]
        assert [(one["line"], one["message"]) for one in told] == found


@pytest.mark.parametrize(
    ("programmes", "changes"),
    [(("JKK", "JKK", "JKN"), [10.0, None]), (("JKN", "JKK", "jkk"), [None, 10.0]), (("JKK", "", "JKN"), [10.0, 10.0])],
)
def test_a_trend_shows_no_change_from_one_programme_to_another(over_time, run, programmes, changes):
    """A row that names none is not asked."""
    over_time(*programmes)
    rows = list(csv.DictReader(run("trend", "--totals", "--by", "segment", "--format", "csv").out.splitlines()))
    for name in ("change_pp", "participants_effect_pp", "enrolled"):
        found = [row[name] for row in rows if row["period"] != "2024-09"]
        assert [float(text) if text else None for text in found] == changes * (len(found) // 2)
    unlike = ["2024-09 to 2025-08", "2025-08 to 2025-09"]
    out = " ".join(run("trend").out.split())
    for span, change in zip(unlike, changes, strict=True):
        told = f"({span}): no change is shown, because participants of unlike programmes are counted at both ends."
        assert (told in out) is (change is None)


def test_each_segment_may_have_a_programme_of_its_own(project, run):
    rows = [
        f"Berau,{cell},2025-0{month},{name},50" for month in (8, 9) for cell, name in (("pu", "JKK"), ("bpu", "JKM"))
    ]
    project(
        {
            "data/population.csv": WORKERS + "Berau,bpu,2024-01,100\n",
            "data/participants.csv": "\n".join(["branch,segment,period,programme,participants", *rows, ""]),
        }
    )
    told = [one["code"] for one in run("check", "--format", "json").json["findings"]]
    assert ("D115" in told, "D116" in told) == (True, False)


@pytest.mark.parametrize(
    ("programmes", "pace", "passed"),
    [
        (("JKK", "JKK", "JKK"), {"per_month": 20 / 12, "from": "2024-09"}, None),
        (("JKN", "JKK", "JKK"), {"per_month": 10, "from": "2025-08"}, "2024-09"),
        (("", "JKK", "JKK"), {"per_month": 20 / 12, "from": "2024-09"}, None),
        (("JKK", "JKK", "JKN"), None, "2024-09, 2025-08"),
    ],
)
def test_no_pace_is_taken_from_two_programmes(over_time, run, programmes, pace, passed):
    over_time(*programmes)
    plan = run("plan", "--by", "2026-12", "--target", "80%", "--format", "json")
    assert (plan.json["pace"] and {name: plan.json["pace"][name] for name in pace}) == pace
    shown = " ".join(run("plan", "--by", "2026-12", "--target", "80%").out.split())
    told = f"Not taken for the present pace: {passed}; participants are of another programme there than in 2025-09."
    assert (told in shown) is bool(passed), shown
    assert ("no other earlier month has the same segments" in shown) is (pace is None)


@pytest.mark.parametrize(
    ("name", "said"),
    [("JKK", "Programme of the participants: JKK."), ("", None)],
)
def test_a_report_says_whose_participants_it_counts(over_time, run, name, said):
    over_time("JKN", "JKN", name)
    for form in ("table", "markdown", "html"):
        assert (str(said) in " ".join(run("gap", "--format", form).out.split())) is bool(said)
    assert (said in run("gap", "--format", "json").json["notes"]) is bool(said)
    assert "Program peserta: JKN." in run("gap", "--period", "2025-08", "--lang", "id").out
    plan = run("plan", "--by", "2027", "--target", "80%", "--pace", "5").out
    assert (str(said) in " ".join(plan.split())) is bool(said)
    both = "JKK, JKN." if name else "JKN; of some not stated."
    assert f"Programme of the participants: {both}" in run("trend").out


def test_a_constant_names_a_programme_too(project, run):
    constant = "inputs:\n  - {kind: population, files: data/population.csv}\n"
    constant += "  - {kind: participants, files: data/participants.csv, constants: {programme: JHT}}\n"
    rows = "\n".join(line.rpartition(",{")[0] + "," + line.rpartition(",")[2] for line in YEARS.splitlines()[1:])
    project(
        {
            "data/population.csv": WORKERS,
            "data/participants.csv": f"branch,segment,period,participants\n{rows}\n",
            "config/sources.yaml": constant,
        }
    )
    assert "Programme of the participants: JHT." in run("gap").out
