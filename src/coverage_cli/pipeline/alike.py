"""What an engine says of a few people, seen again by the exact reader: unlike weights, identifiers that are alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.records import unmarked
from coverage_cli.engines.errors import DisagreementError
from coverage_cli.intake.persons import IDENTIFIER, masked
from coverage_cli.intake.weights import WEIGHT, read_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.engines.alike import Alike
    from coverage_cli.engines.base import Unlike
    from coverage_cli.intake.block import Block
    from coverage_cli.intake.persons import PersonReader
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


class _Carried(NamedTuple):
    """A person's weight as the first row says it."""

    place: Place
    text: str
    number: int


@dataclass(slots=True)
class _Lookout:
    """Watches some people's rows; the first row of each with another weight than before is a finding."""

    unlike: Unlike
    first: dict[str, _Carried] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)

    def take(self, reader: PersonReader, block: Block) -> None:
        """Look at the used rows of a block."""
        at = reader.header.columns
        for row, text in enumerate(block.columns[at[IDENTIFIER]]):
            person = unmarked(text)
            if person in self.unlike.identifiers and person not in self.findings and not reader.refuses_row(block, row):
                self._carry(person, block.columns[at[WEIGHT]][row], reader, block.place(row, at[WEIGHT]))

    def _carry(self, person: str, text: str, reader: PersonReader, position: tuple[int, int]) -> None:
        number = read_weights([text], reader.layout.decimal_mark)[0][text]
        here = _Carried(Place(reader.layout.name, *position), text.strip(), number)
        known = self.first.setdefault(person, here)
        if known.number != number:
            args = {
                "person": masked(person),
                "other": known.text,
                "first": f"{known.place.path}:{known.place.line}",
                "count": str(self.unlike.persons),
            }
            self.findings[person] = Finding("P107", here.place, field=WEIGHT, value=here.text, args=tuple(args.items()))


def unlike_weights(intake: Intake, unlike: Unlike) -> list[Finding]:
    """A finding for each of the people that are named.

    Raises:
        DisagreementError: the exact reader sees no unlike weights of one of them.
    """
    lookout = _Lookout(unlike)
    for number, reading in enumerate(intake.gathered.readings):
        reader = reading.reader()
        for block in intake.rows_of(number, unlike.identifiers):
            lookout.take(reader, block)
    if lookout.findings.keys() != set(unlike.identifiers):
        raise DisagreementError("engine and exact reader see unlike weights")
    return list(lookout.findings.values())
