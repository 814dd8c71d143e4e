"""JSON as every report is written; numbers keep all their digits: sums of survey weights are exact decimals."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.domain.weights import decimal

if TYPE_CHECKING:
    from collections.abc import Callable

_MARK = "\x00"
"""Begins the text of a number until it is written; texts of data hold none, because they are cleaned."""
_MARKED = re.compile(r'"\\u0000([^"]+)"')


class _Written:
    """A number as another report wrote it."""

    def __init__(self, text: str) -> None:
        self.text = text


def indented(tree: object, default: Callable[[object], str] | None = None) -> str:
    """The tree as indented JSON that ends its last line."""
    return json.dumps(tree, ensure_ascii=False, indent=2, default=default) + "\n"


def dumps(tree: object) -> str:
    """The same of a tree with fractions, which are people, written in decimals."""
    return _MARKED.sub(r"\1", indented(tree, _marked))


def loads(text: str) -> dict[str, object]:
    """What `dumps` wrote; numbers with a point are kept as they are written."""
    found: dict[str, object] = json.loads(text, parse_float=_Written)
    return found


def _marked(value: object) -> str:
    if isinstance(value, Fraction):
        return _MARK + decimal(value)
    if isinstance(value, _Written):
        return _MARK + value.text
    raise TypeError(f"{type(value).__name__} is no JSON")
