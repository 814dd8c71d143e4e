"""`config/sources.yaml`: which files a project reads, and how their text becomes our columns."""

from __future__ import annotations

import fnmatch
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from coverage_cli.config.folders import SOURCES, Sorted, files_of, once
from coverage_cli.config.inputs import SourcesFile
from coverage_cli.config.layout import LOCK, Layout, is_address
from coverage_cli.config.sheets import of_sheets
from coverage_cli.config.yaml.reader import read_tree
from coverage_cli.config.yaml.tree import Text, Tree, items_of, value_of
from coverage_cli.config.yaml.validation import load_with_tree
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Kind
from coverage_cli.domain.rules import Severity

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Sources:
    """The inputs of a project, file by file."""

    layouts: tuple[Layout, ...]
    dimensions: tuple[str, ...]
    left: tuple[str, ...]
    """What looks like a table in the folders of persons, and is not read."""

    def of(self, *kinds: Kind) -> tuple[Layout, ...]:
        """The files of some kinds, in the order of the configuration."""
        return tuple(layout for layout in self.layouts if layout.kind in kinds)

    def named(self, path: str, *kinds: Kind) -> tuple[Layout, ...]:
        """How the configuration reads a file that a user names; nothing where it does not mention it."""
        return tuple(layout for layout in self._at.get(os.path.realpath(path), ()) if layout.kind in kinds)

    @cached_property
    def _at(self) -> dict[str, list[Layout]]:
        """The files by where they are; asking that of the disk takes time."""
        found: dict[str, list[Layout]] = {}
        for layout in self.layouts:
            found.setdefault(os.path.realpath(layout.path), []).append(layout)
        return found


def read_sources(path: Path) -> tuple[Sources | None, list[Finding]]:
    """Read `config/sources.yaml`; None where it has an error, or names a file that does not exist."""
    file, tree, findings = load_with_tree(SourcesFile, str(path))
    if file is None:
        return None, findings
    root = path.parent.parent
    layouts: list[Layout] = []
    left: list[str] = []
    for number, entry in enumerate(file.inputs, 1):
        for written in entry.files:
            paths = list(expanded(root, written))
            if not paths:
                findings.append(Finding("C109", _place_of(tree, number, written), value=written))
            for kind in map(Kind, entry.kind):
                inside = files_of(paths) if kind is Kind.PERSONS else Sorted(paths, [])
                left += inside.left
                for found in inside.read:
                    folder = inside.folders.get(found, "")
                    layout = entry.layout(kind, found, folder, file.dimensions, name=f"{path}#{number}")
                    layouts += of_sheets(layout, entry.sheet)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings
    listed = Counter((one.entry, one.kind) for one in layouts)
    layouts = [replace(one, listed=listed[one.entry, one.kind]) for one in layouts]
    return Sources(tuple(layouts), file.dimensions, tuple(left)), findings


def _place_of(tree: Tree | None, number: int, written: str) -> Place:
    """Where a file's name stands in the configuration."""
    entry = items_of(value_of(tree, "inputs"))[number - 1]
    names = items_of(value_of(entry, "files"))
    return next(name.place for name in names if isinstance(name, Text) and name.text == written)


def is_sources(path: str) -> bool:
    """Whether a YAML file is one by its name or by a key of it, and no targets file."""
    tree, _ = read_tree(path)
    named = os.path.basename(path) == SOURCES.name  # noqa: PTH119 - a name, not a path
    return named or any(value_of(tree, key) is not None for key in SourcesFile.model_fields)


def expanded(root: Path, written: str) -> Iterator[str]:
    """The files that a path or a pattern means. Only * and ? are signs: a [1] in a name is just text."""
    path = root / written
    if is_address(written):  # whether it exists, only a cluster knows
        yield written
    elif os.path.exists(path):  # noqa: PTH110 - Path's own raises where a name is too long
        yield _straight(path)
    elif "*" in path.name or "?" in path.name:
        pattern = path.name.replace("[", "[[]")
        names = sorted(os.listdir(path.parent)) if os.path.isdir(path.parent) else []  # noqa: PTH112, PTH208
        found = (name for name in names if fnmatch.fnmatchcase(name, pattern) and not name.startswith(LOCK))
        yield from once(_straight(path.parent / name) for name in found)


def _straight(path: Path) -> str:
    """The path without a way there and back, `office/../workers.csv`; as it is where a link leads elsewhere."""
    if ".." not in path.parts:
        return str(path)
    short = os.path.normpath(path)
    return short if os.path.realpath(short) == os.path.realpath(path) else str(path)
