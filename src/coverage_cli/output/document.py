"""What becomes a deck, a workbook or a page: a report, what it was made from, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coverage_cli.analysis.history import Course
from coverage_cli.domain.model import Report
from coverage_cli.domain.provenance import Provenance
from coverage_cli.output.style import Style

if TYPE_CHECKING:
    from coverage_cli.output.exhibits.exhibit import Exhibit


@dataclass(frozen=True, slots=True)
class Document:
    """A report, what it was made from, how it is shown, its trend, and exhibits."""

    report: Report
    made: Provenance
    style: Style
    course: Course = field(default_factory=Course)
    exhibits: tuple[Exhibit, ...] = ()
