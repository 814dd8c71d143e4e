"""What the operating system refuses, in sentences that are translated; its own texts come in one language."""

from __future__ import annotations

import errno
import os

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.phrases import Phrase, phrase

_REASONS = {
    errno.ENOENT: phrase("there is no such file or folder"),
    errno.ENOTDIR: phrase("a part of its path is no folder"),
    errno.EISDIR: phrase("it is a folder"),
    errno.EEXIST: phrase("there is something of that name already"),
    errno.EACCES: phrase("you have no permission"),
    errno.EPERM: phrase("you have no permission"),
    errno.EROFS: phrase("its disk can only be read"),
    errno.ENOSPC: phrase("its disk is full"),
    errno.EDQUOT: phrase("your share of its disk is full"),
    errno.ENAMETOOLONG: phrase("its name is too long"),
    errno.ELOOP: phrase("its links lead in a circle"),
    errno.EIO: phrase("its disk failed"),
    errno.EBADF: phrase("it is closed"),
    errno.EFBIG: phrase("no file may be so large here"),
    errno.ENXIO: phrase("it is a pipe or a device"),
    errno.EMFILE: phrase("too many files are open"),
    errno.ENFILE: phrase("too many files are open"),
}


_OF_THE_MACHINE = (errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Reasons that say nothing of a file's content."""


def why(error: Exception) -> Phrase | str:
    """The reason as a phrase where it is a usual one, else as the system says it."""
    if not isinstance(error, OSError):
        return type(error).__name__
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


def unreadable(path: str, error: Exception) -> UsageFault:
    """Say why a path cannot be read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UsageFault("{path:path} does not exist; check the spelling and the current folder", {"path": path})
    if isinstance(error, PermissionError):
        return UsageFault("you have no permission to read {path:path}; ask for it", {"path": path})
    return UsageFault("{path:path} cannot be read: {what:phrase}", {"path": path, "what": why(error)})


def unwritable(path: str, error: OSError) -> UsageFault:
    """Say why a path cannot be written."""
    if isinstance(error, FileNotFoundError):
        return UsageFault("{path:path} cannot be written: its folder does not exist; make it first", {"path": path})
    return UsageFault("{path:path} cannot be written: {what:phrase}", {"path": path, "what": why(error)})


def no_room(folder: str, error: OSError) -> UsageFault:
    """Say why a folder takes no temporary files, or no more of them."""
    return UsageFault("{path:path} cannot hold temporary files: {what:phrase}", {"path": folder, "what": why(error)})


def no_memory() -> UsageFault:
    """Why a run is refused that does not fit into memory."""
    return UsageFault("there is not enough memory on this machine for the run")


def of_memory(error: BaseException) -> bool:
    """Whether an error came of too little memory: Python's own, the system's, a module's that is loaded, DuckDB's."""
    return (
        isinstance(error, MemoryError)
        or (isinstance(error, OSError) and error.errno == errno.ENOMEM)
        or (isinstance(error, ImportError) and "failed to map segment" in str(error))
        or type(error).__name__ == "OutOfMemoryException"
    )


def refused(error: Exception) -> UsageFault | None:
    """What the system refused to DuckDB, of whose files it says nothing; None where it was something else.

    DuckDB ends the first line of such an error with the system's own words.
    """
    if of_memory(error):
        return no_memory()
    said = str(error).partition("\n")[0]
    number = next((number for number in _OF_THE_MACHINE if said.endswith(f": {os.strerror(number)}")), None)
    if number is None:
        return None
    return UsageFault("the system refuses a file that the run needs: {what:phrase}", {"what": _REASONS[number]})
