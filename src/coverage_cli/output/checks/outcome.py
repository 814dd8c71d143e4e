"""A check's report and how it is shown, which every format of it shares."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache

from coverage_cli.analysis.check_report import CheckReport
from coverage_cli.config.layout import relative
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.rules import Severity
from coverage_cli.domain.safe import clean_path


@dataclass(frozen=True, slots=True)
class Outcome:
    """A check's report and how it is shown: at most `most` findings are listed, the rest only counted.

    `base` is the folder that paths are given from in formats that other programs read; None leaves them as they are.
    """

    report: CheckReport
    most: int | None = None
    strict: bool = False
    base: str | None = None

    @property
    def listed(self) -> tuple[Finding, ...]:
        """The findings to list."""
        return self.report.findings[: self.most]

    @property
    def omitted(self) -> int:
        """How many findings are counted and not listed."""
        return len(self.report.findings) - len(self.listed)

    def condemns(self, finding: Finding) -> bool:
        """Whether this finding alone fails the check."""
        return self.strict or finding.severity is Severity.ERROR

    @property
    def fails(self) -> bool:
        """Whether the check fails: on an error, and where that is asked for on a warning too."""
        return any(map(self.condemns, self.report.findings))

    def path(self, path: str) -> str:
        """A path as other programs want it: from the base, with forward slashes."""
        return _from_base(path, self.base)


@cache
def _from_base(path: str, base: str | None) -> str:
    shown = clean_path(path)
    return shown.replace(os.sep, "/") if base is None or shown.startswith("<") else relative(shown, base)
