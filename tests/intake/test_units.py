"""Counts that are given in thousands or millions of people: exact, declared, and told."""

from __future__ import annotations

import pytest

from coverage_cli.config.layout import Layout
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.units import unit_of
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.intake.files import opening
from tests.intake.workbooks import formula, number, rows, text, write

HEAD = "branch,segment,period,"
WORKERS = HEAD + "workers\na,pu,2025,232.2\na,bpu,2025,906\n"
PARTICIPANTS = HEAD + "participants\na,pu,2025,100000\na,bpu,2025,453000\n"
SOURCES = """inputs:
  - kind: population
    files: data/p.csv
    unit: {}
  - kind: participants
    files: data/q.csv
"""


@pytest.mark.parametrize(
    "name",
    [
        "workers ('000)",
        "Workers (000s)",
        "workers_000",
        "workers in thousands",
        "Persons, 1 000",
        "2024 (’000)",
        "Angkatan Kerja (Ribu Orang)",
        "Pekerja dalam ribuan",
        "jumlah_pekerja_ribu",
        "2024 ribu",
        "Pekerja (x1000)",
    ],
)
def test_names_that_speak_of_thousands(name):
    assert unit_of(name) == "thousands"


@pytest.mark.parametrize("name", ["Population (millions)", "juta orang", "Penduduk (jutaan)", "persons '000 000"])
def test_names_that_speak_of_millions(name):
    assert unit_of(name) == "millions"


@pytest.mark.parametrize(
    "name",
    [
        "workers",
        "2000",
        "6471000",
        "10,000 persons",
        "10.000+ pekerja",
        "Kepulauan Seribu",
        "upah di atas 5 juta",
        "gaji 500 ribu",
        "peserta per 1.000 penduduk",
        "per thousand",
        "PDRB (juta rupiah)",
        "Upah (Ribu Rp)",
    ],
)
def test_names_that_speak_of_none(name):
    assert unit_of(name) is None


def of_sheet(tmp_path, *cells, **said):
    header = [text(name) for name in ("branch", "segment", "period", "workers")]
    given = [[text("a"), text(f"s{at}"), text("2025"), cell] for at, cell in enumerate(cells)]
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    reader.read(Layout(write(tmp_path / "x.xlsx", {"Data": rows(header, *given)}), **said))
    counts = [count for group in reader.table.counts.values() for count in group.values()]
    return counts, [(finding.place.line, finding.code, finding.value) for finding in reader.findings]


@pytest.mark.parametrize("style", [None, "id", "en", "plain"])
@pytest.mark.parametrize(
    ("cell", "people"),
    [
        (number("232.2"), 232200),
        (number("232.19999999999999"), 232200),
        (number("2.5000000000000001E-2"), 25),
        (number("232.125"), 232125),
        (number("0.125"), 125),
        (formula("A1+B1", "0.30000000000000004"), 300),
        (formula("SUM(A1:A9)", "905.99999999999989"), 906000),
        (number(906), 906000),
        (number(0), 0),
    ],
)
def test_a_number_of_a_sheet_is_what_the_sheet_shows_in_every_style(tmp_path, style, cell, people):
    assert of_sheet(tmp_path, cell, unit="thousands", number_style=style) == ([people], [])


def test_text_and_numbers_of_one_sheet_are_read_alike(tmp_path):
    cells = [text("1.248,5"), number("232.2"), text("906,25"), number(7)]
    assert of_sheet(tmp_path, *cells, unit="thousands", number_style="id") == ([1248500, 232200, 906250, 7000], [])


@pytest.mark.parametrize(("unit", "value"), [("thousands", "232.2345"), (None, "232.2"), ("millions", "1.1234567")])
def test_a_finding_shows_the_cell_as_the_file_has_it(tmp_path, unit, value):
    assert of_sheet(tmp_path, number(value), unit=unit) == ([], [(2, "V105", value)])


def test_the_hint_names_the_way_out(project, run):
    project({"config/sources.yaml": SOURCES.format("people"), "data/p.csv": WORKERS, "data/q.csv": PARTICIPANTS})
    assert 'workers "232.2" has decimals' in (err := run("gap").err)
    assert "need unit: in config/sources.yaml" in err
    project({"config/sources.yaml": SOURCES.format("thousands"), "data/p.csv": WORKERS.replace("232.2", "232.2345")})
    assert "in thousands of people it has three decimals at most" in run("gap").err
    project({"config/sources.yaml": SOURCES.format("thousands"), "data/p.csv": WORKERS.replace("232.2", "232.125")})
    assert "write it without a mark (232125) if the mark groups thousands, or say how" in run("gap").err


@pytest.mark.parametrize(("language", "cells"), [("en", ("232.2", '"1,906.0"')), ("id", ('"232,2"', '"1.906,0"'))])
def test_both_languages_marks_give_one_report(project, run, language, cells):
    style = f"thousands\n    number_style: {language}"
    workers = WORKERS.replace("232.2", cells[0]).replace("906", cells[1])
    project({"config/sources.yaml": SOURCES.format(style), "data/p.csv": workers, "data/q.csv": PARTICIPANTS})
    ran = run("gap", "--format", "json")
    report = ran.json
    assert [row["workers"] for row in report["rows"]] == [1906000, 232200]
    files = run("check", "--format", "json").json["files"]
    assert {"data/p.csv": 2138200}.items() <= {one["path"]: one.get("workers") for one in files}.items()


@pytest.mark.parametrize(
    ("unit", "first", "people"),
    [
        ("thousands", "232.2", "100"),
        ("thousands", "232", "1,000"),
        ("thousands", "232.25", "10"),
        ("millions", "0.2322", "100"),
        ("millions", "1", "1,000,000"),
    ],
)
def test_a_note_says_how_exact_the_workers_are(project, run, unit, first, people):
    workers = WORKERS.replace("232.2", first)
    project({"config/sources.yaml": SOURCES.format(unit), "data/p.csv": workers, "data/q.csv": PARTICIPANTS})
    assert f"data/p.csv: workers are given in {unit}, exact to {people} people;" in run("gap").out
    assert "data/q.csv: " not in run("gap").out


@pytest.mark.parametrize(("unit", "first"), [("thousands", "232.201"), ("people", "232200")])
def test_no_note_where_single_people_are_told(project, run, unit, first):
    workers = WORKERS.replace("232.2", first).replace("906", "906.5" if unit == "thousands" else "906")
    project({"config/sources.yaml": SOURCES.format(unit), "data/p.csv": workers, "data/q.csv": PARTICIPANTS})
    ran = run("gap")
    assert ran.code == 0
    assert "exact to" not in ran.out


def test_participants_in_thousands_are_told_in_every_report(project, run):
    workers = HEAD + "workers\na,pu,2024,300000\na,pu,2025,300000\n"
    members = HEAD + "participants\na,pu,2024,99.5\na,pu,2025,100.5\n"
    sources = SOURCES.replace("    unit: {}\n", "") + "    unit: thousands\n"
    project({"config/sources.yaml": sources, "data/p.csv": workers, "data/q.csv": members})
    for command in (["gap"], ["trend"], ["plan", "--by", "2026-12", "--branch", "a"]):
        ran = run(*command)
        assert "data/q.csv: participants are given in thousands, exact to 100 people;" in ran.out + ran.err, command


def test_the_sums_that_check_compares_are_of_people(project, run):
    totals = "totals:\n  - {{branch: a, period: 2025, workers: {}}}\n"
    files = {"config/sources.yaml": SOURCES.format("thousands"), "data/p.csv": WORKERS, "data/q.csv": PARTICIPANTS}
    project({**files, "config/checks.yaml": totals.format(1138200)})
    assert "D108" not in run("check").out
    project({**files, "config/checks.yaml": totals.format(1138201)})
    assert "D108" in run("check").out


@pytest.mark.parametrize(("shown", "line"), [("(ribu orang)", 3), ("('000)", 3), ("", 1)])
def test_a_sheet_speaks_of_thousands_in_its_header_or_above(tmp_path, shown, line):
    header = [text(name) for name in ("branch", "segment", "period", f"pekerja {shown}")]
    title = [text("Angkatan Kerja, ribu orang" if not shown else "Angkatan Kerja")]
    content = rows(title, [], header, [text("a"), text("b"), text("2025"), number(906)])
    path = write(tmp_path / "x.xlsx", {"Data": content})
    for unit, found in ((None, [("S123", line)]), ("people", []), ("thousands", []), ("lakhs", [("S127", line)])):
        reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
        reader.read(Layout(path, header=3, columns={"workers": f"pekerja {shown}"}, unit=unit))
        assert [(finding.code, finding.place.line) for finding in reader.findings] == found


@pytest.mark.parametrize(
    ("name", "found"),
    [("Bekerja (ribu orang)", ["S123"]), ("Employed 000", ["S123"]), ("JT 2025", []), ("Bekerja", [])],
)
def test_a_sheet_speaks_of_thousands_in_its_name(project, run, tmp_path, name, found):
    header = [text(title) for title in ("branch", "segment", "period", "pekerja")]
    write(tmp_path / "p.xlsx", {name: rows(header, [text("a"), text("pu"), text("2025"), number(906)])})
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    reader.read(Layout(str(tmp_path / "p.xlsx")))
    assert [(one.code, one.place.line) for one in reader.findings] == [(code, 1) for code in found]
    project({"q.csv": PARTICIPANTS}, targets=None)
    assert run("init", "p.xlsx", "q.csv", "--yes").code == 0
    assert ("unit: thousands" in (tmp_path / "config" / "sources.yaml").read_text()) is bool(found)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("penduduk_ribu.csv", ["S123"]),
        ("workers (thousand).csv", ["S123"]),
        ("Pekerja-2024-Ribuan.csv", ["S123"]),
        ("workers per thousand.csv", []),
        ("upah_ribu_rupiah.csv", []),
        ("part-000.csv", []),
        ("JT_2025.csv", []),
        ("Seribu.csv", []),
        ("ribu/p.csv", []),
    ],
)
def test_a_file_speaks_of_thousands_in_its_name(project, run, tmp_path, name, found):
    """The sheet's name was looked at and the file's was not; 000 there may be the file's number."""
    workers = WORKERS.replace("232.2", "232")
    project({f"data/{name}": workers, "q.csv": PARTICIPANTS}, targets=None)
    for unit, said in ((None, found), ("people", []), ("thousands", []), ("millions", ["S127"] * len(found))):
        reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
        reader.read(Layout(f"data/{name}", unit=unit))
        assert [(one.code, one.place.line) for one in reader.findings] == [(code, 1) for code in said]
    assert run("init", f"data/{name}", "q.csv", "--yes").code == 0
    assert ("unit: thousands" in (tmp_path / "config" / "sources.yaml").read_text()) is bool(found)


@pytest.mark.parametrize(
    ("workers", "unit"),
    [
        (HEAD + "workers ('000)\na,pu,2025,232.2\na,bpu,2025,906\n", "thousands"),
        (HEAD.replace(",", ";") + "Angkatan Kerja (Juta);Luas\na;pu;2025;1,25;8\na;bpu;2025;0,5;9\n", "millions"),
        ("Angkatan Kerja (Ribu Orang),,,\n" + HEAD + "workers\na,pu,2025,232.2\na,bpu,2025,906\n", "thousands"),
        ("branch,segment,Pekerja 2024 (ribu),Pekerja 2025 (ribu)\na,pu,232.2,240.1\na,bpu,906,907\n", "thousands"),
    ],
)
def test_init_proposes_the_unit_that_a_name_or_a_title_speaks_of(project, run, tmp_path, workers, unit):
    project({"p.csv": workers, "q.csv": PARTICIPANTS}, targets=None)
    ran = run("init", "p.csv", "q.csv", "--yes")
    assert (ran.code, ran.err) == (0, "")
    proposed = (tmp_path / "config" / "sources.yaml").read_text()
    assert f"    unit: {unit}  # guessed from what the file says" in proposed.partition("q.csv")[0]
    assert "unit:" not in proposed.partition("q.csv")[2]
    assert "decide: the column" not in proposed
    found = run("check", "--format", "json").json["findings"]
    assert [one for one in found if one["severity"] == "error"] == []


UNIT_ROW = HEAD + "workers\n,,,(ribu orang)\na,pu,2025,232.2\na,bpu,2025,906\n"
NOTE = HEAD + "workers\na,pu,2025,232.2\na,bpu,2025,906\nSumber: BPS (dalam ribuan),,,\n"


@pytest.mark.parametrize("workers", [UNIT_ROW, NOTE, UNIT_ROW.replace("232.2", "232")])
def test_init_proposes_the_unit_that_a_row_left_out_speaks_of(project, run, tmp_path, workers):
    project({"p.csv": workers, "q.csv": PARTICIPANTS}, targets=None)
    run("init", "p.csv", "q.csv", "--yes")
    proposed = (sources := tmp_path / "config" / "sources.yaml").read_text()
    assert "    unit: thousands" in proposed.partition("q.csv")[0]
    assert "unit:" not in proposed.partition("q.csv")[2]
    assert run("gap", "--format", "csv").code == 0
    # Who leaves such a row out knows that it stands there, and has to say what it means.
    sources.write_text("".join(line for line in proposed.splitlines(keepends=True) if "unit:" not in line))
    assert "speaks of thousands, and nothing says whether" in run("gap").err
    sources.write_text(proposed.replace("unit: thousands", "unit: people"))
    assert "S123" not in run("check").out


STATED = {
    "Satuan": ("ribu orang", "thousands"),
    "unit": ("THS_PER", "thousands"),
    "UNIT_MULT": ("3", "thousands"),
    "multiplier": ("6", "millions"),
    "Unit multiplier": ("3: Thousands", "thousands"),
    "unit_multiplier": ("1000", "thousands"),
    "PowerCode": ("Thousands", "thousands"),
    "PowerCode Code": ("6", "millions"),
    "Skala": ("000", "thousands"),
    "Ukuran": ("Ribuan", "thousands"),
    "Measure": ("Persons (millions)", "millions"),
    "Keterangan": ("'000 orang", "thousands"),
}


@pytest.mark.parametrize(("name", "said", "unit"), [(name, *said) for name, said in STATED.items()])
def test_a_column_that_says_in_what_counts_are_given_is_no_column_to_pass_over(
    project, run, tmp_path, name, said, unit
):
    """Both sides in thousands have right rates, and a thousandth of the people who are not covered."""
    rows = "a,pu,2025,232,{0}\na,bpu,2025,906,{1}\n"
    files = {
        "data/p.csv": f"{HEAD}workers,{name}\n{rows.format('', said)}",
        "data/q.csv": f"{HEAD}participants,{name}\n{rows.format(said, said).replace('906', '500')}",
    }
    unused = f"    unused: [{name}]\n"
    plain = SOURCES.replace("    unit: {}\n", unused) + unused
    project({**files, "config/sources.yaml": plain})
    ran = run("check", "--today", "2026-06-01")
    assert [line for line in ran.out.splitlines() if " S123 " in line and f'"{name}: {said}" speaks of {unit}' in line]
    assert "data/p.csv:3:16: error S123" in ran.out
    assert "data/q.csv:2:15: error S123" in ran.out
    for declared, told in ((unit, 0), ("people", 0), ("lakhs", 2)):
        project({"config/sources.yaml": plain.replace(unused, f"{unused}    unit: {declared}\n")})
        found = run("check", "--today", "2026-06-01").out
        assert found.count("S123") == 0
        assert found.count(f'warning S127 "{name}: {said}" speaks of {unit}, and {declared} is declared.') == told
    assert run("init", "data/p.csv", "data/q.csv", "--yes", "--into", "new").code == 0
    assert (tmp_path / "new/config/sources.yaml").read_text().count(f"    unit: {unit}  # guessed") == 2


@pytest.mark.parametrize(
    ("name", "told"), [("Pekerja (orang)", 1), ("Pekerja, jiwa", 1), ("Pekerja", 0), ("Pekerja (orang dewasa)", 0)]
)
def test_a_name_of_counts_that_says_people_is_warned_of_beside_another_unit(tmp_path, name, told):
    (tmp_path / "p.csv").write_text(HEAD + f'"{name}"\na,pu,2025,906\n')
    for declared, times in (("thousands", told), ("people", 0), (None, 0)):
        reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
        reader.read(Layout(str(tmp_path / "p.csv"), columns={"workers": name}, unit=declared))
        assert [(one.code, one.place.column) for one in reader.findings] == [("S127", 23)] * times


def test_a_title_that_speaks_of_thousands_is_asked_about_above_a_name_that_says_people(tmp_path):
    (tmp_path / "p.csv").write_text("Pekerja dalam ribuan\n" + HEAD + "Pekerja (orang)\na,pu,2025,906\n")
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    reader.read(Layout(str(tmp_path / "p.csv"), header=2, columns={"workers": "Pekerja (orang)"}))
    assert [(one.code, one.place.line) for one in reader.findings] == [("S123", 1)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Satuan", "orang"),
        ("UNIT_MULT", "0"),
        ("unit", "Unit 1000"),
        ("remark", "ribuan kasus baru"),
        ("remark", "5 ribu orang pindah"),
        ("Kode", "000"),
        ("Negara", "MN"),
    ],
)
def test_a_column_that_says_people_or_something_else_is_none(project, run, name, said):
    project(
        {
            "config/sources.yaml": SOURCES.replace("    unit: {}\n", f"    unused: [{name}]\n"),
            "data/p.csv": f"{HEAD}workers,{name}\na,pu,2025,232,{said}\n",
            "data/q.csv": PARTICIPANTS,
        }
    )
    assert "S123" not in run("check").out


@pytest.mark.parametrize(("name", "first"), [("satuan", "dimensions: [satuan]\n"), ("note", "")])
def test_a_dimension_or_a_note_says_so_too(project, run, name, first):
    sources = first + SOURCES.replace("    unit: {}\n", "")
    files = {
        f"data/{file}.csv": f"{HEAD}{count},{name}\na,pu,2025,{people},ribu orang\n"
        for file, count, people in (("p", "workers", 232), ("q", "participants", 99))
    }
    project({**files, "config/sources.yaml": sources})
    assert run("check").out.count(f'error S123 "{name}: ribu orang" speaks of thousands') == 2
    project({"config/sources.yaml": sources.replace(".csv\n", ".csv\n    unit: thousands\n")})
    assert "errors: 0" in run("check").out


@pytest.mark.parametrize("unit", ["", "    unit: people\n", "    unit: thousands\n"])
@pytest.mark.parametrize(
    ("name", "first", "then"),
    [
        ("Satuan", "orang", "ribu orang"),
        ("Satuan", "Orang", "persen"),
        ("UNIT_MULT", "3", "0"),
        ("Ukuran", "Orang", "Ribuan"),
        ("Ukuran", "", "Ribuan, Juta"),
        ("unit", "persen", "persen"),
    ],
)
def test_one_declaration_does_not_fit_rows_of_several_units(project, run, unit, name, first, then):
    """Whatever is declared, some rows would be a thousand times as many, or per cent read as people."""
    rows = "".join(f"a,s{at},2025,{50 + at},{said}\n" for at, said in enumerate([first, *then.split(", ")]))
    unused = f"    unused: [{name}]\n{unit}"
    files = {"data/p.csv": f"{HEAD}workers,{name}\n{rows}", "data/q.csv": PARTICIPANTS}
    project({**files, "config/sources.yaml": SOURCES.replace("    unit: {}\n", unused)})
    found = [line for line in run("check").out.splitlines() if " S126 " in line]
    assert len(found) == 1
    said = then.rpartition(", ")[2]
    assert f'{name} says "{said}", another unit than "' in found[0]
    assert f":{2 if first == said else 3 if ', ' not in then else 4}:" in found[0]


def test_one_unit_of_people_in_other_words_is_one(project, run):
    rows = "a,pu,2025,50,orang\na,bpu,2025,60,Jiwa\na,x,2025,70,\na,y,2025,80,Number of persons\n"
    files = {"data/p.csv": f"{HEAD}workers,Satuan\n{rows}", "data/q.csv": PARTICIPANTS}
    project({**files, "config/sources.yaml": SOURCES.replace("    unit: {}\n", "    unused: [Satuan]\n")})
    assert "S126" not in run("check").out


@pytest.mark.parametrize("setting", ["leave_out: {Satuan: [Ribu Orang]}", "filter: {Satuan: [Orang]}"])
def test_rows_in_another_unit_that_go_leave_those_in_people(project, run, setting):
    project(
        {
            "config/sources.yaml": SOURCES.replace("    unit: {}\n", f"    {setting}\n"),
            "data/p.csv": f"{HEAD}workers,Satuan\na,pu,2025,0.2,Ribu Orang\na,pu,2025,232,Orang\n",
            "data/q.csv": PARTICIPANTS,
        }
    )
    assert "S123" not in run("check").out


def test_a_wide_table_has_such_a_column_too(project, run):
    wide = '    wide: {columns: {"2024": 2024, "2025": 2025}, to: period}\n    unused: [Satuan]\n'
    project(
        {
            "config/sources.yaml": SOURCES.replace("    unit: {}\n", wide),
            "data/p.csv": "branch,segment,Satuan,2024,2025\na,pu,orang,5,6\na,bpu,ribu,5,6\n",
            "data/q.csv": PARTICIPANTS,
        }
    )
    assert "data/p.csv:3:7: error S123" in run("check").out


def test_rows_in_another_unit_are_told_of_once_however_long_the_file(project, run, monkeypatch):
    monkeypatch.setattr(opening, "BLOCK", 256)
    many = "".join(f"a,s{at},{2000 + at},ribu,{at + 5}\n" for at in range(60))
    project(
        {
            "config/sources.yaml": SOURCES.replace("    unit: {}\n", "    unused: [Satuan]\n"),
            "data/p.csv": "branch,segment,period,Satuan,workers\n" + many,
            "data/q.csv": PARTICIPANTS,
        }
    )
    told = [line for line in run("check").out.splitlines() if "S123" in line]
    assert [line.split(" ")[0] for line in told] == ["data/p.csv:2:11:"]


def test_init_takes_decimals_of_people_for_no_counts(project, run, tmp_path):
    project({"p.csv": HEAD + "pekerja_baru\na,pu,2025,232.2\n", "q.csv": PARTICIPANTS}, targets=None)
    run("init", "p.csv", "q.csv", "--yes")
    assert "unit:" not in (proposed := (tmp_path / "config" / "sources.yaml").read_text())
    assert "decide: the column that holds workers" in proposed


def test_verify_sees_that_the_unit_changed(project, run, tmp_path):
    files = {"config/sources.yaml": SOURCES.format("thousands"), "data/p.csv": WORKERS, "data/q.csv": PARTICIPANTS}
    project(files)
    assert run("export", "-o", "gap.csv", "--sidecar").code == 0
    assert run("verify", "gap.csv").code == 0
    project({"config/sources.yaml": SOURCES.format("millions")})
    assert run("verify", "gap.csv").code == 1


@pytest.mark.parametrize("name", ["workers ('000)", "Angkatan Kerja (Ribu Orang)", "Pekerja, ribuan"])
def test_a_name_with_a_unit_asks_for_the_unit_and_is_read_with_it(project, run, name):
    text = f'{HEAD}"{name}"\na,pu,2025,232.2\na,bpu,2025,906.125\n'
    files = {"data/p.csv": text, "data/q.csv": PARTICIPANTS}
    project({**files, "config/sources.yaml": SOURCES.format("thousands").replace("    unit: thousands\n", "")})
    ran = run("check", "--today", "2026-06-01")
    assert [code for code in ("S123", "S101", "S103") if f" {code} " in ran.out] == ["S123"]
    project({**files, "config/sources.yaml": SOURCES.format("thousands")})
    ran = run("gap", "--format", "csv", "--totals", "--today", "2026-06-01")
    assert ",1138325," in ran.out


def test_a_unit_in_a_name_makes_no_second_measure(project, run):
    project({"x.csv": f"{HEAD}participants,workers ('000)\na,pu,2025,5,6\n"})
    ran = run("check", "x.csv", "--today", "2026-06-01")
    assert (ran.code, " S103 " in ran.out) == (0, True)


def test_figures_to_the_person_beside_rounder_ones_are_told(project, run):
    text = f"{HEAD}workers\na,pu,2025,232.2\na,bpu,2025,906.125\n"
    project({"data/p.csv": text, "data/q.csv": PARTICIPANTS, "config/sources.yaml": SOURCES.format("thousands")})
    ran = run("gap", "--today", "2026-06-01")
    assert "workers are given in thousands" in ran.out
    assert "those with fewer decimals may be rounded" in ran.out.replace("\n   ", " ")


def test_files_of_one_input_that_say_several_units_do_not_go_with_one_declaration(project, run):
    """`unit: thousands` made a thousand of each person where one of the files says orang."""
    both = "  - kind: population\n    files: data/p-{}.csv\n    unit: {}\n    filter: {{Satuan: {}}}\n"
    side = "  - kind: participants\n    files: data/q.csv\n"
    project(
        {
            "config/sources.yaml": SOURCES.replace("p.csv", "p-*.csv").format("thousands\n    unused: [Satuan]"),
            "data/p-1.csv": f"{HEAD}workers,Satuan\na,pu,2024,232200,orang\n",
            "data/p-2.csv": f"{HEAD}workers,Satuan\na,pu,2025,232.2,ribu orang\na,bpu,2025,906,ribu orang\n",
            "data/q.csv": PARTICIPANTS,
        }
    )
    found = [line for line in run("check").out.splitlines() if " S126 " in line]
    assert [line.partition(" S126 ")[0] for line in found] == ["data/p-2.csv:2:17: error"]
    declared = both.format(1, "people", "orang") + both.format(2, "thousands", "ribu orang")
    project({"config/sources.yaml": f"inputs:\n{declared}{side}"})
    done = run("check")
    assert "errors: 0" in done.out, done.out


def test_units_far_from_each_other_are_compared_in_a_column_of_any_name(project, run):
    between = "".join(f"b{at},pu,2025,500,\n" for at in range(6000))
    project(
        {
            "config/sources.yaml": SOURCES.format("thousands\n    unused: [Ukuran]"),
            "data/p.csv": f"{HEAD}workers,Ukuran\na,pu,2025,232200,orang\n{between}a,bpu,2025,906,Ribuan\n",
            "data/q.csv": PARTICIPANTS,
        }
    )
    assert 'data/p.csv:6003:16: error S126 Ukuran says "Ribuan", another unit than "orang"' in run("check").out
