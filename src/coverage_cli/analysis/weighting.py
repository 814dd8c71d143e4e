"""What a reader of weighted figures must know, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.remarks import Remark

if TYPE_CHECKING:
    from coverage_cli.domain.weights import Weighting


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
