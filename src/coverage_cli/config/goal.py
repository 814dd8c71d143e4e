"""The target of a proposed project, as its owner says it."""

from __future__ import annotations

from dataclasses import dataclass

from coverage_cli.config.rates import parse_rate, percent


@dataclass(slots=True)
class Goal:
    """The target as it is proposed, or as its owner says it: the rate, and who set it."""

    rate: str = "80%"
    source: str = ""
    said: bool = False

    def answer(self, text: str) -> bool:
        """Take a rate; whether it is one that has one reading."""
        found = parse_rate(text.strip())
        if found.value is None or found.doubt:
            return False
        self.rate, self.said = percent(found.value), True
        return True
