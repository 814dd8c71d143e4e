"""What the command line says about files, without a sources.yaml."""

from __future__ import annotations

import gzip

import pytest

POPULATION = "branch,segment,period,jml\nBalikpapan,pu,2025-06,48.000\n"
PARTICIPANTS = "branch,segment,period,peserta\nBalikpapan,pu,2025-09,24.000\n"
FILES = ("--population", "p.csv", "--participants", "q.csv")


@pytest.fixture
def two(project):
    project({"p.csv": POPULATION, "q.csv": PARTICIPANTS})


def test_a_column_and_a_number_style(two, run):
    ran = run("gap", *FILES, "--column", "workers=jml", "--number-style", "id", "--format", "csv")
    assert ran.out.splitlines()[1].startswith("Balikpapan,pu,2025-09,2025-06,48000,24000,50.0,")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--column", "workers=jmlh"], 'no file has a column "jmlh" (did you mean "jml"?)'),
        (["--column", "workrs=jml"], '--column "workrs" is not known (did you mean "workers"?)'),
        (["--column", "workers"], "write FIELD=HEADER"),
        (["--column", "workers=jml", "--column", "workers=x"], 'gives "workers" twice'),
        (["--delimiter", "x"], '--delimiter "x" is not known'),
        (["--encoding", "ebcdic"], '--encoding "ebcdic" is not known'),
        (["--number-style", "de"], '--number-style "de" is not known'),
    ],
)
def test_slips_are_refused_before_anything_is_computed(two, run, options, said):
    ran = run("gap", *FILES, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_standard_input_is_read_once(two, run):
    ran = run("gap", "--population", "-", "--participants", "-")
    assert ran.code == 2
    assert "named twice" in ran.err


def test_a_file_that_two_inputs_read_alike_is_named_twice(project, run):
    inputs = """inputs:
  - {{kind: population, files: p.csv{0}}}
  - {{kind: population, files: "p*.csv"{1}}}
  - {{kind: participants, files: q.csv}}
"""
    population = "branch,segment,period,workers\na,pu,2025,30\na,bpu,2025,20\n"
    participants = "branch,segment,period,participants\na,pu,2025,5\na,bpu,2025,6\n"
    for unlike, code in ((("", ""), 2), ((", aggregate: sum", ""), 2),
                         ((", filter: {segment: pu}", ", filter: {segment: bpu}"), 0)):  # fmt: skip
        sources = inputs.format(*unlike)
        project({"config/sources.yaml": sources, "p.csv": population, "q.csv": participants})
        ran = run("check")
        assert ran.code == code
        assert ("p.csv is named twice" in ran.err) == (code == 2)


@pytest.mark.parametrize("command", ["gap", "check"])
def test_a_copy_of_a_file_is_not_added_to_it(project, run, command):
    sources = """inputs:
  - {kind: population, files: "p*.csv", aggregate: sum}
  - {kind: participants, files: q.csv}
"""
    population = "branch,segment,period,workers\na,pu,2025,30\na,pu,2025,20\n"
    participants = "branch,segment,period,participants\na,pu,2025,5\n"
    copies = {"p.csv": population, "p (1).csv": population}
    project({"config/sources.yaml": sources, **copies, "q.csv": participants})
    ran = run(command)
    assert (ran.code, ran.out) == (2, "")
    assert "p.csv is a copy of p (1).csv, and their rows are added up" in ran.err
    assert "give each a column that tells them apart" in ran.err
    for other in (population.replace("30", "31"), population.replace("pu,", "pu,,").replace("period", "office,period")):
        project({"p (1).csv": other, "config/sources.yaml": sources.replace("sum}", "sum, unused: [office]}", 1)})
        assert run(command).code == 0
    nobody = population.replace(",30\n", ",0\n").replace(",20\n", ",0\n")
    project({"p.csv": nobody, "p (1).csv": nobody})  # as many people, however often
    assert "is a copy" not in run(command).err


PARTS = "branch,segment,period,workers,firm\na,pu,2025,30,x\na,pu,2025,20,y\n"


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (PARTS.replace("\n", "\r\n"), 2),
        ("\ufeff" + PARTS, 2),
        (PARTS.replace("a,pu", '"a","pu"'), 2),
        (PARTS.replace(",", ";") + "\n\n", 2),
        (gzip.compress(PARTS.encode(), mtime=0), 2),
        ("firm,Workers,branch,segment,period\nx,30,a,pu,2025\ny,20,a,pu,2025\n", 2),
        ("branch,segment,period,workers,firm\na,pu,2025,20,y\na,pu,2025,30,x\n", 2),
        (PARTS.replace(",y", ",z"), 0),  # as many workers of another firm
        (PARTS.replace("pu,2025,30", "bpu,2025,30"), 0),
        (PARTS.replace("firm", "company"), 0),
    ],
)
def test_a_copy_that_was_saved_again_is_not_added_to_its_file(project, run, other, code):
    name = "p2.csv.gz" if isinstance(other, bytes) else "p2.csv"
    inputs = [f"population, files: [p.csv, {name}], aggregate: sum, unused: [firm]", "participants, files: q.csv"]
    sources = "\n".join(["inputs:", *(f"  - {{kind: {one}}}" for one in inputs), ""])
    rows = "branch,segment,period,participants\na,pu,2025,5\n"
    root = project({"config/sources.yaml": sources, "p.csv": PARTS, "q.csv": rows})
    (root / name).write_bytes(other if isinstance(other, bytes) else other.encode())
    ran = run("gap")
    assert (f"{name} is a copy of p.csv, and their rows are added up" in ran.err) is (code == 2)
    assert ran.code == code, ran.err


def test_tables_with_titles_of_their_own_are_no_copies(project, run):
    """Rows of two offices may be alike, and only the title says whose they are."""
    sources = "inputs:\n  - {kind: population, files: 'p*.csv', header: 2, aggregate: sum, unused: [firm]}\n"
    tables = {f"p{name}.csv": f"Office {name}\n{PARTS}" for name in "12"}
    rows = "branch,segment,period,participants\na,pu,2025,5\n"
    project({"config/sources.yaml": f"{sources}  - {{kind: participants, files: q.csv}}\n", **tables, "q.csv": rows})
    assert run("gap", "--format", "json").json["rows"][0]["workers"] == 100


def test_what_the_configuration_did_is_said_in_every_view(project, run):
    sources = """inputs:
  - {kind: population, files: p.csv, leave_out: {branch: Total}, aggregate: sum}
  - {kind: participants, files: q.csv}
"""
    population = "branch,segment,period,workers\na,pu,2025,30\na,pu,2025,20\nTotal,pu,2025,50\n"
    participants = "branch,segment,period,participants\na,pu,2025,5\n"
    project({"config/sources.yaml": sources, "p.csv": population, "q.csv": participants})
    ran = run("gap")
    assert "p.csv: rows left out by value: 1." in ran.out
    assert ": 0." not in ran.out
    assert "p.csv: rows added to another of their key (aggregate: sum): 1 of 2." in ran.out
    ran = run("check")
    assert "rows left out by the configuration: 1; rows added to another of their key: 1" in ran.out


def test_a_broken_configuration_does_not_start_a_run(project, run):
    project({"config/sources.yaml": "inputs:\n  - kind: population\n    file: p.csv\n"})
    ran = run("gap")
    assert (ran.code, ran.out) == (2, "")
    assert "config/sources.yaml:3:5: error C102" in ran.err
    assert run("check").code == 1


@pytest.mark.parametrize("command", [("check",), ("gap",)])
def test_utf_16_that_does_not_say_its_byte_order_is_refused(project, run, command):
    project({"data/population.csv": "branch,segment,period,workers\na,x,2025,10\n",
             "data/participants.csv": "branch,segment,period,participants\na,x,2025,5\n"})  # fmt: skip
    ran = run(*command, "--encoding", "utf-16")
    assert ran.code == 1
    assert "data/participants.csv:1:1: error F107 byte 0x62 is not valid utf-16" in ran.out + ran.err


def test_one_file_may_be_read_in_parts(project, run):
    part = "  - {{kind: participants, files: q.csv, filter: {{segment: {segment}}}}}\n"
    project({"q.csv": "branch,segment,period,participants\na,x,2025,5\na,y,2025,4\n",
             "data/population.csv": "branch,segment,period,workers\na,x,2025,10\na,y,2025,10\n",
             "config/sources.yaml": "inputs:\n  - {kind: population, files: data/population.csv}\n"
                                    + part.format(segment="x") + part.format(segment="y")})  # fmt: skip
    ran = run("gap", "--format", "csv")
    assert (ran.code, ran.out.count("\na,")) == (0, 2), ran.err


def test_only_whole_beginnings_of_a_months_name_mean_it(project, run):
    rows = "".join(f"a,b,{period},5\n" for period in ("Market 2025", "Desa 2025", "Sept 2025", "Agt 2025"))
    project({"p.csv": f"branch,segment,period,workers\n{rows}"})
    said = run("check", "p.csv").out
    assert [near in said for near in ("2025-03", "2025-12", "2025-09", "2025-08")] == [False, False, True, True]


def test_two_columns_of_one_meaning_are_named_with_the_way_out(project, run):
    project({"population.csv": "cabang,segmen,periode,jumlah_pekerja,penduduk_bekerja\na,pu,2025,5,6\n"})
    ran = run("check", "population.csv", "--today", "2026-06-01")
    assert ran.code == 1
    assert 'the columns "jumlah_pekerja" and "penduduk_bekerja" both mean workers' in ran.out
    assert "--column workers=HEADER" in ran.out
    assert "twice" not in ran.out
    ran = run("check", "population.csv", "--column", "workers=jumlah_pekerja", "--today", "2026-06-01")
    assert (ran.code, " S103 " in ran.out) == (0, True)


def test_a_constant_that_is_no_period_is_named(project, run):
    project({
        "a.csv": "branch,segment,workers\na,pu,5\n",
        "config/sources.yaml": "inputs:\n  - kind: population\n    files: a.csv\n    constants: {period: 2025-1}\n",
    })  # fmt: skip
    ran = run("check", "--today", "2026-06-01")
    assert ran.code == 1
    assert "config/sources.yaml:4:" in ran.out
    assert 'constants: gives the period "2025-1", which is not a period: write 2025,' in ran.out


def test_a_column_is_no_field_and_its_field_is_named(project, run):
    """The columns of the configuration, and those of --column."""
    project({
        "data/p.csv": "County,sektor,period,n\nkota,pu,2025,100\n",
        "data/q.csv": "County,sektor,period,n\nkota,pu,2025,60\n",
        "config/sources.yaml": (
            "inputs:\n"
            "  - {kind: population, files: data/p.csv, columns: {branch: County, segment: sektor, workers: n}}\n"
            "  - {kind: participants, files: data/q.csv, columns: {branch: County, segment: sektor, participants: n}}\n"
        ),
    })  # fmt: skip
    for command in ("gap", "trend"):
        ran = run(command, "--by", "county")
        said = 'error: --by "county" is the name of a column, which is this project\'s branch; write branch\n'
        assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_a_column_that_an_option_names_is_no_field_either(project, run):
    project({"p.csv": POPULATION.replace("segment", "sektor"), "q.csv": PARTICIPANTS.replace("segment", "sektor")})
    given = ("--column", "segment=sektor", "--column", "workers=jml", "--number-style", "id")
    assert "write segment" in run("gap", *FILES, *given, "--by", "sektor").err


def test_a_column_that_is_one_field_here_and_another_there_is_none(project, run):
    project({
        "p.csv": "x,y,period,workers\nkota,pu,2025,100\n",
        "q.csv": "x,y,period,participants\npu,kota,2025,60\n",
        "config/sources.yaml": (
            "inputs:\n  - {kind: population, files: p.csv, columns: {branch: x, segment: y}}\n"
            "  - {kind: participants, files: q.csv, columns: {branch: y, segment: x}}\n"
        ),
    })  # fmt: skip
    assert '"x" is not a dimension of the data' in run("gap", "--by", "x").err


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Kabupaten/Kota,workers", "write constants: {period: ...}."),
        ("Kabupaten/Kota,workers", "write constants: {segment: ...}."),
        ("branch,segment,period,Pertanian,Jasa", "declare wide:."),
    ],
)
def test_what_has_no_column_is_said_to_be_given_otherwise(project, run, header, said):
    project({"p.csv": f"{header}\n"})
    assert "or under columns: in config/sources.yaml; where " in (
        out := run("check", "p.csv", "--as", "population").out
    )
    assert said in out


@pytest.mark.parametrize("header", ["branch,segment,periode_laporan,workers", "branch,segment,period,Jasa"])
def test_a_column_that_is_probably_meant_or_the_only_one_needs_no_other_way(project, run, header):
    project({"p.csv": f"{header}\n"})
    assert "or under columns: in config/sources.yaml." in run("check", "p.csv", "--as", "population").out
