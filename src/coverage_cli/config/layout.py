"""How one input file is to be read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.choices import (
    DECIMAL_COMMA,
    NAMES_OF_ENCODINGS,
    NUMBER_STYLES,
    NumberStyle,
    delimiter_of,
    encoding_of,
)
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import FIELDS
from coverage_cli.domain.findings import Place
from coverage_cli.domain.model import Kind
from coverage_cli.domain.periods.formats import PeriodFormat
from coverage_cli.domain.periods.parts import Part
from coverage_cli.domain.units import DECIMALS, Unit

_BUCKETS = {"s3", "s3a", "s3n"}
"""Addresses of buckets, which have no port."""
WORKBOOKS = (".xlsx", ".xlsm")
"""What a workbook's name ends with, in small letters."""
LOCK = "~$"
"""What the name begins with of the file that an office program keeps beside a workbook while it is open."""


@dataclass(frozen=True, slots=True)
class Wide:
    """A table with a column for each year, segment or the like: these columns' names become values of `field`.

    `columns` maps the file's header to the value that stands for it.
    """

    field: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class InTwo:
    """The headers of the two columns in which a period stands: its year, and its month or quarter.

    One of them is empty where columns of a wide table stand for it.
    """

    year: str
    within: str
    part: Part

    @property
    def headers(self) -> tuple[str, ...]:
        """Those that the file has."""
        return tuple(filter(None, (self.year, self.within)))


@dataclass(frozen=True, slots=True)
class Layout:
    """A file and how its text is spelled; None means that the file itself decides.

    `columns` maps our field to the file's header (`workers: jumlah_pekerja`); `also` does so where the header has
    that name, and else leaves the usual names. `constants` gives fields that the file lacks, `values` other values
    for cells, `period_format` says how the other cells of the period are written, `period_columns` in which two columns
    they stand. `missing` gives the texts that stand for no count. Empty cells of `fill_down` take the value above. Rows
    with a value of `leave_out` are left out; with `only`, all rows but those with one of its values. `entry` names the
    input that lists the file, as one of `listed`, `aggregate` the one whose rows of one key add up; empty where two are
    an error. `header` is the header's line, the first of `header_lines`, `sheet` a workbook's sheet, which is
    `sheet_asked` where an option names it.
    `basis` is the key of the basis whose rows alone are wanted, or with `beside` the only ones that are not; empty
    where all are. `identifier` is the form that every person's identifier has to have, `weight` the column of survey
    weights, the file's header; None where every person counts as one. `unit` is what counts are given in: people where
    nothing is said, unless the file speaks of another one. `shown` is the path as the user gave it, which findings and
    outputs repeat, `folder` the folder that was named, where the file was found in one.
    """

    path: str
    kind: Kind | None = None
    shown: str = ""
    folder: str = ""
    delimiter: str | None = None
    encoding: str | None = None
    number_style: NumberStyle | None = None
    unit: Unit | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    dimensions: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    period_format: PeriodFormat | None = None
    period_columns: InTwo | None = None
    missing: frozenset[str] = frozenset()
    fill_down: tuple[str, ...] = ()
    leave_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    wide: Wide | None = None
    entry: str = ""
    listed: int = 0
    aggregate: str = ""
    basis: str = ""
    beside: bool = False
    header: int | None = None
    header_lines: int = 1
    sheet: str | None = None
    sheet_asked: bool = False
    identifier: Literal["nik"] | None = None
    weight: str | None = None

    def __post_init__(self) -> None:
        """Refuse a password before the path is shown anywhere.

        Raises:
            UsageFault: the path is an address with a password in it.
        """
        if (shown := without_secret(self.path)) != self.path:
            raise UsageFault(
                "{path:path}: a password in an address would stand in every report; give it to the cluster as a "
                "setting",
                {"path": shown},
            )

    @property
    def name(self) -> str:
        """The path to show."""
        return self.shown or self.path

    def place(self, line: int, column: int) -> Place:
        """A place in the file."""
        return Place(self.name, line, column, self.named_sheet)

    @property
    def named_sheet(self) -> str:
        """The sheet that the configuration or an option names; empty where none is, or the file has no sheets."""
        return (self.sheet or "") if self.has_sheets else ""

    @property
    def has_sheets(self) -> bool:
        """Whether the file is a workbook, by its name."""
        return self.path.casefold().endswith(WORKBOOKS)

    @property
    def decimals(self) -> int:
        """How many decimals of a count are whole people."""
        return DECIMALS[self.unit or "people"]

    @property
    def decimal_mark(self) -> str:
        """Between a number's digits and its decimals: the mark that does not group."""
        return "," if self.number_style in DECIMAL_COMMA else "."

    @property
    def is_address(self) -> bool:
        """Whether the path is an address (s3a://, hdfs://, file://), which only a cluster reads."""
        return is_address(self.path)


def is_address(path: str) -> bool:
    """Whether a path is an address such as s3a://bucket/persons.parquet."""
    return "://" in path


def relative(path: str, folder: str) -> str:
    """A path from a folder, with / between its parts; an address is what it is."""
    return path if is_address(path) else os.path.relpath(path, folder).replace(os.sep, "/")


def without_secret(address: str) -> str:
    """The address with stars for a password in front of its host; AWS's secrets may hold a slash."""
    scheme, mark, rest = address.partition("://")
    front = rest if scheme.casefold() in _BUCKETS else rest.partition("/")[0]
    before, at, host = front.rpartition("@")
    user, colon, _ = before.partition(":")
    if not (at and colon) or "/" in user:
        return address
    return f"{scheme}{mark}{user}:***@{host}{rest[len(front) :]}"


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a command line says about the text of its files, without a sources.yaml.

    `columns` maps our fields to headers; a file without that header keeps the usual names.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    delimiter: str | None = None
    encoding: str | None = None
    number_style: NumberStyle | None = None
    sheet: str | None = None

    def of(self, layout: Layout) -> Layout:
        """The layout, with what the command line says in the place of what it said."""
        said = {name: getattr(self, name) for name in ("delimiter", "encoding", "number_style", "sheet")}
        given: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
        given |= {"sheet_asked": True} if self.sheet is not None else {}
        given |= {"period_columns": None} if "period" in self.columns else {}
        kept = {ours: theirs for ours, theirs in layout.columns.items() if ours not in self.columns}
        return replace(layout, columns=kept, also=self.columns, **given) if given or self.columns else layout


def spelling(
    columns: Iterable[tuple[str, str]],
    delimiter: str | None,
    encoding: str | None,
    number_style: str | None,
    sheet: str | None,
) -> Spelling:
    """What the options say about how files are spelled; `columns` are our fields, each with its header.

    Raises:
        UsageFault: an option with a value that is not known.
    """
    mark = None if delimiter is None else delimiter_of(delimiter)
    if delimiter is not None and mark is None:
        raise UsageFault(
            '{option} "{value}" is not known; use , ; | or tab', {"option": "--delimiter", "value": delimiter}
        )
    known = None
    if encoding is not None:
        known = encoding_of(encoding) or one_of("--encoding", encoding, tuple(NAMES_OF_ENCODINGS.values()))
    if number_style is not None:
        one_of("--number-style", number_style, NUMBER_STYLES)
    return Spelling(_columns(columns), mark, known, cast("NumberStyle | None", number_style), sheet)


def _columns(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    known = list(dict.fromkeys(name for names in FIELDS.values() for name in names))
    columns: dict[str, str] = {}
    for ours, theirs in pairs:
        one_of("--column", ours, known)
        if columns.setdefault(ours, theirs) != theirs:
            raise UsageFault('{option} gives "{value}" twice', {"option": "--column", "value": ours})
    return columns
