"""Named tuples by the million."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar, cast

T = TypeVar("T", bound="tuple[object, ...]")


def maker(kind: type[T]) -> Callable[[tuple[object, ...]], T]:
    """Makes named tuples of tuples that have all their fields, unchecked.

    A named tuple's own constructor is a function of Python, which takes twice as long.
    """
    return cast("Callable[[tuple[object, ...]], T]", partial(tuple.__new__, kind))
