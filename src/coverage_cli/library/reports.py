"""Reports that users of pandas can take on, and what their commands say, in words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, TypeVar

from coverage_cli.analysis import check_report, history, inequality
from coverage_cli.analysis.plan import Planned
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import PROGRAMME
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Report
from coverage_cli.output.charts.pareto import sharing, subgroups_of
from coverage_cli.output.checks.formats import check_text
from coverage_cli.output.checks.outcome import Outcome
from coverage_cli.output.claims.verdicts import verdicts_text
from coverage_cli.output.exhibits.bases import bases_text
from coverage_cli.output.exhibits.side_by_side import ranking_holds, targets_text
from coverage_cli.output.frame import to_frame
from coverage_cli.output.language import LANGUAGES, Words, words
from coverage_cli.output.plans.formats import plan_frame, plan_text
from coverage_cli.output.plans.words import plan_notes
from coverage_cli.output.reports import text_of as gap_text
from coverage_cli.output.style import Style
from coverage_cli.output.tables.lines import notes, warnings
from coverage_cli.output.trends.formats import trend_frame, trend_text
from coverage_cli.pipeline import reconcile as reconciling

if TYPE_CHECKING:
    import pandas as pd


def finding_text(finding: Finding, lang: str = "en") -> str:
    """A finding in a line, as `coverage check` writes it: place, severity, code, what is wrong, and the way out.

    In English that is `str(finding)`; `lang="id"` gives it in Indonesian. Personal numbers are masked.
    """
    return finding.line(_words(lang))


def _words(lang: str) -> Words:
    return words(one_of("lang", lang, LANGUAGES))


def _style(lang: str) -> Style:
    return Style(one_of("lang", lang, LANGUAGES))


_MOST_LINES = 60
"""Of a text that nobody asked for."""


class _Shown(ABC):
    """What a notebook, or Python's own prompt, shows of a report: what its command does, not its fields."""

    __slots__ = ()

    @abstractmethod
    def to_text(self, lang: str = "en") -> str:
        """The report as the command shows it."""

    def __repr__(self) -> str:
        lines = self.to_text().splitlines()
        if len(lines) > _MOST_LINES:
            half = _MOST_LINES // 2
            between = f"… {len(lines) - 2 * half:,} lines, which to_text() has …"
            lines = [*lines[:half], between, *lines[-half:]]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, repr=False)
class GapReport(_Shown, Report):
    """A report that pandas users can take on."""

    def to_frame(self, *, totals: bool = False) -> pd.DataFrame:
        """A tidy frame, a row a segment; with `totals`, the totals follow, their segment TOTAL.

        Counts are people (Int64), `rate` and `target` fractions of one, `gap_pp` percentage points (Float64), texts
        `string`; `<NA>` where a figure is undefined. Sums of survey weights, and what follows from them, are exact
        decimals (`decimal.Decimal`, in columns of objects).
        """
        return to_frame(self, totals=totals)

    def notes(self, lang: str = "en") -> list[str]:
        """The sentences below the command's table: what the figures stand on, then warnings about the data."""
        return notes(self, _words(lang))

    def to_text(self, lang: str = "en") -> str:
        """The table with its notes, as the command shows it."""
        return gap_text(self, "table", _style(lang))

    def pareto(self) -> tuple[inequality.Holder, ...]:
        """The rows by the uncovered that they hold, with each one's share and the cumulative share, fractions of one.

        Of the report's own rows: with `top` or `suppress`, of those that it has.

        Raises:
            UsageFault: the rows are by programme.
        """
        _refuse_programmes(self, "pareto")
        return inequality.pareto(sharing(self))

    def measures(self) -> inequality.Measures:
        """How unequal the rates of the report's own rows are; differences are fractions of one, None is undefined.

        Raises:
            UsageFault: the rows are by programme.
        """
        _refuse_programmes(self, "measures")
        return inequality.measures(subgroups_of(self))


def _refuse_programmes(report: Report, asked: str) -> None:
    """Refuse what adds up rows that are about the same workers."""
    if PROGRAMME in report.by:
        template = "{asked} is of rows that add up; those by programme are about the same workers"
        raise UsageFault(template, {"asked": asked})


@dataclass(frozen=True, slots=True, repr=False)
class TrendReport(_Shown, history.TrendReport):
    """A trend that pandas users can take on."""

    def to_frame(self) -> pd.DataFrame:
        """A tidy frame, a row a period of each series, with what moved the rate since the one before.

        Counts are people (Int64), `rate` a fraction of one, `change_pp` and its two effects percentage points
        (Float64), texts `string`; `<NA>` where a figure is undefined. Sums of survey weights are exact decimals.
        """
        return trend_frame(self)

    def notes(self, lang: str = "en") -> list[str]:
        """What to know about the series, then warnings about the data, in sentences."""
        said = _words(lang)
        return [*(one.text(said) for one in self.remarks), *warnings(self.findings, said)]

    def to_text(self, lang: str = "en") -> str:
        """The tables with their notes, as the command shows them."""
        return trend_text(self, _style(lang))


@dataclass(frozen=True, slots=True, repr=False)
class PlanReport(_Shown, Planned):
    """A plan that pandas users can take on."""

    def to_frame(self) -> pd.DataFrame:
        """A tidy frame, a row a segment: its people today and then, its enrolments and what they cost.

        Counts are people and money whole units of `currency` (Int64), `rate_then` a fraction of one (Float64); `<NA>`
        where a figure is undefined. Sums of survey weights are exact decimals.
        """
        return plan_frame(self)

    def notes(self, lang: str = "en") -> list[str]:
        """What the plan stands on, then warnings about the data, in sentences."""
        said = _words(lang)
        return [*plan_notes(self, said), *warnings(self.report.findings, said)]

    def to_text(self, lang: str = "en") -> str:
        """The plan with its notes, as the command shows it."""
        return plan_text(self, _style(lang))


@dataclass(frozen=True, slots=True, repr=False)
class CheckReport(_Shown, check_report.CheckReport):
    """Every finding, and what the command says of them."""

    def to_text(self, lang: str = "en") -> str:
        """A line a finding, and one that counts files, rows, errors and warnings, as the command shows them."""
        return check_text(Outcome(self), _words(lang))


@dataclass(frozen=True, slots=True, repr=False)
class Reconciliation(_Shown, reconciling.Reconciliation):
    """Every claim judged, and what the command says of them."""

    def to_text(self, lang: str = "en") -> str:
        """Every claim with its verdict, why, and what would make it true, as the command shows it."""
        return verdicts_text(self.claims, _style(lang))


@dataclass(frozen=True, slots=True, repr=False)
class SideBySide(_Shown):
    """One table against several targets or on several bases: `by` says which, `reports` are under their names."""

    by: str
    reports: Mapping[str, GapReport] = field(hash=False)

    @property
    def ranking_holds(self) -> bool:
        """Whether the rows with a gap to every target, or a rate on every basis, stand in one order by it."""
        reports = list(self.reports.values())
        if self.by == "target":
            return ranking_holds(reports, lambda coverage: coverage.gap)
        return ranking_holds(reports, lambda coverage: coverage.rate)

    def to_text(self, lang: str = "en") -> str:
        """The table with its notes, as the command shows it."""
        if self.by == "target":
            return targets_text([*self.reports.values()], "table", _style(lang))
        return bases_text({**self.reports}, "table", _style(lang))

    def to_frame(self, *, totals: bool = False) -> pd.DataFrame:
        """A tidy frame, a row a segment and a target or basis, which `target_name` or `basis_name` says.

        Columns and units are those of `GapReport.to_frame`. With `totals`, the totals of each follow its rows, their
        segment TOTAL.
        """
        import pandas as pd

        name = f"{self.by}_name"
        frames = {name: report.to_frame(totals=totals) for name, report in self.reports.items()}
        return pd.concat(frames, names=[name]).reset_index(level=0).reset_index(drop=True).astype({name: "string"})


_Told = TypeVar("_Told", GapReport, TrendReport, PlanReport, CheckReport, Reconciliation)


def told(kind: type[_Told], report: object) -> _Told:
    """What a command found, with the frames and the words that notebooks want."""
    return kind(**{one.name: getattr(report, one.name) for one in fields(kind)})
