"""Read a small text file that a person wrote, in bounded time and memory."""

from __future__ import annotations

import os
import stat

from coverage_cli.domain.errors import UsageFault


def read_small(path: str, shown: str, largest: int) -> bytes:
    """The bytes of a configuration file.

    Raises:
        UsageFault: missing, not a regular file, not permitted, or larger than `largest` bytes.

    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - the path is shown as it was given
            raise UsageFault("{path} is not a file; name a YAML file", {"path": shown})
        with open(path, "rb") as stream:  # noqa: PTH123
            data = stream.read(largest + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageFault("{path} does not exist; check the spelling and the current folder", {"path": shown}) from error
    except PermissionError as error:
        raise UsageFault("{path} may not be read by you; ask for read permission", {"path": shown}) from error
    except (OSError, ValueError) as error:
        raise UsageFault("{path} cannot be read: {reason}", {"path": shown, "reason": type(error).__name__}) from error
    if len(data) > largest:
        raise UsageFault("{path} is larger than any configuration; is it a data file?", {"path": shown})
    return data
