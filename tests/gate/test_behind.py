"""Branches whose participants end before those of the others (X106), and the note on unlike dates."""

from __future__ import annotations

import pytest

from coverage_cli.analysis.rules.suggestions import Suggestions

MARCH = {"Mombasa": ["2025-02"], "Nairobi": ["2025-02", "2025-03"]}


@pytest.fixture
def delivered(project):
    """Writes a project in which each branch has these periods."""

    def write(periods, more=""):
        people = [f"{branch},{one},{at},50" for branch, ats in periods.items() for at in ats for one in ("pu", "bpu")]
        workers = [f"{branch},{one},2024,100" for branch in periods for one in ("pu", "bpu")]
        project(
            {
                "data/population.csv": "\n".join(["branch,segment,period,workers", *workers, ""]),
                "data/participants.csv": "\n".join(["branch,segment,period,participants", *people, more]),
            }
        )

    return write


@pytest.fixture
def behind(run):
    """What is said of branches that are behind, by a command."""

    def find(*arguments):
        report = run(*arguments, "--format", "json").json
        return [(one["line"], one["message"]) for one in report["findings"] if one["code"] == "X106"]

    return find


def test_a_branch_without_the_newest_period_is_told_once_at_its_newest_row(delivered, behind, run):
    delivered(MARCH)
    said = "participants of Mombasa end at 2025-02; 2025-03 was delivered by 1 of the other branches"
    assert behind("check") == behind("gap") == behind("gap", "--segment", "pu") == [(3, said)]
    assert run("check", "--strict").code == run("gap", "--strict").code == 1


@pytest.mark.parametrize(
    "asked", [("--period", "2025-02"), ("--branch", "Mombasa")], ids=["an earlier period", "it alone"]
)
def test_it_is_told_beside_newer_figures_only(delivered, behind, asked):
    delivered(MARCH)
    assert behind("gap", *asked) == []


@pytest.mark.parametrize(
    ("periods", "named"),
    [
        ({"A": ["2025-02"]}, []),
        ({"A": ["2025-03"], "B": ["2025-03"], "C": ["2024-12", "2025-02"]}, ["C"]),
        ({"A": ["2025-03"], "B": ["2025-02"], "C": ["2025-02"]}, []),  # one early delivery
        ({"A": ["2025-04"], "B": ["2025-03"], "C": ["2025-03"], "D": ["2025-02"]}, ["D"]),
        ({"A": ["2025-03"], "B": ["2025-03"], "C": ["2024"]}, []),  # years by design
        ({"A": ["2025-03"], "B": ["2025-03"], "C": ["2024", "2025-02"]}, ["C"]),
        ({"A": ["2025-03"], "B": ["2025-03"], "C": ["2025-Q1"]}, []),  # ends on the same day
    ],
)
def test_who_is_behind(delivered, behind, periods, named):
    delivered(periods)
    assert [message.split()[2] for _, message in behind("check")] == named


def test_nothing_is_concluded_from_rows_that_were_refused(delivered, behind):
    delivered(MARCH, "Mombasa,pu,2025-03,x\n")
    assert behind("check") == []


def test_the_note_on_unlike_dates_names_who_is_behind(delivered, run):
    delivered({f"B{at:02d}": ["2025-01"] for at in range(10)} | {"Nairobi": ["2025-03"], "Mombasa": ["2025-02"]})
    many = ", ".join(f"B{at:02d}" for at in range(8))
    notes = run("gap", "--format", "json").json["notes"]
    assert f"Participants: 2025-03; 2025-02: Mombasa; 2025-01: {many}, 2 others." in " ".join(notes)
    assert f"Participants: 2025-02; none of {many}, 3 others." in run("gap", "--period", "2025-02").out


@pytest.mark.parametrize("severity", ["warning", "error"])
def test_none_are_missing_where_absent_means_none(delivered, project, run, severity):
    """As the hint of X102 has it, whatever the project makes of the rule; in `export` too, whose trend has its own."""
    delivered({"A": ["2025-01", "2025-02"]})
    people = "branch,segment,period,participants\nA,pu,2025-01,50\nA,pu,2025-02,51\n"
    project({"data/participants.csv": people, "config/checks.yaml": f"severity: {{X102: {severity}}}\n"})
    assert "X102" in run("gap", "--strict").err
    for command in (("gap", "--format", "json"), ("export", "--output", "x.html")):
        ran = run(*command, "--strict", "--missing", "zero")
        assert (ran.code, "X102" in ran.out + ran.err) == (0, False)


@pytest.mark.parametrize(
    ("periods", "asked", "code"),
    [
        ({"A": ["2025-01", "2025-02", "2025-03"], "B": ["2025-01", "2025-03"]}, "2025-02", "X102"),  # a hole
        ({"A": ["2025-01", "2025-02"], "B": ["2025-01"], "C": ["2025-01"]}, "2025-02", "X102"),  # one early delivery
        ({"A": ["2025-02"], "B": ["2024"]}, "2025-02", "X102"),  # years by design
        ({"A": ["2025-02"], "B": []}, "2025-02", "X102"),  # never anything: told by its newest vintage
        ({"A": ["2025-01", "2025-02"], "B": ["2025-01"]}, "2025-02", "X106"),
    ],
)
def test_who_asks_for_a_period_is_told_which_branches_lack_it(delivered, project, run, periods, asked, code):
    """By the rule that tells it of the whole project, where one does, so that one exception is enough."""
    delivered(periods)
    project({"config/checks.yaml": 'severity: {D107: "off"}\n'})
    asked = ("gap", "--period", asked, "--fail-under", "30%", "--lang", "en")
    found = run(*asked, "--format", "json").json["findings"]
    assert {one["code"] for one in found if one["code"] in {"X102", "X106"}} == {code}
    assert len({one["line"] for one in found}) == len(found)
    promised = "with --strict the run fails until the others are there"
    assert (run(*asked).code, promised in run(*asked).err) == (0, True)
    assert run(*asked[:3], "--strict", "--missing", "zero").code == 0
    assert run(*asked, "--strict").code == run("export", *asked[1:3], "-o", "x.csv", "--strict").code == 1
    entry = "{code: %s, branch: %s, reason: awaited, owner: desk, expiry: 2999-12-31}"
    entries = ", ".join(entry % (code, branch) for branch in periods if branch != "A")
    project({"config/exceptions.yaml": f"exceptions: [{entries}]\n"})
    for strict in ((), ("--strict",)):
        ran = run(*asked, *strict)
        assert (ran.code, promised in ran.err) == (0, False)
        assert "what the others lack is excepted or switched off, so --strict does not fail for it" in ran.err
    assert run("check").out.count("E101") == 0


def test_of_an_older_period_a_branch_lacks_what_it_never_delivered_and_no_row_that_was_refused(project, run):
    """A row that cannot be read is there; and a branch whose segment is called a total lacks it as any other does."""
    workers = [f"{row},100" for row in ("A,pu,2024", "B,pu,2024", "B,pu,2025", "C,pu,2023", "D,Total,2024")]
    people = ("A,pu,2024-06,50", "A,pu,2025-06,51", "C,pu,2024-06,-5", "C,pu,2023-06,50", "D,Total,2025-06,50")
    entry = "{code: V104, branch: C, reason: asked, owner: desk, expiry: 2999-12-31}"
    project(
        {
            "data/population.csv": "\n".join(["branch,segment,period,workers", *workers, ""]),
            "data/participants.csv": "\n".join(["branch,segment,period,participants", *people, ""]),
            "config/exceptions.yaml": f"exceptions: [{entry}]\n",
        }
    )
    asked = ("gap", "--format", "json", "--today", "2026-01-01", "--period")
    found = run(*asked, "2024-06").json["findings"]
    assert [(one["code"], one["line"]) for one in found] == [("X102", 3), ("X102", 6)]


@pytest.mark.parametrize("severity", ["warning", "error"])
def test_what_is_missing_is_judged_with_what_is_shown(delivered, project, run, severity):
    """A segment that another period lacks forbids nothing here; a late branch has none where absent means none."""
    delivered({"A": ["2025-01", "2025-02", "2025-03"], "B": ["2025-01", "2025-02"]})
    people = [f"{branch},{one},2025-0{at},{50 + at}" for branch in "AB" for at in (1, 2, 3) for one in ("pu", "bpu")]
    gone = {"A,bpu,2025-02,52", "B,pu,2025-03,53", "B,bpu,2025-03,53"}
    rows = ["branch,segment,period,participants", *(row for row in people if row not in gone), ""]
    checks = f"severity: {{X102: {severity}, X106: {severity}}}\n"
    project({"data/participants.csv": "\n".join(rows), "config/checks.yaml": checks})
    asked = ("gap", "--strict", "--format", "csv", "--period")
    assert run(*asked, "2025-01").code == 0
    assert "X102 A / bpu" in run(*asked, "2025-02").err
    assert run(*asked, "2025-02", "--segment", "pu").code == run(*asked, "2025-02", "--missing", "zero").code == 0
    assert "X106" in run(*asked, "2025-03").err
    assert run(*asked, "2025-03", "--missing", "zero").code == 0
    assert "X106" in run(*asked, "latest", "--missing", "zero").err, "an older figure stands beside newer ones"


@pytest.mark.parametrize(
    ("vintages", "delivered_in", "found"),
    [
        ({"A": ["2024", "2025"], "B": ["2024", "2025"], "C": ["2024"]}, "2025-09", [("C", 2)]),
        ({"A": ["2024", "2025"], "B": ["2024"], "C": ["2024"]}, "2025-09", []),  # most lack it
        ({"A": ["2024", "2025"], "B": ["2024", "2025"], "C": ["2023"]}, "2025-09", []),  # has dates of its own
        ({"A": ["2024", "2025"], "B": ["2024", "2025"], "C": ["2024"]}, "2024-09", []),  # nothing rests on it
        ({"A": ["2024", "2025"], "B": ["2024", "2025"], "C": ["2024"], "Total": ["2024"]}, "2025-09", [("C", 2)]),
    ],
)
def test_a_branch_whose_workers_end_before_others_is_told(project, run, vintages, delivered_in, found):
    """Its rate would rest on an older vintage than those it is added to."""
    workers = [f"{branch},pu,{at},{at}" for branch, ats in vintages.items() for at in ats]
    people = [f"{branch},pu,{delivered_in},50" for branch in vintages if branch != "Total"]
    project(
        {
            "data/population.csv": "\n".join(["branch,segment,period,workers", *workers, ""]),
            "data/participants.csv": "\n".join(["branch,segment,period,participants", *people, ""]),
        }
    )
    said = "workers of {} end at 2024; 2025 is there for {} of the other branches"
    told = [one["message"] for one in run("check", "--format", "json").json["findings"] if one["code"] == "X107"]
    assert told == [said.format(*one) for one in found]
    if found and "Total" not in vintages:
        assert "X107" in run("gap").out
        assert "X107" not in run("gap", "--branch", "A").out


def test_branches_that_lack_one_and_the_same_vintage_are_told_of_together(project, run):
    """A table of many branches that was not updated is one mistake; exceptions and tables are of single branches."""
    behind = [f"B{at:02}" for at in range(10)]
    current = [f"C{at:02}" for at in range(12)]
    head = "branch,segment,period,"
    old = [f"{name},pu,2024,20{name[1:]}17" for name in (*behind, *current)]
    new = [f"{name},pu,2025,21{name[1:]}25" for name in current]
    people = [f"{name},pu,2025-09,5{name[1:]}" for name in (*behind, *current)]
    tables = {
        "data/population.csv": "\n".join([head + "workers", *old, *new, ""]),
        "data/participants.csv": "\n".join([head + "participants", *people, ""]),
    }
    project(tables)
    check = ("check", "--today", "2025-12-01")
    (told,) = run(*check, "--format", "json").json["findings"]
    assert (told["code"], told["line"]) == ("X107", 2)
    assert told["message"] == (
        "workers of 10 branches (B00, B01, B02, B03, B04, B05, B06, B07, 2 others) end at 2024; "
        "2025 is there for 12 of the other branches"
    )
    assert "pekerja 10 cabang (B00, B01" in run(*check, "--lang", "id").out
    assert "workers of B08 end at 2024" in run("gap", "--branch", "B08", "--branch", "C01").out
    assert "workers of 2 branches (B08, B09) end at 2024" in run("gap", "--branch", "B08", "--branch", "B09").out
    awaited = "exceptions:\n- {code: X107, branch: B00, reason: awaited, owner: desk, expiry: 2025-12-31}\n"
    project({"config/exceptions.yaml": awaited})
    assert "data/population.csv:3:8: warning X107 workers of 9 branches (B01, B02" in run(*check).out
    project({"config/checks.yaml": "severity: {X107: error}\n"})
    assert "error X107 workers of 9 branches (B01" in run("gap", "--today", "2025-12-01").err
    # In files of their own, each is a mistake of its own.
    first = "\n".join([head + "workers", *old[:1], ""])
    rest = "\n".join([head + "workers", *old[1:], *new, ""])
    project({"data/population.csv": first, "data/population-2.csv": rest, "config/exceptions.yaml": "exceptions: []\n"})
    assert [one["path"] for one in run(*check, "--format", "json").json["findings"]] == [
        "data/population-2.csv", "data/population.csv",
    ]  # fmt: skip


def test_branches_without_the_period_are_told_beside_it_in_the_order_of_the_table(delivered, run):
    delivered({"zeta": ["2025-03", "2025-04"], "Mombasa": ["2025-03"], "Bali": ["2025-03"], "alor": ["2025-03"]})
    assert (
        "\n • Workers: as of 2024; basis: not stated. Participants: 2025-03.\n" in run("gap", "--period", "2025-03").out
    )
    told = "Participants: 2025-04; none of alor, Bali, Mombasa.\n"
    assert told in run("gap", "--period", "2025-04").out
    assert "Participants: 2025-04; none of Bali.\n" in run("gap", "--period", "2025-04", "-b", "Bali").out
    assert "Participants: 2025-04; 2025-03: alor, Bali, Mombasa.\n" in run("gap").out


def test_the_nearest_name_is_looked_for_once_for_a_branch_without_participants(project, run, monkeypatch):
    """Not for each of its rows: half of a million rows without participants took an hour."""
    asked, near = [], Suggestions.near
    monkeypatch.setattr(Suggestions, "near", lambda self, *key: asked.append(key[0]) or near(self, *key))
    rows = [f"{branch},{segment},2025-01" for branch in "abc" for segment in ("pu", "bpu", "x")]
    project({
        "data/population.csv": "branch,segment,period,workers\n" + "".join(f"{row},100\n" for row in rows),
        "data/participants.csv": "branch,segment,period,participants\n" + "".join(f"{row},60\n" for row in rows[:3]),
    })  # fmt: skip
    assert run("check").out.count("X102") == 6
    assert asked == ["b", "c"]


@pytest.mark.parametrize(
    "way", ["values: {branch: {B: A}}\n    aggregate: sum", "leave_out: {branch: B}"], ids=["values", "leave_out"]
)
def test_people_of_a_branch_that_another_one_took_over_count_once(project, run, way):
    """Both ways that the hint names lead out of it."""
    rows = ["A,pu,2024,1000", "B,pu,2024,500", "C,pu,2024,700", "A,pu,2025,1510", "C,pu,2025,710"]
    files = {
        "data/population.csv": "\n".join(["branch,segment,period,workers", *rows, ""]),
        "data/participants.csv": "\n".join(["branch,segment,period,participants", *rows, ""]),
    }
    project(files)
    shown = ("gap", "--by", "branch", "--format", "json", "--today", "2026-01-01")
    before = run(*shown).json
    assert (before["totals"][-1]["workers"], before["findings"][0]["code"]) == (2720, "X106")
    assert "where another branch took this one over" in run("check").out
    inputs = "".join(
        f"  - kind: {one}\n    files: data/{one}.csv\n    {way}\n" for one in ("population", "participants")
    )
    project({**files, "config/sources.yaml": f"inputs:\n{inputs}"})
    after = run(*shown).json
    assert after["totals"][-1]["workers"] == 2220
    assert "X106" not in {one["code"] for one in after["findings"]}


@pytest.mark.parametrize(
    ("period", "left"), [("2025", []), ("2024", []), ("2023", ["E101", "X107"]), ("2026", ["E101", "X107"])]
)
def test_an_older_vintage_is_excepted_by_either_period_that_is_told(project, run, period, left):
    """The one that is missing, so that the exception says nothing of those to come, and the one at the end."""
    ats = {"A": (2024, 2025), "B": (2024, 2025), "C": (2024,)}
    workers = [f"{name},pu,{at},{at}{no}" for no, name in enumerate(ats) for at in ats[name]]
    people = [f"{name},pu,2025-09,15{no}00" for no, name in enumerate(ats)]
    scope = f'{{code: X107, branch: C, period: "{period}", reason: awaited, owner: desk, expiry: 2026-12-31}}'
    project(
        {
            "data/population.csv": "\n".join(["branch,segment,period,workers", *workers, ""]),
            "data/participants.csv": "\n".join(["branch,segment,period,participants", *people, ""]),
            "config/exceptions.yaml": f"exceptions:\n- {scope}\n",
        }
    )
    found = run("check", "--format", "json", "--today", "2025-12-01").json["findings"]
    assert sorted(one["code"] for one in found) == left
