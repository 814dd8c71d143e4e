"""A finding: one thing that is wrong or doubtful, with its place. A value, never an exception.

In words it is its rule's sentence, filled with what was found and made harmless.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from itertools import islice
from operator import attrgetter, itemgetter, lt
from typing import Any, NamedTuple

from coverage_cli.domain.nik import LENGTH, SHORTEST_CARD
from coverage_cli.domain.phrases import Phrase
from coverage_cli.domain.rules import RULES, Severity
from coverage_cli.domain.safe import Written, clean, clean_path
from coverage_cli.domain.wording import ENGLISH, Wording

_LONGEST_VALUE = 80
_LONGEST_NUMBER = 64
"""Letters in which a personal number is known, in whatever groups: a cell that is as long as its file has its first
letters masked alone."""
_COUNTS = frozenset({"workers", "participants"})
_DECIMALS = re.compile(
    rf"[-+]?(?:[0-9]{{1,{SHORTEST_CARD - 1}}}|[0-9]{{1,3}}(?:([.,])[0-9]{{3}}(?:\1[0-9]{{3}})?))"
    rf"[.,][0-9]{{1,{LENGTH - 1}}}"
)
"""A number with decimals: its whole part is too short for a personal number, and they are too short for a NIK."""


class Place(NamedTuple):
    """Where in a file: physical line and character, both from 1; 0 where the whole file is meant.

    `sheet` is that of a workbook, where the configuration or an option names one.
    """

    path: str
    line: int = 0
    column: int = 0
    sheet: str = ""

    @property
    def file(self) -> str:
        """The path, and behind it the sheet as spreadsheets write it: several may be read of one workbook."""
        return f"{self.path}[{self.sheet}]" if self.sheet else self.path

    @property
    def whole_file(self) -> Place:
        """The same without its line."""
        return self._replace(line=0, column=0)

    @property
    def whole_line(self) -> Place:
        """The same without its character."""
        return self._replace(column=0)


_NOWHERE = Place("")


class Finding(NamedTuple):
    """A broken rule at a place; a tuple, because a bad file can have a million of them.

    `value` is the text that broke it, as it stands in the file (masked and escaped where it is shown); `args`
    fill the rule's message. `lesser` says that this is the milder case of a rule that has one, and `weight` is the
    severity that the configuration gives in place of the rule's. `called` is the name of the field's column in the
    file, where that is another: somebody looks for it there.
    """

    code: str
    place: Place
    field: str | None = None
    value: str | None = None
    args: tuple[tuple[str, str], ...] = ()
    lesser: bool = False
    weight: Severity | None = None
    called: str = ""

    @property
    def severity(self) -> Severity:
        """What the catalogue says of the rule, unless the configuration changed it."""
        return _severity(self.code, self.lesser, self.weight)

    @property
    def order(self) -> tuple[Place, str, str, str]:
        """Findings are sorted by place, then code."""
        return self.place, self.code, self.field or "", self.value or ""

    @property
    def masked(self) -> str | None:
        """The text that broke the rule, masked and escaped; then shortened, as half a personal number has no mask."""
        if self.value is None:
            return None
        if len(self.value) <= _LONGEST_VALUE:
            return clean(self.value)
        return f"{clean(self.value[: _LONGEST_VALUE + _LONGEST_NUMBER])[:_LONGEST_VALUE]}…"

    @property
    def shown(self) -> Written | None:
        """The same, as messages take it.

        Of a count with decimals all digits are shown, because they are what is wrong, and nobody's number.
        """
        text, exact = self.masked, self.value or ""
        if self.field in _COUNTS and len(exact) <= _LONGEST_VALUE and _DECIMALS.fullmatch(exact):
            text = exact
        return None if text is None else Written(text)

    @property
    def where(self) -> str:
        """path:line:column, as editors and compilers write it."""
        file = clean_path(self.place.file)
        return f"{file}:{self.place.line}:{self.place.column}" if self.place.line else file

    def message(self, words: Wording) -> str:
        """What is wrong."""
        field = f"{self.field} ({self.called})" if self.called else self.field
        return self._filled(RULES[self.code].message, field, words)

    def hint(self, words: Wording) -> str:
        """The way out."""
        return self._filled(RULES[self.code].hint, self.field, words)

    def advice(self, words: Wording) -> str:
        """Both, in sentences."""
        return f"{ended(self.message(words))} {words('Hint')}: {self.hint(words)}."

    def beside_place(self, words: Wording) -> str:
        """The same for a format that shows a finding's file and line, and knows no sheets."""
        return f"{f'[{clean(self.place.sheet)}] ' if self.place.sheet else ''}{self.advice(words)}"

    def line(self, words: Wording) -> str:
        """All of it in one line of text."""
        code, _, *rest = self
        return f"{self.where}: {_told(words, code, *rest, self._ours)}"

    def __str__(self) -> str:
        """The finding in a line of English, as `coverage check` writes it."""
        return self.line(ENGLISH)

    def _filled(self, template: str, field: str | None, words: Wording) -> str:
        # Most hints say nothing of the value, and are one for all values; a phrase that fills them may.
        says = "{value" in template or any("{value" in text for _, text in self.args)
        value = (self.shown if says else None) or Written()
        return _sentence(words, template, field or "", value, self.args, self._ours)

    @property
    def _ours(self) -> tuple[bool, ...]:
        """Which arguments are phrases: one equals a text of the data, and is written otherwise."""
        return tuple([isinstance(text, Phrase) for _, text in self.args])

    def rewritten(self, write: Callable[[str], str]) -> Finding:
        """The finding with the texts of the data that fill its message written otherwise; phrases stay."""
        args = tuple((name, text if isinstance(text, Phrase) else write(text)) for name, text in self.args)
        return self._replace(args=args)


def ended(text: str) -> str:
    """A sentence with its full stop, which a text of the file at its end may bring along."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _severity(code: str, lesser: bool, weight: Severity | None) -> Severity:  # noqa: FBT001 - a finding's fields
    rule = RULES[code]
    return weight or (rule.lesser if lesser else rule.severity)


_PLACE = itemgetter(Finding._fields.index("place"))
_GRAVITY = itemgetter(*map(Finding._fields.index, ("code", "lesser", "weight")))


def errors_among(findings: Iterable[Finding]) -> int:
    """How many findings are errors; asked once of those that are alike, as a million can be."""
    alike = Counter(map(_GRAVITY, findings))
    return sum(count for kind, count in alike.items() if _severity(*kind) is Severity.ERROR)


def in_order(findings: Collection[Finding]) -> tuple[Finding, ...]:
    """The findings in the order in which every format lists them."""
    if _are_apart(findings):  # as they mostly come, a million of them
        return tuple(findings)
    placed = sorted(findings, key=_PLACE)
    return tuple(placed if _are_apart(placed) else sorted(placed, key=attrgetter("order")))


def _are_apart(findings: Iterable[Finding]) -> bool:
    """Whether each stands behind the one before: then nothing else counts."""
    places = list(map(_PLACE, findings))
    return all(map(lt, places, islice(places, 1, None)))


# Both are remembered, because a file that is wrong in one way is wrong so in a million rows.


@lru_cache(maxsize=4096)
def _told(words: Wording, *found: Any) -> str:  # noqa: ANN401 - a finding's fields
    """What is told of a finding behind its place: its severity, its code, and its sentences."""
    code, *rest, _ = found
    finding = Finding(code, _NOWHERE, *rest)
    return f"{words(finding.severity.value)} {code} {finding.advice(words)}"


@lru_cache(maxsize=4096)
def _sentence(
    words: Wording,
    template: str,
    field: str,
    value: Written,
    args: tuple[tuple[str, str], ...],
    _ours: tuple[bool, ...],
) -> str:
    """A rule's text, filled."""
    return words(
        template, {"field": field, "value": value, "near": "", "older": "", "way": "", "also": "", **dict(args)}
    )
