"""Rows of a file that nobody described that are no rows of counts: totals among their parts, and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from coverage_cli.analysis.sums.totals import Totals
from coverage_cli.analysis.sums.vocabulary import is_total_name, totals_among
from coverage_cli.config.draft import Draft
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.fields import FIELDS, KEYS, MEASURE
from coverage_cli.domain.model import Group, Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.units import unit_of
from coverage_cli.intake.cells.numbers import declarable, grouping, parted, ungrouped
from coverage_cli.intake.headers.vocabulary import normal
from coverage_cli.intake.non_data_lines import are_column_numbers, describes
from coverage_cli.intake.peek import Peek
from coverage_cli.pipeline.drafting.dates import MOST_VALUES

_NAMES = ("branch", "segment")
_NOTE = re.compile(
    r"(?:sumber|sources?|catatan|notes?|keterangan|ket|remarks?|footnotes?)\b[ .]*:|[*†‡¹²³]", re.IGNORECASE
)


def keyed_rows(seen: Peek, columns: Sequence[str]) -> list[tuple[str, ...]]:
    """The cells of some columns, of the rows in which none of them is empty."""
    rows = zip(*map(seen.column, columns), strict=True)
    return [row for row in rows if all(map(str.strip, row)) and not are_column_numbers(row)]


def to_leave_out(
    seen: Peek, columns: Mapping[str, str], wholes: Mapping[str, set[str]]
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    """Texts by which rows can be left out: by our fields, or by the headers of other columns.

    `wholes` are by field the keys of names that are sums of the others.
    """
    fields = {columns[name]: name for name in _NAMES if name in columns}
    found = {ours: _totals(seen.cells(theirs), wholes.get(ours, set())) for theirs, ours in fields.items()}
    for at, text in _strays(seen, [seen.names.index(theirs) for theirs in fields]):
        texts = found.setdefault(fields.get(seen.names[at], seen.names[at]), [])
        texts += [text] if text not in texts else []
    return {name: tuple(texts) for name, texts in found.items() if texts}


def _totals(cells: Sequence[str], sums: set[str]) -> list[str]:
    """The names of totals, by a word or because they are sums; none where no other would be left."""
    names = list(dict.fromkeys(cells))
    said = totals_among({name_key(text) for text in names})
    totals = [text for text in names if (key := name_key(text)) in said or key in sums]
    return totals if len(totals) < len(names) else []


def _strays(seen: Peek, keys: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The cells that tell rows that are none of counts: those of units and of columns' numbers, then torn ones."""
    rows = [row for cells in zip(*seen.columns, strict=True) if any(row := tuple(map(str.strip, cells)))]
    numbers = [row for row in rows if are_column_numbers(row)]
    units = [row for row in rows[:1] if describes(row) and not are_column_numbers(row)]
    for row in units:
        cell = next(filter(unit_of, row), "") or next(filter(None, row))
        yield row.index(cell), cell
    for row in numbers if seen.names[0] else ():
        yield 0, row[0]
    yield from _torn([row for row in rows if row not in numbers and row not in units], keys, seen.names)


def _torn(rows: Sequence[tuple[str, ...]], keys: Sequence[int], names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Of rows that lack one of the keys, and of notes, the cell that tells what they are, as no whole row has it."""
    whole = [row for row in rows if all(row[at] for at in keys) and not _is_note(row)]
    torn = [(row, _telling(row)) for row in rows if not all(row[at] for at in keys) or _is_note(row)]
    # A lone name in a column that other rows leave empty is no note, but what these rows are about.
    heads = {key for row, at in torn if at is None for key in keys if not row[key]}
    for row, at in torn:
        if at is not None and names[at] and at not in heads and all(row[at] != other[at] for other in whole):
            yield at, row[at]


def _is_note(row: Sequence[str]) -> bool:
    """Whether a row is one text that begins as notes below a table do: a name may have lost its count."""
    filled = [text for text in row if text]
    return len(filled) == 1 < len(row) and _NOTE.match(filled[0]) is not None


def _telling(row: tuple[str, ...]) -> int | None:
    """Where a row without its names says what it is: in the only cell of a note, or by a word for a total."""
    filled = [at for at, text in enumerate(row) if text]
    lone = len(filled) == 1 and any(map(str.isalpha, row[filled[0]]))
    return filled[0] if lone else next((at for at in filled if is_total_name(name_key(row[at]))), None)


_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def wholes(
    seen: Peek, kind: Kind, columns: Mapping[str, str], counts: Mapping[str, Mapping[str, str]]
) -> dict[str, set[str]]:
    """By field, the keys of names that are sums of others (K102, K106, K107). `counts` are columns, and what each is.

    A field of `columns` that is no key is a dimension.
    """
    numbers = {name: [_number(cell) for cell in seen.column(name)] for name in counts}
    # In tenths or hundredths where there are decimals, so that sums are of whole numbers.
    places = max((-int(found.as_tuple().exponent) for some in numbers.values() for found in some if found), default=0)
    dimensions = tuple(name for name in columns if name not in KEYS)
    names = ("branch", "segment", *dimensions)
    table, labels = CountTable(kind, dimensions), tuple(Labels() for _ in names)
    keys = {ours: seen.column(theirs) for ours, theirs in columns.items()}
    for row in range(len(seen.columns[0])):
        named = {ours: cells[row].strip() for ours, cells in keys.items()}
        for name, means in counts.items():
            number, said = numbers[name][row], {**named, **means}
            if number is None or not all(said.values()):
                continue
            branch, *cell = (known.add(said.get(ours, "")) for known, ours in zip(labels, names, strict=True))
            cells = table.counts.setdefault(Group(branch, said.get("period", "")), {})
            cells[tuple(cell)] = cells.get(tuple(cell), 0) + int(number.scaleb(places))
    found: dict[str, set[str]] = {}
    for suspect in Totals(table, labels).suspects():
        if suspect.code in {"K102", "K106", "K107"}:
            name = (suspect.key.group.branch, *suspect.key.cell)[names.index(suspect.field)]
            found.setdefault(suspect.field, set()).add(name)
    return found


def _number(cell: str) -> Decimal | None:
    """What a cell counts, with marks at the thousands wherever they may be some; None where it is no number."""
    bare = cell.strip()
    if grouping(bare) or declarable(bare):
        return Decimal(ungrouped(bare))
    if found := parted(bare):
        return Decimal(found[1])
    return Decimal(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else None


def dimensions(drafts: Sequence[Draft], seen: Sequence[Peek]) -> tuple[str, ...]:
    """Have totals left out of columns that divide rows of one key; those that both files have become dimensions."""
    found = [_dividing(draft, peek) for draft, peek in zip(drafts, seen, strict=True)]
    shared: list[str] = []
    for name in dict.fromkeys(name for totals in found for name in totals):
        columns = [next((own for own in draft.spare if normal(own) == name), None) for draft in drafts]
        field = _field(name) if None not in columns and all(draft.kind is not Kind.PERSONS for draft in drafts) else ""
        for draft, totals, column, peek in zip(drafts, found, columns, seen, strict=True):
            if column is not None and name in totals:
                draft.leave_out[field or column] = totals[name]
            if column is not None and field:
                draft.columns[field] = column
                draft.guessed.add(field)
                draft.spare = tuple(own for own in draft.spare if own != column)
                _settle(draft, peek)
        shared += filter(None, [field])
    return tuple(shared)


def _field(name: str) -> str:
    """What a dimension is called that stands in columns of a name; empty where it cannot be one."""
    field = re.sub(r"\W+", "_", name).strip("_")
    return field if field.isidentifier() and not any(field in fields for fields in FIELDS.values()) else ""


def _dividing(draft: Draft, seen: Peek) -> dict[str, tuple[str, ...]]:
    """The spare columns that tell rows of one key apart and hold totals, by their normal names: with these totals."""
    found: dict[str, tuple[str, ...]] = {}
    keys = draft.keyed
    count = draft.columns.get(MEASURE[draft.kind])
    if count is None or not any(question.field == "aggregate" for question in draft.questions):
        return found
    for name in draft.spare:
        values = dict.fromkeys(text for cell in seen.cells(name) if (text := cell.strip()))
        if len(values) > MOST_VALUES:
            continue
        sums = wholes(seen, draft.kind, {**keys, name: name}, {count: {}}).get(name, set())
        totals = tuple(text for text in values if is_total_name(key := name_key(text)) or key in sums)
        if 0 < len(totals) < len(values):
            found[normal(name)] = totals
    return found


def _settle(draft: Draft, seen: Peek) -> None:
    """Ask no more whether rows of one key add up, where a column tells all of them apart."""
    columns = draft.columns | draft.keyed
    rows = keyed_rows(seen, [theirs for ours, theirs in columns.items() if ours != MEASURE[draft.kind]])
    if len(set(rows)) == len(rows):
        draft.questions = [question for question in draft.questions if question.field != "aggregate"]
