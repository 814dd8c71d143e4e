"""The columns of a file of persons as an engine reads them, and what the texts there mean.

An engine hands on distinct texts, and distinct combinations of them: so what `config/sources.yaml` makes of a cell is
made of each of these once. A period that stands in two columns is two of an engine's texts. Nothing but `values` joins
them, and files with these are the exact reader's: so each of the two is valid or not whatever stands in the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coverage_cli.config.layout import Layout
from coverage_cli.domain.records import NikRow, PersonRow, field_adapter
from coverage_cli.engines.base import Survey, Verdict
from coverage_cli.engines.errors import UndecidedError
from coverage_cli.engines.extract import Extract, RowFilter, Texts
from coverage_cli.intake.cells.columns import decide
from coverage_cli.intake.cells.numbers import stored
from coverage_cli.intake.cells.weights import WEIGHT, read_weights
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.persons import IDENTIFIER
from coverage_cli.intake.shaping.shape import Shape

_PERIOD = "period"


class _Meant(dict[str, str]):
    """A column's texts to the values that the exact reader takes them for; each text once."""

    def __init__(self, values: Mapping[str, str] | None, *, numbers: bool) -> None:
        super().__init__()
        self._values, self._numbers = values, numbers

    def __missing__(self, text: str) -> str:
        plain = self.plain(text)
        if self._values is None:
            return plain
        value = self[text] = self._values[plain]
        return value

    def plain(self, text: str) -> str:
        """The text of the cell as a file of text would hold it."""
        return stored(text) if self._numbers else text


class PersonColumns:
    """Our `fields` of a file but the identifier, in the order in which engines hand them on."""

    def __init__(self, layout: Layout, header: Header, fields: tuple[str, ...], shape: Shape | None) -> None:
        self.layout, self.header, self.fields = layout, header, fields
        self.in_two, self._dating = (shape.in_two, shape.dating) if shape else (None, None)
        mapped = shape.mapped if shape else {}
        two = {} if self.in_two is None else {_PERIOD: (self.in_two.year, self.in_two.within)}
        self._constants = {name: layout.constants[name] for name in fields if name in layout.constants}
        at = {**header.columns, **{name: one.source for name, one in mapped.items()}}
        self.read = [
            (name, place) for name in fields if name not in self._constants for place in two.get(name) or (at[name],)
        ]
        """The file's columns that an engine reads for the fields, each with its field."""
        self.places = {**at, **dict.fromkeys(layout.constants, 0), **{name: place for name, (place, _) in two.items()}}
        """The file's column in which each field is told of."""
        chosen = [(shape.leave_out, False), (shape.only, True)] if shape else []
        numbers = header.decimals
        self.choices = tuple(
            RowFilter(name, place, texts, wanted, place in numbers)
            for listed, wanted in chosen
            for name, place, texts in listed
        )
        values = {name: one.values for name, one in mapped.items()}
        self._meant = [_Meant(values.get(name), numbers=place in numbers) for name, place in self.read]
        self._period = next((at for at, (name, _) in enumerate(self.read) if name == _PERIOD), 0)
        self._as_they_stand = not (mapped or two or self._constants or numbers)

    @property
    def direct(self) -> bool:
        """Whether an engine may read the file's own columns, because each cell alone says what is made of it."""
        own = (self.header.columns.get(name, 0) for name in (IDENTIFIER, WEIGHT))
        if Shape.rewrites(self.layout) or not self.read or any(at >= len(self.header.names) for at in own):
            return False
        constants = self._constants.items()
        return all(decide(field_adapter(PersonRow, name), [value])[0] for name, value in constants)

    def verdict(self, extract: Extract) -> Verdict:
        """What the row model says about a file's own columns."""
        plain = self.written()

        def accept(position: int, texts: Sequence[str]) -> set[str]:
            (name, place), meant = self.read[position], self._meant[position]
            values = {text: meant[text] for text in texts}
            if self._dating is not None and self._dating.mixed:
                raise UndecidedError("the first date of the file decides")
            if name == _PERIOD and self.in_two is not None:
                good = self.in_two.valid(place, values.values())
            else:
                good = plain.accept(self.fields.index(name), list(dict.fromkeys(values.values())))
            return {text for text, value in values.items() if value in good}

        def choose(position: int, texts: Sequence[str]) -> dict[str, str]:
            one = extract.choices[position]
            values = {text: (stored(text) if one.numbers else text).strip() for text in texts}
            return {text: value for text, value in values.items() if value in one.texts}

        return replace(plain, accept=accept, choose=choose)

    def written(self) -> Verdict:
        """What it says about our fields, where the exact reader wrote them."""
        mark, first = self.layout.decimal_mark, self.header.leading
        adapters = [field_adapter(PersonRow, name, first=name == first) for name in self.fields]
        nik = self.layout.identifier is not None
        identifiers = field_adapter(NikRow if nik else PersonRow, IDENTIFIER, first=first == IDENTIFIER)

        def accept(position: int, texts: Sequence[str]) -> set[str]:
            return set(decide(adapters[position], list(texts))[0])

        def identify(texts: Sequence[str]) -> dict[str, str]:
            return decide(identifiers, list(texts))[0]

        def weigh(texts: Sequence[str]) -> dict[str, int]:
            return read_weights(texts, mark)[0]

        return Verdict(accept, identify, nik, weigh)

    def meant(self, survey: Survey) -> Survey:
        """An engine's survey of the file's own columns, with our fields' texts."""
        if self._as_they_stand:
            return survey
        found = tuple(one._replace(texts=self.as_fields(one.texts)) for one in survey.combinations)
        if self._dating is not None:
            at, plain = self._period, self._meant[self._period].plain
            pairs = zip(found, survey.combinations, strict=True)
            self._dating.note((made.texts[0], plain(one.texts[at])) for made, one in pairs)
        return replace(survey, combinations=found)

    def as_fields(self, texts: Texts) -> Texts:
        """The texts of our fields, of those of the file's own columns."""
        values = [meant[text] for meant, text in zip(self._meant, texts, strict=True)]
        if self.in_two is not None:
            at = self._period
            year, within = values[at : at + 2]
            values[at : at + 2] = [self.in_two[year, within, -1][0]]
        for name, value in self._constants.items():
            values.insert(self.fields.index(name), value)
        return tuple(values)
