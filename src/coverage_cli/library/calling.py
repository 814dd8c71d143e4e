"""How functions of the library are called: the shared keywords by their names, in help and in what is refused."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, TypeVar, cast

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.intake.files.stdin import forget_stdin
from coverage_cli.library.data import shared

_Function = TypeVar("_Function", bound="Callable[..., Any]")
_PARAMETERS = {
    "--from": "begin",
    "--to": "end",
    "--as": "kind",
    "--spark-remote": "remote",
    "--engine spark": "Resources(remote=...)",
    "--engine spark --spark-remote sc://host:15002": 'resources=Resources(remote="sc://host:15002")',
}
"""What options are called here that have other names than their parameters."""
_OPTION = ("option", "options")
_MEANT = {"start": "begin", "since": "begin", "from_": "begin", "until": "end", "to": "end"}
"""What parameters are called elsewhere; no spelling comes near."""


def taking(*data: type) -> Callable[[_Function], _Function]:
    """A function that takes the keywords of TypedDicts: its signature and its help name them, as if it listed them.

    An unknown keyword is Python's own TypeError, with the one that was probably meant. What is refused is named as the
    parameter, and not as the option of the command: in the fields of a fault that are called option, or end so.
    """

    def make(function: _Function) -> _Function:
        signature = inspect.signature(function)
        known = [*_own(signature), *_further(data)]
        names = {one.name for one in known}

        @wraps(function)
        def call(*args: object, **keywords: object) -> object:
            for name in keywords:
                if name not in names:
                    near = _MEANT[name] if _MEANT.get(name) in names else nearest(name, names)
                    meant = f"; did you mean {near!r}?" if near else ""
                    raise TypeError(f"{function.__name__}() got an unexpected keyword argument {name!r}{meant}")
            try:
                return function(*args, **keywords)
            except UsageFault as fault:
                named = {name: _parameter(text) for name, text in fault.args_.items() if name.endswith(_OPTION)}
                fault.args_ = {**fault.args_, **named}
                raise
            finally:
                forget_stdin()  # a call ends here as a command does in `cli.main`, and a script goes on

        call.__signature__ = signature.replace(parameters=known)  # type: ignore[attr-defined] # PEP 362
        if data:
            call.__doc__ = "\n".join([f"{inspect.getdoc(function)}\n\nFiles, persons and means:\n", *_lines(data)])
        return cast("_Function", call)

    return make


def _own(signature: inspect.Signature) -> list[inspect.Parameter]:
    return [one for one in signature.parameters.values() if one.kind is not inspect.Parameter.VAR_KEYWORD]


def _further(data: Iterable[type]) -> Iterator[inspect.Parameter]:
    defaults = inspect.signature(shared).parameters
    for name in dict.fromkeys(name for one in data for name in one.__annotations__):
        yield defaults[name]


def _lines(data: Iterable[type]) -> Iterator[str]:
    """What the keywords are, as the TypedDicts say it, a line each."""
    for one in data:
        yield from (line for line in (inspect.getdoc(one) or "").splitlines() if line.startswith("`"))


def _parameter(options: str) -> str:
    return _PARAMETERS.get(options) or " ".join(map(_word, options.split()))


def _word(word: str) -> str:
    """A word of what an option or several are, with their values."""
    if not word.startswith("--"):
        return word
    return _PARAMETERS.get(word, word.removeprefix("--").replace("-", "_"))
