"""Do printed figures fit numbers that somebody holds: the press release against our own tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from coverage_cli.analysis.reconcile.claim import Claim
from coverage_cli.analysis.reconcile.printed import Figure
from coverage_cli.analysis.reconcile.quantities import CHANGE_OF, SHARED, THEN_CELL, WHOLE_CELL, Place, Quantity
from coverage_cli.analysis.reconcile.readings import differences, meant_value, readings
from coverage_cli.analysis.reconcile.result import Judgement
from coverage_cli.analysis.reconcile.ways import Way
from coverage_cli.analysis.reconcile.words import Hedge
from coverage_cli.domain.model import Chosen, Row
from coverage_cli.domain.rates import rate_of, shortfall_of, uncovered_of
from coverage_cli.domain.rounding import half_up
from coverage_cli.domain.weights import Heads


@dataclass(frozen=True, slots=True)
class Held:
    """Numbers as the tables have them, people and fractions of one; None where a side is missing."""

    workers: int | None
    participants: Heads | None
    uncovered: Heads | None
    target: Fraction | None = None

    @property
    def net(self) -> Fraction | None:
        """Workers less participants, which a press release may call uncovered, where that is another number.

        It is where people are in several segments and count once in the total, or where a segment is over 100%.
        """
        if self.workers is None or self.participants is None or self.uncovered is None:
            return None
        net = half_up(uncovered_of(self.workers, self.participants), 0)
        return None if net == half_up(self.uncovered, 0) else Fraction(net)

    def values(self, stated: Figure | None = None) -> dict[Quantity, Fraction]:
        """Every quantity that is defined. Gap and shortfall are taken from the `stated` target where there is one.

        From about 80%, or from 75% to 80%, nobody can take them.

        People are those that are shown: sums of survey weights as whole people, which alone are ever printed.
        """
        target = self.target if stated is None else _exact(stated)
        found = {
            Quantity.WORKERS: self.workers,
            Quantity.PARTICIPANTS: None if self.participants is None else half_up(self.participants, 0),
            Quantity.UNCOVERED: None if self.uncovered is None else half_up(self.uncovered, 0),
            Quantity.TARGET: self.target,
        }
        rate = rate_of(self.participants, self.workers)
        if rate is not None and self.workers and self.participants is not None:
            found[Quantity.RATE] = rate
            if target is not None:
                found[Quantity.GAP] = target - rate
                found[Quantity.SHORTFALL] = shortfall_of(target, self.workers, self.participants)
            if target:
                found[Quantity.ATTAINMENT] = rate / target
        return {quantity: Fraction(value) for quantity, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Fit:
    """One printed figure beside the number held.

    `quantity` is that in which the figure was given, `value` None where the tables do not have it. `way` is how the
    number would have to be printed to give the figure; None where no way gives it. Where uncovered has two values,
    `value` is that which fits, else the sum over the segments; `other` is the other one, and `net` says whether
    `value` is workers less participants.
    """

    place: Place
    printed: str
    quantity: Quantity
    value: Fraction | None
    way: Way | None
    other: Fraction | None = None
    net: bool = False

    @property
    def fails(self) -> bool:
        """Whether the tables have the number and neither plain rounding nor printed figures that fit print it so."""
        return self.value is not None and self.way not in {Way.PLAIN, Way.DIFFERENCE}


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim beside the total of the rows that it is about."""

    total: Row
    chosen: Chosen
    fits: tuple[Fit, ...]


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim, the verdict on it, and how it fits the tables where that was asked."""

    claim: Claim
    judgement: Judgement
    compared: Compared | None = None


def fits(claim: Claim, whole: Held, parts: Mapping[str, Held]) -> tuple[Fit, ...]:
    """Every printed figure of now, beside the numbers held; `parts` by the ids of the claim's parts.

    What a claim says of an earlier date, and of changes, is left out: the tables of one date do not hold it.
    """
    says = {part.id: part.says for part in claim.parts}
    held = {WHOLE_CELL: whole.values(claim.says.get(Quantity.TARGET))}
    nets = {WHOLE_CELL: whole.net}
    for name, part in parts.items():
        held[name], nets[name] = part.values(says[name].get(Quantity.TARGET)) | _shares(part, whole), part.net
    found = {
        place: _fit(claim, place, held.get(place.cell, {}), nets.get(place.cell))
        for place in claim.figures()
        if place.cell != THEN_CELL and place.quantity not in CHANGE_OF
    }
    for place, (_, rate) in differences(claim.figures()).items():
        # What was taken from printed figures fits where the rate among them does.
        if place in found and found[place].fails and not found[rate].fails:
            found[place] = replace(found[place], way=Way.DIFFERENCE)
    return tuple(found.values())


def _exact(target: Figure) -> Fraction | None:
    return target.value if target.hedge is Hedge.NONE and target.low == target.high else None


def _fit(claim: Claim, place: Place, values: Mapping[Quantity, Fraction], net: Fraction | None) -> Fit:
    figure = claim.figures()[place]
    found = readings(figure, place.quantity)
    summed = values.get(Quantity.UNCOVERED)
    two = place.quantity is Quantity.UNCOVERED and net is not None
    for reading in found:
        value = values.get(reading.quantity)
        if value is not None and value in reading.interval:
            given, held = meant_value(place, reading.quantity, value)
            return Fit(place, figure.text, given.quantity, held, reading.way, net if two else None)
        if two and net is not None and net in reading.interval:
            return Fit(place, figure.text, reading.quantity, net, reading.way, summed, net=True)
    quantity = found[0].quantity
    value = values.get(quantity)
    if value is not None:
        given, value = meant_value(place, quantity, value)
        quantity = given.quantity
    return Fit(place, figure.text, quantity, value, None, net if two else None)


def _shares(part: Held, whole: Held) -> dict[Quantity, Fraction]:
    found = {}
    for share, counted in SHARED.items():
        mine, all_of_them = getattr(part, counted.value), getattr(whole, counted.value)
        if mine is not None and all_of_them:
            found[share] = Fraction(mine, all_of_them)
    return found
