"""Reports that users of pandas can take on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

from coverage_cli.analysis import inequality
from coverage_cli.domain.model import Report
from coverage_cli.output.frame import to_frame
from coverage_cli.output.inequalities import groups_of
from coverage_cli.output.side_by_side import ranking_holds
from coverage_cli.output.trends import trend_frame
from coverage_cli.pipeline import trend as trending

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True, slots=True)
class GapReport(Report):
    """A report that pandas users can take on."""

    def to_frame(self, *, totals: bool = False) -> pd.DataFrame:
        """A tidy frame, a row a segment; see `coverage_cli.output.frame.to_frame`."""
        return to_frame(self, totals=totals)

    def pareto(self) -> tuple[inequality.Holder, ...]:
        """The rows by the uncovered that they hold, with each one's share and the cumulative share, exactly.

        Of the report's own rows: with `top` or `suppress`, of those that it has.
        """
        return inequality.pareto(groups_of(self))

    def measures(self) -> inequality.Measures:
        """How unequal the rates of the report's own rows are; fractions of one, None where undefined."""
        return inequality.measures(groups_of(self))


@dataclass(frozen=True, slots=True)
class TrendReport(trending.TrendReport):
    """A trend that pandas users can take on."""

    def to_frame(self) -> pd.DataFrame:
        """A tidy frame, a row a point; see `coverage_cli.output.trends.trend_frame`."""
        return trend_frame(self.series, self.by, weighted=self.weighting is not None)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One table against several targets or on several bases: `by` says which, `reports` are under their names."""

    by: str
    reports: Mapping[str, GapReport]

    @property
    def ranking_holds(self) -> bool:
        """Whether the rows stand in one order by gap (targets) or by rate (bases), whichever is taken."""
        reports = list(self.reports.values())
        if self.by == "target":
            return ranking_holds(reports, lambda coverage: coverage.gap)
        return ranking_holds(reports, lambda coverage: coverage.rate)

    def to_frame(self) -> pd.DataFrame:
        """A tidy frame, a row a segment and a target or basis, which `target_name` or `basis_name` says."""
        import pandas as pd

        frames = {name: report.to_frame() for name, report in self.reports.items()}
        return pd.concat(frames, names=[f"{self.by}_name"]).reset_index(level=0).reset_index(drop=True)


_Kind = TypeVar("_Kind", GapReport, TrendReport)


def for_frames(kind: type[_Kind], report: Report | trending.TrendReport) -> _Kind:
    """A report with the frames that notebooks want."""
    return kind(**{field.name: getattr(report, field.name) for field in fields(report)})
