"""What an exported report is accompanied by, as exhibits in the order in which they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.output.bases import bases_exhibit
from coverage_cli.output.inequalities import measures_exhibit, pareto_exhibit
from coverage_cli.output.plan_table import months_exhibit, plan_exhibit
from coverage_cli.output.side_by_side import targets_exhibit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coverage_cli.analysis.planned import Planned
    from coverage_cli.domain.model import Report
    from coverage_cli.output.exhibit import Exhibit
    from coverage_cli.output.inequalities import Asked
    from coverage_cli.output.language import Words


def exhibits(
    report: Report,
    words: Words,
    decimals: int,
    *,
    asked: Asked,
    targets: Sequence[Report],
    bases: Mapping[str, Report],
    planned: Planned | None,
) -> Iterator[Exhibit]:
    """What is asked for: who is not covered, how unequal it is, other targets or bases, and the plan."""
    if asked.pareto:
        yield pareto_exhibit(report, words, decimals)
    if asked.measures:
        yield measures_exhibit(report, words)
    if targets:
        yield targets_exhibit(targets, words, decimals)
    if bases:
        yield bases_exhibit(dict(bases), words, decimals)
    if planned is not None:
        yield plan_exhibit(planned, words, decimals)
        yield months_exhibit(planned, words)
