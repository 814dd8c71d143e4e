"""What `config/sources.yaml` makes of persons' rows: engines find what the exact reader finds.

An engine asks what each distinct text means, and counts the rows that are not wanted before it judges any.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage_cli.config.layout import InTwo
from coverage_cli.domain.periods.formats import parse_format
from coverage_cli.pipeline.persons.columns import PersonColumns
from tests.engines.conftest import directly, exactly, parquet_of

NAMES = "nomor,cabang,segmen,status,tanggal,putaran\n"
COLUMNS = {"participant_id": "nomor", "branch": "cabang", "segment": "segmen", "period": "tanggal"}
STATUS = {"AKTIF ": "active", "keluar": "inactive", "meninggal": "inactive", "ragu": "?"}


def layout_of(**said):
    """Arguments of a layout; choices are given as lists, and without a choice by it, the column `putaran` is unused."""
    said = {"columns": COLUMNS, "unused": ("putaran",), **said}
    for name in ("leave_out", "only"):
        said[name] = {column: frozenset(texts) for column, texts in said.get(name, {}).items()}
    chosen = said["leave_out"].keys() | said["only"].keys()
    return {**said, "unused": tuple(name for name in said["unused"] if name not in chosen)}


def without(column, *rows):
    """A file without a column."""
    at = NAMES.strip().split(",").index(column)
    lines = [line.split(",") for line in (NAMES + "\n".join(rows)).splitlines()]
    return "".join(",".join([*line[:at], *line[at + 1 :]]) + "\n" for line in lines)


def file_of(*rows):
    return "".join((NAMES, *(f"{row}\n" for row in rows)))


GOOD = "101,bpp,pu,active,2025-09,1"
EVERY = layout_of(
    values={"status": STATUS, "branch": {"Kota Bpp": "bpp", "Jml": "-"}},
    period_format=parse_format("DD/MM/YYYY"),
    constants={"segment": "pu"},
    leave_out={"cabang": ["Total", ""], "nomor": ["Jumlah"]},
    only={"putaran": ["2", "3"]},
    columns={name: column for name, column in COLUMNS.items() if name != "segment"},
)
ROWS = [
    "101,bpp,pu,AKTIF,30/09/2025,2",
    "101,Kota Bpp,pu,Aktif,30/09/2025, 2 ",  # twice
    "101,smd,pu,keluar,30/09/2025,3",
    "102,kota  bpp,pu,active,31/08/2025,3",
    "#,Total,pu,?,nobody,2",  # left out, whatever else is wrong there
    "-, Total\u00a0,pu,AKTIF,30/09/2025,9",  # left out before the filter sees it
    ",\u3000,pu,AKTIF,30/09/2025,2",
    " Jumlah,bpp,pu,AKTIF,30/09/2025,2",
    "xxxx,bpp,pu,?,31/09/2025,1",  # not wanted
    "00101,bpp,pu,AKTIF,30/09/2025,1",  # nor is it alike to 101
    "103,bpp,pu,AKTIF,2025-09,2",  # no date of that format
    "104,bpp,pu,ragu,30/09/2025,2",  # made a status that is none
    "105,Jml,pu,AKTIF,,2",
    "-,smd,pu,AKTIF,30/09/2025,2",
    "106,smd,pu,AKTIF,30/09/2025,2",
    "xxxx7,smd,pu,AKTIF,30/09/2025,2",
]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_key_together(count, count_here, tmp_path, form):
    content = without("segmen", *ROWS)
    if form == "parquet":
        content = parquet_of(content, tmp_path, putaran="double")
    found = directly(count, content, suffix=f".{form}", layout=EVERY)
    assert found == exactly(count_here, content, suffix=f".{form}", layout=EVERY)
    heads = {(key.group.branch, key.group.period, *key.cell): people for key, people in found.heads.items()}
    assert heads == {("bpp", "2025-09", "pu"): 1, ("bpp", "2025-08", "pu"): 1, ("smd", "2025-09", "pu"): 1}
    assert (found.rows, found.persons, found.gone) == (((10, 5, 5),), [3], ((4, 2),))
    first = 1 if form == "csv" else 0
    told = [(one.code, one.place.line - first, one.field) for one in found.findings if one.severity == "error"]
    assert told == [("V125", 11, "period"), ("V115", 12, "status"), ("V110", 13, "branch"), ("V101", 13, "period"),
                    ("V110", 14, "participant_id"), ("P103", 16, "participant_id")]  # fmt: skip


def dated(form, **more):
    return layout_of(period_format=parse_format(form, **more))


IN_TWO = layout_of(
    period_columns=InTwo("tahun", "bulan", "month"),
    columns={name: column for name, column in COLUMNS.items() if name != "period"},
)
MONTHS = "nomor,cabang,segmen,status,tahun,bulan,putaran\n"
WEIGHED = {**layout_of(values={"branch": {"B": "bpp"}}, only={"putaran": ["1"]}), "weight": "w"}
SURVEY = (
    "1,B,pu,active,2025-09,1,1.5", "1,bpp,bpu,active,2025-09,1,1.5", "1,bpp,pu,active,2025-09,2,9",
    "2,bpp,pu,active,2025-09,2,x", "3,bpp,pu,active,2025-09,1,y",
)  # fmt: skip
BY_KEY = {
    "a constant": (layout_of(constants={"status": "aktif"}), without("status", GOOD, "102,smd,pu,x,2025,1", ",,,,,")),
    "constants of nearly all": (
        layout_of(constants={"segment": "pu", "status": "active", "period": "2025-09"}),
        "nomor,cabang,putaran\n101,bpp,1\n102,#REF!,1\n,smd,1\n",
    ),
    "two texts of one name": (
        layout_of(values={"branch": {"B": "bpp", "b.": "bpp"}}),
        file_of(GOOD, "101,B,pu,active,2025-09,1", "102,b,pu,active,2025-09,1", "103, b. ,pu,active,2025-09,1"),
    ),
    "a good text made a wrong one": (layout_of(values={"segment": {"pu": "#N/A"}}), file_of(GOOD, "1,b,x,aktif,2025,")),
    "a wrong text made a good one": (layout_of(values={"period": {"Sep": "2025-09"}}), file_of("1,b,x,aktif, sep,1")),
    "months without days": (
        dated("MMM YYYY"), file_of("1,b,pu,aktif,Sep 2025,1", "1,b,pu,aktif,september 2025,", "2,b,pu,aktif,2025-09,1"),
    ),
    "days that are kept": (
        dated("DD/MM/YYYY", keeps_days=True), file_of("1,b,pu,aktif,30/09/2025,1", "1,b,pu,aktif,01/09/2025,1"),
    ),
    "a refused row has the second date": (
        dated("DD/MM/YYYY"),
        file_of("1,b,pu,aktif,30/09/2025,1", "-,b,pu,aktif,01/09/2025,1", "2,b,pu,aktif,01/09/2025,1"),
    ),
    "nobody is left": (layout_of(leave_out={"branch": ["bpp"]}), file_of(GOOD, "-,bpp,pu,active,2025-09,1")),
    "nobody is wanted": (layout_of(only={"putaran": ["2"]}), file_of(GOOD, ",bpp,pu,active,2025-09,1")),
    "nothing is met": (layout_of(leave_out={"branch": ["Total", "-"]}), file_of(GOOD)),
    "left out and wanted by one column": (
        layout_of(leave_out={"branch": ["Total"]}, only={"branch": ["Total", "bpp"]}),
        file_of(GOOD, "1,Total,pu,active,2025-09,1", "1,smd,pu,active,2025-09,1"),
    ),
    "two filters": (
        layout_of(only={"putaran": ["1", ""], "segment": ["pu"]}),
        file_of(GOOD, "2,b,pu,aktif,2025-09,2", "3,b,bpu,aktif,2025-09,", "4,b,pu ,aktif,2025-09, \u3000"),
    ),
    "texts with signs": (
        layout_of(leave_out={"branch": ["a'b", "{x}", "\\n", "%"]}),
        file_of(GOOD, "2,a'b,pu,aktif,2025,2", "3, {x},pu,aktif,2025,", "4,\\n,pu,aktif,2025,", "5,%,pu,aktif,2025,"),
    ),
    "a filter of persons": (layout_of(only={"nomor": ["101"]}), file_of(GOOD, "# 101,bpp,pu,active,2025-09,1")),
    "an empty file": (layout_of(only={"putaran": ["1"]}), NAMES),
    "a period in two columns": (
        {**IN_TWO, "values": {"status": STATUS}, "leave_out": {"bulan": frozenset(["Total"])}},
        MONTHS + "1,b,pu,aktif,2025,Sep,1\n2,b,pu,keluar,2025,Total,1\n3,b,pu,meninggal,2025,13,1\n",
    ),
    "weights": (WEIGHED, "\n".join((NAMES.replace("\n", ",w"), *SURVEY, ""))),
}  # fmt: skip
ROW_BY_ROW = {
    "a constant that is no status": (layout_of(constants={"status": "aktiv"}), without("status", GOOD)),
    "values of an identifier": (layout_of(values={"participant_id": {"A": "101"}}), file_of(GOOD, "A,b,x,aktif,2025,")),
    "dates of two sorts": (
        dated("DD/MM/YYYY"), file_of("1,b,pu,aktif,date 2025-09-03,1", "2,b,pu,aktif,03/09/2025,1"),
    ),
    "a year by both columns": (
        {**IN_TWO, "values": {"period": {"2025 Total": "2025"}}}, MONTHS + "1,b,pu,aktif,2025,Total,1\n",
    ),
    "no columns but constants": (
        layout_of(constants={"segment": "pu", "status": "active", "period": "2025-09", "branch": "b"}),
        "nomor,putaran\n101,1\n",
    ),
}  # fmt: skip
"""What an engine cannot read."""


@pytest.mark.parametrize("name", BY_KEY)
def test_an_engine_finds_what_the_exact_reader_finds(count_here, tmp_path, name):
    layout, content = BY_KEY[name]
    for form in ("csv", "parquet"):
        made = content if form == "csv" else parquet_of(content, tmp_path)
        found = directly(count_here, made, suffix=f".{form}", layout=layout)
        assert found == exactly(count_here, made, suffix=f".{form}", layout=layout)


@pytest.mark.parametrize("name", ROW_BY_ROW)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_what_no_single_cell_tells_is_read_row_by_row(count_here, tmp_path, name, form):
    layout, content = ROW_BY_ROW[name]
    made = content if form == "csv" else parquet_of(content, tmp_path)
    found = count_here(made, suffix=f".{form}", layout=layout)
    assert found == exactly(count_here, made, suffix=f".{form}", layout=layout)
    with pytest.raises(pytest.fail.Exception, match="row by row"):
        directly(count_here, made, suffix=f".{form}", layout=layout)


COMMENTS = ("# 2", "\u00a0-- 2,5", "REM 2")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_comment_is_found_in_a_column_that_nobody_reads(count, count_here, tmp_path, form):
    """A row that somebody took out; only the exact reader says whether it was."""
    layout = layout_of(unused=("putaran", "catatan"))
    rows = [f'"{text}",{at},bpp,pu,aktif,2025-09,1' for at, text in enumerate((*COMMENTS, "", "--", "REMBANG"))]
    content = f"catatan,{NAMES}" + "\n".join((*rows, ""))
    made = content if form == "csv" else parquet_of(content, tmp_path)
    found = count(made, suffix=f".{form}", layout=layout)
    assert found == exactly(count_here, made, suffix=f".{form}", layout=layout)
    assert found.rows == ((6, 3, 3),)


def test_a_row_of_another_width_is_refused_whatever_it_says(count_here):
    layout = layout_of(leave_out={"branch": ["Total"]}, only={"putaran": ["1"]})
    content = file_of(
        GOOD, "2,Total,pu", "3,Total,pu,aktif,2025,1,1", "4,Total,pu,aktif,2025,1", "", "5,b,pu,aktif,2025,2"
    )
    found = count_here(content, layout=layout)
    assert found == exactly(count_here, content, layout=layout)
    assert (found.rows, found.gone) == (((3, 1, 2),), ((1, 1),))


def test_dates_of_one_month_meet_over_files(count_here):
    """In the second file, at a row that is refused; the other place is that of the first row, which is refused too."""
    layout = {**dated("DD/MM/YYYY"), "values": {"branch": {"B": "bpp"}}}
    first = file_of("1,B,pu,aktif,31/08/2025,1", ",bpp,pu,aktif,30/09/2025,1", "3,bpp,pu,aktif,30/09/2025,1")
    files = first, file_of("4,smd,pu,aktif,01/09/2025,1", "-,c,pu,aktif,02/09/2025,1", "-,B,pu,aktif,01/09/2025,1")
    found = directly(count_here, *files, layout=layout)
    assert found == exactly(count_here, *files, layout=layout)
    (one,) = [one for one in found.findings if one.code == "K108"]
    assert (one.place[:3], dict(one.args)["first"]) == (("p1", 4, 14), "30/09/2025 (p0:3)")


@pytest.mark.parametrize("kind", ["bigint", "double", "decimal(8, 2)"])
def test_numbers_of_parquet_are_meant_by_their_digits(count_here, tmp_path, kind):
    layout = layout_of(
        values={"branch": {"1": "bpp"}}, period_format=parse_format("YYYYMM"), leave_out={"segment": ["9"]},
        only={"putaran": ["2", "2.5"]},
    )  # fmt: skip
    rows = [
        "1,1,7,active,202509,2",
        "2,1,9,active,202509,2",
        "3,2,7,active,202513,2",
        "4,2,7,active,202509,2.5",
        "5,,,,,",
    ]
    columns = dict.fromkeys(("cabang", "segmen", "tanggal", "putaran"), kind)
    content = parquet_of(file_of(*rows), tmp_path, **columns)
    found = directly(count_here, content, suffix=".parquet", layout=layout)
    assert found == exactly(count_here, content, suffix=".parquet", layout=layout)
    assert {(key.group, *key.cell) for key in found.heads} >= {(("bpp", "2025-09"), "7")}
    assert found.gone == ((1, 1 if kind == "double" else 2),)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_name_is_told_of_at_its_first_row_though_that_is_refused(project, run, tmp_path, form):
    rows = (
        "-,TOTAL,pu,active,2025-09",
        "1,Total,pu,active,2025-09",
        "1,bpp,pu,active,2025-09",
        "2,smd,pu,active,2025-09",
    )
    content = "participant_id,branch,segment,status,period\n" + "\n".join(rows) + "\n"
    population = "branch,segment,period,workers\nbpp,pu,2025-09,9\nsmd,pu,2025-09,9\n"
    content = content if form == "csv" else parquet_of(content, tmp_path)
    project({"data/population.csv": population, f"x/p.{form}": content})
    told = run("check", "data/population.csv", f"x/p.{form}").out
    assert f"x/p.{form}:{'2:3' if form == 'csv' else '1:2'}: error K102" in told


def test_days_of_parquet_that_are_numbers_are_held_against_each_other(count_here, tmp_path):
    rows = "1,b,pu,aktif,30092025,1", "2,b,pu,aktif,10092025,1"
    content = parquet_of(file_of(*rows), tmp_path, tanggal="double")
    found = directly(count_here, content, suffix=".parquet", layout=dated("DDMMYYYY"))
    assert found == exactly(count_here, content, suffix=".parquet", layout=dated("DDMMYYYY"))
    assert [(one.code, one.place.line) for one in found.findings] == [("K108", 2)]


def test_what_a_constant_says_is_told_of_at_the_rows_first_cell(project, run, tmp_path):
    said = "{kind: persons, files: x/p.parquet, columns: {participant_id: nomor}, constants: {branch: nowhere}}"
    content = parquet_of("period,status,segment,nomor\n2025-09,active,pu,1\n", tmp_path)
    population = "branch,segment,period,workers\nbpp,pu,2025-09,9\n"
    sources = f"inputs:\n  - {{kind: population, files: data/population.csv}}\n  - {said}\n"
    project({"data/population.csv": population, "x/p.parquet": content, "config/sources.yaml": sources})
    told = run("check").out
    assert "x/p.parquet:1:1: error X1" in told
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(PersonColumns, "direct", False)
        assert run("check").out == told


def test_only_cells_of_one_text_and_blanks_are_asked_about(count_here, monkeypatch):
    """Of identifiers with hyphens, all would be held in memory where `-` is left out."""
    asked, verdict = [], PersonColumns.verdict

    def watched(columns, extract):
        found = verdict(columns, extract)
        return replace(found, choose=lambda at, texts: asked.extend(texts) or found.choose(at, texts))

    monkeypatch.setattr(PersonColumns, "verdict", watched)
    texts = ("A-1", "-2", "3-", " - ", "-", "--", "\u3000-", "- -", "4")
    content = file_of(*(f"{text},bpp,pu,active,2025-09,1" for text in texts))
    found = directly(count_here, content, layout=layout_of(leave_out={"nomor": ["-"]}))
    assert found.gone == ((3, 0),)
    assert {" - ", "-", "\u3000-"} <= set(asked) <= {*texts} - {"A-1", "-2", "3-", "4"}


TEXTS = {
    "nomor": ("101", "102", "00101", "A1", "a1", "-", "", "Total", "xxxx1"),
    "cabang": ("bpp", "Bpp", "smd", " Total", "Total", "", "Jml", "#REF!"),
    "segmen": ("pu", "bpu", "?"),
    "status": ("active", "AKTIF", "keluar", "ragu", ""),
    "tanggal": ("30/09/2025", "31/08/2025", "30/09/2025", "01/09/2025", "2025-09", "", "date 2025-09-30"),
    "putaran": ("1", "2", " 2", ""),
}
CHOSEN = ("Total", "1", "2", "", "bpp", "AKTIF", "101", "pu")
CHOICES = st.dictionaries(st.sampled_from(tuple(TEXTS)), st.lists(st.sampled_from(CHOSEN), min_size=1), max_size=2)
SAID = st.fixed_dictionaries(
    {"period_format": st.sampled_from((parse_format("DD/MM/YYYY"), parse_format("YYYY-MM-DD")))},
    optional={
        "values": st.fixed_dictionaries(
            {"status": st.just(STATUS)},
            optional={"branch": st.just({"Jml": "bpp"}), "period": st.just({"2025-09": "2025-09"})},
        ),
        "leave_out": CHOICES,
        "only": CHOICES,
    },
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*map(st.sampled_from, TEXTS.values())), min_size=1, max_size=12), SAID, st.booleans())
def test_any_file_is_what_the_exact_reader_makes_of_it(count_here, tmp_path, rows, said, columnar):
    content = file_of(*map(",".join, rows))
    content = parquet_of(content, tmp_path) if columnar else content
    how = {"suffix": ".parquet" if columnar else ".csv", "layout": layout_of(**said)}
    assert count_here(content, **how) == exactly(count_here, content, **how)
