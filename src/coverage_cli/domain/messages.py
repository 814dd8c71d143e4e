"""Several findings in words: a line each, how many there are, and what follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from coverage_cli.domain.findings import Finding, errors_among
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.wording import ENGLISH, Wording

_MOST_OF_A_RULE = 10
"""Findings of one rule that a stopped run lists: one status that nobody mapped is in thousands of rows."""
_MOST_OF_A_FAULT = 10
"""Findings that an exception's text lists, in Python; its `findings` are all of them."""


def listing(findings: Iterable[Finding], words: Wording) -> str:
    """Findings in data, each once and a line each: the first of each rule, and how many more there are of it."""
    return "".join(f"{text}\n" for text in listed(findings, words, Finding.line))


def listing_apart(findings: Iterable[Finding], apart: Mapping[str, Collection[Finding]], words: Wording) -> str:
    """The same; those that are of just some of several bases stand below the name of theirs."""
    own = {one for found in apart.values() for one in found}
    told = listing((one for one in findings if one not in own), words)
    for basis, found in apart.items():
        told += f"{words(phrase('On the basis {basis}:'), {'basis': basis})}\n{listing(found, words)}" if found else ""
    return told


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


def counts(findings: Collection[Finding], words: Wording) -> str:
    """How many errors and warnings there are."""
    errors = errors_among(findings)
    warnings = len(findings) - errors
    return words("errors: {errors:n}, warnings: {warnings:n}", errors=str(errors), warnings=str(warnings))


def refusal(findings: Collection[Finding], words: Wording) -> str:
    """Why nothing was computed from data with these findings."""
    return words("nothing was computed: {counts}", {"counts": counts(findings, words)})


def fault_text(sentence: str, findings: Sequence[Finding]) -> str:
    """A fault as an exception's text, in English: its sentence, the first findings, and how many others there are."""
    lines = [sentence, *(finding.line(ENGLISH) for finding in findings[:_MOST_OF_A_FAULT])]
    if (more := len(findings) - _MOST_OF_A_FAULT) > 0:
        lines.append(f"… {ENGLISH.others(more)}")
    return "\n".join(lines)
