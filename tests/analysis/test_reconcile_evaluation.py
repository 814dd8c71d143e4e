"""Whether given people print as a claim says, by the program and by the definitions worked out again."""

from __future__ import annotations

import random
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis import enumeration, printing

from coverage_cli.analysis.reconcile.claim import Claim, read_claim
from coverage_cli.analysis.reconcile.evaluation import People, targets_at
from coverage_cli.analysis.reconcile.network import Adding
from coverage_cli.analysis.reconcile.solver import Solver


@given(st.integers(0, 2**48))
@settings(max_examples=60, deadline=None)
def test_people_print_as_some_figures_exactly_where_the_definitions_say_so(seed):
    dice = random.Random(seed)  # noqa: S311 - a sample, no secret
    raw = printing.a_claim(dice, most=3, parts=3)
    for says in [raw["says"], *(part["says"] for part in raw.get("parts", ()))]:
        if dice.random() < 0.4:
            says[dice.choice(("rate", "gap"))] = f"{dice.choice((0, 25, 50, 100, 120))}% of target"
    claim = read_claim(raw)
    if not isinstance(claim, Claim) or not claim.figures():
        return
    parts = [part.id for part in claim.parts]
    free = [*(parts or [""]), *(["then"] if claim.then or claim.change else [])]
    for adding, apart in product((Adding.SUMMED, Adding.NET), (False, True)):
        solver = Solver.of(claim, adding).finer if apart else Solver.of(claim, adding)
        plain, figures = solver.plain(), enumeration.plain(claim)
        for _ in range(30):
            point = {cell: (dice.randint(0, 3), dice.randint(0, 4)) for cell in free}
            if parts:
                point[""] = tuple(map(sum, zip(*(point[part] for part in parts), strict=True)))
            alone = [at for at, figure in enumerate(figures) if enumeration.fits(point, [figure])]
            among = alone if alone and dice.random() < 0.6 else range(len(figures))
            chosen = dice.sample(among, dice.randint(1, min(3, len(among))))
            choice = {place: reading for at, (place, reading) in enumerate(plain.items()) if at in chosen}
            people = {cell: People(*counts) for cell, counts in point.items()}
            found = targets_at(solver.network(choice), solver.stated(choice), people)
            some = [figures[at] for at in chosen]
            assert (found is not None) == enumeration.fits(point, some, summed=adding is Adding.SUMMED, apart=apart), (
                point
            )
