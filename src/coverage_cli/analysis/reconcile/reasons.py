"""What the printed figures make when taken at face value: the sum that a reader would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from coverage_cli.analysis.reconcile.claim import Claim
from coverage_cli.analysis.reconcile.conflicts import impossible
from coverage_cli.analysis.reconcile.labels import amount
from coverage_cli.analysis.reconcile.printed import Figure, Kind
from coverage_cli.analysis.reconcile.quantities import CHANGED, THEN_CELL, WHOLE_CELL, Place, Quantity
from coverage_cli.analysis.reconcile.readings import about, readings
from coverage_cli.analysis.reconcile.simplex import Meter
from coverage_cli.analysis.reconcile.solver import Choice, Solver
from coverage_cli.analysis.statement import Argument, Statement
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rates import rate_of, shortfall_of, uncovered_of

_MOST_STEPS = 2_000
"""Of all sums together, each of which is about a few figures."""


class _Sum(NamedTuple):
    """A sum that does not make what is printed, and the figures that it is about."""

    places: frozenset[Place]
    says: Statement


def face_value(solver: Solver, choice: Choice, *, among: Iterable[Place] | None = None) -> tuple[Statement, ...]:
    """The sums that refute a choice of readings, each by its figures alone; `among` some figures, whatever they mean.

    A sum of the printed digits that does not come out accuses nobody by itself: 3.3 of 7.9 million makes 41.8%, and
    3.25 of 7.9 million, which prints the same, makes 41.1%.
    """
    known = set(choice if among is None else among)
    solver = replace(solver, meter=Meter(_MOST_STEPS))
    found = (one for one in _sums_off(solver.claim) if one.places <= known)
    alone = ((one, {place: choice[place] for place in choice if place in one.places}) for one in found)
    refuted = solver.refutes if among is None else partial(impossible, solver.finer)
    return tuple(one.says for one, figures in alone if refuted(figures))


def _sums_off(claim: Claim) -> Iterator[_Sum]:
    """Every figure that the others, as printed, do not make by plain rounding."""
    cells = [(WHOLE_CELL, claim.says), *((part.id, part.says) for part in claim.parts), (THEN_CELL, claim.then)]
    for cell, says in cells:
        values = {quantity: figure.value for quantity, figure in says.items() if figure.kind is not Kind.OF_TARGET}
        for quantity, template, made in _sums(values):
            if quantity in values and not _prints(made, says[quantity], quantity):
                named = [name for name in says if name is quantity or "{" + name.value + "}" in template]
                places = frozenset(Place(cell, name) for name in named)
                yield _Sum(places, _located(cell, _statement(template, says, quantity, made)))
    yield from _totals(claim)
    yield from _changes(claim)


def _located(cell: str, statement: Statement) -> Statement:
    if cell == WHOLE_CELL:
        return statement
    if cell == THEN_CELL:
        return Statement("at the earlier date {finding}", {"finding": statement})
    return Statement("of {part}: {finding}", {"part": cell, "finding": statement})


def _sums(values: Mapping[Quantity, Fraction]) -> Iterator[tuple[Quantity, str, Fraction]]:
    rate, target = values.get(Quantity.RATE), values.get(Quantity.TARGET)
    workers, participants = values.get(Quantity.WORKERS), values.get(Quantity.PARTICIPANTS)
    if rate is not None and target is not None:
        yield (Quantity.GAP, phrase("{target} less {rate} makes {made} points; {printed} is printed"), target - rate)
    made = rate_of(participants, workers)
    if made is not None and workers and participants is not None:
        yield Quantity.RATE, phrase("{participants} of {workers} makes {made}; {printed} is printed"), made
        template = phrase("{workers} less {participants} makes {made} uncovered; {printed} is printed")
        yield Quantity.UNCOVERED, template, Fraction(uncovered_of(workers, participants))
        if target is not None:
            template = phrase(
                "{target} of {workers} less {participants} makes a shortfall of {made}; {printed} is printed"
            )
            yield Quantity.SHORTFALL, template, Fraction(shortfall_of(target, workers, participants))


def _totals(claim: Claim) -> Iterator[_Sum]:
    for quantity in (Quantity.WORKERS, Quantity.PARTICIPANTS, Quantity.UNCOVERED):
        figures = [part.says.get(quantity) for part in claim.parts]
        whole = claim.says.get(quantity)
        if not figures or whole is None or None in figures:
            continue
        made = sum((figure.value for figure in figures if figure), Fraction(0))
        if not _prints(made, whole, quantity):
            template = phrase("the parts add up to {made}; {printed} is printed")
            places = frozenset(Place(cell, quantity) for cell in (WHOLE_CELL, *(part.id for part in claim.parts)))
            yield _Sum(places, _statement(template, claim.says, quantity, made))


_IN_POINTS = phrase("{now} less {earlier} at the earlier date makes {made} points; {printed} is printed")
_IN_PEOPLE = phrase("{now} less {earlier} at the earlier date makes {made}; {printed} is printed")
_IN_PERCENT = phrase("{earlier} at the earlier date and {now} now make a change of {made}; {printed} is printed")


def _changes(claim: Claim) -> Iterator[_Sum]:
    for quantity, change in CHANGED.items():
        now, earlier, printed = claim.says.get(quantity), claim.then.get(quantity), claim.change.get(change)
        if now is None or earlier is None or printed is None or Kind.OF_TARGET in {now.kind, earlier.kind}:
            continue
        meant = about(printed, change)
        made = now.value - earlier.value
        template = _IN_POINTS if quantity is Quantity.RATE else _IN_PEOPLE
        if meant is not change:
            if not earlier.value:
                continue
            made, template = made / earlier.value, _IN_PERCENT
        if not _prints(made, printed, change):
            texts: dict[str, Argument] = {"now": now.text, "earlier": earlier.text, "printed": printed.text}
            places = {Place(WHOLE_CELL, quantity), Place(THEN_CELL, quantity), Place(WHOLE_CELL, change)}
            yield _Sum(frozenset(places), Statement(template, {**texts, "made": amount(made, meant)}))


def _statement(template: str, says: Mapping[Quantity, Figure], quantity: Quantity, made: Fraction) -> Statement:
    printed = {name.value: figure.text for name, figure in says.items()}
    named = {name: text for name, text in printed.items() if "{" + name + "}" in template}
    return Statement(template, {**named, "made": amount(made, quantity), "printed": says[quantity].text})


def _prints(value: Fraction, figure: Figure, quantity: Quantity) -> bool:
    return value in readings(figure, quantity)[0].interval
