"""`coverage init`: from two files to a project, with everything that cannot be known marked for a decision."""

from __future__ import annotations

import os
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coverage_cli.config.draft import Draft, OpenQuestion
from coverage_cli.config.draft_project import DraftProject
from coverage_cli.config.folders import SOURCES, TARGETS
from coverage_cli.config.layout import Layout, relative
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import MEASURE, REQUIRED
from coverage_cli.domain.model import Kind
from coverage_cli.intake.headers.part_names import parts_in, sums_parts
from coverage_cli.intake.headers.roles import (
    HINTS,
    are_long,
    is_flag,
    is_identifier,
    is_own_date,
    is_period,
    is_programme,
    is_rate,
    readings_of,
    spoken,
)
from coverage_cli.intake.headers.vocabulary import FIELD_OF, normal
from coverage_cli.intake.peek import Peek, peek
from coverage_cli.intake.persons import anonymous
from coverage_cli.intake.workbook.sheets import of_sheets
from coverage_cli.pipeline.drafting.dates import date_rows
from coverage_cli.pipeline.drafting.guessing import (
    beside_another_basis,
    guess,
    in_two,
    in_year,
    months,
    question,
    speaks,
)
from coverage_cli.pipeline.drafting.registers import lists_persons, weights, who
from coverage_cli.pipeline.drafting.settling import look_at_cells
from coverage_cli.pipeline.drafting.strays import dimensions
from coverage_cli.pipeline.drafting.widening import by_period, by_segment, by_sex


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two inputs whose columns are proposed or asked about. What the cells say depends on the answers."""

    folder: Path
    drafts: tuple[Draft, Draft]
    seen: tuple[Peek, Peek]

    def settled(self) -> DraftProject:
        """The project, with what the cells of its columns say, and what is to be asked about them."""
        for draft, seen in zip(self.drafts, self.seen, strict=True):
            look_at_cells(draft, seen)
        return DraftProject(self.folder, self.drafts, dimensions(self.drafts, self.seen))


def propose(population: str, participants: str, folder: str, sheets: Sequence[str]) -> Proposal:
    """Look at two files, of workbooks at one of `sheets`, and propose which of their columns a project reads.

    Raises:
        UsageFault: a file is a folder, or cannot be read as a table, both were given in each other's place, or the
            folder has a project already.
    """
    root = Path(folder)
    for path in (root / SOURCES, root / TARGETS):
        if os.path.exists(path):  # noqa: PTH110 - Path's own raises where a folder may not be looked into
            raise UsageFault(
                "{path:path} exists already; name another folder with --into DIR, or edit it", {"path": str(path)}
            )
    for given in filter(os.path.isdir, (population, participants)):
        raise UsageFault(
            "{path:path} is a folder; name one of its files. Then write under files: in config/sources.yaml the folder "
            "alone, where its files list persons, or else * for what differs in their names",
            {"path": given},
        )
    first, second = of_sheets((Layout(population), Layout(participants)), sheets)
    workers, members = peek(first, Kind.POPULATION), peek(second, Kind.PARTICIPANTS)
    for seen in (workers, members):
        _refuse_rows_alone(seen)
    _refuse_swapped(workers, members)
    members, kind = _of_persons(members)
    drafts = (_draft(workers, Kind.POPULATION, root), _draft(members, kind, root))
    for draft, other, seen in ((drafts[0], drafts[1], members), (drafts[1], drafts[0], workers)):
        draft.questions = [_by_example(question, other, seen) for question in draft.questions]
    return Proposal(root, drafts, (workers, members))


def _by_example(question: OpenQuestion, other: Draft, seen: Peek) -> OpenQuestion:
    """A question for a name, with that which the other input has in all rows: it is probably meant here too."""
    column = other.columns.get(question.field, "") if question.field in {"branch", "segment"} else ""
    names = set(seen.cells(column)) if column else set()
    return replace(question, example=names.pop()) if len(names) == 1 and not question.example else question


def _refuse_rows_alone(seen: Peek) -> None:
    """Refuse a file without a header: its first row would be lost as names, which the project would hold."""
    for name in filter(None, seen.names):
        cells = seen.cells(name)
        number = are_long([name, *cells]) if name.isdigit() else _may_be_of_person(name)
        if (is_period(name) and seen.holds(name, is_period)) or (number and seen.holds(name, _may_be_of_person)):
            raise UsageFault(
                "{path:path} has no header: its first line is a row like those below it; write the columns' names "
                "above it",
                {"path": seen.layout.name},
            )


def _may_be_of_person(text: str) -> bool:
    return anonymous(text) != text


def _refuse_swapped(first: Peek, second: Peek) -> None:
    """Refuse two files of which each speaks of the other's people, and of those alone."""
    if speaks(first) == {"participants"} and speaks(second) == {"workers"}:
        raise UsageFault(
            "{path:path} holds participants and {other} holds workers; give the file of workers first",
            {"path": first.layout.name, "other": second.layout.name},
        )


def _of_persons(seen: Peek) -> tuple[Peek, Kind]:
    """A file of participants as one of persons, where its columns say so."""
    return (peek(seen.layout, Kind.PERSONS), Kind.PERSONS) if lists_persons(seen) else (seen, Kind.PARTICIPANTS)


def _draft(seen: Peek, kind: Kind, root: Path) -> Draft:
    layout = seen.layout
    path = relative(layout.path, str(root))
    draft = Draft(kind, path, layout.delimiter, layout.encoding, _header_lines(layout), layout.sheet, titled=seen.unit)
    known = _known(seen, kind)
    draft.columns = {name: column for name, column in known.items() if name in REQUIRED[kind]}
    draft.guessed = {name for name, column in known.items() if seen.field(column) != name}
    weighing = weights(seen)
    taken = {*known.values(), *(weighing if kind is Kind.PERSONS else ())}
    free = [name for name in seen.names if name and name not in taken]
    dates = _own_dates(seen, kind)
    if kind is Kind.PARTICIPANTS and "programme" not in known:
        _take_programme(draft, [name for name in free if seen.holds(name, is_programme)], free)
    open_ = [field_name for field_name in REQUIRED[kind] if not _found(draft, field_name, seen, free, dates)]
    draft.questions[:0] = [question(field_name, free, seen, dates) for field_name in open_]
    if kind is Kind.PERSONS:
        _describe_persons(draft, seen, free, known)
    draft.spare = tuple(name for name in free if name not in weighing)  # that they add up nowhere is to be told
    return draft


def _found(draft: Draft, field_name: str, seen: Peek, free: list[str], dates: Collection[str]) -> bool:
    """Whether there is something that a field can be taken from; the columns that are taken are `free` no more."""
    if field_name in draft.columns or by_period(draft, seen, free, field_name):
        return True
    likely = [name for name in free if name not in dates]
    if field_name == "period" and (two := in_two(likely, seen)):
        draft.in_two = two
        free[:] = [name for name in free if name not in two.headers]
        return True
    if by_sex(draft, seen, free, field_name):
        return True
    column = guess(field_name, likely, seen)
    if column or (field_name == "period" and (column := _of_two_readings(likely, seen))):
        draft.columns[field_name] = column
        draft.guessed.add(field_name)
        free.remove(column)
        return True
    if field_name == "period" and date_rows(draft, seen):
        return True
    return field_name == "segment" and by_segment(draft, seen, free)


def _of_two_readings(free: Sequence[str], seen: Peek) -> str | None:
    """The only column of dates such as 01/02/2024, of which it is to be asked what stands first."""
    found = [] if months(seen) else [name for name in free if readings_of(seen.cells(name))]
    return found[0] if len(found) == 1 else None


def _header_lines(layout: Layout) -> tuple[int, ...]:
    return () if layout.header is None else tuple(range(layout.header, layout.header + layout.header_lines))


def _known(seen: Peek, kind: Kind) -> dict[str, str]:
    """Our fields by the names that their columns usually have, without those whose cells are something else."""
    known = {field_name: seen.names[index] for field_name, index in seen.known.items()}
    measure = MEASURE[kind]
    if kind is Kind.PERSONS:
        known |= {measure: column} if (column := who(seen)) else {}
    elif measure in known and (
        is_rate(name := known[measure], cells := seen.cells(name))
        or sum(FIELD_OF.get(normal(other)) == measure for other in seen.names) > 1  # S125: they are other people
        or (measure == "workers" and beside_another_basis(name, seen))
        or is_identifier(name, cells)
        or sums_parts(seen.names, seen.columns, seen.names.index(name))
        or (is_flag(cells) and weights(seen))
    ):
        del known[measure]
    period = known.get("period")
    yearly = months(seen) or in_two(seen.names, seen) or parts_in(seen.names)
    if period and ((yearly and not in_year(period, seen)) or period in _own_dates(seen, kind)):
        del known["period"]
    return known


def _own_dates(seen: Peek, kind: Kind) -> list[str]:
    """The columns of a file of persons that are dates of each one's own."""
    named = seen.names if kind is Kind.PERSONS else ()
    return [name for name in named if name and is_own_date(name, seen.cells(name))]


def _describe_persons(draft: Draft, seen: Peek, free: list[str], known: Container[str]) -> None:
    """What a file of persons has beside its fields: the weight of each, and the programme."""
    found = weights(seen)
    if len(found) == 1:
        (draft.weight,) = found
        marks = {mark for cell in seen.cells(found[0]) for mark in ".," if mark in cell}
        draft.number_style = "id" if marks == {","} else None
    elif found:
        draft.questions.append(OpenQuestion("weight", tuple(found)))
    if "programme" not in known and "segment" in draft.columns:
        _take_programme(draft, [name for name in free if spoken(name) & HINTS["programme"]], free)


def _take_programme(draft: Draft, found: Sequence[str], free: list[str]) -> None:
    """The only column that may hold programmes does."""
    if len(found) == 1:
        draft.columns["programme"] = found[0]
        draft.guessed.add("programme")
        free.remove(found[0])
