"""What every engine does: read a file of persons as text, and count people by sets of cells.

An engine hands back texts with their number of rows, and whole numbers of people. What a text means, and
whether it is valid, is decided above it, once for every distinct text.

Where a file has weights (`Extract.weight`), a person counts as many people as its weight says. Then:

- A row is used where its identifier, its texts and its weight are all valid; the others are refused. A weight's
  text is valid where `Verdict.weigh` gives its billionths of a person. A predicate may prove a text valid and read
  it without asking; what it cannot prove is asked for, once for each distinct text. Weights are not part of a
  combination: distinct ones may be as many as rows.
- `tally` adds up, besides heads, each person's weight: once in each of its cells, and in `Overlap.weights` once in
  the set of its cells. Sums are exact: of whole numbers, or decimals that hold them; never of doubles. No sum may
  wrap around: 64 bits hold whole people and billionths, each on their own, of `domain.weights.MOST_ROWS` rows.
- A person has one weight. `tally` also looks at all used rows of the files asked about, those in no cell included,
  and gives the people whose weights differ, as numbers, in `Unlike`; what it adds up for them is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from coverage_cli.config.folders import Sorted
from coverage_cli.domain.dropped_rows import DroppedRows
from coverage_cli.domain.overlap import Overlap
from coverage_cli.engines.extract import Extract, Sample, Texts

if TYPE_CHECKING:
    from coverage_cli.engines.alike import Alike


class NumberedLine(NamedTuple):
    """A physical line of a text file without its end, and its number from 1."""

    number: int
    text: str


class NumberedRow(NamedTuple):
    """All cells of a row, and its number from 1 in a Parquet file; 0 in text, whose lines an engine does not know."""

    number: int
    cells: Texts


class Column(NamedTuple):
    """A column of a Parquet file: its name, and its type in the engine's own word, in capitals."""

    name: str
    kind: str


class First(NamedTuple):
    """The first row with some texts: its number in the engine's order, and its line (in Parquet its row), from 1."""

    order: int
    line: int


class Combination(NamedTuple):
    """Texts that occur together, in how many rows, and the first of these where an engine knows it."""

    texts: Texts
    rows: int
    first: First | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the row model says: which texts are valid, asked for once for each distinct text.

    `accept(position, texts)` gives those of the column's texts that are valid, `identify(texts)` the value of each
    valid identifier. With `nik`, an identifier is valid only as a NIK (`domain.nik`). `weigh(texts)` gives each
    valid weight in billionths of a person. `choose(position, texts)` gives those of the texts that one of
    `Extract.choices` means, each with what the configuration calls it.
    """

    accept: Callable[[int, Sequence[str]], set[str]]
    identify: Callable[[Sequence[str]], dict[str, str]]
    nik: bool
    weigh: Callable[[Sequence[str]], dict[str, int]]
    choose: Callable[[int, Sequence[str]], dict[str, str]] = lambda _, __: {}


class Long(NamedTuple):
    """Used rows whose identifier is a number of more digits than a spreadsheet keeps (`records.SHEET_DIGITS`).

    `bare` are those in which all digits beyond are zeros. Rows that only the model proves may be left out.
    """

    rows: int = 0
    bare: int = 0


NONE_LONG = Long()


@dataclass(frozen=True, slots=True)
class Survey:
    """One file, counted: rows in = rows used + rows refused. `combinations` are those of the used rows.

    Rows that `Extract.choices` do not want are not among them; `dropped` says how many they are.
    """

    rows: int
    refused: int
    combinations: tuple[Combination, ...]
    long: Long
    dropped: DroppedRows


SHOWN_UNLIKE = 10
"""People with unlike weights that are named."""


class Unlike(NamedTuple):
    """People whose rows carry unlike weights: how many, and the identifiers of the first ones (`SHOWN_UNLIKE`).

    First are the `identifiers.NUMBER`s, then the others; among them the shorter ones, then in the order of their
    characters. So they are the same whatever the engine and its threads.
    """

    persons: int = 0
    identifiers: tuple[str, ...] = ()


NONE_UNLIKE = Unlike()


@dataclass(frozen=True, slots=True)
class Tally:
    """People: `heads` in each cell, `persons` in any, and who belongs to several cells of those asked about.

    `repeats` are rows beyond the first of one person in one cell; they count nobody twice. `weights` is what the
    heads of each cell weigh, in billionths of a person; None where the files have no weights.
    """

    heads: list[int]
    persons: int
    repeats: int
    overlap: Overlap
    weights: list[int] | None = None
    unlike: Unlike = NONE_UNLIKE


class Engine(Protocol):
    """Reads extracts and counts people. A context: its temporary files are gone when it is left."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(self, *_: object) -> None:
        """Remove every temporary file."""

    def forget(self) -> None:
        """Drop the file that was surveyed last."""

    def doubtful_rows(self, number: int) -> Iterator[list[NumberedRow]]:
        """Rows among which are the refused ones of the file that was surveyed as `number`, from 0."""

    def tally(
        self, cells: Sequence[Sequence[int]], size: int, scope: Iterable[int], files: Sequence[int] | None = None
    ) -> Tally:
        """Count people over all surveyed files, or those whose numbers are given.

        `cells` gives, for each of these files and each of its combinations, the number of the cell that it belongs
        to, below `size`; -1 for none. `overlap` is about the cells of `scope` alone.
        """

    def alike(self, teams: Sequence[Sequence[int]]) -> Alike:
        """Look for identifiers that are alike over all surveyed files.

        `teams` gives, for each file and each of its combinations, the number of those who are counted together; -1
        for nobody's. Where identifiers are numbers of one length, as most are, this takes no time.
        """

    def rows_of(self, number: int, identifiers: Sequence[str]) -> Iterator[list[NumberedRow]]:
        """A Parquet file's rows in its order, all of these people's among them; what is not `Extract.read` is empty."""

    def filled(self, number: int, columns: Sequence[int]) -> dict[int, int]:
        """Which columns of a Parquet file, by its number, are not empty: the first row where each is not, from 1."""

    def columns(self, path: str) -> tuple[Column, ...]:
        """The columns of a Parquet file.

        Raises:
            EngineError: it is none, or it is damaged.
        """


class LocalEngine(Engine, Protocol):
    """Reads this machine's files, whose bytes somebody else looks at: its reading of a text is to be proved."""

    def survey(self, extract: Extract, verdict: Verdict, sample: Sample) -> Survey:
        """Count a file's rows by combination of texts, and keep what `tally` needs.

        Raises:
            EngineError: the rows cannot be split, or are told by more than an engine is asked (`UndecidedError`).
        """

    def firsts(self, number: int, *more: int) -> Iterator[list[NumberedRow]]:
        """Of a file, by its number: each combination of texts at its `places` and `more`, and its first row."""

    def well_formed(self, extract: Extract) -> int:
        """How many physical lines below the header are one whole record each; blank lines may count or not.

        Where they are all, a quoted cell never crosses a line end, and the engine's own splitting can be trusted.
        """


class ClusterEngine(Engine, Protocol):
    """Reads files that only a cluster may reach. Its `survey` proves by itself that a text has one reading."""

    def files(self, path: str) -> Sorted:
        """The files of a folder and of the folders in it; the path itself where it is a file.

        Raises:
            UsageFault: there is no such path, or no file in it.
        """

    def head(self, path: str) -> bytes:
        """The first lines of a file, unpacked.

        Raises:
            UsageFault: it cannot be read.
        """

    def copy(self, path: str, into: str) -> None:
        """Write a text file, unpacked, to a file of this machine, byte for byte."""

    def copy_end(self, path: str, into: str) -> bool:
        """Whether `JOINT` stands in a Parquet file; if so, its end is written to a file here, at the same place."""

    def survey(self, extract: Extract, verdict: Verdict) -> Survey:
        """See `LocalEngine.survey`."""

    def survey_rows(self, path: str, extract: Extract, verdict: Verdict) -> Survey:
        """Count the rows of a file of this machine, which has one reading: tabs, no quotes, no header."""

    def lines_of(self, number: int, identifiers: Sequence[str]) -> Iterator[NumberedLine]:
        """Lines of the text file surveyed as `number`, in its order, among which are all of these people's."""

    def lines_at(self, path: str, orders: Sequence[int]) -> dict[int, str]:
        """The lines of a text file, surveyed before or not, by their numbers in the engine's order (`First`)."""

    def doubtful_lines(self, number: int) -> Iterator[NumberedLine]:
        """The refused lines of the text file that was surveyed as `number`, from 0, in any order."""
