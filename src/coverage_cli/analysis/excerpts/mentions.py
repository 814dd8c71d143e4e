"""A figure in its sentence: what stands before it, behind it and in its clause, and the figures on either side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coverage_cli.analysis.excerpts.occurrences import Found, occurrences
from coverage_cli.analysis.reconcile.cardinals import any_of
from coverage_cli.analysis.reconcile.digits import NUMBER
from coverage_cli.analysis.reconcile.words import SCALES

_OF = re.compile(
    r"/|\s*(?:\w+\s){0,2}?(?:of|out of|dari)\s+(?:(?:the|a|all|total|sekitar|about|\w+['’]s)\s+){0,2}", re.IGNORECASE
)
"""All that stands between a part and its whole."""
_CLAUSE = re.compile(r"[;:—–]\s|\s-\s|,\s|\s(?:while|but|and|whereas|sedangkan|sementara|tetapi|namun|dan)\s")
_LABEL = re.compile(r"(?:[:—–]|\s-)\s$")
"""What stands before a figure and its colon is of its clause: "covered: 97,455"."""
_KIND = (
    r"(?:\s(?:orang|pekerja|tenaga kerja|workers|people))?\s(?:(?:in)?formal|rentan|mandiri|migran|penerima upah"
    r"|perempuan|laki-laki|male|female)(?:\s(?:workers|people))?"
)
_KINDS = re.compile(rf"{_KIND}\s(?:dan|and)\s(?={NUMBER}(?:\s(?:{any_of(SCALES)}))?{_KIND}\b)", re.IGNORECASE)
"""Behind a number of one kind of people that is joined to one of another, before what is said of both."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure of a sentence, with the one before it and the one behind it; None where there is none."""

    sentence: str
    figure: Found
    previous: Found | None = None
    following: Found | None = None

    def before(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """A pattern that ends with `$`, right before the figure."""
        return pattern.search(self.sentence[: self.figure.start])

    def behind(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """A pattern right behind the figure."""
        return pattern.match(self.sentence, self.figure.end)

    def in_clause(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """A pattern anywhere in the figure's clause."""
        return pattern.search(self.sentence, *self.clause)

    @property
    def alone(self) -> bool:
        """Whether the sentence has no other figure."""
        return self.previous is None and self.following is None

    @property
    def part(self) -> Found | None:
        """The figure before, of which this one is the whole: 97,455 of "97,455 of 145,455"."""
        return self.previous if self.previous and self._of(self.previous, self.figure) else None

    @property
    def whole(self) -> Found | None:
        """The figure behind, of which this one is a part."""
        return self.following if self.following and self._of(self.figure, self.following) else None

    def _of(self, part: Found, whole: Found) -> bool:
        return _OF.fullmatch(self.sentence[part.end : whole.start]) is not None

    @property
    def clause(self) -> tuple[int, int]:
        """From which place in the sentence the figure's clause goes to which one."""
        kinds = self.behind(_KINDS)
        joined = {kinds.end() if kinds else None, self.figure.start if self.before(_LABEL) else None}
        cuts = [match.end() for match in _CLAUSE.finditer(self.sentence) if match.end() not in joined]
        start = max((cut for cut in cuts if cut <= self.figure.start), default=0)
        return start, min((cut for cut in cuts if cut > self.figure.end), default=len(self.sentence))


def mentions(sentence: str) -> Iterator[Mention]:
    """The figures of a sentence that can be part of a claim, in reading order."""
    found = occurrences(sentence)
    for previous, figure, following in zip((None, *found), found, (*found[1:], None), strict=False):
        yield Mention(sentence, figure, previous, following)
