"""Another state of a project's files: a folder, or a revision of the git repository around them."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.intake.private import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
_PLAIN = ("-c", "core.splitIndex=false", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
"""Nothing is written into the repository, and nothing of it is run."""


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
            "{option} {value} is a folder and a revision; write ./{value} for the folder, or refs/heads/{value}",
            {"option": "--against", "value": against},
        )
    if is_folder:
        yield against
    elif revision is not None:
        with private_folder() as folder:
            yield _unpack(root, revision, folder)
    else:
        raise UsageFault(
            "{option} {value} is neither a folder nor a revision that git knows here; in CI, fetch the history first",
            {"option": "--against", "value": against},
        )


def _revision(root: str, name: str) -> str | None:
    """The commit that a name means in the repository around `root`; None where git knows none."""
    if not name or name.startswith("-"):
        return None
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    text = found.stdout.decode("ascii", "replace").strip() if found is not None and found.returncode == 0 else ""
    return text or None


def _git(root: str, *arguments: str, given: bytes = b"", **own: str) -> subprocess.CompletedProcess[bytes] | None:
    try:
        return subprocess.run(  # noqa: S603 - a list, no shell; names are behind --end-of-options
            ["git", "-C", root, *arguments],  # noqa: S607 - the git of the user
            capture_output=True, check=False, input=given, env={**_surroundings(), **_QUIET, **own},
        )  # fmt: skip
    except OSError:
        return None


def _surroundings() -> dict[str, str]:
    """The environment, without a GIT_DIR as hooks have it in a linked work tree.

    By it, git would take the folder that it is asked about for the top of the repository. Beside a GIT_WORK_TREE, which
    says where the top is, it stays; both are made independent of that folder.
    """
    given = dict(os.environ)
    repository, top = given.pop("GIT_DIR", ""), given.pop("GIT_WORK_TREE", "")
    if repository and top:
        given |= {"GIT_DIR": str(Path(repository).absolute()), "GIT_WORK_TREE": str(Path(top).absolute())}
    return given


def _unpack(root: str, commit: str, folder: str) -> str:
    """Where below a private folder the files of a commit are that lie below `root`; nowhere if there were none yet.

    An index of its own leaves the repository's alone, and has what `git archive` leaves out (export-ignore).
    """

    def ask(*arguments: str, given: bytes = b"") -> bytes:
        ran = _git(root, *_PLAIN, *arguments, given=given, GIT_INDEX_FILE=str(Path(folder, "index")))
        if ran is None or ran.returncode:
            raise UsageFault("git could not hand over the files of {value}", {"value": commit[:12]})
        return ran.stdout

    listed = [entry.partition(b"\t") for entry in ask("ls-tree", "-r", "-z", commit).split(b"\0")]
    names = [name for mode, _, name in listed if mode.startswith(b"100")]
    if names:
        ask("read-tree", commit)
        ask("checkout-index", "-f", "-z", "--stdin", f"--prefix={folder}/files/", given=b"\0".join(names))
    place = ask("rev-parse", "--show-prefix").removesuffix(b"\n")
    for name in (name for mode, _, name in listed if mode.startswith(b"120") and b"\n" not in name):
        asked = b"%s:%s%s\n" % (commit.encode(), place, name)
        if (data := _linked(ask("cat-file", "--batch", "--follow-symlinks", given=asked))) is not None:
            path = Path(folder, "files", os.fsdecode(place + name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return str(Path(folder, "files", os.fsdecode(place)))


def _linked(answer: bytes) -> bytes | None:
    """The file to which a link leads, as git found it in the commit; None where it leads out of it, or to a folder.

    What is outside of the repository is of today, and nobody's business.
    """
    head, _, data = answer.partition(b"\n")
    return data.removesuffix(b"\n") if b" blob " in head else None
