"""`fill_down`: what merged cells left empty takes the value above, and nothing else is filled."""

from __future__ import annotations

from pathlib import Path

import pytest

from coverage_cli.config.sources import read_sources
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.labels import Labels
from coverage_cli.intake.counts.table import AggregateReader
from tests.intake import workbooks

SOURCES = """dimensions: [region]
inputs:
  - kind: population
    files: data/population.csv
    {more}
  - kind: participants
    files: data/participants.csv
"""
PLAIN = SOURCES.replace("dimensions: [region]\n", "")
HEADER = "no,region,branch,segment,period,workers\n"
FILL = "fill_down: [region, branch]\n    unused: [no]"


@pytest.fixture
def read(project):
    """Reads rows of workers, and gives each used row's names and count, and what check says."""

    def rows(text, more=FILL, *, header=HEADER, dimensions="[region]", name="population.csv"):
        sources = SOURCES.format(more=more).replace("population.csv", name).replace("[region]", dimensions, 1)
        files = {"config/sources.yaml": sources}
        if text is not None:
            files[f"data/{name}"] = header + text
        empty = "region,branch,segment,period,participants\nx,x,x,1990,1\n"
        project({**files, "data/participants.csv": empty})
        sources, findings = read_sources(Path("config/sources.yaml").resolve())
        assert findings == []
        fields = sources.dimensions
        reader = AggregateReader(Kind.POPULATION, [Labels() for _ in range(2 + len(fields))], fields)
        reader.read(sources.of(Kind.POPULATION)[0])
        found = {
            (group.branch, *cell): count
            for group, cells in reader.table.counts.items()
            for cell, count in cells.items()
        }
        said = [(one.place.line, one.code, one.field) for one in reader.findings]
        return found, said, reader.sources[0].filled

    return rows


def test_what_was_merged_is_filled_from_the_outside_in(read):
    found, said, filled = read(
        "1,Kaltim,Balikpapan,pu,2024,1\n,,,bpu,2024,2\n2,,Samarinda,pu,2024,3\n,,,bpu,2024,4\n"
        "3,Kaltara,Tarakan,pu,2024,5\n,Kaltara,,bpu,2024,6\n"
    )
    assert said == []
    assert filled == 6
    assert found == {
        ("balikpapan", "pu", "kaltim"): 1, ("balikpapan", "bpu", "kaltim"): 2, ("samarinda", "pu", "kaltim"): 3,
        ("samarinda", "bpu", "kaltim"): 4, ("tarakan", "pu", "kaltara"): 5, ("tarakan", "bpu", "kaltara"): 6,
    }  # fmt: skip


TOP = ",Kaltim,Balikpapan,pu,2024,1\n"


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (",,,pu,2024,1\n", 2),  # the first row
        (TOP + "\n,,,bpu,2024,2\n", 4),
        (TOP + ",Total,,x,2024,9\n,,,bpu,2024,2\n", 4),
        (TOP + "Jumlah,,,x,2024,9\n,,,bpu,2024,2\n", 4),
        (TOP + ",,,Total,2024,9\n,,,bpu,2024,2\n", 4),
        (TOP + ",,,,,\n,,,bpu,2024,2\n", 4),
        (TOP + "Kawasan timur,,,,,\n,,,bpu,2024,2\n", 4),
        (TOP + ",,Samarinda,,,\n,,,bpu,2024,2\n", 4),  # a name alone is a section's
        (TOP + "# a note,x,y,z,2024,1\n,,,bpu,2024,2\n", 4),
        (TOP + HEADER + ",,,bpu,2024,2\n", 4),
        (TOP + "too,short\n,,,bpu,2024,2\n", 4),
        (TOP + ",Kaltara,,bpu,2024,2\n", 3),  # Balikpapan is not in it
        ("1,Kaltim,Balikpapan,pu,2024,1\n,,,bpu,2024,2\n2,,,pu,2024,3\n", 4),  # the second one's name was lost
    ],
)
def test_a_value_reaches_no_further_than_its_own_rows(read, rows, line):
    _, said, filled = read(rows)
    assert (line, "V118" if line > 2 else "V101", "branch") in said
    assert filled == (2 if "2,,,pu" in rows else 0)


def test_a_total_with_a_name_of_its_own_begins_an_area(read):
    more = "fill_down: branch\n    leave_out: {sex: [Jumlah]}\n    aggregate: sum"
    rows = "A,Jumlah,pu,2024,3\n,L,pu,2024,1\n,P,pu,2024,2\nB,Jumlah,pu,2024,7\n,L,pu,2024,7\n"
    found, said, filled = read(rows, more, header="branch,sex,segment,period,workers\n", dimensions="[]")
    assert said == []
    assert (found, filled) == ({("a", "pu"): 3, ("b", "pu"): 7}, 3)
    below = "A,L,pu,2024,1\n,P,pu,2024,2\n,Jumlah,pu,2024,3\n,L,bpu,2024,4\n"
    found, said, filled = read(below, more, header="branch,sex,segment,period,workers\n", dimensions="[]")
    assert (found, said, filled) == ({("a", "pu"): 3}, [(5, "V118", "branch")], 1)


def test_a_countrys_name_on_every_row_is_no_total(read):
    rows = "Indonesia,Kaltim,Balikpapan,pu,2024,1\nIndonesia,,,bpu,2024,2\n"
    assert read(rows, header=HEADER.replace("no,", "no,"))[1:] == ([], 2)


@pytest.mark.parametrize(("others", "filled"), [(("Kamboja", "Laos"), 3), (("Bali", "Papua"), 2)])
def test_among_nations_indonesia_is_one_and_no_total(project, run, others, filled):
    """What was merged below it stayed empty, where the table is one of the nations of a region."""
    names = (others[0], "Indonesia", others[1])
    rows = "".join(f"{name},pu,2024,{at}\n,bpu,2024,{at}5\n" for at, name in enumerate(names, 7))
    sources = "inputs:\n- {kind: population, files: p.csv, fill_down: [branch]}\n- {kind: participants, files: q.csv}\n"
    participants = "branch,segment,period,participants\nLaos,pu,2024,1\n"
    files = {"p.csv": f"branch,segment,period,workers\n{rows}", "q.csv": participants}
    project({**files, "config/sources.yaml": sources})
    assert f"cells filled from the row above: {filled}" in run("check").out


SEGMENTS = "fill_down: [segment]\n    aggregate: sum\n    unused: [no, region]"


def _areas(*counts, head="1,x"):
    """Two areas of four rows: two segments with names, and two without."""
    names = ("pu", "bpu", "", "")
    return "".join(
        f"{head},{area},{name},2024,{count}\n"
        for area, four in zip("ab", counts, strict=True)
        for name, count in zip(names, four, strict=True)
        if count
    )


def test_a_sum_of_the_rows_above_is_not_filled(read):
    """It became one more row of the last segment, and was added to it."""
    found, said, filled = read(_areas((120, 180, 300, 0), (1_120, 1_180, 2_300, 0)), SEGMENTS, dimensions="[]")
    assert found == {("a", "pu"): 120, ("a", "bpu"): 180, ("b", "pu"): 1_120, ("b", "bpu"): 1_180}
    assert (said, filled) == ([(4, "V118", "segment"), (7, "V118", "segment")], 0)
    left = SEGMENTS + "\n    leave_out: {segment: ['']}"
    assert read(_areas((120, 180, 300, 0), (1_120, 1_180, 2_300, 0)), left, dimensions="[]") == (found, [], 0)


@pytest.mark.parametrize("third", [299, 301])
def test_of_parts_that_are_no_sums_one_that_is_by_chance_is_filled(read, third):
    found, said, filled = read(_areas((120, 180, third, 0), (1_120, 1_180, 2_300, 0)), SEGMENTS, dimensions="[]")
    assert found == {("a", "pu"): 120, ("a", "bpu"): 180 + third, ("b", "pu"): 1_120, ("b", "bpu"): 3_480}
    assert (said, filled) == ([], 2)


def test_small_counts_are_sums_by_chance(read):
    found, said, _ = read(_areas((1, 2, 3, 0), (1, 2, 3, 0)), SEGMENTS, dimensions="[]")
    assert (found["a", "bpu"], said) == (5, [])


def test_a_sum_in_each_of_a_wide_tables_columns_is_not_filled(read):
    more = "fill_down: [segment]\n    aggregate: sum\n    wide: {to: period, columns: ['2024', '2025']}"
    rows = "a,pu,1120,130\na,bpu,180,170\na,,1300,300\n"
    header = "branch,segment,2024,2025\n"
    assert read(rows, more, header=header, dimensions="[]")[1] == [(4, "V118", "segment")]
    assert read(rows.replace("1300", "1301"), more, header=header, dimensions="[]")[1] == []


@pytest.mark.parametrize(
    ("header", "rows", "more"),
    [
        ("branch,period,pu,bpu\n", "a,2025,67,20\n,2024,66,19\n", "wide: {to: segment, columns: [pu, bpu]}"),
        ("branch,period,workers\n", "a,2025,67\n,2024,66\n", "constants: {segment: pu}"),
    ],
)
def test_the_only_column_of_names_is_filled(read, header, rows, more):
    found, said, filled = read(rows, f"fill_down: branch\n    {more}", header=header, dimensions="[]")
    assert (said, filled, found["a", "pu"]) == ([], 1, 66)  # the row that is filled, of the earlier year


def test_a_sum_is_told_with_its_marks(read):
    rows = "1,x,a,pu,2024,1.120\n1,x,a,bpu,2024,180\n1,x,a,,2024,1.300\n"
    assert (4, "V118", "segment") in read(rows, SEGMENTS, dimensions="[]")[1]


def test_the_first_of_its_kind_tells_what_the_others_are(read):
    _, said, filled = read(_areas((120, 180, 300, 0), (1_120, 1_180, 2_301, 0)), SEGMENTS, dimensions="[]")
    assert (said, filled) == ([(4, "V118", "segment"), (7, "V118", "segment")], 0)


def test_a_sum_without_any_name_is_that_of_the_area_above(read):
    more = SEGMENTS.replace("[segment]", "[branch, segment]")
    rows = "1,x,a,pu,2024,120\n1,x,,bpu,2024,180\n1,x,,,2024,300\n1,x,b,pu,2024,50\n1,x,,bpu,2024,60\n1,x,,,2024,110\n"
    _, said, filled = read(rows, more, dimensions="[]")
    assert sorted(said) == [(line, "V118", name) for line in (4, 7) for name in ("branch", "segment")]
    assert filled == 2


def test_nothing_that_was_not_declared_is_filled(read):
    rows = TOP + ",,,bpu,2024,2\n"
    assert read(rows, "fill_down: region\n    unused: [no]")[1:] == ([(3, "V118", "branch")], 1)
    _, said, filled = read(rows, "fill_down: [branch]\n    unused: [no]")
    assert (said, filled) == ([(3, "V118", "region")], 1)
    assert read(TOP + ",,,bpu,2024,\n")[1] == [(3, "V101", "workers")]


def test_rows_that_go_give_their_names_to_those_that_stay(read):
    more = "fill_down: [region, branch]\n    unused: [no]\n    filter: {segment: [bpu]}"
    found, said, filled = read(TOP + ",,,bpu,2024,2\n", more)
    assert (found, said, filled) == ({("balikpapan", "bpu", "kaltim"): 2}, [], 2)
    more = "fill_down: [region, branch]\n    unused: [no]\n    filter: {branch: [balikpapan]}"
    assert read(TOP.replace("B", "b") + ",,,bpu,2024,2\n", more)[0].keys() == {
        ("balikpapan", "pu", "kaltim"), ("balikpapan", "bpu", "kaltim"),
    }  # fmt: skip


def test_below_rows_that_go_nobody_reads_a_first_row(read):
    """What is empty there may have been merged with one of them, and what is text describes no columns."""
    rows = "1,r,Total,pu,2025,9\n1,r,,bpu,2025,5\na,b,c,d,e,f\n"
    said = read(rows, "leave_out: {branch: [Total]}\n    unused: [no]")[1]
    assert said == [(3, "V118", "branch"), (4, "V114", "period"), (4, "V102", "workers")]


def test_a_value_is_carried_over_blocks(read, tmp_path):
    text, number = workbooks.text, workbooks.number
    size = 5000  # rows of a sheet come 2048 at a time
    rows = [[text(""), text(""), text(f"s{at}"), number(2024), number(1)] for at in range(size)]
    rows[0][:2] = [text("Kaltim"), text("Balikpapan")]
    header = [text(name) for name in ("region", "branch", "segment", "period", "workers")]
    (tmp_path / "data").mkdir()
    workbooks.write(tmp_path / "data/b.xlsx", {"S": workbooks.rows(header, *rows)}, merged=(f"B2:B{size + 1}",))
    found, said, filled = read(None, "fill_down: [region, branch]", name="b.xlsx")
    assert (len(found), said, filled) == (size, [], 2 * (size - 1))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_of_several_lines_is_no_blank_line(read, end):
    header = "no,region,branch,segment,note,period,workers\n"
    rows = '1,Kaltim,Balikpapan,pu,"a\nb\n",2024,1\n,,,bpu,,2024,2\n,,,jk,"c\nd",2024,3\n{}\n,,,x,,2024,4\n'
    found, said, filled = read(
        rows.format(",,,p,,2024,9").replace("\n", end), FILL.replace("no]", "no, note]"), header=header
    )
    assert (len(found), said, filled) == (5, [], 8)
    said = read(rows.format("").replace("\n", end), FILL.replace("no]", "no, note]"), header=header)[1]
    assert set(said) == {(9, "V118", "region"), (9, "V118", "branch")}


def test_a_line_end_in_a_cell_of_a_sheet_hides_no_blank_row(read, tmp_path):
    text, number = workbooks.text, workbooks.number
    header = [text(name) for name in ("region", "branch", "segment", "note", "period", "workers")]
    rows = [[text("K"), text("A"), text("pu"), text("a\nb"), number(2024), number(1)], [],
            [text(""), text(""), text("bpu"), text(""), number(2024), number(1)]]  # fmt: skip
    (tmp_path / "data").mkdir()
    workbooks.write(tmp_path / "data/b.xlsx", {"S": workbooks.rows(header, *rows)})
    _, said, filled = read(None, "fill_down: [region, branch]\n    unused: [note]", name="b.xlsx")
    assert (set(said), filled) == ({(4, "V118", "region"), (4, "V118", "branch")}, 0)


def test_a_merged_column_further_left_ends_an_area_from_its_first_row_on(read):
    more = "fill_down: branch\n    unused: [no, region]"
    rows = "1,Kaltim,Balikpapan,pu,2024,1\n2,Kaltara,,bpu,2024,2\n3,,Tarakan,pu,2024,3\n4,,,bpu,2024,4\n"
    found, said, filled = read(rows, more, dimensions="[]")
    assert (said, filled) == ([(3, "V118", "branch")], 1)
    assert ("balikpapan", "bpu") not in found


def test_a_column_that_is_named_twice_is_filled_once(read):
    more = "fill_down: [wilayah, branch, region]\n    columns: {region: wilayah}\n    unused: [no]"
    _, said, filled = read(TOP + ",,,bpu,2024,2\n", more, header=HEADER.replace("region", "wilayah"))
    assert (said, filled) == ([], 2)


def test_a_cell_that_cannot_be_read_is_not_carried(read, tmp_path):
    text, number = workbooks.text, workbooks.number
    header = [text(name) for name in ("region", "branch", "segment", "period", "workers")]
    rows = [[text("K"), text("A"), text("pu"), number(2024), number(1)],
            [text(""), workbooks.formula("A1"), text("pu"), number(2024), number(1)],
            [text(""), text(""), text("bpu"), number(2024), number(1)]]  # fmt: skip
    (tmp_path / "data").mkdir()
    workbooks.write(tmp_path / "data/b.xlsx", {"S": workbooks.rows(header, *rows)})
    _, said, filled = read(None, "fill_down: [region, branch]", name="b.xlsx")
    assert (sorted(said), filled) == ([(3, "V123", "branch"), (4, "V118", "branch")], 2)


def test_reports_say_how_many_cells_were_filled(project, run):
    project({"data/population.csv": "branch,segment,period,workers\na,pu,2024,9\n,bpu,2024,9\n,jk,2024,9\n",
             "data/participants.csv": "branch,segment,period,participants\na,pu,2024,4\na,bpu,2024,4\na,jk,2024,4\n",
             "config/sources.yaml": PLAIN.format(more="fill_down: branch")})  # fmt: skip
    assert "data/population.csv: empty cells filled from the row above: 2 (fill_down)." in run("gap").out
    assert run("check").out.endswith("errors: 0, warnings: 0; cells filled from the row above: 2\n")
    files = run("check", "--format", "json").json["files"]
    assert {one["kind"]: one["filled"] for one in files if "filled" in one and one["rows"]} == {
        "population": 2, "participants": 0,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["workers", "Jumlah", "jumlah_pekerja"])
def test_counts_are_never_filled(project, run, name):
    more = f"fill_down: [{name}]" + ("\n    columns: {workers: Jumlah}" if name == "Jumlah" else "")
    project({"data/population.csv": f"branch,segment,period,{name}\na,pu,2024,9\n",
             "data/participants.csv": "branch,segment,period,participants\na,pu,2024,4\n",
             "config/sources.yaml": PLAIN.format(more=more)})  # fmt: skip
    ran = run("check")
    assert f'error C110 fill_down is for names, and "{name}" is each row\'s own' in ran.out
    assert ran.code == 1


def test_init_asks_what_empty_cells_mean(project, run, tmp_path, answering):
    rows = "Cabang;Segmen;Periode;Pekerja\nA;pu;2024;9\n;bpu;2024;9\nB;pu;2024;9\n;bpu;2024;9\n"
    project({"p.csv": rows, "q.csv": rows.replace("Pekerja", "Peserta")}, targets=None)
    assert run("init", "p.csv", "q.csv", "--yes", "--into", "other").code == 0
    text = (tmp_path / "other/config/sources.yaml").read_text()
    assert text.count("    # fill_down: [branch]  # decide: cells of branch are empty; delete the # in front if") == 2
    assert "aggregate" not in text
    (tmp_path / "r.csv").write_text(rows.replace(";bpu", ";pu"))  # what is filled has keys twice
    assert run("init", "r.csv", "q.csv", "--yes", "--into", "third").code == 0
    assert "# aggregate: sum" in (tmp_path / "third/config/sources.yaml").read_text()
    answering("fill", "sum", "fill", about="are empty below")
    assert run("init", "p.csv", "q.csv").err.count("that is not one of them") == 1
    assert (tmp_path / "config/sources.yaml").read_text().count("    fill_down: [branch]\n") == 2
    assert "errors: 0, warnings: 1; cells filled from the row above: 4" in run("check").out


def test_the_hint_of_an_empty_cell_names_it(project, run):
    project({"p.csv": "branch,segment,period,workers\na,pu,2024,5\n,bpu,2024,5\n"})
    assert (
        "or declare fill_down: [branch] in config/sources.yaml, where every empty cell means"
        in run("check", "p.csv").out
    )
