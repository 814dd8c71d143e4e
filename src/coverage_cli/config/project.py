"""Find the project: a folder with `config/targets.yaml`, and the data files beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from coverage_cli.config.layout import Layout
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.model import Kind

TARGETS = Path("config") / "targets.yaml"


@dataclass(frozen=True, slots=True)
class Override:
    """What a user names instead of, or beside, a project's own files."""

    project: str | None = None
    population: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    targets: str | None = None


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
    population = tuple(_given(path, Kind.POPULATION) for path in override.population) or _data(root, Kind.POPULATION)
    participants = tuple(_given(path, None) for path in override.participants) or _data(root, Kind.PARTICIPANTS)
    _refuse_twice((*population, *participants))
    targets = override.targets or (str(root / TARGETS) if root and (root / TARGETS).exists() else None)
    return Project(population, participants, targets, str(root) if root else None)


def _root(override: Override) -> Path | None:
    if override.project is not None:
        root = Path(override.project)
        if not root.is_dir():
            raise UsageFault("the project folder {path} does not exist; check the spelling", {"path": override.project})
        if not (root / TARGETS).exists() and not override.targets:
            raise UsageFault("{path} is no project: it has no config/targets.yaml", {"path": override.project})
        return root
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / TARGETS).is_file():
            return Path(os.path.relpath(folder))
    if override.population and override.participants:
        return None
    raise UsageFault(
        "no project here: neither this folder nor one above it has config/targets.yaml; "
        "go into a project, name one with --project DIR, or give --population FILE and --participants FILE"
    )


def _data(root: Path | None, kind: Kind) -> tuple[Layout, ...]:
    """The project's `data/<kind>*.csv`, by name. No pattern is expanded, so a [1] in a folder's name is just text."""
    folder = (root or Path()) / "data"
    try:
        names = sorted(
            entry.name
            for entry in folder.iterdir()
            if entry.name.startswith(kind.value) and entry.name.endswith((".csv", ".csv.gz"))
        )
    except OSError:
        names = []
    if not names:
        raise UsageFault(
            "there is no {path}; a project keeps its tables there", {"path": str(folder / f"{kind.value}*.csv")}
        )
    return tuple(_given(str(folder / name), kind if kind is Kind.POPULATION else None) for name in names)


def _given(path: str, kind: Kind | None) -> Layout:
    return Layout(path, kind)


def _refuse_twice(layouts: tuple[Layout, ...]) -> None:
    seen: set[tuple[str, Kind | None]] = set()
    for layout in layouts:
        key = (os.path.realpath(layout.path), layout.kind)
        if key in seen and layout.path != "-":
            raise UsageFault("{path} is named twice; its people would count twice", {"path": layout.path})
        seen.add(key)
