"""A proposed project: its inputs, and what only the owner of the files can decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coverage_cli.domain.periods import parse_period

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_cli.config.layout import NumberStyle
    from coverage_cli.domain.model import Kind

_COUNTS = ("workers", "participants")


@dataclass(frozen=True, slots=True)
class Question:
    """What only the owner of a file knows: which column holds `field`, or how a number such as `example` is meant."""

    field: str
    choices: tuple[str, ...] = ()
    example: str = ""


@dataclass(slots=True)
class Draft:
    """One input as it is proposed; None among the constants stands for a value to be decided."""

    kind: Kind
    path: str
    delimiter: str | None
    encoding: str | None
    header: int | None
    columns: dict[str, str] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)
    constants: dict[str, str] = field(default_factory=dict)
    wide: dict[str, str] = field(default_factory=dict)
    number_style: NumberStyle | None = None
    leave_out: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    aggregate: bool = False
    questions: list[Question] = field(default_factory=list)

    def answer(self, question: Question, text: str) -> bool:
        """Take an answer: a column's name, `=VALUE` for one value in all rows, or a number style; whether it fits."""
        text = text.strip()
        if question.field == "number_style":
            if text not in {"id", "en"}:
                return False
            self.number_style = "id" if text == "id" else "en"
        elif question.field == "aggregate":
            if text != "sum":
                return False
            self.aggregate = True
        elif text.startswith("=") and text[1:].strip() and question.field not in _COUNTS:
            value = text[1:].strip()
            if question.field == "period" and parse_period(value) is None:
                return False
            self.constants[question.field] = value
        elif text in question.choices:
            self.columns[question.field] = text
            self.unused = tuple(name for name in self.unused if name != text)
        else:
            return False
        self.questions.remove(question)
        return True


@dataclass(frozen=True, slots=True)
class Plan:
    """A project to write: its folder and its inputs."""

    folder: Path
    drafts: tuple[Draft, ...]
