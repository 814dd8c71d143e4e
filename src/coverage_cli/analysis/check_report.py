"""What a check of files found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Source
from coverage_cli.domain.rules import Severity

if TYPE_CHECKING:
    from coverage_cli.analysis.comparison import Comparison


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Every finding in order, those that are excepted, and every file with its rows used and reported."""

    findings: tuple[Finding, ...]
    sources: tuple[Source, ...]
    excepted: tuple[Finding, ...] = ()
    comparison: Comparison | None = None

    def count(self, severity: Severity | str) -> int:
        """How many findings are of a severity, which its word names too: error or warning.

        Raises:
            UsageFault: another word.
        """
        wanted = one_of("severity", severity, tuple(Severity))
        return sum(finding.severity is wanted for finding in self.findings)
