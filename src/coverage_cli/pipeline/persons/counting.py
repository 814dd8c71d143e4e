"""What a run says about counting persons, before any is read: who, of which period, and with what means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from coverage_cli.analysis.matching import LATEST, Timeline
from coverage_cli.config.layout import Layout
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.choices import STATUSES, Status
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.model import Group, Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.engines.options import Resources
from coverage_cli.intake.rows import open_rows


@dataclass(frozen=True, slots=True)
class Counting:
    """Who is counted, and with what means.

    `programmes` are names as somebody types them, none means membership of any. `period` is the one whose totals are
    wanted: "latest", a period, or None where no totals are. With `by_programme`, each programme's members are counted
    beside all.
    """

    status: Status = "active"
    programmes: tuple[str, ...] = ()
    by_programme: bool = False
    period: str | None = LATEST
    resources: Resources = field(default_factory=Resources)

    def __post_init__(self) -> None:
        """Refuse what the command's option refuses."""
        one_of("status", self.status, STATUSES)

    @property
    def programme_keys(self) -> tuple[str, ...]:
        """What the names of programmes compare by."""
        return tuple(map(name_key, self.programmes))

    def scope(self, table: CountTable) -> frozenset[Group]:
        """The branches and periods of a table whose totals are wanted."""
        if self.period is None:
            return frozenset()
        if self.period != LATEST:
            return frozenset(group for group in table.counts if group.period == self.period)
        timeline = Timeline(table)
        # Of two that end on one day both: the branch may be one that nobody asks for, which is the match's to say.
        return frozenset(Group(branch, when.text) for branch in timeline for when in timeline.latest(branch))


def told_apart(layouts: Iterable[Layout], resources: Resources) -> tuple[list[Layout], list[Layout]]:
    """Files of persons, and files of counts. What says neither goes with persons where there are any: to its finding.

    Raises:
        UsageFault: a file cannot be opened or read.
    """
    kinds = [(layout, _kind(layout, resources)) for layout in layouts]
    persons = [layout for layout, kind in kinds if kind is Kind.PERSONS]
    if persons:
        persons = [layout for layout, kind in kinds if kind in {Kind.PERSONS, None}]
    return persons, [layout for layout, _ in kinds if layout not in persons]


def _kind(layout: Layout, resources: Resources) -> Kind | None:
    """What a file is; None where its header is in doubt, or there is none."""
    if layout.is_address:
        if resources.remote is None:
            raise UsageFault(
                "{path:path} is an address that a cluster reads; add {option}",
                {"path": layout.name, "option": "--engine spark --spark-remote sc://host:15002"},
            )
        return Kind.PERSONS
    if layout.kind is not None:
        return layout.kind
    header = open_rows(layout, None).header
    return None if header is None else header.kind
