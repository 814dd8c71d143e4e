"""Participants of unlike programmes, in one period (D115) or one after the other (D116); of counts and of persons."""

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
    others = "where other rows of 2025-09 are of another; totals take them together"
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


def test_of_as_many_rows_of_two_programmes_those_of_the_later_name_are_told(found):
    both = [(2, said("Berau / pu", "JKN")), (4, said("Kutai / pu", "JKN"))]
    assert found(Berau_pu="JKN", Kutai_pu="JKN") == both
    assert found(Berau_bpu="JHT", Kutai_bpu="JHT") == [(2, said("Berau / pu", "JKK")), (4, said("Kutai / pu", "JKK"))]


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
        told = f"({span}): no change is shown, because participants of the later period are of another programme."
        assert (told in out) is (change is None)


@pytest.mark.parametrize(
    ("programmes", "codes"),
    [(("JKK", "JKK", "JKN"), ["D116"]), (("JKK", "JKK", ""), ["D106"]), (("", "", "JKN"), ["D106"])],
)
def test_a_leap_from_one_programme_to_another_is_told_as_that_alone(over_time, project, run, programmes, codes):
    over_time(*programmes)
    project({"data/participants.csv": YEARS.format(*programmes).replace(",60\n", ",90\n")})
    told = [(one["code"], one["line"]) for one in run("check", "--format", "json").json["findings"]]
    assert told == [(code, 4) for code in codes]


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


PERSONS = "participant_id,branch,segment,status,period,programme\n"
BOTH = "JKK+JKM"


@pytest.fixture
def listed(project, run):
    """What is told of persons: so many of each branch and month, each with a row for every programme that is named."""

    def go(*command, people=20, **named):
        rows = [
            f"{branch}{person},{branch},pu,active,2025-0{month},{programme}\n"
            for key, programmes in named.items()
            for branch, month in [key.split("_")]
            for person in range(people)
            for programme in programmes.split("+")
        ]
        branches = {key.split("_")[0] for key in named}
        workers = "".join(f"{branch},pu,2025-01,100\n" for branch in sorted(branches))
        persons = PERSONS + "".join(rows)
        project({"data/population.csv": WORKERS.partition("\n")[0] + "\n" + workers, "data/participants.csv": persons})
        ran = run(*(command or ("check",)), "--format", "json")
        return [
            (one["code"], persons.splitlines()[one["line"] - 1].split(",")[1], one["value"])
            for one in ran.json["findings"]
            if one["code"] in {"D115", "D116"}
        ]

    return go


def test_persons_of_another_programme_than_before_are_told(listed, run):
    months = {"a_8": BOTH, "a_9": "JHT", "b_8": BOTH, "b_9": "JHT+JP"}
    found = [("D116", "a", "JHT"), ("D116", "b", "JHT, JP")]
    assert listed(**months) == listed("trend", **months) == found
    assert "because participants of the later period are of another programme" in " ".join(run("trend").out.split())
    assert "Not taken for the present pace: 2025-08" in " ".join(
        run("plan", "--branch", "a", "--by", "2026-12", "--target", "80%").out.split()
    )


def test_persons_of_another_programme_than_most_are_told(listed):
    assert listed(a_9=BOTH, b_9="JKM+JKK+JP", c_9="JHT+JP") == [("D115", "c", "JHT, JP")]
    assert listed("gap", a_9=BOTH, b_9=BOTH, c_9="JHT") == [("D115", "c", "JHT")]
    assert listed("gap", "--suppress", "30", a_9=BOTH, b_9=BOTH, c_9="JHT") == []  # it says how many rows there are
    assert listed("gap", "--branch", "a", a_9=BOTH, b_9=BOTH, c_9="JHT") == []
    assert listed("gap", "--programme", "JHT", a_9=BOTH, b_9="JHT+JKK", c_9="JHT") == []


@pytest.mark.parametrize(
    "months",
    [
        {"a_8": BOTH, "a_9": "JKK+JKM+JHT", "b_8": "JKM", "b_9": "JKM+JHT"},  # one that is new
        {"a_9": BOTH, "b_9": BOTH, "c_9": "JKM+JHT"},  # they share one with all others
        {"a_8": BOTH, "a_9": "", "b_8": BOTH, "b_9": BOTH},  # no programme is named
        {"a_8": "JKK", "a_9": "jkk ", "b_8": "JKK", "b_9": "JKK"},
        {"a_8": "JKK", "a_9": "JHT", "b_9": "JKK", "people": 19},  # so few may be of it by chance
    ],
)
def test_persons_who_share_a_programme_are_of_no_other(listed, months):
    assert listed(**months) == []


WIDE = "branch,segment,period,Peserta JKK,Peserta JHT\nA,pu,2025,30,20\n"
LONG = "branch,segment,period,Jaminan,peserta\nA,pu,2025,JKK,30\nA,pu,2025,JHT,20\n"


@pytest.mark.parametrize(
    ("table", "said", "told"),
    [
        (WIDE, "wide: {to: note, columns: [Peserta JKK, Peserta JHT]}", True),
        (WIDE, "columns: {participants: Peserta JKK}, unused: [Peserta JHT]", False),
        (LONG, "unused: [Jaminan]", True),
        (LONG.replace("JHT", "JKK"), "unused: [Jaminan]", False),
        (LONG.replace("A,pu,2025,JHT", "A,bpu,2025,JHT"), "unused: [Jaminan]", False),
        (LONG, "", True),
    ],
)
def test_programmes_that_are_added_up_unnamed_are_refused(project, run, table, said, told):
    more = f", {said}" if said else ""
    inputs = f"  - {{kind: population, files: p.csv}}\n  - {{kind: participants, files: q.csv, aggregate: sum{more}}}\n"
    workers = "branch,segment,period,workers\nA,pu,2025,100\nA,bpu,2025,100\n"
    project({"config/sources.yaml": f"inputs:\n{inputs}", "p.csv": workers, "q.csv": table})
    assert run("check").out.count("error X105 ") == told
    assert run("gap").code == told
