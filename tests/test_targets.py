"""config/targets.yaml: what is given twice is refused, whatever its spelling."""

from __future__ import annotations

import pytest

TABLES = {
    "data/population.csv": "branch,segment,period,workers\na,x,2025,10\na,y,2025,10\n",
    "data/participants.csv": "branch,segment,period,participants\na,x,2025,5\na,y,2025,5\n",
}
CELLS = "    cells: [{branch: A, segment: X, rate: 40},\n            {branch: a, segment: %s, rate: 50}]\n"


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("    rate: 90%\n  T: 50%\n", "5:3"),
        (CELLS % "x", "5:34"),
        ("    rate: 80%\n    segments: {x: 50%, X: 60%}\n", "5:24"),
        ("    rate: 80%\n    branches: {A: 50%, a: 60%}\n", "5:24"),
    ],
)
def test_a_target_is_given_once(project, run, target, place):
    project({**TABLES, "config/targets.yaml": f"default: t\ntargets:\n  t:\n{target}"})
    ran = run("check")
    assert ran.code == 1
    assert f"config/targets.yaml:{place}: error C103 " in ran.out


def test_cells_that_differ_are_each_their_own(project, run):
    project({**TABLES, "config/targets.yaml": f"default: t\ntargets:\n  t:\n{CELLS % 'y'}"})
    assert run("check").code == 0


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_not_utf_8_is_named_at_its_character(project, run, mark):
    text = "default: t\ntargets:\n  t: {rate: 80%, source: Pérès caf".encode() + b"\xe9}\n"
    project({**TABLES, "config/targets.yaml": mark + text})
    assert "config/targets.yaml:3:35: error F102 byte 0xE9" in run("check").out


@pytest.mark.parametrize("target", ["{source: x}", "{}", "{branches: {}}"])
def test_a_target_says_a_rate_somewhere(project, run, target):
    project({}, targets=f"default: n\ntargets:\n  n: {target}\n")
    said = "config/targets.yaml:3:6: error C105 n: a rate is expected, under rate, rates, branches, segments or cells"
    assert said in run("check", "config/targets.yaml").out
    project({}, targets=f"default: n\ntargets:\n  n: {target[:-1]}{', ' * (len(target) > 2)}segments: {{pu: 80%}}}}\n")
    assert run("check", "config/targets.yaml").code == 0


def test_a_rate_of_more_digits_than_are_read_is_told_how_many_may_stand(project, run):
    project({**TABLES, "many.yaml": "targets: {n: 0.6666666666666667}\n"})
    assert "a number from 0 to 100 with at most 12 decimals" in run("check", "many.yaml").out
    for option in ("--target", "--fail-under"):
        ran = run("gap", option, "66.66666666666667%")
        assert ran.code == 2
        assert "with at most 12 decimals" in ran.err


def test_rates_that_stand_side_by_side_keep_their_digits(project, run):
    """Two thirds, to as many decimals as are read, were masked as somebody's number where rows have unlike targets."""
    project({**TABLES, "config/targets.yaml": "targets:\n  t: {rate: 66.666666666667%, segments: {x: 33.333333%}}\n"})
    assert 'Target: 33.333333%, 66.666666666667%, "t"' in run("gap").out
    assert 'Target: 33,333333%, 66,666666666667%, "t"' in run("gap", "--lang", "id").out


def test_what_yaml_can_do_and_this_file_may_not(project, run):
    project({}, targets="targets: {n: &a 80%}\n")
    assert "C104 the anchor &a is not allowed in this file" in run("check", "config/targets.yaml").out


def test_a_character_that_yaml_forbids_is_named(project, run):
    project({**TABLES, "config/targets.yaml": "default: t\ntargets:\n  t: 80%\x01\n"})
    assert "config/targets.yaml:3:1: error C101 the character U+0001 is not allowed in YAML" in run("check").out


@pytest.mark.parametrize("side", ["branches", "segments"])
@pytest.mark.parametrize(("rate", "code"), [("180%", "T101"), ("1", "T103")])
def test_a_rate_that_is_none_is_quoted_at_its_place(project, run, side, rate, code):
    project({**TABLES, "config/targets.yaml": f"targets:\n  t:\n    rate: 80%\n    {side}:\n      Kota  A: {rate}\n"})
    out = run("check").out
    assert f"config/targets.yaml:5:16: error {code} " in out
    assert f'"{rate}"' in out


UNLIKE = {
    "data/population.csv": "branch,segment,period,workers\nA,x,2024,10\nB,x,2024,10\n",
    "data/participants.csv": "branch,segment,period,participants\nA,x,2024,5\nB,x,2025,5\n",
}
BY_YEAR = "default: t\ntargets:\n  t: {rate: 90%, rates: {2024: 50%, 2025: 60%}}\n"


@pytest.mark.parametrize(("by", "told"), [("branch,segment", 1), ("segment", 2), ("branch", 1)])
def test_unlike_rates_by_year_are_said_where_no_target_is_left(project, run, by, told):
    project({**UNLIKE, "config/targets.yaml": BY_YEAR})
    out = run("gap", "--by", by).out
    assert "The total has no target, because different rates hold for the periods of the branches." in out
    assert out.count("different rates hold") == told
    assert ("x: no target, because different rates hold for the periods of the branches." in out) == (by == "segment")
    project({**UNLIKE, "config/targets.yaml": BY_YEAR.replace("60%", "50%")})
    assert "different rates" not in run("gap", "--by", by).out


@pytest.mark.parametrize("alone", [(), ("--branch", "A")])
def test_who_has_no_participants_is_held_to_the_target_of_those_who_have(project, run, alone):
    participants = "branch,segment,period,participants\nB,x,2024,5\nB,x,2025,5\n"
    project({**UNLIKE, "data/participants.csv": participants, "config/targets.yaml": BY_YEAR})
    for more in ((), ("--missing", "zero")):
        rows = run("gap", *alone, *more, "--format", "json").json["rows"]
        assert {row["branch"]: row["target"] for row in rows}["A"] == 0.6  # not that of 2024, when its workers were


def test_a_branch_without_participants_is_incomplete_with_one_segment_too(project, run):

    participants = "branch,segment,period,participants\nB,x,2025,5\n"
    project({**UNLIKE, "data/participants.csv": participants, "config/targets.yaml": BY_YEAR})
    found = run("gap", "--format", "json").json
    assert [("incomplete" in total["flags"], total["complete"]) for total in found["totals"]] == [
        (True, False),
        (False, True),
        (True, False),
    ]
    assert [row["flags"] for row in found["rows"]] == [[], []]  # whose status says it


def test_warnings_are_told_beside_csv(project, run):
    project({**TABLES, "config/targets.yaml": "targets:\n  t: 0.8\n"})
    said = "config/targets.yaml:2:6: warning T102 "
    ran = run("gap", "--format", "csv")
    assert (ran.code, ran.err.startswith(said), ran.err.count("\n"), "T102" in ran.out) == (0, True, 1, False)
    ran = run("gap", "--output", "x.csv")
    assert ran.err.startswith(f"wrote x.csv\n{said}")
    assert run("export", "--output", "y.csv").err.startswith(f"wrote y.csv\n{said}")
    assert run("gap", "--output", "x.csv", "--output", "x.md").err == "wrote x.csv\nwrote x.md\n"
    assert run("gap", "--format", "json").err == run("gap").err == ""
    project({**TABLES, "config/targets.yaml": "targets:\n  t: 80%\n"})
    assert run("gap", "--format", "csv").err == ""


def test_the_source_of_another_target_is_no_matter_of_a_table(project, run):
    targets = "default: a\ntargets:\n  a: {rate: 80%, source: ''}\n  b: {rate: 90%, source: ''}\n  c: 70%\n"
    project({**TABLES, "config/targets.yaml": targets})
    for asked, lines in (((), [3]), (("--target", "b"), [4]), (("--target", "c"), [])):
        found = run("gap", *asked, "--format", "json").json["findings"]
        assert [one["line"] for one in found if one["code"] == "T105"] == lines


def test_a_rate_that_was_read_as_a_fraction_says_so_and_how_the_other_is_written(project, run):
    """Half a percent is written 0.5%."""
    project(TABLES)
    said = "the target 0.5 is read as a fraction of 1, that is 50%"
    assert said in run("gap", "--target", "0.5").out
    ran = run("gap", "--target", "0.5", "--format", "csv")
    assert ran.err == f"--target: warning T102 {said}. Hint: write 50%, or 0.5% if that is meant.\n"
    assert run("gap", "--target", "0.5%", "--format", "csv").err == ""


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("branch,segment", "B / x: no count of participants; counted as 0, as --missing zero declares."),
        ("segment", "x: where there is no count of participants, 0 is counted, as --missing zero declares."),
    ],
)
def test_a_row_with_participants_is_not_called_one_without(project, run, by, said):
    """Of a row over two branches, with the participants of one, it was said that it had no count of them."""
    project({**UNLIKE, "data/participants.csv": "branch,segment,period,participants\nA,x,2025,5\n"})
    assert said in run("gap", "--by", by, "--missing", "zero").out


@pytest.mark.parametrize(
    "wrong", [("gap", "--target", "pekerjaa"), ("plan", "--by", "2026", "--capacity", "pekerjaa=5")]
)
def test_what_was_meant_is_spelt_as_it_is_in_its_file(project, run, wrong):
    tables = {name: text.replace(",x,", ",Pekerja,") for name, text in TABLES.items()}
    project({**tables, "config/targets.yaml": "targets:\n  Pekerja: 80%\n"})
    assert '(did you mean "Pekerja"?)' in run(*wrong).err


def test_rows_of_one_branch_have_its_targets_however_they_are_cut(project, run):
    """What was below the target of its branch by branch and segment was met by segment, under the same headline."""
    cell = "{branch: A, segment: x, rate: 35%}"
    target = f"{{rate: 80%, source: s, branches: {{A: 50%}}, segments: {{y: 10%}}, cells: [{cell}]}}"
    tables = {
        "data/population.csv": "branch,segment,period,workers\nA,x,2025,100\nA,y,2025,100\nB,x,2025,100\n",
        "data/participants.csv": "branch,segment,period,participants\nA,x,2025,30\nA,y,2025,20\nB,x,2025,1\n",
    }
    project(tables, targets=f"default: t\ntargets: {{t: {target}}}\n")

    def targets(*options):
        return [(row["segment"], row["target"]) for row in run("gap", "--format", "json", *options).json["rows"]]

    assert targets("--branch", "A") == targets("--branch", "A", "--by", "segment") == [("x", 0.35), ("y", 0.5)]
    assert targets("--by", "segment") == [("x", 0.8), ("y", 0.1)]  # over both branches


@pytest.mark.parametrize(
    ("target", "rate", "rates"),
    [
        ("{rate: 80%}", 0.8, [0.8]),
        ("{rate: 80%, rates: {2025: 32.2%}}", 0.322, [0.322]),
        ("{rate: 80%, segments: {x: 43%}}", 0.8, [0.43, 0.8]),
        ("{rate: 80%, branches: {a: 67%}}", 0.67, [0.67]),
        ("{segments: {x: 43%}}", None, [0.43]),
        ("{rates: {2026: 50%}}", None, []),
    ],
)
def test_the_rate_of_a_json_report_is_that_of_every_row(project, run, target, rate, rates):
    project({**TABLES, "config/targets.yaml": f"targets:\n  t: {target}\n"})
    report = run("gap", "--format", "json").json
    assert (report["target"]["rate"], report["target"]["rates"]) == (rate, rates)
    assert {row["target"] for row in (*report["rows"], *report["totals"])} - {None} == set(rates)
