"""Files that change while they are read: several readers look at them, and may each have seen another state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from coverage_cli.config.layout import Layout
from coverage_cli.domain.errors import UsageFault
from coverage_cli.intake.files.opening import state_of


class Unchanged:
    """The files of a run as they were when it began to read each of them."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Layout, tuple[int, ...] | None]] = {}

    @contextmanager
    def reading(self, layout: Layout) -> Iterator[None]:
        """Refuse a file that has changed when this is left; readers that then disagree, or fail, are no fault.

        Raises:
            UsageFault: it is another one than when it was first read, or was written to.
        """
        self._known.setdefault(layout.path, (layout, state_of(layout.path)))
        with self._held(layout.path):
            yield

    @contextmanager
    def again(self) -> Iterator[None]:
        """The same for all files that were read, of which a later look sees what the first one saw.

        Raises:
            UsageFault: one of them changed.
        """
        with self._held(*self._known):
            yield

    @contextmanager
    def _held(self, *paths: str) -> Iterator[None]:
        try:
            yield
        except Exception:
            self._refuse_changed(paths)
            raise
        self._refuse_changed(paths)

    def _refuse_changed(self, paths: tuple[str, ...]) -> None:
        for path in paths:
            layout, before = self._known[path]
            if state_of(path) != before:
                raise UsageFault(
                    "{path:path} changed while it was read; run this again when nobody writes to it",
                    {"path": layout.name},
                )
