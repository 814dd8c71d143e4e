"""The model of `config/targets.yaml`: rates to reach, by name, and which of them holds for a row.

Precedence: cell, then branch, then segment, then period, then the plain rate. A rate by year holds from that
year on, until the next one given.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import (
    BeforeValidator,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    WrapValidator,
    field_validator,
    model_validator,
)

from coverage_cli.config.rates import Rate, parse_rate, percent
from coverage_cli.config.yaml.validation import Placed, Section, WholeFile, fault, note, note_twice
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.periods.periods import known_period
from coverage_cli.domain.phrases import phrase


def _rate(value: object, info: ValidationInfo) -> Fraction:
    if isinstance(value, Fraction):
        return value
    rate = parse_rate(value) if isinstance(value, str) else Rate(None)
    if rate.value is None:
        raise fault(rate.fault or "T101")
    if rate.doubt and isinstance(value, str):
        note(info, rate.doubt, value, ("percent", percent(rate.value)))
    return rate.value


def _names(value: object, info: ValidationInfo) -> object:
    """Names in the form in which they compare; two spellings of one name are a fault."""
    if not isinstance(value, dict):
        return value
    note_twice(info, ((name_key(name), name) for name in value))
    return {_moved(name_key(name), name): rate for name, rate in value.items()}


def _moved(key: str, name: str) -> str:
    """The key, with the place of the name that it was made from."""
    return Placed.at(key, name.place) if isinstance(name, Placed) else key


def _years(value: object) -> object:
    if isinstance(value, dict):
        for year in value:
            if not (len(year) == 4 and year.isascii() and year.isdigit() and year != "0000"):  # noqa: PLR2004 - YYYY
                raise fault("C105", what=phrase('"{year}" is not a year (YYYY)'), year=year)
    return value


_RATE_TEXT = {
    "type": "string",
    "pattern": r"^(?!1([.,]0+)?$)(100([.,]0{1,12})?|[1-9]?[0-9]([.,][0-9]{1,12})?)\s?%?$",
}
"""What `parse_rate` takes."""
_RATE_NUMBER = {"type": "number", "minimum": 0, "maximum": 100, "not": {"const": 1}}
RateValue = Annotated[
    Fraction,
    BeforeValidator(_rate),
    WithJsonSchema({"description": "a rate: 80%, or 80", "anyOf": [_RATE_TEXT, _RATE_NUMBER]}),
]
PlacedName = Annotated[str, PlainValidator(lambda name: name), WithJsonSchema({"type": "string"})]
NameMap = Annotated[dict[PlacedName, RateValue], BeforeValidator(_names)]
Key = Annotated[str, WrapValidator(lambda name, text: _moved(name_key(text(name)), name))]


class CellRate(Section):
    """A target of one segment of one branch."""

    branch: Key
    segment: Key
    rate: RateValue


class TargetRates(Section):
    """One named target."""

    source: str = ""
    note: str = ""
    rate: RateValue | None = None
    rates: Annotated[dict[str, RateValue], BeforeValidator(_years)] = Field(default_factory=dict)
    branches: NameMap = Field(default_factory=dict)
    segments: NameMap = Field(default_factory=dict)
    cells: tuple[CellRate, ...] = ()

    @field_validator("cells", mode="before")
    @classmethod
    def _each_cell_once(cls, value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401
        cells = [cell for cell in value if isinstance(cell, dict)] if isinstance(value, list) else []
        names = [(cell.get("branch"), cell.get("segment")) for cell in cells]
        known = [(branch, segment) for branch, segment in names if isinstance(branch, str) and isinstance(segment, str)]
        note_twice(info, (((name_key(branch), name_key(segment)), segment) for branch, segment in known))
        return value

    @model_validator(mode="before")
    @classmethod
    def _plain_rate(cls, value: Any) -> Any:  # noqa: ANN401 - a rate alone stands for a target
        return {"rate": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _says_a_rate(self) -> TargetRates:
        if self.rate is None and not (self.rates or self.branches or self.segments or self.cells):
            raise fault("C105", what=phrase("a rate is expected, under rate, rates, branches, segments or cells"))
        return self

    def applies(self, branch: str | None, segment: str | None, period: str | None) -> Fraction | None:
        """The rate for a cell, a branch's total (no segment), a segment over branches, or everything."""
        own = self._own(branch, segment)
        if own is None and (year := self.year(branch, segment, period)) is not None:
            return self.rates[year]
        return self.rate if own is None else own

    def year(self, branch: str | None, segment: str | None, period: str | None) -> str | None:
        """The year whose rate holds for a cell and whatever else has a rate; None where its rate is not one by year."""
        if period is None or not self.rates or self._own(branch, segment) is not None:
            return None
        year = f"{known_period(period).last.year:04d}"
        return max((start for start in self.rates if start <= year), default=None)

    def next_year(self, year: str) -> str | None:
        """The next year after one that has a rate."""
        return min((later for later in self.rates if later > year), default=None)

    def _own(self, branch: str | None, segment: str | None) -> Fraction | None:
        """The rate whatever the year."""
        if (rate := self._by_cell.get((branch, segment))) is not None:
            return rate
        if branch is not None and branch in self.branches:
            return self.branches[branch]
        return None if segment is None else self.segments.get(segment)

    @cached_property
    def _by_cell(self) -> dict[tuple[str | None, str | None], Fraction]:
        return {(cell.branch, cell.segment): cell.rate for cell in self.cells}


class TargetsFile(WholeFile):
    """The whole file."""

    guide: ClassVar[str] = "targets"
    default: str | None = None
    targets: Annotated[dict[str, TargetRates], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _names_and_default(cls, value: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        if isinstance(targets := value.get("targets"), dict):
            note_twice(info, ((name_key(name), name) for name in targets))
            for name, target in targets.items():
                source = target.get("source") if isinstance(target, dict) else None
                if isinstance(source, str) and not source.strip():
                    note(info, "T105", _moved(name, source))
            _check_default(value.get("default"), targets, info)
        return value


_DEFAULT = phrase(" as default: NAME, with one of these names: {needed:names}")


def _check_default(wanted: object, targets: dict[str, Any], info: ValidationInfo) -> None:
    """It is one of the targets, and is said where they are several."""
    if wanted is None and len(targets) > 1:
        note(info, "C106", "default", ("also", _DEFAULT), ("needed", "\n".join(targets)))
    elif isinstance(wanted, str) and wanted not in targets:
        note(info, "C107", wanted, ("near", nearest(wanted, targets) or ""))
