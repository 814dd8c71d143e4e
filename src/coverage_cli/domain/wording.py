"""Templates filled for a reader: how each form of a field is written, in English or as a language writes it.

Here without a catalogue, in English, for what a script or a traceback shows; `output.language` adds the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.domain.phrases import Listed, Phrase, filled, phrase
from coverage_cli.domain.rounding import Digits, digits, half_up, places_beyond, places_moved, point_text, whole
from coverage_cli.domain.safe import Written, clean, clean_path

if TYPE_CHECKING:
    from coverage_cli.domain.weights import Heads

_MOST_LISTED = 8
"""Items of a list that a sentence has room for."""
_COUNT = re.compile(r"[0-9]+(?:\.[0-9]+)?")
"""Sums of weights have decimals."""
_DECIMALS = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?%?(?:, [0-9]+(?:[.][0-9]+)?%)*")
"""A figure that was computed, or given as an option, and stands in a field for such, or several rates: their digits are
nobody's number."""
_EXACT = re.compile(r"-?[0-9]+(?:\.[0-9]+|/[1-9][0-9]*)?")
"""A share of one as the core gives it, unrounded: 2/3."""
_SHARES = frozenset({"percent", "points", "moved_percent", "moved_points"})
_AROUND = frozenset({"names", "paths", "spans", "dated", "meant"})
"""Forms that say something around a text or between texts, also where these have been written."""
_GONE = Fraction(-100)
"""Percent: nobody is left, which a few of very many are not."""


def _judged(given: Mapping[str, str]) -> tuple[int, int | None]:
    """Decimals with which a `change` does not look like the `limit` it is beyond, or like all; the change, if of rates.

    From `rate_before` to `rate` it is the difference of what is shown of them, so that what is printed adds up.
    """
    texts = (given.get(name, "") for name in ("change", "limit", "rate_before", "rate"))
    change, limit, before, after = (Fraction(text) * 100 if _EXACT.fullmatch(text) else None for text in texts)
    if change is None or limit is None:
        return 1, None
    if before is None or after is None:
        return places_beyond(change, _GONE, places_beyond(abs(change), limit, 1)), None
    places = places_moved(before, after, limit)
    return places, half_up(after, places) - half_up(before, places)


class Wording:
    """Fills templates; writes numbers as the language does. This one is English, which templates are in."""

    decimal_mark, group_mark = ".", ","

    def __init__(self) -> None:
        self._forms: Mapping[str, Callable[[str], str]] = {
            "": clean,
            "n": self._count,
            "decimal": lambda text: self.decimal(text if _DECIMALS.fullmatch(text) else clean(text)),
            "names": lambda text: self._listed([clean(name) for name in text.split("\n")]),
            "spans": lambda text: self._listed([self._span(span) for span in text.split("\n")]),
            "dated": lambda text: self._listed([self._dated(period) for period in text.split("\n")], "; "),
            "path": lambda path: clean_path(path) or '""',
            "paths": lambda text: self._listed([clean_path(path) for path in text.split("\n")]),
            "meant": lambda name: self(phrase(' (did you mean "{name}"?)'), name=name) if name else "",
        }

    def __call__(self, template: str, args: Mapping[str, str] | None = None, /, **more: str) -> str:
        """The template in this language, filled; what comes from data is made harmless.

        The forms of its fields: `n` a count, with marks at the thousands; `decimal` a number in point notation, with
        the language's decimal mark; `percent` and `points` an exact share of one (2/3), rounded, with the sign of
        percent or without one, and `moved_percent` and `moved_points` the same with a plus or a minus; `names`,
        `spans`, `dated` and `paths` a list, an item a line: names, spans of time (a period, or two with a blank
        between), periods, each with the names that it is about after tabs, or files; `path` one file; `meant` a known
        name that may have been meant, or nothing; `phrase` a text that may be a `Phrase`, and is then translated and
        filled too; a field without a form is a text of the data. What is filled is `Written`, and stays as it is
        within another text.
        """
        text = template if isinstance(template, Listed) else self.translated(template)
        if not (args or more):
            return Written(text)
        given = {**(args or {}), **more}
        return Written(filled(text, given, lambda value, form: self._written(value, form, given)))

    def translated(self, template: str) -> str:
        """The template in this language."""
        return template

    def _written(self, value: str, form: str, given: Mapping[str, str]) -> str:
        if isinstance(value, Written) and form not in _AROUND:
            return value
        if form == "phrase" or isinstance(value, Phrase):
            return self(value, given) if isinstance(value, Phrase) else clean(value)
        if form in _SHARES:
            return self._share(value, form, given)
        return self._forms[form](value)

    def _share(self, value: str, form: str, given: Mapping[str, str]) -> str:
        """To one decimal, or to as many as the whole sentence needs."""
        if not _EXACT.fullmatch(value):
            return clean(value)
        places, moved = _judged(given)
        moving = form.startswith("moved_")
        scaled = moved if moving and moved is not None else half_up(Fraction(value) * 100, places)
        text = self.decimal(point_text(scaled, places, idle=False))
        plus = "+" if moving and scaled >= 0 else ""
        return f"{plus}{text}{'%' if form.endswith('percent') else ''}"

    def _count(self, value: str) -> str:
        """A count, or what stands for one that is not known."""
        if not _COUNT.fullmatch(value):
            return clean(value)
        people, mark, decimals = value.partition(".")
        return self.number(int(people)) + mark.replace(".", self.decimal_mark) + decimals

    def _listed(self, items: list[str], mark: str = ", ") -> str:
        """One after the other; of many the first, and how many others there are."""
        shown = items[:_MOST_LISTED]
        if more := len(items) - len(shown):
            shown.append(self.others(more))
        return mark.join(shown)

    def others(self, more: int) -> str:
        """How many there are besides those that are listed."""
        return self(phrase("1 other") if more == 1 else phrase("{n:n} others"), n=str(more))

    def _dated(self, text: str) -> str:
        period, *names = map(clean, text.split("\t"))
        return f"{period}: {self._listed(names)}" if names else period

    def _span(self, text: str) -> str:
        first, _, last = text.partition(" ")
        return self("{first} to {last}", first=first, last=last) if last else clean(first)

    def number(self, value: Heads | None) -> str:
        """A whole number with its thousands marked, weighted people rounded; a dash where there is none."""
        return "–" if value is None else Written(f"{whole(value):,}".replace(",", self.group_mark))

    def decimal(self, text: str | None) -> str:
        """A number in point notation, with this language's decimal mark; a dash where there is none."""
        return "–" if text is None else Written(text.replace(".", self.decimal_mark))

    def percent(self, text: str | None) -> str:
        """A percentage in point notation, as this language writes it."""
        return "–" if text is None else Written(f"{self.decimal(text)}%")


def decimal_text(value: Fraction, words: Wording, places: int) -> Written:
    """A number to at most `places` decimals, half up (away from zero), without idle zeros."""
    return _grouped(digits(half_up(value, places), places, idle=False), words)


def scaled_text(value: int, words: Wording, places: int) -> Written:
    """A scaled number with exactly `places` decimals, as columns of a table need it."""
    return _grouped(digits(value, places), words)


def _grouped(shown: Digits, words: Wording) -> Written:
    decimals = f"{words.decimal_mark}{shown.decimals}" if shown.decimals else ""
    return Written(f"{shown.sign}{words.number(shown.whole)}{decimals}")


ENGLISH = Wording()
"""For a script or a traceback, where nobody chose a language."""
