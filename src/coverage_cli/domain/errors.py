"""Why a run ends, and the exit code that says so to a shell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coverage_cli.domain.findings import Finding


class ExitCode(IntEnum):
    """What a shell or a CI job learns from a run."""

    DONE = 0
    """Done, and nothing was found."""
    FAILED = 1
    """The data or the claim failed: there are findings."""
    NOT_STARTED = 2
    """The run could not start: option, configuration, path or unknown name."""
    BUG = 3
    """A fault in this program."""
    INTERRUPTED = 130
    """Stopped from the keyboard."""


@dataclass(eq=False)
class UsageFault(Exception):  # noqa: N818 - the field says fault; an error is a severity here
    """The run cannot start; exit code 2.

    `template` is an English sentence with fields (see `domain.phrases`), translated where it is shown; `args_` fills
    it. `findings` holds the faults of a configuration file, each with its place.
    """

    template: str
    args_: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def __str__(self) -> str:
        """The sentence in English, and the findings."""
        from coverage_cli.domain.messages import fault_text
        from coverage_cli.domain.wording import ENGLISH

        return fault_text(ENGLISH(self.template, self.args_), self.findings)


@dataclass(eq=False)
class DataFault(Exception):  # noqa: N818
    """The data failed the check, so nothing was computed from it; exit code 1.

    `apart` has those of its findings that are of just some of several bases, by basis.
    """

    findings: tuple[Finding, ...]
    apart: Mapping[str, Collection[Finding]] = field(default_factory=dict)

    def __str__(self) -> str:
        """How many findings there are, and the first of them, in English."""
        from coverage_cli.domain.messages import fault_text, refusal
        from coverage_cli.domain.wording import ENGLISH

        return fault_text(refusal(self.findings, ENGLISH), self.findings)
