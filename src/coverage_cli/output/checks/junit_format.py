"""JUnit XML, in the form that Jenkins, GitLab and most others read: a suite for each file, a case for each rule."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from xml.sax.saxutils import escape, quoteattr

from coverage_cli.domain.findings import Finding
from coverage_cli.domain.rules import RULES
from coverage_cli.output.checks.outcome import Outcome
from coverage_cli.output.language import Words

_NO_TIME = "1970-01-01T00:00:00"


def render(outcome: Outcome, words: Words) -> str:
    """Errors are failures (with --strict warnings too); other warnings stand in the output of a case that passes.

    Where few are listed, the others still make cases and failures: a case that is not there would have passed.
    """
    by_path: dict[str, dict[str, list[Finding]]] = {outcome.path(source.path): {} for source in outcome.report.sources}
    for finding in outcome.report.findings:
        by_path.setdefault(outcome.path(finding.place.path), {}).setdefault(finding.code, []).append(finding)
    listed = frozenset(map(id, outcome.listed))
    suites = [
        _suite(outcome, listed, number, path, by_path[path], words) for number, path in enumerate(sorted(by_path))
    ]
    failures = sum(suite[1] for suite in suites)
    tests = sum(suite[2] for suite in suites)
    head = _tag("testsuites", name="coverage check", tests=str(tests), failures=str(failures), errors="0")
    body = "".join(suite[0] for suite in suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{head}>\n{body}</testsuites>\n'


def _suite(
    outcome: Outcome, listed: AbstractSet[int], number: int, path: str, by_rule: dict[str, list[Finding]], words: Words
) -> tuple[str, int, int]:
    """The suite of a file, with its numbers of failures and of cases."""
    cases = [_case(outcome, listed, path, code, by_rule[code], words) for code in sorted(by_rule)]
    if not cases:
        cases = [(f"    <{_tag('testcase', classname=path, name='every rule', time='0')}/>\n", False)]
    failures = sum(failed for _, failed in cases)
    numbers = {"tests": str(len(cases)), "failures": str(failures), "errors": "0", "skipped": "0", "time": "0"}
    # Readers of the older form want a host and a time; neither may change between runs, nor from day to day.
    more = {"hostname": "localhost", "timestamp": _NO_TIME, "id": str(number), "package": "coverage"}
    head = _tag("testsuite", name=path, **numbers, **more)
    return f"  <{head}>\n{''.join(text for text, _ in cases)}  </testsuite>\n", failures, len(cases)


def _case(
    outcome: Outcome, listed: AbstractSet[int], path: str, code: str, findings: list[Finding], words: Words
) -> tuple[str, bool]:
    """A rule's case, and whether it failed."""
    title = RULES[code].title
    failing = any(map(outcome.condemns, findings))
    lines = escape("\n".join(finding.line(words) for finding in findings if id(finding) in listed))
    head = _tag("testcase", classname=path, name=f"{code} {title}", time="0")
    if failing:
        said = f"{len(findings)} findings: {title}" if len(findings) > 1 else findings[0].message(words)
        inner = f"      <{_tag('failure', message=said, type=code)}>{lines}</failure>\n"
    else:
        inner = f"      <system-out>{lines}</system-out>\n"
    return f"    <{head}>\n{inner}    </testcase>\n", failing


def _tag(element: str, /, **attributes: str) -> str:
    return " ".join([element, *(f"{key}={quoteattr(value)}" for key, value in attributes.items())])
