"""Shapes and slides that go, with the chart and the workbook behind them: what is only unlinked would stay inside."""

from __future__ import annotations

from typing import Any

from pptx.oxml.ns import qn


def remove_shape(shape: Any) -> None:
    """Take a shape off its slide."""
    if getattr(shape, "has_chart", False):
        shape.part.drop_rel(shape._element.find(".//" + qn("c:chart")).get(qn("r:id")))
    shape._element.getparent().remove(shape._element)


def remove_slide(deck: Any, slide: Any) -> None:
    """Take a slide out of a deck."""
    entry = next(one for one in deck.slides._sldIdLst if deck.part.related_part(one.rId) is slide.part)
    deck.part.drop_rel(entry.rId)
    # Sections of a deck list their slides too.
    for one in [one for one in deck.part._element.iter("{*}sldId") if one.get("id") == entry.get("id")]:
        one.getparent().remove(one)
