"""Find the header line: which line it is, and how it and the rows below are split."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, zip_longest
from typing import NamedTuple

from coverage_cli.config.layout import Layout
from coverage_cli.domain.choices import DELIMITERS
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Kind
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.safe import heading
from coverage_cli.intake.files.record import Record, read_record
from coverage_cli.intake.files.text import LONGEST_RECORD, OVERLONG
from coverage_cli.intake.headers.fields import Header, assign
from coverage_cli.intake.headers.titles import below_title, split_lines, usual_mark
from coverage_cli.intake.headers.vocabulary import CONFLICT, FIELD_OF, normal

_SEARCHED = 20
"""Lines below a title in which the header is looked for."""
_CODE = 3
_CERTAIN = 3
"""Known names in a line that make it a header, of the four or five that a table needs."""

_GIVEN = ("also", phrase("; here sep=, delimiter: or --delimiter names the first, and the header has the second"))


class _Reading(NamedTuple):
    """A line split by one delimiter, and how many of its cells are names that headers have."""

    mark: str
    record: Record
    score: int


def find_header(lines: list[str], layout: Layout, kind: Kind | None) -> Header | None:
    """Read the header from a file's first lines; None where there is no line but blank ones."""
    at = _first_line(lines, 0)
    if at is None:
        return None
    delimiter = layout.delimiter
    if declared := re.fullmatch(r'"?sep=(.)"?', lines[at].strip("\r "), re.IGNORECASE):
        delimiter = declared[1]
        at = _first_line(lines, at + 1)
    if layout.header is not None:
        at = layout.header - 1 if layout.header <= len(lines) else None
    if at is None:
        return None
    return _understand(lines, at, delimiter, layout, kind)


def _first_line(lines: Sequence[str], start: int) -> int | None:
    return next((number for number in range(start, len(lines)) if lines[number].strip()), None)


def _understand(lines: list[str], at: int, delimiter: str | None, layout: Layout, kind: Kind | None) -> Header:
    known = _known_names(layout)
    readings = [
        _read(lines, at, mark, known, layout.header_lines)
        for mark in ([delimiter] if delimiter else DELIMITERS.values())
    ]
    best = max(reading.score for reading in readings)
    likely = [reading for reading in readings if reading.score == best]
    if best == 0:
        likely = sorted(likely, key=lambda reading: -len(reading.record.cells))[:1]
    mark, record, _ = likely[0]
    header = Header(kind, mark, tuple(cell.strip() for cell in record.cells), {}, at + 1, record.taken)
    place = layout.place(at + 1, 1)
    if lines[at].startswith(CONFLICT):
        header.findings.append(Finding("S111", place, value=lines[at][:7]))
    elif best <= 1 and layout.header is None and (below := _header_below(lines, at, delimiter, known)):
        header.below = below
        header.findings.append(_title(place, lines[at], below))
    elif len(record.cells) == 1 and sum(normal(word) in known for word in lines[at].split()) >= _CERTAIN:
        header.findings.append(Finding("S121", place))
    elif best <= 1 and layout.header is None and (below := _unknown_below(lines, at, delimiter or usual_mark(lines))):
        header.findings.append(_title(place, lines[at], below))
    elif delimiter and best <= 1 and (other := _other_mark(lines, at, delimiter, layout)):
        header.findings.append(Finding("S108", place, value=f"{delimiter!r}, {other!r}", args=(_GIVEN,)))
    elif len(likely) > 1 and _may_be_split(lines, at, record):
        shown = ", ".join(repr(reading.mark) for reading in likely)
        header.findings.append(Finding("S108", place, value=shown))
    else:
        titles = [(number, line.strip(f'\r {mark}"')) for number, line in enumerate(lines[:at], 1)]
        assign(header, *_apart(record, layout), kind, above=titles)
    return header


def _other_mark(lines: list[str], at: int, delimiter: str, layout: Layout) -> str | None:
    """The mark that makes a header of a line in which the one that was given is not between the cells."""
    known = _known_names(layout)
    others = (_read(lines, at, mark, known, layout.header_lines) for mark in DELIMITERS.values() if mark != delimiter)
    return next((one.mark for one in others if one.score >= _CERTAIN), None)


def named_columns(names: Sequence[str], layout: Layout, kind: Kind | None) -> Header:
    """The header of a file that holds its columns' names itself, as Parquet does."""
    header = Header(kind, "", tuple(names), {}, 1, 0)  # rows are numbered from 1, and none of them is the header
    assign(header, *_apart(Record(list(names), [], 1), layout), kind)
    return header


def _may_be_split(lines: list[str], at: int, record: Record) -> bool:
    """Whether the mark between cells matters: it does not where none is in the header, nor in a line below."""
    below = lines[at + 1 :]
    return len(record.cells) > 1 or any(mark in line for mark in DELIMITERS.values() for line in below)


def _known_names(layout: Layout) -> set[str]:
    """Every name that a header of this file may have, in its normal form."""
    wide = layout.wide.columns if layout.wide else ()
    two = layout.period_columns
    wide = (*wide, *(two.headers if two else ()))
    named = (*layout.columns.values(), *layout.also.values(), *layout.dimensions, *wide)
    chosen = (*([layout.weight] if layout.weight else []), *layout.unused, *layout.leave_out, *layout.only)
    return {*FIELD_OF, *map(normal, named), *map(normal, chosen)}


def _read(lines: list[str], at: int, delimiter: str, known: set[str], count: int) -> _Reading:
    record = read_record(lines, at, delimiter)
    for _ in range(1, count):
        if isinstance(record, Record) and at + record.taken < len(lines):
            below = read_record(lines, at + record.taken, delimiter)
            record = joined(record, below) if isinstance(below, Record) else below
    if not isinstance(record, Record):
        return _Reading(delimiter, Record([lines[at]], [], 1), 0)
    return _Reading(delimiter, record, sum(normal(cell) in known for cell in record.cells))


def joined(upper: Record, lower: Record) -> Record:
    """Two lines of a header as one: what stands above a name, or above the names at its left, stands before it."""
    cells: list[str] = []
    over = ""
    for above, below in zip_longest(map(str.strip, upper.cells), map(str.strip, lower.cells), fillvalue=""):
        if above or not below:
            over = above if below else ""  # a name that reaches over both lines is above nothing else
        cells.append(f"{over if below else above} {below}".strip())
    starts = upper.starts or [(0, at) for at in accumulate((len(cell) + 1 for cell in upper.cells[:-1]), initial=0)]
    return Record(cells, [*starts, *starts[-1:] * (len(cells) - len(starts))], upper.taken + lower.taken)


def _header_below(lines: list[str], at: int, delimiter: str | None, known: set[str]) -> int | None:
    """The number of a line further down that looks much more like the header."""
    for number in range(at + 1, min(at + _SEARCHED, len(lines))):
        for mark in [delimiter] if delimiter else DELIMITERS.values():
            if sum(normal(cell.strip('"')) in known for cell in lines[number].split(mark)) >= _CERTAIN:
                return number + 1
    return None


def _unknown_below(lines: list[str], at: int, mark: str | None) -> int | None:
    """The number of a line further down that has many names, none of which is known."""
    rows = split_lines(lines, mark) if mark else []
    return below_title([row for row in rows if row[0] > at])


def _title(place: Place, text: str, below: int) -> Finding:
    """For a title where the header was expected, which is in a line below."""
    return Finding("S109", place, value=heading(text), args=(("line", str(below)),))


def sheet_header(texts: Mapping[int, list[str]], layout: Layout, kind: Kind | None, name: str) -> Header | None:
    """The header of a sheet of that name, among the texts of its first rows by their numbers; None: there is none."""
    known = _known_names(layout)
    scores = {number: sum(normal(cell) in known for cell in cells) for number, cells in texts.items()}
    wanted = layout.header if layout.header is not None else next(iter(scores), None)
    cells = texts.get(wanted) if wanted is not None else None
    if wanted is None or cells is None:
        return None
    record = Record(cells, [(0, column) for column in range(len(cells))], 1)
    for line in range(wanted + 1, wanted + layout.header_lines):
        record = joined(record, Record(texts.get(line, []), [], 1))
    header = Header(kind, "", tuple(cell.strip() for cell in record.cells), {}, wanted, record.taken)
    below = next((number for number, score in scores.items() if number > wanted and score >= _CERTAIN), None)
    place = layout.place(wanted, 1)
    spoilt = next((at for at, cell in enumerate(record.cells) if OVERLONG in cell), None)
    if spoilt is not None:
        args = (("count", str(LONGEST_RECORD)),)
        header.findings.append(Finding("F105", place._replace(column=spoilt + 1), args=args))
    elif scores[wanted] <= 1 and layout.header is None and below:
        title = next((cell for cell in cells if cell.strip()), "")
        header.below = below
        header.findings.append(_title(place, title, below))
    elif scores[wanted] <= 1 and layout.header is None and (below := below_title([*texts.items()])):
        header.findings.append(_title(place, next(filter(str.strip, cells)), below))
    else:
        titles = [
            (number, " ".join(filter(None, map(str.strip, text)))) for number, text in texts.items() if number < wanted
        ]
        # Words of a few letters may be codes: JT is Jawa Tengah there, and no juta.
        titles.append((0, " ".join(word for word in name.split() if len(word) > _CODE or not word.isalpha())))
        assign(header, *_apart(record, layout), kind, above=titles)
    return header


def no_header(layout: Layout) -> Finding:
    """For a table without a line that can be its header."""
    place = layout.place(1, 1)
    if layout.header is None:
        return Finding("F103", place)
    what = ("what", phrase("the line that header: names is blank, or below the last one"))
    return Finding("C110", place._replace(line=layout.header), args=(what,))


def _apart(record: Record, layout: Layout) -> tuple[Record, Layout]:
    """The header and its layout, with other names for the twins of columns that the configuration spells out.

    Their names compare as one and are spelled in two ways, as TIME_PERIOD beside Time period of the OECD. Nothing uses
    those. Where it spells none of them, or both, they stay two readings (S102).
    """
    two = layout.period_columns
    said = {*layout.columns.values(), *layout.leave_out, *layout.only, *layout.fill_down, *layout.dimensions}
    said |= {*(layout.wide.columns if layout.wide else ()), *(two.headers if two else ())}
    cells = [cell.strip() for cell in record.cells]
    meant = {normal(cell) for cell in cells if cell in said}
    twins = {at: cell for at, cell in enumerate(cells) if cell not in said and normal(cell) in meant}
    if not twins:
        return record, layout
    names = [f"{cell} ({at + 1})" if at in twins else cell for at, cell in enumerate(record.cells)]
    unused = [text for text in layout.unused if text.strip() not in twins.values()]
    renamed = (names[at] for at in twins)
    return record._replace(cells=names), replace(layout, unused=(*unused, *renamed))
