"""A file that changes while it is read: several readers look at it, and may each have seen another state of it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from stat import S_ISREG
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.engines.errors import DisagreementError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.config.layout import Layout


@contextmanager
def unchanged(layout: Layout) -> Iterator[None]:
    """Refuse a file that is another one, or was written to, when this is left; readers that then disagree are no fault.

    Raises:
        UsageFault: it changed.

    """
    before = _state(layout.path)
    try:
        yield
    except DisagreementError:
        _refuse_changed(layout, before)
        raise
    _refuse_changed(layout, before)


def _refuse_changed(layout: Layout, before: tuple[int, ...] | None) -> None:
    if _state(layout.path) != before:
        raise UsageFault(
            "{path:path} changed while it was read; run this again when nobody writes to it", {"path": layout.name}
        )


def _state(path: str) -> tuple[int, ...] | None:
    """What changes with a file's bytes; None where it is no plain file, such as a pipe, or is gone."""
    try:
        found = os.stat(path)  # noqa: PTH116 - the path may hold what Path folds
    except OSError:
        return None
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns) if S_ISREG(found.st_mode) else None
