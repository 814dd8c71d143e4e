"""A plan together with what it answers and what it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.domain.months import month_after

if TYPE_CHECKING:
    from coverage_cli.analysis.history import Movement
    from coverage_cli.analysis.plan import Plan
    from coverage_cli.analysis.plan_request import Request
    from coverage_cli.domain.model import Report
    from coverage_cli.domain.remarks import Remark

RUPIAH = "Rp"


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, the request that it answers, and the figures of today behind it.

    `start`, of the figures, and `deadline` are months (`YYYY-MM`). `observed` is the movement that the pace was taken
    from, None where the user gave it or the data shows none. `left_out` names segments that lack a side.
    """

    plan: Plan
    request: Request
    report: Report
    start: str
    deadline: str
    observed: Movement | None = None
    left_out: tuple[str, ...] = ()
    currency: str = RUPIAH
    """The sign of the money that premiums and costs are in."""
    remarks: tuple[Remark, ...] = ()
    """Which months are past, what the target is, and who is counted, in today's figures and in those of the pace."""

    @property
    def branch(self) -> str:
        """The branch that the plan is for."""
        return self.report.total.branch or ""

    @property
    def reached(self) -> str | None:
        """The month in which the present pace reaches the target; None where it never does, or is not known."""
        return None if self.plan.reached_in is None else month_after(self.start, self.plan.reached_in)

    @property
    def months(self) -> tuple[str, ...]:
        """The months in which people are enrolled."""
        return tuple(
            month_after(self.start, number) for number in range(self.request.waiting + 1, self.request.months + 1)
        )
