"""What a spreadsheet's number format shows of a number (ECMA-376 part 1, 18.8.31).

A format that groups digits, colours or pads leaves the number as it is. One that scales it, puts digits or words
beside it or hides it shows another value than the one that is stored, and then neither of the two is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from coverage_cli.intake.cells.numbers import STORED
from coverage_cli.intake.cells.unread import Shown

_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<pad>[_*].)|\[(?P<bracket>[^\]]*)\]|(?P<general>general|@)'
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*)|(?P<percent>%)|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r\s?[0-9]{1,2}", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
_FRACTION = re.compile(r"(?<=[0#?]) [#?]+/[#?0-9]+")
"""Behind a whole number a fraction is blank."""
_BLANK_BETWEEN = re.compile(r'(?<=[#0])(?:\\?[ \u00a0]|"[ \u00a0]")(?=[#0]{3}(?![#0]))')
"""A blank that groups thousands, as the comma does."""
_STANDING = frozenset("$-+/():!^&'~{}<>= ")
"""What stands for itself without quotes."""
_MADE_UP = re.compile("[.,][0-9]")
"""Digits that the format writes behind a number, with a mark of its own."""
_LARGEST = 15
"""Digits before or behind the point beyond which a number is no count, however it is shown."""
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    **dict.fromkeys((5, 6, 7, 8), '"¤"#,##0;-"¤"#,##0'),
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
    **dict.fromkeys((41, 43), '#,##0;-#,##0;"-"'),
    **dict.fromkeys((42, 44), '"¤"#,##0;-"¤"#,##0;"-"'),
    48: "##0.0E+0",
}
"""Formats that a workbook names by number alone, as far as they matter here; which currency, the program decides."""


@dataclass(slots=True)
class _Section:
    """A part of a format: a pattern of digits (`general` for a number as it is), and what stands around it."""

    digits: str = ""
    before: str = ""
    behind: str = ""
    percents: int = 0
    condition: tuple[str, Decimal] | None = None
    known: bool = True

    def literal(self, text: str) -> None:
        """Add what stands for itself."""
        if self.digits:
            self.behind += text
        else:
            self.before += text


def read_as(raw: str, code: str) -> str | None:
    """What a CSV would hold for a number under a format; None where that is the number itself.

    Zeros in front are part of the text. Another value than the stored one comes together with it.
    """
    if not STORED.fullmatch(raw) or abs((value := Decimal(raw)).adjusted()) > _LARGEST:
        return None
    try:
        shown = _shown(value, code)
    except ArithmeticError:  # a format of hundreds of digits
        shown = None
    if shown is None:
        return Shown(raw, "", code)
    text, meant = shown
    bare = text.strip()
    if re.fullmatch("0[0-9]+", bare) and Decimal(bare) == value:
        return bare
    if _says(bare, meant) or (value == 0 and bare in {"-", "–", "—"}):
        return None
    return Shown(raw, bare)


def _says(text: str, value: Decimal | None) -> bool:
    """Whether a text is a number as people write it, and this one."""
    if value is None:
        return False
    if negative := re.fullmatch(r"\((.*)\)", text):
        text = f"-{negative[1]}"
    if not re.fullmatch(r"[-+]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*|(?=\.[0-9]))(?:\.[0-9]*)?", text):
        return False
    return Decimal(text.replace(",", "")) == value


def _shown(value: Decimal, code: str) -> tuple[str, Decimal | None] | None:
    """What is seen, and the number to which it must amount to be the stored one, rounded as it is shown.

    There is no such number where the format writes digits behind a mark of its own: 0".000" shows 48 as 48.000. None
    where the format has parts that are not told simply.
    """
    whole = value == value.to_integral_value()
    sections = _sections(_FRACTION.sub("", code) if whole else code)
    at = _chosen(value, sections)
    if at is None or not sections[at].known:
        return None
    section = sections[at]
    sign = "-" if value < 0 and (at == 0 or section.condition or sections[0].condition) else ""
    if not section.digits:
        return sign * bool(section.before) + section.before, value
    if section.digits == "general":
        meant = None if _MADE_UP.match(section.behind) else value
        return f"{sign}{section.before}{_plain(abs(value))}{section.behind}", meant
    pattern = section.digits.rstrip(",")
    scale = 1000 ** (len(section.digits) - len(pattern))
    size = abs(value) * 100**section.percents / scale
    integers, _, decimals = pattern.partition(".")
    unit = Decimal(1).scaleb(-len(decimals))
    rounded = size.quantize(unit, ROUND_HALF_UP)
    text = f"{sign}{section.before}{_written(rounded, integers, decimals)}{section.behind}"
    if _MADE_UP.match(section.behind):
        return text, None
    return text, value.quantize(unit, ROUND_HALF_UP) if not whole else value


def _written(size: Decimal, integers: str, decimals: str) -> str:
    """A number of no sign in a pattern of digits."""
    whole, _, rest = f"{size:f}".partition(".")
    places = integers.replace(",", "")
    whole = "" if whole == "0" else whole
    whole = whole.zfill(len(places) - places.index("0")) if "0" in places else whole
    if "," in integers:
        whole = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ",", whole)
    least = len(decimals.rstrip("#?"))
    rest = rest[:least] + rest[least:].rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def _plain(size: Decimal) -> str:
    return f"{size.to_integral_value():f}" if size == size.to_integral_value() else f"{size:f}"


def _chosen(value: Decimal, sections: tuple[_Section, ...]) -> int | None:
    """The section that a number falls under; None where that is not told simply."""
    if conditions := [section.condition for section in sections if section.condition]:
        simple = all(section.condition for section in sections[: len(conditions)])
        if not simple or len(sections) > len(conditions) + 1:
            return None
        met = (section.condition is None or _meets(value, section.condition) for section in sections)
        return next((at for at, one in enumerate(met) if one), None)
    if value < 0:
        return 1 if len(sections) > 1 else 0
    return 2 if value == 0 and len(sections) > 2 else 0  # noqa: PLR2004 - positive; negative; zero; text


def _meets(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    return ("<" in sign and value < limit) or (">" in sign and value > limit) or ("=" in sign and value == limit)


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    sections = [_Section()]
    for part in _PART.finditer(_BLANK_BETWEEN.sub(",", code)):
        kind, text = str(part.lastgroup), part[str(part.lastgroup)]
        if kind == "end":
            sections.append(_Section())
        else:
            _add(sections[-1], kind, text)
    return tuple(sections)


def _add(section: _Section, kind: str, text: str) -> None:
    if kind in {"quoted", "escaped"} or (kind == "other" and text in _STANDING):
        section.literal(text)
    elif kind == "percent":
        section.percents += 1
        section.literal(text)
    elif kind in {"digits", "general"} and not section.digits:
        section.digits = "general" if kind == "general" else text
    elif kind == "bracket":
        _bracket(section, text)
    elif kind != "pad":
        section.known = False


def _bracket(section: _Section, text: str) -> None:
    if condition := _CONDITION.fullmatch(text):
        section.condition = (condition[1], Decimal(condition[2]))
    elif currency := _CURRENCY.fullmatch(text):
        section.literal(currency[1])
    elif not _COLOUR.fullmatch(text):
        section.known = False
