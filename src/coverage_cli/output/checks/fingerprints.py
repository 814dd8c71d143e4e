"""What makes a finding the same one in the next run, although rows were added above it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from coverage_cli.domain.findings import Finding
from coverage_cli.domain.safe import clean
from coverage_cli.output.checks.outcome import Outcome

_MOVING = frozenset({"line", "first", "other"})
"""Arguments that name lines."""
_ADVICE = frozenset({"written", "also", "section", "needed", "page"})
"""Arguments of the hint alone: a text as it is to be written, and what a clause more says."""
MOVING_OF = {
    "N101": {"key", "rows", "other_rows"},
    "N102": {"key", "rows", "other_rows"},
    "C112": {"paths"},
    "K102": {"sum"},
    "K103": {"sum"},
    "K106": {"key", "count"},
    "K107": {"key", "count", "names"},
    "K112": {"rows", "usual"},
    "K113": {"key", "others", "rows"},
    "K114": {"count", "sum"},
    "K115": {"sum", "difference"},
    "S124": {"count"},
    "X102": {"place"},
    "X103": {"participants", "excess"},
    "X104": {"names"},
    "X106": {"key", "count"},
    "X107": {"key", "count", "names", "branches"},
    "P101": {"count"},
    "P107": {"count"},
    "P110": {"count"},
    "D106": {"rate_before", "rate", "change"},
    "D107": {"cells"},
    "D108": {"sum", "difference"},
    "D110": {"participants", "ratio", "workers"},
    "D111": {"key", "days"},
    "D112": {"cells"},
    "D113": {"key", "participants", "rate", "workers"},
    "D114": {"key", "rows", "workers"},
    "D117": {"participants", "rate", "workers"},
    "D118": {"key", "participants", "rate", "rows", "workers"},
    "D120": {"rows", "last"},
    "E102": {"count"},
}
"""Arguments of single rules that are counted over several rows, or say which of several rows the finding stands at."""


def fingerprinted(findings: Iterable[Finding], outcome: Outcome) -> Iterator[tuple[Finding, str]]:
    """Each finding with its fingerprint: rule, file and what was found, but no line and no count over rows.

    Equal ones are numbered.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        parts = [finding.code, outcome.path(finding.place.path), finding.field or "", finding.masked or ""]
        moving = _MOVING | _ADVICE | MOVING_OF.get(finding.code, set())
        parts += [f"{name}={text}" for name, text in finding.args if name not in moving]
        # Masked before it is hashed: the hash of a personal number is no secret.
        text = "\0".join(map(clean, parts))
        seen[text] += 1
        yield finding, hashlib.sha256(f"{text}\0{seen[text]}".encode()).hexdigest()[:32]
