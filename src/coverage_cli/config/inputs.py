"""The model of `config/sources.yaml`: what it may say, each slip with its line and column.

The file is a list of inputs, each with its kind, its files and whatever differs from a plain table. Every key is
described in docs/reading.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from coverage_cli.config.entries import as_list, check_fields, is_text
from coverage_cli.config.layout import InTwo, Layout, Wide
from coverage_cli.config.sheets import Sheets
from coverage_cli.config.yaml.validation import BareText, Section, WholeFile, fault
from coverage_cli.domain.choices import NumberStyle, delimiter_of, encoding_of
from coverage_cli.domain.fields import FIELDS
from coverage_cli.domain.model import Kind
from coverage_cli.domain.periods.formats import PeriodFormat, parse_format
from coverage_cli.domain.periods.parts import parts_of
from coverage_cli.domain.phrases import Phrase, phrase
from coverage_cli.domain.units import Unit

_Said = TypeVar("_Said")


def _listed(value: object) -> object:
    """One text where a list may stand is a list of one."""
    return (value,) if isinstance(value, str) else value


def _delimiter(value: object) -> object:
    if isinstance(value, str) and (value := delimiter_of(value)) is None:
        raise fault("C105", what=phrase('write ",", ";", "|" or tab'))
    return value


def _encoding(value: object) -> object:
    if isinstance(value, str) and (value := encoding_of(value)) is None:
        raise fault(
            "C105",
            what=phrase(
                "write utf-8, utf-16, utf-16-le, utf-16-be, windows-1252, iso-8859-1, windows-1250, windows-1251, "
                "windows-1254, windows-1256, windows-1258, windows-874, shift-jis, gb18030, big5 or euc-kr"
            ),
        )
    return value


def _lines(value: object) -> object:
    """The numbers of the header's lines, which follow each other."""
    numbers = [_line(number) for number in value] if isinstance(value, list) else [_line(value)]
    first = next(iter(numbers), None)
    if value is not None and (not isinstance(first, int) or numbers != list(range(first, first + len(numbers)))):
        raise fault("C105", what=phrase("the lines of a header follow each other, such as [4, 5]"))
    return None if value is None else tuple(numbers)


def _line(value: object) -> object:
    if isinstance(value, str):
        if not (value.isascii() and value.isdigit() and 0 < int(value[:6]) <= 10_000):  # noqa: PLR2004 - a bound for slips
            raise fault("C105", what=phrase("a line number is expected, such as 3"))
        return int(value)
    return value


def _format(value: object) -> object:
    """The text of a format, which is asked again for what it means: an editor's schema has the text alone."""
    if isinstance(value, str) and isinstance(wrong := parse_format(value.strip()), Phrase):
        raise fault("C105", what=phrase(wrong))
    return value


def _filled(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise fault("C105", what=phrase("a text is expected, and nothing stands here"))
    return value


def _some(value: object) -> object:
    """Asked before the entries are checked, so that a bad entry is not called a missing one as well."""
    if isinstance(value, dict | list | tuple) and not value:
        raise fault("C105", what=phrase("at least one entry is expected"))
    return value


def _pairs(value: object) -> object:
    """A list of column names whose values are the names themselves."""
    if not isinstance(value, list):
        return value
    if not all(map(is_text, value)):
        raise fault("C105", what=phrase("names of columns are expected, or a mapping of each name to its value"))
    return {name: name for name in value}


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Filled = Annotated[str, BeforeValidator(_filled)]
FilledTexts = Annotated[tuple[Filled, ...], BeforeValidator(_some), BeforeValidator(_listed)]
_Wanted = Annotated[BareText, BeforeValidator(_filled)]
Choices = Annotated[tuple[_Wanted, ...], BeforeValidator(_some), BeforeValidator(_listed)]
LeftTexts = Annotated[tuple[BareText, ...], BeforeValidator(_some), BeforeValidator(_listed), BeforeValidator(_filled)]
"""Texts of rows to leave out; in a list one may be empty, as subtotals of databases and statistics programs have it."""


class WideTable(Section):
    """Columns whose names are values of `to`: a year each, or a segment each."""

    to: Filled
    columns: Annotated[dict[str, Filled], BeforeValidator(_pairs), BeforeValidator(_some)]


class PeriodColumns(Section):
    """The two columns in which a period stands."""

    model_config = ConfigDict(json_schema_extra={"not": {"required": ["month", "quarter"]}})

    year: Filled | None = None
    month: Filled | None = None
    quarter: Filled | None = None

    def headers(self, wide: WideTable | None) -> InTwo:
        """The same for whoever reads the columns, of which those of a wide table may be one."""
        if self.month or self.quarter:
            return InTwo(self.year or "", self.month or self.quarter or "", "month" if self.month else "quarter")
        return InTwo(self.year or "", "", parts_of(wide.columns.values() if wide else ())[0])


_TWO: dict[str, Any] = {"period_columns": {"minProperties": 2}}
"""Where no wide table has one of them."""


class Input(Section):
    """Files of one spelling."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["wide"]}, {"properties": _TWO}]})

    kind: Annotated[
        tuple[Literal["population", "participants", "persons"], ...], BeforeValidator(_some), BeforeValidator(_listed)
    ]
    files: FilledTexts
    delimiter: Annotated[str | None, BeforeValidator(_delimiter)] = None
    encoding: Annotated[str | None, BeforeValidator(_encoding)] = None
    number_style: NumberStyle | None = None
    unit: Unit | None = None
    header: Annotated[tuple[int, ...] | None, BeforeValidator(_lines)] = None
    sheet: Sheets | None = None
    columns: dict[str, Filled] = Field(default_factory=dict)
    constants: dict[str, Filled] = Field(default_factory=dict)
    values: dict[str, Annotated[dict[str, Filled], BeforeValidator(_some)]] = Field(default_factory=dict)
    period_format: Annotated[str | None, BeforeValidator(_format)] = None
    period_granularity: Literal["month", "day"] | None = None
    period_columns: PeriodColumns | None = None
    missing: Texts = ()
    fill_down: FilledTexts = ()
    leave_out: Annotated[dict[str, LeftTexts], BeforeValidator(_some)] | None = None
    filter: Annotated[dict[str, Choices], BeforeValidator(_some)] | None = None
    unused: Texts = ()
    wide: WideTable | None = None
    aggregate: Literal["sum"] | None = None
    id: Literal["nik"] | None = None
    weight: Filled | None = None

    def layout(self, kind: Kind, path: str, folder: str, dimensions: tuple[str, ...], *, name: str) -> Layout:
        """How one of the files, found in a folder if there is one, is read as one of the kinds.

        Fields of other kinds are left aside. `name` is the input's own.
        """
        known, persons = {*FIELDS[kind], *dimensions}, kind is Kind.PERSONS
        others = [header for field, header in self.columns.items() if field not in known]
        if self.weight and not persons:
            others.append(self.weight)
        return Layout(
            path,
            kind,
            folder=folder,
            delimiter=self.delimiter,
            encoding=self.encoding,
            number_style=self.number_style,
            unit=None if persons else self.unit,
            columns=_among(self.columns, known),
            dimensions=dimensions,
            constants=_among(self.constants, known),
            values=_among(self.values, known),
            period_format=self._dates(),
            period_columns=self.period_columns.headers(self.wide) if self.period_columns else None,
            missing=frozenset(text.strip() for text in self.missing),
            fill_down=self.fill_down,
            leave_out=_texts(self.leave_out),
            only=_texts(self.filter),
            unused=(*self.unused, *others),
            wide=Wide(self.wide.to, self.wide.columns) if self.wide else None,
            entry=name,
            aggregate=name if self.aggregate else "",
            header=self.header[0] if self.header else None,
            header_lines=len(self.header or (1,)),
            identifier=self.id if persons else None,
            weight=self.weight if persons else None,
        )

    def _dates(self) -> PeriodFormat | None:
        """How periods are written; None where they are written as everywhere."""
        keeps_days = self.period_granularity == "day"
        found = parse_format(self.period_format.strip(), keeps_days=keeps_days) if self.period_format else None
        return found if isinstance(found, PeriodFormat) else None


def _among(given: Mapping[str, _Said], known: set[str]) -> Mapping[str, _Said]:
    """What is said of known fields."""
    return {field: said for field, said in given.items() if field in known}


def _texts(choices: dict[str, tuple[str, ...]] | None) -> dict[str, frozenset[str]]:
    return {name: frozenset(texts) for name, texts in (choices or {}).items()}


def _dimension_names(value: object) -> object:
    names = [name for name in value if isinstance(name, str)] if isinstance(value, list | tuple) else []
    taken = {name for fields in FIELDS.values() for name in fields}
    seen: set[str] = set()
    for name in names:
        if name in taken:
            raise fault("C105", what=phrase('"{name}" is a field already'), name=name)
        if not name.isidentifier() or name != name.casefold():
            raise fault("C105", what=phrase('"{name}": a dimension is a word in small letters, such as sex'), name=name)
        if name in seen:
            raise fault("C105", what=phrase('the dimension "{name}" is named twice'), name=name)
        seen.add(name)
    return value


class SourcesFile(WholeFile):
    """The whole file."""

    guide: ClassVar[str] = "reading"
    dimensions: Annotated[tuple[str, ...], BeforeValidator(_dimension_names), BeforeValidator(_listed)] = ()
    inputs: Annotated[tuple[Input, ...], BeforeValidator(_some)] = ()
    """None for a side that is in data/ as everywhere; such tables have the dimensions too."""

    @model_validator(mode="before")
    @classmethod
    def _fields_are_known(cls, value: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        """Every field that an input speaks of is one of its kinds', or a dimension, and is given once."""
        dimensions = tuple(filter(is_text, as_list(value.get("dimensions", ()))))
        for entry in as_list(value.get("inputs", ())):
            if isinstance(entry, dict):
                check_fields(entry, dimensions, info)
        return value
