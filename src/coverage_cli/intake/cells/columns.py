"""Columns of text to values: every distinct text goes through the row model once and speaks for its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from operator import ne, not_
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from coverage_cli.domain.choices import DECIMAL_COMMA
from coverage_cli.intake.cells import diagnosis
from coverage_cli.intake.cells.diagnosis import Diagnosis
from coverage_cli.intake.cells.numbers import BLANKS, ColumnStyle, grouping
from coverage_cli.intake.cells.unread import Unread

V = TypeVar("V")


@dataclass(slots=True)
class TextColumn(Generic[V]):
    """A column of names, periods or statuses. `keep` turns a valid value into what is stored for it."""

    name: str
    adapter: TypeAdapter[list[Any]]
    keep: Callable[[str], V]
    values: dict[str, V] = field(default_factory=dict)
    bad: dict[str, Diagnosis] = field(default_factory=dict)

    def read(self, cells: list[str]) -> list[V | None]:
        """The cells' values, None for one that is not valid (`bad` then says why)."""
        first = cells[0] if cells else ""
        if first not in self.values or (same := cells.count(first)) * 2 < len(cells):
            return self._looked_up(cells)
        found: list[V | None] = [self.values[first]] * len(cells)  # such as one period throughout, or nearly so
        if same < len(cells):
            others = list(compress(range(len(cells)), map(ne, cells, repeat(first))))
            for row, value in zip(others, self._looked_up([cells[row] for row in others]), strict=True):
                found[row] = value
        return found

    def _looked_up(self, cells: list[str]) -> list[V | None]:
        try:
            return list(map(self.values.__getitem__, cells))
        except KeyError:
            distinct = dict.fromkeys(cells)
        # In the order of the file, because the first spelling of a name is the one that is shown.
        if fresh := [text for text in distinct if text not in self.values and text not in self.bad]:
            self._decide(fresh)
        return list(map(self.values.get, cells))

    def _decide(self, fresh: list[str]) -> None:
        good, bad = decide(self.adapter, fresh)
        self.bad.update((text, diagnosis.text(code, text).of(text)) for text, code in bad.items())
        self.values.update((text, self.keep(value)) for text, value in good.items())


Verdict = int | Diagnosis | str | None


class Counts(NamedTuple):
    """The counts that cells are, row by row.

    `odd` are the rows of cells that are not written as the column's counts are, if any. `verdicts` say of each of them
    its count, or what is wrong, or are its text: it has two readings, and no style is known.
    """

    people: list[Any]
    odd: Sequence[int] = ()
    verdicts: Sequence[Verdict] = ()


@dataclass(slots=True)
class CountColumn:
    """A column of whole numbers of people, whose number style is settled by its own cells."""

    name: str
    adapter: TypeAdapter[list[Any]]
    style: ColumnStyle
    _known: dict[str, Diagnosis | str] = field(default_factory=dict)
    """What is wrong with texts, or the text itself, which has two readings until the style is decided."""
    _plainly: bool = True
    """Whether the last cells were counts as they stand: the next ones probably are as they were."""

    def read(self, cells: list[str], lines: Sequence[int]) -> Counts:
        """What the cells are; `lines` are those in which they stand."""
        # Counts rarely repeat: to look for distinct ones costs more than to check them all.
        if self._plainly and not self.style.decimals and (counts := self._plain(cells)) is not None:
            return Counts(counts)
        plain = [False] * len(cells) if self.style.decimals else list(map(str.isdigit, cells))
        counts = self._plain(list(compress(cells, plain)))
        if counts is None:
            plain, counts = [False] * len(cells), []
        others = list(map(not_, plain))
        odd = list(compress(cells, others))
        self._plainly = not odd
        if not odd:
            return Counts(counts)
        verdicts, usual = self._of_others(odd, cells, lines)
        good, other = iter(counts).__next__, iter(verdicts).__next__
        people = [good() if is_plain else other() for is_plain in plain]
        return Counts(people) if usual else Counts(people, list(compress(range(len(cells)), others)), verdicts)

    def _of_others(self, odd: list[str], cells: list[str], lines: Sequence[int]) -> tuple[Sequence[Verdict], bool]:
        """What cells are that are not written in digits alone, and whether all are counts in the column's style.

        They are looked up one by one: to look for distinct ones takes as long, and most were met before.
        """
        known = list(map(self._known.get, odd))
        if all(known):
            return known, False
        fresh = list(dict.fromkeys(compress(odd, map(not_, known))))
        if self.style.decided is None and self._learn(fresh, cells, lines):
            return self._of_others(odd, cells, lines)
        if not any(known) and (counts := self._marked(odd)) is not None:
            return counts, True
        if self.style.decided is None:
            self._known.update((text, text) for text in fresh if grouping(text.strip(BLANKS)))
            fresh = [text for text in fresh if text not in self._known]
        counted = self._decided(fresh) if fresh else {}
        return [counted[text] if text in counted else self._known[text] for text in odd], False

    def _learn(self, texts: list[str], cells: list[str], lines: Sequence[int]) -> bool:
        """Whether texts settle the column's style; then what had two readings has them no more."""
        # One mark alone settles nothing but where counts have decimals; there can be as many such cells as rows.
        many = texts if self.style.decimals else [text for text in texts if text.count(".") > 1 or text.count(",") > 1]
        for text in many:
            if self.style.settles(bare := text.strip(BLANKS)):
                self.style.learn(bare, lines[cells.index(text)])
                self._known = {text: known for text, known in self._known.items() if isinstance(known, Diagnosis)}
                return True
        return False

    def _plain(self, texts: list[str]) -> list[int] | None:
        try:
            return self.adapter.validate_python(texts)
        except ValidationError:
            return None

    def _marked(self, odd: list[str]) -> list[int] | None:
        """The counts that texts are if all are written in the column's style, which the model says at once."""
        undecided = self.style.decided is None and not self.style.decimals
        return None if undecided else self._plain(list(map(self.style.people, odd)))

    def _decided(self, texts: list[str]) -> dict[str, int | Diagnosis]:
        """The same for texts that only the model can decide; what is wrong in any style is remembered."""
        bare = {text: self.style.people(text.strip(BLANKS)) for text in texts}
        good, _ = decide(self.adapter, list(dict.fromkeys(bare.values())))
        verdicts = {
            text: int(good[people]) if people in good else self._judge(text, people).of(text)
            for text, people in bare.items()
        }
        for text, verdict in verdicts.items():
            if isinstance(verdict, Diagnosis) and not grouping(bare[text]):
                self._known[text] = verdict
        return verdicts

    def _judge(self, text: str, people: str) -> Diagnosis:
        """What is wrong with a cell that is no count; `people` is what the column's style makes of it."""
        bare = text.strip(BLANKS)
        if people != bare and people.isdigit():  # read, and more than the model takes
            return Diagnosis("V106")
        if not self.style.contradicts(bare):
            marked = grouping(bare)
            if marked and not self.style.witness:  # declared, so that such a mark stands before decimals, or nowhere
                return self._against(bare, "," if self.style.decided in DECIMAL_COMMA else ".")
            return diagnosis.count(text, self.style.decimals)
        if not self.style.witness:
            return Diagnosis("V120", (("style", str(self.style.decided)),))
        return Diagnosis("V111", (("other", self.style.witness), ("line", str(self.style.witness_line))))

    def _against(self, bare: str, decimal_mark: str) -> Diagnosis:
        if bare.count(decimal_mark) == 1:
            return diagnosis.with_decimals(bare, self.style.decimals)
        return Diagnosis("V120", (("style", str(self.style.decided)),))

    def settled(self, texts: Iterable[str]) -> dict[str, int | Diagnosis]:
        """What texts are that had two readings, once the whole column has been seen."""
        distinct, decimals = list(dict.fromkeys(texts)), self.style.decimals
        if self.style.decided is not None:
            return self._decided(distinct)
        return {text: diagnosis.count(text, decimals).of(text) for text in distinct}


def decide(adapter: TypeAdapter[list[Any]], texts: list[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What the row model makes of distinct texts: the values of the good ones, the error types of the others.

    It is not asked about cells that no text stands for.
    """
    unread: dict[str, str] = {text: text.code for text in texts if isinstance(text, Unread)}
    if unread:
        texts = [text for text in texts if text not in unread]
    try:
        return dict(zip(texts, adapter.validate_python(texts), strict=True)), unread
    except ValidationError as failure:
        bad = unread | {
            texts[int(error["loc"][0])]: error["type"]
            for error in failure.errors(include_url=False, include_context=False)
        }
    rest = [text for text in texts if text not in bad]
    return dict(zip(rest, adapter.validate_python(rest), strict=True)), bad
