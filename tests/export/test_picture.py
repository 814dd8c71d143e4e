"""Pictures: slide size, no label upon another, the same bytes, readable in grey."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

mpl = pytest.importorskip("matplotlib")

from coverage_cli import gap  # noqa: E402
from coverage_cli.domain.remarks import Remark  # noqa: E402
from coverage_cli.output.charts import palette  # noqa: E402
from coverage_cli.output.charts.picture import _SETTINGS, _title, drawing, picture_bytes, undrawn  # noqa: E402
from coverage_cli.output.charts.series import bars  # noqa: E402
from coverage_cli.output.language import words  # noqa: E402
from coverage_cli.output.style import Style  # noqa: E402
from coverage_cli.output.tables.lines import footnote  # noqa: E402
from tests.conftest import ROOT  # noqa: E402
from tests.export.conftest import PLAIN, SCENARIOS, Segment, many  # noqa: E402


def boxes(report, language="id"):
    """The extents of every text of the picture."""
    with mpl.rc_context(_SETTINGS):
        figure = drawing(report, Style(language))
        figure.canvas.draw()
        renderer = figure.canvas.get_renderer()
        (axes,) = figure.axes
        texts = [*figure.texts, *axes.texts, *axes.get_yticklabels(), *axes.get_xticklabels()]
        texts += [text for legend in figure.legends for text in legend.get_texts()]
        return figure, [(text.get_text(), text.get_window_extent(renderer)) for text in texts if text.get_text()]


@pytest.mark.parametrize(("count", "length"), [(1, 200), (6, 50), (40, 8), (40, 200)])
def test_labels_never_overlap_nor_leave_the_picture(report_of, count, length):
    segments = [
        Segment(one.workers, one.participants, name=f"{index:02d} " + ("Pedagang Pasar " * 20)[: length - 3].strip())
        for index, one in enumerate(many(count))
    ]
    figure, found = boxes(report_of(segments))
    width, height = figure.canvas.get_width_height()
    for number, (text, box) in enumerate(found):
        assert box.x0 >= 0, text
        assert box.x1 <= width, text
        assert box.y0 >= 0, text
        assert box.y1 <= height, text
        for other, second in found[number + 1 :]:
            assert not box.overlaps(second), (text, other)


def test_what_is_said_of_rows_that_are_not_drawn_stands_by_itself(report_of):
    """Of rows without figures it is long enough to reach the meaning of the colours on the other side."""
    first, *others = many(60)
    _, found = boxes(report_of([replace(first, participants=None), *others]))
    ((said, place),) = [(text, box) for text, box in found if "hanya ada di tabel" in text]
    assert said == "20 baris dengan pekerja belum terlindungi lebih sedikit, atau tanpa angka, hanya ada di tabel."
    assert [text for text, box in found if box.overlaps(place)] == [said]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_rate_and_absence_is_printed(report_of, scenario):
    report = report_of(SCENARIOS[scenario])
    printed = [text for text, _ in boxes(report, "en")[1]]
    for row in report.rows:
        assert row.coverage.rate is not None or "no data on participants" in printed
    if scenario == "missing":
        assert "Total (2 of 3 segments)" in printed
    if scenario == "over":
        assert "104.0%" in printed
    if scenario == "near":
        assert "79.96%" in printed


@pytest.mark.parametrize("segments", [SCENARIOS["missing"], SCENARIOS["six"], [*SCENARIOS["over"], Segment(100, 170)]])
def test_a_bar_and_its_target_stand_at_what_they_show_beside_their_name(report_of, segments):
    report = report_of(segments)
    figure, _ = boxes(report, "en")
    (axes,) = figure.axes
    drawn = bars(report, Style("en"))
    known = [(place, bar) for place, bar in enumerate(drawn) if bar.rate is not None]
    found = {round(one.get_y() + one.get_height() / 2): one.get_width() for one in axes.patches}
    assert found == {place: pytest.approx(float(bar.rate)) for place, bar in known}
    targets = [(set(line.get_xdata()), round(sum(line.get_ydata()) / 2)) for line in axes.lines]
    assert targets == [({float(bar.target)}, place) for place, bar in known for _ in range(2)]
    assert axes.get_xlim()[1] >= max(float(bar.rate) for _, bar in known)
    names = zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)
    assert {int(place): label.get_text().replace("\n", " ") for place, label in names} == {
        place: bar.name for place, bar in enumerate(drawn)
    }
    marks = zip(axes.get_xticks(), axes.get_xticklabels(), strict=True)
    assert all(label.get_text() == f"{round(100 * place)}%" for place, label in marks)


def test_a_bar_over_some_segments_of_its_branch_says_so(export_project):
    export_project([Segment(100, 60), Segment(900, None), Segment(50, 20, branch="Bontang")])
    printed = [text for text, _ in boxes(gap(by="branch"), "en")[1]]
    assert {"Balikpapan (1 of 2 segments)", "Bontang", "Total (2 of 3 segments)"} <= set(printed)


def test_long_names_that_begin_alike_stay_apart(export_project):
    names = [f"Pekerja Bukan Penerima Upah {'di sektor informal ' * 4}/ {sex}" for sex in ("laki-laki", "perempuan")]
    segments = [Segment(100, 60, branch=f"Cabang {number:02d}") for number in range(30)]
    export_project([replace(one, name=name) for one in segments[:15] for name in names] + segments[15:])
    printed = [text for text, _ in boxes(gap(), "en")[1]]
    cut = [text for text in printed if text.startswith("Cabang") and "…" in text]
    assert len(cut) == len(set(cut)) == 30
    assert {text.rpartition("/ ")[2] for text in cut} == {"laki-laki", "perempuan"}


LONG_TARGET = ("Target dari Rencana Pembangunan Jangka Menengah Nasional " * 4)[:200].strip()
TARGETS = f"default: {LONG_TARGET}\ntargets:\n  {LONG_TARGET}:\n    rate: 80%\n    source: {LONG_TARGET}\n"


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_picture_says_what_it_stands_on_in_the_readers_language(report_of, kind):
    report = report_of(SCENARIOS["six"])
    printed = [text for text, _ in boxes(report, "en")[1]]
    said = (
        'Target: 80%, "national" (RPJMN 2025-2029). Workers: as of 2025-09; basis: not stated. Participants: 2025-09.'
    )
    assert said in printed
    printed = [text for text, _ in boxes(report, "id")[1]]
    said = 'Target: 80%, "national" (RPJMN 2025-2029). Pekerja: per 2025-09; dasar: tidak disebutkan. Peserta: 2025-09.'
    assert said in printed
    bare = picture_bytes(replace(report, remarks=()), PLAIN, Style("en"), kind)
    assert bare != picture_bytes(report, PLAIN, Style("en"), kind)


def test_a_picture_says_what_the_rows_say_of_themselves(monkeypatch):
    monkeypatch.chdir(ROOT)
    _, found = boxes(gap(branch="balikpapan"), "en")
    (foot,) = [" ".join(text.split()) for text, _ in found if text.startswith("Target: 80%")]
    assert "Participants: 2025-09. Source: Kaltim Today, 22 September 2025 (participation 67%" in foot
    assert foot.endswith("Note: illustrative split: only the total is published (67%, 48 thousand uncovered; "
                         "workers derived from them).")  # fmt: skip


def test_of_many_notes_the_first_are_shortened_and_the_others_counted(report_of):
    said = [Remark(f"{kind}: {{text}}", {"text": f"{n} " + "kata " * 99}, cited=True) for kind in "AB" for n in "123"]
    told = footnote(replace(report_of(SCENARIOS["six"]), remarks=tuple(said)), words("en"))
    assert len(told) < 850
    assert re.findall(r"([AB]: \d) kata kata [^…]*…", told) == ["A: 1", "A: 2", "B: 1", "B: 2"]
    assert told.endswith("… Further notes and sources: 2.")


@pytest.mark.parametrize("count", [1, 40, 60])
def test_what_a_picture_stands_on_is_whole_and_by_itself(report_of, count):
    report = report_of(many(count), TARGETS)
    basis = Remark("Note: {note}", {"note": f"{LONG_TARGET} {LONG_TARGET[:150]}, the end"}, grounds=True)
    figure, found = boxes(replace(report, remarks=(*report.remarks, basis)))
    (place,) = [box for text, box in found if text.startswith("Target: ")]
    (text,) = [" ".join(text.split()) for text, _ in found if text.startswith("Target: ")]
    assert text.count(LONG_TARGET) == 3
    assert text.endswith(", the end")
    assert place.y0 >= 0
    assert place.x1 <= figure.canvas.get_width_height()[0]
    overlapping = [other for other, box in found if box.overlaps(place)]
    assert [" ".join(other.split()) for other in overlapping] == [text]


def test_a_long_title_ends_in_two_lines(report_of):
    figure, found = boxes(report_of([Segment(10, 5, branch="Kantor Cabang " * 14)]))
    title = found[0][1]
    assert title.x1 <= figure.canvas.get_width_height()[0]
    assert not any(title.overlaps(box) for _, box in found[1:])
    assert title.y1 <= figure.canvas.get_width_height()[1]


def test_two_lines_of_a_title_are_about_one_length():
    text = "All branches together cover 20.6% of 3,156,228 workers; 234,683 more enrolments reach 28%"
    assert _title(text) == [
        "All branches together cover 20.6% of 3,156,228",
        "workers; 234,683 more enrolments reach 28%",
    ]
    assert _title("Short") == ["Short"]
    assert _title(f"{text}; {text}; {text}")[1].endswith("…")


def test_a_rate_far_beyond_has_few_marks(report_of):
    _, found = boxes(report_of([Segment(1, 10**9)]))
    assert len(found) < 25


def test_png_has_slide_size_and_both_are_the_same_bytes_each_time(report_of):
    report = report_of(SCENARIOS["six"])
    made = {}
    for kind in ("png", "svg"):
        made[kind], again = (picture_bytes(report, PLAIN, Style("en"), kind) for _ in range(2))
        assert made[kind] == again
    assert struct.unpack(">II", made["png"][16:24]) == (1920, 1080)
    root = ET.fromstring(made["svg"])  # noqa: S314 - our own file
    assert (root.get("width"), root.get("height")) == ("960pt", "540pt")
    (title,) = root.findall("{*}title")
    assert title is root[0]
    assert "Balikpapan covers" in title.text
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_settings_of_the_user_change_no_picture(report_of):
    """Of a `matplotlibrc`; with `text.usetex` the picture needed LaTeX, and the run ended as a fault of the program."""
    report = report_of(SCENARIOS["six"])
    for kind in ("png", "svg"):
        plain = picture_bytes(report, PLAIN, Style("en"), kind)
        own = {"savefig.bbox": "tight", "axes.facecolor": "red", "text.usetex": True, "xtick.direction": "in"}
        with mpl.rc_context(own):
            assert picture_bytes(report, PLAIN, Style("en"), kind) == plain
            assert mpl.rcParams["axes.facecolor"] == "red"


@pytest.mark.parametrize(
    ("environment", "code", "said"),
    [
        ({"MPLBACKEND": "nonsense"}, 2, "the library that draws pictures cannot be loaded (ValueError); unset "),
        ({"MPLCONFIGDIR": "/dev/null", "TMPDIR": "."}, 0, "wrote a.png\n"),
    ],
)
def test_what_keeps_the_library_from_starting_is_said_and_nothing_else(export_project, environment, code, said):
    export_project(SCENARIOS["one"])
    ran = subprocess.run(
        [sys.executable, "-m", "coverage_cli", "export", "-o", "a.png"],
        env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (code, "")
    assert ran.stderr.removeprefix("error: ").startswith(said)
    assert len(ran.stderr.splitlines()) == 1
    assert not list(Path().glob("matplotlib-*"))


def test_colours_are_apart_in_grey():
    def grey(colour):
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    shades = sorted(map(grey, (palette.TOTAL, palette.MET, palette.BELOW, palette.PAPER)))
    assert min(two - one for one, two in pairwise(shades)) > 40


def test_names_with_letters_that_the_font_lacks_are_told(report_of, run):
    names = ["แรงงาน", "日本 7", "Ünï Việt", "شاهین\u200cشهر", "pu"]
    report = report_of([Segment(90, 30, name=name) for name in names])
    assert sorted(undrawn(report, Style("en"))) == sorted(names[:2])
    ran = run("export", "-o", "a.png", "-o", "b.html")
    first, *wrote = ran.err.splitlines()
    assert first.startswith("a.png: letters that the font of pictures lacks are empty boxes, in: ")
    assert (ran.code, wrote) == (0, ["wrote a.png", "wrote b.html"])
