"""Whole numbers of people made into claims, as a press report would print them."""

from __future__ import annotations

import math
from fractions import Fraction

WAYS = ("nearest", "nearest", "cut", "up")


def rounded(value, step, way):
    """A printed multiple of `step`, by one of the ways of rounding."""
    units = Fraction(value) / Fraction(step)
    whole = {"nearest": math.floor(units + Fraction(1, 2)), "cut": math.floor(units), "up": math.ceil(units)}[way]
    return whole * Fraction(step)


def decimal(value, places):
    scaled = value * 10**places
    assert scaled.denominator == 1
    digits = f"{abs(scaled.numerator):0{places + 1}d}"
    return ("-" if value < 0 else "") + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def percent(rng, value, unit="%", *, moved=0):
    """A ratio, rounded in some way, perhaps moved by so many units of its last digit."""
    places = rng.choice((0, 0, 1, 2))
    step = Fraction(1, 10**places)
    return decimal(rounded(value * 100, step, rng.choice(WAYS)) + moved * step, places) + unit


def people(rng, value, *, moved=0):
    """A count: as it is, or about so many, or in thousands or millions where it is long."""
    value = max(0, value + moved) if value >= 0 else value + moved
    way = rng.choice(WAYS)
    size = len(str(abs(value)))
    if size > 4 and rng.random() < 0.6:
        scale, name = (1_000_000, "juta") if size > 6 else (1000, "ribu")
        places = rng.choice((0, 1, 2)) if size > 6 else 0
        return decimal(rounded(Fraction(value, scale), Fraction(1, 10**places), way), places) + " " + name
    if rng.random() < 0.15 and value > 0:
        step = 10 ** rng.randrange(size)
        return f"about {int(rounded(value, step, way)) or step:,}"
    return f"{value:,}"


def _lacking(workers, participants):
    return max(0, workers - participants)


def _of_cell(rng, workers, participants, target):
    said = {
        "workers": lambda: people(rng, workers),
        "participants": lambda: people(rng, participants),
        "uncovered": lambda: people(rng, _lacking(workers, participants)),
        "target": lambda: percent(rng, target),
        "shortfall": lambda: people(rng, max(0, math.ceil(target * workers) - participants)),
    }
    if workers:
        rate = Fraction(participants, workers)
        said["rate"] = lambda: percent(rng, rate)
        said["gap"] = lambda: percent(rng, target - rate, " points")
    return said


def _some(rng, said, least, most):
    names = sorted(said)
    chosen = rng.sample(names, min(len(names), rng.randint(least, most)))
    return {name: said[name]() for name in sorted(chosen)}


def _shares(rng, cell, whole):
    said = {}
    for name, mine, all_of_it in (
        ("workers_share", cell[0], whole[0]),
        ("participants_share", cell[1], whole[1]),
        ("uncovered_share", _lacking(*cell), whole[2]),
    ):
        if all_of_it:
            said[name] = lambda mine=mine, base=all_of_it: percent(rng, Fraction(mine, base))
    return said


def _counts(rng, most, *, over):
    workers = rng.randint(0, most)
    return workers, rng.randint(0, most if over and rng.random() < 0.15 else workers)


def a_claim(rng, *, most, parts=3, dated=True, over=True, full=False):
    """A claim made from real whole numbers, by any of the roundings; `full` states the head counts of the whole."""
    count = rng.randint(0, parts)
    cells = [_counts(rng, most, over=over) for _ in range(count)] or [_counts(rng, most, over=over)]
    workers, participants = (sum(cell[n] for cell in cells) for n in (0, 1))
    target = Fraction(rng.randint(1, 20), 20)
    lacking = sum(_lacking(*cell) for cell in cells)
    claim = {"id": "c", "says": _some(rng, _of_cell(rng, workers, participants, target), 1, 4)}
    if count and "uncovered" in claim["says"]:
        claim["says"]["uncovered"] = people(rng, lacking)
    if full:
        claim["says"] |= {"workers": f"{workers:,}", "participants": f"{participants:,}"}
    if count:
        claim["parts"] = [
            {"id": f"p{n}", "says": _some(rng, _of_part(rng, cell, (workers, participants, lacking)), 0, 3)}
            for n, cell in enumerate(cells)
        ]
    if dated and rng.random() < 0.4:
        claim |= _dates(rng, (workers, participants, lacking), _counts(rng, most, over=over))
    return claim


def _of_part(rng, cell, whole):
    return {**_of_cell(rng, *cell, Fraction(rng.randint(1, 20), 20)), **_shares(rng, cell, whole)}


def _dates(rng, now, then):
    workers, participants = then
    lacking = _lacking(*then)
    said = {
        "workers": lambda: people(rng, now[0] - workers),
        "participants": lambda: people(rng, now[1] - participants),
        "uncovered": lambda: people(rng, now[2] - lacking),
    }
    if workers and now[0]:
        r0, r1 = Fraction(participants, workers), Fraction(now[1], now[0])
        said["rate"] = lambda: percent(rng, r1 - r0, " points")
    for name, one, other in (("workers", now[0], workers), ("participants", now[1], participants)):
        if other and rng.random() < 0.4:
            said[name] = lambda one=one, other=other: percent(rng, Fraction(one - other, other))
    return {
        "then": _some(rng, _of_cell(rng, *then, Fraction(4, 5)), 1, 2),
        "change": _some(rng, said, 1, 2),
    }


def figures_of(claim):
    """Every map that holds figures, for moving one of them."""
    return [
        claim["says"],
        *(part["says"] for part in claim.get("parts", ())),
        claim.get("then", {}),
        claim.get("change", {}),
    ]


def moved(rng, claim):
    """The claim with one figure changed in one digit or by one."""
    holders = [says for says in figures_of(claim) if says]
    says = rng.choice(holders)
    name = rng.choice(sorted(says))
    text = says[name]
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    at = rng.choice(digits)
    new = str((int(text[at]) + rng.choice((1, 1, 2, 5, 9))) % 10)
    changed = text[:at] + new + text[at + 1 :]
    says[name] = changed
    return claim
