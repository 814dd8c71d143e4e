"""The outcome of a check in every format; as text, one finding a line, then one line that counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.domain.findings import Finding, Severity
from coverage_cli.output.language import words
from coverage_cli.output.messages import line

if TYPE_CHECKING:
    from coverage_cli.domain.model import Source
    from coverage_cli.output.language import Words


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found, and how much of it is listed: at most `most` findings, the rest only counted."""

    findings: tuple[Finding, ...]
    sources: tuple[Source, ...]
    most: int | None = None

    @property
    def listed(self) -> tuple[Finding, ...]:
        """The findings to list."""
        return self.findings if self.most is None else self.findings[: self.most]

    @property
    def omitted(self) -> int:
        """How many findings are counted and not listed."""
        return len(self.findings) - len(self.listed)

    def count(self, severity: Severity) -> int:
        """How many findings have a severity, listed or not."""
        return sum(finding.severity is severity for finding in self.findings)

    def fails(self, *, strict: bool) -> bool:
        """Whether the check fails: on an error, and with `strict` on a warning too."""
        return any(finding.severity is Severity.ERROR or strict for finding in self.findings)


def text_of(outcome: Outcome, name: str, language: str) -> str:
    """The outcome in the format of that name."""
    if name == "json":
        from coverage_cli.output.jsons import check_json

        return check_json(outcome)
    return check_text(outcome, words(language))


def check_text(outcome: Outcome, words: Words) -> str:
    """Every listed finding, then the closing line."""
    return "".join(f"{line(finding, words)}\n" for finding in outcome.listed) + closing(outcome, words) + "\n"


def closing(outcome: Outcome, words: Words) -> str:
    """Files, rows in = rows used + rows reported, errors, warnings, and what was left out."""
    rows, used, reported = (
        sum(getattr(source, name) for source in outcome.sources) for name in ("rows", "used", "reported")
    )
    text = words(
        "files: {files}; rows: {rows} = {used} used + {reported} reported; {counts}",
        files=words.number(len(outcome.sources)),
        rows=words.number(rows),
        used=words.number(used),
        reported=words.number(reported),
        counts=counts(outcome.findings, words),
    )
    if outcome.omitted:
        text += words("; left out by --max-findings: {omitted}", omitted=words.number(outcome.omitted))
    return text


def counts(findings: tuple[Finding, ...], words: Words) -> str:
    """How many errors and warnings there are."""
    numbers = [
        words.number(sum(finding.severity is severity for finding in findings))
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    return words("errors: {errors}, warnings: {warnings}", errors=numbers[0], warnings=numbers[1])
