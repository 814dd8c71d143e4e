"""Printed figures: "67%", "48 ribu", "about 2.5 million", "14 percentage points", "300.974".

What a figure is, is read here; which numbers it can stand for is decided in `readings`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from fractions import Fraction
from math import prod

from coverage_cli.analysis.reconcile.cardinals import any_of, with_digits
from coverage_cli.analysis.reconcile.digits import NUMBER, TO, DecimalMark, Numeral, chosen, unmarked
from coverage_cli.analysis.reconcile.printed import Figure, FigureError, Kind, Unit, unit_of
from coverage_cli.analysis.reconcile.spoken import multitude, spoken_share
from coverage_cli.analysis.reconcile.words import (
    COUNTED,
    HEDGED_TWICE,
    HEDGES,
    OF_TARGET,
    PERCENT,
    SCALES,
    SIGNS,
    Hedge,
    doubtful,
    leading,
    trailing,
)
from coverage_cli.analysis.statement import Argument, Statement
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.records import MOST_PEOPLE
from coverage_cli.domain.safe import Written, visible

_LONGEST = 200
"""Characters of a figure."""
_SHOWN = 40
_OWN_UNIT = any_of((*SCALES, *PERCENT))
_BETWEEN = re.compile(
    rf"(?:between|antara)\s(?P<from>{NUMBER}(?:\s?(?:{_OWN_UNIT}))?)\s?(?:and|dan|{TO}|-|–)\s?(?P<to>{NUMBER})"
)
_RANGE = re.compile(
    rf"(?P<low>{NUMBER})(?:\s*(?P<own>{_OWN_UNIT})?\s*(?:-|–|—|{TO})\s*(?P<high>{NUMBER}))?"
    r"\s*(?P<unit>.*)"
)
_FILLED = re.compile(rf"(?:^|[-–—]\s*|\s{TO}\s)0\d")
"""0120 is 80 in one version of YAML and 120 in the next, and as a code it is no number."""


def parse_figure(
    text: str, expected: frozenset[Kind], *, mark: DecimalMark | None = None, change: bool = True
) -> Figure | FigureError:
    """Read one printed figure.

    `expected` says what the quantity can be printed in; a bare number is then a count where counts are
    expected, else percent, else points. `mark` is the decimal mark that the claim's other figures prove
    (`digits.settled_mark`), and settles what would else be read in two ways. Without `change`, what rose or
    fell is refused. Returns an error value, never a guess.
    """
    if len(text) > _LONGEST:
        return _refused(text[:_SHOWN], phrase("'{text}…' is longer than any figure: write one number with its unit"))
    if odd := next(filter(_is_odd_number, text), None):
        template = phrase("'{text}' has '{sign}', which is no plain digit: leave it out, or write its number in full")
        return _refused(text, template, sign=odd)
    words, rest = leading(_plain(text))
    if doubt := doubtful(words, change=change):
        return _refused(text, doubt)
    if _FILLED.search(rest):
        return _refused(text, phrase("'{text}' begins with a zero, as octal numbers and codes do: leave the zero out"))
    hedge = next((HEDGES[word] for word in reversed(words) if word in HEDGES), Hedge.NONE)
    signs = [SIGNS[word] for word in words if word in SIGNS]
    said = _in_words(text, rest, expected, hedge=hedge, signs=signs)
    return said or _in_digits(text, rest, expected, mark, hedge=hedge, signs=signs)


def _is_odd_number(sign: str) -> bool:
    """Whether a sign is a number of another sort: the footnote of 67², the fraction ½, the circled ①."""
    return sign.isnumeric() and not sign.isdecimal()


def _in_digits(
    text: str, rest: str, expected: frozenset[Kind], mark: DecimalMark | None, *, hedge: Hedge, signs: list[int]
) -> Figure | FigureError:
    match = _RANGE.fullmatch(rest)
    if match is None:
        return _refused(
            text, phrase("'{text}' is not a figure: write digits with an optional unit, such as 67% or 48 ribu")
        )
    behind, without = trailing(match["unit"])
    alike = Hedge.NONE in {hedge, behind} or hedge is behind
    unit = unit_of(without, expected) if alike else None
    own = unit_of(match["own"], expected) if match["own"] else unit
    if unit is None or own is None or own.kind is not unit.kind or own.scale > unit.scale:
        return _unknown_unit(text, match["unit"], expected) if alike else _refused(text, HEDGED_TWICE)
    kind = unit.kind
    hedge = behind if hedge is Hedge.NONE else hedge
    ends = ((match["low"], own.scale), (match["high"] or match["low"], unit.scale))
    prose = not unit.bare or match["high"] is not None or hedge is not Hedge.NONE
    # Growth can be of four digits before the mark, or of three behind it; no rate and no gap is so great.
    share = None if kind is Kind.COUNT else "%" if kind is Kind.PERCENT and Kind.COUNT in expected else ""
    found = [chosen(part, worth, mark, unit=share, prose=prose) for part, worth in ends]
    wrong = [numeral for numeral in found if isinstance(numeral, Statement)]
    if wrong:
        return FigureError(text, Statement(wrong[0].template, {**wrong[0].args, "text": text}))
    low, high = (numeral for numeral in found if isinstance(numeral, Numeral))
    if own.scale != unit.scale:
        low = replace(low, value=low.value * own.scale / unit.scale)
    doubt = _doubtful_range(text, match, low, high, people=unit.is_one_person)
    if doubt or (unit.bare and _may_be_fraction(kind, low, high)):
        return doubt or _as_fraction(text, kind, prod(signs) * high.value)
    figure = _figure(text, (low, high), unit, signs=signs, hedge=hedge)
    if isinstance(figure, Figure) and own.scale != unit.scale and figure.low > 0:
        return replace(figure, low_step=min(figure.step, Fraction(10 ** (len(str(int(figure.low))) - 1))))
    return figure


def _in_words(
    text: str, rest: str, expected: frozenset[Kind], *, hedge: Hedge, signs: list[int]
) -> Figure | FigureError | None:
    """A share such as "a third", or a number of people such as "hundreds of thousands"; None where it is neither."""
    said = COUNTED.sub("", rest)
    of_target = OF_TARGET.search(said)
    said = said[: of_target.start()] if of_target else said
    share, many = spoken_share(said), multitude(said)
    behind, without = trailing(said)
    if behind is Hedge.MORE and hedge is Hedge.NONE and spoken_share(without):
        share, hedge = spoken_share(without), behind
    found: Figure | None = None
    sign = Fraction(prod(signs))
    printed, directed = Written(visible(text.strip())), bool(signs)
    kind = Kind.OF_TARGET if of_target else Kind.PERCENT
    if share and kind in expected:
        value, step = sign * share.value, share.above - share.value
        ends = (sign * share.below, sign * share.above)
        around = (min(ends), max(ends))
        found = Figure(printed, kind, value, value, step, step, hedge, directed=directed, next_said=around)
    elif many and Kind.COUNT in expected and hedge is Hedge.NONE and sign > 0:
        low, high = Fraction(many.least), Fraction(many.most or many.least)
        hedge = Hedge.NONE if many.most else Hedge.MORE
        found = Figure(printed, Kind.COUNT, low, high, Fraction(1), Fraction(1), hedge, complete=True)
    elif share or many:
        return _unknown_unit(text, said, expected)
    return found


def _doubtful_range(
    text: str, match: re.Match[str], low: Numeral, high: Numeral, *, people: bool
) -> FigureError | None:
    """Why two numbers are no range, or two: 66-67.000 is 66,000 to 67,000, or from 66 on."""
    if low.value > high.value:
        return _refused(text, phrase("'{text}' goes down: write the smaller number first, each with its unit"))
    marked = not (match["high"] or "").isdigit() and match["low"].isdigit()
    full = low.value * 1000 ** ((len(unmarked(high.value)) - 1) // 3)
    if not people or not marked or not low.value < full < high.value:
        return None
    template = phrase("'{text}' can start at {low} or at {full}: write both numbers in full")
    return _refused(text, template, low=unmarked(low.value), full=unmarked(full))


def _may_be_fraction(kind: Kind, low: Numeral, high: Numeral) -> bool:
    """Whether a bare number could be a fraction of one: 0.67, and 1 where a percentage is expected."""
    if kind is Kind.COUNT or not high.value:
        return False
    return low.value < 1 or (low.value == 1 and kind is Kind.PERCENT)


def _as_fraction(text: str, kind: Kind, value: Fraction) -> FigureError:
    template = (
        phrase("'{text}' can be read as {text} points or as {hundredfold:decimal} points: write it with that word")
        if kind is Kind.POINTS
        else phrase("'{text}' can be read as {text}% or as {hundredfold:decimal}%: write it with its sign")
    )
    return _refused(text, template, hundredfold=unmarked(value * 100))


def _figure(
    text: str, ends: tuple[Numeral, Numeral], unit: Unit, *, signs: list[int], hedge: Hedge
) -> Figure | FigureError:
    low, high = sorted(prod(signs) * end.value * unit.scale for end in ends)
    step = min(end.step for end in ends) * unit.scale
    if unit.kind is Kind.COUNT and (low.denominator != 1 or high.denominator != 1):
        return _refused(
            text, phrase("'{text}' is not a whole number of people: write all digits, or a unit such as ribu or juta")
        )
    round_step = min(end.round_step for end in ends) * unit.scale
    if unit.kind is Kind.COUNT and max(abs(low), abs(high)) > MOST_PEOPLE:
        # The limit is this program's, and no fault of who printed the figure.
        return _refused(text, phrase("'{text}' is more people than counts go up to here: 10^12"))
    printed = Written(visible(text.strip()))
    steps, complete = (step, round_step), unit.is_one_person
    return Figure(printed, unit.kind, low, high, *steps, hedge, complete, unit.bare, directed=bool(signs))


def _plain(text: str) -> str:
    """Folded, with one space between words, and "between 20 and 25" as "20 to 25", which the other ranges are."""
    folded = unicodedata.normalize("NFKC", text).replace("\u2212", "-").casefold().strip()
    single = re.sub(r"\s+", " ", folded)
    return re.sub(_BETWEEN, r"\g<from> to \g<to>", with_digits(single))


def _unknown_unit(text: str, unit: str, expected: frozenset[Kind]) -> FigureError:
    if unit.strip() == "m":
        return _refused(
            text, phrase("'{text}' can be read as million or as miliar (10^9): write the unit word in full")
        )
    units = {
        Kind.COUNT: "ribu, juta, thousand, million",
        Kind.PERCENT: "%, persen, percent",
        Kind.POINTS: "poin, points",
    }
    allowed = "; ".join(units[kind] for kind in units if kind in expected)
    return _refused(
        text,
        phrase("'{text}' has the unit '{unit}', which does not fit here: use {allowed}"),
        unit=unit,
        allowed=allowed,
    )


def _refused(text: str, template: str, **args: Argument) -> FigureError:
    return FigureError(text, Statement(template, {"text": text, **args}))
