"""Findings in words: the rule's sentence, filled with what was found and made harmless."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.model import Kind
from coverage_cli.domain.nik import LENGTH, SHORTEST_CARD
from coverage_cli.domain.phrases import Phrase
from coverage_cli.domain.rules import RULES, Severity
from coverage_cli.domain.safe import Written, clean, clean_path

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from coverage_cli.domain.findings import Finding
    from coverage_cli.domain.wording import Wording

_LONGEST_VALUE = 80
_MOST_OF_A_RULE = 10
"""Findings of one rule that a stopped run lists: one status that nobody mapped is in thousands of rows."""
_MOST_OF_A_FAULT = 10
"""Findings that an exception's text lists, in Python; its `findings` are all of them."""
_COUNTS = {MEASURE[kind] for kind in (Kind.POPULATION, Kind.PARTICIPANTS)}
_DECIMALS = re.compile(
    rf"[-+]?(?:[0-9]{{1,{SHORTEST_CARD - 1}}}|[0-9]{{1,3}}(?:([.,])[0-9]{{3}}(?:\1[0-9]{{3}})?))"
    rf"[.,][0-9]{{1,{LENGTH - 1}}}"
)
"""A number with decimals: its whole part is too short for a personal number, and they are too short for a NIK."""


def message(finding: Finding, words: Wording) -> str:
    """What is wrong."""
    return _filled(finding, RULES[finding.code].message, words)


def hint(finding: Finding, words: Wording) -> str:
    """The way out."""
    return _filled(finding, RULES[finding.code].hint, words)


def advice(finding: Finding, words: Wording) -> str:
    """Both, in sentences."""
    return f"{ended(message(finding, words))} {words('Hint')}: {hint(finding, words)}."


def ended(text: str) -> str:
    """A sentence with its full stop, which a text of the file at its end may bring along."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _filled(finding: Finding, template: str, words: Wording) -> str:
    ours = tuple(isinstance(text, Phrase) for _, text in finding.args)
    return _sentence(words, template, finding.field or "", shown_value(finding) or Written(), finding.args, ours)


@lru_cache(maxsize=4096)
def _sentence(
    words: Wording,
    template: str,
    field: str,
    value: Written,
    args: tuple[tuple[str, str], ...],
    _ours: tuple[bool, ...],
) -> str:
    """Remembered, because a file that is wrong in one way is wrong so in a million rows.

    `_ours` are the arguments that are phrases: one equals a text of the data, and is written otherwise.
    """
    return words(template, {"field": field, "value": value, "near": "", "older": "", "way": "", **dict(args)})


def value(finding: Finding) -> str | None:
    """The text that broke the rule, masked and escaped; then shortened, as half a personal number has no mask."""
    text = finding.value
    if text is None:
        return None
    return clean(text) if len(text) <= _LONGEST_VALUE else f"{clean(text)[:_LONGEST_VALUE]}…"


def shown_value(finding: Finding) -> Written | None:
    """The same, as messages take it.

    Of a count with decimals all digits are shown, because they are what is wrong, and nobody's number.
    """
    text = value(finding)
    exact = finding.value or ""
    if finding.field in _COUNTS and len(exact) <= _LONGEST_VALUE and _DECIMALS.fullmatch(exact):
        text = exact
    return None if text is None else Written(text)


def place(finding: Finding) -> str:
    """path:line:column, as editors and compilers write it."""
    path, line, column = finding.place
    return f"{clean_path(path)}:{line}:{column}" if line else clean_path(path)


def listing(findings: Iterable[Finding], words: Wording) -> str:
    """Findings in data, each once and a line each: the first of each rule, and how many more there are of it."""
    return "".join(f"{text}\n" for text in listed(findings, words, line))


def listed(findings: Iterable[Finding], words: Wording, written: Callable[[Finding, Wording], str]) -> list[str]:
    """The same, each finding `written` in some way."""
    seen: Counter[str] = Counter()
    lines = []
    for finding in dict.fromkeys(findings):
        seen[finding.code] += 1
        if seen[finding.code] <= _MOST_OF_A_RULE:
            lines.append(written(finding, words))
    for code, count in sorted(seen.items()):
        if (more := count - _MOST_OF_A_RULE) > 0:
            given = {"code": code, "count": str(more)}
            lines.append(words("further findings of {code}: {count:n}; coverage check lists them all", given))
    return lines


def line(finding: Finding, words: Wording) -> str:
    """One finding in one line of text."""
    return f"{place(finding)}: {words(finding.severity.value)} {finding.code} {advice(finding, words)}"


def counts(findings: Collection[Finding], words: Wording) -> str:
    """How many errors and warnings there are."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    return words("errors: {errors}, warnings: {warnings}", errors=words.number(errors), warnings=words.number(warnings))


def refusal(findings: Collection[Finding], words: Wording) -> str:
    """Why nothing was computed from data with these findings."""
    return words("nothing was computed: {counts}", {"counts": counts(findings, words)})


def fault_text(sentence: str, findings: Sequence[Finding], words: Wording) -> str:
    """A fault as an exception's text: its sentence, then the first findings, a line each, and how many others."""
    lines = [sentence, *(line(finding, words) for finding in findings[:_MOST_OF_A_FAULT])]
    if (more := len(findings) - _MOST_OF_A_FAULT) > 0:
        lines.append(f"… {words.others(more)}")
    return "\n".join(lines)
