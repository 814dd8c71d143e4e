"""Cells whose number format shows something else than the number that is stored."""

from __future__ import annotations

import json

import pytest

from coverage_cli.config.layout import Layout
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.labels import Labels
from coverage_cli.intake.cells.diagnosis import count
from coverage_cli.intake.cells.unread import Shown
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.intake.headers.roles import is_rate
from coverage_cli.intake.workbook.formats import read_as
from tests.intake.test_sheets import HEADER
from tests.intake.workbooks import DATE, number, rows, text, write

ACCOUNTING = '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)'


def read(tmp_path, *cells, form):
    """The findings of a row below HEADER whose style DATE has a number format, and the keys of its groups."""
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    reader.read(Layout(write(tmp_path / "x.xlsx", {"Data": rows(HEADER, list(cells))}, date=form)))
    return [(found.code, found.place.column, found.value) for found in reader.findings], list(reader.table.counts)


@pytest.mark.parametrize(
    "form",
    [
        "General", "0", "#,##0", "#,##0.00", "@", "[Red]#,##0;[Blue]-#,##0", "#,##0_);(#,##0)", ACCOUNTING, "# ?/?",
        "[$-421]#,##0", "+0;-0", "[>1000]#,##0;0", '[<0]"x";0', "0;;", "# ##0", "#\\ ##0",
    ],
)  # fmt: skip
@pytest.mark.parametrize("stored", ["48", "48000"])
def test_a_format_that_shows_the_number_leaves_it(form, stored):
    assert read_as(stored, form) is None


@pytest.mark.parametrize(
    ("stored", "form", "said"),
    [
        ("1", "0%", "number 1 shown as 100%"),
        ("0.675", "0.0%", "number 0.675 shown as 67.5%"),
        ("48000", "0,", "number 48000 shown as 48"),
        ("1500000", "0.0,,", "number 1500000 shown as 1.5"),
        ("48", '0" ribu"', "number 48 shown as 48 ribu"),
        ("48", '0"000"', "number 48 shown as 48000"),
        ("48", '0".000"', "number 48 shown as 48.000"),
        ("48", '0",000"', "number 48 shown as 48,000"),
        ("48000", '#,##0".000"', "number 48000 shown as 48,000.000"),
        ("48", '0".0"_)', "number 48 shown as 48.0"),
        ("48", 'General".000"', "number 48 shown as 48.000"),
        ("-48", '0".000"', "number -48 shown as -48.000"),
        ("48", "0\\0\\0", "number 48 shown as 4800"),
        ("48", 'General" juta"', "number 48 shown as 48 juta"),
        ("48", "[$Rp-421]#,##0", "number 48 shown as Rp48"),
        ("48000", '[>1000]0,"k";0', "number 48000 shown as 48k"),
        ("1000", '[>1000]0,"k";0', None),
        ("1000", '[>=1000]0,"k";0', "number 1000 shown as 1k"),
        ("1000", '[<1000]0;0,"k"', "number 1000 shown as 1k"),
        ("1000", '[<=1000]0;0,"k"', None),
        ("999", '[<1000]0;0,"k"', None),
        ("1000", '[=1000]"seribu";0', "number 1000 shown as seribu"),
        ("999", '[=1000]"seribu";0', None),
        ("123", ";;;", "number 123 shown as "),
        ("0", "#,###", "number 0 shown as "),
        ("-5", "0;0", "number -5 shown as 5"),
        ("2", "[h]", "number 2 in the format [h]"),
        ("48", "0.00E+00", "number 48 in the format 0.00E+00"),
        ("48", "000-000", "number 48 in the format 000-000"),
        ("12", "00,000", "number 12 shown as 00,012"),
        ("12", "0000", "0012"),
        ("12345", "0000", None),
        ("0", ACCOUNTING, None),
        ("-5", ACCOUNTING, None),
        ("48.5", "0", None),
        ("66910.00000000001", "#,##0", None),
        ("1E999", "0%", None),
        ("1", "0." + "0" * 200, "number 1 in the format 0." + "0" * 200),
    ],
)
def test_another_one_is_told_with_what_is_seen(stored, form, said):
    read = read_as(stored, form)
    assert (None if read is None else str(read)) == said


@pytest.mark.parametrize(("form", "code"), [("0%", "V121"), ('0" ribu"', "V122"), (";;;", "V122"), ("[h]", "V122")])
def test_a_count_that_is_shown_otherwise_is_refused_at_its_cell(tmp_path, form, code):
    found, _ = read(tmp_path, text("a"), text("b"), text("2025"), number(1, DATE), form=form)
    assert [(one, column) for one, column, _ in found] == [(code, 4)]


def test_names_and_periods_are_read_as_they_are_shown_or_refused(tmp_path):
    found, groups = read(tmp_path, number(12, DATE), text("b"), number(2025, DATE), number(5), form="0000")
    assert (found, [group.branch for group in groups]) == ([], ["0012"])
    found, _ = read(tmp_path, number(2025, DATE), text("b"), number(2025, DATE), number(5), form='0"-09"')
    assert found == [("V122", 1, "2025-09"), ("V122", 3, "2025-09")]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ('0" ribu"', {"what": "is shown as", "stored": "1", "shown": "1 ribu"}),
        (";;;", {"what": "is shown as", "stored": "1", "shown": ""}),
        ("0%", {"what": " (stored as {stored})", "stored": "1"}),
        ("[h]", {"what": "is shown otherwise, by the number format", "stored": "1", "shown": "[h]"}),
    ],
)
def test_the_finding_says_what_is_stored_and_what_is_shown(form, said):
    assert dict(count(read_as("1", form)).args) == said


def test_a_header_is_what_is_shown(tmp_path):
    head = [text("branch"), text("segment"), text("period"), number(2024, DATE)]
    content = rows(head, [text("a"), text("b"), text("2025"), number(5)])
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    path = write(tmp_path / "x.xlsx", {"Data": content}, date='"Pekerja "0')
    reader.read(Layout(path, columns={"workers": "Pekerja 2024"}))
    assert (reader.sources[0].total, reader.findings) == (5, [])


def test_a_column_that_is_shown_as_percentages_is_never_proposed_for_a_count():
    assert is_rate("x", [read_as("1", "0%")])
    assert not is_rate("x", [read_as("1", '0" ribu"')])


def test_a_text_of_the_same_letters_is_a_text(tmp_path, project, run):
    """What a user writes is never taken for what a reader tells of a cell."""
    texts = ["number 48 shown as 48 ribu", "formula without a value"]
    head = "branch,segment,period,workers\n"
    project({"p.csv": head + "".join(f"{one},pu,2025,5\n{one},bpu,2025,{one}\n" for one in texts)})
    report = run("check", "p.csv", "--format", "json").json
    assert [(one["line"], one["field"], one["code"], one["value"]) for one in report["findings"]] == [
        (3, "workers", "V102", texts[0]), (5, "workers", "V102", texts[1]),
    ]  # fmt: skip
    same = [
        [text(texts[0]), text("pu"), text("2025"), number(5)],
        [number(48, DATE), text("pu"), text("2025"), number(6)],
    ]
    found, groups = [], []
    for lines in (same, same[::-1]):
        reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
        reader.read(Layout(write(tmp_path / "x.xlsx", {"Data": rows(HEADER, *lines)}, date='0" ribu"')))
        found.append([(one.code, one.field, one.value) for one in reader.findings])
        groups.append([group.branch for group in reader.table.counts])
    assert (found, groups) == ([[("V122", "branch", "48 ribu")]] * 2, [[texts[0]]] * 2)


def test_the_configuration_of_texts_is_not_about_such_a_cell(tmp_path):
    cell, told = number(48, DATE), "number 48 shown as 48 ribu"
    path = write(tmp_path / "x.xlsx", {"Data": rows(HEADER, [cell, text("pu"), text("2025"), cell])}, date='0" ribu"')
    texts = frozenset({told, "48 ribu"})
    for layout in (
        Layout(path, missing=texts),
        Layout(path, leave_out={"branch": texts}),
        Layout(path, values={"branch": dict.fromkeys(texts, "a")}),
    ):
        reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
        reader.read(layout)
        told_of = [(one.code, one.field) for one in reader.findings if one.code != "C108"]
        assert told_of == [("V122", "branch"), ("V122", "workers")]


@pytest.mark.parametrize("form", ["0%", '0" ribu"', '0"000"', "[h]"])
def test_a_cell_that_is_shown_otherwise_equals_only_its_like(form):
    cell = read_as("48", form)
    assert isinstance(cell, Shown)
    assert cell == read_as("48", form)
    assert cell != str(cell)
    assert str(cell) != cell
    assert len({cell, str(cell), read_as("48", form), read_as("49", form)}) == 3


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("0.0%", 'error V121 workers "67.5%" (stored as 0.675) is a percentage, not a number of people'),
        ('0.000" ribu"', 'error V122 workers is stored as 0.675 and is shown as "0.675 ribu"'),
        (";;;", 'error V122 workers is stored as 0.675 and is shown as ""'),
        ("[h]", 'error V122 workers is stored as 0.675 and is shown otherwise, by the number format "[h]"'),
    ],
)
def test_the_sentence_gives_what_is_stored_and_what_is_seen(tmp_path, project, run, form, said):
    project({})
    lines = rows(HEADER, [text("a"), text("b"), text("2025"), number(0.675, DATE)])
    write(tmp_path / "x.xlsx", {"Data": lines}, date=form)
    assert said in run("check", "x.xlsx", "--lang", "en").out


def test_identifiers_and_weights_are_refused_as_all_others(tmp_path, project, run):
    sources = "inputs:\n- {kind: population, files: w.csv}\n- {kind: persons, files: x.xlsx, weight: bobot}\n"
    workers = "branch,segment,period,workers\na,pu,2025-01,5\n"
    project({"config/sources.yaml": sources, "w.csv": workers})
    head = [text(name) for name in ("participant_id", "branch", "segment", "status", "period", "bobot")]
    row = [text("a"), text("pu"), text("active"), text("2025-09")]
    lines = [head, [number(12345, DATE), *row, number(2)], [text("A2"), *row, number(2, DATE)]]
    write(tmp_path / "x.xlsx", {"Data": rows(*lines)}, date='0"000"')
    report = run("check", "--format", "json").json
    told = [(one["line"], one["field"], one["code"]) for one in report["findings"] if one["path"] == "x.xlsx"]
    assert told == [(2, "participant_id", "V122"), (3, "weight", "V122")]
    assert "12345" not in json.dumps(report)
