"""Texts of the command line to values, each refused with a sentence that says what would do."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence

import typer

from coverage_cli.domain.errors import UsageFault


def language(option: str | None) -> str:
    """The language of the text.

    Raises:
        UsageFault: `--lang`, or COVGAP_LANG in its place, with another language.
    """
    from coverage_cli.output.language import LANGUAGES, pick_language, spoken

    if option is not None and option.casefold() not in LANGUAGES:
        raise UsageFault('--lang "{value}" is not known; use en or id', {"value": option})
    preferred = os.environ.get("COVGAP_LANG", "") if option is None else ""
    if preferred and not spoken(preferred):
        raise UsageFault('COVGAP_LANG "{value}" is not known; use en or id', {"value": preferred})
    return pick_language(option, os.environ)


def whole(least: int | None = None, most: int | None = None) -> Callable[[str], int]:
    """A reader of whole numbers within bounds, in plain digits: Typer's own takes 1.000 for 1."""

    def number(text: str) -> int:
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", str(text), re.ASCII):
            raise typer.BadParameter("this is not a valid integer in plain digits, such as 1000")
        value = int(text)
        if least is not None and value < least:
            raise typer.BadParameter(f"this should be greater than or equal to {least}")
        if most is not None and value > most:
            raise typer.BadParameter(f"this should be less than or equal to {most}")
        return value

    return number


def parts(option: str, text: str) -> tuple[str, ...]:
    """The names of an option's comma-separated list.

    Raises:
        UsageFault: a name is empty.
    """
    names = tuple(part.strip() for part in text.split(","))
    if not all(names):
        raise UsageFault(
            '{option} "{value}" has an empty name; write names with commas between them',
            {"option": option, "value": text},
        )
    return names


def columns(pairs: Sequence[str]) -> list[tuple[str, str]]:
    """The fields and headers of `--column FIELD=HEADER`.

    Raises:
        UsageFault: an option without a field, a mark or a header.
    """
    found: list[tuple[str, str]] = []
    for pair in pairs:
        ours, mark, theirs = (part.strip() for part in pair.partition("="))
        if not (ours and mark and theirs):
            raise UsageFault('--column "{value}": write FIELD=HEADER, such as workers=jumlah_pekerja', {"value": pair})
        found.append((ours, theirs))
    return found
