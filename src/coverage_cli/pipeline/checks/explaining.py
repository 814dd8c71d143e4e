"""`coverage rule`: what a check says of a rule's own sample, so that its sentence is shown filled."""

from __future__ import annotations

import os
from pathlib import Path

from coverage_cli.config.project import Override
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.samples import SAMPLE_DAY, samples_of
from coverage_cli.intake.files.private import private_folder
from coverage_cli.pipeline.checks.check import check
from coverage_cli.pipeline.checks.fileset import CheckRequest


def sample_finding(code: str) -> Finding | None:
    """The first finding of a rule in its failing sample; None where `check` alone does not find it there."""
    samples = samples_of(code)
    files = samples.project(failing=True)
    if samples.command != "check" or not files.keys() >= set(samples.arguments):
        return None
    with private_folder() as folder:
        for name, data in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        named = tuple(str(Path(folder, name)) for name in samples.arguments)
        found = check(CheckRequest(named, Override(project=folder), today=SAMPLE_DAY)).findings
    finding = next((one for one in found if one.code == code), None)
    return finding and finding.rewritten(lambda text: text.replace(folder + os.sep, ""))
