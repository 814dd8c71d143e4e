"""Arrays that grow at their end, for rows that come in batches."""

from __future__ import annotations

from typing import Any

import numpy as np


class Growing:
    """An array of numbers with room for as many as will probably come.

    One large piece of memory is got sooner than many small ones, and what is never written to takes none.
    """

    def __init__(self, kind: type[np.generic], room: int) -> None:
        self._array: Any = np.empty(max(1, room), kind)
        self._length = 0

    def more(self, count: int) -> Any:  # noqa: ANN401
        """The next `count` places, to be written to before more are asked for."""
        start, self._length = self._length, self._length + count
        if self._length > len(self._array):
            larger = np.empty(max(self._length, 2 * len(self._array)), self._array.dtype)
            larger[:start] = self._array[:start]
            self._array = larger
        return self._array[start : self._length]

    @property
    def values(self) -> Any:  # noqa: ANN401
        """All numbers so far."""
        return self._array[: self._length]
