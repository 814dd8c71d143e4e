"""What rows are called, in tables and pictures alike: the names that tell them apart, and the headings over these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.names import joined
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.safe import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_cli.domain.model import Report, Row
    from coverage_cli.output.language import Words

_HEADINGS = {"branch": phrase("Branch"), "segment": phrase("Segment"), "programme": phrase("Programme")}


def heading_of(part: str, words: Words) -> str:
    """What a column of names is called: branch, segment, programme, or a dimension by its own name."""
    return words(_HEADINGS[part]) if part in _HEADINGS else sentence_case(clean(part))


def sentence_case(name: str) -> str:
    """The name with a capital letter, also where the data spells it without one."""
    return name[:1].upper() + name[1:]


def name_parts(report: Report) -> tuple[str, ...]:
    """What tells the rows apart; the branch goes without saying where there is just one."""
    # By the total and not by the rows: those that --top leaves are called what the full report calls them.
    single = len(report.by) > 1 and report.total.branch is not None
    return tuple(part for part in report.by if not (single and part == "branch"))


def names_of(row: Row, report: Report, parts: Iterable[str]) -> tuple[str, ...]:
    """The row's names of these fields, as the data has them; empty where it has none."""
    given = row.named(report.dimensions)
    return tuple(given[part] or "" for part in parts)


def row_name(row: Row, report: Report) -> str:
    """What tells the row apart, as one name, as the data has it."""
    return joined(names_of(row, report, name_parts(report)))
