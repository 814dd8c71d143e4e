"""Lines that are not data: repeated headers, conflict markers, footnotes, units. Named for what they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from coverage_cli.analysis.sums.vocabulary import WHOLES, is_total_name
from coverage_cli.config.layout import Layout
from coverage_cli.config.yaml.scalars import scalar
from coverage_cli.domain.choices import DELIMITERS, NAMES_OF_ENCODINGS
from coverage_cli.domain.fields import MEASURE, OWN
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.signs import COMMENT, is_commented
from coverage_cli.domain.units import unit_of
from coverage_cli.intake.cells.diagnosis import Diagnosis
from coverage_cli.intake.cells.unread import HalfPeriod, seen
from coverage_cli.intake.files.block import Fault
from coverage_cli.intake.files.text import BAD_BYTE, LONGEST_RECORD, OVERLONG, SPOILT
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.vocabulary import CONFLICT, UNITS, meaning

_MOVE, _LEAVE = ("what", ""), ("what", phrase("; or write {setting} in config/sources.yaml"))
_QUOTE_IT = ("way", phrase(": look for a delimiter inside a name, which then needs quotes"))
_NAME_IT = ("way", phrase(": name the column in the header, or move what stands there to another sheet"))
_FILL = phrase(
    ", or declare fill_down: [{field}] in config/sources.yaml, where every empty cell means the value above it"
)
_NOT_REACHED = phrase(
    "; fill_down reaches across no blank line, no total, no title, and no new value in a column further left"
)
_SUMS = phrase('; subtotals, whose cell is meant to be empty, go by leave_out: {{{field}: [""]}}')
_NAME_IT_ANEW = phrase(
    ", or write leave_out: {written} in config/sources.yaml; where it is a row and this its name, give it another one "
    "under values: there, or in the file"
)
_OUT_OR_ANEW = phrase(
    ", or write leave_out: {written} in config/sources.yaml; where it is a row, give it another first cell in the file"
)
_DECLARE_IT = phrase(
    ", or declare encoding: in config/sources.yaml, or --encoding, which holds for all files of the run"
)
CellFault = tuple[str, str, Diagnosis]
"""A field, its text and what is wrong with it."""


def begins_a_row(text: str, header: Header) -> bool:
    """Whether a row whose first cell is `text`, and whose second is not empty, is surely meant as a row."""
    text = text.strip()
    comment = text.startswith(COMMENT) or is_commented(text)
    return bool(text) and text != "(1)" and not comment and meaning(text) not in map(meaning, header.names)


def explain_row(cells: tuple[str, ...], header: Header, *, first: bool) -> Diagnosis | None:
    """What a refused row is as a whole; None where its cells are to be named one by one."""
    texts = [seen(cell).strip() for cell in cells]
    if not any(texts):
        return Diagnosis("S112")
    if again := _header_again(texts, header):
        return again
    if is_commented(texts[0]) if any(texts[1:]) else texts[0].startswith(COMMENT) and len(texts[0]) > 1:
        return Diagnosis("S116", _comment(header, texts[0]))
    if are_column_numbers(texts) or (first and describes(texts)):
        at = min((at for at, text in enumerate(texts) if text), key=lambda at: unit_of(texts[at]) is None)
        if are_numbered(texts) and header.columns.get("branch", len(texts)) < len(texts):
            at = header.columns["branch"]  # a 1 in a column of numbers is the first row's too
        return Diagnosis("S117", _way(header.names[at], texts[at]))  # where its unit leaves it out, S123 asks for that
    if any(texts[1:]) or len(texts[0].split()) <= 1:
        return None
    return Diagnosis("S115", _way(header.names[0], texts[0]))


def _header_again(texts: Sequence[str], header: Header) -> Diagnosis | None:
    """What a row of the header's names is, in its words or in others; in another order, so are the cells below it."""
    # From the end: there stand periods and the like, of which there are few, and whose meaning is remembered.
    if all(meaning(cell) == meaning(name) for cell, name in zip(reversed(texts), reversed(header.names), strict=True)):
        at = next(at for at, text in enumerate(texts) if text)
        return Diagnosis("S110", (("written", _rows_with(header.names[at], texts[at])),))
    if meaning(texts[0]) in (names := sorted(map(meaning, header.names))) and sorted(map(meaning, texts)) == names:
        return Diagnosis("S128")
    return None


def _way(column: str, text: str) -> tuple[tuple[str, str], ...]:
    """How to get a row out of the way by the text of its first cell."""
    return (_LEAVE, _setting(column, text)) if column and text else (_MOVE,)


def _setting(column: str, text: str) -> tuple[str, str]:
    """How `config/sources.yaml` leaves such a row out."""
    return ("setting", f"leave_out: {_rows_with(column, text)}")


def _rows_with(column: str, text: str) -> str:
    return f"{{{scalar(column)}: [{scalar(text)}]}}"


def _comment(header: Header, text: str) -> tuple[tuple[str, str], ...]:
    """How a comment is left out, and what a name that looks like one is given instead."""
    if not header.names[0]:
        return ()
    named = header.leading not in {"", *OWN}
    return (("also", _NAME_IT_ANEW if named else _OUT_OR_ANEW), ("written", _rows_with(header.names[0], text)))


def are_column_numbers(texts: Sequence[str]) -> bool:
    """Whether a row holds the numbers of its columns, as statistics offices write them: (1), (2), (3)."""
    filled = [text for text in texts if text]
    return len(filled) > 1 and all(text == f"({number})" for number, text in enumerate(filled, 1))


def are_numbered(texts: Sequence[str]) -> bool:
    """Whether a row holds the numbers of its columns and nothing else, with or without brackets."""
    return len(texts) > 1 and all(text.strip().strip("()[]") == str(number) for number, text in enumerate(texts, 1))


def describes(texts: Sequence[str]) -> bool:
    """Whether a row below the header says what the columns hold: units, or the columns' numbers."""
    if are_numbered(texts):
        return True
    if any(letter.isdigit() for text in texts for letter in text):
        return False
    return any(text.strip("()[]").casefold() in UNITS for text in texts) or all(map(str.isalpha, texts))


def explain_cells(faults: list[CellFault], cells: Sequence[str], header: Header, *, first: bool) -> list[CellFault]:
    """The faults of a row's cells, with a better reason where names alone are empty and nothing else is wrong.

    An empty cell below a value is what merged cells leave; in a row that says that it is a total, nothing is meant to
    stand there.
    """
    if any(fault.code != "V101" or name in OWN for name, _, fault in faults):
        return faults
    if (at := _total_at(cells, header)) is not None:
        name, text, _ = faults[0]
        return [(name, text, Diagnosis("S120", (_setting(header.names[at], cells[at].strip()),)))]
    if first:
        return [(name, text, Diagnosis("V101", fault.args)) for name, text, fault in faults]
    return [(name, text, Diagnosis("V118", _ways_out(name, text, fault, header))) for name, text, fault in faults]


def _ways_out(name: str, text: str, fault: Diagnosis, header: Header) -> tuple[tuple[str, str], ...]:
    """How an empty cell may be filled, or its row left out: of counts, since a person without a name is one too.

    Of a period in two columns it is the one of them that is empty. The name stands as YAML takes it.
    """
    name = text.column if isinstance(text, HalfPeriod) else name
    field = {"field": scalar(name)} if scalar(name) != name else {}
    fill = _NOT_REACHED if name in header.filled else _FILL if header.taken else ""  # rows of Parquet have no order
    sums = "" if MEASURE[Kind.PERSONS] in header.columns else _SUMS
    return tuple(({"fill": fill, "sums": sums} | dict(fault.args) | field).items())


def _total_at(cells: Sequence[str], header: Header) -> int | None:
    """Where a row says that it is a total: in its names, or by such a word in a column that nobody uses."""
    used = {at: name for name, at in header.columns.items()}
    for at, cell in enumerate(cells):  # what the configuration makes stands behind the row's own cells
        key, field_name = name_key(cell), used.get(at)
        if (
            header.names[at]
            and is_total_name(key)
            and (field_name in {"branch", "segment"} or (field_name is None and key not in WHOLES))
        ):
            return at
    return None


def spoilt(place: Place, text: str, layout: Layout) -> Finding:
    """The finding for a text with a byte that is not valid in its encoding, or with a line that has no end."""
    if OVERLONG in text:
        return Finding("F105", place, args=(("count", str(LONGEST_RECORD)),))
    bad = BAD_BYTE.search(text)
    value = f"0x{ord(bad[0]) - 0xDC00:02X}" if bad else None
    if layout.encoding and layout.encoding != "utf-8":
        args = (("encoding", layout.encoding), ("written", NAMES_OF_ENCODINGS[layout.encoding]))
        return Finding("F107", place, value=value, args=args)
    return Finding("F102", place, value=value, args=(("also", _DECLARE_IT),))


def explain_fault(fault: Fault, layout: Layout, header: Header) -> Finding:
    """The finding for a line that could not be split into the header's columns."""
    place = layout.place(fault.line, fault.column)
    if SPOILT.search(fault.text):
        return spoilt(place, fault.text, layout)
    if fault.text.startswith(CONFLICT):
        return Finding("S111", place, value=fault.text[:7])
    if (text := fault.text.strip()).startswith(COMMENT) or (len(fault.cells) > 1 and is_commented(fault.cells[0])):
        return Finding("S116", place, value=text)
    if fault.code == "F110":
        return Finding("F110", place, args=(("what", fault.text),))
    return _misfit(fault, place, header) if fault.code == "S104" else Finding(fault.code, place)


def _misfit(fault: Fault, place: Place, header: Header) -> Finding:
    """A row of another width than the header."""
    text = fault.text.strip()
    width = len(header.names)
    if not header.delimiter:  # of a sheet, the first cell beyond the header
        args = (_NAME_IT, ("found", str(fault.column)), ("expected", str(width)))
        return Finding("S104", place, value=fault.text, args=args)
    if not any(map(str.strip, fault.cells)):
        return Finding("S112", place)
    for mark in DELIMITERS.values():
        if text.count(mark) == width - 1 and mark != header.delimiter:
            return Finding("S118", place, value=mark, args=(("expected", header.delimiter),))
    if len(fault.cells) == 1 and width > 1:
        return Finding("S115", place, value=fault.text, args=(_MOVE,))
    return Finding("S104", place, args=misfit(len(fault.cells), width).args)


@cache
def misfit(cells: int, expected: int) -> Diagnosis:
    """What is wrong with a row of so many cells where others are expected."""
    found = (("found", str(cells)), ("expected", str(expected)))
    return Diagnosis("S104", (_QUOTE_IT, *found) if cells > expected else found)
