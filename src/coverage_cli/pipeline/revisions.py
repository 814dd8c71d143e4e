"""Another state of a project's files: a folder, or a revision of the git repository around them."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


@contextmanager
def state_of(root: str, against: str) -> Iterator[str]:
    """A folder that holds the files of `root` as they were; one made for it is removed afterwards.

    Raises:
        UsageFault: neither a folder nor a revision, or both; or git cannot be asked.

    """
    is_folder = os.path.isdir(against)  # noqa: PTH112 - a text, as it was given
    revision = _revision(root, against)
    if is_folder and revision is not None and os.sep not in against:
        raise UsageFault(
            "--against {value} is a folder and a revision; write ./{value} for the folder, or refs/heads/{value}",
            {"value": against},
        )
    if is_folder:
        yield against
    elif revision is not None:
        with tempfile.TemporaryDirectory(prefix="covgap-") as folder:
            _unpack(root, revision, folder)
            yield folder
    else:
        raise UsageFault(
            "--against {value} is neither a folder nor a revision that git knows here; in CI, fetch the history first",
            {"value": against},
        )


def _revision(root: str, name: str) -> str | None:
    """The commit that a name means in the repository around `root`; None where git knows none."""
    if not name or name.startswith("-"):
        return None
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    text = found.stdout.decode("ascii", "replace").strip() if found is not None and found.returncode == 0 else ""
    return text or None


def _git(root: str, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    try:
        return subprocess.run(  # noqa: S603 - a list, no shell; names are behind --end-of-options
            ["git", "-C", root, *arguments],  # noqa: S607 - the git of the user
            capture_output=True, check=False, stdin=subprocess.DEVNULL, env={**os.environ, **_QUIET},
        )  # fmt: skip
    except OSError:
        return None


def _unpack(root: str, commit: str, folder: str) -> None:
    """The files of a commit that lie below `root`, in a private folder; none where the folder was not there yet."""
    listed = _git(root, "ls-tree", "--name-only", commit, "./")
    if listed is not None and listed.returncode == 0 and not listed.stdout.strip():
        return
    packed = _git(root, "archive", "--format=tar", commit)
    if packed is None or packed.returncode:
        raise UsageFault("git could not hand over the files of {value}", {"value": commit[:12]})
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
        for member in files:
            content = files.extractfile(member) if member.isreg() else None
            path = Path(folder, member.name)
            if content is not None and path.resolve().is_relative_to(Path(folder).resolve()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
