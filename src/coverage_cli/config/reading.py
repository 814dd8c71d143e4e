"""Read a small text file that a person wrote, in bounded time and memory."""

from __future__ import annotations

import os
import stat

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.system import unreadable

LARGEST = 4 << 20
"""Bytes; a configuration, or an article, is written by hand."""


def read_small(path: str, shown: str) -> bytes:
    """The bytes of a text.

    Raises:
        UsageFault: missing, not a regular file, not permitted, or larger than `LARGEST`.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - the path is shown as it was given
            raise UsageFault("{path:path} is not a file; name a file of text", {"path": shown})
        with open(path, "rb") as stream:  # noqa: PTH123
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise unreadable(shown, error) from error
    if len(data) > LARGEST:
        raise UsageFault("{path:path} is larger than any text written by hand; is it a data file?", {"path": shown})
    return data
