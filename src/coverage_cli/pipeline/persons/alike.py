"""What an engine says of a few people, seen again by the exact reader: unlike weights, identifiers that are alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.records import unmarked
from coverage_cli.engines.alike import Alike
from coverage_cli.engines.base import Unlike
from coverage_cli.engines.errors import DisagreementError
from coverage_cli.intake.cells.weights import WEIGHT, read_weights
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.persons import IDENTIFIER, PersonReader, masked
from coverage_cli.pipeline.persons.gathered import Intake


class _Used(NamedTuple):
    """A used row of somebody."""

    person: str
    reader: PersonReader
    block: Block
    row: int

    def cell(self, name: str) -> tuple[str, Place]:
        """The text of a field, and its place."""
        at = self.reader.header.columns[name]
        return self.block.columns[at][self.row], self.reader.layout.place(*self.block.place(self.row, at))


def _rows(intake: Intake, people: Sequence[str]) -> Iterator[_Used]:
    """The used rows of these people, file by file."""
    for number, reading in enumerate(intake.gathered.readings):
        reader = reading.reader()
        for block in intake.rows_of(number, people):
            for row, text in enumerate(block.columns[reader.header.columns[IDENTIFIER]]):
                if (person := unmarked(text)) in people and not reader.refuses_row(block, row):
                    yield _Used(person, reader, block, row)


def alike(intake: Intake, found: Alike) -> list[Finding]:
    """One finding, where there are any: at the second of two identifiers, which it does not show.

    Raises:
        DisagreementError: the exact reader does not see the two.
    """
    if not found.identifiers:
        return []
    places: dict[str, Place] = {}
    for used in _rows(intake, found.pair):
        places.setdefault(used.person, used.cell(IDENTIFIER)[1])
        if len(places) == len(found.pair):
            first, second = places.values()
            args = (("count", str(found.identifiers)), ("first", f"{first.file}:{first.line}"))
            return [Finding("P110", second, IDENTIFIER, args=args)]
    raise DisagreementError("engine and exact reader see unlike identifiers")


def unlike_weights(intake: Intake, unlike: Unlike) -> list[Finding]:
    """A finding for each of the people that are named, at the first row with another weight than their first.

    Raises:
        DisagreementError: the exact reader sees no unlike weights of one of them.
    """
    carried: dict[str, tuple[int, str, Place]] = {}
    findings: dict[str, Finding] = {}
    for used in _rows(intake, unlike.identifiers):
        text, place = used.cell(WEIGHT)
        number = read_weights([text], used.reader.layout.decimal_mark)[0][text]
        first, other, where = carried.setdefault(used.person, (number, text.strip(), place))
        if first != number and used.person not in findings:
            args = (
                ("person", masked(used.person)),
                ("other", other),
                ("first", f"{where.file}:{where.line}"),
                ("count", str(unlike.persons)),
            )
            findings[used.person] = Finding("P107", place, field=WEIGHT, value=text.strip(), args=args)
    if findings.keys() != set(unlike.identifiers):
        raise DisagreementError("engine and exact reader see unlike weights")
    return list(findings.values())
