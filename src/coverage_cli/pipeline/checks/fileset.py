"""The files of a check: those that are named, or the project's, sorted by what they are."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from coverage_cli.config.checks import CHECKS
from coverage_cli.config.exceptions import EXCEPTIONS
from coverage_cli.config.folders import TARGETS, files_of, is_yaml
from coverage_cli.config.layout import Layout
from coverage_cli.config.project import Override, find_project, sources_of, surrounding_root
from coverage_cli.domain.bases import basis_key
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import TABLE_KINDS
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Kind, Source
from coverage_cli.engines.options import Resources
from coverage_cli.intake.files.opening import sha256_of
from coverage_cli.intake.files.stdin import on_disk
from coverage_cli.intake.rows import Rows, open_rows

_POLICY = {CHECKS: Kind.CHECKS, EXCEPTIONS: Kind.EXCEPTIONS}


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What is asked of `check`: files, or the project's where none are given.

    `exceptions` is another such file, `against` a folder or a revision to compare with; nothing or zeros mean none.
    Of the population just the rows on the `basis` count, if one is given.
    """

    files: tuple[str, ...] = ()
    project: Override = field(default_factory=Override)
    kind: str | None = None
    today: date | None = None
    exceptions: str | None = None
    resources: Resources = field(default_factory=Resources)
    against: str | None = None
    basis: str | None = None

    def __post_init__(self) -> None:
        """Refuse what the command's options refuse."""
        if self.kind is not None and not self.files:
            raise UsageFault("{option} says what the named files are; name them, or leave it out", {"option": "--as"})


@dataclass(slots=True)
class FileSet:
    """The files of a check, sorted by what they are; `root` is the project around them."""

    population: list[Layout] = field(default_factory=list)
    participants: list[Layout] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    policy: dict[Kind, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unclear: list[Source] = field(default_factory=list)
    root: str | None = None
    empty: list[Rows] = field(default_factory=list)
    """Files without text in a folder that was named, until it is known what lies beside them."""


def gathered(request: CheckRequest) -> FileSet:
    """The files of a check, sorted by what they are.

    Raises:
        UsageFault: nothing to check, or a file that cannot be opened.
    """
    chosen = _given(request) if request.files else _project(request)
    if request.exceptions is not None and (named := chosen.policy.get(Kind.EXCEPTIONS)):
        refuse_second(os.path.realpath(named), os.path.realpath(request.exceptions), EXCEPTIONS)
    if request.basis is not None:
        chosen.population = [replace(layout, basis=basis_key(request.basis)) for layout in chosen.population]
    return chosen


def _project(request: CheckRequest) -> FileSet:
    try:
        project = find_project(request.project)
    except UsageFault as fault:
        if not fault.findings:
            raise
        return FileSet(findings=list(fault.findings))
    chosen = FileSet(
        list(project.population), list(project.participants), findings=list(project.unread), root=project.root
    )
    chosen.targets += [project.targets] if project.targets else []
    return chosen


def _given(request: CheckRequest) -> FileSet:
    """Sort the named files by what their headers say, or by what the user says they are."""
    if request.kind is not None:
        one_of("--as", request.kind, TABLE_KINDS)
    chosen = FileSet(root=surrounding_root(request.project))
    try:
        sources = sources_of(Path(chosen.root)) if chosen.root else None
    except UsageFault as fault:
        if not fault.findings:
            raise
        sources, chosen.findings = None, list(fault.findings)
    named = files_of(map(_no_project, request.files))
    chosen.findings += (Finding("F112", Place(path, 1, 1)) for path in named.left)
    for path in {os.path.realpath(path): path for path in named.read}.values():
        if is_yaml(path):
            _place_yaml(chosen, path)
            continue
        known = sources.named(path, *([Kind(request.kind)] if request.kind else Kind)) if sources else ()
        plain = on_disk(Layout(path), request.resources.temp)
        for layout in known or (replace(plain, dimensions=sources.dimensions if sources else ()),):
            given = replace(layout, path=path if known else layout.path, folder=named.folders.get(path, ""))
            _place(chosen, request.project.spelling.of(given), Kind(request.kind) if request.kind else layout.kind)
    _place_empty(chosen)
    return chosen


def _no_project(path: str) -> str:
    """A path; refused where it is a project, whose configuration says what its files are."""
    if os.path.isfile(os.path.join(path, TARGETS)):  # noqa: PTH113, PTH118 - Path's own raises where a name is too long
        raise UsageFault(
            "{path:path} is the folder of a project, which is checked as a whole: name it with {option}",
            {"path": path, "option": "--project"},
        )
    return path


def _place_yaml(chosen: FileSet, path: str) -> None:
    from coverage_cli.config.sources import is_sources, read_sources

    if kind := _POLICY.get(Path(path).name):
        refuse_second(chosen.policy.setdefault(kind, path), path, Path(path).name)
        return
    if not is_sources(path):
        chosen.targets.append(path)
        return
    _, findings = read_sources(Path(path))
    chosen.findings += [finding for finding in findings if finding not in chosen.findings]
    chosen.unclear.append(Source(path, None, sha256_of(path)))


def refuse_second(first: str, other: str, name: str) -> None:
    """Refuse a second file of which a set has one: only one of them would be read."""
    if first != other:
        raise UsageFault(
            "{path:path} and {other} both stand for {name}; check them one by one",
            {"path": first, "other": other, "name": name},
        )


def _place(chosen: FileSet, layout: Layout, declared: Kind | None) -> None:
    layout = replace(layout, kind=declared)
    if layout.is_address:
        chosen.participants.append(layout)
        return
    rows = open_rows(layout, declared)
    kind = rows.header.kind if rows.header else None
    if kind is Kind.POPULATION:
        chosen.population.append(layout)
    elif kind in {Kind.PARTICIPANTS, Kind.PERSONS}:
        chosen.participants.append(layout)
    elif layout.folder and [found.code for found in rows.findings] == ["F103"]:
        chosen.empty.append(rows)
    else:
        _set_aside(chosen, rows)


def _set_aside(chosen: FileSet, rows: Rows) -> None:
    """Keep what is wrong with a file that is of no kind."""
    chosen.findings += rows.findings
    chosen.unclear.append(Source(rows.layout.name, rows.layout.kind, rows.sha256, sheet=rows.layout.named_sheet))


def _place_empty(chosen: FileSet) -> None:
    """Place files without text beside the participants of their folder, where it has some; their reader judges them."""
    folders = {layout.folder for layout in chosen.participants}
    for rows in chosen.empty:
        if rows.layout.folder in folders:
            chosen.participants.append(rows.layout)
        else:
            _set_aside(chosen, rows)
