"""The headline and the bars of the table on screen."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coverage_cli.domain.model import Coverage, Status
from coverage_cli.output.language import words
from coverage_cli.output.style import Style
from coverage_cli.output.tables.columns import Column, Grid, bullets, grid_text, render, room, table
from coverage_cli.output.tables.headline import headline
from coverage_cli.output.tables.lines import lines
from coverage_cli.output.tables.terminal import bar_text, table_text
from tests.export.conftest import Segment, many
from tests.test_over import SEXES

RATES = st.fractions(0, 1, max_denominator=10**6)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.none() | RATES, st.sampled_from([10, 20]))
def test_a_bar_reaches_its_mark_only_when_the_target_is_met(people, workers, target, width):
    coverage = Coverage(workers, people, max(0, workers - people), max(0, people - workers), target)
    bar = bar_text(coverage, width)
    if target is None:
        assert len(bar) == width
        return
    assert len(bar) == width + 1
    before, _, after = bar.partition("│")
    if coverage.status is Status.MET:
        assert set(before) <= {"█", "▸"}
    else:
        assert set(after) <= {"·"}
    assert ("▸" in bar) == (people > workers)


def test_what_is_undefined_has_no_bar():
    assert bar_text(Coverage(5, None, None, None, Fraction(1, 2)), 20) == ""
    assert bar_text(Coverage(0, 0, 0, 0, Fraction(1, 2)), 20) == ""


@pytest.mark.parametrize(
    ("segments", "said", "dikatakan"),
    [
        (
            [Segment(145455, 97455, branch="balikpapan")],
            "Balikpapan covers 67.0% of 145,455 workers; 18,909 more enrolments reach 80%",
            "Balikpapan melindungi 67,0% dari 145.455 pekerja; perlu 18.909 peserta lagi untuk mencapai 80%",
        ),
        (
            [Segment(100, 104)],
            "Balikpapan covers 104.0% of 100 workers; the target of 80% is met",
            "Balikpapan melindungi 104,0% dari 100 pekerja; target 80% tercapai",
        ),
        (
            [Segment(100, 79), Segment(100, None)],
            "Balikpapan covers 79.0% of 100 workers in 1 of 2 segments; 1 more enrolment reaches 80% there",
            (
                "Balikpapan melindungi 79,0% dari 100 pekerja pada 1 dari 2 segmen; "
                "perlu 1 peserta lagi untuk mencapai 80% di sana"
            ),
        ),
        ([Segment(100, None)], "The rate of Balikpapan is not known", "Cakupan Balikpapan tidak diketahui"),
        (
            [Segment(100, 10), Segment(900, 90, branch="Bontang")],
            "All branches together cover 10.0% of 1,000 workers; 700 more enrolments reach 80%",
            "Seluruh cabang melindungi 10,0% dari 1.000 pekerja; perlu 700 peserta lagi untuk mencapai 80%",
        ),
    ],
)
def test_the_headline(report_of, segments, said, dikatakan):
    report = report_of(segments)
    assert headline(report, Style("en")) == said
    assert headline(report, Style("id")) == dikatakan


@pytest.mark.parametrize("language", ["en", "id"])
def test_at_no_width_is_a_figure_cut_or_a_line_too_long(report_of, language):
    report = report_of(many(6))
    said = words(language)
    figures = [cell for line in lines(report, Style(language)) for cell in line.cells]
    with_bars = set()
    narrowed = {0: set(), 1: set(), 2: set()}
    for width in range(30, 180):
        text = table_text(report, Style(language, width=width))
        assert max(map(cell_len, text.splitlines())) <= width
        printed = text.replace(";", " ").split()
        if "│" in text:
            with_bars.add(width)
        listed = "; " in text.partition("•")[0].partition("\n\n")[2]
        printed_head = text.partition("\n\n")[2].partition("───")[0].split()
        gone = [name for name in (said("Target"), said("Status")) if name not in printed_head and not listed]
        note = said("Left out, because the screen is too narrow: {columns}.", {"columns": ", ".join(gone)})
        assert (note in " ".join(text.split())) is bool(gone)
        narrowed[len(gone)].add(width)
        assert all(cell in printed for cell in figures if "%" not in cell)
    assert with_bars == set(range(min(with_bars), 180))
    assert min(with_bars) > 80
    assert all(narrowed.values())


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_long_name_of_a_total_makes_no_list_of_a_table_of_80_characters(report_of, language):
    report = report_of([Segment(6050, 2674), Segment(3100, None), Segment(3100, 819, branch="Bontang")])
    text = table_text(report, Style(language, width=80))
    assert "───" in text
    long = words(language)("Grand total")
    assert f"{long} (2" in text


@pytest.mark.parametrize("width", [30, 80])
def test_what_goes_on_of_a_row_s_name_stands_below_its_beginning(report_of, width):
    name = "Pekerja Bukan Penerima Upah sektor pertanian dan perikanan"
    report = report_of([Segment(100, 10, name=name), Segment(90, 9, branch="Bontang")])
    text = table_text(report, Style("en", width=width))
    assert "\n  Pekerja Bukan" in text
    words_of_it = ("Penerima", "sektor", "pertanian", "dan", "perikanan")
    assert not any(line.startswith(words_of_it) for line in text.splitlines())


def test_one_long_name_makes_no_list_of_a_grid():
    name = "Pekerja Bukan Penerima Upah sektor pertanian dan perikanan"
    grid = Grid(("Segment", "Workers"), ((name, "100"), ("pu", "1,000,000")))
    assert grid_text(grid, Style("en", width=40)).splitlines()[2:] == [
        "Pekerja Bukan Penerima Upah          100",
        "sektor pertanian dan perikanan",
        "pu                             1,000,000",
    ]
    assert "Workers 100" in grid_text(grid, Style("en", width=20))


def test_no_word_of_a_name_is_broken_for_want_of_width(report_of):
    name = "pekerja-informal-lain"
    report = report_of([Segment(6050, 2674, name), Segment(3100, 1819, f"{name} (tidak termasuk nelayan)")])
    for width in range(30, 120):
        assert table_text(report, Style("id", width=width)).count(name) == 2


WORDS = st.lists(st.text("aü漢", min_size=1, max_size=9), min_size=1, max_size=5).map(" ".join)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6), st.integers(0, 40), st.sampled_from([1, 2]))
def test_rows_of_folded_texts_keep_their_words_and_their_figures(rows, more, blanks):
    numbers = [f"{index}{'9' * index}" for index in range(len(rows))]
    named, told = ([text for pair in rows for text in pair[at].split()] for at in (0, 1))
    columns = [
        Column("Name", [row[0] for row in rows], left=True, least=max(map(cell_len, named))),
        Column("Count", numbers),
        Column("Told", [row[1] for row in rows], left=True, least=max(map(cell_len, told))),
    ]
    width = room(columns, blanks) + more
    lines_ = render(table(columns, blanks, width, ()), Style("en", width=width)).partition("─\n")[2].splitlines()
    assert max(map(cell_len, lines_)) <= width
    starts = [at for at, line in enumerate(lines_) if any(part.isdigit() for part in line.split())]
    assert starts[0] == 0
    assert [next(filter(str.isdigit, lines_[at].split())) for at in starts] == numbers
    for row, start, end in zip(rows, starts, [*starts[1:], len(lines_)], strict=True):
        found = [part for line in lines_[start:end] for part in line.split() if not part.isdigit()]
        assert sorted(found) == sorted(" ".join(row).split())


def test_headings_of_all_columns_begin_alike(project, run):
    project(SEXES)
    assert run("gap", "--by", "sex,segment").out.split("\n")[2].startswith("Sex / Segment ")


def test_names_that_are_read_from_right_to_left_leave_the_figures_in_their_places():
    """Where a terminal orders letters by UAX 9, a strong letter from left to right ends the run of such a name."""
    names, figures = ["عمال", "صيادون 2", "שלום", "Ünï", "pu"], ["1", "20", "3", "4", "5"]
    columns = [Column("Segment", names, left=True), Column("Workers", figures)]
    shown = render(table(columns, 2, None, ()), Style("en")).splitlines()[2:]
    marked = [f"\u200e{name}\u200e" for name in names[:3]] + names[3:]
    assert [line.split("  ", 1)[0] for line in shown] == marked
    assert {cell_len(line) for line in shown} == {len("صيادون 2") + 2 + len("Workers")}


@pytest.mark.parametrize("color", [False, True])
def test_what_goes_on_of_a_note_stands_below_its_text(color):
    told = bullets(["one two three four", "five"], Style("en", width=12, color=color))
    assert told == " • one two\n   three\n   four\n • five\n"
