"""What stands on a template's slides: shapes whose names we know, and somebody's own content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from coverage_cli.output.deck import names
from coverage_cli.output.deck.names import Named, named

_ON_EVERY = frozenset({PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER})
"""What every slide of a deck may have: it tells nothing of its own."""


class Shape(NamedTuple):
    """A shape with one of our names."""

    shape: Any
    name: Named

    @property
    def frame(self) -> bool:
        """Whether it is the chart, or the table, of its name."""
        kind = names.KINDS.get(self.name.base)
        return kind is not None and bool(getattr(self.shape, kind, False))


def ours(shapes: Any) -> Iterator[Shape]:
    """The shapes whose names we know, in groups too."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from ours(shape.shapes)
        elif (name := named(shape.name)) is not None:
            yield Shape(shape, name)


def has_own(shapes: Any) -> bool:
    """Whether somebody's own content is there: any shape but ours, our marks, and what a layout gives every slide."""
    return any(has_own(shape.shapes) if hasattr(shape, "shapes") else _is_own(shape) for shape in shapes)


def _is_own(shape: Any) -> bool:
    if named(shape.name) is not None:
        return False
    told = shape.text_frame.text.strip() if shape.has_text_frame else None
    if shape.is_placeholder:
        return told != "" and shape.placeholder_format.type not in _ON_EVERY
    return told not in names.MARKS


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
