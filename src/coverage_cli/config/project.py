"""Find the project: a folder with `config/targets.yaml`, and the data files beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_cli.config.data_folder import tables_in_data
from coverage_cli.config.folders import (
    SOURCES,
    TARGETS,
    Sorted,
    files_of,
    is_table,
    misnamed,
    refuse_passing_over,
    walk,
)
from coverage_cli.config.layout import Layout, Spelling
from coverage_cli.config.yaml.tree import configuration_fault
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Kind

if TYPE_CHECKING:
    from coverage_cli.config.sources import Sources


@dataclass(frozen=True, slots=True)
class Override:
    """What a user names instead of, or beside, a project's own files."""

    project: str | None = None
    population: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    targets: str | None = None
    spelling: Spelling = field(default_factory=Spelling)
    past: bool = False
    """Whether it is another state, whose targets nobody asks for and which may lack the tables of a side."""

    def __post_init__(self) -> None:
        """Refuse an empty name, as of a variable that nothing sets: another project would be read in its place."""
        for option, named in (("--project", self.project), ("--targets", self.targets)):
            if named is not None and not named.strip():
                raise UsageFault("{option} is empty; give it a name, or leave it out", {"option": option})

    @property
    def names_files(self) -> bool:
        """Whether files are named in place of the project's."""
        return bool(self.population or self.participants or self.targets)


@dataclass(frozen=True, slots=True)
class Project:
    """The files of a run. `targets` is the path of the targets file, or None where there is none.

    `unread` names tables beside those of the run: perhaps a delivery under another name.
    """

    population: tuple[Layout, ...]
    participants: tuple[Layout, ...]
    targets: str | None
    root: str | None = None
    unread: tuple[Finding, ...] = ()


def find_project(override: Override) -> Project:
    """The files that a run reads: the project's, save what the user overrides.

    Raises:
        UsageFault: there is no project, or it has no data.
    """
    root = _root(override)
    sources = sources_of(root)
    named = files_of(override.participants)
    population = _side(Sorted(sorted(override.population), []), sources, root, Kind.POPULATION, past=override.past)
    participants = _side(named, sources, root, Kind.PARTICIPANTS, past=override.past)
    population, participants = (tuple(map(override.spelling.of, side)) for side in (population, participants))
    _refuse_twice((*population, *participants))
    if override.spelling.sheet is not None:
        refuse_idle_sheet((*population, *participants))
    targets = override.targets or (str(root / TARGETS) if root and (root / TARGETS).exists() else None)
    listed = sources.left if sources and not (override.population or override.participants) else ()
    unread = _unread(override, root, (*population, *participants), (*named.left, *listed))
    return Project(population, participants, targets, str(root) if root else None, tuple(unread))


def root_above(start: Path | None = None) -> Path | None:
    """The project in which a folder is, the current one if none is given; None where it is in none."""
    here = start or Path.cwd()
    return next(
        (
            Path(os.path.relpath(folder))
            for folder in (here, *here.parents)
            if os.path.isfile(folder / TARGETS)  # noqa: PTH113 - Path's own raises where a folder may not be looked into
        ),
        None,
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
            raise UsageFault(
                "the project folder {path:path} does not exist; check the spelling", {"path": override.project}
            )
        if not ((root / TARGETS).exists() or override.targets or override.past):
            raise UsageFault(
                "{path:path} is no project: it has no config/targets.yaml; name the folder that has it, or make one "
                "with coverage init",
                {"path": override.project},
            )
        return root
    found = root_above()
    refuse_passing_over(found)
    if found is not None:
        return found
    if override.population and override.participants:
        return None
    raise UsageFault(
        "no project here: neither this folder nor one above it has config/targets.yaml; "
        "go into a project, name one with {option} DIR, make one with coverage init, or give {workers_option} FILE "
        "and {people_option} FILE",
        {"option": "--project", "workers_option": "--population", "people_option": "--participants"},
    )


def _unread(
    override: Override, root: Path | None, layouts: tuple[Layout, ...], left: Sequence[str]
) -> Iterator[Finding]:
    """Tables that nothing reads: those `left` in folders that are named or listed, and those of the data/ folder."""
    paths = [*left]
    if root is not None and not (override.population or override.participants):
        paths += filter(is_table, walk(str(root / "data"), projects=False))
    read = {os.path.realpath(layout.path) for layout in layouts if not layout.is_address} if paths else set()
    for path in sorted({os.path.realpath(path): path for path in paths}.values()):
        if os.path.realpath(path) not in read:
            yield Finding("F112", Place(path, 1, 1))


def sources_of(root: Path | None) -> Sources | None:
    """What `config/sources.yaml` says; None where there is no such file.

    Raises:
        UsageFault: the file has errors, or names a file that does not exist or a folder of persons without one; or
            another name of the configuration is misspelt.
    """
    if root is not None and (strays := misnamed(root)):
        raise configuration_fault(strays)
    if root is None or not os.path.lexists(root / SOURCES):
        return None
    from coverage_cli.config.sources import read_sources

    sources, findings = read_sources(root / SOURCES)
    if sources is None:
        raise configuration_fault(findings)
    return sources


def _side(named: Sorted, sources: Sources | None, root: Path | None, kind: Kind, *, past: bool) -> tuple[Layout, ...]:
    """The files of one side of the comparison: those the user names, else the configuration's, else data/*.csv."""
    kinds = (kind,) if kind is Kind.POPULATION else (Kind.PARTICIPANTS, Kind.PERSONS)
    dimensions = sources.dimensions if sources else ()
    layouts: list[Layout] = []
    for path in named.read:
        known = sources.named(path, *kinds) if sources else ()
        folder = named.folders.get(path, "")
        layouts += [replace(layout, path=path, folder=folder) for layout in known] or [
            Layout(path, kind if kind is Kind.POPULATION else None, folder=folder, dimensions=dimensions)
        ]
    if layouts:
        return tuple(layouts)
    if sources is not None and (found := sources.of(*kinds)):
        return found
    return tuple(replace(layout, dimensions=dimensions) for layout in tables_in_data(root, kind, past=past))


def refuse_idle_sheet(layouts: Iterable[Layout]) -> None:
    """Refuse `--sheet` where no file is a workbook.

    Raises:
        UsageFault: none is.
    """
    if not any(layout.has_sheets for layout in layouts):
        raise UsageFault(
            "{option} names a sheet of a workbook, and no .xlsx is read here; leave it out", {"option": "--sheet"}
        )


def _refuse_twice(layouts: tuple[Layout, ...]) -> None:
    seen: dict[str, list[Layout]] = {}
    for layout in layouts:
        # Standard input can be read once, whatever it is; other files in parts, such as by filters, by any inputs.
        stdin = layout.path == "-"
        others = seen.setdefault("-" if stdin else os.path.realpath(layout.path), [])
        read = replace(layout, path="", shown="", folder="", entry="", listed=0, aggregate="")
        if read in others or (stdin and others):
            raise UsageFault(
                "{path:path} is named twice; its people would count twice: name it once", {"path": layout.path}
            )
        others.append(read)
