"""The files of a project that no report may take the place of, whether a run reads them or not."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from coverage_cli.config.data_folder import begun
from coverage_cli.config.folders import SOURCES, TARGETS, is_read, is_yaml, names_in, walk
from coverage_cli.config.project import root_above
from coverage_cli.config.yaml.tree import Text, items_of, value_of
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import SIDES


def project_inputs(outputs: Iterable[str], project: str | None) -> set[str]:
    """Where the inputs lie of a project, of the one around the current folder, and of those around some outputs."""
    around = [root_above(), *(root_above(Path(output).parent) for output in outputs)]
    roots = {os.path.realpath(root) for root in (project, *around) if root is not None}
    return {os.path.realpath(path) for root in sorted(roots) for path in _inputs(Path(root))}


def _inputs(root: Path) -> Iterator[str]:
    """The YAML files of the configuration, tables that are read by their names, and what `sources.yaml` names."""
    config = root / TARGETS.parent
    yield from (str(config / name) for name in names_in(config) if is_yaml(name))
    for kind in SIDES:
        yield from (str(root / "data" / name) for name in begun(root, kind) if is_read(name, kind))
    for path in _listed(root) if (root / SOURCES).exists() else ():
        yield path
        yield from walk(path, projects=False) if os.path.isdir(path) else ()  # noqa: PTH112 - it may be an address


def _listed(root: Path) -> Iterator[str]:
    """What `files:` name, also where something else in the file is wrong."""
    # Which a project without the file does not need.
    from coverage_cli.config.sources import expanded
    from coverage_cli.config.yaml.reader import read_tree

    try:
        tree, _ = read_tree(str(root / SOURCES))
    except UsageFault:
        return
    for entry in items_of(value_of(tree, "inputs")):
        for item in items_of(value_of(entry, "files")):
            with suppress(OSError):  # a folder that cannot be looked into keeps its files itself
                yield from expanded(root, item.text) if isinstance(item, Text) else ()
