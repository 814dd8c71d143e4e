"""Write results to files: whole and together, or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.interrupts import unbroken
from coverage_cli.domain.system import unwritable
from coverage_cli.output.language import Words

EXTRAS = {
    ".pptx": ("pptx", "pptx"),
    ".xlsx": ("xlsx", "xlsxwriter"),
    ".png": ("plot", "matplotlib"),
    ".svg": ("plot", "matplotlib"),
}
"""Suffixes that need an extra of the package: its name, and the module that it brings."""


def suffix_of(path: str) -> str:
    """By which it is known what an output is, whatever its letters' case."""
    return Path(path).suffix.casefold()


def refuse_stdout(path: str) -> None:
    """Refuse the name by which other programs mean standard output.

    Raises:
        UsageFault: it is that.
    """
    if path == "-":
        raise UsageFault(
            "{option} - names no file: without {option} the result goes to standard output, and --format says in which "
            "form",
            {"option": "--output"},
        )


def refuse_inputs(outputs: Iterable[str], inputs: Iterable[str], project: str | None = None) -> None:
    """Refuse to write over a file that the run reads, or a project around it, by whatever name or link.

    `project` is the folder that is named as one.

    Raises:
        UsageFault: an output is an input, or two outputs are one file.
    """
    outputs = list(outputs)
    read = set(map(os.path.realpath, set(inputs)))  # a path may come once for each of a million findings
    there = list(filter(os.path.lexists, outputs))
    if there:
        from coverage_cli.config.project_inputs import project_inputs

        read |= project_inputs(map(os.path.realpath, there), project)
    seen: set[str] = set()
    for output in outputs:
        real = os.path.realpath(output)
        if real in read:
            raise UsageFault("{path:path} is an input; write to another file", {"path": output})
        if real in seen:
            raise named_twice(output)
        seen.add(real)


def named_twice(path: str) -> UsageFault:
    """Why an output is refused that another one is too."""
    return UsageFault("{path:path} is named twice as an output", {"path": path})


def write_together(files: Mapping[str, bytes]) -> None:
    """Write files through temporary ones beside them, of which none takes its place before all are on the disk.

    Raises:
        UsageFault: one cannot be written, as in a folder that does not exist; then all are as they were.
    """
    places = {path: Path(os.path.realpath(path)) for path in files}
    beside: dict[str, Path] = {}
    try:
        for path, data in files.items():
            target = places[path]
            with _refused(path):
                mode = _mode(target)
                beside[path] = target.with_name(f".{target.name[:40]}-{token_hex(8)}.tmp")
                _write(beside[path], data, mode)
        with unbroken():  # Ctrl-C between two of them would leave a mixture
            _take_places(beside, places)
    except BaseException:
        for name in beside.values():
            with suppress(OSError):
                name.unlink(missing_ok=True)
        raise


def _take_places(beside: Mapping[str, Path], places: Mapping[str, Path]) -> None:
    """Let each temporary file take its place; where one cannot (a spreadsheet holds it open), those before go back."""
    before: dict[Path, bytes | None] = {}
    for path, name in beside.items():
        target = places[path]
        try:
            with _refused(path):
                earlier = target.read_bytes() if len(beside) > 1 and target.exists() else None
                os.replace(name, target)  # noqa: PTH105 - the atomic call, by its name
        except UsageFault:
            for done, data in before.items():
                done.unlink() if data is None else done.write_bytes(data)
            raise
        before[target] = earlier


@contextmanager
def _refused(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from error


def _mode(target: Path) -> int | None:
    """The permissions of the file that is there, which stay; None of a new one.

    Raises:
        OSError: what is there is not to be replaced: a folder, a device (`/dev/null`), a file protected from writing.
    """
    if not target.exists():
        return None
    found = target.stat().st_mode
    if not stat.S_ISREG(found):
        raise OSError(errno.EISDIR if stat.S_ISDIR(found) else errno.ENXIO, "")
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "")
    return found & 0o777


def _write(name: Path, data: bytes, known: int | None) -> None:
    # A new file gets its mode from the system, less the mask, which nobody can ask for without changing it.
    mode = 0o666 if known is None else 0o600
    with open(name, "xb", opener=lambda path, flags: os.open(path, flags, mode)) as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if known is not None:
        name.chmod(known)


def write_each(files: Mapping[str, bytes], words: Words) -> str:
    """Write every file, or none; give the lines that say so.

    Raises:
        UsageFault: one cannot be written.
    """
    write_together(files)
    return "".join(words("wrote {path:path}", path=path) + "\n" for path in files)
