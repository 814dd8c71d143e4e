"""Files of persons whose weights are added up: which columns those are, and the sums as a table's counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coverage_cli.config.layout import Layout
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.model import Key
from coverage_cli.domain.weights import Heads, heads

if TYPE_CHECKING:
    from coverage_cli.engines.base import Tally


def weight_columns(layouts: Sequence[Layout]) -> tuple[str, ...]:
    """The columns of weights, each once.

    Raises:
        UsageFault: only some of the files have one.
    """
    weighed = [layout for layout in layouts if layout.weight]
    plain = [layout for layout in layouts if not layout.weight]
    if weighed and plain:
        raise UsageFault(
            "{weighed} counts the weights of its column {column} and {plain} counts heads: they do not add up; "
            "give both a weight in config/sources.yaml, or name one of them",
            {"weighed": weighed[0].name, "column": weighed[0].weight or "", "plain": plain[0].name},
        )
    return tuple(dict.fromkeys(layout.weight for layout in weighed if layout.weight))


def enter_counts(table: CountTable, keys: Sequence[Key], tally: Tally) -> None:
    """Enter each cell's heads, or what they weigh: nothing, where one person's weights have two readings."""
    counts: Sequence[Heads] = tally.heads
    if tally.weights is not None:
        table.respondents = dict(zip(keys, tally.heads, strict=True))
        counts = [0 if tally.unlike.persons else heads(weight) for weight in tally.weights]
    for key, people in zip(keys, counts, strict=True):
        table.counts.setdefault(key.group, {})[key.cell] = people
