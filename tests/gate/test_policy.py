"""config/checks.yaml: severities raised and lowered, and every slip in it named at its place."""

from __future__ import annotations

import pytest

from coverage_cli.domain.findings import Finding, Place
from tests.gate.conftest import ORPHAN, PARTICIPANTS


def severities(run, *arguments):
    findings = run("check", *arguments, "--format", "json", "--today", "2026-06-30").json["findings"]
    return [(finding["code"], finding["severity"]) for finding in findings]


def test_a_severity_is_lowered_and_gap_follows(given, run):
    given(participants=ORPHAN)
    assert run("gap").code == 1
    given(participants=ORPHAN, checks="severity: {X101: warning}\n")
    assert severities(run) == [("X101", "warning")]
    ran = run("gap", "--format", "json")
    assert ran.code == 0
    rows = {row["segment"]: row["status"] for row in ran.json["rows"]}
    assert rows == {"bpu": "below", "jakon": "no-population", "pu": "below"}


def test_a_severity_is_raised_and_gap_follows(given, run):
    over = PARTICIPANTS.replace("67", "104")
    given(participants=over, checks="severity: {X103: error}\n")
    assert severities(run) == [("X103", "error")]
    assert (run("check").code, run("gap").code) == (1, 1)


def test_a_warning_is_switched_off(given, run):
    given(participants=PARTICIPANTS.replace("67", "104"), checks='severity: {X103: "off"}\n')
    assert severities(run) == []


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("severity: {X1O1: error}", "1:12", '"X1O1" is no rule (did you mean "X101"?)'),
        ("severity: {K101: warning}", "1:12", "K101: what it finds can be read in two ways or in none"),
        ("severity: {X101: off}", "1:12", "only warnings can be switched off"),
        ("severity: {X101: mild}", "1:18", "expected"),
        ("thresholds: {workers_change: ten}", "1:30", "a percentage such as 10% is expected"),
        ("thresholds: {workers_change: 0.1}", "1:30", "can be read as 0.1% or as 10%: write it with its sign"),
        ("thresholds: {rate_jump: '0,125'}", "1:25", "can be read as 0,125% or as 12.5%: write it with its sign"),
        ("thresholds: {rate_jump: '1'}", "1:25", "can be read as 1% or as 100%: write it with its sign"),
        ("thresholds: {population_age_months: 2.5}", "1:37", "whole number"),
        ("treshholds: {}", "1:1", 'did you mean "thresholds"?'),
        ("totals: [{branch: x, workers: 1}]", "1:10", "period"),
        ("totals: [{period: 2025-09}]", "1:10", "workers: or participants:"),
        ("totals: [{period: Sept, workers: 1}]", "1:19", "a period is expected"),
        ("totals: [{period: 2025-09, workers: 48.000}]", "1:37", "plain digits"),
    ],
)
def test_slips_are_named_at_their_place(given, run, text, place, said):
    given(checks=text + "\n")
    ran = run("check")
    assert ran.code == 1
    (line,) = [line for line in ran.out.splitlines() if ": error C" in line or ": error E" in line]
    assert line.startswith(f"config/checks.yaml:{place}: ")
    assert said in line
    computed = run("gap")
    assert (computed.code, computed.out) == (2, "")
    assert said in computed.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("thresholds: {workers_change: 0.1}", "write it with its sign. Hint: coverage guide ci shows what may stand"),
        ("totals: {period: 2025}", "coverage guide ci shows what may stand here; a list is lines that start"),
        ("thresholds: 10%", "coverage guide ci shows what may stand here; a mapping is lines of key: value."),
        ("- thresholds", "coverage guide ci shows what may stand here; a mapping is lines of key: value."),
    ],
)
def test_the_way_out_of_a_value_of_another_kind_is_of_its_case(given, run, text, told):
    given(checks=f"{text}\n")
    assert told in run("check").out


@pytest.mark.parametrize("name", ["checks.yaml", "exceptions.yaml", "sources.yaml"])
def test_a_configuration_that_cannot_be_read_never_passes(given, run, tmp_path, name):
    given()
    (tmp_path / "config" / name).symlink_to("nowhere.yaml")
    for command in ("check", "gap"):
        ran = run(command)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"error: config/{name} does not exist; ")


def test_files_of_their_own_are_checked_with_the_rules_of_the_project_around_them(given, run):
    given(participants=ORPHAN, checks="severity: {X101: warning}\n")
    assert severities(run, "data/population.csv", "data/participants.csv") == [("X101", "warning")]


def test_a_checks_file_is_checked_by_its_name(given, run):
    given(checks="severity: {X1: error}\n")
    assert severities(run, "config/checks.yaml") == [("E103", "error")]


@pytest.mark.parametrize(
    ("rates", "column", "name"),
    [
        ("branches:\n      balikpapn: 70%\n", 7, "balikpapn"),
        ("cells:\n      - {branch: Balikpapn, segment: PU, rate: 70%}\n", 18, "balikpapn"),
        ("cells:\n      - {branch: Balikpapan, segment: Bpuu, rate: 70%}\n", 39, "bpuu"),
    ],
)
def test_a_misspelt_name_in_the_targets_is_named_at_its_place(given, run, rates, column, name):
    given(targets=f"default: national\ntargets:\n  national:\n    rate: 80%\n    {rates}")
    out = run("check").out
    assert f'config/targets.yaml:6:{column}: warning T104 "{name}" is not in the data' in out
    assert out.count("T104") == 1


@pytest.mark.parametrize(
    "name",
    [
        "peserta-2025-10.csv",
        "2025-10/participants.csv",
        "participants.tsv",
        "participants.XLSX",
        "x.parquet",
        "x.feather",
        "x.csv.zip",
        "x.tsv.gz",
        "Participants-2025-10.txt",
        "participants-2025-10.json",
        "population.zip",
        "persons-2025-10",
    ],
)
def test_a_table_that_nothing_reads_is_named(given, run, tmp_path, name):
    given()
    path = tmp_path / "data" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("branch,segment,period,participants\n")
    ran = run("check", "--lang", "en")
    assert (ran.code, ran.out.count("warning F112 nothing reads this file")) == (0, 1)
    assert f"data/{name}:1:1: warning F112" in ran.out
    assert run("check", "--strict").code == 1
    assert "F112" not in run("check", "data/participants.csv").out
    assert f"warning F112, data/{name}:1:1: nothing reads this file" in run("gap", "--lang", "en").out
    given(checks='severity: {F112: "off"}\n')
    assert run("check").out.count("F112") == 0


def test_capitals_in_the_name_of_a_table_do_not_matter(given, run, tmp_path):
    given(participants="")
    (tmp_path / "data/participants.csv").rename(tmp_path / "data/Participants.CSV")
    (tmp_path / "data/Participants.CSV").write_text(PARTICIPANTS)
    assert run("gap", "--format", "json").json["totals"][-1]["participants"] == 87
    assert "F112" not in run("check").out


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.csv",
        "_old.csv",
        "~$book.xlsx",
        "readme.md",
        "notes.txt",
        "participants-2.csv.bak",
        "participants.csv-metadata.json",
        "participants.md",
        "maps.zip",
        ".checkpoints/participants.csv",
        "_log/x.parquet",
    ],
)
def test_what_is_no_table_of_anybody_is_not_named(given, run, tmp_path, name):
    given()
    (tmp_path / "data" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "data" / name).write_text("x")
    assert "F112" not in run("check").out


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("checks.yml", "checks.yaml"),
        ("Checks.yaml", "checks.yaml"),
        ("check.yaml", "checks.yaml"),
        ("exeptions.yaml", "exceptions.yaml"),
        ("SOURCES.YML", "sources.yaml"),
        ("targets.yml", "targets.yaml"),
    ],
)
def test_a_configuration_under_another_name_is_not_passed_over(given, run, tmp_path, name, meant):
    given()
    (tmp_path / "config" / name).write_text("severity:\n  X102: error\n")
    said = f'config/{name}:1:1: error C111 nothing reads "{name}", which looks like {meant}.'
    for files in ([], ["data/participants.csv"]):
        ran = run("check", *files, "--lang", "en")
        assert (ran.code, said in ran.out) == (1, True)
    ran = run("gap", "--lang", "en")
    assert (ran.code, ran.out, said in ran.err) == (2, "", True)


@pytest.mark.parametrize("name", ["claims.yaml", "targets-2029.yaml", "checks-strict.yml", "resources.yml"])
def test_another_file_beside_the_configuration_is_nobodys(given, run, tmp_path, name):
    given()
    (tmp_path / "config" / name).write_text("a: b\n")
    assert "C111" not in run("check").out


def test_a_link_to_a_configuration_is_the_same_file(given, run, tmp_path):
    given(checks="severity: {X102: error}\n")
    (tmp_path / "config/checks.yml").symlink_to("checks.yaml")
    assert "C111" not in run("check").out


@pytest.mark.parametrize("name", ["checks.yaml", "exceptions.yaml", "targets.yaml"])
def test_of_two_policy_files_none_is_ignored(given, run, tmp_path, name):
    given()
    for folder, text in (("a", "nonsense: 1\n"), ("b", "targets: {n: 80%}\n" if name == "targets.yaml" else "{}\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text)
    ran = run("check", f"a/{name}", f"b/{name}")
    assert (ran.code, ran.out) == (2, "")
    assert f"a/{name} and b/{name} both stand for {name}; check them one by one" in ran.err
    assert run("check", f"a/{name}", f"{tmp_path}/a/../a/{name}").code == 1


def test_exceptions_named_twice_are_not_read_once(given, run, tmp_path):
    given(exceptions="exceptions: []\n")
    (tmp_path / "exceptions.yaml").write_text("nonsense: 1\n")
    assert run("check", "exceptions.yaml", "--exceptions", "config/exceptions.yaml").code == 2
    assert run("check", "exceptions.yaml", "--exceptions", "./exceptions.yaml").code == 1


@pytest.mark.parametrize("threshold", ["0.1%", "0,1 %", "0", "1.5", "10"])
def test_a_threshold_with_one_reading_is_taken(given, codes, threshold):
    given(checks=f"thresholds: {{workers_change: '{threshold}', rate_jump: '{threshold}'}}\n")
    assert codes() == []


def test_what_reading_a_configuration_warns_of_is_kept(given, monkeypatch):
    from coverage_cli.config.checks import ChecksFile
    from coverage_cli.config.yaml import reader, validation

    path = str(given(checks="severity: {D105: error}\n") / "config/checks.yaml")
    tree, _ = reader.read_tree(path)
    warning = Finding("D105", Place(path, 1, 1))
    monkeypatch.setattr(reader, "read_tree", lambda *_: (tree, [warning]))
    made, findings = validation.load(ChecksFile, path)
    assert (made is not None, findings) == (True, [warning])


@pytest.mark.parametrize("command", ["check", "gap"])
@pytest.mark.parametrize("option", ["--project", "--targets"])
def test_the_name_in_a_variable_that_nothing_sets_is_not_left_out(given, run, command, option):
    given()
    ran = run(command, option, " ", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert f"{option} is empty; give it a name, or leave it out" in ran.err
