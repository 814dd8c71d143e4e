"""What a result was made from, so that it can be traced and checked later."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coverage_cli.domain.model import Source, Target


@dataclass(frozen=True, slots=True)
class Provenance:
    """Inputs with their SHA-256, what they were asked, and by which version of this program.

    Paths of inputs within the project are relative to its folder, so that they hold on another machine.
    """

    version: str
    inputs: tuple[Source, ...]
    periods: tuple[str, ...]
    population_periods: tuple[str, ...]
    target: Target | None
    options: tuple[tuple[str, str], ...]


class State(StrEnum):
    """How a file stands to what was recorded of it."""

    SAME = "unchanged"
    CHANGED = "changed"
    MISSING = "missing"
    ELSEWHERE = "not compared, because only a cluster reads it"
    UNREADABLE = "cannot be read"
    NEW = "read now, and not then"
    OTHER = "names data that its record does not"
    BEYOND = "is a shape that its record does not cover"


@dataclass(frozen=True, slots=True)
class Verified:
    """A file then and now; `now` is empty where it is missing or cannot be read here, `then` where it is new.

    Of an artefact that names other data, `now` is the SHA-256 of these. A shape's path is its name.
    """

    path: str
    state: State
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """An artefact, the files that it was made from, and those that were made, where their SHA-256 is recorded."""

    artefact: str
    version: str
    inputs: tuple[Verified, ...]
    made: tuple[Verified, ...]

    @property
    def stands(self) -> bool:
        """Whether no input changed, of those that could be compared."""
        return all(one.state in {State.SAME, State.ELSEWHERE} for one in self.inputs)

    @property
    def unchanged(self) -> bool:
        """Whether all is known to be as it was."""
        return self.stands and self.compared and self.intact

    @property
    def compared(self) -> bool:
        """Whether every input could be compared here."""
        return all(one.state is not State.ELSEWHERE for one in self.inputs)

    @property
    def intact(self) -> bool:
        """Whether nothing that was made changed, or tells of other data than its record."""
        return all(one.state is State.SAME for one in self.made)
