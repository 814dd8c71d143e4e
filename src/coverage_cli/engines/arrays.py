"""Arrays of numpy, by what is in them; numpy itself is loaded by those who make some."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[np.uint64]"
"""Such as people, whom a number stands for."""
Cells: TypeAlias = "NDArray[np.uint32]"
Whole: TypeAlias = "NDArray[np.int64]"
Small: TypeAlias = "NDArray[np.uint8]"
"""Such as letters, in UTF-8."""
Marks: TypeAlias = "NDArray[np.bool_]"
