"""`coverage init`: from two files to a project, with everything that cannot be known marked for a decision."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_cli.analysis.totals import is_total_name
from coverage_cli.config.draft import Draft, Plan, Question
from coverage_cli.config.layout import Layout
from coverage_cli.config.project import SOURCES, TARGETS
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names import name_key
from coverage_cli.domain.periods import parse_period
from coverage_cli.domain.records import PLACEHOLDERS
from coverage_cli.intake.numbers import ColumnStyle, grouping, ungrouped
from coverage_cli.intake.peek import Peek, peek
from coverage_cli.intake.vocabulary import MEASURE, OPTIONAL, REQUIRED, normal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_HINTS = {
    "branch": ("cabang", "kantor", "kabupaten", "kab", "kota", "wilayah", "daerah", "office", "region", "district"),
    "segment": ("segmen", "jenis", "kategori", "kelompok", "category", "group", "sector", "sektor"),
    "period": ("periode", "tahun", "bulan", "tanggal", "tgl", "year", "month", "date", "vintage"),
    "workers": ("pekerja", "bekerja", "angkatan", "penduduk", "semesta", "potensi", "population", "employed"),
    "participants": ("peserta", "aktif", "terlindungi", "active", "members", "insured", "covered"),
}
"""Words in a column's name that tell what it may hold."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_KEY = ("branch", "segment", "period")
_FEWEST_YEARS = 2
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
"""Outside of them four digits are a code (6471 is Balikpapan)."""


def propose(population: str, participants: str, folder: str) -> Plan:
    """Look at two files and propose a project.

    Raises:
        UsageFault: a file cannot be read as a table, or the folder has a project already.

    """
    root = Path(folder)
    for path in (root / SOURCES, root / TARGETS):
        if os.path.exists(path):  # noqa: PTH110 - Path's own raises where a folder may not be looked into
            raise UsageFault(
                "{path} exists already; name another folder with --into DIR, or edit it", {"path": str(path)}
            )
    sides = ((Kind.POPULATION, population), (Kind.PARTICIPANTS, participants))
    return Plan(root, tuple(_draft(peek(Layout(file), kind), kind, root) for kind, file in sides))


def _draft(seen: Peek, kind: Kind, root: Path) -> Draft:
    layout = seen.layout
    path = Path(os.path.relpath(layout.path, root)).as_posix()
    draft = Draft(kind, path, layout.delimiter, layout.encoding, layout.header)
    taken = {seen.names[index] for index in seen.known.values()}
    free = [name for name in seen.names if name and name not in taken]
    for field_name in REQUIRED[kind]:
        if field_name in seen.known:
            draft.columns[field_name] = seen.names[seen.known[field_name]]
            continue
        if field_name in {"period", MEASURE[kind]} and _widen(draft, seen, free):
            continue
        guess = _guess(field_name, free, seen)
        if guess is None:
            draft.questions.append(Question(field_name, tuple(free)))
        else:
            draft.columns[field_name] = guess
            draft.guessed.add(field_name)
            free.remove(guess)
    optional = {name for name in OPTIONAL[kind] if name in seen.known}
    draft.unused = tuple(name for name in free if name not in draft.wide and normal(name) not in optional)
    _look_at_cells(draft, seen)
    return draft


def _widen(draft: Draft, seen: Peek, free: list[str]) -> bool:
    """Several columns with a year in their names: a table by year. Whether it is one."""
    if draft.wide:
        return True
    years = {name: _YEAR.findall(name) for name in free}
    found = {name: texts[0] for name, texts in years.items() if len(texts) == 1}
    if len(found) < _FEWEST_YEARS or len(set(found.values())) < len(found) or "period" in seen.known:
        return False
    draft.wide = found
    free[:] = [name for name in free if name not in found]
    return True


def _guess(field_name: str, free: Sequence[str], seen: Peek) -> str | None:
    """The only free column whose name, or else whose cells, say that it holds a field."""
    hints = _HINTS[field_name]
    named = [name for name in free if any(hint in normal(name).split("_") for hint in hints)]
    if field_name == "period":
        named = [name for name in named or free if _holds(seen, name, _is_period)]
    elif field_name in MEASURE.values():
        named = [name for name in named or free if _holds(seen, name, _is_count)]
    return named[0] if len(named) == 1 else None


def _holds(seen: Peek, name: str, form: Callable[[str], bool]) -> bool:
    cells = seen.cells(seen.names.index(name))
    return bool(cells) and sum(map(form, cells)) * 2 > len(cells)


def _is_period(text: str) -> bool:
    period = parse_period(text)
    return period is not None and _FIRST_YEAR <= period.first.year <= _LAST_YEAR


def _is_count(text: str) -> bool:
    return text.isascii() and (text.isdigit() or grouping(text) is not None) and not _is_period(text)


def _look_at_cells(draft: Draft, seen: Peek) -> None:
    """Number style, totals and markers of no value, as the cells show them."""
    measure = MEASURE[draft.kind]
    counted = [draft.columns[measure]] if measure in draft.columns else list(draft.wide)
    cells = [cell for name in counted for cell in seen.cells(seen.names.index(name))]
    style = ColumnStyle()
    for cell in cells:
        style.learn(cell, 0)
    open_ = next((cell for cell in cells if grouping(cell)), None)
    if style.decided is None and open_ is not None:
        draft.questions.append(Question("number_style", ("id", "en"), f"{open_} / {ungrouped(open_)}"))
    draft.missing = tuple(sorted({cell for cell in cells if cell.casefold() in PLACEHOLDERS}))
    keys = [draft.columns[name] for name in _KEY if name in draft.columns]
    rows = list(zip(*(seen.columns[seen.names.index(name)] for name in keys), strict=True))
    if len(keys) + len(draft.wide and ["period"]) == len(_KEY) and len(set(rows)) < len(rows):
        draft.questions.append(Question("aggregate", ("sum",)))
    for field_name in ("branch", "segment"):
        if field_name in draft.columns:
            names = dict.fromkeys(seen.cells(seen.names.index(draft.columns[field_name])))
            totals = tuple(name for name in names if is_total_name(name_key(name)))
            if totals and len(names) > len(totals):
                draft.leave_out[field_name] = totals
