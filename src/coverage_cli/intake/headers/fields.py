"""Which column of a header is which field; what is missing, doubled, nameless or not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from coverage_cli.config.layout import Layout
from coverage_cli.domain.bases import BASIS_OF
from coverage_cli.domain.fields import MEASURE, OPTIONAL, OWN, REQUIRED
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.safe import heading
from coverage_cli.domain.units import Unit, misdeclared, unit_in_name, unit_of, unit_spelled, without_unit
from coverage_cli.intake.files.record import Record
from coverage_cli.intake.headers.lacking import MAP_IT, lacked
from coverage_cli.intake.headers.part_names import way_of_two
from coverage_cli.intake.headers.vocabulary import FIELD_OF, normal, says_unit

_NOT_FILLED = phrase('fill_down is for names, and "{value}" is each row\'s own')

_REMOVE = phrase("; or remove it")
_UNITS_STAY = phrase("; leave it in the file: it says that the unit of the counts has to be declared")


@dataclass(slots=True)
class Header:
    """A header that was understood: where each field's column is, and how the rows below are split.

    `named` gives every column's place by its normal name; `empty` are the columns without a name, which may hold
    nothing; `leading` is the field of the first column, as the file has it; `filled` are the fields whose empty cells
    take the value above. `below` is a line further down that looks much more like the header, `title_unit` the unit of
    people that one of the `titles` speaks of, the lines above. `decimals` are the columns of Parquet whose numbers may
    have decimals.
    """

    kind: Kind | None
    delimiter: str
    names: tuple[str, ...]
    columns: dict[str, int]
    line: int
    taken: int
    implied_basis: str = ""
    findings: list[Finding] = field(default_factory=list)
    named: dict[str, int] = field(default_factory=dict)
    empty: list[int] = field(default_factory=list)
    leading: str = ""
    filled: frozenset[str] = frozenset()
    below: int | None = None
    title_unit: Unit | None = None
    decimals: frozenset[int] = frozenset()
    titles: tuple[tuple[int, str], ...] = ()
    _called: dict[str, str] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def first(self) -> int:
        """The line below, where rows begin unless it is blank."""
        return self.line + self.taken

    @property
    def called(self) -> dict[str, str]:
        """What columns are called in the file, by their fields, where that is another name."""
        if self._called is None:  # asked of each of a million rows
            names = ((name, self.names[at]) for name, at in self.columns.items() if at < len(self.names))
            self._called = {name: heading(text) for name, text in names if normal(text) != name}
        return self._called

    def place_of(self, name: str) -> int:
        """A column's place, by the field that it holds or by its name in the file."""
        return self.columns[name] if name in self.columns else self.named[normal(name)]

    def spare(self, layout: Layout) -> list[int]:
        """The columns that nothing reads."""
        wide = set(map(normal, layout.wide.columns)) if layout.wide else set()
        return [at for name, at in self.named.items() if not (at in self.columns.values() or name in wide)]


def assign(
    header: Header, record: Record, layout: Layout, kind: Kind | None, *, above: Sequence[tuple[int, str]] = ()
) -> None:
    """Give every column its field, and report what does not fit; `above` are the lines above the header, as texts."""
    header.titles = tuple(above)
    _Assignment(header, record, layout, above).run(kind)


class _Assignment:
    def __init__(self, header: Header, record: Record, layout: Layout, above: Sequence[tuple[int, str]]) -> None:
        self._header, self._record, self._layout, self._above = header, record, layout, above
        self._before = list(accumulate((len(cell) + 1 for cell in record.cells), initial=0))
        self._unknown: list[int] = []
        names = {normal(cell) for cell in record.cells}
        mapping = {**{ours: theirs for ours, theirs in layout.also.items() if normal(theirs) in names},
                   **layout.columns, **({"weight": layout.weight} if layout.weight else {})}  # fmt: skip
        two = layout.period_columns
        self._halves = two.headers if two else ()
        self._taken_over = {*mapping, *(["period"] if two else [])}
        self._mapped = {normal(name): name for name in layout.dimensions if name not in mapping}
        self._mapped |= {normal(theirs): ours for ours, theirs in mapping.items()}
        self._given = {*layout.constants, *([layout.wide.field] if layout.wide else []), *(["period"] if two else [])}
        self._silent = set(map(normal, layout.unused))
        self._chosen = set(map(normal, (*layout.leave_out, *layout.only, *layout.fill_down)))
        self._wide = tuple(map(normal, layout.wide.columns)) if layout.wide else ()
        self._no_field = {*self._wide, *map(normal, self._halves)}

    def run(self, kind: Kind | None) -> None:
        header = self._header
        for index, cell in enumerate(self._record.cells):
            self._place(index, cell.strip())
        self._place_units(kind)
        header.kind = kind or self._kind()
        if header.kind is not None:
            self._report_missing(header.kind)
            self._report_unknown(header.kind)
            self._report_empty()
            self._report_unit(header.kind)
            self._report_filled()
            header.leading = next((name for name, at in header.columns.items() if at == 0), "")

    def _place(self, index: int, cell: str) -> None:
        header, name = self._header, normal(cell)
        if not cell:
            header.empty.append(index)
            return
        used = name in self._chosen or name in self._no_field
        field_name = None if name in self._silent else self._field(name)
        if name in header.named and (used or field_name is not None):
            self._report(index, "S102", cell, ("first", str(header.named[name] + 1)))
            return
        header.named.setdefault(name, index)
        if name in self._silent or name in self._no_field or (used and field_name is None):
            return
        if field_name is None:
            self._unknown.append(index)
        elif field_name in header.columns:
            self._report(index, "S125", cell, ("other", header.names[header.columns[field_name]]), ("name", field_name))
        elif field_name in self._given:
            self._report(index, "S119", cell, ("name", field_name))
        else:
            header.columns[field_name] = index
            header.implied_basis = BASIS_OF.get(name, "") if field_name == "workers" else header.implied_basis

    def _place_units(self, kind: Kind | None) -> None:
        """Where no column is of counts: one that is but for the unit in its name, which is to be declared."""
        header = self._header
        wanted = {MEASURE[one] for one in MEASURE if kind in {None, one}} - {"participant_id"}
        if self._layout.wide or not wanted.isdisjoint(header.columns):
            return
        for index in self._unknown:
            name = normal(without_unit(header.names[index]) or "")
            field_name = self._field(name)
            if field_name in wanted and field_name not in header.columns:
                header.columns[str(field_name)] = index
                header.implied_basis = BASIS_OF.get(name, header.implied_basis)
        self._unknown = [index for index in self._unknown if index not in header.columns.values()]

    def _field(self, name: str) -> str | None:
        if name in self._mapped:
            return self._mapped[name]
        field_name = FIELD_OF.get(name)
        return None if field_name in self._taken_over else field_name

    def _kind(self) -> Kind | None:
        """What the header says the file is."""
        columns, findings = self._header.columns, self._header.findings
        measures = [kind for kind, measure in MEASURE.items() if measure in columns]
        if len(measures) == 1:
            return measures[0]
        if measures:
            findings.append(self._finding("S114", args=(("names", "\n".join(measures)),)))
            return None
        known = {"branch", "segment", "period", "status", "programme", "basis"}
        missing = ", ".join(REQUIRED[Kind.POPULATION]) if known.isdisjoint(columns) else " / ".join(MEASURE.values())
        findings.append(self._finding("S101", args=(("name", missing), ("near", ""), ("also", MAP_IT))))
        return None

    def _report_missing(self, kind: Kind) -> None:
        names = {normal(cell): cell.strip() for cell in self._record.cells if cell.strip()}
        spare = {normal(self._record.cells[index]): self._record.cells[index].strip() for index in self._unknown}
        given = {*self._given, *([MEASURE[kind]] if self._layout.wide else [])}
        for name, args in lacked(self._layout, kind, self._header.columns, given, names, spare):
            finding = self._finding("S101", field_name=name, args=(("name", name), *args))
            self._header.findings.append(finding)

    def _report_unknown(self, kind: Kind) -> None:
        """Columns that are not used, because a misspelt one would be ignored in silence."""
        at = self._header.columns.get("period")
        years = [] if at is None else [self._header.names[at]]
        for index in self._unknown:
            cell = self._record.cells[index].strip()
            near = nearest(normal(cell), OPTIONAL[kind])
            way = way_of_two(years, [cell])
            also = _UNITS_STAY if says_unit(cell) else "" if way else _REMOVE
            self._report(index, "S103", cell, ("near", near or ""), *way, ("also", also))
        wanted = (*REQUIRED[kind], *OPTIONAL[kind], *self._layout.dimensions, "weight")
        for name in [name for name in self._header.columns if name not in wanted]:
            del self._header.columns[name]

    def _report_empty(self) -> None:
        """Columns without a name: harmless as long as they hold nothing, which the rows will show."""
        for index in self._header.empty:
            self._report(index, "S113", str(index + 1), lesser=True)

    def _report_unit(self, kind: Kind) -> None:
        """What speaks of another unit than is declared: a name of counts, a title, a row left out, the file's name."""
        header, layout = self._header, self._layout
        if kind is Kind.PERSONS:
            return
        places = [header.named[name] for name in self._wide if name in header.named]
        for index in places or [header.columns[name] for name in (MEASURE[kind],) if name in header.columns]:
            unit = unit_in_name(cell := header.names[index])
            if unit and (broken := misdeclared(unit, layout.unit)):
                self._report(index, broken.code, cell, *broken.args)
            if unit not in {None, "people"}:
                return
        # A column of units is passed over: there the others say theirs.
        left_out = sorted(text for name, texts in layout.leave_out.items() if not says_unit(name) for text in texts)
        told = (*self._above, *((header.line, text) for text in left_out))
        said = [(unit_of(text), line, text) for line, text in told]
        file = layout.name.replace("\\", "/").rpartition("/")[2]
        unit, line, text = next((one for one in (*said, (unit_spelled(file), 0, file)) if one[0]), (None, 0, ""))
        header.title_unit = unit if line < header.line else None
        if unit and (broken := misdeclared(unit, layout.unit)):
            place, value = layout.place(max(line, 1), 1), text.strip()
            header.findings.append(Finding(broken.code, place, value=value, args=broken.args))

    def _report_filled(self) -> None:
        """Columns to fill that are of counts or of persons, whose cells are each one's own."""
        header = self._header
        own = {at for name, at in header.columns.items() if name in OWN}
        own |= {header.named[name] for name in self._wide if name in header.named}
        for name in self._layout.fill_down:
            at = header.columns.get(name, header.named.get(normal(name)))
            if at in own:
                self._report(at, "C110", name, ("what", _NOT_FILLED))

    def _finding(self, code: str, *, field_name: str | None = None, args: tuple[tuple[str, str], ...]) -> Finding:
        return Finding(code, self._layout.place(self._header.line, 1), field_name, args=args).rewritten(heading)

    def _report(self, index: int, code: str, value: str, *args: tuple[str, str], lesser: bool = False) -> None:
        record, header = self._record, self._header
        if record.starts:
            row, column = record.starts[index]
            line, column = header.line + row - record.starts[0][0], column + 1
        else:
            line, column = header.line, 1 + self._before[index]
        place = self._layout.place(line, column)
        header.findings.append(Finding(code, place, value=heading(value), args=args, lesser=lesser).rewritten(heading))
