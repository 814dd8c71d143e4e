"""`coverage check`: everything that is wrong with a set of files, and what it changes in another state of them."""

from __future__ import annotations

from dataclasses import replace

from coverage_cli.analysis.check_report import CheckReport
from coverage_cli.pipeline.checks.checked import checked
from coverage_cli.pipeline.checks.fileset import CheckRequest


def check(request: CheckRequest) -> CheckReport:
    """Check files as one set."""
    with checked(request) as done:
        if request.against is None or not request.against.strip("0"):
            return done.report
        from coverage_cli.pipeline.checks.comparing import compare

        return replace(done.report, comparison=compare(request, done, request.against))
