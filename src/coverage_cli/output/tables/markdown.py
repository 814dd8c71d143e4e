"""The report as a Markdown table below its headline, with its notes."""

from __future__ import annotations

import re

from coverage_cli.domain.model import Report
from coverage_cli.output.style import Style
from coverage_cli.output.tables.headline import headline
from coverage_cli.output.tables.lines import DEFINITION, NUMBERS, headings, lines, notes

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#]|&(?=#?\w+;))")
_ITEM = re.compile(r"^(\d*)([-+.)])(?= )")
"""The beginning of a list's item: a sentence may begin with a name such as `1. Pusat`."""


def markdown_text(report: Report, style: Style) -> str:
    """GitHub-flavoured Markdown; nothing in the data takes effect as markup."""
    words = style.words
    head = headings(report, words)
    out = [f"**{escape(headline(report, style))}**", "", _row(head)]
    out += ["|" + "|".join([" --- ", *(" ---: " for _ in NUMBERS), " --- "]) + "|"]
    for line in lines(report, style):
        cells = [line.name.strip(), *(line.cells or [""] * len(NUMBERS)), line.status]
        bold = line.total or not line.cells
        out.append(_row([f"**{escape(cell)}**" if bold and cell else escape(cell) for cell in cells]))
    out += ["", *(f"- {escape(text)}" for text in (words(DEFINITION), *notes(report, words)))]
    return "\n".join(out) + "\n"


def _row(cells: tuple[str, ...] | list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def escape(text: str) -> str:
    """Text in which nothing takes effect as Markdown."""
    return _ITEM.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))
