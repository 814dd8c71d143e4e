"""A proposed project, with all of its inputs and its target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coverage_cli.config.draft import Draft
from coverage_cli.config.rates import parse_rate, percent
from coverage_cli.domain.names.keys import name_key

if TYPE_CHECKING:
    from pathlib import Path


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


@dataclass(frozen=True, slots=True)
class DraftProject:
    """A project to write: its folder, its inputs and its target."""

    folder: Path
    drafts: tuple[Draft, ...]
    dimensions: tuple[str, ...] = ()
    goal: Goal = field(default_factory=Goal)

    @property
    def left(self) -> int:
        """How much is left to decide."""
        open_ = sum(len(draft.questions) + len(self.divided(draft)) for draft in self.drafts)
        return (not self.goal.source) + open_

    def divided(self, draft: Draft) -> dict[str, tuple[str, str]]:
        """The fields by which an input alone divides people: what the other has for all rows, and the other's path.

        No row of the two has the same key until the parts are added up. One name divides nobody.
        """
        return {
            name: (other.constants.get(name, "all"), other.path)
            for other in self.drafts
            for name in ("branch", "segment")
            if other is not draft and name in draft.columns and name not in draft.values and other.has_one(name)
            if not _is_one(draft.names.get(name, ()), other.constants.get(name))
        }

    def settled_in(self, path: str) -> set[str]:
        """The fields of which an input says the one value for all rows."""
        return {name for draft in self.drafts if draft.path == path for name in draft.constants}


def _is_one(names: Sequence[str], whole: str | None) -> bool:
    """Whether all rows have one name, which is that of the other input, or may be."""
    return len(names) == 1 and (whole is None or name_key(names[0]) == name_key(whole))
