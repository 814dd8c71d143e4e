"""Where two rules meet: what one of them settles, hides or counts is nothing that the other one said."""

from __future__ import annotations

from pathlib import Path

import pytest

from coverage_cli.analysis.sums import subtotals
from tests.gate.conftest import HEAD

TARGETS = "default: n\ntargets: {n: 80%}\n"
WORKERS = HEAD + "workers\n"
PEOPLE = HEAD + "participants\n"


def files(workers, people, **more):
    tables = {"data/population.csv": WORKERS + workers, "data/participants.csv": PEOPLE + people}
    return tables | {f"config/{name}.yaml": text for name, text in more.items()}


SOURCES = """inputs:
- {kind: population, files: data/population.csv}
- {kind: participants, files: data/participants.csv, missing: [c]}
"""


def test_what_is_declared_none_is_no_row_whose_count_is_missing(project, run):
    project(
        files("A,pu,2025,1000\nA,bpu,2025,900\n", "A,pu,2025,300\nA,bpu,2025,c\n", sources=SOURCES), targets=TARGETS
    )
    ran = run("gap", "--missing", "zero")
    assert "its participants row of 2025 has no count (data/participants.csv:3)" in ran.out
    assert "A / bpu: no count of participants; counted as 0" in ran.out
    assert run("gap", "--missing", "zero", "--strict").code == 1
    project(files("A,pu,2025,1000\nA,bpu,2025,900\n", "A,pu,2025,300\n"), targets=TARGETS)
    assert run("gap", "--missing", "zero", "--strict").code == 0


def test_an_expired_exception_excuses_what_check_finds_and_no_more(project, run):
    """What a table of one period would tell keeps an exception from being idle, and is none of its findings."""
    people = "".join(f"{branch},pu,2025-0{month},300\n" for branch, month in ("A1", "A2", "A3", "B1", "B3"))
    idle = "exceptions:\n- {code: X102, branch: B, segment: pu, reason: awaited, owner: desk, expiry: 2025-12-31}\n"
    both = idle + "- {code: X102, branch: Z, reason: awaited, owner: desk, expiry: 2025-12-31}\n"
    project(files("A,pu,2025,1000\nB,pu,2025,900\n", people, exceptions=both), targets=TARGETS)
    found = run("check", "--today", "2026-01-31").out
    assert "E102" not in found
    assert found.count("E101") == 1  # of Z


def test_the_exception_of_a_missing_month_says_nothing_of_the_next(project, run):
    """Its period was that of the workers, so whoever excused March missed April, also under --strict."""
    rows = [f"A,{segment},2025-0{month},{300 + month}\n" for month in (2, 3) for segment in ("pu", "bpu")]
    workers, people = "A,pu,2025,1000\nA,bpu,2025,900\n", "".join(rows[:3])
    project(files(workers, people), targets=TARGETS)
    assert run("check", "--write-exceptions", "--today", "2025-04-05").code == 0
    assert 'period: "2025-03"' in Path("config/exceptions.yaml").read_text()
    assert run("check", "--strict", "--today", "2025-04-05").code == 0
    project(files(workers, people + "A,pu,2025-04,305\n"), targets=TARGETS)
    for command in ("check", "gap"):
        ran = run(command, "--strict", "--today", "2025-05-05")
        assert ran.code == 1
        assert "no participants row of 2025-04" in ran.out + ran.err
        assert "no participants row of 2025-03" not in ran.out + ran.err
    assert run("gap", "--strict", "--period", "2025-03", "--today", "2025-05-05").code == 0


def test_a_missing_row_that_is_an_error_stops_what_shows_it_and_no_more(project, run):
    checks = "severity: {X102: error}\n"
    project(files("A,pu,2025,900\nA,bpu,2025,900\nB,pu,2025,80\n", "A,pu,2025,300\nB,pu,2025,8\n", checks=checks))
    for options, code in (((), 1), (("--branch", "A"), 1), (("--branch", "B"), 0), (("--segment", "pu"), 0)):
        assert run("gap", *options).code == code


def test_where_small_counts_are_left_out_only_files_of_persons_lose_their_lines(project, run):
    name = "K\u03bfta"  # a Greek letter in it
    head, row = "participant_id,branch,segment,status,period\n", f"{{}},{name},pu,active,2025\n"
    project({"data/population.csv": f"{WORKERS}{name},pu,2025,900\n",
             "data/participants.csv": head + "".join(row.format(at) for at in range(10, 60))})  # fmt: skip
    found = run("gap", "--suppress", "5", "--format", "json").json["findings"]
    assert [(one["code"], one["path"], one["line"]) for one in found] == [("V119", "data/population.csv", 2)]


def test_a_total_in_a_column_that_no_name_is_known_of_is_told(project, run):
    rows = "".join(
        f"A,pu,2025,{count},{sex}\n" for count, sex in ((600, "Male"), (500, "Female"), (1100, "Both sexes"))
    )
    sources = "inputs:\n- {kind: population, files: data/population.csv, aggregate: sum}\n"
    sources += "- {kind: participants, files: data/participants.csv}\n"
    project(files("", "A,pu,2025,300\n", sources=sources) | {
        "data/population.csv": WORKERS.replace("\n", ",kelamin\n") + rows
    }, targets=TARGETS)  # fmt: skip
    ran = run("gap")
    assert ran.code == 1
    assert "K102" in ran.err
    population = next(one for one in run("check", "--format", "json").json["files"] if one["kind"] == "population")
    assert (population["rows"], population["used"], population["reported"]) == (3, 2, 1)


@pytest.mark.parametrize(("name", "found"), [("TotalEnergies", False), ("Total-Pekerja", True)])
def test_a_word_within_a_name_says_nothing_beside_one_other(project, run, name, found):
    project(
        files(f"A,{name},2025,1200\nA,Pertamina,2025,1200\n", f"A,{name},2025,700\nA,Pertamina,2025,600\n"),
        targets=TARGETS,
    )
    assert ("K102" in run("check").out) is found


def test_names_that_stand_in_one_place_are_not_held_against_all_before_them(project, run, monkeypatch):
    seen = []
    monkeypatch.setattr(subtotals, "is_sum", lambda *given: seen.append(given) or False)
    rows = "".join(
        f"district {at},village {at}-{one},2025,{10**9 + at % 7 + one}\n" for at in range(200) for one in range(10)
    )
    project(files(rows, rows.replace(",1", ",9")), targets=TARGETS)
    run("check")
    assert 0 < len(seen) < 2 * 2000 * 3 * 21


ADDED = """inputs:
- {kind: population, files: data/population.csv}
- {kind: participants, files: 'data/participants*.csv', aggregate: sum, unused: sex, missing: [c]}
"""
BY_SEX = "branch,segment,sex,period,participants\n"


def added(rows, *, sources=ADDED, **more):
    parts = zip(("participants", "participants-2"), rows if isinstance(rows, tuple) else (rows,), strict=False)
    tables = {f"data/{name}.csv": BY_SEX + text for name, text in parts}
    return files("A,pu,2024,1000\nA,bpu,2024,900\n", "", sources=sources, **more) | tables


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ("A,pu,L,2025,300\nA,pu,P,2025,c\nA,bpu,L,2025,9\n", "data/participants.csv:3:13"),
        ("A,bpu,L,2025,9\nA,PU ,P,2025,c\nA,pu,L,2025,300\n", "data/participants.csv:3:14"),
        (("A,pu,L,2025,300\nA,bpu,L,2025,4\n", "A,pu,P,2025,c\nA,bpu,P,2025,5\n"), "data/participants-2.csv:2:13"),
    ],
)
def test_a_sum_that_lacks_the_count_of_a_part_is_none(project, run, rows, place):
    """Three hundred men and women of whom nothing was published were three hundred participants, and complete."""
    project(added(rows), targets=TARGETS)
    said = f"{place}: error K111 A / pu / 2025 is a sum of rows, and this one has no count. "
    found = run("check")
    assert (found.code, found.out.count("K111")) == (1, 2), found.out  # once more in its hint
    assert said in found.out
    assert "used + 1 reported" in found.out
    assert run("gap").code == 1
    project(added(rows, checks="severity: {K111: warning}\n"), targets=TARGETS)
    shown = run("gap", "--format", "json").json
    assert [row["participants"] for row in shown["rows"]] == [9, 300]
    assert [one["code"] for one in shown["findings"]] == ["K111"]


def test_a_sum_of_which_nothing_is_counted_lacks_no_part(project, run):
    whole = "A,pu,L,2024,290\nA,bpu,L,2024,8\nA,pu,L,2025,c\nA,pu,P,2025,c\n"
    project(added(whole + "A,bpu,L,2025,9\n"), targets=TARGETS)
    assert "K111" not in run("check").out
    project(added(whole + "A,bpu,L,2025,9\nA,bpu,P,2025,c\n"), targets=TARGETS)
    for command in (("gap", "--period", "2024"), ("plan", "--branch", "A", "--by", "2026"), ("trend",)):
        assert "K111" in run(*command).err  # the pace of a plan, too, is made of sums
    wide = ADDED.replace("missing: [c]", "missing: [c], wide: {to: period, columns: ['2024', '2025']}")
    head = "branch,segment,sex,2024,2025\n"
    tables = added("", sources=wide) | {"data/participants.csv": head + "A,pu,L,290,c\nA,bpu,L,8,9\nA,bpu,P,8,c\n"}
    project(tables, targets=TARGETS)
    assert "data/participants.csv:4:11: error K111 A / bpu / 2025" in run("check").out


@pytest.mark.parametrize("other", ["", "A,pmi,P,2025,c\n", "A,pmi,P,2025,x\n", "A,pmi,P\n", "B,pmi,L,2025,3\n"])
def test_a_sum_of_which_a_row_seems_to_be_missing_is_told(project, run, other):
    """Women who were left out of the extract were none, and the men all there are."""
    rows = "".join(f"A,{segment},{sex},2025,9\n" for segment in ("pu", "bpu", "jakon") for sex in "LP")
    project(added(rows + "A,pmi,L,2025,7\n" + other), targets=TARGETS)
    found = [line for line in run("check").out.splitlines() if "K112" in line]
    said = "data/participants.csv:8:14: warning K112 A / pmi / 2025 is the sum of 1 row, in other segments of 2. Hint: "
    assert [line.startswith(said) for line in found] == [True] * (not other)


@pytest.mark.parametrize("column", ["programme", "basis"])
def test_what_counts_the_same_people_otherwise_is_no_part_of_a_sum(project, run, column):
    """Of a programme, or on a basis, that has no figure of a segment, the others lack none."""
    kind, other = ("population", "participants") if column == "basis" else ("participants", "population")
    wide = f"aggregate: sum, missing: [c], wide: {{to: {column}, columns: [employed, other]}}"
    sources = (
        f"inputs:\n- {{kind: {kind}, files: data/{kind}.csv, {wide}}}\n- {{kind: {other}, files: data/{other}.csv}}\n"
    )
    tables = files("A,pu,2025,900\nA,bpu,2025,90\n", "A,pu,2025,100\nA,bpu,2025,5\n", sources=sources)
    rows = "branch,segment,period,employed,other\nA,pu,2025,300,c\nA,bpu,2025,9,c\nA,bpu,2025,8,c\n"
    project(tables | {f"data/{kind}.csv": rows}, targets=TARGETS)
    assert run("check").code == 0
    project(tables | {f"data/{kind}.csv": rows + "A,bpu,2025,c,c\n"})
    assert f"data/{kind}.csv:5:12: error K111 A / bpu / 2025 is a sum of rows" in run("check").out
    # What one of the two does not say is nothing by which they differ.
    long = f"inputs:\n- {{kind: {kind}, files: data/{kind}.csv, aggregate: sum, missing: [c]}}\n"
    more = {"config/sources.yaml": long + f"- {{kind: {other}, files: data/{other}.csv}}\n"}
    name = "workers" if column == "basis" else "participants"
    for first, second in (("other", ""), ("", "other")):
        rows = f"branch,segment,period,{name},{column}\nA,pu,2025,300,{first}\nA,pu,2025,c,{second}\nA,bpu,2025,9,\n"
        project(tables | more | {f"data/{kind}.csv": rows})
        assert f"data/{kind}.csv:3:11: error K111 A / pu / 2025 is a sum of rows" in run("check").out


@pytest.mark.parametrize("dimensions", ["", "dimensions: [age]\n"])
def test_a_sum_of_which_a_row_is_refused_is_missing_where_that_is_excepted(project, run, dimensions):
    """The others stood there as the whole, which an exception must not make of them."""
    excepted = "exceptions:\n- {code: V102, branch: A, reason: lost, owner: desk, expiry: 2025-12-31}\n"
    rows = "A,pu,L,2025,300\nA,pu,P,2025,x\nA,bpu,L,2025,4\nA,bpu,P,2025,5\n"
    tables = added(rows, sources=dimensions + ADDED.replace(", missing: [c]", ""), exceptions=excepted)
    if dimensions:
        tables |= {
            name: text.replace("A,", "A,old,").replace("branch,", "branch,age,")
            for name, text in tables.items()
            if name.endswith(".csv")
        }
        tables["data/participants.csv"] += "A,new,pu,L,2025,7\n"
        tables["data/population.csv"] += "A,new,pu,2024,70\n"
    project(tables, targets=TARGETS)
    assert run("check", "--today", "2025-12-01").code == 0
    ran = run("gap", "--format", "json", "--today", "2025-12-01", "--by", "branch,segment").json
    assert [(row["participants"], row["status"]) for row in ran["rows"]] == [
        (9, "below"),
        (7, "below") if dimensions else (None, "no-participants"),
    ]
    assert not ran["totals"][-1]["complete"]


BOTH = "inputs:\n- {kind: [population, participants], files: data/both.csv}\n"


@pytest.mark.parametrize("command", ["check", "gap"])
def test_a_file_of_both_sides_is_told_of_once(project, run, command):
    head = "branch,segment,period,workers,participants,seen\n"
    rows = "A,pu,2025,1000,300,x\nA,bpu,2025-13,10,5,x\nA,jakon,2025,x,8a,x\nA,,2025,10,5,x\nA,pu,2031,1001,302,x\n"
    project({"config/sources.yaml": BOTH, "data/both.csv": head + rows}, targets=TARGETS)
    ran = run(command, "--today", "2025-12-01")
    text = ran.out + ran.err
    told = {"S103": 1, "V114": 1, "V102": 2, "V118": 1, "D103": 1}  # V102 is of two cells
    assert {code: text.count(f" {code} ") for code in told} == told
    assert "errors: 4, warnings: 2" in text


def test_a_file_of_both_sides_is_listed_as_lost_once(project, run):
    project({"config/sources.yaml": BOTH, "data/both.csv": "branch,segment,workers,participants\n"}, targets=TARGETS)
    ran = run("list", "branches")
    assert (ran.code, ran.err.count('no column "period"')) == (1, 1)
    assert "errors: 1" in ran.err
