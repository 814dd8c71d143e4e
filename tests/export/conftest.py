"""Projects to export, and the report that every file must agree with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from coverage_cli import gap
from coverage_cli.domain.provenance import Provenance

if TYPE_CHECKING:
    from coverage_cli.domain.model import Report

LONG = (
    "Pekerja Penerima Upah Badan Usaha Swasta",
    "Bukan Penerima Upah - Pedagang Pasar Tradisional",
    "Nelayan",
    "Pengemudi Ojek Daring dan Kurir Berbasis Aplikasi",
    "Jasa Konstruksi",
    "Pekerja Migran Indonesia",
)
TARGETS = "default: national\ntargets:\n  national:\n    rate: 80%\n    source: RPJMN 2025-2029\n"


@dataclass(frozen=True)
class Segment:
    """One row of each table; no participants means that their row is missing."""

    workers: int
    participants: int | None
    name: str = ""
    branch: str = "Balikpapan"


def name_of(index: int) -> str:
    return LONG[index % len(LONG)] + (f" ({index // len(LONG) + 1})" if index >= len(LONG) else "")


def many(count: int) -> list[Segment]:
    """So many segments with long names, of every rate."""
    return [Segment(w := 1000 + index * 7919 % 90000, w * (index * 37 % 100) // 100) for index in range(count)]


@pytest.fixture
def export_project(project):
    """A function that writes a project of these segments."""

    def write(segments: list[Segment], targets: str = TARGETS):
        # A file of participants without a row is an error of its own; this branch is not asked for.
        other = [] if any(one.participants is not None for one in segments) else [Segment(1, 1, "x", "Lain")]
        named = [(one, one.name or name_of(index)) for index, one in enumerate([*segments, *other])]
        population = [f'{one.branch},"{name}",2025-09,{one.workers}' for one, name in named]
        both = [(one, name) for one, name in named if one.participants is not None]
        covered = [f'{one.branch},"{name}",2025-09,{one.participants}' for one, name in both]
        return project(
            {
                "data/population.csv": "\n".join(["branch,segment,period,workers", *population, ""]),
                "data/participants.csv": "\n".join(["branch,segment,period,participants", *covered, ""]),
            },
            targets=targets,
        )

    return write


@pytest.fixture
def report_of(export_project):
    """A function that gives the report of these segments."""

    def make(segments: list[Segment], targets: str = TARGETS) -> Report:
        export_project(segments, targets)
        known = any(one.participants is not None for one in segments)
        return gap(branch=None if known else segments[0].branch)

    return make


PLAIN = Provenance("0", (), ("2025-09",), ("2025-09",), None, ())
"""A provenance that says nothing, where a test is about something else."""

SCENARIOS = {
    "one": [Segment(100, 60)],
    "six": many(6),
    "forty": many(40),
    "over": [Segment(500, 520), Segment(1000, 700), Segment(10, 0)],
    "missing": [Segment(500, 300), Segment(900, None), Segment(400, 350)],
    "near": [Segment(100_000, 79_960), Segment(1000, 100)],
    "nothing": [Segment(500, None)],
}
