"""What a command refuses because of its figures: warnings, a rate below its floor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from coverage_cli.analysis.fail_under import FloorStatus, floor_status
from coverage_cli.cli.result import Result
from coverage_cli.config.rates import percent
from coverage_cli.domain.errors import DataFault, ExitCode
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Report
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rules import Severity
from coverage_cli.domain.tally import tally
from coverage_cli.output.figures import figures
from coverage_cli.output.language import words
from coverage_cli.output.style import Style

_MISSING = frozenset({"X102", "X106"})
"""The warnings that participants are missing."""


def refuse_warnings(findings: Iterable[Finding], *, strict: bool, bases: Mapping[str, Report] | None = None) -> None:
    """Fail on warnings where the user wants that.

    Raises:
        DataFault: there are warnings, and `strict` is set. Of several `bases`, it says which are of just some.
    """
    found = tuple(dict.fromkeys(findings))
    if strict and any(finding.severity is Severity.WARNING for finding in found):
        from coverage_cli.output.exhibits.bases import findings_apart

        raise DataFault(found, findings_apart(bases or {}))


def told_beside(
    formats: Iterable[str], findings: Iterable[Finding], language: str, bases: Mapping[str, Report] | None = None
) -> str:
    """The warnings, for stderr, where figures are written as CSV alone, which has no room for them.

    Of several `bases`, those of just some stand below the name of theirs.
    """
    if set(formats) != {"csv"}:
        return ""
    from coverage_cli.domain.messages import listing_apart
    from coverage_cli.output.exhibits.bases import findings_apart

    return listing_apart(findings, findings_apart(bases or {}), words(language))


def under(report: Report, floor: Fraction | None, result: Result, style: Style) -> Result:
    """The result, failed if the total's rate is below the floor or is not known.

    A rate above it that stands on some segments only is told, and whether `--strict` fails for what is missing: it
    has not where an exception or the project's severities say that what is missing is no warning.
    """
    if floor is None or (status := floor_status(report, floor)) is FloorStatus.REACHED:
        return result
    total = report.total
    args = {
        "rate": style.words.percent(figures(replace(total.coverage, target=floor), style.decimals).rate),
        "floor": percent(floor),
        **tally(total),
    }
    if total.coverage.rate is None:
        template = phrase("the total has no rate, and so does not reach {floor:decimal}, which --fail-under asks for")
    elif status is FloorStatus.BELOW:
        template = phrase("the total's rate {rate:decimal} is below {floor:decimal}, which --fail-under asks for")
    elif any(finding.code in _MISSING for finding in report.findings):
        template = phrase(
            "the total's rate {rate:decimal} stands on {counted:n} of {all:phrase}, which does not show that "
            "the whole reaches {floor:decimal}, as --fail-under asks; with --strict the run fails until the others are "
            "there, or --missing zero declares that absent means none"
        )
    else:
        template = phrase(
            "the total's rate {rate:decimal} stands on {counted:n} of {all:phrase}, which does not show that "
            "the whole reaches {floor:decimal}, as --fail-under asks; what the others lack is excepted or switched "
            "off, so --strict does not fail for it"
        )
    code = ExitCode.FAILED if status is FloorStatus.BELOW else result.code
    return replace(result, err=f"{result.err}{style.words(template, args)}\n", code=code)
