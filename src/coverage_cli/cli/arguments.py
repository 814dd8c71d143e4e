"""Texts of the command line to values, each refused with a sentence that says what would do."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import typer

from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.choices import STATUSES
from coverage_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coverage_cli.engines.options import Resources, Watch
    from coverage_cli.pipeline.counting import Counting


def language(option: str | None) -> str:
    """The language of the text.

    Raises:
        UsageFault: `--lang` with another language.
    """
    from coverage_cli.output.language import LANGUAGES, pick_language

    if option is not None and option.casefold() not in LANGUAGES:
        raise UsageFault('--lang "{value}" is not known; use en or id', {"value": option})
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


def outputs(given: Sequence[str] | None) -> list[str]:
    """The files to write.

    Raises:
        UsageFault: there is none.
    """
    if not given:
        raise UsageFault("name what to write, such as: --output deck.pptx")
    return list(given)


def parts(text: str) -> tuple[str, ...]:
    """The names of a comma-separated list.

    Raises:
        UsageFault: a name is empty.
    """
    names = tuple(part.strip() for part in text.split(","))
    if not all(names):
        raise UsageFault('"{value}" has an empty name; write names with commas between them', {"value": text})
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


def resources(memory: str | None, threads: int | None, temp: str | None, engine: str, remote: str | None) -> Resources:
    """What counts persons: this machine, with what it may give, or a cluster.

    Raises:
        UsageFault: `--memory` is no size, `--temp` is no folder, or options that do not go together.
    """
    from coverage_cli.engines.options import Resources, folder, size_given

    if temp is not None:
        folder("--temp", temp)
    if one_of("--engine", engine, ("duckdb", "spark")) == "duckdb":
        if remote is not None:
            raise UsageFault("--spark-remote names a cluster; add --engine spark to count there")
        return Resources(None if memory is None else size_given("--memory", memory), threads, temp, watch=_watch())
    if remote is None:
        raise UsageFault("--engine spark needs the address of a cluster: --spark-remote sc://host:15002")
    for option, given in (("--memory", memory), ("--threads", threads)):
        if given is not None:
            raise UsageFault(
                "{option} bounds this machine's engine; a cluster has bounds of its own", {"option": option}
            )
    return Resources(temp=temp, remote=remote, watch=_watch())


def _watch() -> Watch | None:
    """A bar for somebody who sits at a terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return None
    from coverage_cli.output.progress import Bar

    return Bar(sys.stderr)


def counting(status: str, programme: str | None, means: Resources) -> Counting:
    """Which persons are counted.

    Raises:
        UsageFault: `--status` with another word, or an empty name in `--programme`.
    """
    from coverage_cli.pipeline.counting import Counting

    chosen = one_of("--status", status, STATUSES)
    programmes = () if programme is None else parts(programme)
    return Counting(chosen, programmes, resources=means)
