"""Who has rows with unlike weights, in the order of `engines.base.Unlike`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from coverage_cli.engines.base import NONE_UNLIKE, SHOWN_UNLIKE, Unlike
from coverage_cli.engines.duckdb.cells import numbers_of_others
from coverage_cli.engines.duckdb.proofs import identifier_of, number_of
from coverage_cli.engines.duckdb.tables import people_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.engines.counting import Numbers, Rows
    from coverage_cli.engines.duckdb.pairs import Pairs
    from coverage_cli.engines.duckdb.session import Session


def people_at(rows: Sequence[Rows], places: Any) -> Numbers:  # noqa: ANN401
    """The people of some rows, each once, ascending."""
    found: Numbers = np.unique(np.concatenate([one.people for one in rows])[places]) if len(places) else _NOBODY
    return found


_NOBODY = np.empty(0, np.uint64)


def unlike_of(numbers: Numbers, files: Sequence[Pairs], session: Session | None) -> Unlike:
    """These people, by their numbers; those of tables are known to the `session`."""
    if not len(numbers):
        return NONE_UNLIKE
    first = numbers[:SHOWN_UNLIKE].tolist()
    if session:
        return Unlike(len(numbers), people_of(session, first))
    texts = {number: text for text, number in numbers_of_others(files).items()}
    prefix = max(file.prefix for file in files)
    named = [identifier_of(number, prefix) for number in first if number not in texts]
    named += [texts[number] for number in numbers.tolist() if number in texts]
    named.sort(key=lambda text: (number_of(text, "") is None, len(text), text))
    return Unlike(len(numbers), tuple(named[:SHOWN_UNLIKE]))
