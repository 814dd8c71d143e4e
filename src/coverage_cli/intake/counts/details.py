"""What rows say beside their count: basis, source, note and programme, shared by all rows that say the same."""

from __future__ import annotations

from collections.abc import Sequence

from coverage_cli.domain.model import Detail
from coverage_cli.intake.cells.unread import seen
from coverage_cli.intake.counts.aggregate import Aggregate
from coverage_cli.intake.headers.fields import Header


class Details:
    """The details of one file's rows."""

    def __init__(self, into: Aggregate, header: Header) -> None:
        self._into, self._implied = into, header.implied_basis
        self._names = [name for name in Detail._fields if name in header.columns]
        self._places = [header.columns[name] for name in self._names]
        self._says = bool(self._names) or bool(self._implied)

    def said(self, columns: Sequence[Sequence[str]], rows: int) -> list[tuple[str, ...]] | None:
        """The texts of so many rows, whose cells are in columns; None where no row says any."""
        if not self._says:
            return None
        chosen = [columns[place] for place in self._places]
        return list(zip(*chosen, strict=True)) if chosen else [()] * rows

    def of(self, said: list[tuple[str, ...]] | None) -> list[Detail] | None:
        """The details that such texts are."""
        return None if said is None else list(map(self._of, said))

    def _of(self, said: tuple[str, ...]) -> Detail:
        # Another file may give the same texts to other columns.
        known = (*self._names, self._implied, *said)
        detail = self._into.said.get(known)
        if detail is None:
            given = dict(zip(self._names, (seen(text).strip() for text in said), strict=True))
            if basis := given.get("basis") or self._implied:
                basis = self._into.bases.shown(self._into.bases.add(basis))
            if programme := given.get("programme", ""):
                programme = self._into.programmes.shown(self._into.programmes.add(programme))
            detail = Detail(basis, given.get("source", ""), given.get("note", ""), programme)
            self._into.said[known] = detail
        return detail
