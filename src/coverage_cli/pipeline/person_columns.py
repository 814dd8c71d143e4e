"""The columns of a file of persons as an engine reads them, and what the texts there mean.

A period that stands in two columns is two of an engine's texts. Nothing but `values` joins them, and files with these
are the exact reader's: so each of the two is valid or not whatever stands in the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coverage_cli.domain.records import NikRow, PersonRow, field_adapter
from coverage_cli.engines.base import Verdict
from coverage_cli.intake.columns import decide
from coverage_cli.intake.numbers import stored
from coverage_cli.intake.persons import IDENTIFIER
from coverage_cli.intake.weights import read_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.config.layout import Layout
    from coverage_cli.engines.base import Survey
    from coverage_cli.engines.extract import Extract, Texts
    from coverage_cli.intake.fields import Header
    from coverage_cli.intake.in_two import PeriodsInTwo

_PERIOD = "period"


@dataclass(frozen=True, slots=True)
class PersonColumns:
    """Our `fields` of a file but the identifier, in the order in which engines hand them on."""

    layout: Layout
    header: Header
    fields: tuple[str, ...]
    in_two: PeriodsInTwo | None

    def read(self) -> list[tuple[str, int]]:
        """The file's columns that an engine reads for the fields, each with its field."""
        two, at = self.in_two, self.header.columns
        halves = {} if two is None else {_PERIOD: (two.year, two.within)}
        return [(name, place) for name in self.fields for place in halves.get(name) or (at[name],)]

    @property
    def places(self) -> dict[str, int]:
        """The file's column in which each field is told of."""
        made = {} if self.in_two is None else {_PERIOD: self.in_two.year}
        return {**self.header.columns, **made}

    def verdict(self, extract: Extract) -> Verdict:
        """What the row model says about a file's own columns, or about our fields where the exact reader wrote them."""
        mark, first = self.layout.decimal_mark, self.header.leading
        adapters = [field_adapter(PersonRow, name, first=name == first) for name in extract.fields]
        nik = self.layout.identifier is not None
        identifiers = field_adapter(NikRow if nik else PersonRow, IDENTIFIER, first=first == IDENTIFIER)
        two = None if extract.fields == self.fields else self.in_two
        decimals = self.header.decimals if extract.columnar else ()

        def accept(position: int, texts: Sequence[str]) -> set[str]:
            place = extract.places[position]
            plain = {text: stored(text) if place in decimals else text for text in texts}
            if two is not None and extract.fields[position] == _PERIOD:
                good = two.valid(place, plain.values())
            else:
                good = set(decide(adapters[position], list(dict.fromkeys(plain.values())))[0])
            return {text for text, what in plain.items() if what in good}

        def identify(texts: Sequence[str]) -> dict[str, str]:
            return decide(identifiers, list(texts))[0]

        def weigh(texts: Sequence[str]) -> dict[str, int]:
            return read_weights(texts, mark)[0]

        return Verdict(accept, identify, nik, weigh)

    def meant(self, survey: Survey) -> Survey:
        """An engine's survey of the file's own columns, with our fields' texts."""
        if self.in_two is None and not self.header.decimals:
            return survey
        found = (one._replace(texts=self.as_fields(one.texts)) for one in survey.combinations)
        return replace(survey, combinations=tuple(found))

    def as_fields(self, texts: Texts) -> Texts:
        """The texts of our fields, of those of the file's own columns."""
        if decimals := self.header.decimals:
            placed = zip(texts, self.read(), strict=True)
            texts = tuple(stored(text) if place in decimals else text for text, (_, place) in placed)
        if self.in_two is None:
            return texts
        at = self.fields.index(_PERIOD)
        year, within = texts[at : at + 2]
        return (*texts[:at], self.in_two[year, within, -1][0], *texts[at + 2 :])
