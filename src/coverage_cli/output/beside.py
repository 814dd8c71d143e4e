"""What an exported report is accompanied by, as exhibits in the order in which they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.output.bases import bases_exhibit
from coverage_cli.output.inequalities import Asked, measures_exhibit, pareto_exhibit
from coverage_cli.output.plan_table import months_exhibit, plan_exhibit
from coverage_cli.output.side_by_side import targets_exhibit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coverage_cli.analysis.planned import Planned
    from coverage_cli.domain.model import Report
    from coverage_cli.output.exhibit import Exhibit
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


def refuse_unlike(asked: Asked, targets: Sequence[str], bases: Sequence[str], *, top: bool, planned: bool) -> None:
    """Refuse what does not go together, before any work is done.

    Raises:
        UsageFault: a part of the rows for what is about all of them, or several bases with what needs one.

    """
    several = len(targets) > 1 or len(bases) > 1
    if top and (any(asked) or several):
        raise UsageFault("--pareto, --measures, several targets and several bases are about all rows; leave --top away")
    if len(bases) > 1 and len(targets) > 1:
        raise UsageFault("several bases and several targets do not go together; give one of either")
    if len(bases) > 1 and (any(asked) or planned):
        raise UsageFault("several bases do not go with --pareto, --measures or --plan-by; give one basis")
