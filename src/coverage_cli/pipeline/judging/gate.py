"""Between judging and computing: what stops a run, and what is only said below its figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Self

from coverage_cli.domain.errors import DataFault
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.findings import Finding, in_order
from coverage_cli.domain.model import Group, Kind, Target
from coverage_cli.domain.remarks import Remark
from coverage_cli.domain.rules import RULES, Severity
from coverage_cli.intake.cells.weights import WEIGHT
from coverage_cli.pipeline.background import BackgroundTask
from coverage_cli.pipeline.judging.merging import merged
from coverage_cli.pipeline.judging.policy import Judged, Policy
from coverage_cli.pipeline.judging.suspicions import finder
from coverage_cli.pipeline.loading import Tables


class Ruled(NamedTuple):
    """The warnings that bear on what is shown, and a remark on what was excepted."""

    findings: tuple[Finding, ...]
    remarks: tuple[Remark, ...]


_COUNTED = frozenset({MEASURE[Kind.PARTICIPANTS], MEASURE[Kind.PERSONS], WEIGHT})
"""Fields whose cells are, or make, figures of participants."""


def _tells(finding: Finding, listed: Collection[str]) -> bool:
    """Whether a warning may give away a count that is left out: by its rule, by its cell, or of persons' `listed`."""
    rule = RULES[finding.code]
    of_persons = rule.counts_rows and finding.place.path in listed
    return of_persons or rule.telling or finding.field in _COUNTED


@dataclass(slots=True)
class Gate:
    """Lets findings pass that do not forbid computing, and keeps them; entered while figures are computed.

    A second process may still be at the `judging`; what it finds is taken in before anything else is.

    Where absent participants are declared to be none, `missing_is_zero`, none are missing: X102 is settled, except of a
    row that stands there without its count. What says that participants are missing is judged with what is shown,
    because it is not wrong in itself: another period's forbids nothing.
    """

    policy: Policy
    tables: Tables
    today: date
    judging: BackgroundTask[list[Judged]]
    missing_is_zero: bool
    _settled: bool = False
    _passed: list[Judged] = field(default_factory=list)
    _excepted: list[Judged] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Figures are computed from here on."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """What errors in the data made of the figures is no answer: they are told in its place."""
        if kind is None or issubclass(kind, Exception):
            self.settle()
        self.judging.cancel()

    def settle(self) -> None:
        """Take in what the judging found, which is waited for.

        Raises:
            DataFault: there is an error that counts.
        """
        if not self._settled:
            self._settled = True
            self._take(self.judging.result())

    def pass_on(self, judged: list[Judged]) -> None:
        """Take findings in.

        A firm rule stops the run even where it is excepted: an exception cannot choose between two readings.

        Raises:
            DataFault: one of them is an error that counts.
        """
        self.settle()
        self._take(judged)

    def _take(self, judged: list[Judged]) -> None:
        left = [one for one in judged if not (self.missing_is_zero and _is_absence(one.finding))]
        ruling = self.policy.rule(left, self.today, finder(self.tables))
        counting = [*ruling.judged, *(one for one in ruling.excepted if RULES[one.finding.code].firm)]
        if any(one.finding.severity is Severity.ERROR and not one.lacks for one in counting):
            raise DataFault(in_order([one.finding for one in merged(counting, self.tables.labels)]))
        self._passed += counting
        self._excepted += (one for one in ruling.excepted if not RULES[one.finding.code].firm)

    def relevant(
        self,
        groups: Collection[Group],
        segments: Collection[str] | None,
        doubts: Iterable[Finding] = (),
        *,
        target: Target | None = None,
        silent: bool = False,
    ) -> Ruled:
        """What bears on what is shown: on no key, or on a group (and a segment) that is asked for; then the doubts.

        Nothing is said of the source of another target than the one that is shown, such as one of the command line.
        Where it is `silent`, it lacks what may give away a count that is left out.

        Raises:
            DataFault: participants that are asked for are missing, which the project calls an error.
        """
        self.settle()
        periods = {group.period for group in groups}
        bearing, excused = (
            [
                one
                for one in judged
                if self._bears(one, groups, periods, segments)
                and (one.finding.code != "T105" or (target is not None and one.finding.value == target.name))
            ]
            for judged in (self._passed, self._excepted)
        )
        passed = [one.finding for one in merged(bearing, self.tables.labels)]
        excepted = [one.finding for one in excused]
        if any(finding.severity is Severity.ERROR for finding in passed):
            raise DataFault(in_order(passed))
        shown = passed
        if silent:
            listed = {source.path for source in self.tables.sources if source.kind is Kind.PERSONS}
            shown, excepted = ([one for one in found if not _tells(one, listed)] for found in (passed, excepted))
            shown = _without_lines(shown, listed)
        codes = ", ".join(sorted({finding.code for finding in excepted}))
        args = {"count": str(len(excepted)), "codes": codes, "path": self.policy.path}
        remark = Remark("Excepted in {path:path}: {count:n|finding|findings} ({codes}).", args)
        return Ruled((*doubts, *in_order(shown)), (remark,) if excepted else ())

    def _bears(
        self, one: Judged, groups: Collection[Group], periods: Collection[str], segments: Collection[str] | None
    ) -> bool:
        if one.key is None:
            return True
        if one.finding.code == "X106":
            # What a whole branch lacks is said beside figures of that period, not where an earlier one was asked for.
            if one.key.group._replace(period=one.lacks) in groups:
                return not self.missing_is_zero
            return one.lacks in periods and one.key.group in groups
        group = one.key.group._replace(period=one.lacks) if one.lacks else one.key.group
        is_of_all = not group.branch  # of a published total, of which some branch is shown
        return (is_of_all or group in groups) and (segments is None or one.key.cell[0] in {"", *segments})


def _without_lines(findings: list[Finding], listed: Collection[str]) -> list[Finding]:
    """With the whole file for the place of those in files of persons: between two lines of these, rows are people.

    A warning of each branch at its first row would tell how many rows the branch before it has.
    """
    return [one._replace(place=one.place.whole_file) if one.place.path in listed else one for one in findings]


def _is_absence(finding: Finding) -> bool:
    """Whether a row is missing, and not the count in it."""
    return finding.code == "X102" and "place" not in dict(finding.args)
