"""`config/exceptions.yaml`: findings that somebody has looked at and stands for, until a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, NamedTuple

from pydantic import PlainValidator, WithJsonSchema, model_validator

from coverage_cli.config.checks import PeriodText
from coverage_cli.config.yaml.validation import Section, WholeFile, fault
from coverage_cli.domain.bounds import day_of
from coverage_cli.domain.findings import Place
from coverage_cli.domain.names.keys import joined, name_key
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rules import EXCUSABLE, RULES, meant_rule

EXCEPTIONS = "exceptions.yaml"
"""Its name within a project's config folder."""


def _code(value: object) -> str:
    if not isinstance(value, str) or value not in RULES:
        raise fault("E103", near=meant_rule(value) if isinstance(value, str) else "")
    if not RULES[value].excusable:
        raise fault("E104", what=phrase("findings about the configuration itself cannot be excepted"))
    return value  # as it came: it knows its place


def _day(value: object) -> date:
    if isinstance(value, str) and (day := day_of(value)) is not None:
        return day
    raise fault("C105", what=phrase("a day is expected, such as 2026-12-31"))


def _said(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise fault("C105", what=phrase("a few words are expected: an exception without them helps nobody"))
    return str(value)


Code = Annotated[
    str, PlainValidator(_code), WithJsonSchema({"type": "string", "pattern": f"^[{EXCUSABLE}][0-9]{{3}}$"})
]
Day = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Words = Annotated[str, PlainValidator(_said), WithJsonSchema({"type": "string", "minLength": 1})]


class Exemption(Section):
    """One exception: a rule, its scope, why, who answers for it, and the last day on which it holds."""

    file: str | None = None
    branch: str | None = None
    segment: str | None = None
    period: PeriodText | None = None
    """The scope is one of these or several; the file is named from the project's folder."""
    code: Code
    reason: Words
    owner: Words
    expiry: Day

    @model_validator(mode="after")
    def _is_about_something(self) -> Exemption:
        if self.file is None and self.names == (None, None, None):
            raise fault(
                "C105",
                what=phrase("a scope is needed: file, branch, segment or period; a rule is lowered in checks.yaml"),
            )
        return self

    @property
    def names(self) -> tuple[str | None, str | None, str | None]:
        """Branch, segment and period in the form in which they compare; None admits every one."""
        branch, segment = (None if name is None else name_key(name) for name in (self.branch, self.segment))
        return branch, segment, self.period

    @property
    def place(self) -> Place:
        """Where its code stands."""
        return getattr(self.code, "place", Place(EXCEPTIONS))

    @property
    def shown(self) -> str:
        """The rule and the scope, in words."""
        return joined((str(self.code), self.file, self.branch, self.segment, self.period))


class Entry(NamedTuple):
    """An exception to write, that nobody has worded yet; empty texts where it is not about a branch and so on."""

    code: str
    file: str
    branch: str = ""
    segment: str = ""
    period: str = ""


class ExceptionsFile(WholeFile):
    """The whole file."""

    guide: ClassVar[str] = "ci"
    exceptions: tuple[Exemption, ...] = ()
