"""`period_columns`: a year in one column and its month or quarter in another are one period, or a finding at a cell."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_cli.domain.periods.parts import behind_year, is_year
from coverage_cli.domain.periods.periods import parse_period
from tests.intake import workbooks

MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni"]
MONTHS += ["Juli", "Agustus", "September", "Oktober", "November", "Desember"]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


@pytest.mark.parametrize(
    ("part", "cell", "end"),
    [
        ("month", "9", "-09"),
        ("month", "09", "-09"),
        ("month", "12", "-12"),
        ("month", "September", "-09"),
        ("month", "Sept.", "-09"),
        ("month", "Bulan 9", "-09"),
        ("month", "bln. IX", "-09"),
        ("month", "M09", "-09"),
        ("month", "sept", "-09"),
        ("month", "AGT", "-08"),
        ("month", "Agst.", "-08"),
        ("month", "IX", "-09"),
        ("month", "v", "-05"),
        ("month", "Mei", "-05"),
        ("month", "0", ""),
        ("month", "13", ""),
        ("month", "009", ""),
        ("month", "9.0", ""),
        ("month", "Se", ""),
        ("month", "M", ""),
        ("month", "MV", ""),
        ("month", "Bulan", ""),
        ("month", "Bulan 13", ""),
        ("month", "Bulan Q1", ""),
        ("month", "Sep 2025", ""),
        ("month", "XIII", ""),
        ("month", "IIX", ""),
        ("month", "Q3", ""),
        ("month", "Total", ""),
        ("month", "\u0669", ""),
        ("quarter", "2", "-Q2"),
        ("quarter", "Q2", "-Q2"),
        ("quarter", "II", "-Q2"),
        ("quarter", "tw2", "-Q2"),
        ("quarter", "TW. II", "-Q2"),
        ("quarter", "Triwulan  IV", "-Q4"),
        ("quarter", "Kuartal 3", "-Q3"),
        ("quarter", "5", ""),
        ("quarter", "02", ""),
        ("quarter", "V", ""),
        ("quarter", "IIII", ""),
        ("quarter", "Q2 2025", ""),
        ("quarter", "March", ""),
        ("quarter", "\u212auartal 1", ""),  # a sign of Kelvin is no k
    ],
)
def test_a_cell_is_a_month_or_a_quarter_in_one_way_or_not_at_all(part, cell, end):
    assert behind_year(part, cell) == end


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_every_spelling_of_a_month_is_that_month(year, month):
    name, english = MONTHS[month - 1], calendar.month_name[month]
    cells = (str(month), f"{month:02d}", name, name[:3], name.upper(), english, english[:3], ROMAN[month - 1])
    assert is_year(str(year))
    assert {str(year) + behind_year("month", cell) for cell in cells} == {f"{year}-{month:02d}"}


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["month", "quarter"]))
def test_what_is_put_together_is_a_period(year, cell, part):
    end = behind_year(part, cell)
    if is_year(year.strip()) and end:
        assert parse_period(year.strip() + end) is not None


TWO = "{year: tahun, month: bulan}"


def _project(*rows, two=TWO, header="tahun,bulan,branch,segment,participants", more=""):
    return {
        "data/population.csv": "branch,segment,period,workers\nbpp,s,2020,900\nsmd,s,2020,900\n",
        "data/participants.csv": "\n".join((header, *rows, "")),
        "config/sources.yaml": "inputs:\n  - kind: population\n    files: data/population.csv\n  - kind: participants\n"
        f"    files: data/participants.csv\n    period_columns: {two}\n{more}",
    }


def _periods(run, *rows):
    report = run("gap", "--format", "json", *rows)
    assert report.code == 0, report.err
    found = [(row["branch"], row["period"], row["participants"]) for row in report.json["rows"]]
    return [row for row in found if row[1]]


def test_months_and_quarters_beside_their_year_are_periods(project, run):
    project(_project("2025,8,bpp,s,40", "2025,September,bpp,s,41", "2025,VIII,smd,s,50"))
    assert _periods(run) == [("bpp", "2025-09", 41), ("smd", "2025-08", 50)]
    assert _periods(run, "--period", "2025-08") == [("bpp", "2025-08", 40), ("smd", "2025-08", 50)]
    header, two = "Triwulan,Tahun,branch,segment,participants", "{year: tahun, quarter: triwulan}"
    project(_project("TW I,2025,bpp,s,40", "Q3,2025,bpp,s,41", "2,2025,smd,s,50", header=header, two=two))
    assert _periods(run) == [("bpp", "2025-Q3", 41), ("smd", "2025-Q2", 50)]


def test_each_finding_stands_at_its_own_cell(project, run):
    bad = ("25,1,bpp,s,1", "2025,13,bpp,s,1", "13,1,bpp,s,1", "2025,,bpp,s,1", ",1,bpp,s,1", "2025,-,bpp,s,1",
           "#REF!,2,bpp,s,1", "2025,Tahunan,bpp,s,1", ",,Total,,1")  # fmt: skip
    project(_project("2025,8,bpp,s,40", *bad))
    lines = run("check").out.splitlines()
    said = [" ".join(line.split(" ", 6)[:6]).split(":", 1)[1] for line in lines[: len(bad)]]
    assert said == [
        '3:1: error V125 period "25" is',
        '4:6: error V125 period "13" is',
        '5:1: error V125 period "13" is',
        "6:6: error V118 bulan is empty,",
        "7:1: error V118 tahun is empty,",
        '8:6: error V110 period is "-",',
        "9:1: error V109 period holds the",
        '10:6: error V125 period "Tahunan" is',
        "11:9: error S120 segment is empty",
    ]
    assert 'period "13" is no month, such as 9, 09, September or IX. Hint: ' in lines[1]
    assert 'period "13" is no year, such as 2025. Hint: ' in lines[2]
    assert "fill_down: [bulan] in config/sources.yaml" in lines[3]
    assert lines[3].endswith(
        '; where it stands for the whole year, say so under values: in config/sources.yaml: period: {"2025": "2025"}.'
    )
    assert lines[7].endswith(
        'values: in config/sources.yaml, by both cells together: period: {"2025 Tahunan": ...}; rows to leave out go '
        "by leave_out: {bulan: [Tahunan]}."
    )
    assert lines[-1].startswith("files: 3; rows: 12 = 3 used + 9 reported; errors: 9")


def test_the_ways_out_that_findings_name_lead_out(project, run):
    rows = ("2025,8,bpp,s,40", "2024,,bpp,s,38", "2023,Tahunan,bpp,s,37", "2022,Tahunan,bpp,s,36")
    project(_project(*rows, more="    leave_out: {bulan: [Tahunan]}\n    values: {period: {'2024': '2024'}}\n"))
    assert _periods(run, "--period", "2024") == [("bpp", "2024", 38), ("smd", "2024", None)]
    values = "    values: {period: {2024: 2024, 2023 TAHUNAN: 2023, 2022 tahunan: 2022-12}}\n"
    project(_project(*rows, more=values))
    out = run("trend", "--format", "csv").out
    assert [line.split(",")[1] for line in out.splitlines()[1:]] == ["2022-12", "2023", "2024", "2025-08"]


def test_a_year_in_a_merged_cell_is_filled(project, run):
    rows = ("2025,7,bpp,s,40", ",8,bpp,s,41", ",,smd,s,42", ",9,bpp,s,43")
    project(_project(*rows, more="    fill_down: [tahun, bulan]\n"))
    assert _periods(run) == [("bpp", "2025-09", 43), ("smd", "2025-08", 42)]
    project(_project("2025,7,bpp,s,40", "", ",8,bpp,s,41", more="    fill_down: [tahun]\n"))
    out = run("check").out
    assert "data/participants.csv:4:1: error V118 tahun is empty" in out
    assert "fill_down reaches across no blank line" in out


def test_periods_in_two_columns_of_other_forms(project, run, tmp_path):
    # Columns of segments, behind a month.
    header, more = "branch,note,tahun,bulan,s,pu", "    wide: {to: segment, columns: [s, pu]}\n"
    project(_project("bpp,,2025,8,40,30", "bpp,,2025,Foo,41,31", header=header, more=more))
    out = run("check").out
    assert out.count("V125") == 1
    assert 'data/participants.csv:3:11: error V125 period "Foo" is no month' in out
    assert "rows: 6 = 3 used" in out  # one of them has no workers
    # A workbook, in which numbers are numbers and a cell may be a date.
    files = _project()
    text, number = workbooks.text, workbooks.number
    header = [text(name) for name in ("tahun", "bulan", "branch", "segment", "participants")]
    cells = {"bpp": number(8), "smd": text("Agustus"), "x": number(45323, workbooks.DATE)}
    table = [[number(2025), cell, text(name), text("s"), number(5)] for name, cell in cells.items()]
    (tmp_path / "data/participants.csv").unlink(missing_ok=True)
    project(files | {"config/sources.yaml": files["config/sources.yaml"].replace("participants.csv", "b.xlsx")})
    (tmp_path / "data/participants.csv").unlink()
    workbooks.write(tmp_path / "data/b.xlsx", {"S": workbooks.rows(header, *table[:2])})
    assert _periods(run) == [("bpp", "2025-08", 5), ("smd", "2025-08", 5)]
    workbooks.write(tmp_path / "data/b.xlsx", {"S": workbooks.rows(header, *table)})
    assert 'data/b.xlsx:4:2: error V125 period "date 2024-02-01" is no month' in run("check").out
    table[0][1] = workbooks.formula("A1")
    workbooks.write(tmp_path / "data/b.xlsx", {"S": workbooks.rows(header, *table[:2])})
    assert "data/b.xlsx:2:2: error V123 " in run("check").out


@pytest.mark.parametrize(
    ("two", "more", "said"),
    [
        ("{year: tahun}", "", "6:28: error C110 beside the year, give the column of months or the one"),
        ("{year: tahun, month: bulan, quarter: tw}", "", "C110 beside the year, give the column of"),
        ("{month: bulan}", "", "C110 beside the year, give the column of months or the one of quarters; where one of"),
        ("{month: bulan, quarter: tw}", "", "C110 beside the year, give the column of"),
        ("{year: tahun, bulan: bulan}", "", "6:35: error C102"),
        ("{year: tahun, month: ''}", "", "6:42: error C105"),
        ("[tahun, bulan]", "", "6:21: error C105"),
        ("{year: tahun, month: Tahun}", "", 'the column "Tahun" is given under period_columns: and under year:'),
        (TWO, "    columns: {period: periode}\n", "gives the period, and columns: gives it too"),
        (TWO, "    constants: {period: 2025}\n", "gives the period, and constants: gives it too"),
        (TWO, "    wide: {to: period, columns: {a: 2025}}\n", "and wide: gives it too"),
        (TWO, "    period_format: MM/YYYY\n", "and period_format: gives it too"),
        (TWO, "    period_granularity: day\n", "period_granularity says what a day of"),
        (TWO, "    unused: [Bulan]\n", 'C110 the column "bulan" is given under period_columns: and under unused:'),
        (TWO, "    columns: {segment: BULAN}\n", "6:42: error C110"),
        (TWO, "    fill_down: [period]\n", "7:17: error C110 the period stands in two columns"),
        (TWO, "    filter: {period: [x]}\n", "7:14: error C110 the period stands in two columns"),
        ("{year: tahun, month: bln}", "", 'participants.csv:1:1: error S101 the header has no column "bln"'),
    ],
)  # fmt: skip
def test_what_has_no_meaning_is_refused_with_its_place(project, run, two, more, said):
    project(_project("2025,8,bpp,s,40", two=two, more=more))
    ran = run("check")
    assert ran.code != 0
    assert said in ran.out + ran.err


def test_a_column_called_period_may_be_one_of_the_two(project, run):
    project(_project("2025,8,bpp,s,40", header="periode,bulan,branch,segment,participants",
                     two="{year: Periode, month: bulan}"))  # fmt: skip
    assert _periods(run) == [("bpp", "2025-08", 40)]
    # By that name it is filled, too, like any other header.
    project(_project("2025,8,bpp,s,40", ",9,bpp,s,41", header="period,bulan,branch,segment,participants",
                     two="{year: period, month: bulan}", more="    fill_down: [period]\n"))  # fmt: skip
    assert _periods(run) == [("bpp", "2025-09", 41)]
    # Another one beside the two is told, for it is not read.
    project(_project("2025,8,bpp,s,40,2024", header="tahun,bulan,branch,segment,participants,period"))
    assert 'data/participants.csv:1:41: warning S103 the column "period" is not used' in run("check").out


def test_a_column_that_is_named_for_a_run_takes_the_place_of_both(project, run):
    project(_project("2025,8,bpp,s,40,2024-03", header="tahun,bulan,branch,segment,participants,per"))
    assert _periods(run, "--column", "period=per") == [("bpp", "2024-03", 40)]


ROWS = ("2025,8,bpp,s,40", "2025,9,bpp,s,41")


def test_without_a_word_the_findings_say_how_two_columns_are_read(project, run):
    way = "; a period in two columns is read with period_columns: {year: tahun, month: bulan} there."
    files = _project(*ROWS)
    project({name: text for name, text in files.items() if name.startswith("data")})
    lines = run("check").out.splitlines()
    assert lines[0].startswith("data/participants.csv:1:1: error S101 ")
    assert lines[0].endswith(way)
    (line,) = (line for line in run("check", "--column", "period=tahun").out.splitlines() if "S103" in line)
    assert line.endswith(way)


@pytest.mark.parametrize(
    ("given", "more"),
    [
        ("columns: {period: tahun}", "    unused: [bulan]\n    aggregate: sum\n"),
        ("columns: {period: tahun}", "    aggregate: sum\n"),
        ("constants: {period: 2025}", "    unused: [tahun, bulan]\n    aggregate: sum\n"),
        ("constants: {period: 2025-09}", "    unused: [tahun, bulan]\n    aggregate: sum\n"),
        ("columns: {period: tahun, month: bulan}", "dimensions: [month]\n"),
    ],
)
def test_months_of_one_year_are_never_added_up(project, run, given, more):
    files = _project(*ROWS)
    text = files["config/sources.yaml"].replace(f"period_columns: {TWO}", given)
    if "dimensions" in more:
        text = more + text.replace(
            "    files: data/population.csv\n", "    files: data/population.csv\n    constants: {month: all}\n"
        )
    else:
        text += more
    project(files | {"config/sources.yaml": text})
    found = [line for line in run("check").out.splitlines() if "K109" in line]
    assert len(found) == 1
    period = "2025-09" if "2025-09" in given else "2025"
    assert (
        f'data/participants.csv:3:6: error K109 bpp / s / {period} has figures of "8" and of "9" in the column '
        '"bulan"' in found[0]
    )
    assert run("gap").code == 1
    # One month, by whatever way, is one state.
    if "aggregate" in more:
        project({"config/sources.yaml": text.replace("unused: [bulan]", "unused: []") + "    filter: {bulan: ['9']}\n"})
        assert "K109" not in run("check").out
    project({"data/participants.csv": files["data/participants.csv"].replace(",9,", ",8,")})
    assert "K109" not in run("check").out


@pytest.mark.parametrize(("year", "part"), [("Ano", "Mês"), ("Año", "Trimestre"), ("Année", "Mois"), ("Năm", "Quý")])
def test_parts_of_a_year_are_known_by_their_names_in_other_languages(project, run, year, part):
    rows = (f"{year},{part},branch,segment,{{}}", "2025,3,bpp,s,40", "2025,4,bpp,s,41")
    files = {"p.csv": "\n".join(rows).format("workers") + "\n", "q.csv": "\n".join(rows).format("participants") + "\n"}
    said = f"columns: {{period: {year}}}, unused: [{part}], aggregate: sum"
    inputs = f"  - {{kind: population, files: p.csv, {said}}}\n  - {{kind: participants, files: q.csv, {said}}}\n"
    project({**files, "config/sources.yaml": f"inputs:\n{inputs}"})
    assert f'K109 bpp / s / 2025 has figures of "3" and of "4" in the column "{part}"' in run("check").out
    assert run("init", "p.csv", "q.csv", "--yes", "--into", "drafted").code == 0
    assert (
        run("gap", "--project", "drafted", "--format", "csv")
        .out.splitlines()[1]
        .endswith(",41,41,100.0,80.0,-20.0,0,0,0,met,")
    )


@pytest.mark.parametrize(
    ("period", "months", "header", "added"),
    [
        ("2025-08", ("8", "Agustus"), "bulan", False),
        ("2025-08", ("7", "8"), "bulan", False),  # such as that of the report
        ("2025-Q3", ("II", "III"), "triwulan", False),
        ("2025-Q3", ("8", "9"), "bulan", True),
        ("2025-Q3", ("III", "3"), "triwulan", False),
        ("2025", ("2", "3"), "triwulan", True),
        ("2025", ("2", "TW II"), "triwulan", False),
        ("2025", ("8", "Agustus"), "bulan", False),
        ("2025", ("8", "?"), "bulan", True),
        ("2025", ("?", "!"), "bulan", True),
        ("2025", ("8", ""), "bulan", True),
    ],
)
def test_only_a_longer_period_has_several_months(project, run, period, months, header, added):
    files = _project(*(f"{period},{month},bpp,s,40" for month in months),
                     header=f"periode,{header},branch,segment,participants")  # fmt: skip
    text = files["config/sources.yaml"].replace(f"period_columns: {TWO}", f"unused: [{header}]\n    aggregate: sum")
    project(files | {"config/sources.yaml": text})
    told = run("check").out
    assert ("K109" in told) is added
    assert (f'has figures of "{months[0]}" and of "{months[1]}" in the column' in told) is added


@pytest.mark.parametrize("wide", [False, True])
def test_months_are_not_added_up_over_files_or_in_wide_tables(project, run, wide):
    name = "2025" if wide else "participants"
    files = _project("2025,8,bpp,s,40", header=f"tahun,bulan,branch,segment,{name}")
    other = f"tahun,bulan,branch,segment,{name}\n2025,9,BPP,S,41\n"
    made = "wide: {to: period, columns: ['2025']}" if wide else "columns: {period: tahun}"
    text = files["config/sources.yaml"].replace(f"period_columns: {TWO}", f"{made}\n    aggregate: sum")
    text = text.replace("participants.csv", "participants*.csv") + "    unused: [tahun, bulan]\n" * wide
    project(files | {"config/sources.yaml": text, "data/participants_b.csv": other})
    found = [line for line in run("check").out.splitlines() if "K109" in line]
    assert len(found) == 1
    assert 'data/participants_b.csv:2:6: error K109 BPP / S / 2025 has figures of "8" and of "9"' in found[0]


def test_a_header_below_a_title_is_known_by_the_two_columns(project, run):
    files = _project("2025,8,bpp,40", two="{year: x1, month: x2}", header="Peserta,,,\nx1,x2,branch,participants",
                     more="    constants: {segment: s}\n")  # fmt: skip
    project(files)
    assert "data/participants.csv:1:1: error S109 " in run("check").out
    project({"config/sources.yaml": files["config/sources.yaml"] + "    header: 2\n"})
    assert _periods(run) == [("bpp", "2025-08", 40)]


def test_months_of_another_year_or_another_segment_are_not_added_up(project, run):
    files = _project("2024,8,bpp,s,40", "2025,9,bpp,s,41", "2025,8,bpp,t,3", "2025,8,smd,s,3")
    text = files["config/sources.yaml"].replace(f"period_columns: {TWO}", "columns: {period: tahun}")
    project(files | {"config/sources.yaml": text + "    unused: [bulan]\n    aggregate: sum\n"})
    assert "K109" not in run("check").out


def _wide(columns, *rows, header, two="{year: tahun}", more=""):
    return _project(*rows, header=header, two=two, more=f"    wide: {{to: period, columns: {columns}}}\n{more}")


@pytest.mark.parametrize(
    ("columns", "names", "ends"),
    [
        ("[Januari, Feb, MARET]", "Januari,Feb,Maret", ("-01", "-02", "-03")),
        ("{a: Jan., b: 02, c: Bulan 12}", "a,b,c", ("-01", "-02", "-12")),
        ("[I, II, V]", "I,II,V", ("-01", "-02", "-05")),
        ("[1, 2, 12]", "1,2,12", ("-01", "-02", "-12")),
        ("[Triwulan I, TW 2, Q4]", "Triwulan I,TW 2,Q4", ("-Q1", "-Q2", "-Q4")),
        ("{I: Q1, II: Q2, III: Q3}", "I,II,III", ("-Q1", "-Q2", "-Q3")),
    ],
)
def test_a_year_beside_columns_of_its_months_or_quarters(project, run, columns, names, ends):
    project(_wide(columns, "bpp,s,2024,1,2,3", "bpp,s,2025,4,5,6", header=f"branch,segment,tahun,{names}"))
    out = run("trend", "--format", "csv").out
    wanted = [
        (f"{year}{end}", str(at + 1 + more)) for year, more in ((2024, 0), (2025, 3)) for at, end in enumerate(ends)
    ]
    assert [(row[1], row[5]) for row in (line.split(",") for line in out.splitlines()[1:])] == wanted
    assert "rows: 8 = 8 used + 0 reported; errors: 0" in run("check").out


def test_months_in_rows_beside_columns_of_years(project, run):
    rows = ("bpp,s,Agustus,1,2", "bpp,s,IX,3,", "bpp,s,Jumlah,4,5", "bpp,s,,6,7")
    files = _wide("{'2023': 2023, 2024*: 2024}", *rows, header="branch,segment,bulan,2023,2024*", two="{month: bulan}",
                  more="    missing: ['']\n    leave_out: {bulan: [Jumlah]}\n")  # fmt: skip
    project(files)
    out = run("check").out
    assert "data/participants.csv:5:7: error V118 bulan is empty" in out
    assert "rows: 7 = 5 used + 2 reported; errors: 1" in out
    project(
        {"config/sources.yaml": files["config/sources.yaml"] + "    values: {period: {2023: 2023-01, 2024: 2024-01}}\n"}
    )
    out = run("trend", "--format", "csv").out
    found = [(row[1], row[5]) for row in (line.split(",") for line in out.splitlines()[1:])]
    assert found == [("2023-01", "6"), ("2023-08", "1"), ("2023-09", "3"), ("2024-01", "7"), ("2024-08", "2")]


def test_each_finding_of_a_year_beside_its_months_stands_at_the_year(project, run):
    bad = ("bpp,s,,1,2", "bpp,s,25,1,2", "bpp,s,0000,1,2", "bpp,s,2024*,1,2", "bpp,s,#REF!,1,2", "bpp,s,2025,x,2",
           "Total,,,1,2")  # fmt: skip
    files = _wide("[Januari, Februari]", "bpp,s,2023,4,5", *bad, header="branch,segment,tahun,Januari,Februari")
    project(files)
    lines = run("check").out.splitlines()
    said = [" ".join(line.split(" ", 6)[:6]).split(":", 1)[1] for line in lines[: len(bad)]]
    assert said == [
        "3:7: error V118 tahun is empty,",
        '4:7: error V125 period "25" is',
        '5:7: error V125 period "0000" is',
        '6:7: error V125 period "2024*" is',
        "7:7: error V109 period holds the",
        '8:12: error V102 participants "x" is',
        "9:7: error S120 segment is empty",
    ]
    assert "rows: 18 = 5 used + 13 reported; errors: 7" in lines[-1]


def test_the_ways_out_of_a_bad_year_beside_its_months_lead_out(project, run):
    rows = ("bpp,s,2023,4,5", "bpp,t,,1,2", "bpp,s,2024*,6,7", "bpp,s,2022 sem.,1,2")
    files = _wide("[Jan, Feb]", *rows, header="branch,segment,tahun,Jan,Feb", more="    fill_down: [tahun]\n"
                  "    leave_out: {tahun: [2022 sem.]}\n    aggregate: sum\n"
                  "    values: {segment: {t: s}, period: {2024* Jan: 2024-01, 2024* Feb: 2024-02}}\n")  # fmt: skip
    project(files)
    out = run("trend", "--format", "csv").out
    found = [(row[1], row[5]) for row in (line.split(",") for line in out.splitlines()[1:])]
    assert found == [("2023-01", "5"), ("2023-02", "7"), ("2024-01", "6"), ("2024-02", "7")]


@pytest.mark.parametrize(
    ("name", "value", "year", "said"),
    [
        (
            "Januari 2025",
            "Jan",
            "2024",
            'period "2024-01" is not that of the column "Januari 2025", whose name says 2025',
        ),
        ("Jan-25", "1", "2024", 'period "2024-01" is not that of the column "Jan-25", whose name says 2025-01'),
        ("Peserta 2025 (Jan)", "Jan", "2024", "whose name says 2025"),
        ("Januari 2025", "Feb", "2025", 'period "2025-02" is not that of the column'),
        ("Januari 2025", "Jan", "2025", ""),
        ("Januari (*2025)", "Jan", "2025", ""),
        ("Jan 31", "Jan", "2025", ""),
        ("Per Feb-29", "02", "2024", ""),
    ],
)
def test_the_year_in_the_name_of_a_column_is_that_of_its_rows(project, run, name, value, year, said):
    files = _wide(
        f"{{{name}: {value}, Desember: 12}}", f"bpp,s,{year},1,2", header=f"branch,segment,tahun,{name},Desember"
    )
    project(files)
    out = run("check").out
    assert ("errors: 0" in out) is not said
    assert (
        f"data/participants.csv:2:12: error V125 {said if said.startswith('period') else ''}" in out if said else True
    )
    assert said in out
    # What the cells mean together settles it.
    more = f"    values: {{period: {{'{year} {value}': {year}-01}}}}\n"
    project({"config/sources.yaml": files["config/sources.yaml"] + more})
    assert "errors: 0" in run("check").out


@pytest.mark.parametrize(
    ("two", "columns", "said"),
    [
        (
            "{year: tahun}",
            "[I, II, III]",
            ":34: error C110 these columns may be months or quarters: write the first as {I: 01} or",
        ),
        (
            "{year: tahun}",
            "{a: 4}",
            ":37: error C110 these columns may be months or quarters: write the first as {4: 01}",
        ),
        (
            "{year: tahun}",
            "[Jan, Jumlah, Feb]",
            ':39: error C110 "Jumlah" is no month, and period_columns gives the year',
        ),
        (
            "{year: tahun}",
            "[Q1, Q2, Jumlah]",
            '"Jumlah" is no quarter, and period_columns gives the year alone: write Q1',
        ),
        ("{year: tahun}", "[Jan, Q1, Feb]", '"Q1" is no month'),
        ("{year: tahun}", "{Jan: 2025-01}", '"2025-01" is no month'),
        ("{month: bulan}", "[2024, Jumlah]", ':40: error C110 "Jumlah" is no year such as 2025'),
        ("{quarter: bulan}", "{'2024': 2024-Q1}", '"2024-Q1" is no year'),
        ("{month: bulan, quarter: tw}", "{a: 2025}", "C110 beside the year, give the column"),
        ("{}", "{a: 2025}", "C110 beside the year, give the column"),
        ("{year: tahun}", "[]", "C105 columns: at least one entry is expected"),
    ],
)
def test_columns_that_are_no_part_of_a_period_are_refused(project, run, two, columns, said):
    files = _wide(columns, "bpp,s,2025,1", header="branch,segment,tahun,a", two=two)
    project(files)
    ran = run("check")
    assert ran.code == 1
    assert said in ran.out
    # Where the columns are segments, they are no part of a period.
    project({"config/sources.yaml": files["config/sources.yaml"].replace("to: period", "to: segment")})
    assert "beside the year, give the column" in run("check").out


def test_rows_of_several_months_beside_columns_of_quarters_are_not_added_up(project, run):
    rows = ("bpp,s,2024,1,1,2", "bpp,s,2024,2,3,4")
    project(
        _wide(
            "[Q1, Q2]",
            *rows,
            header="branch,segment,tahun,bulan,Q1,Q2",
            more="    unused: [bulan]\n    aggregate: sum\n",
        )
    )
    out = run("check").out
    assert 'data/participants.csv:3:12: error K109 bpp / s / 2024-Q1 has figures of "1" and of "2"' in out


def test_a_year_beside_its_months_in_a_workbook_and_in_parquet(project, run, tmp_path):
    import duckdb

    text, number = workbooks.text, workbooks.number
    header = [text(name) for name in ("tahun", "branch", "segment", "Jan", "Feb")]
    files = _wide("[Jan, Feb]", header="branch,segment,tahun,Jan,Feb")
    root = project(files)
    (root / "data/participants.csv").unlink()
    sources = files["config/sources.yaml"]
    project({"config/sources.yaml": sources.replace("participants.csv", "b.xlsx")})
    rows = [[number(year), text("bpp"), text("s"), number(5), number(6)] for year in (2024, 2025)]
    workbooks.write(tmp_path / "data/b.xlsx", {"S": workbooks.rows(header, *rows)})
    assert _periods(run) == [("bpp", "2025-02", 6)]
    rows[0][0] = number(45323, workbooks.DATE)
    workbooks.write(tmp_path / "data/b.xlsx", {"S": workbooks.rows(header, *rows)})
    assert 'data/b.xlsx:2:1: error V125 period "date 2024-02-01" is no year' in run("check").out
    (root / "data/b.xlsx").unlink()
    project({"config/sources.yaml": sources.replace("participants.csv", "b.parquet")})
    duckdb.sql(f"copy (select 2024.0::double as tahun, 'bpp' as branch, 's' as segment, 5 as Jan, 6 as Feb) "
               f"to '{root}/data/b.parquet' (format parquet)")  # fmt: skip
    assert _periods(run) == [("bpp", "2024-02", 6)]


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("columns: {period: tahun, segment: bulan}, unused: [segment]", "2025"),
        ("columns: {period: tahun, branch: bulan}, unused: [branch]", "2025"),
        ("columns: {period: tahun, segment: bulan}, unused: [segment], values: {segment: {'8': s, '9': s}}", "2025"),
        ("columns: {segment: bulan}, constants: {period: 2025-09}, unused: [tahun, segment]", "2025-09"),
    ],
)
def test_months_are_no_segments_and_no_branches(project, run, said, period):
    files = _project(*ROWS)
    project(files | {"config/sources.yaml": files["config/sources.yaml"].replace(f"period_columns: {TWO}", said[:0])
                     .replace("  - kind: participants\n    files: data/participants.csv\n",
                              f"  - {{kind: participants, files: data/participants.csv, {said}}}\n")})  # fmt: skip
    (found,) = (line for line in run("check").out.splitlines() if "K109" in line)
    assert f'/ {period} has figures of "8" and of "9" in the column "bulan", which would be added up' in found
    assert found.startswith("data/participants.csv:3:6: error K109 ")


def test_months_of_a_dimension_with_other_values_are_not_added_up(project, run):
    files = _project(*ROWS)
    text = files["config/sources.yaml"].replace(f"period_columns: {TWO}", "columns: {period: tahun, month: bulan}")
    text = "dimensions: [month]\n" + text.replace("population.csv\n", "population.csv\n    constants: {month: all}\n")
    project(files | {"config/sources.yaml": text + "    values: {month: {'8': Aug, '9': all}}\n"})
    assert "K109" in run("check").out


@pytest.mark.parametrize("more", ["", "    values: {segment: {Jan: s, Feb: s}}\n    aggregate: sum\n"])
@pytest.mark.parametrize(
    ("names", "added"), [("Jan,Feb", True), ("TW I,TW II", True), ("Jan,Total", False), ("s,t", False)]
)
def test_months_that_are_columns_are_no_segments(project, run, names, added, more):
    first, second = names.split(",")
    files = _wide(f"[{names}]", "bpp,2025,1,2", header=f"branch,tahun,{names}",
                  more=more.replace("Jan", first).replace("Feb", second))  # fmt: skip
    text = files["config/sources.yaml"].replace("to: period", "to: segment")
    project(files | {"config/sources.yaml": text.replace("period_columns: {year: tahun}", "columns: {period: tahun}")})
    told = [line for line in run("check").out.splitlines() if "K109" in line]
    assert len(told) == added
    if added:
        assert told[0].startswith(f'data/participants.csv:2:12: error K109 bpp / 2025 has figures of "{first}" and of')


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("2024,1.100,1.200,2.300", "2025,1.300,-,1.300"), True),
        (("2024,1100,1200,2300", "2025,1300,,1300"), True),
        (("2024,1100,1200,2300", "2025,1300,1310,2610", "2023,1300,1310,2611"), True),
        (("2024,1100,1200,1150", "2025,1300,1310,1305"), False),
        (("2024,1100,1200,1200", "2025,1300,1310,1310"), False),
        (("2024,1100,,1100", "2025,,1310,1310"), False),
        ((f"2024,1100,1200,{'9' * 5000}",), False),
    ],
)
def test_a_sum_of_the_months_beside_it_is_warned_of(project, run, rows, told):
    files = _project(*(f"bpp,s,{row}" for row in rows), header="branch,segment,tahun,Jan,Peserta Feb,Jumlah")
    made = "columns: {period: tahun, participants: Jumlah}\n    number_style: id\n    unused: [Jan, Peserta Feb]"
    project(files | {"config/sources.yaml": files["config/sources.yaml"].replace(f"period_columns: {TWO}", made)})
    found = [line for line in run("check").out.splitlines() if "K110" in line]
    assert len(found) == told
    if told:
        assert found[0].startswith("data/participants.csv:2:")
        assert 'warning K110 the column "Jumlah" is the sum of the columns of months or quarters beside it' in found[0]


@pytest.mark.parametrize(
    ("rows", "said", "told"),
    [
        (("2024,bpp,s,,40", "2025,bpp,s,,41"), "constants: {period: 2025}, aggregate: sum, unused: [tahun, p]", "2024"),
        (("2024,bpp,s,2025,40", "2025,bpp,s,2025,41"), "columns: {period: p}, aggregate: sum, unused: [tahun]", "2024"),
        (("2024,bpp,s,,40", "2025,bpp,t,,41"), "constants: {period: 2025}, aggregate: sum, unused: [tahun, p]", ""),
        (("TH,bpp,s,,40", "TB,bpp,s,,41"), "constants: {period: 2025}, aggregate: sum, unused: [tahun, p]", ""),
        (("2024,bpp,s,,40", ",bpp,s,,41"), "constants: {period: 2025}, aggregate: sum, unused: [tahun, p]", ""),
        (("2024,bpp,s,,40", "2025,bpp,s,,41"), "columns: {period: tahun}, aggregate: sum, unused: [p]", ""),
        (("2024,bpp,s,8,40", "2025,bpp,s,8,41"), "period_columns: {year: tahun, month: p}, aggregate: sum", ""),
    ],
)
def test_years_are_not_added_up_either(project, run, rows, said, told):
    files = _project(*rows, header="tahun,branch,segment,p,participants")
    text = files["config/sources.yaml"].split("  - kind: participants")[0]
    project(
        files | {"config/sources.yaml": f"{text}  - {{kind: participants, files: data/participants.csv, {said}}}\n"}
    )
    found = [line for line in run("check").out.splitlines() if "K109" in line]
    assert len(found) == bool(told)
    if told:
        assert found[0].startswith("data/participants.csv:3:1: error K109 bpp / s / 2025 has figures of ")
        assert f'figures of "{told}" and of "2025" in the column "tahun", which would be added up' in found[0]


def test_a_segment_for_all_rows_is_no_column_of_months(project, run):
    files = _project("8,bpp,2024,40", "9,bpp,2025,41", header="bulan,branch,p,participants")
    text = files["config/sources.yaml"].split("  - kind: participants")[0]
    said = "columns: {period: p}, constants: {segment: s}, unused: [bulan]"
    project(
        files | {"config/sources.yaml": f"{text}  - {{kind: participants, files: data/participants.csv, {said}}}\n"}
    )
    assert "K109" not in run("check").out


def test_without_a_word_the_findings_say_how_a_year_beside_its_months_is_read(project, run):
    files = _project("2025,bpp,s,40,41", header="tahun,branch,segment,Januari,Februari")
    project({name: text for name, text in files.items() if name.startswith("data")})
    lines = run("check", "data/participants.csv", "--as", "participants").out.splitlines()
    (line,) = (line for line in lines if 'S101 the header has no column "period"' in line)
    assert line.endswith("; a year beside columns of its months is read with period_columns: {year: tahun} and wide: "
                         "{to: period, columns: [Januari, Februari]} there.")  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("{Jan: 2024-01, Feb: 2024-02, Y: 2024}", True),
        ("{Jan: 2024-Q1, Feb: 2024-Q2, Y: 2024}", True),
        ("{Jan: 2024-01, Feb: 2024-02, Y: 2024-03}", False),
        ("{Jan: 2024-01, Feb: 2025-02, Y: 2024}", False),
        ("{Jan: 2023, Feb: 2024, Y: 2025}", False),
    ],
)
def test_a_years_column_that_is_the_sum_of_its_months_is_warned_of(project, run, columns, told):
    files = _wide(columns, "bpp,s,40,41,81", "smd,s,4,5,9", header="branch,segment,Jan,Feb,Y", two="''")
    project(files | {"config/sources.yaml": files["config/sources.yaml"].replace("    period_columns: ''\n", "")})
    found = [line for line in run("check").out.splitlines() if "K110" in line]
    assert len(found) == told
    if told:
        assert found[0].startswith(
            'data/participants.csv:2:13: warning K110 the column "Y" is the sum of the columns of'
        )


@pytest.mark.parametrize(
    ("columns", "two"), [("{Jan: 2024-13, Feb: 2024-02}", ""), ("{Jan: 01, Feb: 02}", "period_columns: {year: tahun}")]
)
def test_rows_that_come_twice_beside_wrong_periods_of_their_lines_are_told(project, run, columns, two):
    name = "Jan 2025" if two else "Jan"
    files = _wide(columns.replace("Jan", name), "bpp,s,2024,4,5", "bpp,s,2024,6,7", two="''",
                  header=f"branch,segment,tahun,{name},Feb", more="" if two else "    unused: [tahun]\n")  # fmt: skip
    project(
        files
        | {"config/sources.yaml": files["config/sources.yaml"].replace("period_columns: ''", two or "unit: people")}
    )
    ran = run("check", "--format", "json").json
    found = [(one["code"], one["line"]) for one in ran["findings"] if one["severity"] == "error"]
    code = "V125" if two else "V114"
    assert sorted(found) == sorted([("K101", 3), *([(code, 2), (code, 3)])])
    assert [(file["rows"], file["used"]) for file in ran["files"] if file["kind"] == "participants"] == [(4, 1)]
