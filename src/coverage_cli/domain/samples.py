"""A failing and a passing sample of every rule (`samples.toml`): what `coverage rule` shows and the tests run."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

SAMPLE_DAY = date(2026, 6, 30)
"""What counts as today where samples are checked."""

_PATHS = {
    "population": "data/population.csv",
    "participants": "data/participants.csv",
    "targets": "config/targets.yaml",
    "checks": "config/checks.yaml",
    "exceptions": "config/exceptions.yaml",
    "sources": "config/sources.yaml",
}
_FILL = re.compile(r"<([0-9]+) (.)>")


@dataclass(frozen=True, slots=True)
class Samples:
    """Files of a project, by path, that break a rule and that do not.

    `arguments` are those of `command`, none for the whole project. `encoding` is the failing files' own.
    """

    failing: Mapping[str, str]
    passing: Mapping[str, str]
    command: str = "check"
    arguments: tuple[str, ...] = ()
    encoding: str = "utf-8"

    def project(self, *, failing: bool) -> dict[str, bytes]:
        """Every file of the sample's project, by its path."""
        files = {path: filled(text).encode() for path, text in base().items()}
        own = self.failing if failing else self.passing
        return files | {path: filled(text).encode(self.encoding if failing else "utf-8") for path, text in own.items()}


def filled(text: str) -> str:
    """A sample's text with `<N letter>` written out."""
    return _FILL.sub(lambda match: match[2] * int(match[1]), text)


@cache
def base() -> dict[str, str]:
    """The files of the project in which every sample stands."""
    return _files(_tables()["base"])


def samples_of(code: str) -> Samples:
    """The samples of a rule, of which each has some."""
    table = _tables()[code]
    failing = _files(table["failing"])
    given = _files(table.get("passing", {}))
    passing = given or {path: base()[path] for path in failing if path in base()}
    options = {name: table[name] for name in ("command", "encoding") if name in table}
    return Samples(failing, passing, arguments=tuple(table.get("arguments", ())), **options)


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("samples.toml").read_text(encoding="utf-8"))


def _files(texts: Mapping[str, str]) -> dict[str, str]:
    return {_PATHS.get(name, name): text for name, text in texts.items()}
