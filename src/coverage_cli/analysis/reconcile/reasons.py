"""What the printed figures make when taken at face value: the sum that a reader would do."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.analysis.reconcile.figures import Figure, Kind
from coverage_cli.analysis.reconcile.labels import amount
from coverage_cli.analysis.reconcile.quantities import THEN_CELL, WHOLE_CELL, Place, Quantity
from coverage_cli.analysis.reconcile.readings import readings
from coverage_cli.analysis.statement import Statement
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rates import rate_of, shortfall_of, uncovered_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coverage_cli.analysis.reconcile.claim import Claim


def face_value(claim: Claim) -> Iterator[Statement]:
    """A statement for every figure that the others, as printed, do not make by plain rounding."""
    cells = [
        (WHOLE_CELL, claim.says),
        *((part.id, part.says) for part in claim.parts),
        (THEN_CELL, claim.then),
    ]
    for cell, says in cells:
        values = {quantity: figure.value for quantity, figure in says.items() if figure.kind is not Kind.OF_TARGET}
        for quantity, template, made in _sums(values):
            if quantity in values and not _prints(made, says[quantity], quantity):
                yield _located(cell, _statement(template, says, quantity, made))
    yield from _totals(claim)


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
        yield (
            Quantity.GAP,
            phrase("{target} less {rate} makes {made} points; {printed} is printed"),
            target - rate,
        )
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


def _totals(claim: Claim) -> Iterator[Statement]:
    for quantity in (Quantity.WORKERS, Quantity.PARTICIPANTS, Quantity.UNCOVERED):
        figures = [part.says.get(quantity) for part in claim.parts]
        whole = claim.says.get(quantity)
        if not figures or whole is None or None in figures:
            continue
        made = sum((figure.value for figure in figures if figure), Fraction(0))
        if not _prints(made, whole, quantity):
            yield _statement(phrase("the parts add up to {made}; {printed} is printed"), claim.says, quantity, made)


def _statement(template: str, says: Mapping[Quantity, Figure], quantity: Quantity, made: Fraction) -> Statement:
    printed = {name.value: figure.text for name, figure in says.items()}
    named = {name: text for name, text in printed.items() if "{" + name + "}" in template}
    return Statement(template, {**named, "made": amount(made, quantity), "printed": says[quantity].text})


def _prints(value: Fraction, figure: Figure, quantity: Quantity) -> bool:
    return value in readings(figure, Place("", quantity).quantity)[0].interval
