"""Workflow commands that GitHub Actions turns into annotations beside the changed lines."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

from coverage_cli.domain.findings import Finding
from coverage_cli.domain.rules import RULES, Severity
from coverage_cli.domain.system import why
from coverage_cli.output.checks import markdown_format
from coverage_cli.output.checks.formats import changes, closing
from coverage_cli.output.checks.outcome import Outcome
from coverage_cli.output.language import Words

MOST = 10
"""GitHub shows that many annotations of each level for a step, and drops the others without a word."""
LARGEST_SUMMARY = 1_000_000
"""Bytes; at 1 MiB GitHub shows no summary at all."""


def render(outcome: Outcome, words: Words) -> str:
    """At most `MOST` annotations of each level, then the closing line."""
    annotations = [
        _annotation(outcome, finding, more, words)
        for severity in Severity
        for finding, more in _chosen([one for one in outcome.listed if one.severity is severity])
    ]
    return "".join(f"{text}\n" for text in (*annotations, *_changes(outcome, words), closing(outcome, words)))


def _changes(outcome: Outcome, words: Words) -> list[str]:
    """What changed, as plain lines of the log: none of them may begin as a command does."""
    return [f" {text}" for text in changes(outcome, words).splitlines()]


def _chosen(findings: list[Finding]) -> Iterator[tuple[Finding, int]]:
    """Every finding if they fit; else the first one of each rule, with the number of its others."""
    if len(findings) <= MOST:
        yield from ((finding, 0) for finding in findings)
        return
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.code, finding)
    counts = Counter(finding.code for finding in findings)
    for code in sorted(counts, key=lambda code: (-counts[code], code))[:MOST]:
        yield first[code], counts[code] - 1


def _annotation(outcome: Outcome, finding: Finding, more: int, words: Words) -> str:
    text = finding.beside_place(words)
    if more:
        text += " " + words("{count:n} more of this rule: see the summary of the job.", count=str(more))
    _, line, column, _ = finding.place
    where = {"file": outcome.path(finding.place.path)}
    where |= {"line": str(line), "col": str(column)} if line else {}
    where["title"] = f"{finding.code} {words(RULES[finding.code].title)}"
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    return f"::{finding.severity.value} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def add_summary(outcome: Outcome, words: Words, path: str) -> str:
    """Append the full list to a step's summary; give a line for stderr where that failed."""
    try:
        room = LARGEST_SUMMARY - (os.path.getsize(path) if os.path.exists(path) else 0)  # noqa: PTH110, PTH202
        text = markdown_format.render(outcome, words, room)
        if not text:
            full = words(
                "the summary {path:path} is full and lacks this check: write it with --output check.md", path=path
            )
            return f"{full}\n"
        with open(path, "ab") as stream:  # noqa: PTH123
            stream.write(text.encode())
    except OSError as error:
        args = {"path": path, "what": why(error)}
        return words("the summary {path:path} cannot be written: {what:phrase}", args) + "\n"
    return ""
