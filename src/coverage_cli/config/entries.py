"""What an input of `config/sources.yaml` says of its fields: unknown ones, and what is at odds with itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_cli.config.sheets import with_period
from coverage_cli.config.yaml.validation import note, note_twice
from coverage_cli.domain.fields import FIELDS, MEASURE, SIDES
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.periods.formats import PeriodFormat, parse_format
from coverage_cli.domain.periods.parts import MONTHS_OF, Part, behind_year, is_year
from coverage_cli.domain.periods.periods import parse_period
from coverage_cli.domain.phrases import Phrase, phrase

if TYPE_CHECKING:
    from pydantic import ValidationInfo


_COUNTED = frozenset(MEASURE.values())
_ONE_COLUMN = phrase(
    'the column "{value}" is given for {other} and for {name}; where the file lacks one of them, write one value '
    "for all rows, such as constants: {{{name}: all}}"
)
_NO_FORMAT = phrase("period_granularity says what a day of period_format means, and this input has no period_format")
_NO_DAY = phrase("the format has no day, which period_granularity: day could keep")
_NO_DATES = phrase("period_format is for a column of dates, and constants: gives one period for all rows")
_NO_EMPTY = phrase("rows with an empty cell are left out of counts alone: a person without a name is one all the same")
_NOT_THERE = phrase(
    "wide makes this field of the columns' names, and {section} asks the cells of the file; put the columns that are "
    "not wanted under unused: in place of wide:"
)
_NO_COUNTS = phrase("unit is for counts of workers or participants, and this input has persons")


def is_text(value: object) -> bool:
    """Whether a value is a scalar of YAML."""
    return isinstance(value, str)


def as_list(value: object) -> list[Any]:
    """The items of a list; what is none is a list of one."""
    return list(value) if isinstance(value, list | tuple) else [value]


def _mapping(entry: dict[str, Any], name: str) -> dict[str, Any]:
    """What an input says under a key; nothing where that is no mapping, which Pydantic tells."""
    value = entry.get(name)
    return value if isinstance(value, dict) else {}


def _at_odds(info: ValidationInfo, value: str, what: Phrase, **more: str) -> None:
    """Report that something is at odds with something else that is said, at the place of its value."""
    note(info, "C110", value, ("what", what), *more.items())


def check_fields(entry: dict[str, Any], dimensions: tuple[str, ...], info: ValidationInfo) -> None:
    """Report what one input says of fields that is unknown, or at odds with something else that it says."""
    kinds = [Kind(kind) for kind in filter(is_text, as_list(entry.get("kind"))) if kind in set(FIELDS)]
    known = list(dict.fromkeys((*(name for kind in kinds for name in FIELDS[kind]), *dimensions)))
    if not kinds:
        return
    entry = with_period(entry, info)
    _check_names(entry, known, info)
    _check_settings(entry, kinds, dimensions, info)
    _check_dates(entry, info)
    _check_in_two(entry, info)
    _check_columns(entry, info)
    _check_constant_period(entry, info)
    values = _mapping(entry, "values")
    for name in values:
        note_twice(info, ((name_key(text), text) for text in _mapping(values, name)))
    _check_wide(entry, kinds, known, info)


def _check_names(entry: dict[str, Any], known: list[str], info: ValidationInfo) -> None:
    """Names are known fields; a count has a column, and neither one value for all rows nor other ones for cells."""
    for section in ("columns", "constants", "values"):
        allowed = known if section == "columns" else [field for field in known if field not in _COUNTED]
        for name in _mapping(entry, section):
            if name not in allowed:
                note(info, "C102", name, ("near", nearest(name, allowed) or ""), ("known", ", ".join(allowed)))
            elif section == "constants" and name in _mapping(entry, "columns"):
                _at_odds(info, name, phrase("this field has a column and a constant"))


def _check_settings(
    entry: dict[str, Any], kinds: list[Kind], dimensions: tuple[str, ...], info: ValidationInfo
) -> None:
    """Settings that speak of persons alone, or of counts alone."""
    if entry.get("id") is not None and Kind.PERSONS not in kinds:
        _at_odds(info, entry["id"], phrase("id is for files of persons, and this input has counts"))
    if entry.get("unit") is not None and set(kinds).isdisjoint(SIDES):
        _at_odds(info, entry["unit"], _NO_COUNTS)
    left = entry.get("leave_out")
    for name, texts in left.items() if isinstance(left, dict) and Kind.PERSONS in kinds else ():
        if any(not text.strip() for text in filter(is_text, as_list(texts))):
            _at_odds(info, name, _NO_EMPTY)
    if (weight := entry.get("weight")) is not None:
        if Kind.PERSONS not in kinds:
            _at_odds(info, weight, phrase("weight is for files of persons, and this input has counts"))
        elif "weight" in dimensions:
            _at_odds(info, weight, phrase("a dimension is named weight, but a person's weight is not a dimension"))


def _check_dates(entry: dict[str, Any], info: ValidationInfo) -> None:
    """How periods are written, and whether days are kept."""
    text, granularity = entry.get("period_format"), entry.get("period_granularity")
    if granularity is not None and text is None:
        _at_odds(info, granularity, _NO_FORMAT)
    form = parse_format(text.strip()) if isinstance(text, str) else None
    if isinstance(form, PeriodFormat) and granularity == "day" and not form.has_day:
        _at_odds(info, granularity, _NO_DAY)
    if text is not None and "period" in _mapping(entry, "constants"):
        _at_odds(info, text, _NO_DATES)


def _check_columns(entry: dict[str, Any], info: ValidationInfo) -> None:
    """A column is that of one field, and it is used or not."""
    unused = [name_key(name) for name in filter(is_text, as_list(entry.get("unused", ())))]
    seen: dict[str, str] = {}
    for ours, theirs in _mapping(entry, "columns").items():
        if not is_text(theirs):
            continue
        if (first := seen.setdefault(name_key(theirs), ours)) is not ours:
            _at_odds(info, theirs, _ONE_COLUMN, other=first, name=ours)
        if name_key(theirs) in unused:
            _at_odds(info, theirs, phrase('the column "{value}" stands under columns: and under unused:'))


_BOTH = phrase(
    "beside the year, give the column of months or the one of quarters; where one of the two is columns itself, wide: "
    "{{to: period}} names these"
)
_NO_YEAR = phrase('"{value}" is no year such as 2025, and period_columns gives the rest of a period alone')
_NO_PART: dict[Part, Phrase] = {
    "month": phrase('"{value}" is no month, and period_columns gives the year alone: write a name, or 01 to 12'),
    "quarter": phrase('"{value}" is no quarter, and period_columns gives the year alone: write Q1 to Q4'),
}
_TWO_PARTS = phrase("these columns may be months or quarters: write the first as {{{value}: 01}} or as {{{value}: Q1}}")
_HAS_ONE = phrase("period_columns gives the period, and {other} gives it too")
_TWICE = phrase('the column "{value}" is given under period_columns: and under {other}:')
_WHICH = phrase("the period stands in two columns: name the one that is meant by its header")


def _check_in_two(entry: dict[str, Any], info: ValidationInfo) -> None:
    """Two columns of a period are two, give it alone, and are used by nothing else."""
    given = entry.get("period_columns")
    if not isinstance(given, dict):
        return
    gives = {f"{section}:": "period" in _mapping(entry, section) for section in ("columns", "constants")}
    gives["wide:"] = _check_part(entry, given, info)
    gives["period_format:"] = entry.get("period_format") is not None
    for other in (name for name, gives_it in gives.items() if gives_it):
        _at_odds(info, next(iter(given), "period_columns"), _HAS_ONE, other=other)
    headers = {name: header for name, header in given.items() if is_text(header)}
    _check_taken(entry, headers, info)
    if "period" not in map(name_key, headers.values()):
        _check_meant(entry, info)


def _check_taken(entry: dict[str, Any], headers: dict[str, str], info: ValidationInfo) -> None:
    """The two columns are not used otherwise, nor one of them twice."""
    used = {"unused": as_list(entry.get("unused", ())), "columns": _mapping(entry, "columns").values()}
    taken = {name_key(text): section for section, texts in used.items() for text in filter(is_text, texts)}
    for name, header in headers.items():
        if other := taken.get(name_key(header)):
            _at_odds(info, header, _TWICE, other=other)
        taken[name_key(header)] = name


def _check_meant(entry: dict[str, Any], info: ValidationInfo) -> None:
    """What speaks of cells does not say `period` where that may be either of two columns."""
    for section in ("fill_down", "leave_out", "filter"):
        names = entry.get(section, ())
        for name in names if isinstance(names, dict) else as_list(names):
            if name == "period":
                _at_odds(info, name, _WHICH)


def _check_part(entry: dict[str, Any], given: dict[str, Any], info: ValidationInfo) -> bool:
    """That a year and one part of it are given, one of them by columns of a wide table; whether these are a third."""
    wide = _mapping(entry, "wide")
    columns = wide.get("columns") if wide.get("to") == "period" else None
    named = [name for name in ("year", *MONTHS_OF) if given.get(name) is not None]
    if len(named) == (1 if columns else 2) and named != [*MONTHS_OF]:
        texts = list(filter(is_text, columns.values() if isinstance(columns, dict) else as_list(columns or ())))
        _check_columns_of_parts(texts, info, years=named != ["year"])
    elif {"year", *MONTHS_OF}.issuperset(given):  # else a key is misspelt, which is told
        if len(named) == 2 and "year" in named:  # noqa: PLR2004 - a year and a part
            return True
        _at_odds(info, next(iter(given.values()), ""), _BOTH)
    return False


def _check_columns_of_parts(texts: list[str], info: ValidationInfo, *, years: bool) -> None:
    """That columns of a wide table are years, or else all of them months, or all of them quarters."""
    odd = {part: [text for text in texts if not behind_year(part, text)] for part in MONTHS_OF}
    part = min(MONTHS_OF, key=lambda one: len(odd[one]))
    if texts and not years and not any(odd.values()):
        _at_odds(info, texts[0], _TWO_PARTS)
    for text in [text for text in texts if not is_year(text)] if years else odd[part]:
        _at_odds(info, text, _NO_YEAR if years else _NO_PART[part])


_NO_PERIOD = phrase(
    'constants: gives the period "{value}", which is not a period: write 2025, 2025-Q3, 2025-09 or 2025-09-30'
)


def _check_constant_period(entry: dict[str, Any], info: ValidationInfo) -> None:
    period = _mapping(entry, "constants").get("period")
    if isinstance(period, str) and period.strip() and parse_period(period) is None:
        _at_odds(info, period, _NO_PERIOD)


def _check_wide(entry: dict[str, Any], kinds: list[Kind], known: list[str], info: ValidationInfo) -> None:
    wide = entry.get("wide")
    if not isinstance(wide, dict):
        return
    target = wide.get("to")
    if len(kinds) > 1:
        written = next(key for key in entry if key == "wide")  # which knows its place
        _at_odds(info, written, phrase("a wide table holds one kind of count: write an input for each kind"))
    allowed = [field for field in known if field not in {*_COUNTED, "status"}]
    if isinstance(target, str) and target not in allowed:
        note(info, "C102", target, ("near", nearest(target, allowed) or ""), ("known", ", ".join(allowed)))
    for section in ("columns", "constants"):
        if isinstance(target, str) and target in _mapping(entry, section):
            _at_odds(info, target, phrase("this field has a column or a constant, and wide gives it too"))
    unused = {name_key(name) for name in filter(is_text, as_list(entry.get("unused", ())))}
    for section in ("leave_out", "filter", "fill_down"):
        if isinstance(target, str) and target in (entry.get(section) or ()) and name_key(target) not in unused:
            _at_odds(info, target, _NOT_THERE, section=section)
    columns = wide.get("columns", ())
    for name in filter(is_text, columns if isinstance(columns, dict) else as_list(columns)):
        if name_key(name) in unused:
            _at_odds(info, name, phrase('the column "{value}" stands under wide: and under unused:'))
