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
class Wide:
    """A table with a column for each year, segment or the like: these columns' names become values of `field`.

    `columns` maps the file's header to the value that stands for it.
    """

    field: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """A file and how its text is spelled; None means that the file itself decides.

    `columns` maps our field to the file's header (`workers: jumlah_pekerja`); `also` does so where the header
    has that name, and else leaves the usual names. `constants` gives fields that the file lacks, `values` other
    values for cells, `missing` the texts that stand for no count. Rows with a value of `leave_out` are left
    out; with `only`, all rows but those with one of its values. `aggregate` names the input whose rows of one
    key add up; empty where two rows of one key are an error. `header` is the header's line, `sheet` a
    workbook's sheet. `shown` is the path as the user gave it, which findings and outputs repeat.
    """

    path: str
    kind: Kind | None = None
    shown: str = ""
    delimiter: str | None = None
    encoding: str | None = None
    number_style: NumberStyle | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    dimensions: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    leave_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    wide: Wide | None = None
    aggregate: str = ""
    header: int | None = None
    sheet: str | None = None

    @property
    def name(self) -> str:
        """The path to show."""
        return self.shown or self.path
