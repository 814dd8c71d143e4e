"""A file that changes while it is read: several readers look at it, and may each have seen another state of it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.engines.errors import DisagreementError
from coverage_cli.intake.opening import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.config.layout import Layout


@contextmanager
def unchanged(layout: Layout) -> Iterator[None]:
    """Refuse a file that is another one, or was written to, when this is left; readers that then disagree are no fault.

    Raises:
        UsageFault: it changed.

    """
    before = state_of(layout.path)
    try:
        yield
    except DisagreementError:
        _refuse_changed(layout, before)
        raise
    _refuse_changed(layout, before)


def _refuse_changed(layout: Layout, before: tuple[int, ...] | None) -> None:
    if state_of(layout.path) != before:
        raise UsageFault(
            "{path:path} changed while it was read; run this again when nobody writes to it", {"path": layout.name}
        )
