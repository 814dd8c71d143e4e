"""A project's own data folder: its tables are those whose names begin with their kind."""

from __future__ import annotations

from pathlib import Path

from coverage_cli.config.folders import SOURCES, is_read, names_in, once
from coverage_cli.config.layout import WORKBOOKS, Layout
from coverage_cli.config.yaml.scalars import scalar
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import SIDES
from coverage_cli.domain.model import Kind


def has_data(root: Path) -> bool:
    """Whether a folder has a project's tables: it lists them, or they are in its data/ by their names."""
    return (root / SOURCES).exists() or any(begun(root, kind) for kind in SIDES)


def begun(root: Path | None, kind: Kind) -> list[str]:
    """The names in the project's data/ that begin with a kind, in any letters' case.

    No pattern is expanded, so a [1] in a folder's name is just text.
    """
    return [name for name in names_in((root or Path()) / "data") if name.casefold().startswith(kind.value)]


def tables_in_data(root: Path | None, kind: Kind, *, past: bool) -> tuple[Layout, ...]:
    """The tables in the project's data/ whose names begin with their kind, by name; a `past` state may have none.

    Raises:
        UsageFault: there is none, or workbooks alone, which are read where they are named.
    """
    folder, known = (root or Path()) / "data", begun(root, kind)
    names = [name for name in known if is_read(name, kind)]
    workbook = next((name for name in known if name.casefold().endswith(WORKBOOKS)), None)
    if not names and (workbook or not past):
        raise _nothing(folder, kind, workbook)
    paths = once(str(folder / name) for name in names)
    return tuple(Layout(path, kind if kind is Kind.POPULATION else None) for path in paths)


def _nothing(folder: Path, kind: Kind, workbook: str | None) -> UsageFault:
    args = {"path": str(folder / f"{kind.value}*.csv")}
    if workbook is None:
        return UsageFault("there is no {path:path}; a project keeps its tables there", args)
    args |= {"workbook": workbook, "entry": f"{{kind: {kind.value}, files: {scalar(f'data/{workbook}')}}}"}
    return UsageFault(
        "there is no {path:path}, but {workbook}: list workbooks under inputs: in config/sources.yaml, as - {entry}; "
        "for a new project coverage init writes that file",
        args,
    )
