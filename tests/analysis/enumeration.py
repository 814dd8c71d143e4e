"""What a claim of few people can be, found by trying every whole number: the measure for the exact search.

Only how a printed figure is read (`readings`) is shared with the program; every identity is worked out again here,
straight from its definition.
"""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise, product

from coverage_cli.analysis.reconcile.quantities import Quantity
from coverage_cli.analysis.reconcile.readings import hull, readings_of

TARGETED = {Quantity.TARGET, Quantity.GAP, Quantity.SHORTFALL, Quantity.ATTAINMENT}


def plain(claim):
    """The plain reading of every figure, as (cell, quantity) and interval."""
    return [((p.cell, r.quantity), r.interval) for p, found in readings_of(claim.figures()).items() for r in found[:1]]


def any_way(claim):
    """Every choice of what the figures are about, each figure by all its ways of rounding at once."""
    figures = list(readings_of(claim.figures()).items())
    for kinds in product(*(dict.fromkeys(r.quantity for r in found) for _, found in figures)):
        yield [
            ((place.cell, kind), hull(found, next(r for r in found if r.quantity is kind)))
            for (place, found), kind in zip(figures, kinds, strict=True)
        ]


def splits(total, count):
    """Every way to write a number as so many whole ones, in order."""
    if count == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in splits(total - first, count - 1))


def points(claim, most, *, then_most=0):
    """Every choice of (workers, participants) for whole, parts and earlier date with sums up to `most`."""
    names = [part.id for part in claim.parts]
    dated = bool(claim.then or claim.change)
    earlier = list(product(range(then_most + 1), repeat=2)) if dated else [None]
    for workers, participants in product(range(most + 1), repeat=2):
        shared = product(splits(workers, len(names)), splits(participants, len(names))) if names else [((), ())]
        for ws, ps in shared:
            point = {"": (workers, participants), **dict(zip(names, zip(ws, ps, strict=True), strict=True))}
            yield from ({**point, "then": then} if dated else point for then in earlier)


def lacking(cell):
    return max(0, cell[0] - cell[1])


def value(point, cell, quantity, *, summed):
    """A quantity that follows from people alone; None where it is undefined."""
    name, _, kind = quantity.value.partition("_")
    if kind == "share":
        base = head_count(point, "", Quantity(name), summed=summed)
        return Fraction(head_count(point, cell, Quantity(name), summed=summed)) / base if base else None
    if not kind:
        return head_count(point, cell, quantity, summed=summed)
    now, then = (head_count(point, at, Quantity(name), summed=summed) for at in ("", "then"))
    if now is None or then is None or (kind == "growth" and not then):
        return None
    return Fraction(now - then) if kind == "change" else Fraction(now) / then - 1


def head_count(point, cell, quantity, *, summed):
    """People of a cell, or their rate."""
    workers, participants = point[cell]
    if quantity is Quantity.RATE:
        return Fraction(participants, workers) if workers else None
    if quantity is Quantity.UNCOVERED and cell == "" and summed and len(point) > 1 + ("then" in point):
        return sum(lacking(people) for name, people in point.items() if name not in {"", "then"})
    counts = {Quantity.WORKERS: workers, Quantity.PARTICIPANTS: participants}
    return counts.get(quantity, lacking((workers, participants)))


def reached(cell, target, quantity):
    """A quantity that follows from people and a target; None where it is undefined."""
    workers, participants = cell
    rate = Fraction(participants, workers) if workers else None
    if quantity is Quantity.TARGET:
        return target
    if quantity is Quantity.SHORTFALL:
        return max(0, math.ceil(target * workers) - participants)
    if rate is None:
        return None
    if quantity is Quantity.GAP:
        return target - rate
    return rate / target if target else None


def targets(cell, figures):
    """Targets of which one fits if any does: every number at which a figure changes, and one between each two."""
    workers, participants = cell
    ends = {Fraction(0), Fraction(1)}
    rate = Fraction(participants, workers) if workers else Fraction(0)
    for _, interval in figures:
        for end in (interval.low, interval.high):
            if end is not None:
                ends |= {end, end + rate} | ({rate / end} if end else set())
                ends |= {Fraction(participants + n, workers) for n in (math.ceil(end) - 1, math.floor(end)) if workers}
    inside = sorted(end for end in ends if 0 <= end <= 1)
    return [*inside, *((one + other) / 2 for one, other in pairwise(inside))]


def fits(point, figures, *, summed=True, apart=False):
    """Whether the people of a point print as all figures; `apart` takes the gap from a printed target of its own.

    `summed` adds up the uncovered of the parts; else they are those of the whole, of which shares must add up to all.
    """
    shares = any(quantity is Quantity.UNCOVERED_SHARE for (_, quantity), _ in figures)
    if shares and not summed and not one_sided(point):
        return False
    by_cell = {}
    for (cell, quantity), interval in figures:
        if quantity in TARGETED:
            by_cell.setdefault(cell, []).append((quantity, interval))
            continue
        found = value(point, cell, quantity, summed=summed)
        if found is None or found not in interval:
            return False
    return all(_targeted(point[cell], own, apart=apart) for cell, own in by_cell.items())


def _targeted(cell, figures, *, apart):
    groups = [figures]
    if apart and Quantity.TARGET in dict(figures):
        groups = [
            [f for f in figures if f[0] is not Quantity.GAP],
            [f for f in figures if f[0] in {Quantity.TARGET, Quantity.GAP}],
        ]
    return all(
        any(
            all((found := reached(cell, target, q)) is not None and found in interval for q, interval in group)
            for target in targets(cell, group)
        )
        for group in groups
        if group
    )


def one_sided(point):
    """Whether no part is above 100%, or none below, so that the uncovered add up in either way."""
    parts = [people for name, people in point.items() if name not in {"", "then"}]
    return not parts or sum(lacking(people) for people in parts) == lacking(point[""])
