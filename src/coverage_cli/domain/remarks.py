"""What is said of a report in sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coverage_cli.domain.wording import in_english

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence below a table: an English template and what fills it."""

    template: str
    args: Mapping[str, str] = field(default_factory=dict, hash=False)
    grounds: bool = False
    """Whether it says what the figures stand on: target with source, dates, basis. A picture without notes tells it."""
    cited: bool = False
    """Whether the rows themselves say it: where they were published, with what reservation. A picture tells it too."""

    def __str__(self) -> str:
        """The sentence in English."""
        return in_english(self.template, self.args)
