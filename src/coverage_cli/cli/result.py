"""What a command leaves behind, and how it is written out."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TextIO

from coverage_cli.domain.errors import ExitCode
from coverage_cli.domain.system import unwritable

if TYPE_CHECKING:
    from coverage_cli.output.style import Style


@dataclass(frozen=True, slots=True)
class Result:
    """The text for stdout, the text for stderr, and the exit code."""

    out: str = ""
    err: str = ""
    code: ExitCode = ExitCode.DONE


class Held(io.StringIO):
    """Takes what Typer writes by itself, as its help, to be written as every result is; looks like what it stands for.

    Typer would end a run whose reader went away (`| head`) with 1, and take a full disk for a fault of the program.
    """

    def __init__(self, under: TextIO) -> None:
        super().__init__()
        self._under = under

    def isatty(self) -> bool:
        """Whether the help may have colors."""
        return self._under.isatty()


def write(result: Result) -> int:
    """Write both streams; a reader that went away (`| head`) is no fault.

    Raises:
        UsageFault: stdout cannot be written, as where its disk is full.
    """
    for stream, text in ((sys.stdout, result.out), (sys.stderr, result.err)):
        try:
            if text:
                stream.write(text)
            stream.flush()
        except OSError as error:
            # Python flushes once more when it ends; give it somewhere to flush to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            if stream is sys.stdout and not isinstance(error, BrokenPipeError):
                raise unwritable("<stdout>", error) from error
    return int(result.code)


def stand_in() -> None:
    """Something in the place of an output stream that the caller closed (`>&-`), which Python leaves as None.

    A file opened later would else get its number. Writing to stdout then fails, as it must: its result is lost.
    """
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def speak_utf8() -> None:
    """Write UTF-8 to files and pipes whatever the locale; on a terminal of another encoding, replace what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")


def terminal_width(stream: TextIO) -> int | None:
    """Characters in a line of the terminal, COLUMNS before anything else; None where it is no terminal."""
    if not stream.isatty():
        return None
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isascii() and wanted.isdigit() and int(wanted) > 0:
        return int(wanted)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except OSError:
        return 80


def on_screen(style: Style) -> Style:
    """The style for stdout, as its reader sees it."""
    return replace(style, width=terminal_width(sys.stdout), color=wants_color(sys.stdout))


def wants_color(stream: TextIO) -> bool:
    """NO_COLOR and TERM=dumb forbid it, FORCE_COLOR asks for it, a terminal has it (no-color.org, force-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
