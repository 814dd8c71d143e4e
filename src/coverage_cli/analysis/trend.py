"""How a rate moves from period to period, and which side of the fraction moved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from coverage_cli.domain.bases import basis_key
from coverage_cli.domain.model import Cell
from coverage_cli.domain.rates import rate_of
from coverage_cli.domain.weights import Heads

Bases = tuple[str, ...]
"""Of one cell or of several; an empty one is not stated."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Head counts of one period; None where a side is missing, which is never zero.

    `basis` says what the denominator counts, such as "labour force"; "" where nobody said. `parts` has it for each cell
    that is counted, where they are known. `complete` is whether those are all cells that there are.
    """

    period: str
    workers: int | None
    participants: Heads | None
    basis: str = ""
    parts: tuple[tuple[Cell, str], ...] = ()
    complete: bool = True

    @property
    def rate(self) -> Fraction | None:
        """Participants over workers, a fraction of one; undefined where a side is missing or nobody works."""
        return rate_of(self.participants, self.workers)

    @property
    def bases(self) -> Bases:
        """The bases that anybody named, in order."""
        return tuple(sorted({basis for _, basis in self.parts if basis})) or ((self.basis,) if self.basis else ())

    def unlike(self, other: Observation) -> tuple[Bases, Bases] | None:
        """The first bases that are not the same, of two wholes or of a cell that both count; None where all are.

        A basis that nobody named is like nothing but itself. What lacks cells may lack one of its bases with them.
        """
        if (self.basis, self.parts) == (other.basis, other.parts):  # as in nearly every step
            return None
        ours, theirs = dict(self.parts or ((("",), self.basis),)), dict(other.parts or ((("",), other.basis),))
        wholes = [(_named(ours), _named(theirs))] if self.complete and other.complete else []
        pairs = [*wholes, *(((ours[cell],), (theirs[cell],)) for cell in ours if cell in theirs)]
        return next((pair for pair in pairs if [*map(basis_key, pair[0])] != [*map(basis_key, pair[1])]), None)


@dataclass(frozen=True, slots=True)
class Step:
    """From one period to the next. The change and its effects are percentage points, exactly; None where undefined.

    So 13 points are 13 here, and not 13/100 as a gap's are: both rates are fractions of one, and a step is 100 times
    their difference.

    Where both ends count unlike people because figures are missing, they are not `comparable`, and nothing is defined.
    Where they count workers on unlike bases, no base moved: the change has no effects.
    """

    earlier: Observation
    later: Observation
    participants_effect: Fraction | None
    base_effect: Fraction | None
    comparable: bool = True

    @property
    def change(self) -> Fraction | None:
        """Change of the rate in percentage points: where both effects are defined their sum, exactly."""
        earlier, later = self.earlier.rate, self.later.rate
        return None if earlier is None or later is None or not self.comparable else (later - earlier) * 100

    @property
    def participants_change(self) -> Heads | None:
        """Net change of participants in people; negative where more were lost than enrolled."""
        earlier, later = self.earlier.participants, self.later.participants
        return None if earlier is None or later is None or not self.comparable else later - earlier

    @property
    def base_revised(self) -> int | None:
        """Growth of the base in people; another base is not a grown one."""
        earlier, later = self.earlier.workers, self.later.workers
        if earlier is None or later is None or not (self.comparable and self.same_basis):
            return None
        return later - earlier

    @property
    def incomparable(self) -> Step:
        """The same step with nothing defined."""
        return Step(self.earlier, self.later, None, None, comparable=False)

    @property
    def broken(self) -> bool:
        """Whether no line may join both ends: each has a rate, and they do not compare."""
        return not self.comparable and None not in (self.earlier.rate, self.later.rate)

    @property
    def same_basis(self) -> bool:
        """Whether both ends count on one basis."""
        return self.earlier.unlike(self.later) is None


def _named(bases: Mapping[Cell, str]) -> Bases:
    """All bases of an observation, one that nobody named among them."""
    return tuple(text for _, text in sorted({basis_key(text): text for text in bases.values()}.items()))


def trend(series: Sequence[Observation]) -> tuple[Step, ...]:
    """The steps between observations that follow each other, in the order given.

    The change of participants / workers is split symmetrically (Shapley 1953; for ratios also known as the
    Marshall-Edgeworth or midpoint decomposition): each side's effect is the mean of changing it first and
    of changing it last. So neither side is favoured and the effects add up to the change, with no
    remainder.
    """
    return tuple(split(earlier, later) for earlier, later in pairwise(series))


def split(earlier: Observation, later: Observation) -> Step:
    """One step of `trend`; both effects are None where either rate is undefined, or another base is counted."""
    unlike = Step(earlier, later, None, None)
    if earlier.rate is None or later.rate is None or not unlike.same_basis:
        return unlike
    # Both rates are defined, so no count is missing and nobody divides by zero.
    mean_inverse = (Fraction(1, earlier.workers or 1) + Fraction(1, later.workers or 1)) / 2
    gained = (later.participants or 0) - (earlier.participants or 0)
    mean_participants = Fraction((earlier.participants or 0) + (later.participants or 0), 2)
    shrunk = Fraction(1, later.workers or 1) - Fraction(1, earlier.workers or 1)
    return Step(earlier, later, gained * mean_inverse * 100, mean_participants * shrunk * 100)


def overall(series: Sequence[Observation]) -> Step | None:
    """From the first to the last observation; None where there are fewer than two."""
    return split(series[0], series[-1]) if len(series) > 1 else None
