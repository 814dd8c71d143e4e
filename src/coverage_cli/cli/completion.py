"""Shell completion from the data at hand.

What cannot be read completes to nothing: a prompt is no place for messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coverage_cli.pipeline.listing import Listing


def branches(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401 - Typer's context
    """Branches that begin so."""
    return _matching(ctx, "branches", incomplete)


def segments(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401
    """Segments that begin so."""
    return _matching(ctx, "segments", incomplete)


def periods(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401
    """Periods of participants that begin so."""
    return _matching(ctx, "periods", incomplete)


def targets(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401
    """Names of targets that begin so."""
    return _matching(ctx, "targets", incomplete)


def _matching(ctx: Any, what: str, incomplete: str) -> list[str]:  # noqa: ANN401
    listing = _listing(ctx.params)
    names = getattr(listing, what) if listing else ()
    return [name for name in names if name.casefold().startswith(incomplete.casefold())]


def _listing(params: dict[str, Any]) -> Listing | None:
    from coverage_cli.config.project import Override
    from coverage_cli.domain.errors import UsageFault
    from coverage_cli.pipeline.listing import list_names

    population, participants = (tuple(params.get(name) or ()) for name in ("population", "participants"))
    try:
        return list_names(Override(params.get("project"), population, participants, params.get("targets")))
    except UsageFault:
        return None
