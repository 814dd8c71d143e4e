"""Say why a cell is not valid: from the model's "no" to the rule that explains it best."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from coverage_cli.config.yaml.scalars import scalar
from coverage_cli.domain.names.letters import hidden_letter, is_hidden
from coverage_cli.domain.nik import NikFault, nik_fault
from coverage_cli.domain.periods.formats import formats_of
from coverage_cli.domain.periods.months import MONTH_STEMS
from coverage_cli.domain.periods.periods import is_two_years
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.records import LONGEST_NAME, PLACEHOLDERS, unmarked
from coverage_cli.domain.signs import SHEET_ERROR
from coverage_cli.intake.cells.meant_periods import DAY_NUMBER, likely
from coverage_cli.intake.cells.numbers import BLANKS, declarable, grouping, parted, ungrouped
from coverage_cli.intake.cells.unread import Misdated, Shown, Unread, seen


class Diagnosis(NamedTuple):
    """A rule's code, what fills its message, and the cell's text as it is shown, where that is known."""

    code: str
    args: tuple[tuple[str, str], ...] = ()
    text: str | None = None

    def of(self, text: str) -> Diagnosis:
        """The same with the text of which it is said."""
        return Diagnosis(self.code, self.args, seen(text))


# Most runs ask for none of these, so that each is compiled where it is first used, which `re` remembers.
_SCIENTIFIC = r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+"
_DECIMAL = r"[+]?[0-9]*[.,][0-9]+|[0-9]+[.,]|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+"
_NEGATIVE = r"[-−–]\s*[0-9][0-9.,]*|\([0-9][0-9.,]*\)|[0-9][0-9.,]*-"
_DATE = (
    rf"(?i:(?:[0-9]{{1,2}}[-/ ])?(?:{MONTH_STEMS})[a-z]*[-/ .][0-9]{{2,4}}|[0-9]{{1,2}}[-/ ](?:{MONTH_STEMS})[a-z]*"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{2}(?:-[0-9]{2}(?:[ T].*)?)?|date .*)"
)
_TOO_NARROW = "#+"
"""What a spreadsheet shows where a number has no room."""
_PERCENT = r"-?[0-9]+(?:[.,][0-9]+)?\s?%"
_FORMS = (
    (SHEET_ERROR, "V109"),
    (_TOO_NARROW, "V109"),
    (_SCIENTIFIC, "V107"),
    (_DATE, "V108"),
    (_NEGATIVE, "V104"),
    (_DECIMAL, "V105"),
    (_PERCENT, "V121"),
)
"""In this order: a date such as 2025-09-30 would pass for a negative number."""

_BY_STYLE = phrase("; or say number_style: {style} for the file in config/sources.yaml, by which it is {plain}")
_NO_WAY = (("way", ""),)
_NO_COUNT = phrase('; where empty cells stand for no count, write missing: [""] in config/sources.yaml')
_DECLARE = phrase("; figures in thousands or millions of people need unit: in config/sources.yaml")
_FLOAT = phrase(
    "; where a program adds decimals that are all 0, let it write none: in a spreadsheet by the cells' format, "
    "in pandas by the type Int64"
)
_GROUPED = phrase(" if the mark groups thousands")
_MOST_DECIMALS = {
    3: phrase("; in thousands of people it has three decimals at most"),
    4: phrase("; in ten thousands of people it has four decimals at most"),
    5: phrase("; in lakhs of people it has five decimals at most"),
    6: phrase("; in millions of people it has six decimals at most"),
    7: phrase("; in crores of people it has seven decimals at most"),
}


def count(text: str, decimals: int = 0) -> Diagnosis:
    """Why `text` is not a count of people, whose unit has `decimals`."""
    return _unread(text, counts=True) if isinstance(text, Unread) else _count(text, decimals)


def _count(text: str, decimals: int) -> Diagnosis:
    if not text.strip():
        return Diagnosis("V101", (("way", _NO_COUNT),))
    bare = text.strip(BLANKS)
    if grouping(bare):
        return _two_readings(bare, _GROUPED if decimals else "")
    if bare.casefold() in {*PLACEHOLDERS, "na"}:
        return Diagnosis("V110")
    if re.fullmatch("[0-9]+", bare):
        return _digits(bare)
    for form, code in _FORMS:
        if re.fullmatch(form, bare):
            return with_decimals(bare, decimals) if code == "V105" else Diagnosis(code, _FILLING.get(code, ()))
    return _odd_letters(bare, decimals)


def _unread(cell: Unread, *, counts: bool = False) -> Diagnosis:
    """What is wrong with a workbook's cell that has no value, or shows another one than it has."""
    if isinstance(cell, Misdated):
        return Diagnosis(cell.code, cell.args)
    if not isinstance(cell, Shown):
        return Diagnosis(cell.code)
    stored = ("stored", cell.stored)
    if counts and re.fullmatch(_PERCENT, cell.shown):
        return Diagnosis("V121", (_STORED, stored))
    return Diagnosis(cell.code, (_FORMED if cell.form else _SHOWN, stored, ("shown", cell.form or cell.shown)))


_FILLING = {"V108": (("near", ""), ("way", "")), "V121": (("what", ""),)}
_BY_VALUES = phrase("; or say what it means under values: in config/sources.yaml")
_BY_VALUES_ALL = phrase(
    "; or say under values: in config/sources.yaml which year it stands for, and each of its kind: 2011-12 alone is a "
    "month"
)
_BY_VALUES_EACH = phrase(
    "; or say in config/sources.yaml which year or month it stands for, and each of its kind: "
    "values: {{period: {{{written}: ...}}}}"
)
_BY_FORMAT = phrase(
    "; or say how the column is written, by period_format: {formats} in config/sources.yaml, or what the cell means, "
    "under values:"
)
_BY_EITHER = phrase(
    "; or say how the column is written, by period_format: {formats} or period_format: {other} in config/sources.yaml, "
    "or what the cell means, under values:"
)
_STORED = ("what", phrase(" (stored as {stored})"))
_SHOWN = ("what", phrase("is shown as"))
_FORMED = ("what", phrase("is shown otherwise, by the number format"))


def with_decimals(bare: str, most: int) -> Diagnosis:
    """A number with decimals, which are too many unless the unit has them; then it is written in an odd way."""
    end = max(bare.rfind("."), bare.rfind(",")) + 1
    parts = bare[end:]
    if not most or len(parts) > most:
        what = _FLOAT if not most and parts in {"0", "00"} else _MOST_DECIMALS.get(most, _DECLARE)
        return Diagnosis("V105", (("what", what),))
    plain = (bare[: end - 1].lstrip("+0") or "0") + (bare[end - 1 :] if parts else "")
    return Diagnosis("V116", (("plain", plain),))


def _digits(bare: str) -> Diagnosis:
    plain = bare.lstrip("0") or "0"
    return Diagnosis("V106") if plain == bare else Diagnosis("V116", (("plain", plain),))


def _odd_letters(bare: str, decimals: int) -> Diagnosis:
    if style := declarable(bare):
        return Diagnosis("V102", (("way", _BY_STYLE), ("style", style), ("plain", ungrouped(bare))))
    if found := parted(bare):
        style, plain = found
        if len(plain.partition(".")[2]) > decimals:
            return with_decimals(plain, decimals)
        return Diagnosis("V102", (("way", _BY_STYLE), ("style", style), ("plain", plain)))
    if all(unicodedata.category(letter) == "Nd" for letter in bare):
        return Diagnosis("V116", (("plain", "".join(str(unicodedata.digit(letter)) for letter in bare)),))
    if hidden := _hidden(bare):
        return Diagnosis("V112", (("what", hidden), ("thing", phrase("the number"))))
    return Diagnosis("V102", _NO_WAY)


def _two_readings(text: str, what: str) -> Diagnosis:
    """A number with one mark; one with two of a kind settles its column, and is read there or contradicts it."""
    return Diagnosis("V103", (("plain", ungrouped(text)), ("decimal", text.replace(",", ".")), ("what", what)))


def text(code: str, value: str) -> Diagnosis:
    """What fills the message of a text cell's rule."""
    if isinstance(value, Unread):
        return _unread(value)
    if code == "V112":
        return Diagnosis(code, (("what", _hidden(value) or "U+0000"), ("thing", phrase("the name"))))
    if code == "V114":
        return period(value)
    if code == "V115":
        return Diagnosis(code, (("written", scalar(value.strip())),))
    if code == "P105":
        return Diagnosis(code, (_NO_NIK[nik_fault(unmarked(value)) or NikFault.DIGITS],))
    return Diagnosis(code)


_NO_NIK = {
    NikFault.DIGITS: ("what", phrase("it does not consist of 16 digits")),
    NikFault.BIRTH: ("what", phrase("its digits 7 to 12 are no date DDMMYY, with or without 40 added to the day")),
    NikFault.SERIAL: ("what", phrase("its serial number, the last four digits, is 0000")),
}


def period(value: str) -> Diagnosis:
    """Why `value` is not a period."""
    bare = value.strip()
    if re.fullmatch(SHEET_ERROR, bare) or re.fullmatch(_TOO_NARROW, bare):
        return Diagnosis("V109")
    if bare.casefold() in PLACEHOLDERS:
        return Diagnosis("V110")
    if (
        bare.startswith("date ")
        or re.fullmatch(DAY_NUMBER, bare)
        or re.fullmatch(rf"(?:[0-9]{{1,2}}-)?(?:{MONTH_STEMS})-[0-9]{{2,4}}", bare, re.IGNORECASE)
    ):
        return Diagnosis("V108", (("near", likely(bare)), *_ways(bare)))
    if len(bare) > LONGEST_NAME:
        return Diagnosis("V113")
    return Diagnosis("V114", (("near", likely(bare)), *_ways(bare)))


def _ways(text: str) -> tuple[tuple[str, str], ...]:
    """How the configuration can say what a period in another spelling means."""
    formats = formats_of(text)
    if is_two_years(text):
        as_month = re.fullmatch("[0-9]{4}-[0-9]{2}", text)
        return (("way", _BY_VALUES_ALL if as_month else _BY_VALUES_EACH), ("written", scalar(text)))
    if len(formats) > 1:
        return (("way", _BY_EITHER), ("formats", formats[0]), ("other", formats[1]))
    return (("way", _BY_FORMAT), ("formats", formats[0])) if formats else (("way", _BY_VALUES),)


def _hidden(value: str) -> str | None:
    """The first invisible or control character, as U+XXXX and its name."""
    letter = hidden_letter(value) or next(filter(is_hidden, value), None)
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip() if letter else None
