"""What a project says about its checks: severities, thresholds, published totals, and exceptions until a day."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from coverage_cli.config.checks import CHECKS, OFF, ChecksFile
from coverage_cli.config.exceptions import EXCEPTIONS, ExceptionsFile, Exemption
from coverage_cli.config.layout import is_address
from coverage_cli.config.yaml.tree import configuration_fault
from coverage_cli.config.yaml.validation import load
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Key, Kind
from coverage_cli.domain.rules import Severity

Names = tuple[str | None, str | None, str | None]
"""Branch, segment and period that a finding is about, in the form in which they compare; None where unknown."""
Scope = tuple[str | None, ...]
"""A file and names; None where an exception names none."""
NamesAt = Callable[[Collection[Place]], dict[Place, Key]]
"""Finds the keys of rows by the places of findings in them."""


class Judged(NamedTuple):
    """A finding and the key that it is about; None where it is about no key.

    `lacks` is the period of participants of which it says that the key has none, `newer` that of workers.
    """

    finding: Finding
    key: Key | None = None
    lacks: str = ""
    newer: str = ""

    @property
    def names(self) -> Names | None:
        """What an exception names it by; None where only the place is known.

        The period is that which is missing, so that the exception of one month says nothing of those to come.
        """
        if self.key is None:
            return None
        branch, segment, period = names_of(self.key)
        return branch, segment, self.lacks or self.newer or period

    @property
    def told(self) -> set[Names]:
        """All that an exception may name it by: where a vintage of workers is missing, that which is there too."""
        names = self.names
        return set() if names is None or self.key is None else {names, names_of(self.key) if self.newer else names}


def names_of(key: Key) -> Names:
    """A key's branch, segment and period."""
    return key.group.branch, key.cell[0], key.group.period


class Ruling(NamedTuple):
    """Findings that count, those that are excepted, and how many each exception (by index) matched."""

    judged: list[Judged]
    excepted: list[Judged]
    matched: Counter[int]


@dataclass(frozen=True, slots=True)
class Policy:
    """`root` is the folder that the files of exceptions are named from, `path` the exceptions' own file."""

    checks: ChecksFile = field(default_factory=ChecksFile)
    exemptions: tuple[Exemption, ...] = ()
    root: str = ""
    path: str = ""

    def rule(self, judged: list[Judged], today: date, names_at: NamesAt | None = None) -> Ruling:
        """Apply severities, then exceptions. `names_at` finds the names of rows that only have a place."""
        weighed = self.weighed(judged)
        if not self.exemptions:
            return Ruling(weighed, [], Counter())
        return _Exempting(self, today, names_at).rule(weighed)

    def weighed(self, judged: list[Judged]) -> list[Judged]:
        """The findings with the severities that the project gives them, without those that it switches off."""
        weights = self.checks.severity
        if not weights or not any(one.finding.code in weights for one in judged):
            return judged
        return [_weighed(one, weights.get(one.finding.code)) for one in judged if weights.get(one.finding.code) != OFF]


def _weighed(one: Judged, weight: str | None) -> Judged:
    return one if weight is None else one._replace(finding=one.finding._replace(weight=Severity(weight)))


class _Exempting:
    """Exceptions on their way over findings."""

    def __init__(self, policy: Policy, today: date, names_at: NamesAt | None) -> None:
        self._today, self._names_at = today, names_at
        self._real: dict[str, str] = {}
        # By code, then by which parts of a scope are named: so a finding asks once for each kind of scope.
        self._by_code: dict[str, dict[tuple[bool, ...], dict[Scope, list[tuple[int, date]]]]] = {}
        for index, one in enumerate(policy.exemptions):
            file = None if one.file is None else _real(one.file, policy.root)
            scope = (file, *one.names)
            named = tuple(part is not None for part in scope)
            alike = self._by_code.setdefault(str(one.code), {}).setdefault(named, {})
            alike.setdefault(scope, []).append((index, one.expiry))

    def rule(self, judged: list[Judged]) -> Ruling:
        ruling = Ruling([], [], Counter())
        known = self._known_names(judged)
        for one in judged:
            matches = list(self._matches(one, known))
            ruling.matched.update(index for index, _ in matches)
            held = any(self._today <= expiry for _, expiry in matches)
            (ruling.excepted if held else ruling.judged).append(one)
        return ruling

    def _matches(self, one: Judged, known: dict[Place, Names]) -> Iterator[tuple[int, date]]:
        """Every exception that is about a finding, and the last day on which it holds."""
        if one.finding.code not in self._by_code:
            return
        names = one.told or {known.get(one.finding.place, (None, None, None))}
        scopes = [(self._realpath(one.finding.place.path), *told) for told in names]
        for named, alike in self._by_code[one.finding.code].items():
            for scope in {
                tuple(part if asked else None for part, asked in zip(told, named, strict=True)) for told in scopes
            }:
                yield from alike.get(scope, ())

    def _known_names(self, judged: list[Judged]) -> dict[Place, Names]:
        """The names of the rows that named exceptions may be about: a second look at their files."""
        named = {code for code, kinds in self._by_code.items() if any(any(names) for _file, *names in kinds)}
        places = {one.finding.place for one in judged if one.key is None and one.finding.code in named}
        keys = self._names_at(places) if places and self._names_at else {}
        return {place: names_of(key) for place, key in keys.items()}

    def _realpath(self, path: str) -> str:
        if path not in self._real:
            self._real[path] = _real(path)
        return self._real[path]


def _real(path: str, folder: str = "") -> str:
    """What a path from a folder comes to, so that two spellings of one file are one; an address is what it is."""
    return path if is_address(path) else os.path.realpath(Path(folder) / path)


def read_policy(
    root: str | None, given: Mapping[Kind, str] | None = None, exceptions: str | None = None
) -> tuple[Policy, list[Finding], dict[Kind, str]]:
    """A project's policy, the findings of its files, and the files that were read.

    `given` and `exceptions` name files in place of the project's own.
    """
    names = {Kind.CHECKS: CHECKS, Kind.EXCEPTIONS: EXCEPTIONS}
    own = {kind: str(Path(root) / "config" / name) for kind, name in names.items()} if root is not None else {}
    files = {kind: path for kind, path in own.items() if os.path.lexists(path)} | dict(given or {})
    if exceptions is not None:
        files[Kind.EXCEPTIONS] = exceptions or own.get(Kind.EXCEPTIONS, "")
    checks, findings = load(ChecksFile, files[Kind.CHECKS]) if Kind.CHECKS in files else (None, [])
    listed, more = load(ExceptionsFile, files[Kind.EXCEPTIONS]) if Kind.EXCEPTIONS in files else (None, [])
    path = files.get(Kind.EXCEPTIONS) or own.get(Kind.EXCEPTIONS, "")
    policy = Policy(checks or ChecksFile(), listed.exceptions if listed else (), root or _base_of(path), path)
    return policy, [*findings, *more], files


def _base_of(path: str) -> str:
    """The folder that the files of an exceptions file are named from: its project's, else its own."""
    folder = Path(path).parent
    return str(folder.parent if folder.name == "config" else folder)


def load_policy(root: str | None) -> Policy:
    """A project's policy, for commands that compute.

    Raises:
        UsageFault: a file of it cannot be read, or has errors.
    """
    policy, findings, _ = read_policy(root)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise configuration_fault(findings)
    return policy


def unfulfilled(
    policy: Policy, matched: Counter[int], today: date, files: Iterable[str] | None, askable: Counter[int]
) -> list[Judged]:
    """A finding for each exception that matched nothing, or that has expired.

    One that matches what only a table of one period tells (`askable`) is not idle.
    `files` are those that were checked, where they are not the whole project: of the others nothing is known.
    """
    checked = None if files is None else set(map(_real, files))
    found = []
    for index, one in enumerate(policy.exemptions):
        if today > one.expiry and matched[index]:
            args = (("count", str(matched[index])), ("expiry", one.expiry.isoformat()), ("owner", one.owner))
            found.append(_about(one, "E102", *args))
        elif not (matched[index] or askable[index]) and _was_checked(one, policy, checked):
            found.append(_about(one, "E101"))
    return found


def _was_checked(one: Exemption, policy: Policy, checked: set[str] | None) -> bool:
    if checked is None:
        return True
    return one.file is not None and _real(one.file, policy.root) in checked


def _about(one: Exemption, code: str, *args: tuple[str, str]) -> Judged:
    return Judged(Finding(code, one.place, "exceptions", one.shown, args))
