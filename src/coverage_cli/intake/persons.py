"""The exact reader of persons: every row on its own, slow and plain. It finds what an engine only counts.

Identifiers are personal: they leave this module masked, or as values of used rows on their way into a private
file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from coverage_cli.analysis.suspicion import Damage
from coverage_cli.config.layout import Layout
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.nik import nik_fault
from coverage_cli.domain.periods.months import MONTH_STEMS
from coverage_cli.domain.records import NikRow, PersonRow, field_adapter
from coverage_cli.domain.signs import commented
from coverage_cli.intake.cells import diagnosis
from coverage_cli.intake.cells.columns import TextColumn, decide
from coverage_cli.intake.cells.diagnosis import Diagnosis
from coverage_cli.intake.cells.unread import seen
from coverage_cli.intake.cells.weights import WEIGHT, read_weights
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.non_data_lines import explain_cells, explain_fault, explain_row
from coverage_cli.intake.person_totals import total_among_persons

IDENTIFIER = "participant_id"
_SHOWN = 4
_MAY_BE_TOTAL = {"S104", "S115"}
"""What a total may look like: a row of another width than the header, or a line of text."""
_FEW_DIGITS = 4
"""So many digits may be a year, or the number of a place: `Pasar 2025`."""
_BETWEEN = r"\s,;|\"'()"
_WORD = rf"[^{_BETWEEN}]*[0-9][^{_BETWEEN}]*"
_NUMBERS = re.compile(rf"(?<![^{_BETWEEN}]){_WORD}(?:[\s,;|'()]+(?:[-–/.:]\s+)?{_WORD})*")
"""Words with digits side by side, which may be one number in groups."""
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = f"(?:{MONTH_STEMS})[a-z]{{0,6}}"
_PART = "(?:q|m|s|tw|kuartal|triwulan|semester|quarter)[-/. ]?[0-9]{1,2}"
_DATE = (
    rf"(?:{_YEAR}(?P<a>[-/. ])(?:0?[1-9]|1[0-2])(?:(?P=a){_DAY})?|(?:{_DAY}[-/. ])?{_DAY}[-/. ]{_YEAR})"
    r"(?:[T ][0-9]{1,2}(?::[0-9]{2}){1,2}(?:[.][0-9]+)?(?:Z| ?[-+][0-9:]{2,6})?)?"
    rf"|{_YEAR}[-/. ]?{_PART}|{_PART}[-/. ]?{_YEAR}|{_DAY}[-/. ]{_MONTH}[-/. ]{_YEAR}|{_MONTH} {_DAY},? {_YEAR}"
    rf"|{_YEAR}[-/](?:[0-9]{{2}}|{_YEAR})"
)
"""A period, in any way in which people write one."""


def person_fields(header: Header, dimensions: Sequence[str]) -> tuple[str, ...]:
    """The fields of a file of persons but the identifier, in the order in which engines hand them on."""
    optional = ("programme",) if "programme" in header.columns else ()
    return ("branch", "segment", *dimensions, "status", "period", *optional)


def masked(text: str) -> str:
    """An identifier of which only the first characters are shown, at most half of one with digits."""
    shown = min(_SHOWN, len(text) // 2) if any(map(str.isdigit, text)) else _SHOWN
    return text[:shown] + "*" * (min(len(text), 20) - shown)


def anonymous(text: str) -> str:
    """What may be shown of a text outside of the identifiers' column, where one may stand because columns shift.

    Whatever has as many digits as an identifier is masked like one, unless it is a date. Names that the population has
    are no texts of a file of persons.
    """
    several = sum(map(str.isdigit, text)) > _FEW_DIGITS
    return masked(text) if several and not re.fullmatch(_DATE, text.strip(), re.IGNORECASE) else text


@dataclass(slots=True)
class PersonReader:
    """Reads blocks of persons.

    `keep` gets the used rows' values, column by column, the identifier first; a column of weights comes last.
    """

    layout: Layout
    header: Header
    fields: tuple[str, ...]
    keep: Callable[[list[list[str]]], None] | None = None
    findings: list[Finding] = field(default_factory=list)
    damage: Damage = field(default_factory=Damage)
    rows: int = 0
    refused: int = 0
    _texts: list[TextColumn[str]] = field(init=False)
    unread: bool = field(init=False)
    """Whether nothing but a look for comments reads the first column's cells, which no engine is given."""
    _spoilt: set[tuple[str | None, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        leading = self.header.leading
        self._texts = [
            TextColumn(name, field_adapter(PersonRow, name, first=name == leading), _one_line) for name in self.fields
        ]
        self.unread = leading not in {IDENTIFIER, WEIGHT, *self.fields}

    def take(self, block: Block) -> None:
        """Judge a block's rows."""
        self.rows += len(block.lines) + len(block.faults)
        self.refused += len(block.faults)
        for fault in block.faults:
            finding = explain_fault(fault, self.layout, self.header)
            if finding.code in _MAY_BE_TOTAL and self._is_total(fault.cells, fault.line):
                continue
            self._report(finding)
            self._damaged(fault.cells if block.width == len(fault.cells) else ())
        identifiers = self._cells(block, IDENTIFIER)
        first = self.header.leading == IDENTIFIER
        values, bad = _identify(identifiers, nik=self.layout.identifier is not None, first=first)
        texts = [column.read(self._cells(block, column.name)) for column in self._texts]
        weights, odd = self._weights(block)
        stray = any(map(str.strip, chain.from_iterable(block.columns[index] for index in self.header.empty)))
        out = commented(block.columns[0]) if self.unread else []
        if bad or odd or stray or out or not all(map(all, texts)):
            self._pick(block, values, bad, odd, out)
        elif self.keep:
            self.keep([values, *texts, *weights])  # type: ignore[list-item] # no column is None here

    def refuses_row(self, block: Block, row: int) -> bool:
        """Whether a row of a block is refused."""
        before = self.refused
        self.take(replace(block.only([row]), faults=[]))
        return self.refused > before

    def _weights(self, block: Block) -> tuple[list[list[str]], dict[str, Diagnosis]]:
        """The column of weights, if there is one, and what is wrong with those that are none; none is remembered."""
        if WEIGHT not in self.header.columns:
            return [], {}
        cells = self._cells(block, WEIGHT)
        _, odd = read_weights(list(dict.fromkeys(cells)), self.layout.decimal_mark)
        return [list(map(str.strip, cells))], odd

    def _cells(self, block: Block, name: str) -> list[str]:
        return block.columns[self.header.columns[name]]

    def _pick(
        self, block: Block, values: list[str], bad: dict[str, Diagnosis], odd: dict[str, Diagnosis], out: list[int]
    ) -> None:
        """The way for a block with something wrong: row by row."""
        good: list[int] = []
        comments = set(out)
        weights = self._cells(block, WEIGHT) if WEIGHT in self.header.columns else []
        for row, identifier in enumerate(self._cells(block, IDENTIFIER)):
            faults = [(IDENTIFIER, identifier, bad[identifier])] if identifier in bad else []
            for column in self._texts:
                text = self._cells(block, column.name)[row]
                if text in column.bad:
                    faults.append((column.name, text, column.bad[text]))
            if odd and weights[row] in odd:
                faults.append((WEIGHT, weights[row], odd[weights[row]]))
            if row in comments:
                faults.append((IDENTIFIER, identifier, Diagnosis("S116")))
            nameless = [index for index in self.header.empty if block.columns[index][row].strip()]
            if faults:
                self._refuse(block, row, faults)
            elif nameless:
                self._refuse_nameless(block, row, nameless)
            else:
                good.append(row)
        if self.keep:
            kept = [[column.values[self._cells(block, column.name)[row]] for row in good] for column in self._texts]
            self.keep(
                [[values[row] for row in good], *kept, *([[weights[row].strip() for row in good]] if weights else [])]
            )

    def _refuse_nameless(self, block: Block, row: int, nameless: list[int]) -> None:
        self.refused += 1
        self._damaged(block.row(row))
        for index in nameless:
            place = self.layout.place(*block.place(row, index))
            self._report(Finding("S113", place, value=str(index + 1)))

    def _refuse(self, block: Block, row: int, faults: list[tuple[str, str, Diagnosis]]) -> None:
        self.refused += 1
        cells, first = block.row(row), block.lines[row] == self.header.first
        odd = explain_row(cells, self.header, first=first)
        if (odd is None or odd.code in _MAY_BE_TOTAL) and self._is_total(cells, block.lines[row]):
            return
        if odd is not None:
            place = self.layout.place(block.lines[row], 1)
            self._report(Finding(odd.code, place, None, seen(cells[0]), odd.args))
            return
        self._damaged(cells)
        for name, text, fault in explain_cells(faults, cells, self.header, first=first):
            place = self.layout.place(*block.place(row, self.header.columns[name]))
            shown = masked(seen(text)) if name == IDENTIFIER else seen(text)
            self._report(Finding(fault.code, place, name, shown, fault.args))

    def _is_total(self, cells: Sequence[str], line: int) -> bool:
        """Whether a refused row is a total, which is then told. It damages no branch: nobody is in it."""
        word = total_among_persons(tuple(map(seen, cells)), self.header)
        if word is not None:
            self._report(Finding("P111", self.layout.place(line, 1), value=word))
        return word is not None

    def _report(self, finding: Finding) -> None:
        value = None if finding.value is None else anonymous(finding.value)
        called = self.header.called.get(finding.field, "") if finding.field else ""
        self.findings.append(finding._replace(value=value, called=called).rewritten(_without_numbers))

    def _damaged(self, cells: Sequence[str]) -> None:
        """Remember which branch and segment a refused row may have had, as far as they can be read."""
        places = (self.header.columns[column.name] for column in self._texts[:2])
        texts = tuple(cells[at] if at < len(cells) else None for at in places)
        if texts in self._spoilt:  # as in most of a million rows
            return
        self._spoilt.add(texts)
        known = (
            None if text is None else column.values.get(text) for column, text in zip(self._texts, texts, strict=False)
        )
        branch, segment = (None if value is None else name_key(value) for value in known)
        self.damage.add(branch, segment)


def _identify(texts: list[str], *, nik: bool, first: bool) -> tuple[list[str], dict[str, Diagnosis]]:
    """Values of identifiers, and what is wrong with those that are none. Nothing is remembered: they are too many."""
    joined = "".join(texts)
    if joined.isascii() and joined.isdigit() and "" not in texts and not (nik and any(map(nik_fault, texts))):
        return texts, {}
    adapter = field_adapter(NikRow if nik else PersonRow, IDENTIFIER, first=first)
    good, bad = decide(adapter, list(dict.fromkeys(texts)))
    return [good.get(text, "") for text in texts], {text: diagnosis.text(code, text) for text, code in bad.items()}


def _one_line(text: str) -> str:
    """A value as it may stand in a file without quotes."""
    return " ".join(text.split())


def _without_numbers(text: str) -> str:
    """A text of several words, in which none may be an identifier."""
    return _NUMBERS.sub(lambda match: anonymous(match[0]), text)
