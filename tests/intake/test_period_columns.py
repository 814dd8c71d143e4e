"""`period_columns`: a year in one column and its month or quarter in another are one period, or a finding at a cell."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_cli.domain.period_parts import behind_year, is_year
from coverage_cli.domain.periods import parse_period
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
        ("month", "sept", "-09"),
        ("month", "AGT", "-08"),
        ("month", "IX", "-09"),
        ("month", "v", "-05"),
        ("month", "Mei", "-05"),
        ("month", "0", ""),
        ("month", "13", ""),
        ("month", "009", ""),
        ("month", "9.0", ""),
        ("month", "Se", ""),
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
        ("{year: tahun}", "", "6:21: error C105 period_columns: beside the year, give the column of months or the one"),
        ("{year: tahun, month: bulan, quarter: tw}", "", "C105 period_columns: beside the year, give the column of"),
        ("{month: bulan}", "", 'C106 the key "year" is missing'),
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


@pytest.mark.parametrize(
    ("period", "months", "header", "added"),
    [
        ("2025-08", ("8", "Agustus"), "bulan", False),
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
