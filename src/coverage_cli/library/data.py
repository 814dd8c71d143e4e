"""What every function of the library is told about its data: which files are read, and who is counted in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from coverage_cli.config.project import Override
from coverage_cli.domain.choices import Status  # noqa: TC001 - typing.get_type_hints reads it
from coverage_cli.engines.options import Resources
from coverage_cli.pipeline.counting import Counting

if TYPE_CHECKING:
    from datetime import date

Names = str | Path | Sequence[str | Path] | None


class Sources(TypedDict, total=False):
    """Files in place of the project's own, the day that counts as today, and what counts files of persons."""

    project: str | Path | None
    population: Names
    participants: Names
    today: date | None
    resources: Resources | None


class Data(Sources, total=False):
    """Who is counted besides, in files of persons (`status`, `programme`), and on which basis workers are."""

    status: Status
    programme: Names
    basis: str | None


class Shared(TypedDict):
    """The same, as requests have it."""

    files: Override
    counting: Counting
    today: date | None
    basis: str | None


def shared(  # noqa: PLR0913 - the options that all share
    targets: str | Path | None = None,
    *,
    project: str | Path | None = None,
    population: Names = None,
    participants: Names = None,
    today: date | None = None,
    resources: Resources | None = None,
    status: Status = "active",
    programme: Names = None,
    basis: str | None = None,
) -> Shared:
    """What is given, as requests have it. An option that there is not is Python's own TypeError."""
    root, file = (None if path is None else str(path) for path in (project, targets))
    return Shared(
        files=Override(root, names(population), names(participants), file),
        counting=Counting(status, names(programme), resources=resources or Resources()),
        today=today,
        basis=basis,
    )


def names(given: Names) -> tuple[str, ...]:
    """One or several, as texts."""
    if given is None:
        return ()
    return (str(given),) if isinstance(given, str | Path) else tuple(map(str, given))
