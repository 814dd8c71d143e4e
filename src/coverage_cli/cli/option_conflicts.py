"""What is wanted of one run, and what of that does not go together or has no place in what the run writes.

Wants are named as they are typed; what no option alone says has a name here.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import product
from typing import NamedTuple

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.phrases import Phrase, phrase

TARGETS, BASES = phrase("several targets"), phrase("several bases")

PROGRAMMES = phrase("--by programme")

Wants = dict[str, bool]
"""By its name, whether something is wanted."""


class _Conflict(NamedTuple):
    """None of the one goes with any of the others."""

    options: tuple[str, ...]
    others: tuple[str, ...]
    why: Phrase


_CONFLICTS = (
    _Conflict(("--excel",), ("--raw",), phrase("one is for people, the other for machines; choose one")),
    _Conflict(
        ("--suppress",),
        ("--strict", "--fail-under"),
        phrase("{other} decides by what {one} leaves out; ask for it in a run of its own"),
    ),
    _Conflict(
        ("--pareto", "--measures", TARGETS, BASES), ("--top",), phrase("the first is about all rows; leave --top out")
    ),
    _Conflict(
        ("--pareto", "--measures"),
        (PROGRAMMES,),
        phrase("programmes are about the same workers, so that their rows do not add up; leave either out"),
    ),
    _Conflict((BASES,), (TARGETS,), phrase("give one of either")),
    _Conflict((BASES,), ("--suppress", "--pareto", "--measures", "--plan-by"), phrase("give one basis")),
)
_TABLE_AND_JSON = {"table": ".txt", "json": ".json"}
_SEVERAL = {"table": ".txt", "csv": ".csv", "json": ".json"}
_SHOWN = {"--pareto": _TABLE_AND_JSON, "--measures": _TABLE_AND_JSON, TARGETS: _SEVERAL, BASES: _SEVERAL}
"""The formats of `gap` that have room for what not all have room for, with the suffixes of their files."""
_ASK = phrase("leave it out, or ask for a .csv file")
_OF_CSV = {"--excel": _ASK, "--raw": _ASK, "--totals": phrase("leave it out: what this run writes has totals anyway")}
"""How CSV is written, and what to do where none is."""
_IN_EXPORT = ("--pareto", "--measures", TARGETS, BASES, "--plan-by", "--totals")
"""What `export` writes beside the report. Its `--totals` are of the trend, those of `gap` are of CSV."""


def refuse_in_gap(wants: Wants, formats: Collection[str]) -> None:
    """Refuse what does not go together, or has no place in one of the formats, before any work is done.

    Raises:
        UsageFault: the first such, why, and what would do.
    """
    _refuse_conflicts(wants)
    for name, shown in _SHOWN.items():
        if wants[name] and not shown.keys() >= set(formats):
            raise UsageFault(
                "{what:phrase}: only these formats have room for it: {formats:names} (files {suffixes:names})",
                {"what": name, "formats": "\n".join(shown), "suffixes": "\n".join(shown.values())},
            )
    if "csv" not in formats:
        _refuse_without_csv(wants, "--excel", "--raw", "--totals")


def refuse_in_export(wants: Wants, *, room: bool, csv: bool) -> None:
    """Refuse what does not go together, or has no place in any file: `room` for more than the report, or `csv`.

    Raises:
        UsageFault: the first such, why, and what would do.
    """
    _refuse_conflicts(wants)
    if not csv:
        _refuse_without_csv(wants, "--excel", "--raw")
    for name in _IN_EXPORT if not room else ():
        if wants[name]:
            raise UsageFault(
                "{what:phrase}: shown in .pptx, .xlsx, .html and folders; name one of those with --output",
                {"what": name},
            )


def _refuse_conflicts(wants: Wants) -> None:
    for options, others, why in _CONFLICTS:
        for one, other in product(options, others):
            if wants.get(one) and wants.get(other):
                raise UsageFault(
                    "{one:phrase} and {other:phrase} do not go together: {why:phrase}",
                    {"one": one, "other": other, "why": why},
                )


def _refuse_without_csv(wants: Wants, *options: str) -> None:
    """Such options would be ignored in silence."""
    for option in options:
        if wants[option]:
            raise UsageFault(
                "{option} is about CSV, which this run does not write; {way:phrase}",
                {"option": option, "way": _OF_CSV[option]},
            )
