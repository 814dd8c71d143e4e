"""Write a result to a file: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.system import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable


def refuse_inputs(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Refuse to write over a file that the run reads, by whatever name or link.

    Raises:
        UsageFault: an output is an input, or two outputs are one file.

    """
    read = {os.path.realpath(path) for path in inputs}
    seen: set[str] = set()
    for output in outputs:
        real = os.path.realpath(output)
        if real in read:
            raise UsageFault("{path} is an input of this run; write to another file", {"path": output})
        if real in seen:
            raise UsageFault("{path} is named twice as an output", {"path": output})
        seen.add(real)


def write_atomically(path: str, data: bytes) -> None:
    """Write through a temporary file beside the target, so that nobody ever sees half a result.

    Raises:
        UsageFault: the folder does not exist or may not be written to.

    """
    target = Path(os.path.realpath(path))
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}-", suffix=".tmp", dir=target.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode(target))
        os.replace(name, target)  # noqa: PTH105 - the atomic call, by its name
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise unwritable(path, error) from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """The mode that the file has, or that a new file gets; a temporary file is private."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
