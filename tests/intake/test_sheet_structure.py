"""Where a sheet's cells stand, what nobody sees of them, and what a hostile one may cost."""

from __future__ import annotations

import zipfile

import pytest

from coverage_cli.config.layout import Layout, Wide
from coverage_cli.domain.model import Kind
from coverage_cli.intake.rows import open_rows
from coverage_cli.intake.workbook.book import _MOST_STRINGS
from tests.intake.test_sheets import HEADER, read
from tests.intake.workbooks import number, rows, text, write

HEAD = rows(HEADER)


def at(reference, cell):
    return cell.replace("<c", f'<c r="{reference}"', 1)


def row(line, *cells, more=""):
    return f'<row r="{line}"{more}>{"".join(cells)}</row>'


def good(line, workers=5, more=""):
    return row(line, text("a"), text(f"s{line}"), text("2025"), number(workers), more=more)


def found(tmp_path, content, *, said=None, **parts):
    return read(write(tmp_path / "x.xlsx", {"Data": content}, **parts), **(said or {}))


def test_cells_stand_where_their_references_say(tmp_path):
    shuffled = row(2, at("D2", number(5)), at("A2", text("a")), at("C2", text("2025")), at("b2", text("x")))
    assert found(tmp_path, HEAD + shuffled) == (5, [])


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (row(2, at("A2", text("a")), at("D2", number(5)), at("D2", number(9))), (2, 4)),
        (row(2, text("a"), at("A2", text("b"))), (2, 1)),
        (row(2, at("A3", text("a"))), (2, 1)),
        (good(2) + good(2), (2, 1)),
        (good(3) + good(2), (2, 1)),
        (row(2, text("a"), "<c><v>4</v><v>8</v></c>"), (2, 2)),
        (row(2, '<c t="inlineStr"><is><t>4</t></is><v>8</v></c>'), (2, 1)),
        (row(2, '<c t="s"><v>-1</v></c>'), (1, 1)),
    ],
)
def test_what_stands_twice_or_nowhere_is_damage(tmp_path, content, place):
    assert found(tmp_path, HEAD + content, strings=("<t>x</t>",)) == (None, [(*place, "F110")])


def test_damage_below_is_named_where_it_is(tmp_path):
    rest = "".join(map(good, range(2, 40)))
    assert found(tmp_path, HEAD + rest + row(40, text("a"), "<c><v>4</v><v>8</v></c>"))[1] == [(40, 2, "F110")]


@pytest.mark.parametrize("line", [500, 3000])
def test_damage_far_below_refuses_the_rows_above_it_too(project, run, tmp_path, line):
    """Far below the header, in the first block and in a later one: what was read till there is no table."""
    rest = "".join(map(good, range(2, line)))
    broken = row(line, text("a"), "<c><v>4</v><v>8</v></c>")
    people = "".join(f"a,s{at},2025,1\n" for at in range(2, line))
    project({
        "data/participants.csv": f"branch,segment,period,participants\n{people}",
        "config/sources.yaml": "inputs:\n  - {kind: population, files: data/x.xlsx}\n",
    })  # fmt: skip
    write(tmp_path / "data/x.xlsx", {"Data": HEAD + rest + broken + good(line + 1)})
    for language, said in (("en", "error F110"), ("id", "kesalahan F110")):
        ran = run("gap", "--lang", language)
        assert (ran.code, ran.out) == (1, "")
        assert f"data/x.xlsx:{line}:2: {said} " in ran.err
        (told,) = [one for one in ran.err.splitlines() if " F110 " in one]
        assert ("a cell" in told) == (language == "en"), told


def test_two_parts_of_one_name_are_damage(tmp_path):
    path = write(tmp_path / "x.xlsx", {"Data": HEAD + good(2)})
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/worksheets/Sheet1.xml", "<worksheet/>")
    assert read(path) == (None, [(1, 1, "F110")])


def test_cells_far_to_the_right_cost_nothing(tmp_path):
    content = HEAD + "".join(row(line, text("a"), at(f"XFD{line}", text("n"))) for line in range(2, 500))
    rows_ = open_rows(Layout(write(tmp_path / "x.xlsx", {"Data": content})), Kind.POPULATION)
    faults = [fault for block in rows_.blocks() for fault in block.faults]
    assert {(fault.code, fault.column) for fault in faults} == {("S104", 16384)}
    assert sum(len(fault.cells) for fault in faults) < 25 * 16384
    assert found(tmp_path, HEAD + row(2, *(text(" ") for _ in range(4)), at("XFD2", "<c/>")) + good(3)) == (5, [])


def test_the_hint_of_a_cell_beyond_the_header_speaks_of_the_sheet(tmp_path, project, run):
    project({"p.csv": "branch,segment,period,workers\na,b,2025,5,\n"})
    write(tmp_path / "x.xlsx", {"Data": HEAD + row(2, at("F2", text("n")))})
    assert "name the column in the header" in run("check", "x.xlsx").out
    assert "delimiter" not in run("check", "x.xlsx").out
    assert "delimiter" in run("check", "p.csv").out


@pytest.mark.parametrize("shared", [False, True])
def test_a_cell_of_a_megabyte_is_no_cell_of_a_table(tmp_path, shared):
    long = "x" * (1 << 20 | 1)
    cell = '<c t="s"><v>0</v></c>' if shared else text(long)
    strings = (f"<t>{long}</t>",)
    assert found(tmp_path, HEAD + row(2, text("a"), cell) + good(3), strings=strings) == (5, [(2, 2, "F105")])
    assert found(tmp_path, rows([text("branch"), cell]) + good(2), strings=strings) == (None, [(1, 2, "F105")])


def test_shared_texts_are_bounded(tmp_path, monkeypatch):
    assert _MOST_STRINGS <= 1 << 20
    monkeypatch.setattr("coverage_cli.intake.workbook.book._MOST_STRINGS", 3)
    assert found(tmp_path, HEAD + good(2), strings=("",) * 3) == (5, [])
    assert found(tmp_path, HEAD + good(2), strings=("",) * 4) == (None, [(1, 1, "F110")])
    monkeypatch.setattr("coverage_cli.intake.workbook.book._MOST_LETTERS", 5)
    assert found(tmp_path, HEAD + good(2), strings=("<t>abc</t>", "<t>def</t>")) == (None, [(1, 1, "F110")])


def test_a_declared_header_may_stand_anywhere(tmp_path):
    titles = "".join(row(line, text("note")) for line in range(1, 40))
    below = row(40, *HEADER) + good(41)
    assert found(tmp_path, titles + below, said={"header": 40}) == (5, [])
    assert found(tmp_path, titles + below, said={"header": 60}) == (None, [(60, 1, "C110")])
    assert found(tmp_path, HEAD + good(9), said={"header": 5}) == (None, [(5, 1, "C110")])
    path = tmp_path / "p.csv"
    path.write_text("branch,segment,period,workers\na,b,2025,5\n")
    assert read(str(path), header=25) == (None, [(25, 1, "C110")])


@pytest.mark.parametrize("more", [' hidden="1"', ' hidden="true"', ' ht="0" customHeight="1"'])
def test_rows_that_nobody_sees_are_told_once(tmp_path, more):
    content = HEAD + good(2) + good(3, more=more) + row(4, text(" "), more=more) + good(5, more=more)
    assert found(tmp_path, content) == (15, [(3, 1, "S124")])


def test_columns_that_nobody_sees_are_told_once_if_they_are_used(tmp_path):
    hidden = '<col min="3" max="4" hidden="1"/><col min="5" max="5" hidden="1"/><col min="1" max="1" width="9"/>'
    assert found(tmp_path, HEAD + good(2), columns=hidden) == (5, [(1, 3, "S124")])
    content = rows([*HEADER[:3], text("x"), text("2024")], [text("a"), text("b"), number(7), number(1), number(5)])
    wide = {"wide": Wide("period", {"2024": "2024"}), "columns": {"workers": "x"}, "unused": ("period", "x")}
    assert (1, 5, "S124") in found(tmp_path, content, columns=hidden, said=wide)[1]


def test_values_under_a_merged_area_are_told_once(tmp_path):
    content = HEAD + good(2) + good(3) + good(4)
    assert found(tmp_path, content, merged=("D2:D4",)) == (15, [(3, 4, "S124")])
    assert found(tmp_path, content, merged=("F2:G9", "A1:D1", "A2")) == (15, [])
    empty = HEAD + good(2) + row(3, text("a"), text("b"), text("2025"), "<c/>")
    assert found(tmp_path, empty, merged=("D2:D3",)) == (5, [(3, 4, "V101")])


def test_a_stored_zero_has_no_sign(tmp_path):
    assert found(tmp_path, HEAD + good(2, "-0") + good(3, "-0.0")) == (0, [])
