"""Our own deck: headline, coverage with the target line, who holds the uncovered, table, notes with sources."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from coverage_cli.output import palette
from coverage_cli.output.deck import content as names
from coverage_cli.output.deck.charts import add_coverage, add_uncovered
from coverage_cli.output.deck.curves import add_trend
from coverage_cli.output.deck.tables import add_table, pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.output.curves import Curve
    from coverage_cli.output.deck.content import Content
    from coverage_cli.output.series import Bar
    from coverage_cli.output.tiles import Tile

_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_LEFT, _INNER = Inches(0.6), Inches(12.13)
_TITLE_ONLY = 5
_LINE = 75
"""Characters of a title in large type; a longer one is set smaller."""
_ROOM = 5.4
"""Inches that notes may fill."""


def build(shown: Content) -> Any:
    """The whole deck."""
    deck = Presentation()
    _widen(deck)
    _headline(deck, shown)
    _coverage(deck, shown)
    if shown.held:
        _uncovered(deck, shown)
    for number, curve in enumerate(shown.curves, 1):
        _trend(deck, shown, curve, number)
    _tables(deck, shown)
    _notes(deck, shown)
    for slide in deck.slides:
        slide.notes_slide.notes_text_frame.text = "\n".join((*shown.texts["notes"], *shown.texts["sources"]))
    return deck


def _widen(deck: Any) -> None:
    """From 4:3, which python-pptx's master has, to 16:9; master and layouts with it, so that new slides fit."""
    scale = _WIDTH / deck.slide_width
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            shape.left, shape.width = Emu(int(shape.left * scale)), Emu(int(shape.width * scale))


def _slide(deck: Any, shown: Content, name: str, number: int = 1, count: int = 1) -> Any:
    """A slide with the title of that name; of several with one title, each says which it is."""
    return _titled(deck, name, shown.texts[name][0] + (f" ({number}/{count})" if count > 1 else ""))


def _titled(deck: Any, name: str, title: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    shape = slide.shapes.title
    shape.name = f"{names.PREFIX}{name}"
    shape.left, shape.top, shape.width, shape.height = _LEFT, Inches(0.35), _INNER, Inches(1.05)
    frame = shape.text_frame
    frame.text, frame.word_wrap, frame.vertical_anchor = title, True, MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.bold = Pt(28 if len(title) <= _LINE else 24), True
    paragraph.font.color.rgb = RGBColor.from_string(palette.INK)
    return slide


def _text(
    slide: Any, place: tuple[int, ...], lines: Sequence[str], *, size: float, bold: bool = False, name: str = ""
) -> Any:
    box = slide.shapes.add_textbox(*place)
    if name:
        box.name = name
    frame = box.text_frame
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = RGBColor.from_string(palette.INK)
    return box


def _headline(deck: Any, shown: Content) -> None:
    slide = _slide(deck, shown, "headline")
    large, small = shown.tiles[:3], shown.tiles[3:]
    for number, tile in enumerate(large):
        _tile(slide, tile, (_LEFT + number * Inches(4.12), Inches(1.75), Inches(3.9), Inches(1.9)), 48)
    for number, tile in enumerate(small):
        _tile(slide, tile, (_LEFT + number * Inches(3.09), Inches(3.95), Inches(2.86), Inches(1.5)), 32)
    told = shown.texts["summary"]
    place = (_LEFT, Inches(5.7), _INNER, Inches(1.5))
    _text(slide, place, told, size=_fitting_size(told, 1.3), name=f"{names.PREFIX}summary")


def _tile(slide: Any, tile: Tile, place: tuple[int, ...], size: int) -> None:
    left, top, width, height = (Emu(int(length)) for length in place)
    box = slide.shapes.add_shape(1, left, top, width, height)
    box.name = f"tile {tile.key}"
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor.from_string("F2F2F2")
    box.line.fill.background()
    box.shadow.inherit = False
    inner = Emu(width - Inches(0.3))
    label = (Emu(left + Inches(0.15)), Emu(top + Inches(0.1)), inner, Inches(0.4))
    _text(slide, label, [tile.name], size=16, name=f"{names.PREFIX}{tile.key}-label")
    tall = Emu(height - Inches(0.5))
    _text(
        slide, (Emu(left + Inches(0.15)), Emu(top + Inches(0.45)), inner, tall), [tile.text],
        size=min(size, 72 * inner / Inches(1) / (0.68 * len(tile.text))), bold=True, name=f"{names.PREFIX}{tile.key}",
    )  # fmt: skip


def _coverage(deck: Any, shown: Content) -> None:
    chunks = _chunks(shown.bars)
    for number, drawn in enumerate(chunks, 1):
        slide = _slide(deck, shown, "chart-title", number, len(chunks))
        place = (_LEFT, Inches(1.4), _INNER, Inches(5.25))
        frame = add_coverage(slide.shapes, place, drawn, shown.series_names, shown.decimals)
        frame.name = names.CHART if number == 1 else f"{names.CHART} {number}"
        _describe(frame, "; ".join(f"{bar.name} {bar.absence or bar.rate_text}" for bar in drawn))
        _key(slide, shown, total=any(bar.total for bar in drawn))


def _key(slide: Any, shown: Content, *, total: bool) -> None:
    """What the colours mean."""
    signs = [
        ("legend-met", "■", palette.MET),
        ("legend-below", "■", palette.BELOW),
        ("legend-target", "━", palette.LINE),
    ]
    signs[2:2] = [("legend-total", "■", palette.TOTAL)] if total else []
    for number, (name, sign, colour) in enumerate(signs):
        left = _LEFT + number * Inches(2.1)
        mark = _text(slide, (left, Inches(6.7), Inches(0.35), Inches(0.4)), [sign], size=12)
        mark.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(colour)
        place = (left + Inches(0.25), Inches(6.7), Inches(1.85), Inches(0.4))
        _text(slide, place, shown.texts[name], size=12, name=f"{names.PREFIX}{name}")
    if shown.left_out:
        count = shown.words.number(shown.left_out)
        told = shown.words("{n} rows with fewer uncovered workers are in the table only.", n=count)
        _text(slide, (Inches(8.6), Inches(6.7), Inches(4.2), Inches(0.6)), [told], size=11)


def _uncovered(deck: Any, shown: Content) -> None:
    slide = _slide(deck, shown, "uncovered-title")
    place = (_LEFT, Inches(1.4), _INNER, Inches(5.7))
    frame = add_uncovered(slide.shapes, place, shown.held, shown.uncovered_names)
    frame.name = names.UNCOVERED_CHART
    _describe(frame, "; ".join(f"{one.name} {shown.words.number(one.uncovered)}" for one in shown.held))


def _trend(deck: Any, shown: Content, curve: Curve, number: int) -> None:
    suffix = "" if number == 1 else f" {number}"
    slide = _titled(deck, f"trend-title{suffix}", curve.title)
    frame = add_trend(slide.shapes, (_LEFT, Inches(1.4), _INNER, Inches(5.1)), curve, shown.series_names)
    frame.name = f"{names.TREND_CHART}{suffix}"
    _describe(frame, curve.described)
    told = [text for text in (curve.caption, shown.uncharted) if text]
    _text(slide, (_LEFT, Inches(6.55), _INNER, Inches(0.7)), told or [""], size=14, name=f"{names.PREFIX}trend{suffix}")


def _tables(deck: Any, shown: Content) -> None:
    chunks = pages(shown.lines)
    for number, lines in enumerate(chunks, 1):
        slide = _slide(deck, shown, "table-title", number, len(chunks))
        frame = add_table(slide.shapes, (_LEFT, Inches(1.4), _INNER), shown.head, lines)
        frame.name = names.TABLE if number == 1 else f"{names.TABLE} {number}"


def _notes(deck: Any, shown: Content) -> None:
    slide = _slide(deck, shown, "notes-title")
    told, sources = shown.texts["notes"], shown.texts["sources"]
    size = _fitting_size([*told, *sources], _ROOM)
    _text(slide, (_LEFT, Inches(1.35), _INNER, Inches(4)), told, size=size, name=f"{names.PREFIX}notes")
    place = (_LEFT, Inches(6.2), _INNER, Inches(1))
    below = _text(slide, place, sources, size=max(8, size - 2), name=f"{names.PREFIX}sources")
    below.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM


def _fitting_size(texts: Sequence[str], room: float) -> float:
    """The largest size of type at which these texts fill no more than so many inches."""
    for size in (14, 12, 11, 10, 9, 8):
        if sum(math.ceil(len(text) / (1550 / size)) for text in texts) * size * 1.3 / 72 <= room:
            return size
    return 7


def _chunks(drawn: Sequence[Bar]) -> list[Sequence[Bar]]:
    """Rows in slides of about one size."""
    count = math.ceil(len(drawn) / names.columns(len(bar.name) for bar in drawn))
    size = math.ceil(len(drawn) / count)
    return [drawn[start : start + size] for start in range(0, len(drawn), size)]


def _describe(frame: Any, text: str) -> None:
    """Alternative text, for readers who cannot see the chart."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", text[:2000])
