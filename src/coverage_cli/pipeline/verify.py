"""`coverage verify`: whether the data under an artefact has changed since it was made."""

from __future__ import annotations

import os
from pathlib import Path

from coverage_cli.config.layout import is_address
from coverage_cli.config.project import Override, find_project, root_above, surrounding_root
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.provenance import State, Verified, VerifyReport
from coverage_cli.intake.files.opening import sha256_of
from coverage_cli.output.recorded import Recorded, find_record
from coverage_cli.pipeline.provenance import settings, within


def verify(artefact: str, project: str | None) -> VerifyReport:
    """Compare the SHA-256 of every input, and of the artefact where it is known, with the recorded one.

    Raises:
        UsageFault: the artefact cannot be read, has no record, or none of its inputs is here.
    """
    recorded = find_record(artefact)
    record = recorded.record
    roots = _roots(artefact, project)
    folders = [*roots, Path(), Path(artefact).resolve().parent]
    files = dict.fromkeys((one["path"], one["sha256"]) for one in record["inputs"])  # several sheets are one file
    inputs = [_compared(path, sha256, folders) for path, sha256 in files]
    if inputs and all(one.state in {State.MISSING, State.ELSEWHERE} for one in inputs):
        raise UsageFault(
            "none of the files that {path:path} was made from is here; go into their project, or name it with "
            "--project",
            {"path": artefact},
        )
    inputs += _added(recorded, roots)
    made = [_compared(str(path), sha256, [Path()]) for path, sha256 in recorded.artefacts.items()]
    made += [Verified(artefact, State.OTHER, "", sha256) for sha256 in recorded.others]
    made += [Verified(shape, State.BEYOND, "", "") for shape in recorded.beyond]
    return VerifyReport(artefact, str(record.get("version", "")), tuple(inputs), tuple(made))


def _roots(artefact: str, project: str | None) -> list[Path]:
    """Projects in which inputs are looked for: the one named, or those of this folder and of the artefact's."""
    if project is not None and (named := surrounding_root(Override(project))):
        return [Path(named)]
    return [root for start in (Path.cwd(), Path(artefact).resolve().parent) if (root := root_above(start))]


def _added(recorded: Recorded, roots: list[Path]) -> list[Verified]:
    """Files that the project reads now and did not then; none where the files were named one by one."""
    known = {one["path"] for one in recorded.record["inputs"]}
    root = next((root for root in roots if any((root / path).is_file() for path in known)), None)
    if root is None or not recorded.options.isdisjoint(("--population", "--participants", "--targets")):
        return []
    try:
        found = find_project(Override(str(root)))
    except UsageFault:  # what is missing, or wrong, shows in the files that were recorded
        return []
    tables = (layout.path for layout in (*found.population, *found.participants) if not layout.is_address)
    paths = dict.fromkeys([*tables, *(path for path, _ in settings(found))])
    real = {os.path.realpath(root / path) for path in known}
    fresh = [path for path in paths if os.path.realpath(path) not in real]
    return [Verified(within(found.root, path), State.NEW, "", sha256_of(path)) for path in fresh]


def _compared(path: str, then: str, folders: list[Path]) -> Verified:
    address = is_address(path)
    here = path.removeprefix("file://") if then else path  # whose SHA-256 is known was opened here
    found = next((folder / here for folder in folders if (folder / here).is_file()), None)
    if found is None or (address and here == path):
        return Verified(path, State.ELSEWHERE if address else State.MISSING, then, "")
    try:
        now = sha256_of(str(found))
    except (OSError, UsageFault):
        return Verified(path, State.UNREADABLE, then, "")
    return Verified(path, State.SAME if now == then else State.CHANGED, then, now)
