"""Find the project: a folder with `config/targets.yaml`, and the data files beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_cli.config.layout import Layout, Spelling
from coverage_cli.config.yamltree import configuration_fault
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import in_order
from coverage_cli.domain.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.config.sources import Sources

TARGETS = Path("config") / "targets.yaml"
SOURCES = Path("config") / "sources.yaml"


ENDINGS = {Kind.POPULATION: (".csv", ".csv.gz"), Kind.PARTICIPANTS: (".csv", ".csv.gz", ".parquet")}
"""What the names of a project's tables end with."""
TABLES = (".csv", ".csv.gz", ".tsv", ".xlsx", ".xls", ".ods", ".parquet")
"""What the names of tables end with, whatever their letters' case."""


@dataclass(frozen=True, slots=True)
class Override:
    """What a user names instead of, or beside, a project's own files."""

    project: str | None = None
    population: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    targets: str | None = None
    spelling: Spelling = field(default_factory=Spelling)

    @property
    def files(self) -> bool:
        """Whether files are named in place of the project's."""
        return bool(self.population or self.participants or self.targets)


@dataclass(frozen=True, slots=True)
class Project:
    """The files of a run. `targets` is the path of the targets file, or None where there is none."""

    population: tuple[Layout, ...]
    participants: tuple[Layout, ...]
    targets: str | None
    root: str | None = None


def find_project(override: Override) -> Project:
    """The files that a run reads: the project's, save what the user overrides.

    Raises:
        UsageFault: there is no project, or it has no data.

    """
    root = _root(override)
    sources = sources_of(root)
    population = _side(override.population, sources, root, Kind.POPULATION)
    participants = _side(override.participants, sources, root, Kind.PARTICIPANTS)
    population, participants = (tuple(map(override.spelling.of, side)) for side in (population, participants))
    _refuse_twice((*population, *participants))
    _refuse_idle_sheet(override, (*population, *participants))
    targets = override.targets or (str(root / TARGETS) if root and (root / TARGETS).exists() else None)
    return Project(population, participants, targets, str(root) if root else None)


def root_above(start: Path | None = None) -> Path | None:
    """The project in which a folder is, the current one if none is given; None where it is in none."""
    here = start or Path.cwd()
    return next(
        (Path(os.path.relpath(folder)) for folder in (here, *here.parents) if (folder / TARGETS).is_file()), None
    )


def surrounding_root(override: Override) -> str | None:
    """The folder of the project around a run that names its own files; None where there is none.

    Raises:
        UsageFault: a project was named that is none.

    """
    found = _root(override) if override.project is not None else root_above()
    return None if found is None else str(found)


def _root(override: Override) -> Path | None:
    if override.project is not None:
        root = Path(override.project)
        if not os.path.isdir(root):  # noqa: PTH112 - Path's own raises where a name is too long
            raise UsageFault("the project folder {path} does not exist; check the spelling", {"path": override.project})
        if not (root / TARGETS).exists() and not override.targets:
            raise UsageFault("{path} is no project: it has no config/targets.yaml", {"path": override.project})
        return root
    if (found := root_above()) is not None:
        return found
    if override.population and override.participants:
        return None
    raise UsageFault(
        "no project here: neither this folder nor one above it has config/targets.yaml; "
        "go into a project, name one with --project DIR, make one with coverage init, or give --population FILE "
        "and --participants FILE"
    )


def _data(root: Path | None, kind: Kind) -> tuple[Layout, ...]:
    """The tables in the project's data/ whose names begin with their kind and end as `ENDINGS` says, by name.

    No pattern is expanded, so a [1] in a folder's name is just text.
    """
    folder = (root or Path()) / "data"
    try:
        names = sorted(
            entry.name
            for entry in folder.iterdir()
            if entry.name.startswith(kind.value) and entry.name.endswith(ENDINGS[kind])
        )
    except OSError:
        names = []
    if not names:
        raise UsageFault(
            "there is no {path}; a project keeps its tables there", {"path": str(folder / f"{kind.value}*.csv")}
        )
    return tuple(Layout(str(folder / name), kind if kind is Kind.POPULATION else None) for name in names)


def unread(project: Project) -> list[str]:
    """Tables under the project's data/ that it does not read: perhaps a delivery under another name."""
    folder = Path(project.root or "") / "data"
    if project.root is None:
        return []
    layouts = (layout for layout in (*project.population, *project.participants) if not layout.is_address)
    read = {os.path.realpath(layout.path) for layout in layouts}
    paths = (os.path.join(place, name) for place, names in _folders(folder) for name in names)  # noqa: PTH118
    return sorted(path for path in paths if _is_table(path) and os.path.realpath(path) not in read)


def _folders(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Folders with their files, without those of other programs and of projects of their own."""
    for place, inner, names in os.walk(folder):
        inner[:] = [
            name for name in inner if not name.startswith((".", "_")) and not Path(place, name, TARGETS).is_file()
        ]
        yield place, names


def _is_table(path: str) -> bool:
    name = os.path.basename(path).casefold()  # noqa: PTH119
    return name.endswith(TABLES) and not name.startswith((".", "_", "~$"))


def sources_of(root: Path | None) -> Sources | None:
    """What `config/sources.yaml` says; None where there is no such file.

    Raises:
        UsageFault: the file has errors, or names a file that does not exist.

    """
    if root is None or not (root / SOURCES).exists():
        return None
    from coverage_cli.config.sources import read_sources

    sources, findings = read_sources(root / SOURCES)
    if sources is None:
        raise configuration_fault(in_order(findings))
    return sources


def _side(named: tuple[str, ...], sources: Sources | None, root: Path | None, kind: Kind) -> tuple[Layout, ...]:
    """The files of one side of the comparison: those the user names, else the configuration's, else data/*.csv."""
    kinds = (kind,) if kind is Kind.POPULATION else (Kind.PARTICIPANTS, Kind.PERSONS)
    dimensions = sources.dimensions if sources else ()
    layouts: list[Layout] = []
    for path in chain.from_iterable(map(_files, named)) if kind is Kind.PARTICIPANTS else named:
        known = sources.named(path, *kinds) if sources else ()
        layouts += [replace(layout, path=path) for layout in known] or [
            Layout(path, kind if kind is Kind.POPULATION else None, dimensions=dimensions)
        ]
    if layouts:
        return tuple(layouts)
    if sources is not None and (found := sources.of(*kinds)):
        return found
    return tuple(replace(layout, dimensions=dimensions) for layout in _data(root, kind))


def _files(path: str) -> list[str]:
    """The files of a folder and of the folders in it, by name; the path itself where it is no folder."""
    if not os.path.isdir(path):  # noqa: PTH112 - the path is shown as it was given
        return [path]
    found = [
        os.path.join(folder, name)  # noqa: PTH118
        for folder, _, names in os.walk(path)
        for name in names
        if name.endswith(ENDINGS[Kind.PARTICIPANTS]) and not name.startswith((".", "_"))
    ]
    if not found:
        raise UsageFault("{path} is a folder without a .csv, .csv.gz or .parquet file", {"path": path})
    return sorted(found)


def _refuse_idle_sheet(override: Override, layouts: tuple[Layout, ...]) -> None:
    if override.spelling.sheet is not None and not any(layout.path.casefold().endswith(".xlsx") for layout in layouts):
        raise UsageFault("--sheet names a sheet of a workbook, and no .xlsx is read here; leave it out")


def _refuse_twice(layouts: tuple[Layout, ...]) -> None:
    seen: dict[str, list[Layout]] = {}
    for layout in layouts:
        # Standard input can be read once, whatever it is; other files in parts, such as by filters.
        stdin = layout.path == "-"
        others = seen.setdefault("-" if stdin else os.path.realpath(layout.path), [])
        read = replace(layout, path="", shown="")
        if read in others or (stdin and others):
            raise UsageFault("{path} is named twice; its people would count twice", {"path": layout.path})
        others.append(read)
