"""What a run says about counting persons, before any is read: who, of which period, and with what means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from coverage_cli.analysis.matching import LATEST
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names import name_key
from coverage_cli.engines.options import Resources
from coverage_cli.intake.opening import is_parquet
from coverage_cli.intake.rows import open_rows

if TYPE_CHECKING:
    from coverage_cli.config.layout import Layout


@dataclass(frozen=True, slots=True)
class Counting:
    """Who is counted, and with what means.

    `programmes` are names as somebody types them, none means membership of any. `period` is the one whose totals are
    wanted: "latest", a period, or None where no totals are. With `by_programme`, each programme's members are counted
    beside all.
    """

    status: Literal["active", "all"] = "active"
    programmes: tuple[str, ...] = ()
    by_programme: bool = False
    period: str | None = LATEST
    resources: Resources = field(default_factory=Resources)

    def __post_init__(self) -> None:
        """Refuse what the command's option refuses."""
        one_of("status", self.status, ("active", "all"))

    @property
    def programme_keys(self) -> tuple[str, ...]:
        """What the names of programmes compare by."""
        return tuple(map(name_key, self.programmes))


def is_persons(layout: Layout, resources: Resources) -> bool:
    """Whether a file lists persons; a header that is in doubt is left to the reader of counts.

    Raises:
        UsageFault: the file cannot be opened or read.

    """
    if layout.is_address:
        if resources.remote is None:
            raise UsageFault(
                "{path} is an address that a cluster reads; add --engine spark --spark-remote sc://host:15002",
                {"path": layout.name},
            )
        return True
    if layout.kind is not None:
        return layout.kind is Kind.PERSONS
    if is_parquet(layout.path):
        return True
    header = open_rows(layout, None).header
    return header is not None and header.kind is Kind.PERSONS
