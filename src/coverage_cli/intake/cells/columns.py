"""Columns of text to values: every distinct text goes through the row model once and speaks for its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import filterfalse
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from coverage_cli.domain.choices import DECIMAL_COMMA
from coverage_cli.intake.cells import diagnosis
from coverage_cli.intake.cells.diagnosis import Diagnosis
from coverage_cli.intake.cells.numbers import BLANKS, ColumnStyle, grouping
from coverage_cli.intake.cells.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

V = TypeVar("V")


@dataclass(slots=True)
class TextColumn(Generic[V]):
    """A column of names, periods or statuses. `keep` turns a valid value into what is stored for it."""

    name: str
    adapter: TypeAdapter[list[Any]]
    keep: Callable[[str], V]
    values: dict[str, V] = field(default_factory=dict)
    bad: dict[str, Diagnosis] = field(default_factory=dict)

    def read(self, cells: list[str]) -> list[V] | None:
        """The cells' values, or None where one of them is not valid (`bad` then says which)."""
        first = cells[0] if cells else ""
        if first in self.values and cells.count(first) == len(cells):  # such as one period throughout
            return [self.values[first]] * len(cells)
        try:
            return list(map(self.values.__getitem__, cells))
        except KeyError:
            pass
        # In the order of the file, because the first spelling of a name is the one that is shown.
        if fresh := [text for text in dict.fromkeys(cells) if text not in self.values and text not in self.bad]:
            self._decide(fresh)
        if self.bad and not self.bad.keys().isdisjoint(cells):
            return None
        return list(map(self.values.__getitem__, cells))

    def _decide(self, fresh: list[str]) -> None:
        good, bad = decide(self.adapter, fresh)
        self.bad.update((text, diagnosis.text(code, text)) for text, code in bad.items())
        self.values.update((text, self.keep(value)) for text, value in good.items())


@dataclass(slots=True)
class CountColumn:
    """A column of whole numbers of people, whose number style is settled by its own cells."""

    name: str
    adapter: TypeAdapter[list[Any]]
    style: ColumnStyle
    _wrong: dict[str, Diagnosis] = field(default_factory=dict)
    _plainly: bool = True
    """Whether the last cells were counts as they stand: the next ones probably are as they were."""

    def read(self, cells: list[str], lines: Sequence[int]) -> list[int] | None:
        """The counts, or None where a cell needs a closer look (`verdicts`)."""
        # Counts rarely repeat: to look for distinct ones costs more than to check them all.
        if self._plainly and not self.style.decimals and (counts := self._plain(cells)) is not None:
            return counts
        distinct = list(dict.fromkeys(cells))
        self._learn(distinct, cells, lines)
        if self.style.decided is None and not self.style.decimals:
            return None
        bare = list(map(self.style.people, distinct))
        self._plainly = bare == distinct
        counts = self._plain(bare)
        if counts is None:
            return None
        return list(map(dict(zip(distinct, counts, strict=True)).__getitem__, cells))

    def _learn(self, distinct: list[str], cells: list[str], lines: Sequence[int]) -> None:
        for text in filterfalse(str.isdigit, distinct):
            if self.style.decided is not None:
                return
            if ("." in text or "," in text) and self.style.settles(bare := text.strip(BLANKS)):
                self.style.learn(bare, lines[cells.index(text)])

    def _plain(self, texts: list[str]) -> list[int] | None:
        try:
            return self.adapter.validate_python(texts)
        except ValidationError:
            return None

    def verdicts(self, texts: Iterable[str]) -> dict[str, int | Diagnosis | None]:
        """Each text's count, what is wrong with it, or None while its number style is undecided."""
        distinct = dict.fromkeys(texts)
        # Most are counts, which the model finds all at once.
        whole = [] if self.style.decimals else list(filter(str.isdigit, distinct))
        counts = self._plain(whole)
        self._plainly = len(whole) == len(distinct)
        verdicts: dict[str, int | Diagnosis | None] = dict(zip(whole, counts or (), strict=False))
        unproven: list[str] = []
        for text in [text for text in distinct if text not in verdicts]:
            if (wrong := self._wrong.get(text)) is not None:
                verdicts[text] = wrong
            elif self.style.decided is None and grouping(text.strip(BLANKS)):
                verdicts[text] = None
            else:
                unproven.append(text)
        verdicts.update(self._decided(unproven) if unproven else ())
        return verdicts

    def _decided(self, texts: list[str]) -> dict[str, int | Diagnosis]:
        """The same for texts that only the model can decide; what is wrong in any style is remembered."""
        bare = {text: self.style.people(text.strip(BLANKS)) for text in texts}
        good, _ = decide(self.adapter, list(dict.fromkeys(bare.values())))
        verdicts = {
            text: int(good[people]) if people in good else self._judge(text, people) for text, people in bare.items()
        }
        for text, verdict in verdicts.items():
            if isinstance(verdict, Diagnosis) and not grouping(bare[text]):
                self._wrong[text] = verdict
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
        """Texts that were undecided, once the whole column has been seen."""
        return {
            text: diagnosis.count(text, self.style.decimals) if verdict is None else verdict
            for text, verdict in self.verdicts(texts).items()
        }


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
