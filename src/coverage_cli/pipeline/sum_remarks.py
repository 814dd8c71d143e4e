"""Why a total is not what a reader makes of the rows, or of its own figures."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from coverage_cli.domain.model import Remark
from coverage_cli.domain.names import joined
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rates import uncovered_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.domain.model import Report


_SUMMED: dict[tuple[bool, bool], str] = {
    (True, False): phrase(
        "{names:names}: uncovered adds up what each segment lacks; it is not workers less participants, because people "
        "in several segments count once in the total."
    ),
    (False, True): phrase(
        "{names:names}: uncovered adds up what each segment lacks; it is not workers less participants, because "
        "participants beyond the workers of their segment cover nobody in another."
    ),
    (True, True): phrase(
        "{names:names}: uncovered adds up what each segment lacks; it is not workers less participants, because people "
        "in several segments count once in the total, and participants beyond the workers of their segment cover "
        "nobody in another."
    ),
}
"""By whether people are in several segments, and whether a segment is over 100%."""


def shortfalls(report: Report) -> Iterator[Remark]:
    """Why the shortfalls of the rows are more than the total's, for whoever adds them up."""
    total, parts = report.total.coverage, [row.coverage for row in report.rows]
    if sum(one.participants or 0 for one in parts if one.rate is not None) != total.participants:
        return  # people of several rows, or rows of several programmes: nobody adds those up
    added = sum(one.shortfall or 0 for one in parts)
    if total.shortfall is not None and added > total.shortfall and any((one.gap or 0) < 0 for one in parts):
        yield Remark(
            "The rows' shortfalls add up to {sum:n}; the total's own is {shortfall:n}, because there people above the "
            "target of one row make up for others.",
            {"sum": str(added), "shortfall": str(total.shortfall)},
        )


def uncovered(report: Report) -> Iterator[Remark]:
    """Of which rows and totals the uncovered are not workers less participants, and why."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in (*report.rows, *report.totals):
        one = row.coverage
        if one.workers is None or one.participants is None or one.uncovered is None or one.excess is None:
            continue
        if one.uncovered != uncovered_of(one.workers, one.participants):
            # Each cell's people are its workers less what it lacks, and its excess; whoever is beyond counts once only.
            several = one.workers - one.uncovered + one.excess > one.participants
            name = joined(row.names) if row is not report.total else phrase("Total")
            names[_SUMMED[several, one.excess > 0]].append(name)
    for template, named in names.items():
        yield Remark(template, {"names": "\n".join(dict.fromkeys(named))})
