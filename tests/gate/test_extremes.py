"""One branch far below the others (D113), and rates of nobody or of everybody (D114)."""

from __future__ import annotations

import pytest

WORKERS = {"Berau": 21000, "Kutai": 18000, "Paser": 9000, "Bontang": 12000}
PEOPLE = {"Berau": 12100, "Kutai": 8300, "Paser": 4700, "Bontang": 7300}


@pytest.fixture
def found(project, run):
    """Runs a command on these workers and participants; gives what it says of a rule."""

    def go(code, workers, people, *command, period="2025-09"):
        sides = {"population": ("workers", workers, "2025"), "participants": ("participants", people, period)}
        for name, (count, rows, at) in sides.items():
            lines = [f"{branch},all,{at},{number}" for branch, number in rows.items()]
            text = "\n".join([f"branch,segment,period,{count}", *lines, ""])
            project({f"data/{name}.csv": text})
        ran = run(*(command or ("check",)), "--format", "json", "--today", "2026-01-01")
        return [one["message"] for one in ran.json["findings"] if one["code"] == code]

    return go


@pytest.mark.parametrize(
    ("workers", "people", "said"),
    [
        (12000, 7, "7 participants of 12,000 workers"),  # in thousands
        (12000, 61, "61 participants of 12,000 workers"),  # in percent
        (12000, 0, "0 participants of 12,000 workers"),
        (12_000_000, 7300, "7,300 participants of 12,000,000 workers"),
    ],
)
def test_a_branch_in_another_unit_is_far_below_the_others(found, workers, people, said):
    given = WORKERS | {"Bontang": workers}, PEOPLE | {"Bontang": people}
    far = f"Bontang has {said} in 2025-09, less than a hundredth of the 52.2% that the median branch has"
    assert found("D113", *given) == [far]
    assert found("D113", *given, "gap") == [far]
    assert found("D113", *given, "gap", "--branch", "Berau") == []


@pytest.mark.parametrize(
    ("workers", "people"),
    [
        (12000, 63),  # a hundredth of 52.2% of them is 62.7
        (957, 0),  # the middle rate makes 499 of them
    ],
)
def test_a_low_rate_or_few_workers_are_no_matter_of_units(found, workers, people):
    assert found("D113", WORKERS | {"Bontang": workers}, PEOPLE | {"Bontang": people}) == []


@pytest.mark.parametrize(
    ("workers", "people", "told"),
    [
        (145_784, 406, 0),  # 0.3% of informal workers, where others have 50%
        (145_784, 146, 0),  # in thousands these were more than there are
        (145_784, 145, 1),
        (21_000, 101, 0),
        (21_000, 100, 1),
    ],
)
def test_a_scheme_that_reached_few_so_far_is_told_where_its_unit_may_be_another(found, workers, people, told):
    assert len(found("D113", WORKERS | {"Bontang": workers}, PEOPLE | {"Bontang": people})) == told


def test_three_branches_have_no_middle(found):
    few = {branch: WORKERS[branch] for branch in ("Berau", "Kutai", "Bontang")}
    assert found("D113", few, {branch: PEOPLE[branch] for branch in few} | {"Bontang": 7}) == []


def test_a_branch_is_judged_by_the_rows_that_have_both_sides(project, run):
    """Of a segment of few workers alone there are few participants, and X102 tells of the other."""
    workers = [f"{branch},{name},2025,{count}" for branch in WORKERS for name, count in (("pu", 90000), ("pmi", 100))]
    people = [f"{branch},{name},2025-09,{count}" for branch in WORKERS for name, count in (("pu", 50000), ("pmi", 40))]
    people.remove("Berau,pu,2025-09,50000")
    project(
        {
            "data/population.csv": "\n".join(["branch,segment,period,workers", *workers, ""]),
            "data/participants.csv": "\n".join(["branch,segment,period,participants", *people, ""]),
        }
    )
    out = run("check").out
    assert ("D113" in out, "X102" in out) == (False, True)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (WORKERS, ["2025-09: participants are as many as workers in all 4 rows, over 60,000 workers"]),
        (dict.fromkeys(WORKERS, 0), ["2025-09: nobody participates in all 4 rows, over 60,000 workers"]),
        (WORKERS | {"Paser": 8999}, []),
        (dict.fromkeys(WORKERS, 0) | {"Paser": 1}, []),
    ],
)
def test_a_column_that_was_taken_for_another_is_told(found, people, said):
    assert found("D114", WORKERS, people) == said


def test_of_few_workers_all_or_none_may_participate(found):
    few = dict.fromkeys(WORKERS, 2499)
    assert found("D114", few, few) == []
    assert found("D114", dict.fromkeys(few, 2500), dict.fromkeys(few, 2500)) != []


@pytest.mark.parametrize(
    ("workers", "more", "said"),
    [
        (
            (700, 200, 100),
            {},
            ["2025-09: in Bontang participants are as many as workers in all 3 rows, over 1,000 workers"],
        ),
        ((700, 200, 100), {("2025-10", "pu"): 699}, ["2025-09: in Bontang"]),  # the newest period of that kind
        (
            (700, 200, 100),
            {("2025-08", "pu"): 700, ("2025-08", "bpu"): 200, ("2025-08", "x"): 100},
            ["2025-09: in Bontang"],
        ),
        ((700, 200, 100), {("2025-09", "x"): 99}, []),
        ((700, 200, 100), {("2025-09", "x"): 101, ("2025-09", "pu"): 699}, []),  # as many in all
        ((699, 200, 100), {}, []),  # so few may all participate
        ((900, 100), {}, []),
    ],
)
def test_a_branch_whose_workers_were_written_as_its_participants_is_told(project, run, workers, more, said):
    segments = dict(zip(("pu", "bpu", "x"), workers, strict=False))
    covered = {("2025-09", segment): count for segment, count in segments.items()} | more
    workers_of = [f"Bontang,{segment},2025,{count}" for segment, count in segments.items()]
    people = [f"Bontang,{segment},{period},{count}" for (period, segment), count in covered.items()]
    for branch in WORKERS:
        if branch != "Bontang":
            workers_of += [f"{branch},{segment},2025,20000" for segment in segments]
            people += [f"{branch},{segment},{period},9000" for period, segment in covered]
    project({
        "data/population.csv": "\n".join(["branch,segment,period,workers", *workers_of, ""]),
        "data/participants.csv": "\n".join(["branch,segment,period,participants", *people, ""]),
    })  # fmt: skip
    findings = run("check", "--format", "json", "--today", "2026-01-01").json["findings"]
    told = [one["message"] for one in findings if one["code"] == "D114"]
    assert len(told) == len(said)
    assert all(one.startswith(beginning) for one, beginning in zip(told, said, strict=True))


@pytest.fixture
def told(project, run):
    """Runs a command on workers and participants by branch and segment; gives what it says of rates far below."""

    def go(workers, people, *command):
        for name, count, rows in (("population", "workers", workers), ("participants", "participants", people)):
            lines = [f"{branch},{segment},2025-09,{number}" for (branch, segment), number in rows.items()]
            project({f"data/{name}.csv": "\n".join([f"branch,segment,period,{count}", *lines, ""])})
        findings = run(*(command or ("check",)), "--format", "json", "--today", "2026-01-01").json["findings"]
        return [(one["code"], one["message"]) for one in findings if one["code"] in {"D113", "D117", "D118"}]

    return go


BOTH = {(branch, name): count // part for branch, count in WORKERS.items() for name, part in (("pu", 1), ("bpu", 2))}
RATES = {"pu": 0.6, "bpu": 0.3}
COVERED = {(branch, name): int(count * RATES[name]) for (branch, name), count in BOTH.items()}


@pytest.mark.parametrize("people", [0, 4, 67])
def test_a_row_in_another_unit_is_far_below_its_segment_in_other_branches(told, people):
    low = COVERED | {("Bontang", "pu"): people}
    said = f"Bontang / pu / 2025-09: {people} participants of 12,000 workers, less than a hundredth of the 60%"
    assert told(BOTH, low) == [("D117", f"{said} that this segment has in the median branch")]
    assert told(BOTH, low, "gap", "--branch", "Berau") == []
    assert told(BOTH, COVERED | {("Bontang", "pu"): 101}) == []  # no percentage, and in thousands more than there are
    assert told(BOTH, COVERED | {("Berau", "pu"): 0, ("Berau", "bpu"): 0})[0][0] == "D113"


def test_a_segment_in_another_unit_is_far_below_the_others_and_told_once(told):
    low = {key: 31 if key[1] == "bpu" else count for key, count in COVERED.items()}
    like = "less than a hundredth of the 60% that the other segments have together"
    assert told(BOTH, low) == [("D118", f"segment bpu: 124 participants of 30,000 workers in all its rows (4), {like}")]
    # Where all are few it is the unit of the table (D110), and one that reached one in a hundred is a segment.
    assert told(BOTH, dict.fromkeys(COVERED, 31)) == []
    assert told(BOTH, low | {("Berau", "bpu"): 101}) == []


@pytest.mark.parametrize(
    ("count", "low", "found"),
    [(12, {4: 40, 7: 0}, 2), (12, {4: 40, 7: 40, 8: 40}, 0), (12, {4: 40, 7: 3_900}, 0), (2_500, {4: 40, 7: 3_900}, 1)],
)
def test_a_low_row_is_told_where_rates_do_not_spread(told, count, low, found):
    workers = {(f"b{at:04d}", "pu"): 30_000 + at for at in range(count)}
    people = {key: low.get(at, number * 2 // 3) for at, (key, number) in enumerate(workers.items())}
    # As branches of one segment, none is told as a branch where the other segment has what is usual.
    workers |= {(branch, "bpu"): 30_000 for branch, _ in workers}
    people |= {(branch, "bpu"): 20_000 for branch, _ in people}
    assert [code for code, _ in told(workers, people)] == ["D117"] * found


@pytest.mark.parametrize(
    ("low", "found"),
    [
        ((0,), 1),
        ((32,), 1),
        ((33,), 0),  # a hundredth of the lowest of the others
        ((0, 0), 2),
        ((0, 0, 0), 0),  # several, as where a scheme has not begun
        ((0, 599), 0),  # fewer than one in a hundred elsewhere too
        ((0, 600), 1),
    ],
)
def test_where_rates_spread_a_low_row_is_told_that_is_far_below_all_others(told, low, found):
    """Of 60,000 informal workers 5% participate here and 60% there."""
    people = {(f"b{at}", "bpu"): count for at, count in enumerate((*low, *range(3_201, 36_000, 3_000)))}
    workers = dict.fromkeys(people, 60_000)
    # As branches of one segment, none is told as a branch where the other segment has what is usual.
    workers |= {(branch, "pu"): 60_000 for branch, _ in workers}
    people |= {(branch, "pu"): 40_001 for branch, _ in people}
    assert [code for code, _ in told(workers, people)] == ["D117"] * found


def test_a_low_row_among_many_branches_need_not_be_one_of_those_that_show_first(told):
    workers = {(f"b{at:04d}", "bpu"): 60_000 for at in range(1_201)}
    people = {key: 3_201 + 27 * at for at, key in enumerate(workers)} | {("b0001", "bpu"): 0}
    workers |= {(branch, "pu"): 60_000 for branch, _ in workers}
    people |= {(branch, "pu"): 40_001 for branch, _ in people}
    assert [code for code, _ in told(workers, people)] == ["D117"]


@pytest.mark.parametrize(("workers", "found"), [(33_300, []), (33_400, ["D117"])])
def test_nobody_may_be_a_few_that_were_rounded(told, workers, found):
    """In thousands: 20 of them are expected at least, by the 60% of the others."""
    people = {key: (count + 1) * 1_000 for key, count in COVERED.items()} | {("Bontang", "pu"): 0}
    counts = {key: count * 1_000 for key, count in BOTH.items()} | {("Bontang", "pu"): workers}
    assert [code for code, _ in told(counts, people)] == found
    # A person more in one row, and nothing was rounded.
    assert [code for code, _ in told(counts, people | {("Berau", "bpu"): 3_150_001})] == ["D117"]


@pytest.mark.parametrize(("weight", "found"), [(30, True), (31, False)])
def test_nobody_may_be_by_chance_among_those_who_answered(project, run, weight, found):
    """Of 1,000 workers, of whom 60% would participate, 20 answered who stand for 30 each."""
    lines = ["participant_id,branch,segment,status,period,w"]
    for at, branch in enumerate((*WORKERS, "Malinau")):
        lines += [f"{at}{one:04},{branch},pu,{'active' if branch != 'Bontang' else 'inactive'},2025-09,{weight}"
                  for one in range(600 // weight)]  # fmt: skip
        lines += [f"{at}{one:04},{branch},bpu,active,2025-09,{weight}" for one in range(30, 30 + 300 // weight)]
    workers = [f"{branch},{name},2025-09,1000" for branch in (*WORKERS, "Malinau") for name in ("pu", "bpu")]
    inputs = "inputs:\n  - {kind: population, files: data/population.csv}\n"
    inputs += "  - {kind: persons, files: data/persons.csv, weight: w, number_style: plain}\n"
    project({
        "config/sources.yaml": inputs,
        "data/population.csv": "\n".join(["branch,segment,period,workers", *workers, ""]),
        "data/persons.csv": "\n".join([*lines, ""]),
    })  # fmt: skip
    assert ("D117 Bontang / pu" in run("check", "--today", "2026-01-01").out) is found
