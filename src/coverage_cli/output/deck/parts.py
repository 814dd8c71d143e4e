"""What slides are made of: a slide with its title, a box of text, and sizes of type that fit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from coverage_cli.output.charts import palette
from coverage_cli.output.charts.series import alternative
from coverage_cli.output.deck.names import PREFIX

LEFT, INNER = Inches(0.6), Inches(12.13)
"""Where the contents of a slide begin, and how wide they may be."""
FOOT, _TALL_FOOT = 6.8, 0.6
"""Where a footnote begins, in inches from the top, and the inches that it may fill."""
_TITLE_ONLY = 5
MARGINS = Inches(0.2)
"""Of a box of text, left and right together."""
_READABLE = 11
"""Points that are read from afar."""
_LINE = 75
"""Characters of a title in large type; a longer one is set smaller."""


def titled(deck: Any, name: str, title: str) -> Any:
    """A slide with this title, whose shape carries the name."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    shape = slide.shapes.title
    shape.name = f"{PREFIX}{name}"
    shape.left, shape.top, shape.width, shape.height = LEFT, Inches(0.2), INNER, Inches(1.05)
    frame = shape.text_frame
    frame.text, frame.word_wrap, frame.vertical_anchor = title, True, MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.bold = Pt(28 if len(title) <= _LINE else 24), True
    paragraph.font.color.rgb = RGBColor.from_string(palette.INK)
    return slide


def text(
    slide: Any, place: tuple[int, ...], lines: Sequence[str], *, size: float, bold: bool = False, name: str = ""
) -> Any:
    """A box of text, a paragraph a line."""
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


def paint(fill: Any, colour: str) -> None:
    """Fill a shape, a column or a mark with a colour."""
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(colour)


def footnote(slide: Any, name: str, told: str) -> None:
    """Small print at the lower edge, where there is any."""
    if told:
        size = min(10, fitting_size([told], _TALL_FOOT))
        text(slide, (LEFT, Inches(FOOT), INNER, Inches(_TALL_FOOT)), [told], size=size, name=f"{PREFIX}{name}")


def fitting_size(texts: Sequence[str], room: float) -> float:
    """The largest size of type at which these texts fill no more than so many inches."""
    for size in (14, 12, 11, 10, 9, 8):
        if sum(math.ceil(len(text) / (1550 / size)) for text in texts) * size * 1.3 / 72 <= room:
            return size
    return 7


def label_size(letters: int, width: int, most: float) -> float:
    """The type of a figure's name in a box so wide: for one line, or in two where that would be too small to read."""
    one = 72 * (width - MARGINS) / Inches(1) / (0.58 * letters)
    return min(most, one if one >= _READABLE else min(_READABLE, 1.8 * one))


def fit_label(shape: Any, name: str) -> None:
    """Set a figure's name smaller where its box in a template, whose type has a size, is too narrow for it."""
    for run in shape.text_frame.paragraphs[0].runs:
        if run.font.size is not None:
            run.font.size = Pt(label_size(len(name), shape.width, run.font.size.pt))


def describe(frame: Any, text: str) -> None:
    """Alternative text, for readers who cannot see the chart."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alternative(text))
