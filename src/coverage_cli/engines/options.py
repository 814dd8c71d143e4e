"""What a user may say about the machine: memory, threads and where temporary files go."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resources:
    """Bounds of an engine; None leaves them to it. `memory` is in bytes, `temp` a folder that exists."""

    memory: int | None = None
    threads: int | None = None
    temp: str | None = None
