"""What the cells of a file that nobody described say, once it is known which of its columns are read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from coverage_cli.analysis.sums.vocabulary import is_total_name
from coverage_cli.config.draft import Draft, OpenQuestion
from coverage_cli.domain.fields import FIELDS, KEYS, MEASURE
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.nik import nik_fault
from coverage_cli.domain.records import PLACEHOLDERS, STATUS_WORDS
from coverage_cli.domain.units import DECIMALS
from coverage_cli.intake.cells.numbers import ColumnStyle, declarable, grouping, parted, ungrouped
from coverage_cli.intake.headers.roles import has_parts, is_flag, spoken
from coverage_cli.intake.peek import Peek
from coverage_cli.intake.persons import anonymous
from coverage_cli.pipeline.drafting.dates import MOST_VALUES, spell_periods
from coverage_cli.pipeline.drafting.strays import keyed_rows, to_leave_out, wholes


def look_at_cells(draft: Draft, seen: Peek) -> None:
    """Other spellings, totals, notes, marks and signs, with a question where they have more than one reading."""
    draft.columns = {name: draft.columns[name] for name in FIELDS[draft.kind] if name in draft.columns}
    draft.spare = tuple(name for name in draft.spare if name not in draft.columns.values())
    _translate(draft, seen)
    if draft.kind is not Kind.PERSONS:
        _look_at_counts(draft, _ask_gaps(draft, seen))
    draft.names = _names(draft, seen)


def _translate(draft: Draft, seen: Peek) -> None:
    """Other spellings of periods and states: what they mean where they have one reading, else a question."""
    if period := draft.columns.get("period"):
        spell_periods(draft, [cell for cell in seen.cells(period) if not is_total_name(name_key(cell))])
    status = draft.columns.get("status")
    if status and is_flag(seen.cells(status)):
        draft.values["status"] = {"1": "active", "0": "inactive"}
    elif status:
        states = [cell for cell in dict.fromkeys(seen.cells(status)) if anonymous(cell) == cell]
        odd = [cell for cell in states if " ".join(cell.split()).casefold() not in STATUS_WORDS]
        draft.questions += [OpenQuestion("status_values", tuple(odd))] if 0 < len(odd) <= MOST_VALUES else []
    column = draft.columns.get("participant_id")
    if column and "nik" in spoken(column):
        draft.identifier = "nik" if seen.holds(column, lambda cell: nik_fault(cell) is None) else None


def _look_at_counts(draft: Draft, seen: Peek) -> None:
    """Number style, totals and markers of no value, as the cells show them."""
    counts: dict[str, dict[str, str]] = {name: {draft.across: part or name} for name, part in draft.wide.items()}
    counts |= {draft.columns[name]: {} for name in (MEASURE[draft.kind],) if name in draft.columns}
    sums = wholes(seen, draft.kind, draft.keyed, counts)
    draft.leave_out = to_leave_out(seen, draft.columns, sums)
    if draft.across == "segment":
        whole = [name for name, part in draft.wide.items() if name_key(part) in sums.get("segment", ())]
        draft.wide = {name: part for name, part in draft.wide.items() if name not in whole}
        draft.spare += tuple(whole)
    _spell_counts(draft, [cell for name in counts for cell in seen.cells(name)], _kept(draft, seen, counts))
    _ask_sums(draft, seen)


def _kept(draft: Draft, seen: Peek, counts: Iterable[str]) -> list[str]:
    """The counts that stay: of rows that are not left out, and of columns that are no sum of others."""
    columns = {name: seen.column(draft.columns.get(name, name)) for name in draft.leave_out}
    rows = [
        row
        for row in range(len(seen.columns[0]))
        if not any(cells[row].strip() in draft.leave_out[name] for name, cells in columns.items())
    ]
    names = list(draft.wide or counts)
    return [seen.column(name)[row].strip() for name in names for row in rows]


def _spell_counts(draft: Draft, cells: Sequence[str], kept: Sequence[str]) -> None:
    """In which unit the cells of counts are, how their thousands are marked, and which of them are none.

    What only a total shows, which is left out, is to be said: 1.248.000 has one reading, and 48.000 above it two.
    """
    finer = None if draft.unit else next(filter(has_parts, cells), None)
    if finer is not None:
        draft.questions.append(OpenQuestion("unit", ("thousands", "millions"), finer))
    style = ColumnStyle(decimals=DECIMALS[draft.unit or ("thousands" if finer else "people")])
    for cell in kept:
        style.learn(cell, 0)
    open_ = next((cell for cell in kept if grouping(cell)), None)
    declared = (declarable(cell) or (found[0] if (found := parted(cell)) else None) for cell in cells)
    draft.number_style = next(filter(None, declared), None)
    if not draft.number_style and style.decided is None and open_ is not None:
        for cell in cells:
            style.learn(cell, 0)
        draft.number_style = style.decided
        if style.decided is None:
            # First the one that makes people of it; 232.200 thousand are likelier than 232200.
            styles = ("id", "en") if (grouping(open_) == "id") is not bool(draft.unit) else ("en", "id")
            draft.questions.append(OpenQuestion("number_style", styles, f"{open_} / {ungrouped(open_)}"))
    draft.missing = tuple(sorted({cell for cell in cells if cell.casefold() in PLACEHOLDERS}))


def _ask_sums(draft: Draft, seen: Peek) -> None:
    """Ask which programme is meant, and whether rows of one key add up, where there are several."""
    keys = list(draft.keyed.values())
    column = draft.columns.get("programme") or (
        seen.names[seen.known["programme"]] if "programme" in seen.known else ""
    )
    if column and (programmes := _programmes(seen, keys, column)):
        draft.questions.append(OpenQuestion("programmes", programmes))
        keys.append(column)
    rows = keyed_rows(seen, keys)
    made = {draft.across: draft.wide, **({"period": draft.in_two} if draft.in_two else {})}
    known = {*draft.columns, *draft.constants, *(name for name, found in made.items() if found)}
    counted = MEASURE[draft.kind] in draft.columns or draft.wide
    if len(set(rows)) == len(rows):
        draft.aggregate = draft.across == "note"  # men and women: nothing else adds up
    elif counted and known.issuperset(KEYS):
        counts = {*draft.wide, draft.columns.get(MEASURE[draft.kind])}
        draft.questions.append(OpenQuestion("aggregate", ("sum",), _apart(seen, keys, counts)))


def _apart(seen: Peek, keys: Sequence[str], counts: Collection[str | None]) -> str:
    """The columns in which the first two rows of one key differ, beside their counts."""
    met: dict[tuple[str, ...], int] = {}
    for row, key in enumerate(zip(*map(seen.column, keys), strict=True)):
        if all(map(str.strip, key)) and (other := met.setdefault(key, row)) != row:
            both = ((name, cells) for name, cells in zip(seen.names, seen.columns, strict=True) if name not in counts)
            return ", ".join(name for name, cells in both if name and cells[row].strip() != cells[other].strip())
    return ""


def _names(draft: Draft, seen: Peek) -> dict[str, tuple[str, ...]]:
    """The names of branches and of segments that are not left out, where they are few enough to be listed."""
    found: dict[str, tuple[str, ...]] = {}
    for name in ("branch", "segment"):
        cells = seen.cells(draft.columns[name]) if name in draft.columns else ()
        names = {name_key(cell): cell for cell in cells if cell not in draft.leave_out.get(name, ())}
        found |= {name: tuple(names.values())} if len(names) <= MOST_VALUES else {}
    return found


def _programmes(seen: Peek, keys: Sequence[str], column: str) -> tuple[str, ...]:
    """The programmes of a table that has a row of one key for several of them: their people overlap (X105)."""
    rows = keyed_rows(seen, (*keys, column))
    names = {name_key(row[-1]): row[-1].strip() for row in rows}
    several = len({row[:-1] for row in rows}) < len({(*row[:-1], name_key(row[-1])) for row in rows})
    return tuple(names.values()) if several else ()


def _ask_gaps(draft: Draft, seen: Peek) -> Peek:
    """Ask about the fields with empty cells in rows with a count; the table as it is if the value above holds there."""
    measure = draft.columns.get(MEASURE[draft.kind])
    counts = [seen.names.index(name) for name in ([measure] if measure else draft.wide)]
    names = list(map(seen.names.index, draft.keyed.values()))
    rows = [
        row
        for row, cells in enumerate(zip(*seen.columns, strict=True))
        if all(any(cells[at].strip() for at in some) for some in (counts, names))  # else a total or a note
        and not any(is_total_name(name_key(cell)) for cell in cells)
    ]
    columns, gaps = list(seen.columns), {}
    for name, column in draft.keyed.items():
        at = seen.names.index(column)
        if filled := _filled(seen.columns[at], rows):
            columns[at], gaps[name] = filled, at
    if not gaps:
        return seen
    draft.gaps = tuple(sorted(gaps, key=gaps.__getitem__))
    draft.questions.append(OpenQuestion("fill_down", ("fill",), ", ".join(draft.gaps)))
    return replace(seen, columns=tuple(columns))


def _filled(cells: Sequence[str], rows: Sequence[int]) -> tuple[str, ...]:
    """A column with its empty cells in these rows filled; nothing where it has none, or none is above the first."""
    found = list(cells)
    above = ""
    for row in rows:
        if not above and not cells[row].strip():
            return ()
        found[row] = above = cells[row] if cells[row].strip() else above
    return tuple(found) if found != list(cells) else ()
