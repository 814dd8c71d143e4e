"""What a hint writes out for config/sources.yaml is pasted there as it stands: the finding goes, and no other comes."""

from __future__ import annotations

import re

import pytest

from coverage_cli.cli.application import COMMANDS
from coverage_cli.domain.rules import RULES
from tests.gate.conftest import DAY, HEAD, PARTICIPANTS, POPULATION
from tests.gate.workbooks import parquet

PERSONS = (
    "participant_id,branch,segment,status,period\n1001,balikpapan,pu,{},2025-09\n1002,balikpapan,bpu,aktif,2025-09\n"
)
UNITS = (
    HEAD + 'participants,"{}"\nbalikpapan,pu,2025-09,67,orang\nbalikpapan,bpu,2025-09,20,orang\nx,y,2025-09,5,persen\n'
)
MEANT = {"values": "active", "filter": "orang"}
"""What the reader of a hint writes in the place of its three points."""


def pasted(hint, key):
    """What a hint writes out behind a key."""
    inner = r'(?:"[^"]*"|[^{}\[\]"])*'
    return re.search(rf"{key}: (?:\{{{inner}(?:[{{\[]{inner}[}}\]]{inner})?\}}|\[{inner}\]|\S+)", hint)[0]


@pytest.mark.parametrize(
    ("kind", "code", "key", "text"),
    [
        *(
            ("persons", "V115", "values", PERSONS.format(text))
            for text in ("Bekerja", "Y: ya", "#1", "[x]", "%", "'a'")
        ),
        *(("participants", "S116", "leave_out", f"{PARTICIPANTS}{row}\n") for row in ("# old,pu,2025-08,3", "#: x,,,")),
        *(("persons", "S116", "leave_out", PERSONS.format("aktif") + f"{row},b,pu,aktif,2025-08\n") for row in ("#9",)),
        *(
            ("participants", "S110", "leave_out", PARTICIPANTS + row)
            for row in (f"{HEAD}participants\n", "BRANCH,Segment,period,participants\n")
        ),
        *(
            ("participants", "S117", "leave_out", PARTICIPANTS.replace("nts\n", f"nts\n{row}\n"))
            for row in ("(1),(2),(3),(4)", ",,,orang", "kota,jenis,bulan,orang")
        ),
        *(
            ("participants", "S126", "filter", UNITS.format(name))
            for name in ("Satuan", "Satuan, data", "Satuan: data")
        ),
    ],
)
def test_what_a_hint_writes_out_is_taken(project, run, kind, code, key, text):
    files = {"data/population.csv": POPULATION, "data/participants.csv": text}
    project(files)
    told = [run("check", "--format", "json", "--lang", lang, "--today", DAY).json["findings"] for lang in ("en", "id")]
    lines = {
        pasted(one["hint"], key).replace("...", MEANT.get(key, ""))
        for found in told
        for one in found
        if one["code"] == code
    }
    assert len(lines) == 1
    entry = f"inputs:\n  - kind: {kind}\n    files: data/participants.csv\n    {lines.pop()}\n"
    project({**files, "config/sources.yaml": entry})
    assert [one["message"] for one in run("check", "--format", "json", "--today", DAY).json["findings"]] == []


@pytest.mark.parametrize(
    ("kind", "text", "more", "said"),
    [
        (
            "participants",
            PARTICIPANTS,
            "    leave_out: {segmen: [x]}\n",
            '"segmen" (did you mean "segment"?). Hint: name it in the header, or correct the name in',
        ),
        ("persons", PERSONS.format("aktif").replace("status", "keadaan"), "", "write constants: {status: ...}"),
        (
            "participants",
            PERSONS.format("aktif").replace("participant_id", "nomor"),
            "",
            "it is the field participant_id",
        ),
    ],
)
def test_a_column_that_is_lacking_is_given_in_a_way_that_is_taken(project, run, kind, text, more, said):
    entry = f"inputs:\n  - kind: {kind}\n    files: data/participants.csv\n{more}"
    project({"data/population.csv": POPULATION, "data/participants.csv": text, "config/sources.yaml": entry})
    (line,) = [line for line in run("check", "--today", DAY).out.splitlines() if " S101 " in line]
    assert said in line


def test_a_dimension_that_a_file_lacks_is_no_mere_column(project, run):
    text = (
        HEAD + "participants,sex\nbalikpapan,pu,2025-09,60,f\nbalikpapan,pu,2025-09,7,m\nbalikpapan,bpu,2025-09,20,f\n"
    )
    files = {"data/population.csv": POPULATION, "data/participants.csv": text}
    project({**files, "config/sources.yaml": "dimensions: [sex]\n"})
    assert "where a file does not tell it, take it out of dimensions:, and add its parts up" in run("check").out
    entry = "inputs:\n  - {kind: participants, files: data/participants.csv, unused: [sex], aggregate: sum}\n"
    project({**files, "config/sources.yaml": entry})
    assert run("check", "--today", DAY).out.count("\n") == 1


@pytest.mark.parametrize(
    ("header", "row", "to", "columns"),
    [
        ("branch,period,pu,bpu,Jumlah", "balikpapan,2025-09", "segment", "pu, bpu, Jumlah"),
        ("segment,period,balikpapan,samarinda,Total", "pu,2025-09", "branch", "balikpapan, samarinda, Total"),
    ],
)
def test_a_total_that_is_a_column_goes_from_wide_to_unused(project, run, header, row, to, columns):
    def said(columns, more=""):
        wide = f"wide: {{to: {to}, columns: [{columns}]}}"
        entry = f"inputs:\n  - kind: participants\n    files: data/participants.csv\n    {wide}\n{more}"
        project({"config/sources.yaml": entry})
        return run("check", "--today", DAY).out

    parts, _, total = columns.rpartition(", ")
    workers = f"{POPULATION}samarinda,pu,2025-09,80\n" if to == "branch" else POPULATION
    project({"data/participants.csv": f"{header}\n{row},67,20,87\n", "data/population.csv": workers})
    assert "a column by taking it from wide: to unused: there" in said(columns)
    unused = f"    unused: [{total}]\n"
    assert f'C110 the column "{total}" stands under wide: and under unused:' in said(columns, unused)
    assert " error " not in said(parts, unused)


def test_a_row_of_units_that_is_left_out_asks_for_the_unit(project, run):
    text = PARTICIPANTS.replace("nts\n", "nts\nkota,jenis,bulan,ribu orang\n")
    project({"data/population.csv": POPULATION, "data/participants.csv": text})
    (line,) = [one for one in run("check").out.splitlines() if " S117 " in one]
    entry = f"inputs:\n  - kind: participants\n    files: data/participants.csv\n    {pasted(line, 'leave_out')}\n"
    project({"config/sources.yaml": entry})
    assert 'S123 "ribu orang" speaks of thousands' in run("check").out


def test_an_option_that_a_hint_names_is_one_of_check_or_of_the_commands_beside_it(run):
    helps = {name: run(name, "--help").out for name in COMMANDS}
    for code, rule in RULES.items():
        text = f"{rule.hint} {rule.mend}"
        named = ["check", *(name for name in COMMANDS if re.search(rf"\b{name}\b", text))]
        for option in re.findall(r"--[a-z-]+", text):
            assert any(re.search(rf"{option}\b", helps[name]) for name in named), (code, option)


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ("checks", "severity:\n  x102: error\n"),
        ("exceptions", "exceptions:\n  - {code: x102, branch: b, reason: r, owner: o, expiry: 2027-01-01}\n"),
    ],
)
def test_a_rule_in_small_letters_is_that_rule(given, run, config, code):
    given(**{config: code})
    assert 'E103 "x102" is no rule (did you mean "X102"?)' in run("check").out


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_that_is_named_reads_the_file(given, run, encoding):
    given(participants=PARTICIPANTS.encode(encoding))
    (line,) = [one for one in run("check").out.splitlines() if " F106 " in one]
    assert f"encoding: {encoding} for it in config/sources.yaml, or --encoding {encoding}, which" in line
    given(
        participants=PARTICIPANTS.encode(encoding),
        sources=f"inputs:\n  - {{kind: participants, files: data/participants.csv, {pasted(line, 'encoding')}}}\n",
    )
    assert run("check", "--today", DAY).out.count("\n") == 1
    assert run("init", "data/population.csv", "data/participants.csv", "--into", "made", "--yes").code == 0
    assert " error " not in run("check", "--project", "made", "--today", DAY).out


def test_a_byte_is_held_against_the_encoding_as_it_was_declared(given, run):
    sources = "inputs:\n  - {kind: participants, files: data/participants.csv, encoding: windows-1252}\n"
    given(participants=PARTICIPANTS.encode().replace(b"bpu", b"b\x81u"), sources=sources)
    assert "F107 byte 0x81 is not valid windows-1252" in run("check").out


def test_each_order_of_day_and_month_is_a_line_of_its_own(given, run):
    given(participants=PARTICIPANTS.replace("2025-09", "03/04/2025"))
    said = run("check").out
    for form in ("DD/MM/YYYY", "MM/DD/YYYY"):
        assert f"period_format: {form} " in said
        entry = f"inputs:\n  - {{kind: participants, files: data/participants.csv, period_format: {form}}}\n"
        given(participants=PARTICIPANTS.replace("2025-09", "03/04/2025"), sources=entry)
        assert "V1" not in run("check").out


def test_an_empty_cell_of_parquet_is_not_told_to_be_filled_from_the_row_above(project, run):
    table = parquet("[participant_id,branch,segment,status,period]\n1,b,pu,aktif,2025-09\n2, ,bpu,aktif,2025-09")
    project({"data/participants.parquet": table, "data/population.csv": POPULATION})
    said = run("check").out
    assert ("V118 branch is empty" in said, "fill_down" in said) == (True, False)


def test_a_row_that_is_too_short_has_no_delimiter_too_many(given, run):
    for row, looked in (("b,pu,2025-09", False), ("b,traders, fishers,2025-09,5", True)):
        given(participants=f"{PARTICIPANTS}{row}\n")
        said = run("check").out
        assert (" S104 " in said, "a delimiter inside a name" in said) == (True, looked)


def test_only_what_is_read_by_its_ending_is_given_one(given, run):
    ways = {
        b"PK\x03\x04": "give it the ending .xlsx, and list it",
        b"\x1f\x8b\x08": "give it the ending .csv.gz",
        b"%PDF-1.4": "Hint: export it as CSV.",
    }
    for head, way in ways.items():
        given(participants=head + b" more")
        assert way in run("check").out
    given(targets=b"default: caf\xe9\n")
    assert "save the file as UTF-8 (it may be Windows-1252)." in run("check").out


@pytest.mark.parametrize(
    ("config", "text", "way"),
    [
        ("sources", "unit: thousands\n", "move it into an entry below inputs:, beside kind:, files:;"),
        ("checks", "workers_change: 20%\n", "move it below thresholds:;"),
        (
            "exceptions",
            "code: X102\n",
            "move it into an entry below exceptions:, beside code:, reason:, owner:, expiry:;",
        ),
        ("checks", "X102: error\n", "correct its spelling; known"),
    ],
)
def test_a_line_of_a_hint_at_the_top_of_the_file_is_told_where_it_belongs(given, run, config, text, way):
    given(**{config: text})
    assert way in run("check").out


def test_which_names_a_default_may_have_is_told(given, run):
    given(targets="targets:\n  national: 80%\n  plan: 60%\n")
    assert 'C106 the key "default" is missing. Hint: add it as default: NAME, with one of' in run("check").out
    assert "these names: national, plan." in run("check").out


@pytest.mark.parametrize(("name", "removed"), [("Satuan", False), ("UNIT_MULT", False), ("catatan lain", True)])
def test_a_column_that_says_the_unit_is_not_told_to_be_removed(given, run, name, removed):
    rows = "balikpapan,pu,2025-09,100,ribu orang\nbalikpapan,bpu,2025-09,80,ribu orang\n"
    given(population=f"{HEAD}workers,{name}\n{rows}")
    (line,) = [one for one in run("check").out.splitlines() if " S103 " in one]
    assert ("or remove it" in line) == removed


def test_numbers_of_columns_go_without_the_first_row_that_has_the_number_1(project, run):
    rows = "No,Cabang,Segmen,{}\n1,2,3,4\n1,a,pu,{}\n2,a,bpu,{}\n"
    inputs = [f"  - {{kind: {kind}, files: data/{kind}.csv, constants: {{period: 2025}}, unused: [No]}}"
              for kind in ("population", "participants")]  # fmt: skip
    project(
        {
            "config/sources.yaml": "\n".join(["inputs:", *inputs, ""]),
            "data/population.csv": rows.format("workers", 61_204, 30_411),
            "data/participants.csv": rows.format("participants", 40_117, 9_023),
        }
    )
    lines = run("check").out.splitlines()
    way = 'leave_out: {Cabang: ["2"]}'
    assert [line.split(": ")[1].split()[1] for line in lines[:-1]] == ["S117", "S117"]
    assert all(way in line for line in lines[:-1])
    left = [one.replace("unused", f"{way}, unused") for one in inputs]
    project({"config/sources.yaml": "\n".join(["inputs:", *left, ""])})
    assert [row["workers"] for row in run("gap", "--format", "json").json["rows"]] == [30_411, 61_204]
