"""`coverage init`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from coverage_cli.cli import arguments, options
from coverage_cli.cli.result import Result
from coverage_cli.output.language import Words

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_cli.config.draft import Draft, OpenQuestion
    from coverage_cli.config.draft_project import DraftProject, Goal
    from coverage_cli.pipeline.init import Proposal


def init(
    population: Annotated[str, typer.Argument(metavar="POPULATION", help="The file of workers.")],
    participants: Annotated[
        str, typer.Argument(metavar="PARTICIPANTS", help="The file of participants; the same again if it has both.")
    ],
    into: Annotated[str, options.option("--into DIR", help="The project's folder.")] = ".",
    sheet: Annotated[
        Optional[list[str]],
        options.option("--sheet NAME", help="The sheet of a workbook; twice where those of two files have two names."),
    ] = None,
    yes: Annotated[
        bool, options.option("--yes -y", help="Ask nothing; mark in the files what is to be decided.")
    ] = False,
    lang: options.Lang = None,
) -> Result:
    """Write a project from two files: headers and cells say how to read them, and it asks what they do not say."""
    from coverage_cli.config.folders import SOURCES, TARGETS
    from coverage_cli.domain.errors import UsageFault
    from coverage_cli.output.files import write_together
    from coverage_cli.output.language import words
    from coverage_cli.output.projects import sources_yaml, targets_yaml
    from coverage_cli.pipeline.init import propose

    said = words(arguments.language(lang))
    proposal = propose(population, participants, into, sheet or ())
    if not yes and not sys.stdin.isatty():
        raise UsageFault(
            "init asks its questions on a terminal, and this is not one; with --yes it asks nothing, and marks in the "
            "files what you have to decide"
        )
    with _made(proposal.folder / "config"):  # before anything is asked, for answers are lost without it
        project = proposal.settled() if yes else _asked(proposal, said)
        texts = {TARGETS: targets_yaml(project.goal, said), SOURCES: sources_yaml(project, said)}
        files = {str(project.folder / name): text.encode("utf-8") for name, text in texts.items()}
        write_together(files)  # of one alone the next init would say that it is there already
    lines = [said("wrote {path:path}", path=path) for path in files]
    folder = f'"{into}"' if " " in into else into
    where = "" if os.path.normpath(into) == "." else f" --project {folder}"
    lines.append(said("left to decide: {count:n}; then: coverage check{where}", count=str(project.left), where=where))
    return Result("".join(f"{line}\n" for line in lines))


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder is there; what was made for it goes again where nothing is written, as on a full disk.

    Raises:
        UsageFault: it cannot be made.
    """
    from coverage_cli.domain.system import unwritable

    new = [one for one in (folder, *folder.parents) if not os.path.exists(one)]  # noqa: PTH110 - Path's own raises
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(str(folder), error) from error
    try:
        yield
    except BaseException:
        for one in new:
            with suppress(OSError):  # somebody else may have put something there
                one.rmdir()
        raise


def _asked(proposal: Proposal, said: Words) -> DraftProject:
    """Ask which columns are read, then how their cells are meant, then for the target."""
    for draft in proposal.drafts:
        _ask(draft, draft.questions, said)
    open_ = [tuple(draft.questions) for draft in proposal.drafts]
    project = proposal.settled()
    for draft, passed in zip(project.drafts, open_, strict=True):
        _ask(draft, [question for question in draft.questions if question not in passed], said)
    for draft in project.drafts:
        _ask_to_add_up(project, draft, said)
    _ask_target(project.goal, said)
    return project


def _ask(draft: Draft, questions: Sequence[OpenQuestion], said: Words) -> None:
    from coverage_cli.output.prompts import field_named, prompt

    for question in list(questions):
        while text := _answer(prompt(draft, question, said)):
            if (wrong := draft.answer(question, text)) is None:
                break
            template, given = wrong
            typer.echo(said(template, {**given, "field": field_named(given.get("field", ""))}), err=True)


def _ask_to_add_up(project: DraftProject, draft: Draft, said: Words) -> None:
    """Whether the segments of one file, or its branches, are parts of the only one that the other file has."""
    from coverage_cli.output.prompts import ADD_UP, NONE, field_named

    for name, (whole, other) in project.divided(draft).items():
        if not draft.names.get(name) or name not in project.settled_in(other):
            continue
        asked = said(ADD_UP, {"path": draft.path, "other": other, "field": field_named(name), "whole": whole})
        while text := _answer(asked):
            if text.strip() == "sum":
                draft.add_up(name, whole)
                break
            typer.echo(said(NONE), err=True)


def _ask_target(goal: Goal, said: Words) -> None:
    from coverage_cli.output.prompts import TARGET_PROMPTS

    rate, source = map(said, TARGET_PROMPTS)
    while not goal.said and (text := _answer(rate)):
        if not goal.answer(text):
            typer.echo(said("{value} is no rate from 0% to 100%", {"value": text}), err=True)
    if goal.said:
        goal.source = _answer(source).strip()


def _answer(question: str) -> str:
    """What is typed; nothing to decide later. Who ends the input (Ctrl-D) leaves as with Ctrl-C."""
    try:
        return str(typer.prompt(question, default="", show_default=False, err=True))
    except typer.Abort as error:
        raise KeyboardInterrupt from error
