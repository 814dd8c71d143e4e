"""Files of persons through `gap`, `check` and the library."""

from __future__ import annotations

import json
import random

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coverage_cli import gap
from coverage_cli.config import folders
from coverage_cli.config.layout import without_secret
from coverage_cli.engines.duckdb.engine import DuckDbEngine

POPULATION = "branch,segment,period,workers\nbpp,pu,2025-09,10\nbpp,bpu,2025-09,10\nsmd,pu,2025-09,10\n"
PERSONS = (
    "participant_id,branch,segment,status,period,programme\n"
    "6471012509900001,bpp,pu,active,2025-09,JKK\n"
    "6471012509900001,bpp,pu,active,2025-09,JKM\n"
    "6471012509900001,bpp,bpu,active,2025-09,JKK\n"
    "6471012509900002,bpp,pu,inactive,2025-09,JKK\n"
    "6471012509900003,bpp,pu,active,2025-09,JHT\n"
    "6471012509900004,smd,pu,active,2025-09,JKK\n"
    "6471012509900003,smd,pu,active,2025-09,\n"
)
FILES = {"data/population.csv": POPULATION, "data/participants.csv": PERSONS}


def totals(ran):
    return {row["branch"]: row["participants"] for row in ran.json["totals"]}


def test_a_projects_participants_may_be_persons(project, run):
    project(FILES)
    ran = run("gap", "--format", "json")
    report = ran.json
    assert {(row["branch"], row["segment"]): row["participants"] for row in report["rows"]} == {
        ("bpp", "bpu"): 1,
        ("bpp", "pu"): 2,
        ("smd", "pu"): 2,
    }
    assert totals(ran) == {"bpp": 2, "smd": 2, None: 3}
    assert any("Persons in several segments or branches: 2." in note for note in report["notes"])
    assert (report["totals"][0]["workers"], report["totals"][0]["uncovered"]) == (20, 17)


def test_status_and_programme_choose_who_is_counted(project, run):
    project(FILES)
    assert totals(run("gap", "--status", "all", "--format", "json")) == {"bpp": 3, "smd": 2, None: 4}
    assert totals(run("gap", "--programme", "jkm", "--format", "json")) == {"bpp": 1, "smd": 0, None: 1}
    assert totals(run("gap", "--programme", "JHT,JKM", "--format", "json"))[None] == 2
    ran = run("gap", "--programme", "JKP")
    assert (ran.code, ran.out) == (2, "")
    assert 'there is no programme "JKP" in the files of persons; there are: JHT, JKK, JKM' in ran.err


@pytest.mark.parametrize("options", [("--programme", "jkk"), ("--by", "programme")])
def test_rows_that_name_no_programme_are_told_where_programmes_are_asked_for(project, run, options):
    root = project({"data/population.csv": "branch,segment,period,workers\nbpp,pu,2025-09,9\n"})
    header = "participant_id,branch,segment,status,period"
    files = {
        "a.csv": f"{header},programme\n00011,bpp,pu,active,2025-09,JKK\n00012,bpp,pu,active,2025-09,\n",
        "b.csv": f"{header}\n00013,bpp,pu,active,2025-09\n00014,bpp,pu,inactive,2025-09\n",
    }
    for name, text in files.items():
        (root / name).write_text(text)
    named = ("--participants", "a.csv", "--participants", "b.csv")
    said = "Rows of persons that name no programme: 2."  # of the active ones
    assert said in run("gap", *named, *options).out
    assert "name no programme" not in run("gap", *named).out
    assert "Rows of persons that name no programme: 3." in run("gap", *named, *options, "--status", "all").out
    hidden = run("gap", *named, *options, "--suppress", "5").out
    assert said not in hidden
    assert "Some rows of persons name no programme" in hidden


def test_what_an_export_records_says_who_was_counted(project, run, tmp_path):
    project(FILES)
    assert (
        run("export", "--status", "all", "--programme", "jkm,JKK", "-o", "gap.csv", "-o", "gap.html", "--sidecar").code
        == 0
    )
    record = json.loads((tmp_path / "gap.csv.provenance.json").read_text())
    assert record["options"] == [["--status", "all"], ["--programme", "jkm,JKK"]]
    assert "--status all --programme jkm,JKK" in (tmp_path / "gap.html").read_text()
    assert run("export", "-o", "gap.csv", "--sidecar").code == 0
    assert json.loads((tmp_path / "gap.csv.provenance.json").read_text())["options"] == []


def test_the_cascade_has_the_widest_programme_first(project, run):
    project(FILES)
    report = run("gap", "--by", "programme", "--format", "json").json
    assert [(row["programme"], row["participants"], row["workers"]) for row in report["rows"]] == [
        ("JKK", 2, 30),
        ("JHT", 1, 30),
        ("JKM", 1, 30),
    ]
    assert report["totals"][-1]["participants"] == 3


def test_the_cascade_has_the_programmes_that_count(project, run):
    project(FILES)
    report = run("gap", "--by", "programme", "--programme", "jkm,jht", "--format", "json").json
    assert [(row["programme"], row["participants"]) for row in report["rows"]] == [("JHT", 1), ("JKM", 1)]
    assert report["totals"][-1]["participants"] == 2


def test_who_is_not_counted_is_said(project, run):
    project(FILES)
    note = "Only active persons are counted; there are inactive ones too (--status all counts them)."
    assert note in run("gap").out
    assert note not in run("gap", "--status", "all").out
    project({**FILES, "data/participants.csv": FILES["data/participants.csv"].replace("inactive", "active")})
    assert note not in run("gap").out


def test_the_programmes_of_one_part_stand_together(project, run):
    people = [("f", "JKK"), ("f", "JHT"), ("f", "JKK"), ("m", "JKK"), ("m", "JHT"), ("m", "JHT"), ("m", "JHT")]
    rows = "".join(
        f"{number},bpp,pu,active,2025-09,{programme},{sex}\n" for number, (sex, programme) in enumerate(people)
    )
    project({
        "config/sources.yaml": "dimensions: [sex]\ninputs:\n"
        "  - {kind: population, files: data/population.csv}\n  - {kind: persons, files: data/participants.csv}\n",
        "data/population.csv": "branch,segment,period,sex,workers\nbpp,pu,2025-09,f,10\nbpp,pu,2025-09,m,10\n",
        "data/participants.csv": PERSONS.splitlines()[0] + ",sex\n" + rows,
    })  # fmt: skip
    report = run("gap", "--by", "branch,segment,sex,programme", "--format", "json").json
    assert [(row["sex"], row["programme"], row["participants"]) for row in report["rows"]] == [
        ("f", "JKK", 2),
        ("f", "JHT", 1),
        ("m", "JHT", 3),
        ("m", "JKK", 1),
    ]


def test_programmes_are_counted_over_all_of_a_declared_dimension(project, run):
    project({
        "config/sources.yaml": "dimensions: [sex]\ninputs:\n"
        "  - {kind: population, files: data/population.csv}\n  - {kind: persons, files: data/participants.csv}\n",
        "data/population.csv": "branch,segment,period,sex,workers\nbpp,pu,2025-09,f,10\nbpp,pu,2025-09,m,10\n",
        "data/participants.csv": PERSONS.splitlines()[0] + ",sex\n1,bpp,pu,active,2025-09,JKK,f\n",
    })  # fmt: skip
    (row,) = run("gap", "--by", "programme", "--format", "json").json["rows"]
    assert (row["sex"], row["programme"], row["participants"]) == (None, "JKK", 1)
    assert "\nJKK " in run("gap", "--by", "programme").out
    assert run("gap", "--by", "programme", "--format", "csv").out.splitlines()[1].startswith("bpp,,,JKK,2025-09,")


def test_a_cascade_of_counts_is_refused(project, run):
    project({**FILES, "data/participants.csv": "branch,segment,period,participants\nbpp,pu,2025-09,1\n"})
    ran = run("gap", "--by", "programme", "--missing", "zero")
    assert (ran.code, ran.out) == (2, "")


def test_check_counts_distinct_active_persons(project, run):
    project(FILES)
    report = run("check", "--format", "json").json
    (file,) = [file for file in report["files"] if file["kind"] == "persons"]
    assert (file["rows"], file["used"], file["reported"], file["persons"]) == (7, 7, 0, 3)


def test_check_counts_who_is_active_in_the_rows_that_are_used(project, run):
    """One of the two people of the orphan segment is in another one too."""
    project({**FILES, "data/participants.csv": PERSONS.replace("smd,pu", "smd,jakon")})
    report = run("check", "--format", "json").json
    (file,) = [file for file in report["files"] if file["kind"] == "persons"]
    assert (file["rows"], file["used"], file["reported"], file["persons"]) == (7, 5, 2, 2)


def test_persons_and_counts_are_both_held_against_the_population(project, run):
    counts = "branch,segment,period,participants\nbpp,pu,2025-09,2\nsmd,pu,2025-09,2\n"
    project({**FILES, "counts.csv": counts, "orphan.csv": PERSONS.replace("smd,pu", "smd,jakon")})
    ran = run("check", "data/population.csv", "counts.csv", "data/participants.csv")
    assert ran.code == 0, ran.out
    assert "X102" not in ran.out, "bpu is missing among the counts, and not among the persons"
    ran = run("check", "data/population.csv", "counts.csv", "orphan.csv")
    assert "orphan.csv:7:22: error X101" in ran.out
    ran = run("gap", "--participants", "counts.csv", "--participants", "data/participants.csv")
    assert (ran.code, ran.out) == (2, "")


def test_a_folder_of_files_is_one_extract(project, run):
    header, *rows = PERSONS.splitlines(keepends=True)
    files = {f"extract/{at}/part.{'csv' if at % 2 else 'CSV'}": header + row for at, row in enumerate(rows)}
    more = header + "6471012509900009,smd,pu,active,2025-09,JKK\n"
    scratch = {f"extract/{name}": more for name in (".ipynb_checkpoints/part.csv", "_temporary/part.csv", "_old.csv")}
    project({**FILES, **files, **scratch, "extract/_SUCCESS": "", "extract/.part.csv.crc": "x"})
    assert totals(run("gap", "--participants", "extract", "--format", "json")) == {"bpp": 2, "smd": 2, None: 3}
    ran = run("gap", "--participants", "config")
    assert (ran.code, "without a .csv" in ran.err) == (2, True)


@pytest.mark.parametrize("written", ["data/persons", "data/persons/", "data/pers*", "data/persons/sub/.."])
def test_a_project_lists_a_folder_of_persons(project, run, written):
    """As the option reads it, with what is left there told once; a delivery is put in beside the others."""
    head, *rows = PERSONS.splitlines(keepends=True)
    listed = "{kind: population, files: data/population.csv}", f"{{kind: persons, files: {json.dumps(written)}}}"
    root = project({"data/population.csv": POPULATION, "data/persons/a.csv": head + "".join(rows[:4]),
                    "data/persons/sub/b.CSV": head + "".join(rows[4:]), "data/persons/part-0001": head,
                    "config/sources.yaml": "inputs:\n" + "".join(f"  - {one}\n" for one in listed)})  # fmt: skip
    assert totals(run("gap", "--format", "json")) == {"bpp": 2, "smd": 2, None: 3}
    ran = run("check")
    assert (ran.code, ran.out.count("part-0001:1:1: warning F112")) == (0, 1)
    for path in ("a.csv", "sub/b.CSV"):
        (root / "data/persons" / path).unlink()
    for arguments in ((), ("data/population.csv",)):
        ran = run("check", *arguments)
        assert ran.code == 2
        assert "is a folder without a .csv, .csv.gz or .parquet file" in ran.err


def test_what_a_folder_leaves_unread_is_told(project, run):
    root = project({**FILES, "extract/a.csv": PERSONS, "extract/README.txt": "", "extract/LICENSE": ""})
    names = ("2025-10.zip", "b.tsv", "c/000000_0", "d.TXT", "e.xlsx", "part-00000", "part-1.gz")
    left = [f"extract/{name}" for name in names]
    for name in left:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(PERSONS)
    for command in ("gap", "check"):
        found = run(command, "--participants", "extract", "--format", "json").json["findings"]
        assert [(one["code"], one["path"]) for one in found] == [("F112", name) for name in left]
    named = run("gap", "--participants", "extract", "--participants", "extract/b.tsv", "--format", "json")
    assert "extract/b.tsv" not in [one["path"] for one in named.json["findings"] if one["code"] == "F112"]


def test_a_folder_is_checked_as_each_of_its_files(project, run):
    persons = {f"all/{at}/persons.{end}": PERSONS.replace("-09", f"-1{at}") for at, end in ((0, "csv"), (1, "CSV"))}
    wrong = PERSONS.replace("active", "activ", 1)
    project({**FILES, **persons, "all/b.csv": wrong, "all/population.csv": FILES["data/population.csv"]})
    there = ("all/0/persons.csv", "all/1/persons.CSV", "all/b.csv", "all/population.csv")
    for options in ((), ("--format", "json")):
        named = run("check", *there, *options)
        assert (named.code, "V115" in named.out) == (1, True)
        assert run("check", "all", *options) == run("check", "all", there[2], *options) == named
    assert "all/b.csv:1:1: error S101" in run("check", "all/", "--as", "population").out


def test_what_a_checked_folder_leaves_unread_is_told(project, run):
    project({**FILES, "extract/a.csv": PERSONS, "extract/b.tsv": PERSONS, "extract/README.txt": ""})
    ran = run("check", "extract")
    assert (ran.code, "extract/b.tsv:1:1: warning F112" in ran.out, "files: 1;" in ran.out) == (0, True, True)
    assert "F112" not in run("check", "extract", "extract/b.tsv").out


@pytest.mark.parametrize(("path", "said"), [("config", "without a .csv"), (".", "name it with --project")])
def test_a_folder_that_cannot_be_checked_is_said(project, run, path, said):
    project(FILES)
    ran = run("check", path)
    assert (ran.code, ran.out, said in ran.err) == (2, "", True)


@pytest.mark.parametrize("how", [("data/population.csv", "extract"), ("--participants", "extract")])
def test_a_folder_is_compared_with_what_it_was(project, run, how):
    targets = "default: national\ntargets: {national: 80%}\n"
    files = {"data/population.csv": POPULATION, "extract/a.csv": PERSONS}
    was = {f"before/{path}": text for path, text in {**files, "config/targets.yaml": targets}.items()}
    project({**files, "extract/a.csv": PERSONS.replace(",smd,pu,active", ",smd,pu,inactive", 1), **was})
    found = run("check", *how, "--against", "before", "--format", "json").json["comparison"]["rates"]
    assert [(one["branch"], one["participants_before"], one["participants_after"]) for one in found] == [
        (None, 3, 2),
        ("smd", 2, 1),
        ("smd", 2, 1),
    ]


def test_a_folder_is_looked_through_once(project, run, monkeypatch):
    project({**FILES, "extract/a.csv": PERSONS})
    looked = []
    walk = folders.walk
    monkeypatch.setattr(folders, "walk", lambda folder, **how: looked.append(folder) or walk(folder, **how))
    for command in (("gap", "--participants", "extract"), ("check", "extract")):
        assert run(*command).code == 0
    assert looked == ["extract", "extract"]


def test_an_empty_file_among_persons_is_called_empty(project, run):
    project({**FILES, "extract/a.csv": PERSONS, "b.csv": "", "extract/c.csv": "one,two\n"})
    for command in ("gap", "check"):
        ran = run(command, "--participants", "extract", "--participants", "b.csv")
        assert "b.csv:1:1: error F103" in ran.out + ran.err
        assert 'extract/c.csv:1:1: error S101 the header has no column "participant_id"' in ran.out + ran.err


def test_parquet_counts_as_csv_does(project, run):
    root = project(FILES)
    rows = f"read_csv('{root}/data/participants.csv', all_varchar=true)"
    duckdb.sql(f"copy (select * from {rows}) to '{root}/texts.parquet' (format parquet)")
    duckdb.sql(
        f"copy (select * replace (participant_id::bigint as participant_id, (period || '-01')::date as period) "
        f"from {rows}) to '{root}/types.parquet' (format parquet)"
    )
    duckdb.sql(f"copy (select * replace (participant_id::double as participant_id) from {rows}) "
               f"to '{root}/rounded.parquet' (format parquet)")  # fmt: skip
    for name in ("texts", "types"):
        ran = run("gap", "--participants", f"{name}.parquet", "--format", "json")
        assert totals(ran) == {"bpp": 2, "smd": 2, None: 3}
    ran = run("check", "rounded.parquet")
    assert ran.code == 1
    assert "rounded.parquet:1:1: error S122" in ran.out
    assert "6471012509900001" not in ran.out
    (root / "cut.parquet").write_bytes((root / "texts.parquet").read_bytes()[:300])
    assert "cut.parquet:1:1: error F111" in run("check", "cut.parquet").out


def test_parquet_that_is_damaged_within_is_a_finding(project, run, tmp_path):
    """Wherever a few bits are wrong, whatever the file's name: values, findings or F111, no fault and no Ctrl-C."""
    project(FILES)
    good, found = tmp_path / "good.parquet", []
    rows = "range(1000000000000000, 1000000000001800) as t(i)"
    duckdb.sql(
        "copy (select i::varchar as participant_id, if(i % 50 = 3, '', 'b' || i % 30) as branch, 'pu' as segment, "
        f"'active' as status, '2025-09' as period from {rows}) to '{good}' (format parquet, codec 'gzip')"
    )
    content, dice = good.read_bytes(), random.Random(7)  # noqa: S311 - reproducible, not secret
    for _ in range(30):
        damaged = bytearray(content)
        for _ in range(3):
            damaged[dice.randrange(4, len(content) - 8)] ^= 1 << dice.randrange(8)
        (tmp_path / "interrupt.parquet").write_bytes(damaged)
        ran = run("check", "interrupt.parquet")
        assert ran.code in {0, 1}, ran.err
        found.append("error F111" in ran.out)
    assert any(found)


def test_declared_columns_and_constants_hold_for_persons(project, run):
    sources = (
        "inputs:\n  - kind: persons\n    files: [raw.csv]\n    columns: {participant_id: nomor}\n"
        "    constants: {period: 2025-09}\n    values: {status: {'1': active, '0': inactive}}\n"
    )
    raw = "nomor,cabang,segmen,status\n1,bpp,pu,1\n2,bpp,bpu,0\n1,bpp,bpu,1\n3,smd,pu,1\n"
    project({**FILES, "config/sources.yaml": sources, "raw.csv": raw})
    ran = run("gap", "--participants", "raw.csv", "--format", "json")
    assert totals(ran) == {"bpp": 1, "smd": 1, None: 2}, ran.err


def test_the_library_counts_as_the_command_does(project):
    project(FILES)
    report = gap(programme="jkk", status="active")
    assert report.total.coverage.participants == 2


@pytest.mark.parametrize("option", [("--memory", "2"), ("--memory", "1KB"), ("--temp", "nowhere"), ("--status", "x")])
def test_an_unusable_option_is_refused(project, run, option):
    project(FILES)
    assert run("gap", *option).code == 2


@pytest.mark.parametrize("command", [("gap",), ("trend",), ("plan", "--by", "2026-12"), ("export", "-o", "out.csv")])
@pytest.mark.parametrize("option", [("--status", "all"), ("--programme", "jkk")])
def test_an_option_about_persons_is_refused_where_there_are_counts(project, run, command, option):
    counts = "branch,segment,period,participants\nbpp,pu,2025-09,5\n"
    project({**FILES, "data/participants.csv": counts})
    ran = run(*command, *option)
    assert (ran.code, ran.out) == (2, "")
    assert f"data/participants.csv gives counts, and {' '.join(option).removesuffix(' jkk')} is about" in ran.err


def test_a_fault_of_the_program_is_one_line_without_data(project, run, monkeypatch):
    project(FILES)
    survey = DuckDbEngine.survey

    def wrong(self, extract, verdict, sample):
        found = survey(self, extract, verdict, sample)
        return type(found)(found.rows, found.refused + 1, found.combinations)

    monkeypatch.setattr(DuckDbEngine, "survey", wrong)
    ran = run("gap")
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert "6471" not in ran.err


def test_small_counts_are_left_out_of_every_output(project, run):
    rows = "".join(
        f"{number:05d},{branch},{segment},active,2025-09\n"
        for branch, segment, people in (("bpp", "pu", 30), ("bpp", "bpu", 3), ("smd", "pu", 40))
        for number in range(people)
    )
    root = project({**FILES, "data/participants.csv": "participant_id,branch,segment,status,period\n" + rows})
    ran = run("gap", "--suppress", "5", "--output", "out.csv", "--output", "out.md", "--format", "json")
    report = ran.json
    assert [(row["segment"], row["participants"], row["status"]) for row in report["rows"]] == [
        ("bpu", None, "suppressed"),
        ("pu", None, "suppressed"),
        ("pu", 40, "met"),
    ]
    assert totals(ran) == {"bpp": 30, "smd": 40, None: 40}  # the same people everywhere
    assert "X103" not in ran.out
    for name in ("out.csv", "out.md"):
        text = (root / name).read_text(encoding="utf-8")
        assert "suppressed" in text
        assert ",3," not in text


MIXED = "participant_id,branch,segment,status,period\n" + "".join(
    f"{number:05},bpp,{segment},active,2025-09\n"
    for segment, people in (("pu", range(40)), ("bpu", range(38, 70)))
    for number in people
)
"""Two people are in both segments."""
ROOM = "branch,segment,period,workers\nbpp,pu,2025-09,100\nbpp,bpu,2025-09,100\n"


def test_a_total_less_a_programme_is_not_a_few_people(project, run):
    """160 have one programme, the same 5 each of two others. Their order, else the widest first, tells nothing."""
    rows = "".join(
        f"{number},bpp,pu,active,2025-09,{programme}\n"
        for programme, people in (("JKK", range(160)), ("JKM", range(160, 165)), ("JHT", range(160, 165)))
        for number in people
    )
    persons = "participant_id,branch,segment,status,period,programme\n" + rows
    project({"data/population.csv": ROOM.replace("100", "400"), "data/participants.csv": persons})
    report = run("gap", "--by", "programme", "--suppress", "10", "--format", "json").json
    assert [row["participants"] for row in report["rows"]] == [None, None, None]
    assert [row["programme"] for row in report["rows"]] == ["JHT", "JKK", "JKM"]
    assert report["totals"][-1]["participants"] == 165


APART = {("bpp", "pu"): (range(6), range(6, 12)), ("smd", "pu"): (range(12, 18), range(18, 24))}
"""Members of two programmes, of whom nobody has both."""
TWICE = {("bpp", "pu"): (range(60), range(40, 100)), ("bpp", "bpu"): (range(100, 106), range(106, 112))}
"""Of the first segment's 100 people 20 have both."""


@pytest.mark.parametrize("held", [APART, TWICE])
@pytest.mark.parametrize(("more", "shown"), [(0, False), (10, True)])
def test_two_programmes_are_over_the_same_workers(project, run, held, more, shown):
    """Where nobody else works, a total of all workers says that all of each part are covered."""
    workers = {place: len({*jkk, *jkm}) + more for place, (jkk, jkm) in held.items()}
    rows = [
        f"{at},{branch},{segment},active,2025-09,{programme}\n"
        for (branch, segment), programmes in held.items()
        for programme, members in zip(("JKK", "JKM"), programmes, strict=True)
        for at in members
    ]
    population = [f"{branch},{segment},2025-09,{count}\n" for (branch, segment), count in workers.items()]
    project(
        {
            "data/population.csv": "branch,segment,period,workers\n" + "".join(population),
            "data/participants.csv": "participant_id,branch,segment,status,period,programme\n" + "".join(rows),
        }
    )
    report = run("gap", "--by", "branch,segment,programme", "--suppress", "10", "--format", "json").json
    assert [total["participants"] is not None for total in report["totals"]] == [shown] * len(report["totals"])


def test_nothing_depends_on_who_is_in_several_hidden_rows(project, run):
    """Of 123 in all, 100 are in pu; of jakon's 20, two or none are in bpu too."""
    found = []
    population = ROOM + "bpp,jakon,2025-09,100\n"
    for bpu in (range(100, 103), [*range(100, 103), 110, 111]):
        parts = (("pu", range(100)), ("jakon", range(103, 123)), ("bpu", bpu))
        rows = "".join(f"{number},bpp,{name},active,2025-09\n" for name, people in parts for number in people)
        persons = "participant_id,branch,segment,status,period\n" + rows
        project({"data/population.csv": population, "data/participants.csv": persons})
        report = run("gap", "--suppress", "10", "--format", "json").json
        report["sources"] = []
        found.append(report)
    assert found[0]["totals"][0]["participants"] == 123
    assert found[0] == found[1]


def test_rows_of_persons_are_not_told_beside_their_total(project, run):
    """72 rows of 70 people: 2 are in several segments."""
    root = project({"data/population.csv": ROOM, "data/participants.csv": MIXED})
    assert [one["rows"] for one in run("gap", "--format", "json").json["sources"]] == [72, 2]
    told = run("gap", "--suppress", "5", "--format", "json").json
    assert [one["rows"] for one in told["sources"]] == [None, 2]
    assert run("export", "--suppress", "5", "-o", "out.html", "--sidecar").code == 0
    record = (root / "out.html.provenance.json").read_text()
    assert [one["rows"] for one in json.loads(record)["inputs"] if one["kind"] == "persons"] == [None]
    sources = gap(suppress=5).sources
    assert [(source.rows, source.used, source.total) for source in sources] == [(None, 0, None), (2, 2, None)]


def test_how_many_persons_the_configuration_leaves_out_is_not_told_beside_hidden_counts(project, run):
    """3 in a segment that is left out, 4 of a programme that is not asked for."""
    given = "inputs: [{kind: population, files: data/population.csv}, {kind: persons, files: data/participants.csv, "
    given += "leave_out: {segment: [luar]}, filter: {programme: [JKK]}}]\n"
    rows = [f"{at},bpp,{'luar' if at < 3 else 'pu'},active,2025-09,{'JKM' if at > 35 else 'JKK'}" for at in range(40)]
    persons = "participant_id,branch,segment,status,period,programme\n" + "\n".join(rows) + "\n"
    project({"config/sources.yaml": given, "data/population.csv": ROOM, "data/participants.csv": persons})
    said = json.loads(run("gap", "--format", "json").out)["notes"]
    assert {one for one in said if "left out" in one} == {
        "data/participants.csv: rows left out by value: 3.",
        "data/participants.csv: rows left out by the filter: 4.",
    }
    said = json.loads(run("gap", "--suppress", "5", "--format", "json").out)["notes"]
    assert {one for one in said if "rows are" in one} == {
        "data/participants.csv: rows are left out by value.",
        "data/participants.csv: rows are left out by the filter.",
    }
    (source,) = [one for one in gap(suppress=5).sources if one.rows is None]
    assert (source.left_out, source.filtered) == (0, 0)


def test_how_many_persons_a_sheet_hides_is_not_told_beside_hidden_counts(project, run):
    """The rows of bpu, all three, are hidden in the sheet."""
    book = openpyxl.Workbook()
    book.active.append(["participant_id", "branch", "segment", "status", "period"])
    for at in range(40):
        book.active.append([f"A{at}", "bpp", "bpu" if at < 3 else "pu", "active", "2025-09"])
        book.active.row_dimensions[at + 2].hidden = at < 3
    given = "inputs: [{kind: population, files: data/population.csv}, {kind: persons, files: data/persons.xlsx}]\n"
    root = project({"config/sources.yaml": given, "data/population.csv": ROOM})
    book.save(root / "data/persons.xlsx")
    assert "rows with values: 3" in run("gap").out
    told = run("gap", "--suppress", "5").out
    assert "suppressed" in told
    assert "rows with values" not in told


@pytest.mark.parametrize("more", [(), ("--format", "json"), ("--pareto", "--measures")])
def test_a_row_over_several_segments_does_not_tell_how_few_are_in_both(project, run, more):
    project({"data/population.csv": ROOM, "data/participants.csv": MIXED})
    assert "128" in run("gap", "--by", "branch", *more).out  # 60 and 68; of 200, 70 are covered
    assert "128" not in run("gap", "--by", "branch", "--suppress", "5", *more).out


def test_who_holds_the_gap_is_told_with_the_rows_own_uncovered(project, run):
    project({"data/population.csv": ROOM, "data/participants.csv": MIXED})
    report = run("gap", "--by", "branch", "--pareto", "--format", "json").json
    assert (
        [one["uncovered"] for one in report["pareto"]["holders"]]
        == [row["uncovered"] for row in report["rows"]]
        == [128]
    )


@pytest.mark.parametrize(
    "command",
    [("gap", "--strict"), ("gap", "--fail-under", "1%"), ("export", "-o", "out.csv", "--strict")],
    ids=" ".join,
)
def test_nothing_is_decided_by_what_is_left_out(project, run, command):
    root = project({"data/population.csv": ROOM, "data/participants.csv": MIXED})
    ran = run(*command, "--suppress", "5")
    assert (ran.code, ran.out) == (2, "")
    assert "decides by what --suppress leaves out" in ran.err
    assert not (root / "out.csv").exists()


def test_a_trend_says_why_enrolments_are_not_the_change_of_the_whole(project, run):
    earlier = MIXED.replace("2025-09", "2025-06").replace("00039,bpp,bpu,active,2025-06\n", "")
    both = earlier + MIXED.partition("\n")[2]
    project({"data/population.csv": ROOM.replace("2025-09", "2025-06"), "data/participants.csv": both})
    said = "people in several segments count in each of them"
    assert said in run("trend").out
    assert said not in run("trend", "--by", "segment").out


@pytest.mark.parametrize("said", ['constants: {period: "2025-09"}', "values: {segment: {pu: PU}}"])
def test_an_empty_cell_beside_what_the_configuration_makes_is_named(project, run, said):
    sources = f"inputs:\n  - {{kind: persons, files: data/persons.csv, {said}}}\n"
    rows = "participant_id,branch,segment,status,period\n1,a,pu,active,2025-09\n2,,pu,active,2025-09\n"
    if "constants" in said:
        rows = rows.replace(",period", "").replace(",2025-09", "")
    population = "branch,segment,period,workers\na,pu,2025-09,10\n"
    project({"config/sources.yaml": sources, "data/persons.csv": rows, "data/population.csv": population})
    told = run("check").out
    assert "data/persons.csv:3:3: error V118" in told
    assert "leave_out" not in told  # which takes no persons without a name
    counts = "branch,segment,period,participants\na,pu,2025-09,1\n,pu,2025-09,1\n"
    project({"config/sources.yaml": "inputs: []\n", "data/population.csv": population, "data/participants.csv": counts})
    assert "data/participants.csv:3:1: error V118" in (told := run("check", "data/participants.csv").out)
    assert 'leave_out: {branch: [""]}' in told


def test_a_row_that_was_refused_is_not_called_missing(project, run):
    """Of what it may have been about, nothing is said; another cell without a row is missing."""
    head, rows = PERSONS.split("\n", 1)
    refused = [row for row in rows.splitlines() if row.split(",")[1:3] != ["bpp", "bpu"]]
    project(
        {
            **FILES,
            "data/participants.csv": "\n".join(
                [head, *(row.replace("smd,pu,active", "smd,pu,activ") for row in refused)]
            ),
        }
    )
    said = run("check").out
    assert "error V115" in said
    assert "X102 bpp / bpu" in said
    assert "X102 smd" not in said


@pytest.mark.parametrize(
    "address",
    ["s3a://key:s3c/ret@bucket/p.csv", "s3a://key:12/s3cret@bucket/p.csv", "hdfs://me:s3cret@node:8020/p.csv"],
)
@pytest.mark.parametrize("option", ["--participants", "--population"])
def test_a_password_in_an_address_is_refused_and_not_repeated(project, run, address, option):
    project(FILES)
    ran = run("gap", option, address)
    assert (ran.code, ran.out) == (2, "")
    assert ":***@" in ran.err
    assert "12/" not in ran.err
    assert "ret" not in ran.err


@pytest.mark.parametrize(
    "address",
    [
        "hdfs://[::1]:8020/a@b.csv",
        "hdfs://n1:8020,n2:8020/a@b.csv",
        "hdfs://nn:/a@b",
        "abfss://c@a.net/x",
        "s3a://b/x:y@z",
    ],
)
def test_what_is_no_password_is_none(address):
    assert without_secret(address) == address


def test_a_name_that_is_too_long_for_a_file_is_a_file_that_is_not_there(project, run):
    project({"config/sources.yaml": f"inputs:\n  - {{kind: population, files: data/{'x' * 300}.csv}}\n"})
    assert "error C109" in run("check").out
    assert run("gap", "--project", "x" * 300).code == 2


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_column_of_persons_may_have_another_name_on_the_command_line(project, run, form):
    root = project({"data/population.csv": POPULATION, "p.csv": PERSONS.replace("participant_id", "xyz")})
    duckdb.sql(f"copy (select * from read_csv('{root}/p.csv', all_varchar=true)) to '{root}/p.parquet'")
    ran = run("gap", "--participants", f"p.{form}", "--column", "participant_id=xyz", "--format", "json")
    assert totals(ran) == {"bpp": 2, "smd": 2, None: 3}
    more = ("--column", "branch=programm")
    ran = run("gap", "--participants", f"p.{form}", "--column", "participant_id=xyz", *more)
    assert (ran.code, ran.out) == (2, "")
    assert 'no file has a column "programm" (did you mean "programme"?)' in ran.err
    (root / "p.csv").write_text(PERSONS.replace("participant_id", "xyz").replace("status", "was"))
    duckdb.sql(f"copy (select * from read_csv('{root}/p.csv', all_varchar=true)) to '{root}/p.parquet'")
    ran = run("gap", "--participants", f"p.{form}", "--column", "participant_id=xyz")  # of a file that lacks another
    assert (ran.code, f'p.{form}:1:1: error S101 the header has no column "status"' in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("second", "code"), [("branch", "S102"), ("BRANCH", "S102"), ("Branch ", "S102"), ("cabang", "S125")]
)
def test_a_column_that_stands_twice_in_parquet_is_refused_as_in_csv(project, run, second, code):
    root = project(
        {**FILES, "twice.csv": f"participant_id,branch,segment,status,period,{second}\n1,b,pu,active,2025,c\n"}
    )
    names = ["participant_id", "branch", "segment", "status", "period", second]
    table = pa.Table.from_arrays([pa.array([text]) for text in ("1", "b", "pu", "active", "2025", "c")], names=names)
    pq.write_table(table, root / "twice.parquet")
    for form in ("csv", "parquet"):
        ran = run("check", f"twice.{form}")
        assert (ran.code, f"twice.{form}:1:45: error {code}" in ran.out) == (1, True), ran.out


def test_parts_of_a_nested_column_of_parquet_are_no_columns(project, run):
    root = project(FILES)
    columns = {"x": [{"branch": "c", "y": [1, 2]}], "participant_id": ["1"], "branch": ["b"], "segment": ["pu"]}
    pq.write_table(pa.table({**columns, "status": ["active"], "period": ["2025-09"]}), root / "nested.parquet")
    ran = run("check", "nested.parquet", "--format", "json")
    assert [one["code"] for one in ran.json["findings"]] == ["S103"]


def test_what_is_found_between_files_has_its_row_in_parquet(project, run):
    first = "5,Bpp,puu,inactive,2025-09,\n"  # which comes again below
    rows = "5,smd,pu,active,2025-09,\n" + first + "5,bpp,puu,active,2025-09,\n" * 2 + first
    root = project({"data/population.csv": POPULATION, "p.csv": PERSONS + rows})
    for name in ("o.parquet", "q.parquet"):
        duckdb.sql(f"copy (select * from read_csv('{root}/p.csv', all_varchar=true)) to '{root}/{name}'")
    found = {}
    for name in ("o.parquet", "p.csv"):
        report = run("check", "data/population.csv", name, "--format", "json").json
        found[name] = [(one["path"], one["line"], one["column"]) for one in report["findings"] if one["code"] == "X101"]
    assert found == {"o.parquet": [("o.parquet", 9, 3)], "p.csv": [("p.csv", 10, 7)]}
    for first, second in (("o.parquet", "p.csv"), ("p.csv", "q.parquet")):
        ran = run("gap", "--population", "data/population.csv", "--participants", first, "--participants", second)
        ((path, line, column),) = found[first]
        assert f"{path}:{line}:{column}: error X101" in ran.err


def test_alike_identifiers_are_told_without_showing_them_and_not_beside_small_counts(project, run):
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nb,pu,2025-09,40\nb,bpu,2025-09,40\n",
            "data/participants.csv": "participant_id,branch,segment,status,period\n"
            + "".join(f"67890{at}1,b,{'bpu' if at % 2 else 'pu'},active,2025-09\n" for at in range(10, 30))
            + "0067890101,b,pu,active,2025-09\n",
        }
    )
    for command in (("gap",), ("check",), ("gap", "--format", "json"), ("check", "--format", "sarif")):
        ran = run(*command)
        assert "P110" in ran.out + ran.err, command
        assert "67890" not in ran.out + ran.err, command
    assert run("gap", "--strict").code == 1
    told = run("gap", "--suppress", "5")
    assert "P110" not in told.out + told.err
    assert "alike" not in told.out + told.err
