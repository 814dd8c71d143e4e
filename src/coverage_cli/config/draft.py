"""A proposed project: its inputs, and what only the owner of the files can decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from coverage_cli.domain.periods import parse_period

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_cli.config.layout import NumberStyle
    from coverage_cli.domain.model import Kind

COUNTS = ("workers", "participants")
SETTINGS = ("number_style", "aggregate", "periods", "status_values")
"""What questions are about that ask for no column."""


@dataclass(frozen=True, slots=True)
class Question:
    """What only the owner of a file knows: which column holds `field`, or how something such as `example` is meant.

    `what` is a phrase that says why no column can; `example` then names the columns that it is about.
    """

    field: str
    choices: tuple[str, ...] = ()
    example: str = ""
    what: str = ""


@dataclass(slots=True)
class Draft:
    """One input as it is proposed; in `wide` a month without a year is `-04`, a period that nobody knows nothing."""

    kind: Kind
    path: str
    delimiter: str | None
    encoding: str | None
    header: int | None
    columns: dict[str, str] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)
    constants: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    wide: dict[str, str] = field(default_factory=dict)
    identifier: Literal["nik"] | None = None
    number_style: NumberStyle | None = None
    leave_out: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    aggregate: bool = False
    questions: list[Question] = field(default_factory=list)

    def answer(self, question: Question, text: str) -> bool:
        """Take an answer: a column's name, `=VALUE` for one value in all rows, or a setting; whether it fits."""
        text = text.strip()
        if not (self._set(question, text) if question.field in SETTINGS else self._fill(question, text)):
            return False
        self.questions.remove(question)
        return True

    def _set(self, question: Question, text: str) -> bool:
        """A number style, `sum`, the periods of columns or their year, or the cells that mean an active member."""
        said = [one.strip() for one in text.split(",")]
        if question.field == "periods":
            said = [text + month for month in self.wide.values()] if len(said) == 1 else said
            if fits := len(set(said)) == len(self.wide) and all(map(parse_period, said)):
                self.wide = dict(zip(self.wide, said, strict=True))
        elif question.field == "status_values":
            if fits := set(said) <= set(question.choices):
                self.values["status"] = {one: "active" if one in said else "inactive" for one in question.choices}
        else:
            fits = text in question.choices
            if fits and question.field == "number_style":
                self.number_style = "id" if text == "id" else "en"
            self.aggregate = self.aggregate or (fits and question.field == "aggregate")
        return fits

    def _fill(self, question: Question, text: str) -> bool:
        """A column, or a constant."""
        if text.startswith("=") and text[1:].strip() and question.field not in COUNTS:
            value = text[1:].strip()
            if question.field == "period" and parse_period(value) is None:
                return False
            self.constants[question.field] = value
        elif text in question.choices:
            self.columns[question.field] = text
            self.unused = tuple(name for name in self.unused if name != text)
        else:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Plan:
    """A project to write: its folder and its inputs."""

    folder: Path
    drafts: tuple[Draft, ...]
