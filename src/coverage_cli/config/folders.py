"""A folder's files by their names: those that are read, those that only look like tables, and what is nobody's."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from coverage_cli.config.layout import LOCK, WORKBOOKS
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import TABLE_KINDS
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.nearest import closest
from coverage_cli.domain.system import unreadable

TARGETS, SOURCES = Path("config") / "targets.yaml", Path("config") / "sources.yaml"
ENDINGS = {Kind.POPULATION: (".csv", ".csv.gz"), Kind.PARTICIPANTS: (".csv", ".csv.gz", ".parquet")}
"""What the names of files end with that are read without being named, whatever their letters' case."""
_OF_PROGRAMS = (".feather", ".arrow", ".jsonl", ".ndjson", ".orc", ".avro", ".dta", ".sav", ".sas7bdat")
_TABLES = (".csv", ".tsv", ".parquet", *WORKBOOKS, ".xls", ".xlsb", ".ods", *_OF_PROGRAMS)
_PACKED = (".gz", ".zip", ".bz2", ".xz", ".zst", ".7z", ".rar")
_PARTS = (*_PACKED, ".tar", ".tgz", ".snappy", ".lz4", ".deflate", ".parq", ".pq", ".tab", ".dat")
"""What else parts of an extract have: one that was packed alone, or written by a cluster."""


class Sorted(NamedTuple):
    """The files of a folder that are read, and those that look like tables and are not; both by name.

    `folders` are those in which the former were found, by their paths; files that were named have none.
    """

    read: list[str]
    left: list[str]
    folders: Mapping[str, str] = MappingProxyType({})


def refuse_passing_over(found: Path | None) -> None:
    """Refuse to take the project above for one that is nearer, whose targets have another name, or are a broken link.

    Raises:
        UsageFault: there is one.
    """
    top = None if found is None else found.resolve()
    for folder in (Path.cwd(), *Path.cwd().parents):
        if folder == top:
            return
        for name in names_in(folder / TARGETS.parent):
            if name.casefold() in {"targets.yaml", "targets.yml"}:
                raise UsageFault(
                    "{path:path} would be passed over: the targets of a project are the file config/targets.yaml; give "
                    "it that name, or name another project with {option} DIR",
                    {"path": os.path.relpath(folder / TARGETS.parent / name), "option": "--project"},
                )


def misnamed(root: Path) -> list[Finding]:
    """The files of a project's configuration that are not read, since their names are only like those that are."""
    folder, found = root / TARGETS.parent, []
    known = {Path(name).stem: name for name in (TARGETS.name, SOURCES.name, "checks.yaml", "exceptions.yaml")}
    for name in filter(is_yaml, names_in(folder)):
        stem = Path(name.casefold()).stem
        # What holds the whole of a name is a variant of it, as targets-2029.yaml.
        like = stem if stem in known else None if any(one in stem for one in known) else closest(stem, known)
        if like is None or name == known[like]:
            continue
        if not _are_one(folder / name, folder / known[like]):  # as they are where capitals do not matter
            found.append(Finding("C111", Place(str(folder / name), 1, 1), value=name, args=(("name", known[like]),)))
    return found


def _are_one(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def names_in(folder: Path) -> list[str]:
    """What is in a folder, by name; nothing where it cannot be looked into."""
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return []


def is_read(path: str, kind: Kind) -> bool:
    """Whether a file's name ends as those do that are read."""
    return path.casefold().endswith(ENDINGS[kind])


def is_yaml(path: str) -> bool:
    """Whether a file's name is that of a configuration."""
    return path.casefold().endswith((".yaml", ".yml"))


def is_table(path: str) -> bool:
    """Whether a file's name is that of a table, packed or not; one that begins with a kind may say no more."""
    name = os.path.basename(path).casefold()  # noqa: PTH119 - an address is no Path
    name = name.removesuffix(next(filter(name.endswith, _PACKED), ""))
    return name.endswith(_TABLES) or (
        name.startswith(TABLE_KINDS) and name.partition(".")[2] in {"", "txt", "json", "tar"}
    )


def files_of(paths: Iterable[str]) -> Sorted:
    """The files that are meant by paths: themselves, or what is in a folder and in the folders in it.

    They come by their names, since the first spelling of a name is the one that is shown. What a folder leaves unread
    may be among the others.

    Raises:
        UsageFault: nothing in a folder is read.
    """
    # The paths are shown as they were given.
    found = [sort(path, once(walk(path))) if os.path.isdir(path) else Sorted([path], []) for path in paths]  # noqa: PTH112
    read = sorted(path for one in found for path in one.read)
    left = {os.path.realpath(path): path for one in found for path in one.left}
    named = set(map(os.path.realpath, read)) if left else set()
    folders = {path: folder for one in found for path, folder in one.folders.items()}
    return Sorted(read, [path for place, path in left.items() if place not in named], folders)


def sort(folder: str, paths: Iterable[str]) -> Sorted:
    """Sort what is found in a folder that is named, where no other table is expected.

    Raises:
        UsageFault: nothing of it is read.
    """
    found = sorted(paths)
    read = [path for path in found if is_read(path, Kind.PARTICIPANTS)]
    if not read:
        raise UsageFault("{path:path} is a folder without a .csv, .csv.gz or .parquet file", {"path": folder})
    others = (path for path in found if not is_read(path, Kind.PARTICIPANTS))
    return Sorted(read, [path for path in others if is_table(path) or _may_be_part(path)], dict.fromkeys(read, folder))


def _may_be_part(path: str) -> bool:
    """Whether a file may be a table by a name that says little: text, 2025-10.zip, a part such as 000000_0."""
    name = os.path.basename(path).casefold()  # noqa: PTH119 - an address is no Path
    if name.endswith(".txt"):
        return not name.startswith("readme")
    return name.endswith(_PARTS) or ("." not in name and any(map(str.isdigit, name)))


def walk(folder: str, *, projects: bool = True) -> Iterator[str]:
    """The files of a folder and of those in it, without those of other programs, and of `projects` in it if said so.

    Links to folders are followed, but no folder is looked into twice.

    Raises:
        UsageFault: a folder in it cannot be looked into; without projects it is passed over.
    """
    met: set[str] = set()
    folders = [folder]
    for start in folders:  # links are put behind, while others are gone through
        for place, inner, names in os.walk(start, onerror=_refuse if projects else None):
            if (here := os.path.realpath(place)) in met:
                inner.clear()
                continue
            met.add(here)
            inner[:] = _kept(place, inner, projects=projects)
            folders += filter(os.path.islink, (os.path.join(place, name) for name in inner))  # noqa: PTH118
            yield from (os.path.join(place, name) for name in names if not _is_scratch(name))  # noqa: PTH118


def once(paths: Iterable[str]) -> list[str]:
    """Each file once, by name: of a file and links to it, the file."""
    found: dict[str, str] = {}
    for path in sorted(paths, key=lambda path: (os.path.islink(path), path)):  # noqa: PTH114 - as above
        found.setdefault(os.path.realpath(path), path)
    return sorted(found.values())


def _kept(place: str, names: list[str], *, projects: bool) -> list[str]:
    """The folders in one that are looked into."""
    return sorted(
        name for name in names if not _is_scratch(name) and (projects or not Path(place, name, TARGETS).is_file())
    )


def _refuse(error: OSError) -> None:
    raise unreadable(str(error.filename), error) from error


def _is_scratch(name: str) -> bool:
    return name.startswith((".", "_", LOCK))
