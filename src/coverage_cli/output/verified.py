"""What `coverage verify` found of an artefact, in words and as an object."""

from __future__ import annotations

from coverage_cli.domain.provenance import VerifyReport
from coverage_cli.domain.safe import clean_path
from coverage_cli.output.exact import indented
from coverage_cli.output.language import words


def verified_text(report: VerifyReport, language: str) -> str:
    """A line for each file, then the verdict: on the artefact, and on what it was made from."""
    said = words(language)
    lines = [f"{clean_path(one.path)}: {said(one.state.value)}" for one in (*report.inputs, *report.made)]
    if not report.intact:
        lines.append(said("{path:path} is not as it was exported; export it again", path=report.artefact))
    if not report.stands:
        lines.append(
            said("{path:path} no longer agrees with the data as it is now; export it again", path=report.artefact)
        )
    elif not report.compared:
        text = "{path:path}: whether it stands on all of the data as it is now cannot be told here"
        lines.append(said(text, path=report.artefact))
    elif report.intact:
        lines.append(said("{path:path} agrees with the data as it is now", path=report.artefact))
    return "".join(f"{line}\n" for line in lines)


def verified_json(report: VerifyReport) -> str:
    """`coverage-verify/1`."""
    files = [
        {
            "path": clean_path(one.path),
            "state": one.state.value,
            "recorded": one.then or None,
            "sha256": one.now or None,
        }
        for one in (*report.inputs, *report.made)
    ]
    tree = {
        "schema": "coverage-verify/1",
        "artefact": clean_path(report.artefact),
        "version": report.version,
        "unchanged": report.unchanged,
        "files": files,
    }
    return indented(tree)
