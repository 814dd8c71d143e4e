"""What a script gives, as requests have it: where a value has one reading it is taken, else a sentence refuses it."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from numbers import Integral
from pathlib import Path
from typing import Any, Protocol, TypeGuard

from coverage_cli.config.rates import percent, rate_given
from coverage_cli.domain.bounds import day_given, each_once, exact
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.phrases import Phrase, phrase

Names = str | Path | Iterable[str | Path] | None
"""One or several: a text, a path, a list, a column of a frame."""
Day = date | str | None
PeriodName = str | int | date
Rate = str | int | Fraction | Decimal


class Headers(Protocol):
    """Headers of files by the fields that they stand for: a mapping, or a Series."""

    def items(self) -> Iterable[tuple[Any, Any]]:
        """Each field with its header."""


class Amounts(Protocol):
    """Whole numbers by the names of segments: a mapping, or a Series."""

    def items(self) -> Iterable[tuple[Any, Any]]:
        """Each name with its number."""


_MOST_DIGITS = 18
"""Of a number that is given as a text, as the commands take it."""


def not_this(option: str, value: object, what: Phrase) -> UsageFault:
    """The fault for a value of a type that has no reading here."""
    return UsageFault(
        "{option} takes {what:phrase}, and no {type}", {"option": option, "what": what, "type": type(value).__name__}
    )


def names(option: str, given: object) -> tuple[str, ...]:
    """One or several, as texts; a whole number is a name too, as codes of areas are."""
    if given is None:
        return ()
    if _is_name(given):
        return (str(given),)
    what = phrase("a name, or several")
    found = _several(option, given, what)
    for one in found:
        if not _is_name(one):
            raise not_this(option, one, what)
    return tuple(map(str, found))


def _several(option: str, given: object, what: Phrase) -> tuple[object, ...]:
    """The items of a list or a column; those of a mapping or a table have no one reading.

    None among them, as a filter that matches nothing leaves, is not the same as None given: that would mean all.
    """
    if not isinstance(given, Iterable) or isinstance(given, Mapping | bytes) or hasattr(given, "columns"):
        raise not_this(option, given, what)
    found = tuple(given)
    if not found:
        raise UsageFault(
            "{option} is empty; to name nothing, leave it out or give None",
            {"option": option},
        )
    return found


def _is_name(value: object) -> bool:
    return isinstance(value, str | os.PathLike) or _is_whole(value)


def _is_whole(value: object) -> TypeGuard[Integral]:
    return isinstance(value, Integral) and not isinstance(value, bool)


def text(option: str, given: object) -> str | None:
    """A name, a path, or nothing."""
    if given is None:
        return None
    if _is_name(given):
        return str(given)
    raise not_this(option, given, phrase("one name"))


def period(option: str, given: object) -> str:
    """A period as texts name it; a year may be a number, and a day a date."""
    if isinstance(given, str):
        return given.strip()
    if _is_whole(given):
        return str(given)
    found = _day(given)
    if found is None:
        raise not_this(option, given, phrase('a period such as "2025-09", a year or a date'))
    return found.isoformat()


def edge(option: str, given: object) -> str | None:
    """A period, or nothing."""
    return None if given is None else period(option, given)


def today(given: object) -> date | None:
    """The day that counts as today: a date, the date of a time, or a text."""
    if given is None or isinstance(given, str):
        return day_given("today", given)
    found = _day(given)
    if found is None:
        raise not_this("today", given, phrase('a date, or a day such as "2025-09-30"'))
    return found


def _day(given: object) -> date | None:
    """The date of a date or of a time, as a Timestamp is; None where there is none, as in NaT."""
    if not isinstance(given, date) or given != given:  # noqa: PLR0124 - NaT is a datetime and equals nothing
        return None
    return given.date() if isinstance(given, datetime) else given


def target(option: str, given: object) -> str | None:
    """A target's name, or a rate: 80 and "80" are 80%, as the option has it, and Fraction(4, 5) is too; or nothing."""
    return None if given is None else _target(option, given)


def _target(option: str, given: object) -> str:
    if isinstance(given, str):
        return given
    if not isinstance(given, Integral | Fraction | Decimal | float) or isinstance(given, bool):
        if isinstance(given, Iterable) and not isinstance(given, Mapping | bytes):
            raise UsageFault(
                "{option} takes one; several stand side by side: side_by_side(targets=[...])", {"option": option}
            )
        raise not_this(option, given, phrase("a target's name, or a rate such as 80%"))
    rate = exact(option, given)
    if rate == 1 or isinstance(given, Integral):
        return str(rate)
    if rate > 1:  # more than all of a whole, which a fraction never is, or a percentage
        raise _two_readings(option, given)
    try:
        return percent(rate)
    except ValueError:
        raise not_this(option, given, phrase("a rate that decimals can say, such as 80%")) from None


def growth(given: object) -> Fraction:
    """A growth a year: a text as the option has it, or an exact fraction of one; 1 or 2 would have two readings."""
    if isinstance(given, str):
        return rate_given("growth", given, signed=True)
    rate = exact("growth", 0 if given is None else given)
    if abs(rate) >= 1:
        raise _two_readings("growth", given)
    return rate


def _two_readings(option: str, given: object) -> UsageFault:
    return UsageFault(
        '{option} "{value}" can be a percentage or a fraction of 1; write it with %',
        {"option": option, "value": str(given)},
    )


def number(option: str, given: object) -> int | None:
    """A whole number, also one that a frame holds as 3.0, or one in plain digits; or nothing."""
    if given is None:
        return None
    if _is_whole(given):
        return int(given)
    if isinstance(given, str) and given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS:
        return int(given)
    if isinstance(given, float | Decimal | Fraction) and math.isfinite(given) and given == given // 1:
        return int(given)
    raise UsageFault("{option} {value} is not a whole number", {"option": option, "value": str(given)})


def amounts(option: str, given: object, *, alone: bool = False) -> dict[str, int]:
    """Whole numbers of 0 or more by name, of a mapping or a Series; with `alone`, one for all, under no name."""
    if given is None:
        return {}
    items = _items(given)
    if items is not None:
        pairs = [(text(option, name) or "", value) for name, value in items]
    elif alone and isinstance(given, str | Integral | float | Decimal | Fraction):
        pairs = [("", given)]
    else:
        raise not_this(option, given, phrase("whole numbers by segment"))
    each_once(option, [name for name, _ in pairs])
    found: dict[str, int] = {}
    for name, value in pairs:
        people = number(option, value)
        if people is None:
            raise not_this(option, value, phrase("whole numbers by segment"))
        if not (name or alone):
            raise UsageFault("{option} has an empty name; give that of a segment", {"option": option})
        found[name] = people
    return found


def headers(option: str, given: object) -> list[tuple[str, str]]:
    """Headers with the fields that they stand for, of a mapping or a Series."""
    items = () if given is None else _items(given)
    if items is None:
        raise not_this(option, given, phrase("headers by field"))
    return [((text(option, field) or "").strip(), (text(option, header) or "").strip()) for field, header in items]


def _items(given: object) -> Iterable[tuple[Any, Any]] | None:
    """The pairs of a mapping or a Series; None where it is neither, as a table is not."""
    items = getattr(given, "items", None)
    return items() if callable(items) and not hasattr(given, "columns") else None


def figure(option: str, given: object) -> str | None:
    """A figure as it is printed; a whole number is printed in digits, a float in more or fewer than it was."""
    if given is None or isinstance(given, str):
        return given
    if _is_whole(given):
        return str(given)
    raise not_this(option, given, phrase('a figure as it is printed, such as "67%"'))


def several_targets(option: str, given: object) -> tuple[str, ...]:
    """Names of targets or rates, one or several."""
    if given is None:
        return ()
    if isinstance(given, str | Integral | Fraction | Decimal | float):
        given = (given,)
    return tuple(_target(option, one) for one in _several(option, given, phrase("names of targets, or rates")))
