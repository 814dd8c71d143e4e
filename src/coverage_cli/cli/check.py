"""`coverage check`."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from coverage_cli.cli import options
from coverage_cli.cli.arguments import whole
from coverage_cli.cli.groups import Files, Means, Speech, grouped
from coverage_cli.cli.result import Result
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.errors import ExitCode, UsageFault

if TYPE_CHECKING:
    from coverage_cli.output.checks.formats import Output
    from coverage_cli.output.checks.outcome import Outcome
    from coverage_cli.pipeline.checks.fileset import CheckRequest

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Telling:
    """How findings are told, and where. A group of options: `cli.groups`."""

    format_: Annotated[
        Optional[str],
        options.option(
            "--format -f FORMAT",
            help="text, json, github, sarif, junit, gitlab, rdjson, markdown, or auto: github under GitHub Actions.",
        ),
    ] = None
    output: Annotated[
        Optional[list[str]],
        options.option(
            "--output -o FILE",
            help="Write a file, as its suffix says (.txt .json .sarif .xml .md) or as FORMAT=FILE; repeat for several "
            "files.",
        ),
    ] = None
    strict: options.Strict = False
    max_findings: Annotated[
        Optional[int],
        options.option("--max-findings N", help="List at most N findings; all are counted.", parser=whole(0)),
    ] = None

    @property
    def chosen(self) -> str | None:
        """The format that is asked for; None where files say theirs by their suffix."""
        from coverage_cli.output.checks.formats import FORMATS

        chosen = None if self.format_ is None else one_of("--format", self.format_, (*FORMATS, AUTO))
        if chosen == AUTO:
            return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
        return chosen

    def refuse_any(self, *, against: bool) -> None:
        """Refuse what tells of findings beside `--write-exceptions`.

        Raises:
            UsageFault: one of the options is given.
        """
        given = {"--output": self.output is not None, "--format": self.format_ is not None, "--against": against}
        given |= {"--strict": self.strict, "--max-findings": self.max_findings is not None}
        for option in (option for option, is_given in given.items() if is_given):
            raise UsageFault(
                "{option} has no effect beside --write-exceptions, which shows no findings; leave it out",
                {"option": option},
            )


@grouped
def check(
    *,
    files: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="FILE", help="Files or folders to check as one set; without any, the project is checked."
        ),
    ] = None,
    kind: Annotated[
        Optional[str], options.option("--as KIND", help="What the files are: population, participants or persons.")
    ] = None,
    telling: Telling,
    exceptions: Annotated[
        Optional[str], options.option("--exceptions FILE", help="Exceptions in place of config/exceptions.yaml.")
    ] = None,
    against: Annotated[
        Optional[str],
        options.option("--against REV|DIR", help="Say what changed since a git revision, or compared with a folder."),
    ] = None,
    write_exceptions: Annotated[
        bool,
        options.option("--write-exceptions", help="Add today's findings to the exceptions, for you to give reasons."),
    ] = False,
    basis: options.Basis = None,
    data: Files,
    means: Means,
    speech: Speech,
) -> Result:
    """Find everything that is wrong with data files, each with file, line, column, reason and way out."""
    from coverage_cli.output.checks.formats import outputs
    from coverage_cli.output.checks.outcome import Outcome
    from coverage_cli.pipeline.checks.check import check as run
    from coverage_cli.pipeline.checks.fileset import CheckRequest

    language, chosen = speech.language, telling.chosen
    request = CheckRequest(
        tuple(files or ()),
        data.override(),
        kind,
        speech.day,
        exceptions=exceptions,
        resources=means.resources(),
        against=against,
        basis=basis,
    )
    wanted = outputs(telling.output or (), chosen, data.project)
    if write_exceptions:
        telling.refuse_any(against=against is not None)
        return _written(request, language)
    report = run(request)
    base = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or None
    result = _shown(Outcome(report, telling.max_findings, telling.strict, base), chosen, wanted, language)
    if against is not None and report.comparison is None:
        from coverage_cli.output.language import words

        note = words(language)("nothing is compared: --against is empty or all zeros, as on a first push")
        return replace(result, err=f"{note}\n{result.err}")
    return result


def _shown(outcome: Outcome, chosen: str | None, wanted: list[Output], language: str) -> Result:
    """Files first, then stdout, which is left out where the chosen format went into a file."""
    from coverage_cli.output.checks.formats import FORMATS, closing, text_of, write_outputs
    from coverage_cli.output.language import words

    said = words(language)
    err = write_outputs(outcome, wanted, language)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if chosen == "github" and summary:
        from coverage_cli.output.checks.github_format import add_summary

        err += add_summary(outcome, said, summary)
    silent = bool(wanted) and (chosen is None or any(file.format == chosen for file in wanted))
    shown = chosen or "text"
    out = "" if silent else text_of(outcome, shown, language)
    untold = outcome.omitted > 0 and FORMATS[shown].findings_alone
    err += f"{closing(outcome, said)}\n" if silent or untold else ""
    return Result(out, err, ExitCode.FAILED if outcome.fails else ExitCode.DONE)


def _written(request: CheckRequest, language: str) -> Result:
    """Write the exceptions; what cannot be excepted is listed and fails the run."""
    from coverage_cli.domain.rules import Severity
    from coverage_cli.output.checks.exemptions import exceptions_text
    from coverage_cli.output.files import write_together
    from coverage_cli.output.language import words
    from coverage_cli.pipeline.checks.excusing import excuse

    said = words(language)
    excuses = excuse(request)
    if excuses.entries:
        text = exceptions_text(excuses.existing, excuses.entries, excuses.expiry, excuses.path, said)
        write_together({excuses.path: text.encode("utf-8")})
    numbers = {"count": str(len(excuses.entries)), "path": excuses.path, "expiry": excuses.expiry.isoformat()}
    done = said(
        "exceptions added to {path:path}: {count:n}, each until {expiry}; give them a reason and an owner", numbers
    )
    lines = "".join(f"{finding.line(said)}\n" for finding in excuses.remaining)
    failed = any(finding.severity is Severity.ERROR for finding in excuses.remaining)
    return Result(lines, f"{done}\n", ExitCode.FAILED if failed else ExitCode.DONE)
