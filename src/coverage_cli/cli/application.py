"""The program's commands, for Typer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from coverage_cli import __version__
from coverage_cli.cli.translation import EXAMPLE, FIRST, called
from coverage_cli.domain.errors import UsageFault
from coverage_cli.output.language import Words

COMMANDS = {
    "gap": "gap.gap",
    "export": "export.export",
    "verify": "verify.verify",
    "check": "check.check",
    "reconcile": "reconcile.reconcile",
    "trend": "trend.trend",
    "plan": "plan.plan",
    "list": "listing.list_",
    "init": "init.init",
    "rule": "rule.rule",
    "schema": "schema.schema",
    "guide": "guide.guide",
}
"""Every command and the function that runs it, in the order of the help. A module is imported when it is needed:
a run that names its command needs no other."""

EXAMPLES = {
    "gap": "coverage gap --branch balikpapan --sort shortfall --output gap.csv",
    "export": "coverage export --branch balikpapan --output deck.pptx --output gap.xlsx",
    "verify": "coverage verify deck.pptx",
    "check": "coverage check --strict --output check.md",
    "reconcile": "coverage reconcile --rate 67% --target 80% --gap 14",
    "trend": "coverage trend --branch balikpapan --from 2023-06 --across-bases",
    "plan": "coverage plan --branch balikpapan --by 2027-12 --premium 16800",
    "list": "coverage list branches",
    "init": "coverage init population.csv participants.csv --into balikpapan",
    "rule": "coverage rule V103",
    "schema": "coverage schema targets",
    "guide": "coverage guide reading",
}
"""A command line of each command, below its help."""
_MAY_BE_EMPTY = "--against"
"""A variable of CI that names no earlier state is empty."""


class _Plain:
    """Switches without a word for what they take, which is nothing, and arguments without Python's type of theirs."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - Typer keeps its name to itself
        """The options, with that of the help."""
        found: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for one in found:
            if getattr(one, "is_bool_flag", False):
                one.metavar = ""
            elif getattr(one, "param_type_name", "") == "argument":
                one.display_type_rich = lambda **_: None
        return found


class Commands(_Plain, TyperGroup):
    """The program."""


class Once(_Plain, TyperCommand):
    """A command whose options, but for those that take several, have one value: Typer would take the last.

    None is empty, as one is from a variable that nothing sets.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer keeps its name to itself
        """Refuse two values before Typer drops one of them.

        Raises:
            UsageFault: an option that has one value is given another.
            BadParameter: a value is empty.
        """
        parser = self.make_parser(ctx)
        options = {**parser._long_opt, **parser._short_opt}.values()  # noqa: SLF001 - its calls tell the last value alone
        for one in (one for one in options if one.action == "store"):
            one.action = "append"
        given, _, order = parser.parse_args(list(args))
        for option in dict.fromkeys(order):
            told = given.get(option.name or "")
            values = dict.fromkeys(told if isinstance(told, list | tuple) else [told])
            if "" in values and option.opts[0] != _MAY_BE_EMPTY:
                named = option.opts[0] if option.opts[0].startswith("-") else ""
                way = "" if option.required else ", or leave it out"
                raise typer.BadParameter(
                    f"this is empty; give it a value{way}",
                    ctx,
                    param_hint=f"'{' '.join(filter(None, (named, option.metavar)))}'",
                )
            if len(values) > 1 and isinstance(told, list) and not getattr(option, "multiple", False):
                raise UsageFault(
                    "{option} is given {count:n} values, {names:names}, and takes one; choose one of them",
                    {"option": option.opts[0], "count": str(len(values)), "names": ", ".join(values)},
                )
        return super().parse_args(ctx, args)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"coverage-cli {__version__}")
        raise typer.Exit


def _program(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback if this program has a fault.")] = False,
) -> None:
    """Coverage-gap calculator for social protection: people covered against people who should be."""


def application(arguments: Sequence[str], program: str) -> typer.Typer:
    """The program with the command that is named first, or with all of them where none is; `program` is its name."""
    app = typer.Typer(
        name="coverage",
        cls=Commands,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Coverage-gap calculator for social protection: people covered against people who should be.",
        epilog=called(FIRST, program),
        callback=_program,
    )
    named = arguments[0] if arguments and arguments[0] in COMMANDS else None
    for name, home in COMMANDS.items():
        if named in (None, name):
            module, _, function = home.partition(".")
            run = getattr(import_module(f"coverage_cli.cli.{module}"), function)
            app.command(name, cls=Once, epilog=called(f"{EXAMPLE} {EXAMPLES[name]}", program))(run)
    return app


def advice(path: str, told: str, words: Words) -> str:
    """Lines below a complaint about a command line: where the help is, and the example, if it shows what is meant."""
    program, _, name = path.rpartition(" ")
    about, example = set(re.findall(r"--[a-z-]+", told)), EXAMPLES.get(name, "")
    shown = [f"{words(EXAMPLE)} {called(example, program)}"] if about.issubset(example.split()) and example else []
    return "".join(f"{line}\n" for line in (words("Help: {command} --help", command=path), *shown))


def of_others(option: str, words: Words) -> str:
    """What to say of an option that the command does not have and others do; nothing where none has it."""
    commands: dict[str, Any] = get_command(application((), "")).commands  # type: ignore[attr-defined]
    having = [name for name, one in commands.items() if any(option in parameter.opts for parameter in one.params)]
    if not having:
        return ""
    return words(
        "this command has no option {name}; those that have it: {commands:names}",
        {"name": option, "commands": "\n".join(having)},
    )
