"""Write a result to a file: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.system import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_cli.output.language import Words


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
            raise UsageFault("{path:path} is an input of this run; write to another file", {"path": output})
        if real in seen:
            raise UsageFault("{path:path} is named twice as an output", {"path": output})
        seen.add(real)


def write_atomically(path: str, data: bytes) -> None:
    """Write through a temporary file beside the target, so that nobody ever sees half a result.

    Raises:
        UsageFault: the folder does not exist or may not be written to.

    """
    target = Path(os.path.realpath(path))
    name = target.with_name(f".{target.name[:40]}-{token_hex(8)}.tmp")
    try:
        known = target.stat().st_mode & 0o777 if target.exists() else None
        # A new file gets its mode from the system, less the mask, which nobody can ask for without changing it.
        mode = 0o666 if known is None else 0o600
        stream = open(name, "xb", opener=lambda path, flags: os.open(path, flags, mode))  # noqa: SIM115 - below
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        with stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if known is not None:
            name.chmod(known)
        os.replace(name, target)  # noqa: PTH105 - the atomic call, by its name
    except OSError as error:
        name.unlink(missing_ok=True)
        raise unwritable(path, error) from error
    except BaseException:
        name.unlink(missing_ok=True)
        raise


def write_each(files: Mapping[str, bytes], words: Words) -> str:
    """Write every file; give the lines that say so.

    Raises:
        UsageFault: one cannot be written.

    """
    for path, data in files.items():
        write_atomically(path, data)
    return "".join(words("wrote {path:path}", path=path) + "\n" for path in files)
