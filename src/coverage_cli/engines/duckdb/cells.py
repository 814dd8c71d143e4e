"""What the engine hands to the counting core: all files' rows with their cells, people and weights; who has unlike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coverage_cli.engines.arrays import Cells, Numbers, Whole
from coverage_cli.engines.base import NONE_UNLIKE, SHOWN_UNLIKE, Unlike
from coverage_cli.engines.counting import Rows
from coverage_cli.engines.duckdb.pairs import Pairs
from coverage_cli.engines.duckdb.proofs import identifier_of, number_of
from coverage_cli.engines.duckdb.session import Session
from coverage_cli.engines.duckdb.tables import people_of


def placed_rows(files: Sequence[Pairs], cells: Sequence[Cells]) -> list[Rows]:
    """All files' rows, with the cell of each of a file's codes; the others are numbered from the largest number on."""
    number = _numbers_of_others(files)
    rows: list[Rows] = []
    for pairs, cell_of in zip(files, cells, strict=True):
        rows.append(Rows(pairs.people, pairs.codes, cell_of))
        others = np.array([number[text] for text in pairs.others], np.uint64)
        rows.append(Rows(others, np.array(pairs.other_codes, np.uint32), cell_of))
    return rows


def _numbers_of_others(files: Sequence[Pairs]) -> dict[str, int]:
    """The numbers of people whose identifier is none, behind all that are."""
    others = dict.fromkeys(text for pairs in files for text in pairs.others)
    last = max((int(pairs.people.max()) for pairs in files if len(pairs.people)), default=0) if others else 0
    return {text: last + at for at, text in enumerate(others, 1)}


def weights_of(files: Sequence[Pairs]) -> Whole | None:
    """The weights beside `placed_rows`; None without weights."""
    if files[0].weights is None:
        return None
    return np.concatenate([part for file in files for part in (file.weights, np.array(file.other_weights, np.int64))])


def cell_of(pairs: Pairs, cells: Sequence[int], nowhere: int) -> Cells:
    """The cell of each code, given those of the combinations; `nowhere` for all others."""
    found = np.full(pairs.size + 1, nowhere, np.uint32)
    given = np.array(cells, np.int64)
    found[pairs.code_of] = np.where(given < 0, nowhere, given)
    return found


def people_at(rows: Sequence[Rows], places: Whole) -> Numbers:
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
    texts = {number: text for text, number in _numbers_of_others(files).items()}
    prefix = max(file.prefix for file in files)
    named = [identifier_of(number, prefix) for number in first if number not in texts]
    named += [texts[number] for number in numbers.tolist() if number in texts]
    named.sort(key=lambda text: (number_of(text, "") is None, len(text), text))
    return Unlike(len(numbers), tuple(named[:SHOWN_UNLIKE]))
