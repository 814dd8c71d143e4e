"""How one input file is to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_cli.domain.model import Kind

NumberStyle = Literal["id", "en", "plain"]
"""`id` groups by point (48.000), `en` by comma (48,000), `plain` not at all."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A file and how its text is spelled; None means that the file itself decides.

    `columns` maps our field to the file's header (`workers: jumlah_pekerja`); `shown` is the path as the user
    gave it, which findings and outputs repeat.
    """

    path: str
    kind: Kind | None = None
    shown: str = ""
    delimiter: str | None = None
    encoding: str | None = None
    number_style: NumberStyle | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    dimensions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The path to show."""
        return self.shown or self.path
