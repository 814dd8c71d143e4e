"""Texts of the command line to values, each refused with a sentence that says what would do."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction


def language(option: str | None) -> str:
    """The language of the text.

    Raises:
        UsageFault: `--lang` with another language.

    """
    from coverage_cli.output.language import LANGUAGES, pick_language

    if option is not None and option.casefold() not in LANGUAGES:
        raise UsageFault('--lang "{value}" is not known; use en or id', {"value": option})
    return pick_language(option, os.environ)


def one_of(option: str, value: str, known: Sequence[str]) -> str:
    """`value`, if it is one of the known words.

    Raises:
        UsageFault: it is not.

    """
    from coverage_cli.domain.names import nearest

    if value in known:
        return value
    near = nearest(value, known)
    raise UsageFault(
        '{option} "{value}" is not known{near}; use {known}',
        {"option": option, "value": value, "near": near or "", "known": ", ".join(known)},
    )


def day(option: str | None) -> date | None:
    """`--today` as a day.

    Raises:
        UsageFault: it is not YYYY-MM-DD.

    """
    if option is None:
        return None
    try:
        if len(option) == len("2025-09-30"):
            return date.fromisoformat(option)
    except ValueError:
        pass
    raise UsageFault('--today "{value}" is not a day; write it as 2025-09-30', {"value": option})


def rate(option: str, text: str) -> Fraction:
    """A rate such as 60 or 60%.

    Raises:
        UsageFault: it is none, or has two readings.

    """
    from coverage_cli.config.rates import parse_rate

    found = parse_rate(text)
    if found.value is None:
        raise UsageFault(
            '{option} "{value}" is not a rate between 0% and 100%; write 60% or 60', {"option": option, "value": text}
        )
    return found.value


def parts(text: str) -> tuple[str, ...]:
    """The names of a comma-separated list.

    Raises:
        UsageFault: a name is empty.

    """
    names = tuple(part.strip() for part in text.split(","))
    if not all(names):
        raise UsageFault('"{value}" has an empty name; write names with commas between them', {"value": text})
    return names
