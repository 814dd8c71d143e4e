"""`period_format`: dates in other spellings have the one reading that is declared, or none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_cli.domain.periods.formats import NO_DATE, NOT_SO, Dated, PeriodFormat, formats_of, parse_format
from coverage_cli.intake.cells import diagnosis
from coverage_cli.intake.shaping.dating import Dates
from tests.intake import workbooks


def _read(form, cell, *, days=False):
    found = parse_format(form, keeps_days=days)
    assert isinstance(found, PeriodFormat)
    said = found.read(cell)
    return said.period if isinstance(said, Dated) else said


@pytest.mark.parametrize(
    ("form", "cell", "period"),
    [
        ("DD/MM/YYYY", "01/02/2024", "2024-02"),
        ("MM/DD/YYYY", "01/02/2024", "2024-01"),
        ("DD/MM/YYYY", " 1/2/2024 ", "2024-02"),
        ("dd/mm/yyyy", "31/12/2024", "2024-12"),
        ("DD.MM.YYYY", "31.12.2024", "2024-12"),
        ("YYYY-MM-DD", "2024-02-01 00:00:00", "2024-02"),
        ("YYYY-MM-DD", "2024-02-01T23:59:59.5", "2024-02"),
        ("YYYY-MM-DD", "2024-02-01 24:00:00", NOT_SO),
        ("YYYY-MM-DD", "2024-02-01 00:00:00+08", NOT_SO),
        ("MM/DD/YYYY", "2/1/2024 12:00:00 AM", "2024-02"),
        ("MMM-(20)YY", "Feb-24", "2024-02"),
        ("MMM-(19)YY", "Feb-24", "1924-02"),
        ("MMM-(20)YY", "Feb-2024", NOT_SO),
        ("MMM YYYY", "Februari  2024", "2024-02"),
        ("MMMM YYYY", "PEBRUARI 2024", "2024-02"),
        ("MMM YYYY", "Foobar 2024", NOT_SO),
        ("MMM YYYY", "2024-02", "2024-02"),  # as a workbook's date that is shown as a month is read
        ("MMM YYYY", "date 2024-02-01", NOT_SO),
        ("MMM YYYY", "2024", NOT_SO),
        ("MMM YYYY", "\u017fep 2024", NOT_SO),  # a long s is no s
        ("DD MMM YYYY", "31 Mei 2024", "2024-05"),
        ("DD/MM/YYYY", "date 2024-02-01", "2024-02"),
        ("DD/MM/YYYY", "2024-02", NOT_SO),
        ("DD/MM/YYYY", "01-02-2024", NOT_SO),
        ("DD/MM/YYYY", "01/02/24", NOT_SO),
        ("DD/MM/YYYY", "001/02/2024", NOT_SO),
        ("DD/MM/YYYY", "31/02/2024", NO_DATE),
        ("DD/MM/YYYY", "02/13/2024", NO_DATE),
        ("DD/MM/YYYY", "01/00/2024", NO_DATE),
        ("DD/MM/YYYY", "01/01/0000", NO_DATE),
        ("DD/MM/YYYY", "\u0661/02/2024", NOT_SO),
        ("YYYYMM", "202402", "2024-02"),
        ("YYYYMM", "20242", NOT_SO),
        ("DDMMYYYY", "1022024", NOT_SO),
        ("YYYY-DD-MM", "2024-13-02", "2024-02"),
    ],
)
def test_a_cell_is_read_by_its_format_or_not_at_all(form, cell, period):
    assert _read(form, cell) == period


@pytest.mark.parametrize(
    "form",
    ["DD/MM/YY", "DD/MM", "YYYY", "DD/DD/MM/YYYY", "DD/MM/YYYY hh:mm:ss", "Tahun YYYY", "", "(18)YY-MM", "Q YYYY"],
)
def test_a_format_that_leaves_something_open_is_refused(project, run, form):
    project(_project(f"{form!r}", "01/02/2024"))
    assert not isinstance(parse_format(form), PeriodFormat)
    ran = run("check")
    assert (ran.code, ran.out.count("config/sources.yaml:6:20: error C105 period_format: ")) == (1, 1)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["/", "-", ".", " "]))
def test_days_and_months_are_never_exchanged(day, mark):
    first = mark.join((f"{day.day:02d}", f"{day.month:02d}", str(day.year)))
    assert _read(mark.join(("DD", "MM", "YYYY")), first, days=True) == day.isoformat()
    other = _read(mark.join(("MM", "DD", "YYYY")), first, days=True)
    assert other == (NO_DATE if day.day > 12 else date(day.year, day.day, day.month).isoformat())
    forms = formats_of(first)
    assert mark.join(("DD", "MM", "YYYY")) in forms
    assert len(forms) == 1 + (day.day <= 12)


def _project(form, *cells, more=""):
    rows = "".join(f"bpp,s{at},{cell},5\n" for at, cell in enumerate(cells))
    return {
        "data/population.csv": "branch,segment,period,workers\n"
        + "".join(f"bpp,s{at},2023,10\n" for at in range(len(cells))),
        "data/participants.csv": f"branch,segment,period,participants\n{rows}",
        "config/sources.yaml": "inputs:\n  - kind: population\n    files: data/population.csv\n  - kind: participants\n"
        f"    files: data/participants*.csv\n    period_format: {form}\n{more}",
    }


def test_every_cell_that_does_not_follow_is_named_with_the_way_out(project, run):
    project(_project("DD/MM/YYYY", "01/02/2024", "02/13/2024", "1 Feb 2024", "-", "", "#REF!", "total"))
    lines = run("check").out.splitlines()
    assert [line.split(": ")[1].split()[1] for line in lines[:-1]] == ["V125", "V125", "V110", "V118", "V109", "V125"]
    assert lines[0] == (
        'data/participants.csv:3:8: error V125 period "02/13/2024" is no date of the calendar, read as DD/MM/YYYY. '
        "Hint: correct the cell or what is declared, or say what it means under values: in config/sources.yaml; with "
        "the other order of day and month it is a date: MM/DD/YYYY."
    )
    assert 'period "1 Feb 2024" is not written as DD/MM/YYYY, which period_format declares.' in lines[1]
    assert lines[-1].startswith("files: 3; rows: 14 = 8 used + 6 reported")


@pytest.mark.parametrize(
    ("form", "cell", "way"),
    [
        ("DD/MM/YYYY", "2024-02-29", "; it is written as YYYY-MM-DD."),
        ("DD/MM/YYYY", "2024-02-29 00:00:00", "; it is written as YYYY-MM-DD."),
        ("DD/MM/YYYY", "29 Feb 2024", "; it is written as DD MMM YYYY."),
        ("DD/MM/YYYY", "05.04.2024", "sources.yaml."),  # which has two readings
        ("DD/MM/YYYY", "31/02/2024", "sources.yaml."),  # which is none in any order
        ("YYYY-MM-DD", "2024-13-02", "sources.yaml."),  # for which nobody has another order
    ],
)
def test_a_date_of_another_format_is_told_that_one(project, run, form, cell, way):
    project(_project(form, cell))
    (line,) = (line for line in run("check").out.splitlines() if "V125" in line)
    assert line.endswith(way)


def test_values_come_first_and_a_note_says_what_a_day_is(project, run):
    more = "    values: {period: {awal 2024: 2024-02}}\n"
    project(_project("DD/MM/YYYY", "01/02/2024", "Awal 2024", more=more))
    ran = run("gap", "--format", "json")
    assert [row["period"] for row in ran.json["rows"]] == ["2024-02", "2024-02"]
    note = "Dates are written DD/MM/YYYY, and each is read as its month: data/participants.csv."
    for command in (("gap",), ("plan", "--by", "2030-12")):
        assert note in run(*command).out
    project(_project("DD/MM/YYYY", "01/02/2024", more="    period_granularity: day\n"))
    assert "2024-02-01" in run("gap").out
    assert "read as its month" not in run("gap").out


@pytest.mark.parametrize("aggregate", ["", "    aggregate: sum\n"])
def test_two_dates_of_one_month_are_no_one_period(project, run, aggregate):
    files = _project("DD/MM/YYYY", "01/02/2024", "29/02/2024", "29/02/2024", "01/03/2024", more=aggregate)
    project(files)
    ran = run("check")
    assert ran.out.count("K108") == 1
    assert (
        "data/participants.csv:3:8: error K108 bpp / 2024-02 has figures of two dates, 01/02/2024 and 29/02/2024, "
        "which would be one period." in ran.out
    )
    assert run("gap").code == 1
    project({"config/sources.yaml": files["config/sources.yaml"] + "    period_granularity: day\n"})
    assert "K108" not in run("check").out
    # Another branch has dates of its own, and so has the other side.
    project(files | {"data/participants.csv": "branch,segment,period,participants\n"
                     "bpp,s0,01/02/2024,5\nsmd,s0,29/02/2024,5\nBPP,s1,01/02/2024,5\n"})  # fmt: skip
    assert "K108" not in run("check").out


def test_a_row_whose_date_meets_another_is_a_row(project, run):
    files = _project("DD/MM/YYYY", "01/02/2024", "29/02/2024")
    project(files | {"data/participants_b.csv": "branch,segment,period,participants\nbpp,s1,29/02/2024,5\n"})
    out = run("check").out
    assert (out.count("K108"), out.count("K101")) == (1, 1)
    assert (
        "data/participants_b.csv:2:1: error K101 bpp / s1 / 2024-02 has a row already, in data/participants.csv:3"
        in out
    )


@pytest.mark.parametrize("aggregate", ["", "    aggregate: sum\n"])
def test_two_dates_of_one_month_are_met_over_files(project, run, aggregate):
    files = _project("DD/MM/YYYY", "01/02/2024", more=aggregate)
    project(files | {"data/participants_b.csv": "branch,segment,period,participants\nBPP ,s0,15/02/2024,5\n"})
    out = run("check").out
    assert "data/participants_b.csv:2:9: error K108 BPP / 2024-02 has figures of two dates, 01/02/2024 " in out
    assert "(data/participants.csv:2) and 15/02/2024, which" in out


def test_settings_at_odds_are_named(project, run):
    for more, said in (
        ("    period_granularity: day\n", "8:25: error C110 the format has no day"),
        ("    constants: {period: 2024-02}\n", "6:20: error C110 period_format is for a column"),
    ):
        project(_project("MMM YYYY", "Feb 2024", more=f"    delimiter: ','\n{more}"))
        assert said in run("check").out
    text = _project("MMM YYYY", "Feb 2024", more="    period_granularity: day\n")["config/sources.yaml"]
    project({"config/sources.yaml": text.replace("    period_format: MMM YYYY\n", "")})
    assert "6:25: error C110 period_granularity says what a day of period_format means" in run("check").out


def _book(path, *cells):
    text, number = workbooks.text, workbooks.number
    header = [text(name) for name in ("branch", "segment", "period", "participants")]
    table = [[text("bpp"), text(f"s{at}"), cell, number(5)] for at, cell in enumerate(cells)]
    workbooks.write(path, {"S": workbooks.rows(header, *table)})


@pytest.mark.parametrize(
    ("form", "cells", "said"),
    [
        ("DD/MM/YYYY", [45323, 45323], "2024-02"),
        ("MM/DD/YYYY", [45323], "2024-02"),  # a date has no order of day and month
        ("DD/MM/YYYY", [45323, "13/02/2024"], "V125"),  # of which a program set to months first made dates
        ("DD/MM/YYYY", ["13/02/2024", 45323], "V125"),
        ("DD MMM YYYY", [45323, "01 Februari 2024"], "2024-02"),
        ("MMM-(20)YY", [(45323, workbooks.MONTH), "Feb-24"], "2024-02"),
        ("MMM-(20)YY", [45323], "V125"),  # Feb-24, of which a program made the 24th
    ],
)
def test_dates_of_a_workbook_are_themselves(project, run, tmp_path, form, cells, said):
    files = _project(form, *map(str, cells))
    project(files | {"config/sources.yaml": files["config/sources.yaml"].replace("participants*.csv", "b.xlsx")})
    (tmp_path / "data/participants.csv").unlink()
    made = [
        workbooks.text(cell) if isinstance(cell, str)
        else workbooks.number(*cell) if isinstance(cell, tuple) else workbooks.number(cell, workbooks.DATE)
        for cell in cells
    ]  # fmt: skip
    _book(tmp_path / "data/b.xlsx", *made)
    ran = run("check")
    if said == "V125":
        assert f"data/b.xlsx:{len(cells) + 1}:3: error V125" in ran.out
        assert ("may have exchanged day and month" in ran.out) is (len(cells) > 1)
        assert "it is written as" not in ran.out  # of what it was made nobody knows
    else:
        assert "errors: 0" in ran.out
        assert {row["period"] for row in run("gap", "--format", "json").json["rows"]} == {said}


def test_columns_whose_names_are_dates_are_read(project, run, tmp_path):
    files = _project("MMM-(20)YY", "x", more="    wide: {to: period, columns: [Jan-24, Feb-24, Foo-24]}\n")
    project(files | {"data/participants.csv": "branch,segment,Jan-24,Feb-24,Foo-24\nbpp,s0,4,5,6\nbpp,s1,4,5,6\n"})
    out = run("check").out
    assert out.count("V125") == 2  # of each row, at the cell
    assert 'data/participants.csv:2:12: error V125 period "Foo-24" is not written as MMM-(20)YY' in out


@pytest.mark.parametrize(
    ("cell", "code", "formats"),
    [
        ("01/02/2024", "V114", "DD/MM/YYYY or period_format: MM/DD/YYYY"),
        ("31.12.2024", "V114", "DD.MM.YYYY"),
        ("2024-02-01 00:00:00", "V114", "YYYY-MM-DD"),
        ("Feb-24", "V108", "MMM-(20)YY"),
        ("Peb-24", "V108", "MMM-(20)YY"),
        ("Februari 2024", "V114", "MMM YYYY"),
        ("TW I 2024", "V114", None),
        ("24-Feb", "V114", None),
    ],
)
def test_the_hint_names_the_formats_that_would_fit(project, run, cell, code, formats):
    project({"p.csv": f"branch,segment,period,workers\na,b,{cell},5\n"})
    out = run("check", "p.csv").out
    assert f" error {code} " in out
    assert "values: in config/sources.yaml" in out or f"period_format: {formats} in config/sources.yaml" in out
    assert ("period_format" in out) is (formats is not None)


def test_a_date_is_not_asked_what_is_wrong_with_it(monkeypatch):
    """Each row of an extract may have a moment of its own; to explain one takes ten times as long as to read it."""
    monkeypatch.setattr(diagnosis, "period", lambda text: pytest.fail(f"{text} is explained"))
    form = parse_format("DD/MM/YYYY")
    assert isinstance(form, PeriodFormat)
    dates = Dates(form, {})
    assert {dates[f"30/09/2025 10:{minute:02}:30"] for minute in range(60)} == {"2025-09"}
