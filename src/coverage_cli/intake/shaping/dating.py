"""Columns of dates whose format is declared: each cell as its period, and dates of one month that would be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from coverage_cli.config.layout import Layout
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.periods.formats import NOT_SO, PeriodFormat, formats_of, parse_format
from coverage_cli.domain.phrases import Phrase, phrase
from coverage_cli.intake.cells import diagnosis
from coverage_cli.intake.cells.unread import Misdated, Unread
from coverage_cli.intake.files.block import Block

_MIXED = phrase(
    "stands in a column of dates as text and of dates that a spreadsheet made, which may have exchanged day and month"
)
_AS_TEXT = phrase("; or export it again with every date as text")
_OTHER_ORDER = phrase("; with the other order of day and month it is a date: {other}")
_OTHER_FORMAT = phrase("; it is written as {other}")
_OF_DATES = {"V108", "V114"}
"""What is wrong with a text that may be a date in another spelling; all else has a rule of its own."""


class Dates(dict[str, str]):
    """Texts to periods: by their names under `values:` first, else by the format; each text once.

    A program set to another country makes dates of the texts that are dates with day and month exchanged, and leaves
    the others. So where the format could be misread like that, a column holds dates of one sort.
    """

    def __init__(self, form: PeriodFormat, values: Mapping[str, str]) -> None:
        super().__init__()
        self._form = form
        self._values = {name_key(text): value for text, value in values.items()}
        self._made: bool | None = None
        self.mixed = False
        """Whether dates of both sorts were met; which of them are wrong is told by the first one."""
        self.days: dict[str, str] = {}
        """The day of each text that is read as its month."""

    def __missing__(self, text: str) -> str:
        value = self[text] = text if isinstance(text, Unread) else self._values.get(name_key(text)) or self._read(text)
        return value

    def read(self, texts: Iterable[str]) -> dict[str, str]:
        """The period of each text; nothing for what the format does not read."""
        return {text: "" if isinstance(found := self[text], Unread) else found for text in texts}

    def _read(self, text: str) -> str:
        found = self._form.read(text)
        if isinstance(found, Phrase):
            if not text.strip() or diagnosis.period(text).code not in _OF_DATES:
                return text
            return self._misdated(text, found, *self._other(text, found))
        made = text.lstrip().startswith("date ")
        if self._made is None:
            self._made = made
        if self._form.swappable and made is not self._made:
            self.mixed = True
            return self._misdated(text, _MIXED, ("way", _AS_TEXT))
        if found.day and not self._form.keeps_days:
            self.days[text] = found.day
        return found.period

    def _other(self, text: str, what: Phrase) -> Iterator[tuple[str, str]]:
        """The format by which the cell is a date: with months before days, or days before months, or the only one.

        A Parquet column of dates gives each as YYYY-MM-DD, whatever the project's other files are like. Of a date that
        a spreadsheet made nothing is said: it may have been made of something else.
        """
        made = text.lstrip().startswith("date ")
        if what is NOT_SO and not made and len(forms := formats_of(text)) == 1:
            yield from (("way", _OTHER_FORMAT), ("other", forms[0]))
        if self._form.swappable:
            other = self._form.text.upper().translate(str.maketrans("DM", "MD"))
            form = parse_format(other)
            if isinstance(form, PeriodFormat) and not isinstance(form.read(text), Phrase):
                yield from (("way", _OTHER_ORDER), ("other", other))

    def _misdated(self, text: str, what: Phrase, *more: tuple[str, str]) -> Misdated:
        given = {"way": "", "what": what, "format": self._form.text, **dict(more)}
        return Misdated(text, tuple(given.items()))


class Dated(NamedTuple):
    """A date that is read as its month, in a branch: both texts, the day, and where the first row has it."""

    branch: str
    text: str
    day: str
    place: tuple[int, int]


class DatesMet:
    """Which day each month is in each branch, over files; two days of one month would add up two states."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        """Apart from those of the readers: the rows that they speak of are entered."""
        self._first: dict[tuple[str, str], tuple[str, str, Place]] = {}
        """By branch and month: the day, its text, and where it stands first."""
        self._told: set[tuple[str, str, str]] = set()

    def meet(self, layout: Layout, dates: Iterable[Dated]) -> None:
        """Dates of a file's rows; a finding for each that is not the first of its month."""
        for branch, text, day, place in dates:
            self._meet(branch, text, day, layout.place(*place))

    def _meet(self, branch: str, text: str, day: str, place: Place) -> None:
        key = (name_key(branch), day[:7])
        first, said, where = self._first.setdefault(key, (day, text.strip(), place))
        if first == day or (*key, day) in self._told:
            return
        self._told.add((*key, day))
        args = (
            ("key", f"{branch.strip()} / {day[:7]}"),
            ("first", f"{said} ({where.file}:{where.line})" if where.file != place.file else said),
            ("second", text.strip()),
        )
        self.findings.append(Finding("K108", place, "period", text.strip(), args))


class Dating:
    """The dates of one file's rows, as they come."""

    def __init__(self, dates: Dates, source: int) -> None:
        self._dates, self._source = dates, source
        self._known: set[tuple[str, str]] = set()
        self.met: list[Dated] = []
        """Each branch with each of its dates, once."""

    @property
    def mixed(self) -> bool:
        """See `Dates.mixed`."""
        return self._dates.mixed

    def note(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Note dates of rows, each with its branch, of which nobody knows where they stand."""
        for branch, text in pairs:
            if (day := self._dates.days.get(text)) and (branch, text) not in self._known:
                self._known.add((branch, text))
                self.met.append(Dated(branch, text, day, (0, 0)))

    def take(self, block: Block, branch: int) -> None:
        """Note the dates of a block's rows; `branch` is the column of their branches."""
        pairs = list(zip(block.columns[branch], block.columns[self._source], strict=True))
        fresh = set(pairs) - self._known
        if not fresh:
            return
        self._known |= fresh
        for row, pair in enumerate(pairs):
            if pair in fresh:
                fresh.discard(pair)
                if day := self._dates.days.get(pair[1]):
                    self.met.append(Dated(*pair, day, block.place(row, self._source)))
