"""What a user may say about how persons are counted: by what machine, with what means, and who watches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


class Watch(Protocol):
    """Somebody who wants to know how far reading has come."""

    def file(self, name: str, size: int | None) -> AbstractContextManager[None]:
        """Until this is left, a file of so many bytes is read; None where nobody here knows its size."""

    def reached(self, share: float) -> None:
        """So much of the work on the file is done, 0 to 1; a second look at the file begins at 0 again."""


@dataclass(frozen=True, slots=True)
class Resources:
    """Bounds of the embedded engine, None leaves them to it; or the cluster that counts in its place.

    `memory` is in bytes, `temp` a folder that exists, `remote` the address of a Spark Connect server.
    """

    memory: int | None = None
    threads: int | None = None
    temp: str | None = None
    remote: str | None = None
    watch: Watch | None = None
