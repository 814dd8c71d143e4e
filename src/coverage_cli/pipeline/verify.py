"""`coverage verify`: whether the data under an artefact has changed since it was made."""

from __future__ import annotations

from pathlib import Path

from coverage_cli.config.project import Override, find_project
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.provenance import State, Verified, VerifyReport
from coverage_cli.intake.opening import sha256_of
from coverage_cli.output.recorded import find_record


def verify(artefact: str, project: str | None = None) -> VerifyReport:
    """Compare the SHA-256 of every input, and of the artefact where it is known, with the recorded one.

    Raises:
        UsageFault: the artefact cannot be read, or has no record.

    """
    record, artefacts = find_record(artefact)
    folders = _folders(artefact, project)
    inputs = [_compared(one["path"], one["sha256"], folders) for one in record["inputs"]]
    made = [_compared(str(path), sha256, [Path()]) for path, sha256 in artefacts.items()]
    return VerifyReport(artefact, str(record.get("version", "")), tuple(inputs), tuple(made))


def _folders(artefact: str, project: str | None) -> list[Path]:
    """Where inputs are looked for: the project named, the one that this folder is in, the artefact's, this folder."""
    folders = []
    if project is not None:
        folders.append(Path(find_project(Override(project)).root or "."))
    else:
        folders += [root for start in (Path.cwd(), Path(artefact).resolve().parent) if (root := _project_over(start))]
    return [*folders, Path()]


def _project_over(start: Path) -> Path | None:
    return next((folder for folder in (start, *start.parents) if (folder / "config" / "targets.yaml").is_file()), None)


def _compared(path: str, then: str, folders: list[Path]) -> Verified:
    found = next((folder / path for folder in folders if (folder / path).is_file()), None)
    if found is None:
        return Verified(path, State.MISSING, then, "")
    try:
        now = sha256_of(str(found))
    except (OSError, UsageFault):
        return Verified(path, State.MISSING, then, "")
    return Verified(path, State.SAME if now == then else State.CHANGED, then, now)
