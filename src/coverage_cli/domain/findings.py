"""A finding: one thing that is wrong or doubtful, with its place. A value, never an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coverage_cli.domain.phrases import Phrase
from coverage_cli.domain.rules import RULES, Severity

if TYPE_CHECKING:
    from collections.abc import Callable


class Place(NamedTuple):
    """Where in a file: physical line and character, both from 1; 0 where the whole file is meant."""

    path: str
    line: int = 0
    column: int = 0


class Finding(NamedTuple):
    """A broken rule at a place; a tuple, because a bad file can have a million of them.

    `value` is the text that broke it, as it stands in the file (masked and escaped where it is shown); `args`
    fill the rule's message. `lesser` says that this is the milder case of a rule that has one, and `weight` is the
    severity that the configuration gives in place of the rule's.
    """

    code: str
    place: Place
    field: str | None = None
    value: str | None = None
    args: tuple[tuple[str, str], ...] = ()
    lesser: bool = False
    weight: Severity | None = None

    @property
    def severity(self) -> Severity:
        """What the catalogue says of the rule, unless the configuration changed it."""
        if self.weight is not None:
            return self.weight
        rule = RULES[self.code]
        return rule.lesser if self.lesser else rule.severity

    @property
    def order(self) -> tuple[str, int, int, str, str, str]:
        """Findings are sorted by place, then code."""
        return (*self.place, self.code, self.field or "", self.value or "")

    def __str__(self) -> str:
        """The finding in a line of English, as `coverage check` writes it."""
        from coverage_cli.domain.messages import line
        from coverage_cli.domain.wording import ENGLISH

        return line(self, ENGLISH)

    def rewritten(self, write: Callable[[str], str]) -> Finding:
        """The finding with the texts of the data that fill its message written otherwise; phrases stay."""
        args = tuple((name, text if isinstance(text, Phrase) else write(text)) for name, text in self.args)
        return self._replace(args=args)


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings in the order in which every format lists them."""
    return tuple(sorted(findings, key=lambda finding: finding.order))
