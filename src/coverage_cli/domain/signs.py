"""Signs by which a cell says that it is no value: a spreadsheet's errors, and the marks of comments."""

from __future__ import annotations

import re
from collections.abc import Sequence

SHEET_ERROR = (
    r"(?is:#(?:(?:N/A|DIV/0|REF|VALUE|NAME|NUM|NULL|SPILL|CALC)[!?]?|GETTING_DATA|ERROR!(?: .*)?"
    r"|(?:FIELD|BLOCKED|CONNECT|BUSY|PYTHON|UNKNOWN|EXTERNAL|TIMEOUT)!))"
)
"""What a spreadsheet shows in place of a value, also where an export dropped the mark at the end of a usual one."""


COMMENT = ("#", "//", "--", "%", ";", "/*", "* ", "REM ", "rem ")
"""How people begin comments in text files; what is or looks like a word, with the blank behind it."""
_MARK = "(?:" + "|".join(re.escape(mark.rstrip()) + r"\s" * mark.endswith(" ") for mark in COMMENT) + ")"
_COMMENTED = re.compile(rf"\s*{_MARK}[^\w(]*[\w(]")
"""The mark and something behind it; `--` or `###` alone stand for no value."""
WHITE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""All that Python takes for white space; engines know less."""
_BLANK = f"[{WHITE}]"
MAY_BE_COMMENTED = (
    f'(?s)^"?{_BLANK}*(?:'
    + "|".join(re.escape(mark.rstrip()) + _BLANK * mark.endswith(" ") for mark in COMMENT)
    + r").*(?:[0-9A-Za-z_(]|[^\x00-\x7F])"
)
"""A cell, or a line, that begins so may be commented, and none else is; for engines whose words are ASCII's."""
_SOME = re.compile(rf"\n\s*{_MARK}")


def is_commented(text: str) -> bool:
    """Whether the first cell of a row begins as a comment does: who writes `#A` has taken A's row out."""
    return _COMMENTED.match(text) is not None and not re.fullmatch(SHEET_ERROR, text.strip())


def commented(cells: Sequence[str]) -> list[int]:
    """Which of the first cells of rows begin as comments do; quick where none does."""
    if not _SOME.search("\n".join(("", *cells))):
        return []
    return [row for row, cell in enumerate(cells) if is_commented(cell)]
