"""Another state of a project's files: a folder, or a revision of the git repository around them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from coverage_cli.config.folders import SOURCES
from coverage_cli.domain.errors import UsageFault
from coverage_cli.intake.files.private import private_folder

_QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
_PLAIN = ("-c", "core.splitIndex=false", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
"""Nothing is written into the repository, and nothing of it is run."""
_TRUST = "git config --global --add safe.directory"


@contextmanager
def state_of(root: str, against: str, named: Iterable[str]) -> Iterator[str]:
    """A folder that holds the files of `root`, and those `named`, as they were; one made for it is removed afterwards.

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
            yield _unpack(root, revision, folder, named)
    else:
        raise _unknown(root, against)


def _unknown(root: str, against: str) -> UsageFault:
    """Why what is neither a folder nor a revision is none: git may not be there, or may not trust the repository."""
    given = {"option": "--against", "value": against}
    ran = _git(root, "rev-parse", "--git-dir")
    if ran is None:
        return UsageFault("{option} {value} is no folder, and git, which may know it, is not installed here", given)
    if trusted := re.search(rb"dubious ownership.*safe\.directory (.+)", ran.stderr, re.DOTALL):
        return UsageFault(
            "{option} {value} is no folder, and git answers nothing of a repository that belongs to another user; "
            "let it trust this one: {command} {path:path}",
            {**given, "command": _TRUST, "path": os.fsdecode(trusted[1].strip())},
        )
    return UsageFault(
        "{option} {value} is neither a folder nor a revision that git knows here; in CI, fetch the history first", given
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


def _unpack(root: str, commit: str, folder: str, named: Iterable[str]) -> str:
    """Where below a private folder the files of a commit are that lie below `root`; nowhere if there were none yet.

    Those outside of it come along where they may be meant: by a name, or by `../` in what says which tables there are.
    """
    at = [_asked(root, folder, "rev-parse", option) for option in ("--show-toplevel", "--show-prefix")]
    top, place = (os.fsdecode(answer.removesuffix(b"\n")) for answer in at)
    listed = [entry.partition(b"\t") for entry in _asked(top, folder, "ls-tree", "-r", "-z", commit).split(b"\0")]
    entries = [(mode[:3], name) for mode, _, name in listed]
    within = [entry for entry in entries if entry[1].startswith(os.fsencode(place))]
    here = Path(folder, "files", place)
    _take(top, commit, folder, within)
    if _reaches_out(here, root, named):
        taken = set(within)
        _take(top, commit, folder, [entry for entry in entries if entry not in taken])
    return str(here)


def _reaches_out(here: Path, root: str, named: Iterable[str]) -> bool:
    top = Path(os.path.realpath(root))
    if not all(Path(os.path.realpath(path)).is_relative_to(top) for path in named):
        return True
    return (here / SOURCES).is_file() and b"../" in (here / SOURCES).read_bytes().replace(b"\\", b"/")


def _take(top: str, commit: str, folder: str, entries: list[tuple[bytes, bytes]]) -> None:
    """Write files of a commit, and what links to files of it lead to.

    An index of its own leaves the repository's alone, and has what `git archive` leaves out (export-ignore).
    """
    names = [name for mode, name in entries if mode == b"100"]
    if names:
        _asked(top, folder, "read-tree", commit)
        given = b"\0".join(names)
        _asked(top, folder, "checkout-index", "-f", "-z", "--stdin", f"--prefix={folder}/files/", given=given)
    links = [name for mode, name in entries if mode == b"120" and b"\n" not in name]
    given = b"".join(b"%s:%s\n" % (commit.encode(), name) for name in links)
    answers = BytesIO(_asked(top, folder, "cat-file", "--batch", "--follow-symlinks", given=given) if links else b"")
    for name in links:
        if (data := _linked(answers)) is not None:
            path = Path(folder, "files", os.fsdecode(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _asked(where: str, folder: str, *arguments: str, given: bytes = b"") -> bytes:
    ran = _git(where, *_PLAIN, *arguments, given=given, GIT_INDEX_FILE=str(Path(folder, "index")))
    if ran is None or ran.returncode:
        raise UsageFault("git could not hand over the files of {value}", {"value": "--against"})
    return ran.stdout


def _linked(answers: BytesIO) -> bytes | None:
    """The file to which the next link leads within the commit; None where it leads out of it, or to a folder.

    What is outside of the repository is of today, and nobody's business.
    """
    head = answers.readline().split()
    data = answers.read(int(head[-1]) + 1)[:-1] if head and head[-1].isdigit() else b""
    return data if head[1:2] == [b"blob"] else None
