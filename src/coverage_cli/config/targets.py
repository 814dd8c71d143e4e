"""The targets of a run: those of its file, and the one that is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from coverage_cli.config.rates import parse_rate, percent
from coverage_cli.config.target_rates import TargetRates, TargetsFile
from coverage_cli.config.yaml.validation import load
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Target
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.safe import Written


class ChosenTarget(NamedTuple):
    """The target of a run, the rule that applies it, and what was doubtful about how it was given."""

    target: Target
    rates: TargetRates
    findings: tuple[Finding, ...] = ()


class Targets:
    """The targets of a run. Made by `read_targets`, or empty."""

    def __init__(self, file: TargetsFile | None = None, findings: tuple[Finding, ...] = ()) -> None:
        self._file = file
        self.findings = findings

    @property
    def named(self) -> Mapping[str, TargetRates]:
        """Every target by its name."""
        return self._file.targets if self._file else {}

    def choose(self, wanted: str | None) -> ChosenTarget | None:
        """The target that a user names, or gives as a rate, or the default; None where there is none.

        Raises:
            UsageFault: no target of that name.
        """
        default = self._file.default if self._file else None
        name = wanted if wanted is not None else default or next(iter(self.named), None)
        if name is None:
            return None
        known = {name_key(one): one for one in self.named}
        if (found := known.get(name_key(name))) is not None:
            rates = self.named[found]
            if wanted is not None and parse_rate(name).value not in {None, rates.rate}:
                raise UsageFault(
                    '{option} "{value}" has two readings: the target of that name, and that rate; give the target '
                    "another name in its file",
                    {"option": "--target", "value": name},
                )
            return ChosenTarget(
                Target(found, rates.rate, rates.source, rates.note, min(rates.rates, default="")), rates
            )
        rate = parse_rate(name)
        if rate.value is not None:
            shown = percent(rate.value)
            doubt = Finding("T102", Place("--target"), value=name, args=(("percent", shown),))
            target = Target(Written(shown), rate.value, "--target")
            return ChosenTarget(target, TargetRates(rate=rate.value), (doubt,) if rate.doubt else ())
        if rate.fault == "T103":
            raise UsageFault('the target "{value}" can be 1% or 100%; write 1% or 100%', {"value": name})
        near = nearest(name_key(name), known)
        raise UsageFault(
            'there is no target "{value}"{near:meant}; known: {known}. A rate from 0% to 100%, with at most 12 '
            "decimals, works too",
            {"value": name, "near": known[near] if near else "", "known": ", ".join(self.named) or "-"},
        )


def distinct_targets(names: Iterable[str]) -> tuple[str, ...]:
    """Each target once, as it was first given; 80, 80% and 80,0% are one rate, and a name is one in any letters' case.

    A target that a file calls as a rate has that rate, or `choose` refuses it.
    """
    first: dict[str | Fraction, str] = {}
    for name in names:
        rate = parse_rate(name).value
        first.setdefault(name_key(name) if rate is None else rate, name)
    return tuple(first.values())


def read_targets(path: str) -> tuple[Targets | None, list[Finding]]:
    """Read a targets file; None where it has an error."""
    file, findings = load(TargetsFile, path)
    return (Targets(file, tuple(findings)) if file else None), findings
