"""Workbooks: stored values, sheets by name, and nothing guessed about dates and numbers."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from coverage_cli.config.layout import Layout
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.labels import Labels
from coverage_cli.intake.cells.numbers import stored as as_text
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.intake.workbook.cells import _shown
from coverage_cli.intake.workbook.sheets import open_sheet
from tests.intake.workbooks import DATE, GROUPED, MONTH, SHORT_MONTH, STRUCK, error, formula, number, rows, text, write

HEADER = [text(name) for name in ("branch", "segment", "period", "workers")]


def read(path, **said):
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    reader.read(Layout(path, **said))
    found = [(finding.place.line, finding.place.column, finding.code) for finding in reader.findings]
    return reader.sources[0].total, found


def one(tmp_path, cell, period=None):
    good = [text("a"), text("good"), number(2025), number(7)]
    odd = [text("a"), text("odd"), period or text("2025"), cell]
    return read(write(tmp_path / "x.xlsx", {"Data": rows(HEADER, good, odd)}))


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        (number(48000), 48000),
        (number(48000, GROUPED), 48000),
        (number("48000.0"), 48000),
        (number("4.8E4"), 48000),
        (number("16100.000000000002"), 16100),
        (number("1.6099999999999998E4"), 16100),
        (number("999999999999.99996"), 10**12),
        (formula("A1*2", 48000), 48000),
        (text("48000"), 48000),
        (text("1.248.000"), 1248000),
    ],
)
def test_what_has_one_meaning_is_read(tmp_path, cell, people):
    assert one(tmp_path, cell) == (7 + people, [])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (number("48.125"), "V105"),
        (number("48.5"), "V105"),
        (number("48.1250000000000001"), "V105"),
        (number("16100.0000000001"), "V105"),
        (number("999999999999999.96"), "V106"),
        (number("1234567890123456"), "V106"),
        (number("1234567890123456.5"), "V105"),
        (number("6.47102E+15"), "V107"),
        (number(45931, DATE), "V108"),
        (error("#N/A"), "V109"),
        (formula("A1*2"), "V123"),
        (formula("A1*2", ""), "V123"),
        (error("Err:502"), "V109"),
        (error("#FIELD!"), "V109"),
        (text("48.000"), "V103"),
        (text("#REF!"), "V109"),
        ('<c t="b"><v>1</v></c>', "V102"),
        (number(-5), "V104"),
        (number("abc"), "V102"),
        (number("007"), "V116"),  # which no spreadsheet writes
        ("<c/>", "V101"),
    ],
)
def test_what_has_none_or_two_is_refused_at_its_row_and_column(tmp_path, cell, code):
    assert one(tmp_path, cell) == (7, [(3, 4, code)])


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("16100.000000000002", "16100"),
        ("0.30000000000000004", "0.3"),
        ("16100.0000000001", "16100.0000000001"),  # 15 digits are all shown
        ("16100.00000000005", "16100"),  # the half goes to the even digit
        ("16100.00000000015", "16100.0000000002"),
        ("48.1250000000000001", "48.1250"),
        ("6471016802900001", "6471016802900001"),
        ("1234567890123456.5", "1234567890123456.5"),
        ("1E-05", "0.00001"),
    ],
)
def test_a_stored_number_has_the_digits_that_spreadsheets_show(stored, read):
    assert as_text(_shown(stored)) == read


@pytest.mark.parametrize("period", [number(45931), number(45931, DATE), text("Sep-25")])
def test_a_date_is_not_guessed_to_be_a_period(tmp_path, period):
    assert one(tmp_path, number(5), period) == (7, [(3, 3, "V108")])


@pytest.mark.parametrize(
    ("form", "code"), [("yy", "V108"), ("dd", "V108"), ("hh", "V108"), ("ss", "V108"), ('0 "dd"', "V122"), ("0", None)]
)
def test_a_number_format_with_any_part_of_a_time_is_a_date(tmp_path, form, code):
    given = [text("a"), text("b"), number(2025, DATE), number(7)]
    assert read(write(tmp_path / "x.xlsx", {"Data": rows(HEADER, given)}, date=form))[1] == (
        [(2, 3, code)] if code else []
    )


@pytest.mark.parametrize("style", [MONTH, SHORT_MONTH])
@pytest.mark.parametrize(("day", "since"), [(45931, "0"), (45960, "0"), (44469, "1")])
def test_what_is_shown_as_a_month_is_that_month(tmp_path, style, day, since):
    row = [text("a"), text("b"), number(day, style), number(5)]
    path = write(tmp_path / "x.xlsx", {"Data": rows(HEADER, row)}, since=since)
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    reader.read(Layout(path))
    assert reader.findings == []
    assert [group.period for group in reader.table.counts] == ["2025-10"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (number(45900, DATE), "date 2025-08-31"),
        (number("45900.75", DATE), "date 2025-08-31"),
        (number("0.5", DATE), "date 0.5"),
        ('<c t="d"><v>2025-08-31T00:00:00</v></c>', "date 2025-08-31"),
        (number(45900, MONTH), "2025-08"),
    ],
)
def test_a_date_for_a_count_is_told_as_the_day_that_it_is(tmp_path, cell, value):
    path = write(tmp_path / "x.xlsx", {"Data": rows(HEADER, [text("a"), text("b"), text("2025"), cell])})
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    reader.read(Layout(path))
    assert [(finding.code, finding.value) for finding in reader.findings] == [("V108", value)]


def test_rows_keep_their_numbers_and_empty_ones_hold_nothing(tmp_path):
    content = (
        rows(HEADER) + rows([text("a"), text("b"), text("2025"), text("x")], first=9) + rows([text(" ")], first=12)
    )
    assert read(write(tmp_path / "x.xlsx", {"Data": content})) == (0, [(9, 4, "V102")])


def test_a_cell_beyond_the_header_is_named(tmp_path):
    content = rows(HEADER, [text("a"), text("b"), text("2025"), number(5), text("see below")])
    assert read(write(tmp_path / "x.xlsx", {"Data": content})) == (0, [(2, 5, "S104")])


def test_sheets_by_name(tmp_path):
    good = rows(HEADER, [text("a"), text("b"), number(2025), number(5)])
    path = write(tmp_path / "x.xlsx", {"2024": good, "2025": good, "Notes": "", "Old": good}, hidden=("Old",))
    assert read(path) == (None, [(1, 1, "F108")])
    assert read(path, sheet="2025") == (5, [])
    assert read(path, sheet="Old") == (5, [])
    assert read(path, sheet="2026") == (None, [(1, 1, "F108")])


def test_the_only_sheet_with_rows_is_the_one(tmp_path):
    good = rows(HEADER, [text("a"), text("b"), number(2025), number(5)])
    assert read(write(tmp_path / "x.xlsx", {"Leer": "", "Data": good}))[0] == 5


def test_a_title_above_the_header_is_named_and_can_be_declared(tmp_path):
    content = rows([text("Tabel 1")], [], HEADER, [text("a"), text("b"), number(2025), number(5)])
    path = write(tmp_path / "x.xlsx", {"Data": content})
    assert read(path) == (None, [(1, 1, "S109")])
    assert read(path, header=3) == (5, [])


def test_a_title_above_names_that_nobody_knows_is_named_with_the_line_of_the_header(tmp_path):
    named = [text(name) for name in ("Kecamatan", "Jenis", "Bulan", "Orang")]
    row = [text("a"), text("b"), number(2025), number(5)]
    path = write(tmp_path / "x.xlsx", {"Data": rows([text("Tabel 1")], [], named, row)})
    _, findings, _ = open_sheet(Layout(path), Kind.POPULATION)
    assert [(one.code, dict(one.args)) for one in findings] == [("S109", {"line": "3"})]


@pytest.mark.parametrize(
    "prologue", ['<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', "<broken", "<worksheet/>"]
)
def test_xml_that_is_damaged_or_clever_is_refused(tmp_path, prologue):
    path = write(tmp_path / "x.xlsx", {"Data": rows(HEADER)}, prologue=prologue)
    assert read(path) == (None, [(1, 1, "F110")])


def test_shared_strings_are_joined_runs(tmp_path):
    shared = [f"<t>{name}</t>" for name in ("branch", "segment", "period", "workers", "2025")]
    shared.append("<r><t>Bali_x006B_</t></r><r><t>papan</t></r><rPh><t>x</t></rPh>")
    cells = "".join(f'<c t="s"><v>{at}</v></c>' for at in range(4))
    row = '<c t="s"><v>5</v></c><c t="inlineStr"><is><t>pu</t></is></c><c t="s"><v>4</v></c><c><v>5</v></c>'
    content = f'<row r="1">{cells}</row><row r="2">{row}</row>'
    path = write(tmp_path / "x.xlsx", {"Data": content}, strings=tuple(shared))
    reader = AggregateReader(Kind.POPULATION, (labels := Labels(), Labels()))
    reader.read(Layout(path))
    assert list(labels) == ["balikpapan"]
    assert reader.sources[0].total == 5


RAISED = '<r><t>{}</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>{}</t></r>'


@pytest.mark.parametrize("shared", [True, False])
def test_a_raised_digit_is_a_footnote_and_no_digit_of_the_number(tmp_path, shared):
    """6656 with a raised 1 was 66,561 people."""
    marked = RAISED.format("6656", "1")
    cell = '<c t="s"><v>0</v></c>' if shared else f'<c t="inlineStr"><is>{marked}</is></c>'
    below = '<c t="s"><v>1</v></c>' if shared else text("7")  # what follows is on the line again
    content = rows(HEADER, [text("a"), text("b"), text("2025"), cell], [text("c"), text("b"), text("2025"), below])
    path = write(tmp_path / "x.xlsx", {"Data": content}, strings=(marked, "<t>7</t>"))
    assert read(path) == (7, [(2, 4, "V102")])


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("<r><rPr><strike/></rPr><t>12</t></r><r><t>15</t></r>", [(2, 4, "V126")]),
        ('<r><t>15</t></r><r><rPr><strike val="1"/></rPr><t>_x000D_12</t></r>', [(2, 4, "V126")]),
        ('<r><rPr><strike val="0"/></rPr><t>12</t></r><r><t>15</t></r>', []),
        ("<r><t>1215</t></r><r><rPr><strike/></rPr><t> </t></r>", [(2, 4, "V117")]),
    ],
)
def test_what_is_struck_through_is_no_digit_of_the_number(tmp_path, shared, marked, found):
    """12 struck through before 15 was 1,215 people."""
    cell = '<c t="s"><v>0</v></c>' if shared else f'<c t="inlineStr"><is>{marked}</is></c>'
    content = rows(HEADER, [text("a"), text("b"), text("2025"), cell], [text("c"), text("b"), text("2025"), text("7")])
    path = write(tmp_path / "x.xlsx", {"Data": content}, strings=(marked,))
    assert read(path) == ((7 if found and found[0][2] == "V126" else 1222), found)


@pytest.mark.parametrize("cell", [number(12, STRUCK), text("12").replace("<c", f'<c s="{STRUCK}"')])
def test_a_cell_whose_font_is_struck_through_is_refused(tmp_path, cell):
    assert one(tmp_path, cell) == (7, [(3, 4, "V126")])
    assert one(tmp_path, number(12, STRUCK + 1)) == (19, [])


def test_a_name_with_a_raised_digit_is_that_name_and_a_mark(tmp_path):
    branch = f'<c t="inlineStr"><is>{RAISED.format("Paser", "2")}<r><t> 3</t></r></is></c>'
    path = write(tmp_path / "x.xlsx", {"Data": rows(HEADER, [branch, text("b"), text("2025"), number(5)])})
    reader = AggregateReader(Kind.POPULATION, (labels := Labels(), Labels()))
    reader.read(Layout(path))
    assert labels.shown("paser2 3") == "Paser² 3"


def test_a_truth_value_is_the_word_that_the_configuration_translates(project, run, tmp_path):
    """Spreadsheets store TRUE as 1 and FALSE as 0."""
    header = [text(name) for name in ("participant_id", "branch", "segment", "status", "period")]
    people = [
        [text(f"A{at}"), text("a"), text("s"), f'<c t="b"><v>{active}</v></c>', text("2025")]
        for at, active in enumerate((1, 0, 1))
    ]
    project(
        {
            "config/sources.yaml": "inputs:\n  - {kind: population, files: data/population.csv}\n"
            "  - {kind: persons, files: data/persons.xlsx, values: {status: {'TRUE': active, 'FALSE': inactive}}}\n",
            "data/population.csv": "branch,segment,period,workers\na,s,2025,9\n",
        }
    )
    write(tmp_path / "data/persons.xlsx", {"Data": rows(header, *people)})
    assert run("gap", "--format", "json").json["totals"][0]["participants"] == 2


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no system that lists what is open")
def test_nothing_of_a_workbook_stays_open_while_its_rows_wait(tmp_path):
    path = write(tmp_path / "x.xlsx", {"Data": rows(HEADER, [text("a"), text("b"), text("2025"), number(5)])})
    _, _, _blocks = open_sheet(Layout(str(path)), Kind.POPULATION)
    assert str(path) not in {os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()}


def months(measure, **people):
    """A sheet for each month, whose rows do not say which it is."""
    head = ("branch", "segment", measure)
    return {month: rows([*map(text, head)], [text("A"), text("pu"), number(count)]) for month, count in people.items()}


WORKERS, MEMBERS = months("workers", Mei=100, Juni=110), months("participants", Mei=60, Juni=77)


def with_sheets(project, tmp_path, sheet, **more):
    """A project of two workbooks; `sheet` is what is said of those of the first one."""
    other = "sheet: {Mei: 2025-05, Juni: 2025-06}"
    said = "".join(f", {name}: {value}" for name, value in more.items())
    inputs = f"kind: population, files: x.xlsx, sheet: {sheet}{said}", f"kind: participants, files: y.xlsx, {other}"
    project({"config/sources.yaml": "inputs:\n" + "".join(f"  - {{{one}}}\n" for one in inputs)})
    write(tmp_path / "x.xlsx", WORKERS)
    write(tmp_path / "y.xlsx", MEMBERS)


def test_sheets_of_one_workbook_have_periods_of_their_own(project, run, tmp_path):
    with_sheets(project, tmp_path, "{Mei: 2025-05, Juni: 2025-06}")
    found = run("trend", "--format", "json", "--today", "2025-07-15").json["series"][0]["points"]
    assert [(one["period"], one["workers"], one["participants"]) for one in found] == [
        ("2025-05", 100, 60),
        ("2025-06", 110, 77),
    ]


def test_in_what_the_sheets_of_a_workbook_are_given_is_one_note(project, run, tmp_path):
    with_sheets(project, tmp_path, "{Mei: 2025-05, Juni: 2025-06}", unit="thousands")
    write(tmp_path / "x.xlsx", months("workers", Mei=100, Juni=110.5))
    said = [line for line in run("gap", "--today", "2025-07-15").out.splitlines() if "given in thousands" in line]
    assert [line.partition(";")[0] for line in said] == [
        " • x.xlsx: workers are given in thousands, exact to 100 people"
    ]


def test_a_list_of_sheets_adds_up_and_one_that_repeats_another_does_not(project, run, tmp_path):
    with_sheets(project, tmp_path, "[Mei, Juni]", constants="{period: 2025-05}", aggregate="sum")
    assert [row["workers"] for row in run("gap", "--period", "2025-05", "--format", "json").json["rows"]] == [210]
    write(tmp_path / "x.xlsx", {"Mei": WORKERS["Mei"], "Juni": WORKERS["Mei"]})
    ran = run("gap", "--period", "2025-05")
    assert ran.code == 2
    assert "x.xlsx is a copy of x.xlsx" in ran.err


def test_each_sheet_is_looked_at_for_counts_that_are_sums_of_months(project, run, tmp_path):
    head = [*map(text, ("branch", "segment", "period", "Jan", "Feb", "workers"))]
    tables = {name: rows(head, [text(name), text("pu"), text("2025"), *map(number, (30, 31, 61))]) for name in "AB"}
    entry = "{kind: population, files: x.xlsx, sheet: [A, B], unused: [Jan, Feb]}"
    project({"config/sources.yaml": f"inputs:\n  - {entry}\n"})
    write(tmp_path / "x.xlsx", tables)
    out = run("check", "x.xlsx").out
    assert [line.split(" ")[0] for line in out.splitlines() if "K110" in line] == ["x.xlsx[A]:2:6:", "x.xlsx[B]:2:6:"]


@pytest.mark.parametrize(
    ("sheet", "more", "told"),
    [
        ("{Mei: 2025-13, Juni: Jun}", {}, 'C110 "Jun" is no period of a sheet'),
        ("{Mei: 2025-13}", {}, 'C110 "2025-13" is no period of a sheet'),
        ("{Mei: }", {}, 'C110 "" is no period of a sheet'),
        ("{Mei: 2025-05}", {"constants": "{period: 2025-05}"}, "C110 the sheets give the period, and constants: gives"),
        ("{Mei: 2025-05}", {"columns": "{period: Bulan}"}, "C110 this field has a column and a constant"),
        ("[Mei, '']", {}, "C105 sheet: a text is expected, and nothing stands here"),
        ("[]", {}, "C105 sheet: a text is expected, and nothing stands here"),
        ("[[Mei]]", {}, "C105 sheet: names of sheets are expected"),
        ("[Mei, Juli]", {"constants": "{period: 2025-05}"}, "x.xlsx[Juli]:1:1: error F108"),
    ],
)
def test_what_is_said_of_sheets_is_held_to_account(project, run, tmp_path, sheet, more, told):
    with_sheets(project, tmp_path, sheet, **more)
    ran = run("check")
    assert (ran.code, told in ran.out) == (1, True), ran.out


def test_a_file_that_is_no_workbook_has_no_sheet(project, run, tmp_path):
    with_sheets(project, tmp_path, "Mei", constants="{period: 2025-05}")
    project({"config/sources.yaml": "inputs:\n  - {kind: population, files: [x.csv, x.xlsx], sheet: [Mei, Juni]}\n"})
    project({"x.csv": "branch,segment,period,workers\nB,pu,2025-05,x9\n"})
    out = run("check", "x.csv", "x.xlsx").out
    assert out.count("x.csv:2:14: error V102") == 1
    assert "x.xlsx[Juni]:1:1: error S101" in out


def test_of_several_sheets_of_one_workbook_each_place_names_its_own(project, run, tmp_path):
    """Both cells stood at one place: one of the two findings was lost, and of twelve months none was named."""
    tables = {"Pekerja": ("workers", 90), "Peserta": ("participants", 40)}
    sheets = {
        sheet: rows(
            [*map(text, ("branch", "segment", "period", measure))],
            [*map(text, ("A", "pu", "2025-09")), number(people)],
            [*map(text, ("", "bpu", "2025-09")), number(people)],
        )
        for sheet, (measure, people) in tables.items()
    }
    kinds = zip(("population", "participants"), sheets, strict=True)
    sources = "".join(f"  - {{kind: {kind}, files: x.xlsx, sheet: {sheet}}}\n" for kind, sheet in kinds)
    project({"config/sources.yaml": f"inputs:\n{sources}"})
    write(tmp_path / "x.xlsx", sheets)
    ran = run("check")
    assert [line.partition(" error V118")[0] for line in ran.out.splitlines() if " V118 " in line] == [
        "x.xlsx[Pekerja]:3:1:",
        "x.xlsx[Peserta]:3:1:",
    ]
    assert "files: 2; rows: 4 = 2 used + 2 reported; errors: 2," in ran.out
    found = json.loads(run("check", "--format", "json").out)["findings"]
    assert [(one["path"], one["sheet"]) for one in found if one["code"] == "V118"] == [
        ("x.xlsx", "Pekerja"),
        ("x.xlsx", "Peserta"),
    ]
    for form in ("github", "sarif", "gitlab", "rdjson"):  # which show a file and a line
        told = run("check", "--format", form).out
        assert "[Pekerja] branch is empty" in told, told
        assert "[Peserta] branch is empty" in told


def test_notes_tell_of_the_sheets_of_a_workbook_at_once(project, run, tmp_path):
    """Twelve months made twelve notes that were alike, and none said which of the sheets it was about."""
    months = ("2025-08", "2025-09")
    sheets = {
        month: rows(
            HEADER,
            [*map(text, ("A", "pu", month)), number(90)],
            [*map(text, ("Total", "pu", month)), number(90)],
        )
        for month in months
    }
    workers = "".join(
        f"  - {{kind: population, files: x.xlsx, sheet: {month}, leave_out: {{branch: [Total]}}}}\n" for month in months
    )
    project(
        {
            "config/sources.yaml": f"inputs:\n{workers}  - {{kind: participants, files: q.csv}}\n",
            "q.csv": "branch,segment,period,participants\nA,pu,2025-09,60\n",
        }
    )
    write(tmp_path / "x.xlsx", sheets)
    assert [line for line in run("gap").out.splitlines() if "left out" in line] == [
        " • x.xlsx: rows left out by value: 2."
    ]
    assert run("export", "--output", "x.html").code == 0
    assert (tmp_path / "x.html").read_text().count("Input: x.xlsx, SHA-256") == 1
