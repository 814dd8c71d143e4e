"""Options that several commands share, as groups: each says once what its options are, and what they make.

A command names a group among its parameters, where its options shall stand in the help, and gets it filled:

    @grouped
    def gap(*, branch: options.Branch = None, files: Files, speech: Speech) -> Result: ...
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any, get_type_hints

from coverage_cli.cli import arguments, options
from coverage_cli.cli.result import Result
from coverage_cli.domain.bounds import day_given, one_of
from coverage_cli.domain.choices import MISSING, SORTS, STATUSES
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import PROGRAMME

if TYPE_CHECKING:
    from datetime import date

    from coverage_cli.cli.option_conflicts import Wants
    from coverage_cli.config.project import Override
    from coverage_cli.engines.options import Resources
    from coverage_cli.pipeline.gap import GapRequest
    from coverage_cli.pipeline.persons.counting import Counting


def grouped(command: Callable[..., Result]) -> Callable[..., Result]:
    """Spread the groups among a command's parameters over its signature, which is what Typer reads.

    What Typer calls takes every option by its name, makes the groups of theirs, and calls the command.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}
    groups.pop("return")
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        if name in groups:
            parameters += _spread(groups[name])
        else:
            parameters.append(parameter.replace(annotation=hints[name]))

    @wraps(command)
    def called(**given: Any) -> Result:  # noqa: ANN401 - what the command's own signature says
        made = {
            name: group(**{one.name: given.pop(one.name) for one in fields(group)}) for name, group in groups.items()
        }
        return command(**given, **made)

    called.__signature__ = inspect.Signature(parameters, return_annotation=Result)  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in parameters}
    return called


def _spread(group: Any) -> Iterator[inspect.Parameter]:  # noqa: ANN401 - a dataclass
    hints = get_type_hints(group, include_extras=True)
    for one in fields(group):
        yield inspect.Parameter(
            one.name, inspect.Parameter.KEYWORD_ONLY, default=one.default, annotation=hints[one.name]
        )


@dataclass(frozen=True, slots=True)
class Tables:
    """Which files are read."""

    population: options.Population = None
    participants: options.Participants = None
    targets: options.Targets = None
    project: options.Project = None

    def override(self) -> Override:
        """The files in place of the project's own."""
        from coverage_cli.config.project import Override

        given = (tuple(self.population or ()), tuple(self.participants or ()))
        return Override(self.project, *given, self.targets)


@dataclass(frozen=True, slots=True)
class Files(Tables):
    """Which files are read, and how their text is spelled."""

    column: options.Column = None
    delimiter: options.Delimiter = None
    encoding: options.Encoding = None
    number_style: options.NumberStyle = None
    sheet: options.Sheet = None

    def override(self) -> Override:
        """The same, read as the options say."""
        from coverage_cli.config.layout import spelling

        columns = arguments.columns(self.column or ())
        spelled = spelling(columns, self.delimiter, self.encoding, self.number_style, self.sheet)
        return replace(Tables.override(self), spelling=spelled)


@dataclass(frozen=True, slots=True)
class Means:
    """What counts files of persons."""

    memory: options.Memory = None
    threads: options.Threads = None
    temp: options.Temp = None
    engine: options.Engine = "duckdb"
    spark_remote: options.SparkRemote = None

    def resources(self) -> Resources:
        """What this machine may give for it, or a cluster.

        Raises:
            UsageFault: an option that cannot be used, or options that do not go together.
        """
        from coverage_cli.engines.options import Resources, folder, size_given
        from coverage_cli.output.progress import watch

        if self.temp is not None:
            folder("--temp", self.temp)
        if one_of("--engine", self.engine, ("duckdb", "spark")) == "duckdb":
            if self.spark_remote is not None:
                raise UsageFault("--spark-remote names a cluster; add --engine spark to count there")
            memory = None if self.memory is None else size_given("--memory", self.memory)
            return Resources(memory, self.threads, self.temp, watch=watch())
        if self.spark_remote is None:
            raise UsageFault("--engine spark needs the address of a cluster: --spark-remote sc://host:15002")
        for option, given in (("--memory", self.memory), ("--threads", self.threads)):
            if given is not None:
                raise UsageFault(
                    "{option} limits counting on this machine; a cluster has limits of its own", {"option": option}
                )
        return Resources(temp=self.temp, remote=self.spark_remote, watch=watch())


@dataclass(frozen=True, slots=True)
class Persons:
    """Who is counted, in files of persons."""

    status: options.Status = "active"
    programme: options.Programme = None

    def counting(self, means: Means) -> Counting:
        """Who is counted, and by what.

        Raises:
            UsageFault: an option that cannot be used, or options that do not go together.
        """
        from coverage_cli.pipeline.persons.counting import Counting

        resources = means.resources()
        chosen = one_of("--status", self.status, STATUSES)
        programmes = () if self.programme is None else arguments.parts("--programme", self.programme)
        return Counting(chosen, programmes, resources=resources)


@dataclass(frozen=True, slots=True)
class Speech:
    """In which language, and as of which day."""

    lang: options.Lang = None
    today: options.Today = None

    @property
    def language(self) -> str:
        """The language of the text."""
        return arguments.language(self.lang)

    @property
    def day(self) -> date | None:
        """The day that counts as today; None for the real one."""
        return day_given("--today", self.today)


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows a report has."""

    branch: options.Branch = None
    segment: options.Segment = None
    by: options.By = "branch,segment"
    period: options.Period = "latest"
    target: options.TargetList = None
    basis: options.BasisList = None
    sort: options.Sort = "name"
    top: options.Top = None
    missing: options.Missing = "null"
    suppress: options.Suppress = None

    @property
    def wants(self) -> Wants:
        """What does not go with everything, by name."""
        from coverage_cli.cli.option_conflicts import PROGRAMMES

        by_programme = PROGRAMME in arguments.parts("--by", self.by)
        return {"--top": self.top is not None, "--suppress": self.suppress is not None, PROGRAMMES: by_programme}

    def request(self, files: Files, counting: Counting, today: date | None) -> GapRequest:
        """The report that is asked for, against the first target and on the first basis.

        Raises:
            UsageFault: an option with a value that is not known.
        """
        from coverage_cli.pipeline.gap import GapRequest

        return GapRequest(
            project=files.override(),
            branches=tuple(self.branch or ()),
            segments=tuple(self.segment or ()),
            by=arguments.parts("--by", self.by),
            period=self.period.strip(),
            target=self.target[0] if self.target else None,
            sort=one_of("--sort", self.sort, SORTS),
            top=self.top,
            missing_is_zero=one_of("--missing", self.missing, MISSING) == "zero",
            today=today,
            counting=counting,
            suppress=self.suppress,
            basis=self.basis[0] if self.basis else None,
        )
