"""Our own deck: headline, coverage with the target line, who holds the uncovered, table, notes with sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches

from coverage_cli.output.charts import palette
from coverage_cli.output.charts.curves import Curve
from coverage_cli.output.charts.pareto import described_shares
from coverage_cli.output.charts.series import Bar, described, legend
from coverage_cli.output.deck import names
from coverage_cli.output.deck.charts import add_coverage, add_uncovered
from coverage_cli.output.deck.content import LEGEND, Content, trend_texts
from coverage_cli.output.deck.curves import add_trend
from coverage_cli.output.deck.exhibits import add_exhibit
from coverage_cli.output.deck.pages import bar_pages, counted, line_pages
from coverage_cli.output.deck.parts import (
    INNER,
    LEFT,
    MARGINS,
    describe,
    fitting_size,
    footnote,
    label_size,
    paint,
    text,
    titled,
)
from coverage_cli.output.deck.tables import add_table, figures_of
from coverage_cli.output.tables import lines
from coverage_cli.output.tables.headline import Tile

_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_KEY = Inches(6.35)
"""Where the meaning of the colours stands, below a chart."""
_KEYED = 0.35
"""Inches there, above the footnote."""
_TOLD = 0.55
"""Inches below a trend, above its footnote."""
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
    for exhibit in shown.exhibits:
        add_exhibit(deck, exhibit, lines.cited(shown.report, shown.words))
    _tables(deck, shown)
    _notes(deck, shown)
    # Once, for whoever speaks: there may be a note and a slide for every branch.
    if sources := shown.texts["sources"]:
        deck.slides[0].notes_slide.notes_text_frame.text = "\n".join((*shown.texts["notes"], *sources))
    return deck


def _widen(deck: Any) -> None:
    """From 4:3, which python-pptx's master has, to 16:9; master and layouts with it, so that new slides fit."""
    scale = _WIDTH / deck.slide_width
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if shape.element.x is not None:  # else it has the master's place, which is widened once
                shape.left, shape.width = Emu(int(shape.left * scale)), Emu(int(shape.width * scale))


def _slide(deck: Any, shown: Content, name: str, number: int = 1, count: int = 1) -> Any:
    """A slide with the title of that name; of several with one title, each says which it is."""
    return titled(deck, name, counted(shown.texts[name][0], number, count))


def _headline(deck: Any, shown: Content) -> None:
    slide = _slide(deck, shown, "headline")
    large, small = shown.tiles[:3], shown.tiles[3:]
    _tiles(slide, large, (LEFT, Inches(1.75), Inches(3.9), Inches(1.9)), 48)
    _tiles(slide, small, (LEFT, Inches(3.95), Inches(2.86), Inches(1.5)), 32)
    told = shown.texts["summary"]
    place = (LEFT, Inches(5.7), INNER, Inches(1.5))
    text(slide, place, told, size=fitting_size(told, 1.3), name=f"{names.PREFIX}summary")


def _tiles(slide: Any, tiles: Sequence[Tile], first: tuple[int, ...], size: int) -> None:
    """Tiles side by side, their names in one size of type."""
    left, top, width, height = first
    small = label_size(max(len(tile.name) for tile in tiles), width - Inches(0.3), 16)
    for number, tile in enumerate(tiles):
        _tile(slide, tile, (left + number * (width + Inches(0.22)), top, width, height), (small, size))


def _tile(slide: Any, tile: Tile, place: tuple[int, ...], sizes: tuple[float, int]) -> None:
    """One tile; the sizes of type are those of its name and of its figure."""
    left, top, width, height = (Emu(int(length)) for length in place)
    small, size = sizes
    box = slide.shapes.add_shape(1, left, top, width, height)
    box.name = f"tile {tile.key}"
    paint(box.fill, "F2F2F2")
    box.line.fill.background()
    box.shadow.inherit = False
    inner = Emu(width - Inches(0.3))
    label = (Emu(left + Inches(0.15)), Emu(top + Inches(0.1)), inner, Inches(0.4))
    text(slide, label, [tile.name], size=small, name=f"{names.PREFIX}{tile.key}-label")
    tall = Emu(height - Inches(0.5))
    text(
        slide, (Emu(left + Inches(0.15)), Emu(top + Inches(0.45)), inner, tall), [tile.text],
        size=min(size, 72 * (inner - MARGINS) / Inches(1) / (0.68 * len(tile.text))), bold=True,
        name=f"{names.PREFIX}{tile.key}",
    )  # fmt: skip


def _coverage(deck: Any, shown: Content) -> None:
    chunks = bar_pages(shown.bars)
    for number, drawn in enumerate(chunks, 1):
        slide = _slide(deck, shown, "chart-title", number, len(chunks))
        place = (LEFT, Inches(1.4), INNER, Inches(4.9))
        frame = add_coverage(slide.shapes, place, drawn, shown.series_names, shown.decimals)
        frame.name = names.numbered(names.CHART, number)
        describe(frame, described(drawn))
        _key(slide, shown, drawn)
        _footnote(slide, shown)


def _key(slide: Any, shown: Content, drawn: Sequence[Bar]) -> None:
    """What the colours mean that are drawn."""
    known = [(LEGEND[colour], names.SQUARE, colour) for colour in legend(drawn, shown.words)]
    if any(bar.target is not None for bar in drawn):  # a native chart draws that of a row without a rate too
        known.append(("legend-target", names.BAR, palette.LINE))
    wide = 2.1 if len(known) <= len(LEGEND) else 1.65
    for number, (name, sign, colour) in enumerate(known):
        left = LEFT + number * Inches(wide)
        mark = text(slide, (left, _KEY, Inches(0.35), Inches(0.4)), [sign], size=12)
        mark.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(colour)
        place = (left + Inches(0.25), _KEY, Inches(wide - 0.25), Inches(0.4))
        text(slide, place, shown.texts[name], size=12, name=f"{names.PREFIX}{name}")
    place = (Inches(8.6), _KEY, Inches(4.2), Inches(0.45))
    text(slide, place, shown.texts["left-out"], size=11, name=f"{names.PREFIX}left-out")


def _uncovered(deck: Any, shown: Content) -> None:
    slide = _slide(deck, shown, "uncovered-title")
    place = (LEFT, Inches(1.4), INNER, Inches(4.9))
    frame = add_uncovered(slide.shapes, place, shown.held, shown.uncovered_names)
    frame.name = names.UNCOVERED_CHART
    describe(frame, described_shares(shown.held, shown.words))
    told = shown.texts["uncovered-notes"]  # without any the place is kept: a deck may become a template
    size = fitting_size(told, _KEYED)
    text(slide, (LEFT, _KEY, INNER, Inches(0.4)), told, size=size, name=f"{names.PREFIX}uncovered-notes")
    _footnote(slide, shown)


def _footnote(slide: Any, shown: Content) -> None:
    """What the figures stand on, small, below a chart or a table."""
    footnote(slide, "footnote", lines.footnote(shown.report, shown.words))


def _trend(deck: Any, shown: Content, curve: Curve, number: int) -> None:
    title, told, notes = (names.numbered(name, number) for name in ("trend-title", "trend", "trend-notes"))
    texts = trend_texts(curve, shown.uncharted)
    slide = titled(deck, title, texts["trend-title"][0])
    frame = add_trend(slide.shapes, (LEFT, Inches(1.4), INNER, Inches(4.75)), curve, shown.series_names)
    frame.name = names.numbered(names.TREND_CHART, number)
    describe(frame, curve.described)
    place = (LEFT, Inches(6.2), INNER, Inches(0.6))
    size = fitting_size(texts["trend"], _TOLD)
    text(slide, place, texts["trend"] or [""], size=size, name=f"{names.PREFIX}{told}")
    footnote(slide, notes, texts["trend-notes"][0])


def _tables(deck: Any, shown: Content) -> None:
    chunks = line_pages(shown.lines, shown.words)
    for number, page in enumerate(chunks, 1):
        slide = _slide(deck, shown, "table-title", number, len(chunks))
        frame = add_table(slide.shapes, figures_of(shown.head, page))
        frame.name = names.numbered(names.TABLE, number)
        _footnote(slide, shown)


def _notes(deck: Any, shown: Content) -> None:
    slide = _slide(deck, shown, "notes-title")
    told, sources = shown.texts["notes"], shown.texts["sources"] or ["–"]
    size = fitting_size([*told, *sources], _ROOM)
    text(slide, (LEFT, Inches(1.35), INNER, Inches(4)), told, size=size, name=f"{names.PREFIX}notes")
    place = (LEFT, Inches(6.2), INNER, Inches(1))
    below = text(slide, place, sources, size=max(8, size - 2), name=f"{names.PREFIX}sources")
    below.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
