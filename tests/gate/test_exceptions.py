"""config/exceptions.yaml: what it holds back, until when, and what it can never do."""

from __future__ import annotations

import gettext
from datetime import date

import pytest
import yaml

from coverage_cli.config.layout import relative
from coverage_cli.config.yaml.scalars import scalar
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.pipeline.judging.policy import Judged, load_policy
from tests.gate.conftest import DAY, ORPHAN, PARTICIPANTS, POPULATION

WHO = "reason: a letter of March says why\n    owner: statistics desk\n    expiry: {}\n"


def exception(code, scope, expiry="2026-12-31"):
    return f"exceptions:\n  - code: {code}\n    {scope}\n    {WHO.format(expiry)}"


@pytest.mark.parametrize(
    "scope",
    [
        "segment: Jakon",
        "branch: BALIKPAPAN",
        "period: 2025-09",
        "file: data/participants.csv",
        "file: ./data/../data/participants.csv",
    ],
)
def test_each_scope_holds_a_finding_back(given, codes, scope):
    given(participants=ORPHAN, exceptions=exception("X101", scope))
    assert codes() == []


@pytest.mark.parametrize("scope", ["segment: pu", "branch: samarinda", "period: 2025-08", "file: data/population.csv"])
def test_another_scope_does_not_and_is_reported(given, codes, scope):
    given(participants=ORPHAN, exceptions=exception("X101", scope))
    assert codes() == [("E101", 2), ("X101", 4)]


def test_a_row_that_was_refused_is_known_by_the_names_in_it(given, codes):
    bad = PARTICIPANTS.replace(",67", ",x") + "balikpapan,jakon,2025-09,y\n"
    given(participants=bad, population=POPULATION + "balikpapan,jakon,2025-09,10\n",
          exceptions=exception("V102", "segment: jakon"))  # fmt: skip
    assert codes() == [("V102", 2)]


def test_it_holds_on_its_last_day_and_not_after(given, codes):
    given(participants=ORPHAN, exceptions=exception("X101", "segment: jakon", expiry=DAY))
    assert codes() == []
    assert codes(day="2026-07-01") == [("E102", 2), ("X101", 4)]


def test_gap_computes_the_rest(given, run):
    given(participants=ORPHAN, exceptions=exception("X101", "segment: jakon"))
    ran = run("gap", "--format", "json", "--today", DAY)
    report = ran.json
    assert {row["segment"]: row["status"] for row in report["rows"]}["jakon"] == "no-population"
    assert report["totals"][-1]["complete"] is False
    assert "Excepted in config/exceptions.yaml: 1 finding (X101)." in report["notes"]


def test_the_rules_of_what_is_excepted_stand_in_order(given, run):
    """Sets have another order in each run."""
    given(
        population=POPULATION.replace(",80", ",5") + "balikpapan,pmi,2025-09,0\n",
        participants=ORPHAN + "balikpapan,pmi,2025-09,1\n",
        exceptions="exceptions:\n"
        + "".join(exception(code, "branch: balikpapan").partition("\n")[2] for code in ("X103", "X101", "D101")),
    )
    ran = run("gap", "--format", "json", "--today", DAY)
    assert "Excepted in config/exceptions.yaml: 4 findings (D101, X101, X103)." in ran.json["notes"]


def test_gap_never_takes_an_exception_for_a_choice_between_two_readings(given, run):
    given(participants=PARTICIPANTS + "balikpapan,pu,2025-09,60\n", exceptions=exception("K101", "segment: pu"))
    assert run("check", "--today", DAY).code == 0
    ran = run("gap", "--today", DAY)
    assert (ran.code, ran.out) == (1, "")
    assert "error K101" in ran.err


@pytest.mark.parametrize("name", ["exceptions.yaml", "checks.yaml"])
def test_a_total_among_its_parts_is_never_added_up(given, run, tmp_path, name):
    given(participants=PARTICIPANTS + "balikpapan,Total,2025-09,600\n", population=POPULATION)
    files = {"exceptions.yaml": exception("K102", "segment: total"), "checks.yaml": "severity: {K102: warning}\n"}
    (tmp_path / "config" / name).write_text(files[name])
    ran = run("gap", "--today", DAY)
    assert (ran.code, ran.out) == (1 if name == "exceptions.yaml" else 2, "")


@pytest.mark.parametrize("cell", ["6.000", "-5", "", "67.5"])
def test_a_row_that_cannot_be_read_is_missing_and_not_zero(given, run, cell):
    unread = PARTICIPANTS.replace(PARTICIPANTS.splitlines()[1], f"balikpapan,pu,2025-09,{cell}")
    codes = ["V101", "V103", "V104", "V105"]
    entries = [exception(code, "file: data/participants.csv").removeprefix("exceptions:\n") for code in codes]
    given(participants=unread, exceptions="exceptions:\n" + "".join(entries))
    report = run("gap", "--missing", "zero", "--format", "json", "--today", DAY).json
    row = next(row for row in report["rows"] if row["segment"] == "pu")
    assert (row["participants"], row["status"]) == (None, "no-participants")
    assert not any("counted as 0" in note for note in report["notes"] if "pu" in note.split(":")[0])


def test_another_file_of_exceptions(given, run, tmp_path):
    given(participants=ORPHAN)
    (tmp_path / "mine.yaml").write_text(exception("X101", "file: data/participants.csv"))
    assert run("check", "--exceptions", "mine.yaml", "--today", DAY).code == 0
    assert run("check", "--exceptions", "none.yaml").code == 2


def test_a_part_of_the_files_says_nothing_about_the_exceptions_of_others(given, codes):
    given(exceptions=exception("X101", "file: data/participants.csv"))
    assert codes("data/population.csv") == []
    assert codes("data/population.csv", "data/participants.csv") == [("E101", 2)]


def test_files_in_place_of_the_projects_say_nothing_about_exceptions_for_those(given, codes, tmp_path):
    given(participants=ORPHAN, exceptions=exception("X101", "file: data/participants.csv"))
    (tmp_path / "other.csv").write_text(PARTICIPANTS)
    (tmp_path / "other.yaml").write_text("targets: {national: 80%}\n")
    assert codes("--participants", "other.csv") == []
    given(exceptions=exception("T104", "file: config/targets.yaml"))
    assert codes() == [("E101", 2)]
    assert codes("--targets", "other.yaml") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (exception("X999", "segment: pu"), '2:11: error E103 "X999" is no rule'),
        (exception("C102", "segment: pu"), "cannot be excepted"),
        (exception("X101", "note: x"), 'the key "note" is not known'),
        (exception("X101", "reason: x").replace("a letter of March says why", ""), "the key"),
        (
            "exceptions:\n  - code: X101\n    " + WHO.format("2026-12-31"),
            "2:5: error C105 exceptions: entry 1: a scope is needed",
        ),
        (exception("X101", "segment: pu") + "  - 5\n", "error C105 exceptions: entry 2: a mapping of keys"),
        (exception("X101", "segment: pu", expiry="31/12/2026"), "a day is expected, such as 2026-12-31"),
        (exception("X101", "segment: pu").replace("statistics desk", '""'), "owner: a few words are expected"),
        ("exceptions:\n  - code: X101\n    segment: pu\n", 'the key "reason" is missing'),
    ],
)
def test_slips_are_named_and_hold_nothing_back(given, run, text, said):
    given(participants=ORPHAN, exceptions=text)
    ran = run("check", "--today", DAY)
    assert ran.code == 1
    assert said in ran.out
    assert "X101 balikpapan / jakon" in ran.out


BROKEN = ORPHAN.replace(",67", ",x")


@pytest.mark.parametrize(
    "idle",
    [("--output", "x.json"), ("--format", "json"), ("--against", "HEAD"), ("--strict",), ("--max-findings", "1")],
)
def test_what_has_no_effect_beside_written_exceptions_is_refused(given, run, tmp_path, idle):
    given(participants=BROKEN)
    ran = run("check", "--write-exceptions", *idle)
    assert (ran.code, f"{idle[0]} has no effect beside --write-exceptions" in ran.err) == (2, True)
    assert not (tmp_path / "config" / "exceptions.yaml").exists()


def test_todays_findings_are_written_as_a_start(given, run, codes, tmp_path):
    given(participants=BROKEN)
    ran = run("check", "--write-exceptions", "--today", DAY, "--lang", "en")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("exceptions added to config/exceptions.yaml: 2, each until 2026-09-28")
    text = (tmp_path / "config" / "exceptions.yaml").read_text()
    assert "  - code: V102\n    file: data/participants.csv\n    branch: balikpapan\n    segment: pu\n" in text
    assert codes() == []
    assert codes(day="2026-09-29")[-2:] == [("V102", 2), ("X101", 4)]
    again = run("check", "--write-exceptions", "--today", DAY, "--lang", "en")
    assert (again.code, again.err.partition(": ")[2][:2]) == (0, "0,")
    assert (tmp_path / "config" / "exceptions.yaml").read_text() == text


def test_new_ones_come_below_what_somebody_worded(given, run, codes, tmp_path):
    own = "# ours\n" + exception("X101", "segment: jakon  # Mr Budi knows")
    given(participants=BROKEN, exceptions=own)
    assert run("check", "--write-exceptions", "--today", DAY).code == 0
    text = (tmp_path / "config" / "exceptions.yaml").read_text()
    assert text.startswith(own)
    assert codes() == []


def test_no_personal_number_is_written_down(given, run, codes, tmp_path):
    given(participants=PARTICIPANTS + "6471012345678901,pu,2025-09,9\n")
    assert run("check", "--write-exceptions", "--today", DAY).code == 0
    assert "647101" not in (tmp_path / "config" / "exceptions.yaml").read_text()
    assert codes() == []


def test_a_refused_person_beside_counts_is_named_too(given, run, tmp_path):
    given()
    listed = "participant_id,branch,segment,status,period\n1,balikpapan,pu,gone,2025-09\n"
    (tmp_path / "data" / "participants_persons.csv").write_text(listed)
    run("check", "--write-exceptions", "--today", DAY)
    text = (tmp_path / "config" / "exceptions.yaml").read_text()
    assert "    file: data/participants_persons.csv\n    branch: balikpapan\n    segment: pu\n" in text


def test_hundreds_of_one_kind_become_one_for_the_file(given, run, codes, tmp_path):
    given(participants=PARTICIPANTS + "".join(f"balikpapan,s{number},2025-09,1\n" for number in range(101)))
    run("check", "--write-exceptions", "--today", DAY)
    assert (tmp_path / "config" / "exceptions.yaml").read_text().count("code: X101") == 1
    assert codes() == []


def test_a_finding_about_a_whole_file_is_excepted_by_its_file_alone(given, run, codes, tmp_path):
    given()
    for name in ("other", "third"):
        (tmp_path / f"data/{name}.csv").write_text("a,b\n1,2\n")
        assert codes() == [("F112", 1)]
        assert run("check", "--write-exceptions", "--today", DAY).code == 0
        assert codes() == []
    text = (tmp_path / "config/exceptions.yaml").read_text()
    assert "  - code: F112\n    file: data/other.csv\n    reason: " in text
    assert "  - code: F112\n    file: data/third.csv\n    reason: " in text


@pytest.mark.parametrize(
    "text", ["exceptions: []\n", "exceptions: [{code: X101, reason: r, owner: o, expiry: 2030-01-01}]\n"]
)
def test_a_list_in_brackets_is_not_written_into(given, run, tmp_path, text):
    given(participants=BROKEN, exceptions=text)
    for language, said in (("en", "nothing can be added to config/exceptions.yaml"), ("id", "- code:")):
        ran = run("check", "--write-exceptions", "--today", DAY, "--lang", language)
        assert (ran.code, ran.out, said in ran.err) == (2, "", True)
    assert (tmp_path / "config/exceptions.yaml").read_text() == text


def test_what_cannot_be_excepted_stays(given, run):
    given(participants=BROKEN, checks="severity: {X999: error}\n")
    ran = run("check", "--write-exceptions", "--today", DAY)
    assert ran.code == 1
    assert '"X999" is no rule' in ran.out


def test_outside_a_project_the_file_must_be_named(given, run, tmp_path, monkeypatch):
    given(participants=ORPHAN)
    (tmp_path / "config" / "targets.yaml").unlink()
    monkeypatch.chdir(tmp_path / "data")
    files = ("participants.csv", "population.csv")
    assert run("check", *files, "--write-exceptions").code == 2
    assert run("check", *files, "--write-exceptions", "--exceptions", "known.yaml", "--today", DAY).code == 0
    assert run("check", *files, "--exceptions", "known.yaml", "--today", DAY).code == 0


def test_a_period_that_is_none_is_left_out_of_the_scope(given, run, codes, tmp_path):
    given(participants=PARTICIPANTS.replace("bpu,2025-09", "bpu,2025-9"))
    ran = run("check", "--write-exceptions", "--today", DAY)
    assert ran.code == 0, ran.err
    text = (tmp_path / "config" / "exceptions.yaml").read_text()
    assert (
        "  - code: V114\n    file: data/participants.csv\n    branch: balikpapan\n    segment: bpu\n    reason" in text
    )
    assert codes() == []


def test_every_exception_that_matches_counts_and_an_unknown_name_matches_none(given, codes):
    several = "".join(
        exception("X101", scope).removeprefix("exceptions:\n")
        for scope in ("segment: jakon", "segment: JAKON", "branch: balikpapan\n    segment: jakon", "period: 2025-09")
    )
    given(participants=ORPHAN, exceptions=f"exceptions:\n{several}")
    assert codes() == []  # none of the four is said to match nothing


def test_a_named_file_is_no_match_for_a_file_with_a_name_that_is_not_known(given, codes):
    """A fault of the whole file is about no segment, so an exception for a segment in that file is unused."""
    broken = PARTICIPANTS + 'balikpapan,"jakon\n'
    scopes = ("file: data/participants.csv", "file: data/participants.csv\n    segment: jakon")
    several = "".join(exception("S105", scope).removeprefix("exceptions:\n") for scope in scopes)
    given(participants=broken, exceptions=f"exceptions:\n{several}")
    assert codes() == [("E101", 7)]


def test_what_is_written_for_people_is_in_their_language(given, run, tmp_path, monkeypatch):
    monkeypatch.setattr(gettext.NullTranslations, "gettext", lambda _, text: f"ID: {text}")
    monkeypatch.setattr(gettext.GNUTranslations, "gettext", lambda _, text: f"ID: {text}")
    given(participants=BROKEN)
    run("check", "--write-exceptions", "--today", DAY, "--lang", "id")
    text = (tmp_path / "config" / "exceptions.yaml").read_text()
    assert [line[:5] for line in text.splitlines()[:2]] == ["# ID:", "# ID:"]
    assert '    reason: "ID: known' in text or "    reason: 'ID: known" in text
    assert '    owner: "ID: not' in text or "    owner: 'ID: not" in text


@pytest.mark.parametrize(
    "text", ["pu", "a b, c", "none", "null", "Yes", "2025-09-01", "1e3", " a", "a: b", "a #b", "~", "-"]
)
def test_a_text_that_is_written_is_read_as_that_text(text):
    assert yaml.safe_load(f"a: {scalar(text, alone=True)}\n") == {"a": text}
    assert yaml.safe_load(f"{{a: [{scalar(text)}]}}") == {"a": [text]}


def test_an_address_is_written_as_it_is_and_holds_from_any_folder(given, tmp_path, monkeypatch):
    address = "s3a://extracts/2025-09/persons.csv"
    assert relative(address, str(tmp_path)) == address
    root = given(exceptions=exception("X101", f"file: {address}"))
    policy = load_policy(str(root))
    monkeypatch.chdir("/")
    found = Judged(Finding("X101", Place(address, 4, 1)))
    assert policy.rule([found], date(2026, 6, 30)).excepted == [found]


SOURCES = """inputs:
  - {kind: population, files: data/population.csv}
  - kind: participants
    files: data/participants.csv
    period_columns: {year: tahun}
    wide: {to: period, columns: [Jan, Feb, Mar]}
"""


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        ("period: 2025-01", [("V102", 2, 24)]),
        ("period: 2025-03", [("V102", 2, 20)]),
        ("period: 2025-02", [("V102", 2, 20), ("V102", 2, 24)]),
        ("segment: pu", []),
    ],
)
def test_a_cell_of_a_wide_table_is_of_its_own_row(given, run, tmp_path, scope, left):
    given(population="branch,segment,period,workers\nbalikpapan,pu,2024,9\n",
          participants="branch,segment,tahun,Jan,Feb,Mar\nbalikpapan,pu,2025,x,5,y\n",
          exceptions=exception("V102", scope))  # fmt: skip
    (tmp_path / "config/sources.yaml").write_text(SOURCES)
    found = run("check", "--format", "json", "--today", DAY).json["findings"]
    assert [(one["code"], one["line"], one["column"]) for one in found if one["code"] == "V102"] == left


def test_what_a_line_of_a_wide_table_shares_is_written_down(given, run, tmp_path):
    given(
        population="branch,segment,period,workers\nbalikpapan,pu,2024,9000\n",
        participants="branch,segment,tahun,Jan,Feb,Mar\nbalikpapan,,2025,6,5,7\nbalikpapan,pu,2025,x,5,7\n",
    )
    (tmp_path / "config/sources.yaml").write_text(SOURCES)
    run("check", "--write-exceptions", "--today", DAY)
    entries = yaml.safe_load((tmp_path / "config/exceptions.yaml").read_text())["exceptions"]
    assert [(one["code"], one["branch"], one.get("segment"), one.get("period")) for one in entries] == [
        ("V101", "balikpapan", None, None),
        ("V102", "balikpapan", "pu", "2025-01"),
    ]
    assert run("check", "--today", DAY).code == 0


@pytest.mark.parametrize("year", ["0000", "25", "2024*"])
def test_a_year_that_is_none_is_left_out_of_the_scope_too(given, run, tmp_path, year):
    given(population="branch,segment,period,workers\nbalikpapan,pu,2024,9\n",
          participants=f"branch,segment,tahun,bulan,participants\nbalikpapan,pu,{year},1,6\n",
          sources=SOURCES[: SOURCES.index("    wide")].replace("tahun}", "tahun, month: bulan}"))  # fmt: skip
    assert run("check", "--write-exceptions", "--today", DAY).code == 0
    (entry,) = (one for one in yaml.safe_load((tmp_path / "config/exceptions.yaml").read_text())["exceptions"]
                if one["code"] == "V125")  # fmt: skip
    assert (entry["branch"], entry["segment"], entry.get("period")) == ("balikpapan", "pu", None)
    assert run("check", "--today", DAY).code == 0
