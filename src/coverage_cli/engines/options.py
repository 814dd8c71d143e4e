"""What a user may say about how persons are counted: by what machine, with what means, and who watches."""

from __future__ import annotations

import os
import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from coverage_cli.domain.bounds import at_least
from coverage_cli.domain.errors import UsageFault


class Watch(Protocol):
    """Somebody who wants to know how far reading has come."""

    def file(self, name: str, size: int | None) -> AbstractContextManager[None]:
        """Until this is left, a file of so many bytes is read; None where nobody here knows its size."""

    def reached(self, share: float) -> None:
        """So much of the work on the file is done, 0 to 1; a second look at the file begins at 0 again."""


@dataclass(frozen=True, slots=True)
class Resources:
    """Bounds of the embedded engine, None leaves them to it; or the cluster that counts in its place.

    `memory` is in bytes, or a size such as 2GB, `temp` a folder that exists, `remote` the address of a Spark Connect
    server.
    """

    memory: int | str | None = None
    threads: int | None = None
    temp: str | None = None
    remote: str | None = None
    watch: Watch | None = None

    def __post_init__(self) -> None:
        """Refuse what the command's options refuse; a size such as 2GB is as good as its bytes."""
        if isinstance(self.memory, str):
            object.__setattr__(self, "memory", size_given("memory", self.memory))
        else:
            at_least("memory", self.memory, _LEAST_MEMORY)
        at_least("threads", self.threads, 1, _MOST_THREADS)
        if self.temp is not None:
            folder("temp", self.temp)
        for option, given in (("memory", self.memory), ("threads", self.threads)):
            if given is not None and self.remote is not None:
                raise UsageFault(
                    "{option} limits counting on this machine; a cluster has limits of its own", {"option": option}
                )


_UNITS = {"kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12, "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40}
_LEAST_MEMORY = 100 * 10**6
_MOST_THREADS = 1024


def size_given(option: str, text: str) -> int:
    """Bytes, as 2GB or 512 MiB.

    Raises:
        UsageFault: it is no size, or too small.
    """
    match = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)\s*([kmgt]i?b)", text.strip(), re.IGNORECASE | re.ASCII)
    size = int(float(match[1]) * _UNITS[match[2].casefold()]) if match else 0
    if size < _LEAST_MEMORY:
        raise UsageFault(
            '{option} "{value}" is not a size of 100MB or more; write it as 2GB', {"option": option, "value": text}
        )
    return size


def folder(option: str, path: str) -> None:
    """Refuse a path that is no folder.

    Raises:
        UsageFault: it is none.
    """
    if not os.path.isdir(path):  # noqa: PTH112 - the path is shown as it was given
        raise UsageFault("{option} {path:path} is not a folder", {"option": option, "path": path})
