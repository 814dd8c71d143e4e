"""`config/checks.yaml`: thresholds of the plausibility rules, severities, and published totals to hold data against."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from coverage_cli.analysis.rules.plausibility import Limits
from coverage_cli.analysis.rules.published import PublishedTotal
from coverage_cli.config.rates import percent
from coverage_cli.config.yaml.validation import Section, WholeFile, fault, note
from coverage_cli.domain.bases import basis_key
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.findings import Place
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.periods.periods import PATTERN, parse_period
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rules import RULES, Severity, meant_rule

CHECKS = "checks.yaml"
"""Its name within a project's config folder."""
OFF = "off"

_PERCENT = re.compile(r"(?P<number>[0-9]{1,4}(?:[.,][0-9]{1,6})?)\s?(?P<sign>%?)")
_COUNT = re.compile(r"0|[1-9][0-9]{0,12}")


def _percent(value: object) -> Fraction:
    match = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise fault("C105", what=phrase("a percentage such as 10% is expected"))
    number = Fraction(match["number"].replace(",", "."))
    if 0 < number <= 1 and not match["sign"]:
        raise fault(
            "C105",
            what=phrase("'{text}' can be read as {text}% or as {hundredfold:decimal}%: write it with its sign"),
            text=match["number"],
            hundredfold=percent(number).removesuffix("%"),
        )
    return number / 100


class _PlacedCount(int):
    """A count that remembers where it stands."""

    place: Place


def _count(value: object) -> int:
    if not isinstance(value, str) or _COUNT.fullmatch(value) is None:
        raise fault("C105", what=phrase("a whole number in plain digits is expected, such as 48000"))
    count = _PlacedCount(value)
    count.place = getattr(value, "place", Place(CHECKS))
    return count


def _at_least_one(value: int) -> int:
    if value < 1:
        raise fault("C105", what=phrase("a number from 1 up is expected"))
    return value


def _period(value: object) -> str:
    if not isinstance(value, str) or parse_period(value) is None:
        raise fault("C105", what=phrase("a period is expected, such as 2025, 2025-Q3 or 2025-09"))
    return value  # as it came: it knows its place


def _severities(value: object, info: ValidationInfo) -> object:
    """Known codes only, and nothing that settles what has two readings."""
    for code in value if isinstance(value, dict) else ():
        rule = RULES.get(code)
        if rule is None:
            note(info, "E103", code, ("near", meant_rule(code)))
        elif rule.firm:
            note(
                info,
                "E104",
                code,
                ("what", phrase("what it finds can be read in two ways or in none, so it stays an error")),
            )
        elif value[code] == OFF and rule.severity is Severity.ERROR:  # type: ignore[index]
            note(
                info,
                "E104",
                code,
                ("what", phrase("an error can be lowered to warning; only warnings can be switched off")),
            )
    return {code: value[code] for code in value if code in RULES} if isinstance(value, dict) else value


_TEXT_OR_NUMBER = {"anyOf": [{"type": "string"}, {"const": 0}, {"type": "number", "exclusiveMinimum": 1}]}
Percentage = Annotated[
    Fraction, BeforeValidator(_percent), WithJsonSchema({"description": "10% or 10", **_TEXT_OR_NUMBER})
]
Count = Annotated[int, PlainValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0})]
Positive = Annotated[Count, AfterValidator(_at_least_one)]
PeriodText = Annotated[str, PlainValidator(_period), WithJsonSchema({"type": "string", "pattern": f"^{PATTERN}$"})]
Weight = Literal["error", "warning", "off"]


class Thresholds(Section):
    """Beyond these a plausibility rule speaks up."""

    population_age_months: Count = 24
    workers_change: Percentage = Fraction(1, 10)
    rate_jump: Percentage = Fraction(1, 10)

    @property
    def limits(self) -> Limits:
        """The same for the analysis."""
        return Limits(self.population_age_months, self.workers_change, self.rate_jump)


class Total(Section):
    """A published total: of a branch, of a segment, of both, or of everything that a period's tables hold."""

    period: PeriodText
    branch: str | None = None
    segment: str | None = None
    workers: Count | None = None
    participants: Count | None = None
    rounded_to: Positive = 1
    basis: str | None = None
    source: str = ""

    @field_validator("rounded_to")
    @classmethod
    def _is_a_unit_of_the_counts(cls, unit: int, info: ValidationInfo) -> int:
        """A count that is no multiple was not printed so: the unit would only let more differ unseen."""
        for name in MEASURE.values():
            if (people := info.data.get(name)) is not None and people % unit:
                raise fault(
                    "C105",
                    what=phrase(
                        "the {people:n} of {side}: are no multiple of {unit:n}, so they were not rounded to it; write "
                        "what they were rounded to, or, where they are exact, leave rounded_to: out and give a rounded "
                        "count an entry of its own"
                    ),
                    side=name,
                    people=str(int(people)),
                    unit=str(int(unit)),
                )
        return unit

    @model_validator(mode="after")
    def _says_a_count(self) -> Total:
        if self.workers is None and self.participants is None:
            raise fault("C105", what=phrase("a total needs workers: or participants:"))
        if self.basis is not None and self.workers is None:
            raise fault("C105", what=phrase("basis: says what workers: counts, and the total has no workers"))
        return self


class ChecksFile(WholeFile):
    """The whole file."""

    guide: ClassVar[str] = "ci"
    thresholds: Thresholds = Thresholds()
    severity: Annotated[dict[str, Weight], BeforeValidator(_severities)] = Field(default_factory=dict)
    totals: tuple[Total, ...] = ()

    def published(self, kind: Kind) -> tuple[PublishedTotal, ...]:
        """The totals of a side, with names in the form in which they compare."""
        return tuple(
            PublishedTotal(
                int(people),
                str(total.period),
                getattr(people, "place", Place(CHECKS)),
                None if total.branch is None else name_key(total.branch),
                None if total.segment is None else name_key(total.segment),
                total.rounded_to,
                None if total.basis is None or kind is not Kind.POPULATION else basis_key(total.basis),
            )
            for total in self.totals
            if (people := getattr(total, MEASURE[kind])) is not None
        )
