"""What is said of a report in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coverage_cli.domain.weights import Weighting
from coverage_cli.domain.wording import ENGLISH, Wording


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence below a table: an English template and what fills it."""

    template: str
    args: Mapping[str, str] = field(default_factory=dict, hash=False)
    grounds: bool = False
    """Whether it says what the figures stand on: target with source, dates, basis, chosen segments, rows shown.

    A picture without notes tells it.
    """
    cited: bool = False
    """Whether the rows themselves say it: where they were published, with what reservation. A picture tells it too."""

    def text(self, words: Wording) -> str:
        """The sentence in a language."""
        return words(self.template, self.args)

    def __str__(self) -> str:
        """The sentence in English."""
        return self.text(ENGLISH)


def weighting_remark(weighting: Weighting) -> Remark:
    """Whose weights were added up, and how many respondents stand behind the sums, where that may be told."""
    columns = {"columns": ", ".join(weighting.columns)}
    if weighting.respondents is None:
        return Remark(
            "Participants are estimates of people: the weights in column {columns} added up, "
            "and rounded to whole people in tables.",
            columns,
        )
    return Remark(
        "Participants are estimates of people: the weights in column {columns} of {count:n|respondent|respondents} "
        "added up, and rounded to whole people in tables.",
        {**columns, "count": str(weighting.respondents)},
    )
