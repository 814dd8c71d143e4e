"""Names that are the sum of those beside them wherever they stand, such as a region among the rows of its counties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

from coverage_cli.analysis.sums.axis import Axis, Place, Rest
from coverage_cli.domain.weights import Heads

CHANCE = 10_000
"""A count that size is the sum of others once in as many tries; those of several places multiply."""
FEWEST_PARTS = 3
"""Below this, one row being the sum of the others happens by chance."""
_ROUNDED_FROM = 100
"""Times the number of parts: from here on a sum may differ by what rounding did to each of them."""
_FEW_NAMES = 10
"""Of so many names, any may be the parts of a sum; of more, those that stand beside each other."""
_LARGE, _UNLIKE = 1_000, 10
"""Sums of so many people, and one by such a part larger than the other, are in one proportion by no chance."""
_PROBES = 3
"""Of its largest counts, so many are asked which rows could add up to a name: a part may be missing in one."""


def rounded_to(common: int) -> int:
    """The power of ten to which counts were rounded that are multiples of a number; 1 where all are 0."""
    text = str(common or 1)
    step: int = 10 ** (len(text) - len(text.rstrip("0")))
    return step


def is_sum(people: Heads, others: Heads, members: int, step: int) -> bool:
    """Whether a count is the sum of others, where rounding to `step` may have moved each by half of that."""
    off = max(people - others, others - people)
    return 2 * off <= members * step if people >= _ROUNDED_FROM * members * step else off == 0


def are_several(members: Mapping[str, Heads]) -> bool:
    """Whether more than two have people: of two alike beside nobodies, each is the sum of the others."""
    return sum(map(bool, members.values())) > 2  # noqa: PLR2004 - the two


def product_up_to(counts: Iterable[Heads], enough: int) -> Heads:
    """The product of counts, none of which says less than 1, as far as it is asked: `enough` or more where it goes on.

    It is not worked out: that of all months of a country has a hundred thousand digits.
    """
    product: Heads = 1
    for people in counts:
        product *= max(1, people)
        if product >= enough:
            break
    return product


def reaches(counts: Iterable[Heads], bound: int) -> bool:
    """Whether that product is at least so much."""
    return product_up_to(counts, bound) >= bound


class Subtotals:
    """Finds them along an axis; `steps` is to what each period's counts are rounded."""

    def __init__(self, axis: Axis, steps: Mapping[str, int], known: Collection[str]) -> None:
        """Without the names that are `known` to be totals."""
        self._axis, self._steps = axis, steps
        self._names = [name for name in axis.names if name not in known]
        self._rooms: dict[str, Counter[Rest]] = {}

    def found(self) -> Iterator[tuple[str, Sequence[str], list[Place]]]:
        """Each sum with its parts and its places: of those below their parts or those above, whichever are more.

        Of few names the parts may stand anywhere: PU, BPU, Jakon, and then PU and BPU together.
        """
        below, above = self._along(self._names), self._along(self._names[::-1])
        found = below if len(below) >= len(above) else {name: parts[::-1] for name, parts in above.items()}
        found |= self._scattered([name for name in self._names if name not in found])
        for name in sorted(found):
            yield name, found[name], [(period, *rest) for period, rest, _ in self._axis.rows(name)]

    def _along(self, names: Sequence[str]) -> dict[str, list[str]]:
        """Which names are sums of those that came last; a sum then stands for its parts, as in a larger one."""
        found: dict[str, list[str]] = {}
        open_: list[str] = []
        hopeful = self._hopeful(names)
        for name in names:
            if name in hopeful and (size := self._parts(name, open_)):
                found[name] = open_[-size:]
                del open_[-size:]
            open_.append(name)
        return found

    def _scattered(self, names: Sequence[str]) -> dict[str, list[str]]:
        """Which of few names are sums of any others, but not of all: that is for other rules."""
        found: dict[str, list[str]] = {}
        if not FEWEST_PARTS < len(names) <= _FEW_NAMES or (place := self._axis.glance()) is None:
            return found
        counts, step = place.counts, self._steps[place.period]
        for name in (name for name in names if name in counts):
            smaller = [other for other in names if other != name and 0 < counts.get(other, 0) <= counts[name]]
            sizes = range(2, min(len(smaller), len(names) - 2) + 1)
            for parts in chain.from_iterable(combinations(smaller, size) for size in sizes):
                added = sum(counts[part] for part in parts)
                if is_sum(counts[name], added, len(parts) + 1, step) and self._holds(name, parts, 2 ** len(names)):
                    found[name] = [*parts]
                    break
        return found

    def _hopeful(self, names: Sequence[str]) -> Collection[str]:
        """Those that are no less than the two before them, which are parts of whatever they may be the sum of.

        One place where every name stands tells that of nearly all. Where the one before is a sum itself, which stands
        for its parts, the one before that is unknown.
        """
        if (whole := self._axis.whole) is None:
            return frozenset(names)
        slack = 3 * self._steps[whole.period]  # twice what rounding may do to two parts and their sum
        counts = [whole.counts[name] for name in names]
        found: set[str] = set()
        for before, last, people, beside, name in zip(
            counts, counts[1:], counts[2:], names[1:], names[2:], strict=False
        ):
            if people >= last and (beside in found or 2 * (before + last - people) <= slack):
                found.add(name)
        return found

    def _probes(self, name: str) -> list[tuple[str, Rest, Heads]]:
        """Where to ask which rows could add up to a name, and its count there.

        One place where every name stands is enough; else a part may be missing in one, and it is asked where the name
        has its largest counts. Where it has nobody, any nobodies add up to it.
        """
        if (whole := self._axis.whole) and (people := whole.counts[name]):
            return [(whole.period, whole.rest, people)]
        found: list[tuple[str, Rest, Heads]] = []
        for period, names in self._axis.periods.items():
            if counts := names.get(name):
                least = sorted(counts.values())[-_PROBES:][0]
                found += [(period, rest, people) for rest, people in counts.items() if people and people >= least]
        return sorted(found, key=lambda row: row[2], reverse=True)[:_PROBES]

    def _parts(self, name: str, open_: Sequence[str]) -> int:
        """How many of the last names add up to this one; 0 where none do, or all others: that is for other rules."""
        for period, rest, people in self._probes(name):
            step, absent, count = self._steps[period], 0, self._count_at(period, rest)
            added: Heads = 0
            for size, other in enumerate(reversed(open_), 1):
                part = count(other)
                added += part or 0
                if 1 < size < len(self._names) - 1 and is_sum(people, added, size + 1, step):
                    if self._holds(name, open_[-size:]):
                        return size
                elif added > people:
                    break
                absent += part is None
                if absent and absent > self._room(period, rest):  # more parts than that are missing in no place
                    break
        return 0

    def _count_at(self, period: str, rest: Rest) -> Callable[[str], Heads | None]:
        """What gives the count of a name at a place, None where it does not stand there."""
        if (whole := self._axis.whole) and (period, rest) == (whole.period, whole.rest):
            return whole.counts.get
        names = self._axis.periods[period]
        return lambda name: names[name].get(rest) if name in names else None

    def _room(self, period: str, rest: Rest) -> int:
        """How many names stand at a place; told where a part is missing, as in most tables none is."""
        if period not in self._rooms:
            self._rooms[period] = Counter(chain.from_iterable(self._axis.periods[period].values()))
        return self._rooms[period][rest]

    def _holds(self, name: str, parts: Sequence[str], tries: int = 1) -> bool:
        """Whether a name is the sum of its parts in all places, which are so many or so large that it is no chance.

        `tries` is of how many sets of parts that is asked.
        """
        for period, _, counts in self._axis.few:
            there = [counts[part] for part in parts if part in counts]
            if name in counts and _is_denied(counts[name], there, len(parts), self._steps[period]):
                return False
        seen: set[Heads] = set()
        first: list[Heads] = []
        sure = True
        for period, rest, people in self._axis.rows(name):
            names, step = self._axis.periods[period], self._steps[period]
            there = [names[part][rest] for part in parts if rest in names.get(part, ())]
            added = sum(there)
            if is_sum(people, added, len(parts) + 1, step):
                if sum(map(bool, there)) < 2:  # noqa: PLR2004 - as many as one of them, and the others are nobody
                    continue
                first = first or [people, *there]
                if not seen or step > 1 or not in_proportion(first, [people, *there]):
                    seen.add(people // (step if people == added else step * (len(parts) + 1)))
            elif _is_denied(people, there, len(parts), step):
                return False
            else:
                sure = False
        return bool(seen) and reaches(seen, (CHANCE if sure else CHANCE**2) * len(self._names) * tries)


def in_proportion(first: Sequence[Heads], other: Sequence[Heads]) -> bool:
    """Whether a large sum and its parts are in the proportions of another place, each a whole number of people.

    Segments that are fixed shares of one estimate are: of a sum in one of them all others follow, and say nothing more.
    """
    small, large = sorted((first[0], other[0]))
    if small < _LARGE or _UNLIKE * large < (_UNLIKE + 1) * small or len(first) != len(other):
        return False
    return all(
        -(first[0] + other[0]) <= one * other[0] - another * first[0] <= first[0] + other[0]
        for one, another in zip(first, other, strict=True)
    )


def _is_denied(people: Heads, there: Sequence[Heads], size: int, step: int) -> bool:
    """Whether a count is not the sum of so many parts, of which these are `there`: more, or all and another number."""
    added = sum(there)
    return not is_sum(people, added, size + 1, step) and (added > people or len(there) == size)
