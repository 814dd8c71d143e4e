"""What the engine hands to the counting core: all files' rows with their cells, people and weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from coverage_cli.engines.counting import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.engines.duckdb.pairs import Pairs


def placed_rows(files: Sequence[Pairs], cells: Sequence[Any]) -> list[Rows]:
    """All files' rows, with the cell of each of a file's codes; the others are numbered from the largest number on."""
    number = numbers_of_others(files)
    rows: list[Rows] = []
    for pairs, cell_of in zip(files, cells, strict=True):
        rows.append(Rows(pairs.people, pairs.codes, cell_of))
        others = np.array([number[text] for text in pairs.others], np.uint64)
        rows.append(Rows(others, np.array(pairs.other_codes, np.uint32), cell_of))
    return rows


def numbers_of_others(files: Sequence[Pairs]) -> dict[str, int]:
    """The numbers of people whose identifier is none, behind all that are."""
    others = dict.fromkeys(text for pairs in files for text in pairs.others)
    last = max((int(pairs.people.max()) for pairs in files if len(pairs.people)), default=0) if others else 0
    return {text: last + at for at, text in enumerate(others, 1)}


def weights_of(files: Sequence[Pairs]) -> Any:  # noqa: ANN401
    """The weights beside `placed_rows`; None without weights."""
    if files[0].weights is None:
        return None
    return np.concatenate([part for file in files for part in (file.weights, np.array(file.other_weights, np.int64))])


def cell_of(pairs: Pairs, cells: Sequence[int], nowhere: int) -> Any:  # noqa: ANN401
    """The cell of each code, given those of the combinations; `nowhere` for all others."""
    found = np.full(pairs.size + 1, nowhere, np.uint32)
    given = np.array(cells, np.int64)
    found[pairs.code_of] = np.where(given < 0, nowhere, given)
    return found
