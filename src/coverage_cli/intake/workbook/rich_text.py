"""The runs of a workbook's rich text: digits that are raised, as a footnote's number is, and what is struck through."""

from __future__ import annotations

from collections.abc import Mapping

from coverage_cli.intake.cells.unread import Struck

RUNS = frozenset({"r", "vertAlign", "strike"})
"""Elements that `look` takes; of others it needs nothing."""
_PLAIN: dict[int, int] = {}
_RAISED = {
    "superscript": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "subscript": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
OFF = frozenset({"0", "false"})
"""How XML says that a look does not hold."""


class RichText:
    """A text that comes run by run; plain text is one of a single run."""

    __slots__ = ("_marks", "_parts", "_strikes", "_struck")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.clear()

    def clear(self) -> None:
        """Begin another text."""
        self._parts.clear()
        self._marks = _PLAIN
        self._strikes = self._struck = False

    def look(self, tag: str, given: Mapping[str, str]) -> None:
        """Take the start of a run, whose text begins on the line, or what it says of how its text looks."""
        if tag in {"r", "vertAlign"}:
            self._marks = _RAISED.get(given.get("val", ""), _PLAIN)
        if tag in {"r", "strike"}:
            self._strikes = tag == "strike" and given.get("val") not in OFF

    def add(self, text: str) -> None:
        """Take a run's text as it is shown: 6656 with a raised 1 is a count with a footnote, and no 66561."""
        self._parts.append(text.translate(self._marks) if self._marks else text)
        self._struck |= self._strikes and bool(text.strip())

    def whole(self) -> str:
        """All of it; 12 struck through before 15 is no 1215, and not surely 15."""
        whole = "".join(self._parts)
        return Struck(whole) if self._struck else whole
