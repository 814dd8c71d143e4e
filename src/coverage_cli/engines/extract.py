"""A file of persons as an engine is given it: where its columns are, and what was met in it already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, Self

Texts = tuple[str, ...]
"""The texts of a row's columns but the identifier, in the order of `Extract.fields`."""


class RowFilter(NamedTuple):
    """A column by whose texts rows are chosen: `wanted` ones stay, else those with such a text go.

    `name` and `texts` are what the configuration says; a cell may have blanks around. With `numbers`, an engine writes
    the cells in its own way, and any of them may be meant.
    """

    name: str
    place: int
    texts: frozenset[str]
    wanted: bool
    numbers: bool = False


class Sieve(NamedTuple):
    """A choice by the texts of cells, exactly."""

    place: int
    texts: tuple[str, ...]
    wanted: bool


@dataclass(frozen=True, slots=True)
class Extract:
    """A file of persons whose header is understood and whose rows split in one way only.

    `width` is the number of columns of a row, `identifier` and `places` are columns from 0; `fields` names what
    stands at `places`. `skip` is how many physical lines come before the first row.
    """

    path: str
    fields: tuple[str, ...]
    places: tuple[int, ...]
    identifier: int
    width: int
    delimiter: str = ","
    skip: int = 0
    quoted: bool = True
    packed: bool = False
    names: tuple[str, ...] = ()
    """Names of the columns in a Parquet file; empty for text."""
    kinds: tuple[str, ...] = ()
    """The types of these columns, as engines call them."""
    weight: int | None = None
    """The column of weights; None where everybody counts as one. It is the same for all files of a run."""
    mark: str = "."
    """The decimal mark of weights."""
    unread: bool = False
    """Whether nothing else looks at the first column, in which a comment may stand."""
    choices: tuple[RowFilter, ...] = ()
    sieves: tuple[Sieve, ...] = ()
    """The same, once an engine has asked which cells are meant; it then reads the rows that stay alone."""

    @property
    def read(self) -> frozenset[int]:
        """The columns that are counted by; what else stands in a Parquet file may be damaged."""
        weight = () if self.weight is None else (self.weight,)
        return frozenset({*self.places, self.identifier, *weight, *(one.place for one in self.choices)})

    @property
    def columnar(self) -> bool:
        """Whether this is a Parquet file."""
        return bool(self.names)


class Sample(NamedTuple):
    """Identifiers of some rows of a file, and the distinct texts of each column: a hint for speed, no more.

    `sparse` says that some text was met at one place alone, so that the file probably has texts that were not met.
    """

    identifiers: tuple[str, ...] = ()
    columns: tuple[tuple[str, ...], ...] = ()
    sparse: bool = False

    @classmethod
    def of(cls, identifiers: Iterable[str], places: Iterable[Sequence[Iterable[str]]], *, whole: bool = False) -> Self:
        """What was met at some places, each given as the distinct texts of each column; or in the `whole` file."""
        met = [Counter(chain.from_iterable(column)) for column in zip(*places, strict=True)]
        return cls(
            tuple(identifiers), tuple(map(tuple, met)), sparse=not whole and any(1 in found.values() for found in met)
        )
