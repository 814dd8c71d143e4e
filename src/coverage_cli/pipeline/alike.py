"""Identifiers that are probably one person's under two spellings: the lines at which two of them stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.records import unmarked
from coverage_cli.engines.errors import DisagreementError
from coverage_cli.intake.persons import IDENTIFIER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.engines.alike import Alike
    from coverage_cli.pipeline.persons import Intake


def alike(intake: Intake, found: Alike) -> list[Finding]:
    """One finding, where there are any: at the second of two identifiers, which it does not show.

    Raises:
        DisagreementError: the exact reader does not see the two.

    """
    if not found.identifiers:
        return []
    places: dict[str, Place] = {}
    for person, place in _rows(intake, found):
        places.setdefault(person, place)
        if len(places) == len(found.pair):
            first, second = places.values()
            args = (("count", str(found.identifiers)), ("first", f"{first.path}:{first.line}"))
            return [Finding("P110", second, IDENTIFIER, args=args)]
    raise DisagreementError("engine and exact reader see unlike identifiers")


def _rows(intake: Intake, found: Alike) -> Iterator[tuple[str, Place]]:
    """The used rows of the two."""
    for number, reading in enumerate(intake.gathered.readings):
        reader = reading.reader()
        at = reader.header.columns[IDENTIFIER]
        for block in intake.rows_of(number, found.pair):
            for row, text in enumerate(block.columns[at]):
                if (person := unmarked(text)) in found.pair and not reader.refuses_row(block, row):
                    yield person, Place(reader.layout.name, *block.place(row, at))
