"""What makes a finding the same one in the next run, although rows were added above it."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from coverage_cli.output import messages
from coverage_cli.output.safe import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coverage_cli.domain.findings import Finding
    from coverage_cli.output.checks import Outcome

_MOVING = frozenset({"line", "first", "other"})
"""Arguments that name lines."""


def fingerprinted(findings: Iterable[Finding], outcome: Outcome) -> Iterator[tuple[Finding, str]]:
    """Each finding with its fingerprint: rule, file and what was found, but no line; equal ones are numbered."""
    seen: Counter[str] = Counter()
    for finding in findings:
        parts = [finding.code, outcome.path(finding.place.path), finding.field or "", messages.value(finding) or ""]
        parts += [f"{name}={text}" for name, text in finding.args if name not in _MOVING]
        # Masked before it is hashed: the hash of a personal number is no secret.
        text = "\0".join(map(clean, parts))
        seen[text] += 1
        yield finding, hashlib.sha256(f"{text}\0{seen[text]}".encode()).hexdigest()[:32]
