"""The model of `config/sources.yaml`: what it may say, each slip with its line and column.

The file is a list of inputs, each with its kind, its files and whatever differs from a plain table. Every key is
described in docs/reading.md.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from coverage_cli.config.layout import DELIMITERS, ENCODINGS, Layout, NumberStyle, Wide
from coverage_cli.config.validation import Section, fault, note
from coverage_cli.domain.findings import Place
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names import name_key, nearest
from coverage_cli.domain.periods import parse_period
from coverage_cli.domain.phrases import phrase

KEYS = ("branch", "segment", "period")
FIELDS = {
    Kind.POPULATION: (*KEYS, "workers", "basis", "source", "note"),
    Kind.PARTICIPANTS: (*KEYS, "participants", "programme", "source", "note"),
    Kind.PERSONS: (*KEYS, "participant_id", "status", "programme"),
}
_COUNTED = ("workers", "participants", "participant_id", "status")


def _listed(value: object) -> object:
    """One text where a list may stand is a list of one."""
    return (value,) if isinstance(value, str) else value


def _delimiter(value: object) -> object:
    if isinstance(value, str):
        value = DELIMITERS.get(value.casefold(), value)
        if value not in DELIMITERS.values():
            raise fault("C105", what=phrase('write ",", ";", "|" or tab'))
    return value


def encoding_of(value: str) -> str | None:
    """The name by which the reader knows an encoding; None where it is not one of them."""
    return ENCODINGS.get(value.casefold().replace("_", "-"))


def _encoding(value: object) -> object:
    if isinstance(value, str) and (value := encoding_of(value)) is None:
        raise fault("C105", what=phrase("write utf-8, utf-16, utf-16-le, utf-16-be, windows-1252 or iso-8859-1"))
    return value


def _line(value: object) -> object:
    if isinstance(value, str):
        if not (value.isascii() and value.isdigit() and 0 < int(value[:6]) <= 10_000):  # noqa: PLR2004 - a bound for slips
            raise fault("C105", what=phrase("a line number is expected, such as 3"))
        return int(value)
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
    return {name: name for name in value} if isinstance(value, list) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Filled = Annotated[str, BeforeValidator(_filled)]
FilledTexts = Annotated[tuple[Filled, ...], BeforeValidator(_some), BeforeValidator(_listed)]
Choices = Annotated[dict[str, FilledTexts], BeforeValidator(_some)]


class WideTable(Section):
    """Columns whose names are values of `to`: a year each, or a segment each."""

    to: Filled
    columns: Annotated[dict[str, Filled], BeforeValidator(_pairs), BeforeValidator(_some)]


class Input(Section):
    """Files of one spelling."""

    kind: Annotated[
        tuple[Literal["population", "participants", "persons"], ...], BeforeValidator(_some), BeforeValidator(_listed)
    ]
    files: FilledTexts
    delimiter: Annotated[str | None, BeforeValidator(_delimiter)] = None
    encoding: Annotated[str | None, BeforeValidator(_encoding)] = None
    number_style: NumberStyle | None = None
    header: Annotated[int | None, BeforeValidator(_line)] = None
    sheet: Filled | None = None
    columns: dict[str, Filled] = Field(default_factory=dict)
    constants: dict[str, Filled] = Field(default_factory=dict)
    values: dict[str, Annotated[dict[str, Filled], BeforeValidator(_some)]] = Field(default_factory=dict)
    missing: Texts = ()
    leave_out: Choices | None = None
    filter: Choices | None = None
    unused: Texts = ()
    wide: WideTable | None = None
    aggregate: Literal["sum"] | None = None
    id: Literal["nik"] | None = None
    weight: Filled | None = None

    def layout(self, kind: Kind, path: str, *, dimensions: tuple[str, ...], name: str) -> Layout:
        """How one of the files is read as one of the kinds; fields of other kinds are left aside."""
        known = {*FIELDS[kind], *dimensions}
        weight = self.weight if kind is Kind.PERSONS else None
        others = [theirs for ours, theirs in self.columns.items() if ours not in known]
        others += [self.weight] if self.weight and not weight else []
        return Layout(
            path,
            kind,
            delimiter=self.delimiter,
            encoding=self.encoding,
            number_style=self.number_style,
            columns={ours: theirs for ours, theirs in self.columns.items() if ours in known},
            dimensions=dimensions,
            constants={field: value for field, value in self.constants.items() if field in known},
            values={field: values for field, values in self.values.items() if field in known},
            missing=frozenset(text.strip() for text in self.missing),
            leave_out=_texts(self.leave_out),
            only=_texts(self.filter),
            unused=(*self.unused, *others),
            wide=Wide(self.wide.to, dict(self.wide.columns)) if self.wide else None,
            aggregate=name if self.aggregate else "",
            header=self.header,
            sheet=self.sheet,
            identifier=self.id if kind is Kind.PERSONS else None,
            weight=weight,
        )


def _texts(choices: dict[str, tuple[str, ...]] | None) -> dict[str, frozenset[str]]:
    return {name: frozenset(text.strip() for text in texts) for name, texts in (choices or {}).items()}


def _dimension_names(value: object) -> object:
    names = [name for name in value if isinstance(name, str)] if isinstance(value, list | tuple) else []
    taken = {name for fields in FIELDS.values() for name in fields}
    for name in names:
        if name in taken:
            raise fault("C105", what=phrase("this name is a field already"))
        if not name.isidentifier() or name != name.casefold():
            raise fault("C105", what=phrase("a dimension is a word in small letters, such as sex"))
    if len(set(names)) < len(names):
        raise fault("C105", what=phrase("a dimension is named twice"))
    return value


class SourcesFile(Section):
    """The whole file."""

    dimensions: Annotated[tuple[str, ...], BeforeValidator(_dimension_names), BeforeValidator(_listed)] = ()
    inputs: Annotated[tuple[Input, ...], BeforeValidator(_some)]

    @model_validator(mode="before")
    @classmethod
    def _fields_are_known(cls, value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 - whatever YAML holds
        """Every field that an input speaks of is one of its kinds', or a dimension, and is given once."""
        if isinstance(value, dict):
            dimensions = tuple(filter(_is_text, _as_list(value.get("dimensions", ()))))
            for entry in _as_list(value.get("inputs", ())):
                if isinstance(entry, dict):
                    _check_fields(entry, dimensions, info)
        return value


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _as_list(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _check_fields(entry: dict[str, Any], dimensions: tuple[str, ...], info: ValidationInfo) -> None:
    kinds = [Kind(kind) for kind in _as_list(entry.get("kind")) if kind in set(FIELDS)]
    known = list(dict.fromkeys((*(name for kind in kinds for name in FIELDS[kind]), *dimensions)))
    if not kinds:
        return
    for section in ("columns", "constants", "values"):
        given = entry.get(section)
        for name in given if isinstance(given, dict) else ():
            allowed = known if section == "columns" else [field for field in known if field not in _COUNTED[:3]]
            if name not in allowed:
                near = nearest(name, allowed) or ""
                note(info, "C102", name, ("near", near), ("known", ", ".join(allowed)))
            elif section == "constants" and name in (entry.get("columns") or {}):
                note(info, "C110", name, ("what", "this field has a column and a constant"))
    if entry.get("id") is not None and Kind.PERSONS not in kinds:
        note(info, "C110", entry["id"], ("what", "id speaks of files of persons, and this input has none"))
    if (weight := entry.get("weight")) is not None:
        if Kind.PERSONS not in kinds:
            note(info, "C110", weight, ("what", "weight speaks of files of persons, and this input has none"))
        elif "weight" in dimensions:
            note(info, "C110", weight, ("what", "a dimension is named weight, and the weight of a person is none"))
    _check_constants(entry, info)
    _check_wide(entry, kinds, known, info)


def _check_constants(entry: dict[str, Any], info: ValidationInfo) -> None:
    constants = entry.get("constants")
    period = constants.get("period") if isinstance(constants, dict) else None
    if isinstance(period, str) and period.strip() and parse_period(period) is None:
        note(info, "V114", period, ("near", ""))
    values = entry.get("values")
    for texts in values.values() if isinstance(values, dict) else ():
        seen: dict[str, str] = {}
        for text in texts if isinstance(texts, dict) else ():
            if (first := seen.setdefault(name_key(text), text)) is not text:
                line = getattr(first, "place", Place("", 0))[1]
                note(info, "C103", text, ("first", str(line)))


def _check_wide(entry: dict[str, Any], kinds: list[Kind], known: list[str], info: ValidationInfo) -> None:
    wide = entry.get("wide")
    if not isinstance(wide, dict):
        return
    target = wide.get("to")
    if len(kinds) > 1:
        note(info, "C110", "wide", ("what", "a wide table holds one kind of count: write an input for each kind"))
    if isinstance(target, str) and target not in [field for field in known if field not in _COUNTED]:
        note(info, "C102", target, ("near", nearest(target, known) or ""), ("known", ", ".join(known)))
    for section in ("columns", "constants"):
        given = entry.get(section)
        if isinstance(given, dict) and isinstance(target, str) and target in given:
            note(info, "C110", target, ("what", "this field has a column or a constant, and wide gives it too"))
