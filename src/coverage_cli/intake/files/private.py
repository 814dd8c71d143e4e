"""Folders of a run's own, for what may hold identifiers: gone when the run ends, or else when a later one begins.

A run that is killed, for want of memory or by SIGKILL, clears nothing away. A run therefore locks its folder; the
system takes the lock back however the run ends, and by that later ones see that nobody needs the folder any more.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.interrupts import unbroken
from coverage_cli.domain.system import no_room

try:
    import fcntl
except ImportError:  # Windows opens no folder, and what a killed run left stays
    _LOCKS = False
else:
    _LOCKS = True

# Of one machine: another that shares the disk may not see the lock.
_PREFIX = f"covgap-{os.uname().nodename}-" if _LOCKS else "covgap-"

_AGE = 60
"""Seconds, within which a folder may have been made and not be locked yet."""


@contextmanager
def private_folder(parent: str | None = None) -> Iterator[str]:
    """A new folder that only its owner can look into, in `parent` or where temporary files go.

    Those there that earlier runs of the same owner left, because they were killed, are removed.

    Raises:
        UsageFault: it cannot be made there.
    """
    import tempfile

    with ExitStack() as kept:
        parent = parent or _usual()
        try:
            with unbroken():  # between the folder and the note that it has to go
                made = tempfile.TemporaryDirectory(prefix=_PREFIX, dir=parent, ignore_cleanup_errors=True)
                folder = kept.enter_context(made)
                if _LOCKS:
                    kept.enter_context(_locked(folder))
        except OSError as error:
            raise no_room(parent, error) from error
        if _LOCKS:
            _clear(parent)
        yield folder


def _usual() -> str:
    import tempfile

    try:
        return tempfile.gettempdir()
    except FileNotFoundError:  # a container whose disk can only be read
        raise UsageFault(
            "no folder here takes temporary files; name one that may be written to in the environment variable TMPDIR"
        ) from None


def _clear(parent: str) -> None:
    """Remove what earlier runs left; what cannot be removed stays."""
    import shutil

    with suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and entry.is_dir(follow_symlinks=False) and _old(entry):
                with suppress(OSError), _locked(entry.path) as alone:
                    if alone:
                        shutil.rmtree(entry.path, ignore_errors=True)


def _old(folder: os.DirEntry[str]) -> bool:
    """Whether it is our own, and no file came or went in it lately."""
    state = folder.stat(follow_symlinks=False)
    return state.st_uid == os.geteuid() and state.st_mtime < time.time() - _AGE


@contextmanager
def _locked(folder: str) -> Iterator[bool]:
    """Lock a folder; whether that could be done: not where another has locked it, or the system locks none.

    Raises:
        OSError: it cannot be opened.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield _lock(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
