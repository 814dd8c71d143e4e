"""The outcome of a check as Markdown: counts by rule, then every finding under its rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coverage_cli.domain.findings import Finding, ended
from coverage_cli.domain.rules import RULES
from coverage_cli.output.checks.formats import changes, closing
from coverage_cli.output.checks.outcome import Outcome
from coverage_cli.output.language import Words
from coverage_cli.output.tables.markdown import escape

_LAST_LINE = 200
"""Bytes kept free for the line that counts what did not fit."""


def render(outcome: Outcome, words: Words, room: int | None = None) -> str:
    """The list, cut after a whole finding where it would take more than `room` bytes."""
    head = f"## coverage check\n\n{escape(closing(outcome, words))}\n"
    if outcome.report.comparison is not None:
        first, *more = changes(outcome, words).splitlines()
        head += f"\n{escape(first)}\n\n" + "".join(f"- {escape(text.strip())}\n" for text in more)
    if outcome.listed:
        head += _table(outcome, words)
    if room is not None and len(head.encode()) + _LAST_LINE > room:
        return ""
    out, taken, left = [head], len(head.encode()), len(outcome.listed)
    for text, findings in _lines(outcome, words):
        taken += len(text.encode())
        if room is not None and taken + _LAST_LINE > room:
            out.append(
                "\n" + words("{count:n|finding is|findings are} left out, to stay under 1 MB.", count=str(left)) + "\n"
            )
            break
        out.append(text)
        left -= findings
    return "".join(out)


def _table(outcome: Outcome, words: Words) -> str:
    counts = Counter(finding.code for finding in outcome.report.findings)
    rows = [
        f"| {code} | {escape(words(RULES[code].title))} | {words(RULES[code].family)} | {words.number(counts[code])} |"
        for code in sorted(counts)
    ]
    head = f"| {words('Rule')} | {words('What')} | {words('Family')} | {words('Findings')} |"
    return "\n" + "\n".join([head, "| --- | --- | --- | ---: |", *rows]) + "\n"


def _lines(outcome: Outcome, words: Words) -> Iterator[tuple[str, int]]:
    """Headings and findings, each with the number of findings that it shows."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in outcome.listed:
        by_rule.setdefault(finding.code, []).append(finding)
    for code in sorted(by_rule):
        hints = {finding.hint(words) for finding in by_rule[code]}
        shared = hints.pop() if len(hints) == 1 else None
        yield f"\n### {code} {escape(words(RULES[code].title))}\n\n{_hint(shared, words)}", 0
        for finding in by_rule[code]:
            own = "" if shared else f" {words('Hint')}: {finding.hint(words)}."
            said = ended(finding.message(words))
            text = f"{finding.where}: {words(finding.severity.value)}: {said}{own}"
            yield f"- {escape(text)}\n", 1


def _hint(hint: str | None, words: Words) -> str:
    return f"{words('Hint')}: {escape(hint)}.\n\n" if hint else ""
