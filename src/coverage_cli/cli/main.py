"""The program: the one boundary where every failure becomes a sentence and an exit code.

Only what is quick to load stands above it: Ctrl-C before it would be a traceback.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import redirect_stdout, suppress
from dataclasses import replace
from types import FrameType
from typing import NoReturn

from coverage_cli.cli.processor import tell_numpy
from coverage_cli.cli.result import Held, Result, speak_utf8, stand_in, write
from coverage_cli.cli.unexpected import fault_of, silence_unraisable, trace
from coverage_cli.domain.errors import DataFault, ExitCode, UsageFault
from coverage_cli.domain.interrupts import stopped
from coverage_cli.domain.system import no_memory
from coverage_cli.intake.files.stdin import forget_stdin

_ENDINGS = ("SIGTERM", "SIGHUP")
"""Signals that end a run as Ctrl-C does: from `timeout`, a cancelled job, a closed terminal. Windows lacks the last."""
_HELP = frozenset({"--help", "-h", "--version", "-V"})
"""What Typer answers itself."""
_LAST_WORDS = b"error: the run broke off and cannot say why; most likely there is not enough memory on this machine\n"
"""Of the boundary itself, where not even a sentence can be made."""
_DRAWING = "MPLCONFIGDIR"
"""The folder for matplotlib's list of fonts, which it sets where it makes one."""
FOREIGN = frozenset({"run", "report", "html", "xml", "json", "lcov", "combine", "erase", "annotate", "debug"})
"""Commands of coverage.py, which installs a script of the same name."""


def main() -> NoReturn:
    """Run the program and leave with its exit code.

    Everything is written and cleared away by then, and Python is not asked to end itself: it would take every module
    and object apart first, a tenth of a second of a short run; and an extension module that Ctrl-C met while Python
    ran code for it leaves a mark, by which Python would end itself with the signal, and not with our code.
    """
    ending = _Ending()
    silence_unraisable()
    given = os.environ.get(_DRAWING)
    try:
        code = run(sys.argv[1:])
    except Exception:  # noqa: BLE001 - what is told of it elsewhere could quote a row, and ends with the code of findings
        code = ExitCode.BUG
        os.write(2, _LAST_WORDS)
    _clear_after_drawing(given)
    os._exit(ending.code if code == ExitCode.INTERRUPTED else code)


def _clear_after_drawing(given: str | None) -> None:
    """Remove the folder that matplotlib made for itself where it may not write at home: it waits for Python's end."""
    made = os.environ.get(_DRAWING)
    if made and made != given:
        from shutil import rmtree

        rmtree(made, ignore_errors=True)


class _Ending:
    """Lets what ends a run be cleared away after as Ctrl-C is: temporary files hold identifiers.

    What the caller has ignored (`nohup`) stays ignored.
    """

    def __init__(self) -> None:
        self.code = int(ExitCode.INTERRUPTED)
        """That of a program which a signal ended is 128 and the signal's number."""
        for number in (getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)):
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, self._end)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.code = 128 + number
        heard = signal.getsignal(signal.SIGINT)
        if callable(heard):  # what waits for extension modules, or for a cluster, hears it in its own way
            heard(signal.SIGINT, frame)
        else:
            raise KeyboardInterrupt


def run(arguments: list[str]) -> int:
    """Run one command; every failure ends here.

    Nothing that an exception says is printed but for our own sentences: it could hold a row's content.
    """
    stand_in()
    speak_utf8()
    # No plug-in of pydantic is ours; to look for some costs a tenth of the start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    tell_numpy(os.environ)
    # A run makes millions of small objects and no cycles worth collecting; measured: a fifth of the time.
    gc.disable()
    try:
        return write(_outcome(arguments))
    except UsageFault as fault:  # stdout takes nothing more, which Typer's help would have met first
        return write(_refusal(fault, arguments))
    except MemoryError:  # the report was made, and there is no room for its bytes
        return write(_refusal(no_memory(), arguments))
    except KeyboardInterrupt:  # while a reader takes its time
        return int(ExitCode.INTERRUPTED)
    finally:
        forget_stdin()


def _outcome(arguments: list[str]) -> Result:
    """What the command leaves, or the sentence for why it left nothing."""
    debug = "--debug" in arguments
    given = [argument for argument in arguments if argument != "--debug"]
    try:
        return _helped(given) if not given or _HELP.intersection(given) else _command(given)
    except KeyboardInterrupt:
        return Result(code=ExitCode.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the boundary
        if stopped(error):
            return Result(code=ExitCode.INTERRUPTED)
        if (fault := fault_of(error, given)) is None:
            return _bug(error, trace(error) if debug else "", arguments)
    return _refusal(fault, arguments)  # the error is gone by now, and the run's data with it


def _helped(arguments: list[str]) -> Result:
    """The help, or the version, as a result; the help that nobody asked for is no result."""
    held = Held(sys.stdout if arguments else sys.stderr)
    try:
        with redirect_stdout(held):
            result = _command(arguments)
    except SystemExit:  # a shell completes a word: its answer is written, and there is nothing more to do
        sys.stdout.write(held.getvalue())
        raise
    if result.code == ExitCode.NOT_STARTED:
        return replace(result, err=held.getvalue() + result.err)
    return replace(result, out=held.getvalue() + result.out)


def _command(arguments: list[str]) -> Result:
    from coverage_cli.cli.application import COMMANDS, application
    from coverage_cli.cli.translation import program
    from coverage_cli.output.language import words

    if arguments and arguments[0] in FOREIGN:
        fault = UsageFault(
            "this is coverage-cli, the coverage-gap calculator; "
            "coverage.py, which measures tests, runs as: python -m coverage {name}",
            {"name": arguments[0]},
        )
        return _refusal(fault, arguments)
    helps = _HELP.intersection(arguments) and arguments[0] not in COMMANDS
    given = _without_language(arguments) if helps else arguments  # which is an option of commands
    name = _program_name()
    try:
        outcome = program(application(given, name), given, words(_language(arguments)), name)(
            given, prog_name=name, standalone_mode=False
        )
    except UsageFault as fault:
        return _refusal(fault, arguments)
    except DataFault as fault:
        return _findings(fault, arguments)
    except Exception as error:
        if not hasattr(error, "format_message"):  # not one of Typer's own
            raise
        return _misuse(error, arguments)
    return outcome if isinstance(outcome, Result) else Result(code=_exit_code(outcome))


def _exit_code(outcome: object) -> ExitCode:
    """Of what Typer ended itself: Ctrl-C, or the completion for a shell that it does not know."""
    if not outcome:
        return ExitCode.DONE
    return ExitCode.INTERRUPTED if outcome == ExitCode.INTERRUPTED else ExitCode.NOT_STARTED


def _program_name() -> str:
    name = os.path.basename(sys.argv[0])  # noqa: PTH119 - a name, not a path
    if name == "__main__.py":
        return "python -m coverage_cli"
    return "coverage-gap" if name.startswith("coverage-gap") else "coverage"


def _language(arguments: list[str]) -> str:
    """The language, for a run that failed before its options were understood."""
    from coverage_cli.output.language import pick_language

    wanted = next((argument.partition("=")[2] for argument in arguments if argument.startswith("--lang=")), None)
    if "--lang" in arguments[:-1]:
        wanted = arguments[arguments.index("--lang") + 1]
    return pick_language(wanted, os.environ)


def _without_language(arguments: list[str]) -> list[str]:
    at = arguments.index("--lang") if "--lang" in arguments[:-1] else len(arguments)
    return [argument for argument in arguments[:at] + arguments[at + 2 :] if not argument.startswith("--lang=")]


def _refusal(fault: UsageFault, arguments: list[str]) -> Result:
    from coverage_cli.output.language import words

    said = words(_language(arguments))
    places = "".join(f"{finding.line(said)}\n" for finding in fault.findings)  # written by hand, and by few
    return Result(err=f"{places}{said('error')}: {said(fault.template, fault.args_)}\n", code=ExitCode.NOT_STARTED)


def _findings(fault: DataFault, arguments: list[str]) -> Result:
    from coverage_cli.domain.messages import listing_apart, refusal
    from coverage_cli.output.language import words

    said = words(_language(arguments))
    return Result(
        err=f"{listing_apart(fault.findings, fault.apart, said)}{refusal(fault.findings, said)}\n", code=ExitCode.FAILED
    )


def _misuse(error: Exception, arguments: list[str]) -> Result:
    """A command line that Typer refuses; no arguments at all shows the help."""
    from coverage_cli.cli.application import COMMANDS, advice, of_others
    from coverage_cli.cli.translation import complaint
    from coverage_cli.domain.safe import clean
    from coverage_cli.output.language import words

    said = words(_language(arguments))
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        return Result(code=ExitCode.NOT_STARTED)  # Typer has shown the help
    path = context.command_path if context else " ".join((_program_name(), *COMMANDS.keys() & {arguments[0]}))
    if near := getattr(error, "possibilities", None):  # Typer finds --help near --sheet
        near[:] = [option for option in near if option != "--help"]
    options = {option for parameter in context.command.params for option in parameter.opts} if context else set()
    stray = getattr(error, "option_name", None) if type(error).__name__ == "NoSuchOption" else None
    text = (stray and of_others(stray, said)) or complaint(clean(error.format_message()), options, said)  # type: ignore[attr-defined]
    return Result(err=f"{said('error')}: {text}\n{advice(path, text, said)}", code=ExitCode.NOT_STARTED)


def _bug(error: Exception, trace: str, arguments: list[str]) -> Result:
    from coverage_cli.domain.phrases import phrase

    given = {"kind": type(error).__name__}
    text = phrase("a fault in this program ({kind}); please report it with the command line. --debug shows where it is")
    told = f"error: {text.format(**given)}"
    with suppress(Exception):  # what tells the languages may be what is broken
        from coverage_cli.output.language import words

        said = words(_language(arguments))
        told = f"{said('error')}: {said(text, given)}"
    return Result(err=f"{trace}{told}\n", code=ExitCode.BUG)
