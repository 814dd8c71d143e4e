"""Names that are the sum of those beside them wherever they stand, such as a region among the rows of its counties."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from coverage_cli.domain.weights import Heads

Place = tuple[str, ...]
"""What rows have in common that are alike in all but one of their names: the period first."""
Places = dict[Place, dict[str, "Heads"]]
"""The counts of such rows, by the name in which they differ."""

CHANCE = 10_000
"""A count that size is the sum of others once in as many tries; those of several places multiply."""
_ROUNDED_FROM = 100
"""Times the number of parts: from here on a sum may differ by what rounding did to each of them."""
_PROBES = 3
"""Of its largest counts, so many are asked which rows could add up to a name: a part may be missing in one."""


def is_sum(people: Heads, others: Heads, members: int, step: int) -> bool:
    """Whether a count is the sum of others, where rounding to `step` may have moved each by half of that."""
    off = max(people - others, others - people)
    return 2 * off <= members * step if people >= _ROUNDED_FROM * members * step else off == 0


def reaches(counts: Iterable[Heads], bound: int) -> bool:
    """Whether the product of counts, none of which says less than 1, is at least so much.

    It is not worked out: that of all months of a country has a hundred thousand digits.
    """
    product: Heads = 1
    for people in counts:
        product *= max(1, people)
        if product >= bound:
            return True
    return product >= bound


@dataclass(frozen=True, slots=True)
class Subtotals:
    """The counts of each name of an axis by place, in the order of the rows, and to what the periods' are rounded."""

    counts: dict[str, dict[Place, Heads]]
    places: Places
    steps: Mapping[str, int]

    @classmethod
    def of(cls, places: Places, steps: Mapping[str, int], known: Collection[str]) -> Subtotals:
        """Without the names that are known to be totals."""
        counts: dict[str, dict[Place, Heads]] = {}
        for place, members in places.items():
            for name, people in members.items():
                if name not in known:
                    counts.setdefault(name, {})[place] = people
        return cls(counts, places, steps)

    def found(self) -> Iterator[tuple[str, Sequence[str], list[Place]]]:
        """Each sum with its parts and its places: of those below their parts or those above, whichever are more."""
        names = list(self.counts)
        below, above = self._along(names), self._along(names[::-1])
        found = below if len(below) >= len(above) else {name: parts[::-1] for name, parts in above.items()}
        for name in sorted(found):
            yield name, found[name], list(self.counts[name])

    def _along(self, names: Sequence[str]) -> dict[str, list[str]]:
        """Which names are sums of those that came last; a sum then stands for its parts, as in a larger one."""
        found: dict[str, list[str]] = {}
        open_: list[str] = []
        for name in names:
            if size := self._parts(name, open_):
                found[name] = open_[-size:]
                del open_[-size:]
            open_.append(name)
        return found

    def _parts(self, name: str, open_: Sequence[str]) -> int:
        """How many of the last names add up to this one; 0 where none do, or all others: that is for other rules."""
        mine = self.counts[name]
        if not self._is_telling(mine.values()):
            return 0
        for probe in nlargest(_PROBES, mine, key=mine.__getitem__):
            step = self.steps[probe[0]]
            added: Heads = 0
            absent, room = 0, len(self.places[probe])  # more parts than that are missing in no place
            for size, other in enumerate(reversed(open_), 1):
                added += self.counts[other].get(probe, 0)
                absent += probe not in self.counts[other]
                if 1 < size < len(self.counts) - 1 and is_sum(mine[probe], added, size + 1, step):
                    if self._holds(name, open_[-size:]):
                        return size
                elif added > mine[probe]:
                    break
                if absent > room:
                    break
        return 0

    def _is_telling(self, counts: Collection[Heads], least: int = CHANCE) -> bool:
        """Whether counts are so many or so large that a name which is their sum everywhere is no chance."""
        return reaches(counts, least * len(self.counts))

    def _holds(self, name: str, parts: Sequence[str]) -> bool:
        """Whether a name is the sum of its parts in all places, which are so many or so large that it is no chance."""
        seen: set[Heads] = set()
        sure = True
        for place, people in self.counts[name].items():
            there = [self.counts[part][place] for part in parts if place in self.counts[part]]
            added, step = sum(there), self.steps[place[0]]
            if is_sum(people, added, len(parts) + 1, step):
                seen.add(people // (step if people == added else step * (len(parts) + 1)))
            elif added > people or len(there) == len(parts):
                return False
            else:
                sure = False
        return bool(seen) and self._is_telling(seen, CHANCE if sure else CHANCE**2)
