"""Lines that are not data: repeated headers, conflict markers, footnotes, rows of nothing. Named for what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.rules import RULES
from coverage_cli.intake.diagnosis import Diagnosis
from coverage_cli.intake.header import normal
from coverage_cli.intake.text import BAD_BYTE

if TYPE_CHECKING:
    from coverage_cli.intake.header import Header
    from coverage_cli.intake.tokens import Fault

_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


def explain_row(cells: tuple[str, ...], header: Header | None) -> Diagnosis | None:
    """What a refused row is as a whole; None where its cells are to be named one by one."""
    if not any(cell.strip() for cell in cells):
        return Diagnosis("S112")
    if header is not None and [normal(cell) for cell in cells] == [normal(name) for name in header.names]:
        return Diagnosis("S110")
    if not any(cell.strip() for cell in cells[1:]) and len(cells[0].split()) > 1:
        return Diagnosis("S115")
    return None


def explain_fault(fault: Fault, path: str, header: Header | None) -> Finding:
    """The finding for a line that could not be split into the header's columns."""
    place = Place(path, fault.line, fault.column)
    if fault.code == "F102":
        bad = BAD_BYTE.search(fault.text)
        return Finding("F102", place, value=f"0x{ord(bad[0]) - 0xDC00:02X}" if bad else None)
    if fault.text.startswith(_CONFLICT):
        return Finding("S111", place, value=fault.text[:7])
    if fault.code != "S104":
        return Finding(fault.code, place)
    width = len(header.names) if header else 0
    if not any(cell.strip() for cell in fault.cells):
        return Finding("S112", place, RULES["S112"].severity)
    if len(fault.cells) == 1 and width > 1:
        return Finding("S115", place, value=fault.text)
    return Finding("S104", place, args=(("found", str(len(fault.cells))), ("expected", str(width))))
