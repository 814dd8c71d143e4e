"""What a report is about, as whatever is said below its figures needs to know it."""

from __future__ import annotations

from typing import NamedTuple

from coverage_cli.analysis.coverage import Question
from coverage_cli.analysis.matching import Match
from coverage_cli.domain.model import Key, Kind
from coverage_cli.pipeline.loading import Tables


class Shown(NamedTuple):
    """Tables, what of them meets, and what is asked of it; counts below the `least` are left out, if there is one.

    `absent` are the branches that are asked for and have nothing in the period.
    """

    tables: Tables
    matches: list[Match]
    question: Question
    least: int | None
    absent: tuple[str, ...] = ()

    @property
    def basis(self) -> str:
        """The basis that was asked for, as its name is shown; empty where none was."""
        asked = next((layout.basis for layout in self.tables.layouts[Kind.POPULATION]), "")
        return self.tables.population.bases.shown(asked) if asked else ""

    @property
    def dated(self) -> list[Match]:
        """What the figures stand on: of the branches, those that have any of the segments that are asked for."""
        if self.question.segments is None:
            return self.matches
        return [one for one in self.matches if any(self.question.is_about(cell) for cell, _, _ in one.pairs())]

    @property
    def participants(self) -> list[Key]:
        """The cells of participants that the report is about."""
        return [
            Key(group, cell)
            for found in self.matches
            if (group := found.participants_group)
            for cell in found.participants
            if self.question.is_about(cell)
        ]
