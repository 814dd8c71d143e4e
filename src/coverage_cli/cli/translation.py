"""Help and complaints of the command line in the user's language.

English is what stands in the code, so an English run does none of this and starts as quickly as before.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from coverage_cli.domain.phrases import phrase
from coverage_cli.output.language import Words

if TYPE_CHECKING:
    import typer

_TITLES = {
    "ARGUMENTS_PANEL_TITLE": phrase("Arguments"),
    "OPTIONS_PANEL_TITLE": phrase("Options"),
    "COMMANDS_PANEL_TITLE": phrase("Commands"),
    "DEFAULT_STRING": phrase("[default: {}]"),
    "REQUIRED_LONG_STRING": phrase("[required]"),
}
"""What Typer writes around our help, by the name of its constant."""
_OWN = (
    phrase("Show this message and exit."),
    phrase("Install completion for the current shell."),
    phrase("Show completion for the current shell, to copy it or customize the installation."),
)
_USAGE = phrase("Usage:")
_STAND_INS = frozenset(
    {
        *(phrase("ADDRESS"), phrase("ARGS"), phrase("ARTEFACT"), phrase("CHAR"), phrase("CODE"), phrase("COMMAND")),
        *(phrase("DIR"), phrase("FILE"), phrase("KEY"), phrase("KIND"), phrase("MONTH"), phrase("NAME")),
        *(phrase("NAMES"), phrase("OPTIONS"), phrase("PARTICIPANTS"), phrase("PERIOD"), phrase("POPULATION")),
        *(phrase("RATE"), phrase("REV"), phrase("SEGMENT"), phrase("SIGN"), phrase("SIZE"), phrase("STYLE")),
        *(phrase("UNIT"), phrase("WHAT"), phrase("PAGE")),
    }
)
"""Words in capitals that stand for what somebody writes."""
EXAMPLE = phrase("Example:")
FIRST = phrase("To begin: coverage init, then coverage check, then coverage gap.")
_NEAR_OPTIONS = phrase("there is no option {name}; near it: {known}")
_NEAR_COMMANDS = phrase("there is no command {name}; there are: {known}")
_NOT_WHOLE = phrase("{name} takes a whole number in plain digits, such as 1000")
_MISSING = phrase("{name} is missing")
_EMPTY = phrase("{name} is empty; give it a value, or leave it out")
_EMPTY_NEEDED = phrase("{name} is empty; give it a value")
_COMPLAINTS = (
    (r"No such option: (?P<name>\S+?)\.? \(Possible options: (?P<known>.*)\)", _NEAR_OPTIONS),
    (r"No such option: (?P<name>\S+?)\.? Did you mean (?P<known>.*)\?", _NEAR_OPTIONS),
    (r"No such option: (?P<name>\S+)", phrase("there is no option {name}")),
    (r"No such command '(?P<name>.*?)'\. Did you mean (?P<known>.*)\?", _NEAR_COMMANDS),
    (r"No such command '(?P<name>.*?)'\.", phrase("there is no command {name}")),
    (r"Missing (?:argument|option|parameter):? (?P<name>.*?)\.?", _MISSING),
    (r"Invalid value for (?P<name>.*?): .*not in the range (?P<known>.*?)\.?", phrase("{name} must be in {known}")),
    (r"Invalid value for (?P<name>.*?): .*greater than or equal to (?P<n>\d+)", phrase("{name} must be at least {n}")),
    (r"Invalid value for (?P<name>.*?): .*less than or equal to (?P<n>\d+)", phrase("{name} must be at most {n}")),
    (r"Invalid value for (?P<name>.*?): .*(?:valid (?:int|integer)).*", _NOT_WHOLE),
    (r"Invalid value for '(?P<name>.*)': this is empty; give it a value, or leave it out", _EMPTY),
    (r"Invalid value for '(?P<name>.*)': this is empty; give it a value", _EMPTY_NEEDED),
    (r"Option '(?P<name>.*?)' requires an argument\.?", phrase("{name} needs a value")),
    (r"Option '(?P<name>.*?)' does not take a value\.?", phrase("{name} takes no value")),
)
"""Typer's complaints about a command line, as patterns, and ours in their place."""
_STRAY = r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)"
_NAMING = ("--branch", "--output")
"""Options for what is most often written without one."""


def called(text: str, name: str) -> str:
    """A text with the program's commands, by the name that it is called by."""
    return text.replace("coverage ", f"{name} ")


def program(app: typer.Typer, arguments: Sequence[str], words: Words, name: str) -> Callable[..., Any]:
    """The program to run, under its name: as it stands for English, else with its help translated."""
    wants_help = not arguments or not {"--help", "-h"}.isdisjoint(arguments)
    if wants_help and (words.language != "en" or "typer.rich_utils" in sys.modules):
        _title(words)
    if words.language == "en" or not wants_help:
        return app
    from typer.main import get_command

    command = get_command(app)
    _translate(command, words, name)
    return command


def complaint(text: str, options: Collection[str], words: Words) -> str:
    """What Typer says about the command line of a command with these options, in our words where we have them."""
    if found := re.fullmatch(_STRAY, text, re.DOTALL):
        if naming := ", ".join(option for option in _NAMING if option in options):
            return words(
                "{name} belongs to no option; put one before it, such as {options}",
                {**found.groupdict(), "options": naming},
            )
        return words("{name} is more than this command takes", found.groupdict())
    if words.language == "en":
        return text
    for pattern, template in _COMPLAINTS:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            said = found.groupdict(default="")
            if template in {_MISSING, _EMPTY, _EMPTY_NEEDED}:
                said["name"] = _stand_ins(said["name"], words)
            return words(template, said)
    return text


def _stand_ins(text: str, words: Words) -> str:
    """A text with its words in capitals, `--target NAME|RATE`, in the user's language."""
    return re.sub(r"[A-Z]{3,}", lambda found: words(found[0]) if found[0] in _STAND_INS else found[0], text)


def _title(words: Words) -> None:
    """Typer settles these titles when its module is first imported; a process may speak two languages."""
    from typer import rich_utils

    for name, text in _TITLES.items():
        setattr(rich_utils, name, words(text))


def _translate(command: Any, words: Words, name: str) -> None:  # noqa: ANN401 - Typer's own class, which differs by version
    if command.help:
        command.help = _paragraphs(command.help, words)
    for own in (EXAMPLE, FIRST) if command.epilog else ():
        command.epilog = command.epilog.replace(called(own, name), called(words(own), name), 1)
    context = command.context_class(command, help_option_names=["-h", "--help"])
    for parameter in (*command.params, command.get_help_option(context)):
        if getattr(parameter, "help", None):
            parameter.help = _paragraphs(parameter.help, words)
        if getattr(parameter, "metavar", None):
            parameter.metavar = _stand_ins(parameter.metavar, words)
    usage = command.get_usage
    command.get_usage = lambda ctx: _stand_ins(usage(ctx).replace(_USAGE, words(_USAGE), 1), words)
    for inner in getattr(command, "commands", {}).values():
        _translate(inner, words, name)


def _paragraphs(text: str, words: Words) -> str:
    """Help runs on within a paragraph, wherever its lines end in the code."""
    return words("\n\n".join(" ".join(part.split()) for part in text.split("\n\n")).strip())
