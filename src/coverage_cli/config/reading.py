"""Read a small text file that a person wrote, in bounded time and memory."""

from __future__ import annotations

import os
import stat

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.system import unreadable


def read_small(path: str, shown: str, largest: int) -> bytes:
    """The bytes of a configuration file.

    Raises:
        UsageFault: missing, not a regular file, not permitted, or larger than `largest` bytes.

    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - the path is shown as it was given
            raise UsageFault("{path:path} is not a file; name a YAML file", {"path": shown})
        with open(path, "rb") as stream:  # noqa: PTH123
            data = stream.read(largest + 1)
    except (OSError, ValueError) as error:
        raise unreadable(shown, error) from error
    if len(data) > largest:
        raise UsageFault("{path:path} is larger than any configuration; is it a data file?", {"path": shown})
    return data
