"""The library: the same reports as the commands, for scripts and notebooks.

>>> from coverage_cli import gap
>>> gap(branch="balikpapan").to_frame()
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from coverage_cli.config.project import Override
from coverage_cli.domain.model import Report
from coverage_cli.engines.options import Resources
from coverage_cli.output.frame import to_frame
from coverage_cli.pipeline import check as checking
from coverage_cli.pipeline import gap as gapping
from coverage_cli.pipeline.people import Counting

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

Names = str | Path | Sequence[str | Path] | None


@dataclass(frozen=True, slots=True)
class GapReport(Report):
    """A report that pandas users can take on."""

    def to_frame(self, *, totals: bool = False) -> pd.DataFrame:
        """A tidy frame, a row a segment; see `coverage_cli.output.frame.to_frame`."""
        return to_frame(self, totals=totals)


def gap(  # noqa: PLR0913 - the options of the command
    *,
    branch: Names = None,
    segment: Names = None,
    by: Sequence[str] = ("branch", "segment"),
    period: str = "latest",
    target: str | None = None,
    missing: Literal["null", "zero"] = "null",
    sort: str = "name",
    top: int | None = None,
    project: str | Path | None = None,
    population: Names = None,
    participants: Names = None,
    targets: str | Path | None = None,
    today: date | None = None,
    status: Literal["active", "all"] = "active",
    programme: Names = None,
    resources: Resources | None = None,
) -> GapReport:
    """Coverage, gaps and headcounts, exactly as `coverage gap` computes them.

    Raises:
        DataFault: the data has errors; its `findings` say which and where.
        UsageFault: a file, a name or the configuration cannot be used.

    """
    report = gapping.gap(
        gapping.GapRequest(
            files=_files(project, population, participants, targets),
            branches=_names(branch),
            segments=_names(segment),
            by=tuple(by),
            period=period,
            target=target,
            sort=sort,
            top=top,
            missing_is_zero=missing == "zero",
            today=today,
            counting=Counting(status, _names(programme), resources=resources or Resources()),
        )
    )
    return GapReport(**{field.name: getattr(report, field.name) for field in fields(report)})


def check(
    *files: str | Path,
    kind: str | None = None,
    project: str | Path | None = None,
    population: Names = None,
    participants: Names = None,
    targets: str | Path | None = None,
    today: date | None = None,
    resources: Resources | None = None,
) -> checking.CheckReport:
    """Every finding of the files, or of the project where none are named, exactly as `coverage check` finds them.

    Raises:
        UsageFault: nothing to check, or a file that cannot be opened.

    """
    named = tuple(map(str, files))
    given = _files(project, population, participants, targets)
    return checking.check(checking.CheckRequest(named, given, kind, today, resources=resources or Resources()))


def _files(project: str | Path | None, population: Names, participants: Names, targets: str | Path | None) -> Override:
    return Override(
        None if project is None else str(project),
        _names(population),
        _names(participants),
        None if targets is None else str(targets),
    )


def _names(given: Names) -> tuple[str, ...]:
    if given is None:
        return ()
    return (str(given),) if isinstance(given, str | Path) else tuple(map(str, given))
