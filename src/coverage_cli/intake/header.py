"""From a header line to fields: which delimiter, which column is which, and what kind of file it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding, Place, Severity
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names import nearest
from coverage_cli.intake.tokens import Record, read_record

if TYPE_CHECKING:
    from coverage_cli.config.layout import Layout

DELIMITERS = (",", ";", "\t", "|")

REQUIRED = {
    Kind.POPULATION: ("branch", "segment", "period", "workers"),
    Kind.PARTICIPANTS: ("branch", "segment", "period", "participants"),
    Kind.PERSONS: ("participant_id", "branch", "segment", "status", "period"),
}
OPTIONAL = {
    Kind.POPULATION: ("basis", "source", "note"),
    Kind.PARTICIPANTS: ("programme", "source", "note"),
    Kind.PERSONS: ("programme",),
}
MEASURE = {Kind.POPULATION: "workers", Kind.PARTICIPANTS: "participants", Kind.PERSONS: "participant_id"}

_ALIASES = {
    "branch": ("cabang", "kantor_cabang", "nama_cabang", "kacab"),
    "segment": ("segmen",),
    "period": ("periode",),
    "workers": (
        "jumlah_pekerja",
        "pekerja",
        "total_pekerja",
        "potensi_pekerja",
        "penduduk_bekerja",
        "angkatan_kerja",
        "semesta",
    ),
    "participants": ("jumlah_peserta", "peserta", "peserta_aktif", "jumlah_peserta_aktif"),
    "participant_id": ("id_peserta", "nomor_peserta", "no_peserta", "nik", "kpj", "nomor_kpj"),
    "status": ("status_peserta", "status_kepesertaan"),
    "programme": ("program", "program_jaminan"),
    "basis": (),
    "source": ("sumber",),
    "note": ("catatan", "keterangan"),
}
FIELD_OF = {alias: name for name, aliases in _ALIASES.items() for alias in (name, *aliases)}
BASIS_OF = {"potensi_pekerja": "potential workers", "penduduk_bekerja": "employed", "angkatan_kerja": "labour force",
            "total_pekerja": "all workers", "semesta": "universe"}  # fmt: skip
"""A header that says what its count counts."""


@dataclass(slots=True)
class Header:
    """A header that was understood: where each field's column is, and how the rows below are split."""

    kind: Kind | None
    delimiter: str
    names: tuple[str, ...]
    columns: dict[str, int]
    line: int
    taken: int
    implied_basis: str = ""
    findings: list[Finding] = field(default_factory=list)


def normal(name: str) -> str:
    """The form in which header names compare: no case, and one underscore for blanks and marks."""
    return re.sub(r"[^\w]+", "_", name.strip().casefold()).strip("_")


def find_header(lines: list[str], layout: Layout, kind: Kind | None) -> Header | None:
    """Read the header from a file's first lines; None where there is no line but blank ones."""
    at = next((number for number, line in enumerate(lines) if line.strip()), None)
    if at is None:
        return None
    delimiter = layout.delimiter
    if declared := re.fullmatch(r'"?sep=(.)"?', lines[at].strip("\r "), re.IGNORECASE):
        delimiter = declared[1]
        at = next((number for number, line in enumerate(lines) if number > at and line.strip()), None)
        if at is None:
            return None
    return _understand(lines, at, delimiter, layout, kind)


def _understand(lines: list[str], at: int, delimiter: str | None, layout: Layout, kind: Kind | None) -> Header:
    known = _known_names(layout)
    fits = {mark: _split(lines, at, mark) for mark in ([delimiter] if delimiter else DELIMITERS)}
    scores = {mark: sum(normal(cell) in known for cell in record.cells) for mark, record in fits.items() if record}
    best = max(scores.values(), default=0)
    candidates = [mark for mark, score in scores.items() if score == best]
    if best == 0:
        candidates = sorted(candidates, key=lambda mark: -lines[at].count(mark))[:1] or [","]
    mark = candidates[0]
    record = fits.get(mark) or Record([lines[at]], [], 1)
    header = Header(kind, mark, tuple(cell.strip() for cell in record.cells), {}, at + 1, record.taken)
    place = Place(layout.name, at + 1, 1)
    if len(candidates) > 1:
        shown = ", ".join(repr(candidate) for candidate in candidates)
        header.findings.append(Finding("S108", place, value=shown))
    elif best <= 1 and (below := _header_below(lines, at, known)):
        header.findings.append(Finding("S109", place, value=lines[at], args=(("line", str(below)),)))
    else:
        _assign(header, record, layout, kind)
    return header


def _known_names(layout: Layout) -> set[str]:
    return {
        *FIELD_OF,
        *(normal(name) for name in layout.columns.values()),
        *(normal(name) for name in layout.dimensions),
    }


def _split(lines: list[str], at: int, delimiter: str) -> Record | None:
    record = read_record(lines, at, delimiter)
    return record if isinstance(record, Record) else None


def _header_below(lines: list[str], at: int, known: set[str]) -> int | None:
    """The number of a line further down that looks much more like the header."""
    for number in range(at + 1, min(at + 15, len(lines))):
        for mark in DELIMITERS:
            if sum(normal(cell.strip('"')) in known for cell in lines[number].split(mark)) >= 3:  # noqa: PLR2004 - of four required
                return number + 1
    return None


def _assign(header: Header, record: Record, layout: Layout, kind: Kind | None) -> None:
    """Give every column its field; report what is missing, doubled, nameless or not known."""
    mapped = {normal(theirs): ours for ours, theirs in layout.columns.items()}
    mapped |= {normal(name): name for name in layout.dimensions}
    taken_over = set(layout.columns)
    unknown: list[int] = []
    for index, cell in enumerate(record.cells):
        name = normal(cell)
        field_name = mapped.get(name)
        if field_name is None and name not in mapped:
            field_name = FIELD_OF.get(name)
            field_name = None if field_name in taken_over else field_name
        if not cell.strip():
            _report(header, layout, record, index, "S113", str(index + 1))
        elif field_name is None:
            unknown.append(index)
        elif field_name in header.columns:
            _report(header, layout, record, index, "S102", cell.strip(), ("first", str(header.columns[field_name] + 1)))
        else:
            header.columns[field_name] = index
            header.implied_basis = BASIS_OF.get(name, "") if field_name == "workers" else header.implied_basis
    header.kind = kind or _kind(header, layout)
    if header.kind:
        _report_missing(header, layout, record, unknown)


def _kind(header: Header, layout: Layout) -> Kind | None:
    """What the header says the file is."""
    measures = [kind for kind, measure in MEASURE.items() if measure in header.columns]
    if len(measures) == 1:
        return measures[0]
    what = " and ".join(measures) if measures else "none of the known tables"
    known = ("branch", "segment", "period", "status", "programme", "basis")
    if not measures and sum(name in header.columns for name in known) == 0:
        missing = ", ".join(REQUIRED[Kind.POPULATION])
        header.findings.append(_finding(header, layout, "S101", args=(("name", missing), ("near", ""))))
        return None
    if not measures:
        header.findings.append(
            _finding(header, layout, "S101", args=(("name", "workers / participants / participant_id"), ("near", "")))
        )
        return None
    header.findings.append(_finding(header, layout, "S114", args=(("what", what),)))
    return None


def _report_missing(header: Header, layout: Layout, record: Record, unknown: list[int]) -> None:
    if header.kind is None:
        return
    spare = {normal(record.cells[index]): record.cells[index].strip() for index in unknown}
    for name in REQUIRED[header.kind]:
        if name in header.columns:
            continue
        near = nearest(name, spare) or next(
            (found for alias in _ALIASES[name] if (found := nearest(alias, spare))), None
        )
        hint = spare[near] if near else ""
        header.findings.append(_finding(header, layout, "S101", field=name, args=(("name", name), ("near", hint))))
    for name in layout.dimensions:
        if name not in header.columns:
            header.findings.append(_finding(header, layout, "S101", field=name, args=(("name", name), ("near", ""))))
    wanted = (*REQUIRED[header.kind], *OPTIONAL[header.kind], *layout.dimensions)
    for index in unknown:
        near = nearest(normal(record.cells[index]), OPTIONAL[header.kind])
        hint = near or ""
        _report(
            header,
            layout,
            record,
            index,
            "S103",
            record.cells[index].strip(),
            ("near", hint),
            severity=Severity.WARNING,
        )
    for name in [name for name in header.columns if name not in wanted]:
        del header.columns[name]


def _finding(
    header: Header, layout: Layout, code: str, *, field: str | None = None, args: tuple[tuple[str, str], ...] = ()
) -> Finding:
    return Finding(code, Place(layout.name, header.line, 1), field=field, args=args)


def _report(
    header: Header, layout: Layout, record: Record, index: int, code: str, value: str, *args: tuple[str, str],
    severity: Severity = Severity.ERROR,
) -> None:  # fmt: skip
    if record.starts:
        row, column = record.starts[index]
        line, column = header.line + row - record.starts[0][0], column + 1
    else:
        line, column = header.line, 1 + sum(len(cell) + 1 for cell in record.cells[:index])
    header.findings.append(Finding(code, Place(layout.name, line, column), severity, value=value, args=args))


def unknown_kind(name: str) -> UsageFault:
    """For `--as` with a word that names no kind of file."""
    return UsageFault('--as "{name}" is not a kind of file; use population, participants or persons', {"name": name})
