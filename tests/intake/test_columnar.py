"""Parquet files of counts: the same rules and figures as for the rows as text, at the number of the row."""

from __future__ import annotations

import duckdb
import pytest

POPULATION = "(values ('Balikpapan', 'PU', '2025-06', 1000), ('Samarinda', 'PU', '2025-06', 500)) v(branch, segment, period, workers)"  # noqa: E501
PARTICIPANTS = "(values ('Balikpapan', 'PU', '2025-06', 900), ('Samarinda', 'PU', '2025-06', 100)) v(branch, segment, period, participants)"  # noqa: E501
PERSONS = "(values ('6471010101900001', 'Balikpapan', 'PU', 'active', '2025-06')) v(participant_id, branch, segment, status, period)"  # noqa: E501


def _parquet(path, rows):
    path.parent.mkdir(exist_ok=True)
    duckdb.execute(f"copy (select * from {rows}) to '{path}' (format parquet)")  # noqa: S608
    return str(path)


def _csv(path, rows):
    duckdb.execute(f"copy (select * from {rows}) to '{path}' (format csv)")  # noqa: S608
    return str(path)


def test_counts_are_those_of_the_same_rows_as_text(project, run):
    folder = project({})
    texts, columns = (
        [
            "gap", "--format", "csv", "--population", write(folder / f"pop[1].{ending}", POPULATION),
            "--participants", write(folder / f"agg.{ending}", PARTICIPANTS),
        ]
        for write, ending in ((_csv, "csv"), (_parquet, "parquet"))
    )  # fmt: skip
    as_text, as_columns = run(*texts), run(*columns)
    assert as_columns == as_text
    assert "Balikpapan,PU,2025-06,2025-06,1000,900,90.0" in as_columns.out


@pytest.mark.parametrize("count", ["900 as participants", "'A1' as participant_id, 'active' as status"])
def test_bytes_that_the_file_does_not_call_text_are_the_names_that_they_spell(project, run, count):
    """Impala and old programs of Hive write them; DuckDB spells out what is not plain ASCII, é as \\xC3\\xA9."""
    folder = project({})
    names = "encode('Kupang ''Café\\') as branch, encode('pu') as segment, encode('2025-06') as period"
    workers = _parquet(folder / "pop.parquet", f"(select {names}, encode('1000') as workers)")
    ran = run("gap", "--format", "csv", "--population", workers,
              "--participants", _parquet(folder / "agg.parquet", f"(select {names}, {count})"))  # fmt: skip
    assert (ran.code, ran.out.splitlines()[1].split(",")[:2]) == (0, ["Kupang 'Café\\", "pu"])
    text = _csv(
        folder / "agg.csv", "(select 'Kupang ''Café\\' as branch, 'pu' as segment, 2025 as period, 9 as participants)"
    )
    assert run("gap", "--population", workers, "--participants", text).code == 0


@pytest.mark.parametrize("count", ["9 as workers", "'A1' as participant_id, 'active' as status"])
def test_bytes_that_are_no_text_are_no_name(project, run, count):
    rows = f"(select '\\xFF'::blob as branch, 'pu' as segment, 2025 as period, {count})"
    ran = run("check", _parquet(project({}) / "x.parquet", rows))
    assert (ran.code, ran.out.count(" error "), "error V124 branch" in ran.out) == (1, 1, True)


@pytest.mark.parametrize(
    ("cell", "people"),
    [("900::double", 900), ("900::decimal(9,3)", 900), ("900::hugeint", 900), ("'1.248.000'", 1_248_000)],
)
def test_a_number_has_one_reading(project, run, cell, people):
    folder = project({})
    agg = f"(select 'bpp' as branch, 'pu' as segment, 2025 as period, {cell} as participants)"
    ran = run("check", _parquet(folder / "agg.parquet", agg), "--format", "json")
    (file,) = ran.json["files"]
    assert (ran.code, file["kind"], file["participants"]) == (0, "participants", people)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *(("nan", "V110"), ("inf", "V102"), ("-900", "V104"), ("900.5", "V105")),
        ("1e15", "V106"),  # written as 1000000000000000.0, it was said to have decimals
        ("1500000000000000.5", "V105"),
    ],
)
def test_a_number_that_is_no_count_is_refused(project, run, cell, code):
    folder = project({})
    agg = f"(select 'bpp' as branch, 'pu' as segment, 2025 as period, '{cell}'::double as participants)"
    ran = run("check", _parquet(folder / "agg.parquet", agg))
    assert (ran.code, ran.out.count(f"agg.parquet:1:4: error {code} ")) == (1, 1)


@pytest.mark.parametrize(("people", "told"), [(16_777_215, False), (16_777_217, True)])
def test_what_32_bits_have_rounded_is_told(project, run, people, told):
    """16,777,217 is stored as 16,777,216, and was read so."""
    folder = project({})
    agg = f"(select 'bpp' as branch, 'pu' as segment, 2025 as period, {people}::float as participants)"
    ran = run("check", _parquet(folder / "agg.parquet", agg))
    assert ("agg.parquet:1:4: error V107 " in ran.out) is told
    ran = run("check", _parquet(folder / "agg.parquet", agg.replace(str(people), "'nan'")))
    assert "agg.parquet:1:4: error V110 " in ran.out


@pytest.mark.parametrize(("cell", "told"), [("16383.999", False), ("16384.001", True), ("668835.601", True)])
@pytest.mark.parametrize("wide", ["", ", wide: {to: segment, columns: [participants]}"])
def test_what_32_bits_have_rounded_of_thousands_is_told(project, run, cell, told, wide):
    """668835.601 is stored as 668835.625, and was read as 668,835,600 people."""
    given = f"inputs: [{{kind: participants, files: data/agg.parquet, unit: thousands{wide}}}]"
    folder = project({"config/sources.yaml": given})
    names = "16777.5::float as branch, 2025 as period" + ("" if wide else ", 'pu' as segment")
    agg = _parquet(folder / "data" / "agg.parquet", f"(select {cell}::float as participants, {names})")
    ran = run("check", agg)
    assert ("agg.parquet:1:1: error V107 " in ran.out) is told
    assert ran.out.count(" error ") == told
    assert told or run("check", agg, "--format", "json").json["files"][0]["participants"] == 16_383_999


def test_few_people_in_millions_are_no_damaged_number(project, run):
    """As text 0.000032 of 64 bits is 3.2e-05, which hides no digit where it is stored so."""
    folder = project({"config/sources.yaml": "inputs: [{kind: participants, files: data/agg.parquet, unit: millions}]"})
    agg = "(select 'bpp' as branch, 'pu' as segment, 2025 as period, 0.000032::double as participants)"
    ran = run("check", _parquet(folder / "data" / "agg.parquet", agg), "--format", "json")
    assert (ran.code, ran.json["files"][0]["participants"]) == (0, 32)


@pytest.mark.parametrize("style", ["id", "en", "fr", "plain"])
def test_numbers_in_thousands_are_read_whatever_style_texts_have(project, run, style):
    """As in a workbook: --number-style is said of all files, and a number of Parquet has no style."""
    folder = project(
        {"config/sources.yaml": "inputs: [{kind: participants, files: data/agg.parquet, unit: thousands}]"}
    )
    cells = "('bpp', 'pu', 2025, 48.123::double), ('bpp', 'bpu', 2025, 232.2)"
    agg = f"(values {cells}) v(branch, segment, period, participants)"
    path = _parquet(folder / "data" / "agg.parquet", agg)
    ran = run("check", path, "--number-style", style, "--format", "json")
    (file,) = ran.json["files"]
    assert (ran.code, file["rows"], file["participants"]) == (0, 2, 48_123 + 232_200)


@pytest.mark.parametrize(
    ("cell", "code"), [("48.125::double", "V102"), ("null::integer", "V101"), ("'48.000'", "V103"), ("-1", "V102")]
)
def test_what_is_no_count_is_refused_at_its_row_and_column(project, run, cell, code):
    folder = project({})
    one = "select 'bpp' as branch, 'pu' as segment, '2025-08' as period"
    agg = f"({one}, 9 as participants union all by name select 'bpp' as branch, 'bpu' as segment, '2025-08' as period, {cell} as participants)"  # noqa: E501
    if "'" in cell:
        agg = agg.replace("9 as", "'9' as")
    ran = run("check", _parquet(folder / "agg.parquet", agg), "--format", "json")
    (found,) = ran.json["findings"]
    assert (found["code"][:2], found["line"], found["column"]) == (code[:2], 2, 4)


def test_keys_with_two_rows_are_found_at_theirs(project, run):
    folder = project({})
    ran = run("check", _parquet(folder / "agg.parquet", f"(from {PARTICIPANTS} union all from {PARTICIPANTS})"))
    assert [f"agg.parquet:{row}:1: error K101" in ran.out for row in (1, 2, 3, 4)] == [False, False, True, True]


@pytest.mark.parametrize("name", ["agg.parquet", "interrupt.parquet"])
def test_a_damaged_file_is_told(project, run, name):
    folder = project({})
    path = _parquet(folder / name, PARTICIPANTS)
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // 2])
    ran = run("check", path)
    assert ran.code == 1
    assert "error F111" in ran.out


@pytest.mark.parametrize("name", ["data.csv", "DATA.CSV", "data.csv.gz"])
@pytest.mark.parametrize("rows", [POPULATION, PERSONS])
def test_what_is_called_csv_is_named_for_what_it_is(project, run, name, rows):
    folder = project({})
    ran = run("check", _parquet(folder / name, rows))
    assert ran.code == 1
    assert f"{name}:1:1: error F101 this is a Parquet file, not CSV text. Hint: " in ran.out
    assert "or give it the ending .parquet" in ran.out


def test_the_header_says_what_a_file_is_and_as_says_it_before(project, run):
    folder = project({})
    files = {
        "population": _parquet(folder / "pop.parquet", POPULATION),
        "participants": _parquet(folder / "agg.parquet", PARTICIPANTS),
        "persons": _parquet(folder / "pers.parquet", PERSONS),
    }
    measures = {"population": "workers", "participants": "participants", "persons": "participant_id"}
    for kind, path in files.items():
        ran = run("check", path, "--format", "json")
        assert [file["kind"] for file in ran.json["files"]] == [kind]
        for other, measure in measures.items():
            ran = run("check", path, "--as", other)
            assert (ran.code == 0) == (kind == other)
            assert (f'the header has no column "{measure}"' in ran.out) == (kind != other)


def test_as_holds_for_text_too(project, run):
    folder = project({})
    agg, pers, pop = (
        _csv(folder / name, rows) for name, rows in (("a.csv", PARTICIPANTS), ("b.csv", PERSONS), ("c.csv", POPULATION))
    )
    assert 'no column "participant_id"' in run("check", agg, "--as", "persons").out
    assert 'no column "participants"' in run("check", pers, "--as", "participants").out
    assert 'no column "participants"' not in run("check", pop, "--as", "persons").out


@pytest.mark.parametrize("rows", [PERSONS, PARTICIPANTS], ids=["persons", "counts"])
def test_a_files_end_is_looked_at_once_for_each_of_its_states(project, run, monkeypatch, rows):
    from coverage_cli.intake.files import parquet

    looks, look = [], parquet.last_bytes
    monkeypatch.setattr(parquet, "last_bytes", lambda path, size: looks.append(path) or look(path, size))
    folder = project({})
    population = _csv(folder / "population.csv", POPULATION)
    path = _parquet(folder / "people.parquet", rows)
    asked = ("gap", "--population", population, "--participants", path)
    assert (run(*asked).code, looks) == (0, [path])
    content = (folder / "people.parquet").read_bytes()
    (folder / "people.parquet").write_bytes(content + content)
    assert "people.parquet:1:1: error F113" in run(*asked).err
    assert set(looks) == {path}
    assert len(looks) == 2
