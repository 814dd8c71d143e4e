"""What the row model says about the columns of persons, for an engine that asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.records import NikRow, PersonRow, field_adapter
from coverage_cli.engines.base import Verdict
from coverage_cli.intake.columns import decide
from coverage_cli.intake.persons import IDENTIFIER
from coverage_cli.intake.weights import read_weights

if TYPE_CHECKING:
    from collections.abc import Sequence


def verdict_for(fields: Sequence[str], *, nik: bool, mark: str, leading: str) -> Verdict:
    """What the row model says about the columns of persons.

    `mark` is the decimal mark of weights, `leading` the field of the file's first column.
    """
    adapters = [field_adapter(PersonRow, name, first=name == leading) for name in fields]
    identifiers = field_adapter(NikRow if nik else PersonRow, IDENTIFIER, first=leading == IDENTIFIER)

    def accept(position: int, texts: Sequence[str]) -> set[str]:
        return set(decide(adapters[position], list(texts))[0])

    def identify(texts: Sequence[str]) -> dict[str, str]:
        return decide(identifiers, list(texts))[0]

    def weigh(texts: Sequence[str]) -> dict[str, int]:
        return read_weights(texts, mark)[0]

    return Verdict(accept, identify, nik, weigh)
