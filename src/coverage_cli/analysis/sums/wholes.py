"""Names that are the sum of all others wherever they stand, whatever they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coverage_cli.analysis.sums.axis import Axis, Members, Place
from coverage_cli.analysis.sums.subtotals import CHANCE, FEWEST_PARTS, are_several, is_sum, reaches
from coverage_cli.domain.weights import Heads

_FEWEST_PLACES = 2


def wholes(axis: Axis, steps: Mapping[str, int]) -> dict[str, list[Place]]:
    """The names that are the sum of the others, and where; `steps` is to what each period's counts are rounded.

    Where others are missing, a name that is more than those that are there is neither the sum nor not.
    """
    glance = _Judged(axis, steps)
    glance.judge([axis.whole] if axis.whole else [])
    left = [name for name in axis.names if name not in glance.refuted]
    found = _Judged(axis, steps)
    found.judge(axis.places_of(left) if left else [])
    return {
        name: [place for _, place in found.sums[name]]
        for name in left
        if name not in found.refuted and name in found.sums and found.beyond_chance(name)
    }


class _Judged:
    """What places say of the names that stand there."""

    def __init__(self, axis: Axis, steps: Mapping[str, int]) -> None:
        self._axis, self._steps = axis, steps
        self.sums: dict[str, list[tuple[Heads, Place]]] = {}
        """The places where a name is the sum, and how much that says."""
        self.refuted: set[str] = set()
        self._unknown: set[str] = set()

    def judge(self, places: Iterable[Members]) -> None:
        """Look at places."""
        for period, rest, members in places:
            if len(members) < FEWEST_PARTS:
                continue
            step, whole, several = self._steps[period], sum(members.values()), are_several(members)
            least = whole - len(members) * step  # twice a count below it is no sum, whatever was rounded
            self.refuted.update([name for name, people in members.items() if 2 * people < least])
            complete = len(members) == len(self._axis.names) or len(members) == len(self._axis.periods[period])
            for name, people in [(name, people) for name, people in members.items() if 2 * people >= least]:
                if is_sum(people, whole - people, len(members), step):
                    # What rounding may have made a sum is one of fewer numbers.
                    said = people if 2 * people == whole else people // step
                    if several:
                        self.sums.setdefault(name, []).append((said, (period, *rest)))
                elif complete or 2 * people < whole:
                    self.refuted.add(name)
                else:
                    self._unknown.add(name)

    def beyond_chance(self, name: str) -> bool:
        """Whether sums of these sizes are none by chance; some places that say nothing leave more room for it."""
        counts = {people for people, _ in self.sums[name]}
        return len(counts) >= _FEWEST_PLACES and reaches(counts, CHANCE**2 if name in self._unknown else CHANCE)
