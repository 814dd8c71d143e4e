"""`coverage init`: what it proposes runs once the decisions are made, and it overwrites nothing."""

from __future__ import annotations

import itertools
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.intake import workbooks

KEYS = (("Balikpapan", "pu"), ("Balikpapan", "bpu"), ("Samarinda", "pu"), ("Samarinda", "bpu"))
WORKERS = "Kabupaten/Kota;Jenis Pekerjaan;Tahun;Jumlah Pekerja\n" + "".join(f"{a};{b};2025;900\n" for a, b in KEYS)


def _rows(header, *cells):
    """A table of four keys, and columns of cells: a text for all, or one for each."""
    columns = [cell if isinstance(cell, (list, tuple)) else [cell] * len(KEYS) for cell in cells]
    rows = [";".join((*key, *rest)) for key, rest in zip(KEYS, zip(*columns, strict=True), strict=True)]
    return "\n".join((header, *rows)) + "\n"


@pytest.fixture
def proposed(project, run, tmp_path):
    """Proposes a project for a file of participants, and gives what sources.yaml says of it, and what check finds."""

    def propose(content, name="q.csv", *, workers=WORKERS):
        files = {"p.csv": workers}
        if content is not None:
            files[name] = content
        project(files, targets=None)
        shutil.rmtree(tmp_path / "config", ignore_errors=True)
        assert run("init", "p.csv", name, "--yes").code == 0
        text = (tmp_path / "config" / "sources.yaml").read_text()
        return text.partition(f"    files: {name}\n"), run("check").out

    return propose


@pytest.fixture
def example(tmp_path, monkeypatch):
    """A copy of an example's data, without its configuration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COVGAP_LANG", "en")

    def copy(name, *files):
        shutil.copytree(ROOT / "examples" / name / "data", tmp_path / "data")
        return [f"data/{file}" for file in files]

    return copy


def test_decisions_are_marked_and_the_rest_is_proposed(example, run, tmp_path):
    files = example("kabupaten", "potensi-pekerja.csv", "peserta-aktif.csv")
    ran = run("init", *files, "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert "left to decide: 3" in ran.out
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert 'period: "2025-08"  # guessed from the title in line 2' in text
    for line in ("header: 4", 'workers: "Potensi Pekerja"', 'missing: ["..."]', "leave_out: {branch: [Jumlah]"):
        assert line in text
    decided = text.replace("# number_style", "number_style")
    values = "    values: {segment: {Penerima Upah: pu, Bukan Penerima Upah: bpu, Jasa Konstruksi: jakon}}\n"
    (tmp_path / "config" / "sources.yaml").write_text(decided.replace("    missing:", f"{values}    missing:"))
    ran = run("gap", "--format", "csv", "--totals", "--by", "branch")
    assert ",TOTAL,2025-09,2025-08,720108,354945," in ran.out


def test_a_folder_is_told_with_how_all_its_files_are_read(project, run, tmp_path):
    """Who names one of its files and leaves it at that has counted one of them."""
    header = "participant_id,branch,segment,status,period\n"
    parts = {f"persons/{n}.csv": f"{header}{n}123456,Balikpapan,pu,active,2025-09\n" for n in (1, 2)}
    workers = "branch,segment,period,workers\nBalikpapan,pu,2025-09,9\n"
    project({"p.csv": workers, **parts}, targets=None)
    ran = run("init", "p.csv", "persons", "--yes")
    assert (ran.code, ran.out) == (2, "")
    assert "persons is a folder; name one of its files. Then write under files: in config/sources.yaml the" in ran.err
    assert run("init", "p.csv", "persons/1.csv", "--yes").code == 0
    sources = tmp_path / "config" / "sources.yaml"
    for files, people in (("persons/1.csv", 1), ("persons", 2)):
        sources.write_text(sources.read_text().replace("persons/1.csv", files))
        assert f"balikpapan,pu,2025-09,2025-09,9,{people}," in run("gap", "--format", "csv").out.lower()


def test_a_table_by_year_is_seen(example, run, tmp_path):
    files = example("by-year", "workers.csv", "members.csv")
    assert run("init", *files, "--yes").code == 0
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert 'wide: {to: period, columns: {"Aug 2023": "2023-08", "Aug 2024": "2024-08", "Aug 2025": "2025-08"}}' in text
    (tmp_path / "config" / "sources.yaml").write_text(text.replace("# aggregate", "aggregate"))
    assert "\nfiles: 3; rows: 36 = 36 used" in run("check").out


@pytest.mark.parametrize(("cell", "style", "other"), [("1,204", "en", "id"), ("1.204", "id", "en")])
def test_the_number_style_that_makes_people_comes_first(proposed, run, tmp_path, cell, style, other):
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Periode;Peserta", "2025-08", cell))
    said = f"decide: {style} if {cell} / 1204 people are meant, {other} if the mark is a decimal mark"
    assert f"# number_style: {style}  # {said}" in text
    sources = tmp_path / "config" / "sources.yaml"
    sources.write_text(sources.read_text().replace("# number_style", "number_style"))
    assert "errors: 0" in run("check").out


def test_a_total_that_is_left_out_says_how_thousands_are_marked(proposed):
    """It settled nothing once it was left out, and every count had two readings."""
    rows = _rows("Cabang;Segmen;Tahun;Peserta", "2025", "480.000") + "Jumlah;;;1.920.000\n"
    (_, _, text), said = proposed(rows)
    assert "    number_style: id\n" in text
    assert "errors: 0" in said


def test_the_whole_beside_segments_says_how_thousands_are_marked(proposed):
    rows = "Cabang;Tahun;Peserta;;;\n;;pu;bpu;jakon;Kaltim\nBalikpapan;2025;480.123;720.456;90.789;1.291.368\n"
    (_, _, text), said = proposed(rows + "Samarinda;2025;380.321;620.654;80.987;1.081.962\n")
    assert 'unused: ["Peserta Kaltim"]' in text
    assert "    number_style: id\n" in text
    assert "V103" not in said


def test_it_asks_on_a_terminal(example, run, tmp_path, answering):
    files = example("kabupaten", "potensi-pekerja.csv", "peserta-aktif.csv")
    titled = tmp_path / files[0]
    titled.write_text(titled.read_text().replace("Agustus 2025", "terakhir"))
    answering("=yesterday", "=2025-08", "de", "id", "id")
    ran = run("init", *files)
    assert "left to decide: 1" in ran.out
    assert ran.err.count("that is not one of them") == 2
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert text.count("    number_style: id\n") == 2
    assert 'constants:\n      period: "2025-08"' in text


def test_who_ends_the_input_leaves_and_nothing_is_written(example, run, tmp_path, monkeypatch):
    files = example("kabupaten", "potensi-pekerja.csv", "peserta-aktif.csv")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdin, "readline", lambda *_: "")
    ran = run("init", *files)
    assert ran.code == 130
    assert "fault in this program" not in ran.err
    assert not (tmp_path / "config").exists()


def test_it_asks_nobody_where_there_is_no_terminal(example, run):
    ran = run("init", *example("by-year", "workers.csv", "members.csv"))
    assert ran.code == 2
    assert "--yes" in ran.err
    missing = run("init", "a.csv", "b.csv")  # what an answer would not help comes first
    assert (missing.code, "a.csv" in missing.err, "--yes" in missing.err) == (2, True, False)


def test_nothing_is_overwritten(project, run):
    project({"p.csv": "branch,segment,period,workers\na,b,2025,5\n", "q.csv": "branch,segment,period,participants\n"})
    ran = run("init", "p.csv", "q.csv", "--yes")
    assert ran.code == 2
    assert "exists already" in ran.err


def test_both_files_are_written_or_none(project, run, tmp_path, monkeypatch):
    """Of one alone the next init would say that it exists already."""
    project({"p.csv": WORKERS, "q.csv": _rows("Cabang;Segmen;Periode;Peserta", "2025", "40")}, targets=None)

    def full(name, data, known):
        if "sources" in str(name):
            raise OSError(28, "No space left on device")
        Path(name).write_bytes(data)

    with monkeypatch.context() as patch:
        patch.setattr("coverage_cli.output.files._write", full)
        ran = run("init", "p.csv", "q.csv", "--yes")
        elsewhere = run("init", "p.csv", "q.csv", "--yes", "--into", "new/project")
    assert (ran.code, ran.out, elsewhere.code) == (2, "", 2)
    assert "config/sources.yaml cannot be written: " in ran.err
    # Nor is a folder left that was made for them.
    assert sorted(one.name for one in tmp_path.iterdir()) == ["p.csv", "q.csv"]
    assert run("init", "p.csv", "q.csv", "--yes").code == 0


def test_names_cannot_break_out_of_the_yaml(project, run, tmp_path):
    from coverage_cli.config.sources import read_sources

    header = 'branch,segment,period,workers,"# x: [y\nz","no","\x1b[31m"\n'
    project(
        {"p.csv": header + "a,b,2025,5,,,\n", "q.csv": "branch,segment,period,participants\na,b,2025,5\n"}, targets=None
    )
    assert run("init", "p.csv", "q.csv", "--yes").code == 0
    assert b"\x1b" not in (tmp_path / "config" / "sources.yaml").read_bytes()
    sources, findings = read_sources(tmp_path / "config" / "sources.yaml")
    assert findings == []
    assert sources.layouts[0].unused == ("# x: [y\nz", "no", "\x1b[31m")


def test_windows_1252_and_utf_16_are_proposed(project, run, tmp_path):
    population = "branch,segment,period,workers\nCafé,b,2025,5\n"
    participants = "branch;segment;period;participants\nCafé;b;2025;5\n"
    files = {"p.csv": population.encode("cp1252"), "q.csv": participants.encode("utf-16")}
    project(files, targets=None)
    assert run("init", "p.csv", "q.csv", "--yes").code == 0
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert "encoding: windows-1252" in text
    assert "encoding: utf-16" in text
    assert "coverage check --help lists them" in text
    assert all(name in run("check", "--help").out for name in ("windows-1258", "gb18030"))
    assert run("gap", "--format", "csv").out.splitlines()[1].startswith("Café,b,2025,2025,5,5,100.0,")


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Persentase Peserta", ["40", "30", "20", "10"]),
        ("Cakupan (%)", ["40", "30", "20", "10"]),
        ("Tingkat Kepesertaan", ["20,0%", "30,0%", "40,0%", "41,0%"]),
        ("Coverage rate", ["40", "30", "20", "10"]),
        ("Peserta (%)", ["40", "30", "20", "10"]),
        ("Cakupan", ["40", "30", "20", "10"]),
        ("Peserta", ["20,0%", "30,0%", "40,0%", "41,0%"]),
    ],
)
def test_rates_are_no_counts(proposed, run, header, cells):
    table = _rows(f"Cabang;Segmen;Periode;No;{header}", "2025", list("1234"), cells)
    (_, _, text), _ = proposed(table)
    assert f"# decide: rates stand in {header}, and counts of participants are needed" in text
    assert "participants: ..." in text
    assert "      participants:" not in text


def test_rates_are_not_offered_beside_counts(proposed):
    table = _rows("Cabang;Segmen;Periode;Persentase;A;B", "2025", "20", "31", "32")
    (_, _, text), _ = proposed(table)
    assert "# decide: the column that holds participants, one of: A, B\n" in text
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Periode;Persentase Peserta;Peserta Aktif", "2025", "20", "31"))
    assert 'participants: "Peserta Aktif"' in text


def test_a_name_of_rates_with_large_numbers_counts(proposed):
    (_, _, text), said = proposed(_rows("Cabang;Segmen;Periode;Cakupan", "2025", ["241", "340", "90", "7"]))
    assert "participants: Cakupan" in text
    assert "errors: 0" in said


@pytest.mark.parametrize(
    ("header", "numbers", "nik"),
    [
        ("NIK", "64710112058{}0001", True),
        ("NIK", "64710199998{}0001", False),
        ("No KPJ", "2000000000{}", False),
        ("Nomor Peserta", "A-{}", False),
        ("Nomor", "2000000000{}", False),
    ],
)
def test_a_file_of_persons_is_seen(proposed, run, header, numbers, nik):
    cells = [numbers.format(at) for at in range(len(KEYS))]
    (kind, _, text), said = proposed(
        _rows(f"Cabang;Segmen;Keaktifan;Bulan;Peserta;{header}", "Aktif", "Apr-25", "1", cells)
    )
    assert kind.endswith("  - kind: persons\n")
    assert f"participant_id: {header}" in text.replace('"', "")
    assert ("    id: nik\n" in text) is nik
    assert "# decide" not in text
    assert said.endswith("rows: 8 = 8 used + 0 reported; errors: 0, warnings: 1\n")
    assert run("gap", "--format", "csv").out.count(",900,1,") == 4


def test_of_two_numbers_of_a_person_the_citizens_is_taken(proposed):
    niks = [f"64710112058{at}0001" for at in range(4)]
    table = _rows("Cabang;Segmen;KPJ;NIK;Ket;Periode", list("abcd"), niks, "aktif", "2025")
    (_, _, text), said = proposed(table)
    assert "participant_id: NIK  # guessed" in text
    assert "status: Ket  # guessed" in text
    assert "unused: [KPJ]" in text
    assert "errors: 0, warnings: 1" in said


@pytest.mark.parametrize(
    ("header", "kind"), [("No. KTP", "persons"), ("Nomor Induk Kependudukan", "persons"), ("No Kartu", "participants")]
)
def test_numbers_of_persons_of_whom_some_stand_in_several_rows_are_no_counts(proposed, header, kind):
    """A KPJ has as few as eleven digits, and was shown whole where it was taken for so many people."""
    (told, _, text), said = proposed(_rows(f"Cabang;Segmen;Ket;Periode;{header}", "aktif", "2025", "20000000001"))
    assert told.endswith(f"  - kind: {kind}\n")
    assert " participants: " not in text.replace("# participants: ...  # decide: numbers of persons stand in No", "")
    assert "20000000001" not in said.replace(",", "")
    # gap counts each person once, which is not to be done by hand.
    assert ("write kind: persons with this column as participant_id" in text) is (kind == "participants")


@pytest.mark.parametrize("header", ["NIK Pengurus;Jumlah Peserta", "Upah;Jumlah KPJ"])
def test_a_file_that_counts_is_not_one_of_persons(proposed, header):
    table = _rows(f"Cabang;Segmen;Periode;{header}", "2025", [f"1000000000{at}" for at in range(4)], list("5678"))
    (kind, _, _), said = proposed(table)
    assert kind.endswith("  - kind: participants\n")
    assert "errors: 0" in said


def test_persons_are_no_workers(proposed, run):
    workers = _rows("Cabang;Segmen;Periode;NIK", "2025", [f"64710112058{at}0001" for at in range(4)])
    workers += "Balikpapan;pu;2025;6471011205890001\n"
    (text, _, _), _ = proposed(_rows("Cabang;Segmen;Periode;Peserta", "2025", "5"), workers=workers)
    assert "decide: numbers of persons stand in NIK, and counts of workers are needed" in text
    assert "aggregate" not in text


def test_states_in_other_words_are_asked(project, run, tmp_path, answering):
    niks = [f"64710112058{at}0001" for at in range(4)]
    files = {"p.csv": WORKERS, "q.csv": _rows("Cabang;Segmen;NIK;Status;Periode", niks, list("YYTT"), "2025")}
    project(files, targets=None)
    assert "left to decide: 2" in run("init", "p.csv", "q.csv", "--yes").out
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert '# values: {status: {"Y": "...", T: "..."}}  # decide: active or inactive for each' in text
    shutil.rmtree(tmp_path / "config")
    answering("Yes", "Y")
    assert "left to decide: 1" in run("init", "p.csv", "q.csv").out
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert 'values:\n      status: {"Y": active, T: inactive}  # guessed' in text
    assert "errors: 0" in run("check").out


PERSON = "{},Balikpapan,pu,aktif{}\n"


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        *((PERSON.format("{}", ""), form) for form in ("KPJ0001234{}", "2000000000{}", "6471.016802.90000{}")),
        (PERSON.format("A{}", ",2025-09"), "{}"),
        ("Balikpapan,pu,2025-09,500{}\n", "{}"),
    ],
)
def test_a_file_without_a_header_makes_no_project(project, run, tmp_path, row, numbers):
    """Its first row was lost as names of columns; an identifier there was written into the project."""
    project({"p.csv": WORKERS, "q.csv": "".join(row.format(numbers.format(at)) for at in range(3))}, targets=None)
    ran = run("init", "p.csv", "q.csv", "--yes")
    assert (ran.code, ran.out) == (2, "")
    assert "q.csv has no header: its first line is a row like those below it" in ran.err
    assert not (tmp_path / "config").exists()


@pytest.mark.parametrize("header", ["Tempat,Golongan,2024,2025", "Tempat,62010,62020,62030"])
def test_a_header_of_years_or_codes_is_one(project, run, header):
    table = f"{header}\nBalikpapan,1,50000,60000\nSamarinda,2,70000,80000\n"
    project({"p.csv": WORKERS, "q.csv": table}, targets=None)
    assert run("init", "p.csv", "q.csv", "--yes").code == 0


def test_numbers_of_persons_are_not_offered_for_names(proposed):
    (_, _, text), _ = proposed(_rows("Tempat;Segmen;Periode;Peserta;No Kartu", "2025", "5", "20000000001"))
    assert "holds branch (an office or an area), one of: Tempat;" in text


def test_an_identifier_among_states_is_not_written_into_the_project(proposed):
    niks = [f"64710112058{at}0001" for at in range(4)]
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;NIK;Status;Periode", niks, ["Y", "T", "T", "KPJ00012345"], "2025"))
    assert '# values: {status: {"Y": "...", T: "..."}}  # decide' in text
    assert "12345" not in text


@pytest.mark.parametrize(
    ("names", "periods"),
    [
        (("Apr-25", "Mei-25", "Jun-25"), ("2025-04", "2025-05", "2025-06")),
        (("April 2025", "Agustus 2025", "December 2025"), ("2025-04", "2025-08", "2025-12")),
        (("2025-04", "04/2026", "Peserta Apr '27"), ("2025-04", "2026-04", "2027-04")),
        (("Peserta Q1 2025 (orang)", "TW 2 2025", "2026 (jiwa)"), ("2025-Q1", "2025-Q2", None)),
        (("Peserta 2025", "Peserta 2026", "Pekerja 2025"), ("2025", "2026", None)),
        (("Market 2025", "Desa 2026", "Total"), ("2025", "2026", None)),
    ],
)
def test_columns_of_months_make_a_wide_table(proposed, names, periods):
    (_, _, text), said = proposed(_rows(f"Kabupaten/Kota;Segmen;{';'.join(names)}", "40", "41", "43"))
    for name, period in zip(names, periods, strict=True):
        pair = f": {period}" if period else "unused: ["
        assert pair in text.replace('"', "")
        assert name in text
    assert "guessed from the periods in the names" in text
    assert "# decide" not in text
    assert "errors: 0" in said


def test_months_that_a_spreadsheet_made_dates_are_read(proposed, tmp_path):
    text, number = workbooks.text, workbooks.number
    header = [text("Kabupaten/Kota"), text("Segmen"), *(number(day, workbooks.DATE) for day in (45748, 45778))]
    rows = [[text(branch), text(segment), number(40), number(50)] for branch, segment in KEYS]
    workbooks.write(tmp_path / "q.xlsx", {"S": workbooks.rows([text("Peserta")], header, *rows)})
    (_, _, said), found = proposed(None, "q.xlsx")
    assert "header: 2\n" in said
    assert 'columns: {"date 2025-04-01": "2025-04", "date 2025-05-01": "2025-05"}' in said
    assert "errors: 0" in found


def _book(path, **sheets):
    """A workbook with sheets of counts, or of a note."""
    tables = {}
    for name, cells in sheets.items():
        rows = [cells] if isinstance(cells, list) else [[*key, "2025", str(cells)] for key in KEYS]
        head = [] if isinstance(cells, list) else [["Cabang", "Segmen", "Periode", name]]
        tables[name] = workbooks.rows(*([workbooks.text(cell) for cell in row] for row in (*head, *rows)))
    workbooks.write(path, tables)


def test_the_only_sheet_with_a_table_is_proposed(proposed, tmp_path):
    _book(tmp_path / "q.xlsx", Peserta=5, Catatan=["made by hand"])
    (_, _, text), said = proposed(None, "q.xlsx")
    assert "    sheet: Peserta\n" in text
    assert "errors: 0, warnings: 1" in said
    _book(tmp_path / "q.xlsx", Peserta=5)
    (_, _, text), _ = proposed(None, "q.xlsx")
    assert "sheet:" not in text


@pytest.mark.parametrize(
    ("sheet", "columns", "line"),
    [
        ("Sept 2025", ("branch", "segment", "participants"), 'sheet: {"Sept 2025": "2025-09"}  # guessed from'),
        ("Data", ("branch", "segment", "participants"), "sheet: Data"),
        ("Sept 2025", ("branch", "segment", "period", "participants"), 'sheet: "Sept 2025"'),
    ],
)
def test_a_sheet_whose_name_is_a_period_says_that_of_rows_which_do_not(project, run, tmp_path, sheet, columns, line):
    project({"p.csv": "branch,segment,period,workers\na,pu,2025,9\n"}, targets=None)
    cells = {"branch": "a", "segment": "pu", "period": "2025-09", "participants": "5"}
    table = ([*map(workbooks.text, row)] for row in (columns, [cells[column] for column in columns]))
    workbooks.write(tmp_path / "b.xlsx", {sheet: workbooks.rows(*table)})
    run("init", "p.csv", "b.xlsx", "--yes", "--sheet", sheet)
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert f"    {line}" in text
    if sheet != "Data":
        assert run("gap", "--target", "80%", "--format", "json").json["rows"][0]["participants"] == 5


@pytest.mark.parametrize("named", [("--sheet", "Sept 2025"), ()])
def test_a_sheet_and_a_title_of_two_periods_are_asked_about(project, run, tmp_path, named):
    project({"p.csv": "branch,segment,period,workers\na,pu,2025,9\n"}, targets=None)
    lines = (["Peserta Oktober 2025"], ["branch", "segment", "participants"], ["a", "pu", "5"])
    table = workbooks.rows(*([*map(workbooks.text, line)] for line in lines))
    workbooks.write(tmp_path / "b.xlsx", {"Sept 2025": table})
    run("init", "p.csv", "b.xlsx", "--yes", *named)
    assert "# constants: {period: YYYY-MM}  # decide: " in (tmp_path / "config" / "sources.yaml").read_text()


@pytest.mark.parametrize(
    ("files", "names", "sheets"),
    [
        (("b.xlsx", "b.xlsx"), ("Pekerja", "Peserta"), ["Pekerja", "Peserta"]),
        (("p.csv", "b.xlsx"), ("Peserta",), ["Peserta"]),
        (("p.xlsx", "b.xlsx"), ("Peserta",), ["Peserta"]),
        (("p.csv", "b.xlsx"), (), "several sheets; sheets: Pekerja, Peserta. Hint: name one with --sheet NAME"),
        (("p.csv", "b.xlsx"), (), "config/sources.yaml, which takes several: a list, or each with its period"),
        (("p.csv", "b.xlsx"), ("Peserto",), "no sheet of that name; sheets: Pekerja, Peserta."),
        (("p.csv", "p.csv"), ("Peserta",), "error: --sheet names a sheet of a workbook, and no .xlsx is read here"),
        (("p.csv", "b.xlsx"), ("a", "b", "c"), "error: --sheet is given 3 times, and there are two files"),
    ],
)
def test_a_sheet_is_named(project, run, tmp_path, files, names, sheets):
    project({"p.csv": WORKERS}, targets=None)
    _book(tmp_path / "b.xlsx", Pekerja=9, Peserta=5)
    _book(tmp_path / "p.xlsx", Pekerja=9)
    ran = run("init", *files, "--yes", *(part for name in names for part in ("--sheet", name)))
    if isinstance(sheets, str):
        assert ran.code == 2
        assert sheets in ran.err
        return
    lines = (tmp_path / "config" / "sources.yaml").read_text().splitlines()
    assert [line.partition("sheet: ")[2] for line in lines if "sheet:" in line] == sheets
    assert "errors: 0" in run("check").out


@pytest.mark.parametrize(
    ("names", "shown", "answers"),
    [
        (("Januari", "Februari"), "{Januari: YYYY-01, Februari: YYYY-02}", ["25", "2025"]),
        *(
            (names, f'{{"{names[0]}": "...", "{names[1]}": "..."}}', ["2025", "2025-01, 2025-02"])
            for names in (
                ("04/05/2025", "04/05/2026"),
                ("2022/23", "2023/24"),
                ("FY 2022-23", "FY 2023-24"),
                ("2011-12", "2012-13"),  # the first may be a month, beside the second it is none
                ("Semester I 2024", "Semester II 2024"),
            )
        ),
    ],
)
def test_periods_that_names_do_not_tell_are_asked(project, run, tmp_path, answering, names, shown, answers):
    project({"p.csv": WORKERS, "q.csv": _rows(f"Cabang;Segmen;{';'.join(names)}", "40", "41")}, targets=None)
    assert run("init", "p.csv", "q.csv", "--yes").code == 0
    assert f"# wide: {{to: period, columns: {shown}}}  # decide:" in (tmp_path / "config" / "sources.yaml").read_text()
    shutil.rmtree(tmp_path / "config")
    answering(*answers)
    assert "left to decide: 1" in run("init", "p.csv", "q.csv").out
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert f"{names[0]}: 2025-01, {names[1]}: 2025-02}}" in text.replace('"', "")
    assert "rows: 12 = 12 used + 0 reported; errors: 0" in run("check").out


@pytest.mark.parametrize(
    "name", ["Iuran (Rp)", "Jumlah Perusahaan", "Upah rata-rata", "Jumlah Kasus JKK", "Contributions", "Total Benefits"]
)
def test_what_is_no_number_of_people_is_no_count(proposed, name):
    (_, _, text), said = proposed(_rows(f"Cabang;Segmen;Tahun;{name}", "2025", "800"))
    assert f"# participants: ...  # decide: {name} counts no people, and counts of participants are needed" in text
    assert "S101" in said
    (_, _, text), said = proposed(_rows(f"Cabang;Segmen;Tahun;{name};Orang", "2025", "800", "70"))
    assert "      participants: Orang  # guessed" in text
    assert "errors: 0" in said


@pytest.mark.parametrize("names", ["Iuran 2024;Iuran 2025", "Perusahaan Apr-25;Perusahaan Mei-25"])
def test_years_of_what_is_no_number_of_people_are_no_counts(proposed, names):
    (_, _, text), _ = proposed(_rows(f"Cabang;Segmen;{names}", "800", "70"))
    assert "wide" not in text
    assert "counts no people, and counts of participants are needed" in text


@pytest.mark.parametrize("name", ["Penerima Upah", "Tenaga Kerja Perusahaan", "Peserta (Kasus)", "Benefit recipients"])
def test_people_beside_money_are_people(proposed, name):
    (_, _, text), said = proposed(_rows(f"Cabang;Segmen;Tahun;{name}", "2025", "800"))
    assert "# decide" not in text
    assert "errors: 0" in said


@pytest.mark.parametrize(
    ("names", "taken", "other"),
    [
        ("Target Peserta;Realisasi", "Realisasi", "Target Peserta"),
        ("Target Peserta;Realisasi Peserta", "Realisasi Peserta", "Target Peserta"),
        ("Potensi Peserta;Realisasi", "Realisasi", "Potensi Peserta"),
        ("Peserta Calon;Terlindungi", "Terlindungi", "Peserta Calon"),
    ],
)
def test_people_who_are_planned_are_no_participants(proposed, names, taken, other):
    (_, _, text), said = proposed(_rows(f"Cabang;Segmen;Tahun;{names}", "2025", "800", "700"))
    assert f"participants: {taken}  # guessed" in text.replace('"', "")
    assert f"unused: [{other}]" in text.replace('"', "")
    assert "errors: 0" in said


@pytest.mark.parametrize(
    "names", ["Peserta Baru", "Peserta Lama;Peserta Baru", "Peserta PU;Peserta Bukan PU", "Peserta Non Aktif;Jumlah"]
)
def test_who_may_be_only_some_or_none_of_the_participants_is_asked_about(proposed, names):
    (_, _, text), _ = proposed(_rows(f"Cabang;Segmen;Tahun;{names}", "2025", *["700"] * len(names.split(";"))))
    assert (
        f"# participants: ...  # decide: the column that holds participants, one of: {names.replace(';', ', ')}\n"
        in text
    )


def test_those_outside_the_labour_force_are_no_workers(proposed):
    workers = "Kabupaten/Kota;Segmen;Tahun;Bukan Angkatan Kerja;Jumlah\nBerau;pu;2025;700;9000\n"
    (head, _, _), _ = proposed(_rows("Cabang;Segmen;Tahun;Peserta", "2025", "70"), workers=workers)
    assert "# workers: ...  # decide: the column that holds workers, one of: Bukan Angkatan Kerja, Jumlah\n" in head


def test_planned_people_are_no_columns_of_a_wide_table(proposed):
    planned = "Target Apr-25;Realisasi Apr-25;Target Mei-25;Realisasi Mei-25"
    (_, _, text), _ = proposed(_rows(f"Cabang;Segmen;{planned}", "900", "800", "910", "810"))
    assert 'columns: {"Realisasi Apr-25": "2025-04", "Realisasi Mei-25": "2025-05"}}' in text
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Peserta Baru Apr-25;Peserta Baru Mei-25", "800", "810"))
    assert "wide" not in text


def test_the_labour_force_is_no_table_of_segments(proposed):
    """The unemployed stand in it beside those who work."""
    workers = "Kabupaten/Kota;Tahun;Angkatan Kerja;\n;;Bekerja;Pengangguran\nBerau;2025;700;60\nPaser;2025;90;8\n"
    (head, _, _), _ = proposed(_rows("Cabang;Segmen;Tahun;Peserta", "2025", "70"), workers=workers)
    assert 'workers: "Angkatan Kerja Bekerja"  # guessed' in head
    assert "wide" not in head


@pytest.mark.parametrize(
    ("names", "meant"),
    [("Target Peserta;Realisasi", ""), ("Peserta Baru;Terdaftar", ""), ("Peserta BPJS", "Peserta BPJS")],
)
def test_no_other_people_are_offered_for_participants(project, run, names, meant):
    project({"q.csv": _rows(f"Cabang;Segmen;Periode;{names}", "2025", *["700"] * len(names.split(";")))})
    (said,) = [line for line in run("check", "q.csv", "--as", "participants").out.splitlines() if "S101" in line]
    assert ("did you mean" in said, meant in said) == (bool(meant), True)


def test_of_several_programmes_one_is_chosen(asked, run):
    rows = "".join(f"{a};{b};2025;{p};{n}\n" for a, b in KEYS for p, n in (("JKK", 90), ("JHT", 70)))
    prompts, err, text = asked(f"Cabang;Segmen;Tahun;Program;Peserta\n{rows}", "sum", "JKK")
    assert "q.csv: which programme is to be counted? One of: JKK, JHT. The same people are in several" in prompts[0]
    assert err == "that is not one of them\n"
    assert "add up" not in " ".join(prompts)
    assert "    filter: {programme: JKK}\n" in text
    assert ",TOTAL,2025,2025,3600,360," in run("gap", "--format", "csv", "--totals").out


@pytest.mark.parametrize("name", ["Jenis Program", "Jaminan", "Kategori"])
def test_programmes_are_no_segments_whatever_their_column_is_called(proposed, run, tmp_path, name):
    """Their sum counted the same people up to four times."""
    rows = "".join(f"{a};{p};2025;{n}\n" for a, _ in KEYS[::2] for p, n in (("JKK", 90), ("Jaminan Hari Tua", 70)))
    workers = "Cabang;Segmen;Tahun;Pekerja\n" + "".join(f"{a};semua;2025;900\n" for a, _ in KEYS[::2])
    (_, _, text), _ = proposed(f"Cabang;{name};Tahun;Peserta\n{rows}", workers=workers)
    assert f"programme: {name}  # guessed" in text.replace('"', "")
    path = tmp_path / "config" / "sources.yaml"
    said = path.read_text().replace("# constants: {segment: ...}", "constants: {segment: semua}")
    path.write_text(said.replace("# filter: {programme: ...}", "filter: {programme: JKK}"))
    assert ",TOTAL,2025,2025,1800,180," in run("gap", "--format", "csv", "--totals").out


def test_programmes_below_one_heading_are_no_segments(proposed):
    (_, _, text), _ = proposed("Cabang;Tahun;Peserta Aktif;\n;;JKK;JHT\nBerau;2025;90;70\nPaser;2025;80;60\n")
    assert "# participants: ...  # decide: the column that holds participants, one of: Peserta Aktif JKK, " in text
    assert "wide" not in text


def test_a_programme_for_each_segment_is_no_question(proposed):
    rows = "".join(f"{a};{b};2025;{'JKK' if b == 'pu' else 'JHT'};70\n" for a, b in KEYS)
    (_, _, text), said = proposed(f"Cabang;Segmen;Tahun;Program;Peserta\n{rows}")
    assert "# decide" not in text
    assert "errors: 0" in said


@pytest.mark.parametrize("year_above", [True, False])
def test_of_years_by_sex_the_totals_are_proposed(asked, run, year_above):
    years, sexes = ("2024", "2025"), ("Laki-laki", "Perempuan", "Jumlah")
    pairs = list(itertools.product(years, sexes) if year_above else itertools.product(sexes, years))
    uppers = [upper if not at or pairs[at - 1][0] != upper else "" for at, (upper, _) in enumerate(pairs)]
    head = f"Cabang;{';'.join(uppers)}\n;{';'.join(lower for _, lower in pairs)}\n"
    people = {"Laki-laki": 600, "Perempuan": 500, "Jumlah": 1100}
    rows = [
        f"{branch};" + ";".join(str(at * people[next(iter(people.keys() & set(pair)))] + 7 * at) for pair in pairs)
        for at, branch in enumerate(("Balikpapan", "Samarinda"), 1)
    ]
    workers = head + "\n".join(rows) + "\n"
    _, _, text = asked("Cabang;Tahun;Peserta\nBalikpapan;2025;50\nSamarinda;2025;60\n", "all", "all", workers=workers)
    names = [f"{upper} {lower}" for upper, lower in pairs if "Jumlah" in {upper, lower}]
    assert f'wide: {{to: period, columns: {{"{names[0]}": "2024", "{names[1]}": "2025"}}}}' in text
    assert ",TOTAL,2025,2025,3321,110," in run("gap", "--format", "csv", "--totals").out


@pytest.mark.parametrize("mark", ["r", "*", " *)", "¹", " (p)", " 1)"])
def test_a_mark_behind_a_year_leaves_the_month(proposed, mark):
    names = f"Agustus 2024{mark};Agustus 2025"
    (_, _, text), _ = proposed(_rows(f"Cabang;Segmen;{names}", "40", "41"))
    assert f'{{"Agustus 2024{mark}": "2024-08", "Agustus 2025": "2025-08"}}' in text


def test_months_in_other_words_have_a_format(proposed):
    (_, _, text), said = proposed(_rows("Kabupaten/Kota;Jenis Pekerjaan;Bulan;Peserta Aktif", "April 2025", "40"))
    assert '    period_format: "MMM YYYY"  # guessed from the cells\n' in text
    assert "values" not in text
    assert "# decide" not in text
    assert "errors: 0" in said
    assert "delimiter" not in text


@pytest.mark.parametrize(
    ("cells", "periods"),
    [
        (
            ["16/07/2025", "04/12/2024", "1.8.2025", "31-08-2025"],
            ["2025-07-16", "2024-12-04", "2025-08-01", "2025-08-31"],
        ),
        (
            ["31 Agustus 2025", "1 Sep 2025", "30 june 2025", "2025-01"],
            ["2025-08-31", "2025-09-01", "2025-06-30", None],
        ),
        (
            ["Triwulan III 2023", "TW IV 2023", "kuartal 1 2024", "2024 Q2"],
            ["2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2"],
        ),
        (["31-09-2025", "28-09-2025", "30-09-2025", "29-09-2025"], [None, "2025-09-28", "2025-09-30", "2025-09-29"]),
    ],
)
def test_days_and_quarters_as_offices_write_them_become_values(proposed, cells, periods):
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Bulan;Peserta", cells, "5"))
    assert "period: Bulan  # guessed" in text
    for cell, period in zip(cells, periods, strict=True):
        assert (f'"{cell}": "{period}"' in text) is (period is not None)
        assert period or cell not in text


@pytest.mark.parametrize(
    ("cells", "form", "days"),
    [
        (["30-09-2025"] * 4, "DD-MM-YYYY", False),
        (["16/07/2025", "04/12/2024", "1/8/2025", "31/8/2025"], "DD/MM/YYYY", True),
        ([f"{day:02}/08/2025" for day in range(10, 14)], "DD/MM/YYYY", True),
        (["2025-08-31 00:00:00", "2025-09-30 00:00:00"] * 2, "YYYY-MM-DD", False),
        (["Feb-24", "Mei-24", "Agt-24", "2024-09"], '"MMM-(20)YY"', False),
        (["31 Agustus 2025", "30 june 2025"] * 2, '"DD MMM YYYY"', False),
        (["202408", "202512"] * 2, "YYYYMM", False),
        (["2024-08-31", "2024-09"] * 2, None, False),
        (["Feb-24", "Februari 2024"] * 2, None, False),
    ],
)
def test_one_spelling_of_all_cells_is_their_format(proposed, cells, form, days):
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Bulan;Peserta", cells, "5"))
    assert ("period_format: " in text) is (form is not None)
    assert form is None or f"    period_format: {form}  # guessed from the cells\n" in text
    assert ("    period_granularity: day\n" in text) is days
    assert "# decide" not in text


@pytest.mark.parametrize("cells", [["04/05/2025", "06/05/2025"] * 2, ["16/07/2025", "07/16/2025"] * 2])
def test_dates_of_two_readings_are_no_values(proposed, cells):
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Periode;Peserta", cells, "5"))
    assert "values" not in text
    assert text.count("period_format") == text.count("# period_format") == ("04/05/2025" in cells)


def test_days_above_columns_have_one_reading_for_all(proposed):
    (_, _, text), said = proposed(_rows("Cabang;Segmen;30/09/2025;01/10/2025", "5", "6"))
    assert 'wide: {to: period, columns: {"30/09/2025": "2025-09-30", "01/10/2025": "2025-10-01"}}' in text
    assert "errors: 0" in said


@pytest.fixture
def asked(project, run, tmp_path, answering):
    """Answers what init asks of two files, and gives what it asked and said, and sources.yaml."""

    def ask(content, *answers, workers=WORKERS):
        project({"p.csv": workers, "q.csv": content}, targets=None)
        prompts = answering(*answers)
        ran = run("init", "p.csv", "q.csv")
        assert len(prompts) >= len(answers)
        return prompts, ran.err, (tmp_path / "config" / "sources.yaml").read_text()

    return ask


NIKS = [f"64710112058{at}0001" for at in range(4)]


@pytest.mark.parametrize(
    ("header", "days"),
    [
        ("Tanggal Kepesertaan", ["2025-09-30"] * 4),
        ("tgl_masuk", ["2025-09"] * 4),
        ("Date of birth", ["1985"] * 4),
        ("Tanggal", ["04/01/2023", "03/02/2024", "05/12/2025", "06/06/2025"]),
        ("Periode", ["2023-01-04", "2024-02-03", "2025-05-17", "2025-06-01"]),
        ("Tanggal akhir", ["2023-01-31", "2024-02-29", "2025-05-31", "2025-05-31"]),
    ],
)
def test_a_date_of_each_persons_own_is_no_period(proposed, asked, run, tmp_path, header, days):
    table = _rows(f"Cabang;Segmen;NIK;Status;{header}", NIKS, "aktif", days)
    own = header != "Tanggal akhir"
    (_, _, text), _ = proposed(table)
    said = f"as of which month is this extract? {header} is each person's own date"
    assert (f"    # constants: {{period: YYYY-MM}}  # decide: {said}\n" in text) is own
    assert (f'unused: ["{header}"]' in text or f"unused: [{header}]" in text) is own
    if not own:
        return
    shutil.rmtree(tmp_path / "config")
    prompts, _, text = asked(table, "2025-09")
    assert prompts[:-1] == [f"q.csv: {said}. Type the period, such as 2025-09, or press Enter to decide later"]
    assert 'constants:\n      period: "2025-09"\n' in text
    assert "errors: 0" in run("check").out


@pytest.mark.parametrize("form", ["{:02d}/05/2025", "2025-05-{:02d}"])
def test_many_days_are_no_period_though_some_have_two_readings(proposed, form):
    rows = "".join(f"Balikpapan;pu;64710112058{at:02d}001;aktif;{form.format(at % 5 + 1)}\n" for at in range(20))
    (_, _, text), _ = proposed("Cabang;Segmen;NIK;Status;Tanggal\n" + rows)
    assert "as of which month is this extract? Tanggal is" in text


def test_days_with_the_month_first_are_the_period_of_a_column_that_says_so(proposed):
    (_, _, text), said = proposed(_rows("Cabang;Segmen;Tanggal;Peserta", "12/31/2025", "800") + ";;TOTAL;3200\n")
    assert "period: Tanggal  # guessed" in text
    assert "period_format: MM/DD/YYYY" in text
    assert "errors: 0" in said


def test_a_date_of_a_files_counts_may_be_its_period(proposed):
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Tanggal Masuk Data;Peserta", "2025-09-30", "5"))
    assert 'period: "Tanggal Masuk Data"  # guessed' in text


def test_an_open_line_is_whole_without_its_sign(proposed, run, tmp_path):
    """Whether something stands in its section or not."""
    path = tmp_path / "config" / "sources.yaml"
    for header, cells in (("Kecamatan;Rupa;Waktu;Peserta", ["5"]), ("Kecamatan;Rupa;Apr-25;Mei-25", ["5", "6"])):
        rows = [";".join(("a", "b", *(["awal 2025"] if "Waktu" in header else []), *cells))]
        proposed("\n".join((header, *rows)) + "\n", workers=_rows("branch;segment;period;workers", "2025", "9"))
        text = path.read_text()
        assert "# branch: ..." in text or "#   branch: ..." in text
        chosen = {"branch: ...": "branch: Kecamatan", "segment: ...": "segment: Rupa", "period: ...": "period: Waktu"}
        for line in text.splitlines():
            for setting, meant in chosen.items():
                if setting in line:
                    text = text.replace(line, line.replace("# ", "", 1).replace(setting, meant))
        path.write_text(text.replace("# columns:\n", "columns:\n"))
        said = run("check").out
        assert not {"C101", "C103", "C105", "C110"} & set(said.split())
        assert "S101" not in said


def test_answers_that_do_not_fit_are_told_why(asked):
    rows = _rows("Kecamatan;Rupa;Bulan Lapor;Peserta", "awal 2025", "5")
    prompts, err, text = asked(rows, "Kecamatan", "Kecamatan", "?", "=n/a", "all", "=all", "2025-09", "x", "=2025-09")
    assert "which column holds branch (an office or an area)? One of: Kecamatan, Rupa. Or =VALUE" in prompts[0]
    assert "which column holds segment (a kind of workers, such as a sector)? One of: Rupa. Or" in prompts[1]
    assert err.splitlines() == [
        "the column Kecamatan holds branch already",
        "? means that there is no value; press Enter to decide later",
        "=n/a means that there is no value; press Enter to decide later",
        "all is no column; for one value in all rows type =all",
        "2025-09 is no column; for one value in all rows type =2025-09",
        "that is not one of them",
    ]
    assert 'constants:\n      segment: all\n      period: "2025-09"\n' in text
    assert 'unused: [Rupa, "Bulan Lapor"]' in text


@pytest.mark.parametrize(
    ("header", "answers", "told", "said"),
    [
        (
            "Kota;Rupa",
            ("=gone", "Rupa", "Y"),
            "which column holds status (whether somebody is covered)? One of: Kota, Rupa. Or =VALUE",
            "status: Rupa",
        ),
        ("Kota;Rupa", ("=gone", "= Aktif"), "somebody is covered)? One of: Kota, Rupa. Or", "status: Aktif"),
        ("", ("gone", "aktif"), "somebody is covered). Type one value for all rows, such as active", "status: aktif"),
    ],
)
def test_the_state_of_all_rows_is_one_that_is_read(asked, run, header, answers, told, said):
    """Any word was taken, and then refused by check in every row."""
    more = (list("abcd"), list("YYNN")) if header else ()
    rows = _rows(f"Cabang;Segmen;NIK;Periode;{header}".strip(";"), NIKS, "2025", *more)
    prompts, err, text = asked(rows, *answers)
    assert told in prompts[0]
    assert err.splitlines() == ["gone is neither active nor inactive"]
    assert f"      {said}\n" in text
    assert ('status: {"Y": active, "N": inactive}' in text) == ("Y" in answers)
    assert "errors: 0" in run("check").out


def test_a_field_has_the_name_of_the_language_in_a_question(asked, monkeypatch):
    """What `workers` and `segment` are, nothing on the screen says to who reads Indonesian."""
    monkeypatch.setenv("COVGAP_LANG", "id")
    rows = _rows("Kecamatan;Rupa;Bulan Lapor;A;B", "2025-09", "5", "6")
    prompts, err, text = asked(rows, "Kecamatan", "Kecamatan")
    assert [prompt.partition("? ")[0] for prompt in prompts if "?" in prompt][:4] == [
        "q.csv: kolom mana yang memuat cabang (kantor atau wilayah)",
        "q.csv: kolom mana yang memuat segmen (jenis pekerja, misalnya sektor)",
        "q.csv: kolom mana yang memuat segmen (jenis pekerja, misalnya sektor)",
        "q.csv: kolom mana yang memuat peserta",
    ]
    assert err.startswith("kolom Kecamatan sudah memuat cabang\n")
    assert "# segment: ...  # putuskan: kolom yang memuat segmen (jenis pekerja, misalnya sektor), salah" in text


def test_what_the_cells_of_a_chosen_column_say_is_proposed_and_asked_too(asked, run):
    pu = ("pu;L;{};1.204", "pu;P;{};1.306", "pu;Total;{};2.510")
    bpu = ("bpu;L;{};1.101", "bpu;P;{};1.100", "bpu;Total;{};2.201")
    rows = [
        f"{branch};{row.format('2025;7')}"
        for branch in ("Balikpapan", "Samarinda")
        for row in (*pu, *bpu, "Jumlah;Total;{};4.711")
    ]
    table = "\n".join(("Cabang;Rupa;Golongan;Tahun;A;B", *rows, "Sumber: bulanan;;;;;")) + "\n"
    prompts, _, text = asked(table, "Rupa", "B", "id", "sum")
    assert [prompt for prompt in prompts if "Enter to decide later" not in prompt] == []
    assert "which of the two is meant, 1.204 / 1204?" in prompts[2]
    assert '    leave_out: {branch: ["Sumber: bulanan"], segment: [Jumlah], Golongan: [Total]}' in text
    assert "    number_style: id\n" in text
    assert "errors: 0" in run("check").out


def test_decimals_of_no_known_unit_are_asked_about_once(asked, proposed, run, tmp_path):
    table = _rows("Cabang;Segmen;Periode;Peserta", "2025", ["20,0", "1.020,5", "12", "7,125"])
    (_, _, text), said = proposed(table)
    assert "    # unit: thousands  # decide: 1.020,5 has decimals; delete the # in front if" in text
    assert "V105" in said
    shutil.rmtree(tmp_path / "config")
    prompts, err, text = asked(table, "people", "thousands")
    assert "counts such as 1.020,5 have decimals. Type thousands or millions" in prompts[0]
    assert err == "that is not one of them\n"
    assert "    unit: thousands\n" in text
    assert "number_style" not in text  # 20,0 settles it
    assert "errors: 0" in run("check").out
    assert ",TOTAL,2025,2025,3600,1059625," in run("gap", "--format", "csv", "--totals").out


@pytest.mark.parametrize("cell", ["12000.0", "2,32,200", "1.204", "1.204.500", "12"])
def test_what_has_no_parts_of_a_thousand_needs_no_unit(proposed, cell):
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Periode;Peserta", "2025", cell))
    assert "unit" not in text


def test_a_question_that_is_passed_over_is_not_asked_again(asked):
    prompts, _, _ = asked("Cabang;Rupa;Golongan;Tahun;Peserta\nBalikpapan;pu;x;2025;1.204\n", "")
    assert [prompt.partition("?")[0] for prompt in prompts] == [
        "q.csv: which column holds segment (a kind of workers, such as a sector)",
        "q.csv: which of the two is meant, 1.204 / 1204",
        "which rate is the target, such as 80%",
    ]


@pytest.mark.parametrize(
    ("branch", "offered"), [("Balikpapan", False), ("balikpapan ", False), ("", False), ("Bpp", True)]
)
def test_one_name_divides_nobody(asked, branch, offered):
    """The file of one branch beside one without a column of it was offered to be added up to itself."""
    workers = "Cabang;Segmen;Periode;Pekerja\nBalikpapan;pu;2025;9\nBalikpapan;bpu;2025;8\n"
    prompts, _, text = asked("Segmen;Periode;Peserta\npu;2025;5\nbpu;2025;6\n", branch, workers=workers)
    assert "Type one value for all rows, such as Balikpapan, or" in prompts[0]
    assert (any("add up" in one for one in prompts), '{"...":' in text) == (offered, offered)


def test_files_that_divide_people_by_different_things_are_to_be_added_up(asked, run, tmp_path):
    workers = "Region;Year;Workers\nNorth;2024;1200\nSouth;2024;2300\n"
    _, _, text = asked("Segment;Year;Participants\nPU;2024;1000\nBPU;2024;700\n", "all", "Land", workers=workers)
    assert '# values: {branch: {"...": Land}}  # decide: q.csv has one branch for all rows' in text
    assert '# values: {segment: {"...": all}}  # decide: p.csv has one segment for all rows' in text
    assert "X101" in run("check").out
    assert "aggregate: sum" in run("rule", "X101", "--lang", "en").out
    for open_, whole in (('"...": Land', "North: Land, South: Land"), ('"...": all', "PU: all, BPU: all")):
        text = text.replace(open_, whole)
    (tmp_path / "config" / "sources.yaml").write_text(text.replace("# values:", "aggregate: sum\n    values:"))
    assert "errors: 0" in run("check").out


def test_parts_of_what_the_other_file_has_as_a_whole_are_added_up_where_that_is_said(asked, run):
    workers = "Cabang;Tahun;Pekerja\nBalikpapan;2025;1200\nSamarinda;2025;2300\n"
    rows = "".join(f"{a};{b};2025;{n}\n" for n, (a, b) in enumerate(KEYS, 100)) + "Samarinda;Jumlah;2025;205\n"
    prompts, err, text = asked(f"Cabang;Segmen;Tahun;Peserta\n{rows}", "semua", "bpu", "sum", workers=workers)
    assert prompts[1] == (
        "q.csv: p.csv has one segment for all rows. Type sum if all people here belong to it (semua) and add up, or "
        "press Enter to decide later"
    )
    assert err == "that is not one of them\n"
    assert "      segment: {pu: semua, bpu: semua}" in text
    assert "    aggregate: sum\n" in text
    assert "  # decide" not in text
    assert ",TOTAL,2025,2025,3500,406," in run("gap", "--format", "csv", "--totals").out


def test_what_both_files_have_in_columns_or_in_one_value_needs_no_adding(proposed):
    for table in ("Region;Year;{}\nNorth;2024;5\n", "Region;Segment;Year;{}\nNorth;PU;2024;5\n"):
        (head, _, text), _ = proposed(table.format("Participants"), workers=table.format("Workers"))
        assert "aggregate" not in head + text


def test_only_what_may_hold_names_is_offered_for_them(asked):
    workers = "Kecamatan;Tahun;Jumlah Pekerja\na;2025;9\n"
    prompts, _, text = asked("Kecamatan;2025/08;2025/09\na;5;6\n", *("Kecamatan", "all") * 2, workers=workers)
    assert [prompt.partition("? One of: ")[2].partition(".")[0] for prompt in prompts[:-1:2]] == ["Kecamatan"] * 2
    assert prompts[1].startswith("p.csv: no column fits segment (a kind of workers, such as a sector). Type one value")
    assert "for all rows, such as all, or press Enter" in prompts[1]
    assert text.count("    columns:\n      branch: Kecamatan\n") == 2
    assert text.count("segment: all\n") == 2


def test_the_numbers_of_rows_are_no_names(proposed):
    (_, _, text), _ = proposed("No;Segmen;Tahun;Jumlah Peserta\n1;pu;2025;70\n2;bpu;2025;80\n;JUMLAH;2025;150\n")
    assert (
        "# constants: {branch: ...}  # decide: one value for all rows, for no column fits branch (an office or an area)"
        in text
    )


def test_many_spellings_are_no_list_to_check(proposed):
    rows = "".join(f"Balikpapan;pu;Mei {year};5\n" for year in range(1951, 2015))
    (_, _, text), _ = proposed("Cabang;Segmen;Periode;Peserta\n" + rows)
    assert "period: Periode" in text
    assert "values" not in text


def test_years_beside_a_count_make_no_wide_table(proposed):
    names = "Peserta;Target 2024;Target 2025"
    (_, _, text), said = proposed(_rows(f"Kabupaten/Kota;Segmen;Bulan;{names}", "2025-04", "40", "41", "42"))
    assert 'unused: ["Target 2024", "Target 2025"]' in text
    assert "errors: 0" in said


@pytest.mark.parametrize(("name", "written"), [("Bulan", "Bulan"), ("Bulan: a, b", '"Bulan: a, b"')])
def test_a_month_beside_its_year_is_no_year(proposed, run, tmp_path, name, written):
    """Months of one year are not parts of it that add up."""
    (_, _, text), _ = proposed(_rows(f"Cabang;Segmen;{name};Peserta", "April", "40"))
    assert f"      # period: ...  # decide: months without a year stand in {written}" in text
    assert f"filter: {{{written}: ...}} and constants: {{period: 2025-04}}" in text
    meant = f"    filter: {{{written}: April}}\n    constants: {{period: 2025-04}}\n    #"
    decided = text.replace("      # period", f"{meant} period")
    path = tmp_path / "config" / "sources.yaml"
    path.write_text(path.read_text().replace(text, decided))
    assert "errors: 0" in run("check").out
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Tahun;Bulan;Peserta", "2025", "April 2025", "40"))
    assert "period: Bulan" in text


@pytest.mark.parametrize(
    ("names", "cells", "said"),
    [
        ("Tahun;Bulan", ("2025", "April"), "{year: Tahun, month: Bulan}"),
        ("Bulan;Tahun", (["4", "05", "Apr", "VI"], "2025"), "{year: Tahun, month: Bulan}"),
        ("Year;Nama Bulan;Triwulan", ("2025", "April", "II"), '{year: Year, month: "Nama Bulan"}'),
        ("Tahun;Triwulan", ("2025", ["TW I", "2", "Q3", "IV"]), "{year: Tahun, quarter: Triwulan}"),
        ("Periode;Bulan", ("2025", "4"), "{year: Periode, month: Bulan}"),
        ("Periode;Triwulan", ("2025", "II"), "{year: Periode, quarter: Triwulan}"),
    ],
)
def test_a_year_beside_its_month_or_quarter_is_proposed_as_two_columns(proposed, names, cells, said):
    (_, _, text), found = proposed(_rows(f"Cabang;Segmen;{names};Peserta", *cells, "40"))
    assert f"    period_columns: {said}  # guessed from its name or cells\n" in text
    assert "period:" not in text
    assert "aggregate" not in text
    assert "errors: 0" in found


MONTHS = "Januari;Februari;Maret;April;Mei;Juni;Juli;Agustus;September;Oktober;November;Desember"


@pytest.mark.parametrize(
    ("year", "names", "pairs", "unused"),
    [
        ("Tahun", f"{MONTHS};Jumlah", ("Januari: 01", "Desember: 12"), "[Jumlah]"),
        ("Periode", "Jan.;Feb.;Q1;Apr;May;Q2;Total", ("Jan.: 01", "May: 05"), "[Q1, Q2, Total]"),
        ("Thn", "Triwulan I;TW II;Kuartal 3", ("Triwulan I: Q1", "Kuartal 3: Q3"), ""),
        ("Year", "Peserta Agustus;Peserta Februari (orang)", ("Peserta Agustus: 08", "(orang): 02"), ""),
        ("Tahun", "I;II;III;IV;V;VI;VII;VIII;IX;X;XI;XII", ("I: 01", "XII: 12"), ""),
        ("Tahun", ";".join(map(str, range(1, 13))), ("1: 01", "12: 12"), ""),
        ("Tahun", "Jan 31;Feb 28;Mar 31", ("Jan 31: 01", "Mar 31: 03"), ""),
        ("Tahun", "Jan*);Feb (*);Mar", ("Jan*): 01", "Feb (*): 02"), ""),
    ],
)
def test_a_year_beside_columns_of_its_months_is_proposed(proposed, year, names, pairs, unused):
    counts = [str(1000 + at) for at, _ in enumerate(names.split(";"))]
    (_, _, text), found = proposed(_rows(f"Cabang;Segmen;{year};{names}", "2025", *counts))
    assert f"    period_columns: {{year: {year}}}  # guessed from its name or cells\n" in text
    (wide,) = (line.replace('"', "") for line in text.splitlines() if "wide: {to: period" in line)
    assert all(f"{pair}," in wide or f"{pair}}}" in wide for pair in pairs)
    assert "decide" not in text
    assert (f"    unused: {unused}\n" in text) if unused else "unused" not in text
    assert "errors: 0" in found


@pytest.mark.parametrize("years", [("2025", "2026*"), ("Tahun 2025",)])
@pytest.mark.parametrize("month", ["Agustus", "8", "VIII", "Bulan 8"])
def test_months_beside_columns_of_years_are_proposed(proposed, years, month):
    counts = [str(4000 + at) for at, _ in enumerate(years)]
    (_, _, text), found = proposed(_rows(f"Cabang;Segmen;Bulan;{';'.join(years)}", month, *counts))
    assert "    period_columns: {month: Bulan}  # guessed from its name or cells\n" in text
    assert f'wide: {{to: period, columns: {{"{years[0]}": "2025"' in text
    assert "decide" not in text
    assert "errors: 0" in found


@pytest.mark.parametrize(("year", "told"), [("2025", False), ("2024", True)])
def test_a_year_beside_months_with_a_year_is_held_against_it(proposed, year, told):
    (_, _, text), found = proposed(_rows("Cabang;Segmen;Tahun;Nov-25;Des-25", year, "1001", "1002"))
    assert "period_columns: {year: Tahun}" in text
    assert 'wide: {to: period, columns: {Nov-25: "11", Des-25: "12"}}' in text
    assert ("V125" in found) is told
    assert ("whose name says 2025-11" in found) is told


def test_a_year_beside_months_of_two_years_is_none_of_theirs(proposed):
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Tahun;Des-25;Jan-26;Des-26", "2025", "1001", "1002", "1003"))
    assert "unused: [Tahun]" in text
    assert 'Jan-26: "2026-01"' in text


@pytest.mark.parametrize(("last", "taken"), [("306", False), ("103", True), ("102", True)])
def test_the_sum_of_its_months_is_no_count_of_a_year(proposed, last, taken):
    counts = ("101", "102", "103", last)
    (_, _, text), found = proposed(_rows("Cabang;Segmen;Tahun;Jan;Feb;Mar;Jumlah Peserta", "2025", *counts))
    assert ('participants: "Jumlah Peserta"' in text) is taken
    assert ('unused: ["Jumlah Peserta"]' in text) is not taken
    assert ("period_columns: {year: Tahun}" in text) is not taken
    assert "errors: 0" in found


@pytest.mark.parametrize("names", ["I;II;III;IV", "1;2;3;4", "Januari - Maret;April - Juni", "Januari L;Januari P"])
def test_columns_that_are_not_each_one_month_or_quarter_are_not_guessed(proposed, names):
    counts = [str(1000 + at) for at, _ in enumerate(names.split(";"))]
    (_, _, text), _ = proposed(_rows(f"Cabang;Segmen;Tahun;{names}", "2025", *counts))
    assert "wide" not in text
    assert "period: Tahun" in text


def test_years_in_merged_cells_are_asked_about(proposed, run, tmp_path):
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Thn;Bulan;Peserta", ["2025", "", "", ""], "4", "40"))
    assert "# fill_down: [Thn]  # decide: cells of Thn are empty" in text
    path = tmp_path / "config" / "sources.yaml"
    path.write_text(path.read_text().replace("# fill_down", "fill_down"))
    assert "errors: 0" in run("check").out


def test_rows_of_one_month_that_come_twice_are_asked_about(proposed):
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Tahun;Bulan;Peserta", "2025", "4", "40") * 2)
    assert "aggregate: sum  # decide" in text


@pytest.mark.parametrize("names", ["Tahun Lahir;Bulan", "Tahun;Hari", "Tahun;Bulan"])
def test_columns_that_are_not_both_of_a_period_are_not_put_together(proposed, names):
    (_, _, text), _ = proposed(_rows(f"Cabang;Segmen;{names};Peserta", "2025", "31", "40"))
    assert "period_columns" not in text


@pytest.mark.parametrize(
    "title", ["Aktif per kabupaten;;;\nTahun 2025;;;\n;;;\n", "Peserta;;;\n;;;\n\n", "Peserta, 2025\n\n\n"]
)
def test_a_title_above_the_header_is_no_header(proposed, title):
    (_, _, text), _ = proposed(title + _rows("Kabupaten/Kota;Jenis Pekerjaan;Bulan;Banyaknya", "2025-04", "1,234"))
    assert "header: 4\n" in text
    assert "participants: Banyaknya" in text
    assert "branch: Kabupaten/Kota" in text


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Data Peserta per Oktober 2025", "2025-10"),
        ("Data Peserta\nPosisi 31 Oktober 2025\nDicetak 3 November 2025", "2025-10"),
        ("Tabel 2.1 Peserta 15 Tahun ke Atas, Oktober 2025", "2025-10"),
        ("Peserta Triwulan III 2025", "2025-Q3"),
        ("Peserta Aktif Tahun 2025", "2025"),
        ("Peserta Januari - September 2025", ""),
        ("Peserta s.d. September 2025", ""),
        ("Peserta per 15 Oktober 2025", ""),
        ("Peserta Semester I 2025", ""),
        ("Peserta 2024/2025", ""),
        ("Peserta Triwulan III Tahun 2025", ""),
        ("Peserta per Oktober 2025\nData September 2025", ""),
        ("Peserta menurut Perda No 5 Tahun 2025", ""),
    ],
)
def test_a_title_says_the_period_of_rows_that_do_not_where_it_has_one_reading(proposed, title, period):
    lines = "".join(f"{line};;\n" for line in title.split("\n"))
    (_, _, text), checked = proposed(f"{lines}Cabang;Segmen;Jumlah Peserta\nBalikpapan;pu;40\n")
    line = 1 + max(0, title.split("\n").index("Posisi 31 Oktober 2025") if "Posisi" in title else 0)
    if period:
        assert f'    constants:\n      period: "{period}"  # guessed from the title in line {line}\n' in text
        assert "S1" not in checked
    else:
        assert "# constants: {period: YYYY-MM}  # decide: " in text


def test_a_header_with_a_nameless_column_is_one(proposed):
    table = _rows("Kota;Jenis;Bulan;Aktif", "2025-04", "34").splitlines()
    (_, _, text), _ = proposed("\n".join(f"{at or ''};{line}" for at, line in enumerate(table)))
    assert "header:" not in text
    assert "participants: Aktif" in text


def test_commas_within_names_are_no_delimiter(proposed):
    (_, _, text), _ = proposed(_rows("Kota;Jenis;Bulan;Lapangan;Aktif", "2025-04", "a, b, c, d, e, f", "34"))
    assert 'delimiter: ";"' in text
    assert "participants: Aktif" in text


@pytest.mark.parametrize(
    ("below", "left_out"),
    [
        ("Total;;;;\nSumber: BPS;;;;\n", '{"No": [Total, "Sumber: BPS"]}'),
        ("Jumlah;;;;40\n", '{"No": [Jumlah]}'),
        (";Jumlah;;;40\n;Catatan: sementara;;;\n", '{branch: [Jumlah, "Catatan: sementara"]}'),
        (";Balikpapan;Semua;2025;20\n", "{segment: [Semua]}"),
        (";;;;\n;Sumber: BPS;;;\n;* sementara;;;\n", '{branch: ["Sumber: BPS", "* sementara"]}'),
    ],
)
def test_totals_and_notes_are_left_out_and_no_double_rows(proposed, below, left_out):
    (_, _, text), said = proposed(
        "No;" + _rows("Cabang;Segmen;Periode;Peserta", "2025", "5").replace("\n", "\n1;")[:-2] + below
    )
    assert f"    leave_out: {left_out}  # totals and notes" in text
    assert "aggregate" not in text
    assert "errors: 0" in said


@pytest.mark.parametrize(
    ("above", "below", "left_out", "unit"),
    [
        ("", "Sumber: BPS;;\n* Angka sementara;;\n", '{branch: ["Sumber: BPS", "* Angka sementara"]}', ""),
        (";(ribu orang);(ribu orang)\n", "", '{"2024": ["(ribu orang)"]}', "thousands"),
        ("Nama;Ribu Orang;Ribu Orang\n", "", '{"2024": ["Ribu Orang"]}', "thousands"),
        ("Nama;Orang;Orang\n", "Jumlah;300;340\n", "{branch: [Jumlah, Nama]}", ""),
        ("", "Catatan: dalam ribuan;;\n", '{branch: ["Catatan: dalam ribuan"]}', "thousands"),
        ("", "Kutai Barat;;\n", "", ""),  # a name that lost its counts, it may be
    ],
)
def test_units_and_notes_of_a_wide_table_are_left_out(proposed, above, below, left_out, unit):
    table = f"Cabang;2024;2025\n{above}Balikpapan;100;120\nSamarinda;200;220\n{below}"
    (_, _, text), said = proposed(table)
    assert (f"    leave_out: {left_out}  # totals" in text) is bool(left_out)
    assert ("unit: thousands  # guessed" in text) is bool(unit)
    assert "S117" not in said


TWO_LINES = ["No", "Cabang", "Segmen", "Peserta Aktif", "", "Ket"], ["", "", "", "2024-09", "2025-09", ""]


@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize("name", ["q.csv", "q.xlsx"])
def test_a_header_of_two_lines_is_proposed(proposed, tmp_path, name, numbered):
    numbers = [[f"({at})" for at in range(1, 7)]] if numbered else []  # above each page of print
    rows = ([str(at), *key, "4", "5", ""] for at, key in enumerate(KEYS))
    table = [["Laporan"], *TWO_LINES, *numbers, *rows, *numbers]
    content = "\n".join(map(";".join, table)) + "\n"
    if name.endswith("xlsx"):
        rows = ([workbooks.text(cell) if cell else "<c/>" for cell in row] for row in table)
        workbooks.write(tmp_path / name, {"S": workbooks.rows(*rows)})
        content = None
    (_, _, text), said = proposed(content, name)
    assert "    header: [2, 3]\n" in text
    assert 'columns: {"Peserta Aktif 2024-09": "2024-09", "Peserta Aktif 2025-09": "2025-09"}' in text
    assert ('leave_out: {"No": ["(1)"]}' in text) is numbered
    assert ": error " not in said.replace("error X104", "")


def test_a_first_row_with_a_count_is_no_second_line(proposed):
    (_, _, text), _ = proposed(_rows("Kota;Jenis;Bulan;Aktif;Ket;", "2025-04", "34", "", "lama"))
    assert "header:" not in text
    assert "participants: Aktif" in text


def test_a_column_of_counts_is_no_segment(proposed):
    (_, _, text), _ = proposed(
        _rows("Kota;Rupa;Pekerjaan Utama;Periode;Peserta", ["1200", "1300", "40", "5"], "2025", "5")
    )
    assert (
        "# segment: ...  # decide: the column that holds segment (a kind of workers, such as a sector), one of: Rupa;"
        in text
    )


def test_a_name_above_its_rows_is_no_note(proposed):
    rows = "Cabang;Segmen;Periode;Peserta\nBalikpapan;;;\n;pu;2025;5\n;bpu;2025;6\n"
    (_, _, text), _ = proposed(rows)
    assert "leave_out" not in text
    assert "aggregate" not in text


def test_the_two_files_in_each_others_place_are_refused(project, run, tmp_path):
    members = _rows("Kabupaten/Kota;Jenis Pekerjaan;Bulan;Peserta Aktif", "2025-04", "40")
    persons = _rows("Kabupaten/Kota;Segmen;NIK", [f"64710112058{at}0001" for at in range(4)])
    project({"p.csv": WORKERS, "q.csv": members, "n.csv": persons}, targets=None)
    for name in ("q.csv", "n.csv"):
        ran = run("init", name, "p.csv", "--yes")
        assert (ran.code, ran.out) == (2, "")
        assert f"{name} holds participants and p.csv holds workers; give the file of workers first" in ran.err
        assert not (tmp_path / "config").exists()
    assert run("init", "q.csv", "q.csv", "--yes").code == 0
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert "decide: the column that holds workers, one of: Peserta Aktif\n" in text


@pytest.mark.parametrize(("lang", "said"), [("en", "cannot be written: "), ("id", "tidak dapat ditulis: ")])
def test_a_folder_that_cannot_be_made_is_said(project, run, tmp_path, monkeypatch, lang, said):
    project({"p.csv": WORKERS, "q.csv": _rows("Cabang;Segmen;Periode;Peserta", "2025", "40")}, targets=None)
    (tmp_path / "plain").write_text("")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "config").write_text("")
    for into in ("plain", "plain/below", "taken", "x" * 300):
        ran = run("init", "p.csv", "q.csv", "--yes", "--into", into, "--lang", lang)
        assert (ran.code, ran.out) == (2, "")
        assert f"{into}/config {said}" in ran.err
    refused = PermissionError(13, "Permission denied")
    monkeypatch.setattr(Path, "mkdir", lambda *_, **__: (_ for _ in ()).throw(refused))
    ran = run("init", "p.csv", "q.csv", "--yes", "--into", "locked", "--lang", lang)
    assert (ran.code, ran.out) == (2, "")
    assert f"locked/config {said}" in ran.err


def test_of_a_large_table_a_sample_is_looked_at(project):
    from coverage_cli.config.layout import Layout
    from coverage_cli.domain.model import Kind
    from coverage_cli.intake.peek import peek

    rows = "".join(f"b{at},pu,2025-09,{at}\n" for at in range(50_000))
    root = project({"p.csv": "branch,segment,period,workers\n" + rows})
    seen = peek(Layout(str(root / "p.csv")), Kind.POPULATION)
    assert 2_000 <= len(seen.columns[0]) < 20_000


@pytest.mark.parametrize(
    ("answers", "rate", "source", "left"),
    [
        ((), "80%  # decide: the target that holds, and who set it", '""', 1),
        (("fast", "101", "1", "0.8", "75", ""), "75%  # decide: who set it", '""', 1),
        (("98,62", "RPJMN 2025-2029: table 3"), "98.62%", '"RPJMN 2025-2029: table 3"', 0),
    ],
)
def test_the_target_is_asked_for_and_warned_of_without_a_source(asked, run, tmp_path, answers, rate, source, left):
    prompts, err, _ = asked(_rows("Cabang;Segmen;Periode;Peserta", "2025-08", "40"), *answers)
    assert len(prompts) == max(1, len(answers))
    assert err.count("is no rate from 0% to 100%") == 4 * (len(answers) > 2)
    text = (tmp_path / "config" / "targets.yaml").read_text()
    assert text == f"default: national\n\ntargets:\n  national:\n    rate: {rate}\n    source: {source}\n"
    assert run("check").out.count("config/targets.yaml:6:13: warning T105") == left
    assert run("check", "--strict").code == left
    assert (run("gap").out.count("T105"), run("gap", "--target", "60%").out.count("T105")) == (left, 0)


@pytest.mark.parametrize("name", ["Dilaporkan", "Tanggal", "Periode"])
@pytest.mark.parametrize(
    ("days", "answer", "form", "kept", "period"),
    [
        (("01/02/2024", "01/03/2024"), "day", "DD/MM/YYYY", False, "2024-03"),
        (("01/02/2024", "01/03/2024"), "month", "MM/DD/YYYY", True, "2024-01-03"),
        (("05.06.2024", "06.06.2024"), "day", "DD.MM.YYYY", True, "2024-06-06"),
    ],
)
def test_dates_of_two_readings_are_asked(  # noqa: PLR0917 - its cases
    proposed, asked, run, tmp_path, name, days, answer, form, kept, period
):
    table = _rows(f"Cabang;Segmen;{name};Peserta", [day for day in days for _ in days], "40")
    (_, _, text), _ = proposed(table)
    mark = days[0][2]
    assert f"      period: {name}" in text
    assert f"    # period_format: DD{mark}MM{mark}YYYY  # decide: {days[0]} (" in text
    assert f"in MM{mark}DD{mark}YYYY the month\n" in text
    assert "V114" in run("check").out
    shutil.rmtree(tmp_path / "config")
    prompts, err, text = asked(table, "year", answer)
    assert "has two readings. Type day if the day is first, month if the month is" in prompts[0]
    assert "that is not one of them" in err
    assert f"    period_format: {form}  # guessed from the cells\n" in text
    assert ("    period_granularity: day\n" in text) is kept
    assert "V1" not in run("check").out
    assert period in run("list", "periods").out


def test_dates_of_two_readings_and_several_spellings_are_values(proposed):
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Tanggal;Peserta", ["01/02/2024", "01.03.2024"] * 2, "40"))
    assert '    # values: {period: {"01/02/2024": "2024-02", "01.03.2024": "2024-03"}}  # decide: 01/02/2024 (' in text


@pytest.mark.parametrize(
    ("days", "answers", "periods"),
    [
        (("01/02/2024", "01.03.2024"), ("year", "day"), ("2024-02", "2024-03")),
        (("01/02/2024", "01.03.2024"), ("month",), ("2024-01-02", "2024-01-03")),
        (("31-Mar-2025", "15 April 2025"), ("week", "month"), ("2025-03", "2025-04")),
        (("31-Mar-2025", "15 April 2025"), ("day",), ("2025-03-31", "2025-04-15")),
        (("15-Mar-2025", "2025/Q2"), ("month",), ("2025-03", "2025-Q2")),
    ],
)
def test_dates_that_no_one_format_reads_become_values_by_the_answer(asked, run, days, answers, periods):
    prompts, err, text = asked(_rows("Cabang;Segmen;Tanggal;Peserta", days * 2, "40"), *answers)
    assert any(f": {days[0]} " in prompt for prompt in prompts)
    assert err.count("that is not one of them") == len(answers) - 1
    pairs = ", ".join(f'"{day}": "{period}"' for day, period in zip(days, periods, strict=True) if day != period)
    assert f"      period: {{{pairs}}}  # guessed from the cells\n" in text
    assert "period_format" not in text
    assert "V1" not in run("check").out
    assert run("list", "periods").out.split() == sorted(periods)


@pytest.mark.parametrize(
    "days", [("01/02/2024", "13/02/2024"), ("01/02/2024", "2024-03"), ("01/02/2024", "02/13/2024")]
)
def test_other_dates_are_not_asked_about(proposed, days):
    (_, _, text), _ = proposed(_rows("Cabang;Segmen;Dilaporkan;Peserta", days * 2, "40"))
    assert "has two readings" not in text


def test_dates_of_one_reading_each_need_no_question(proposed):
    (_, _, text), said = proposed(_rows("Cabang;Segmen;Tanggal;Peserta", "01/01/2025", "40"))
    assert 'period: {"01/01/2025": "2025-01"}  # guessed' in text
    assert "errors: 0" in said


def test_months_of_the_labour_office_are_proposed(proposed):
    (_, _, text), said = proposed(_rows("Cabang;Segmen;Waktu;Peserta", ["2025M01", "2025M12"] * 2, "40"))
    assert 'period: {"2025M01": "2025-01", "2025M12": "2025-12"}' in text
    assert "errors: 0" in said


def test_a_target_without_a_source_is_named_beside_another(project, run):
    rates = "  a: {rate: 80%, source: law}\n  b: {rate: 70%, source: ''}\n"
    rows = "branch,segment,period,"
    project({"data/population.csv": f"{rows}workers\na,pu,2024,50\n",
             "data/participants.csv": f"{rows}participants\na,pu,2024,9\n"},
            targets=f"default: a\ntargets:\n{rates}")  # fmt: skip
    for chosen, count in ((("a",), 0), (("a", "b"), 1), (("b", "a"), 1)):
        targets = [part for name in chosen for part in ("--target", name)]
        assert (run("gap", *targets).out.count("T105"), run("gap", "--strict", *targets).code) == (count, count)


def test_two_columns_that_both_mean_workers_are_asked_about(project, run, tmp_path):
    workers = "branch,segment,period,Angkatan Kerja,Penduduk Bekerja\na,pu,2025-08,1100,1000\nb,pu,2025-08,2100,2000\n"
    members = "branch,segment,period,participants\na,pu,2025-08,500\nb,pu,2025-08,700\n"
    project({"p.csv": workers, "q.csv": members}, targets=None)
    assert run("init", "p.csv", "q.csv", "--yes").code == 0
    proposed = (tmp_path / "config" / "sources.yaml").read_text()
    assert "decide: the column that holds workers, one of: Angkatan Kerja, Penduduk Bekerja" in proposed
    assert "S125" in run("check").out


@pytest.mark.parametrize(
    ("header", "beside", "asked"),
    [
        ("angkatan_kerja", "bekerja", True),
        ("Jumlah Pekerja", "Angkatan Kerja 15+", True),
        ("penduduk_bekerja", "Bekerja Formal", False),
        ("penduduk_bekerja", "Bukan Angkatan Kerja", False),
        ("Jumlah Pekerja", "Potensi (%)", False),
        ("Jumlah Pekerja", "Target Bekerja", False),
        ("Jumlah Pekerja", "Bekerja sejak", False),
    ],
)
def test_of_workers_on_two_bases_it_is_asked_which_are_meant(proposed, header, beside, asked):
    """The known header was taken in silence, and the other one listed as unused."""
    workers = _rows(f"Kabupaten;Sektor;Tahun;{header};{beside}", "2025", "900", "800" if "sejak" not in beside else "x")
    (before, _, _), _ = proposed(_rows("Kabupaten;Sektor;Tahun;Peserta", "2025", "90"), workers=workers)
    assert (f"# workers: ...  # decide: the column that holds workers, one of: {header}, {beside}" in before) is asked
    assert (f"unused: [{beside}]" in before.replace('"', "")) is not asked


@pytest.mark.parametrize(
    ("into", "where"), [(".", ""), ("kota", " --project kota"), ("kota baru", ' --project "kota baru"')]
)
def test_the_next_command_is_for_the_projects_folder(project, run, into, where):
    rows = "branch,segment,period,{}\na,pu,2025-08,500\nb,pu,2025-08,700\n"
    project({"p.csv": rows.format("workers"), "q.csv": rows.format("participants")}, targets=None)
    said = run("init", "p.csv", "q.csv", "--into", into, "--yes").out.splitlines()[-1]
    assert said == f"left to decide: 1; then: coverage check{where}"
