"""The parts of an .xlsx file that a table needs (ECMA-376 part 1): sheets, strings, and which numbers are dates.

Nothing is computed: a formula counts with the value that was stored for it.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date

from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.files.opening import open_file
from coverage_cli.intake.files.text import LONGEST_RECORD, OVERLONG
from coverage_cli.intake.workbook.formats import BUILT_IN
from coverage_cli.intake.workbook.parts import BROKEN, LARGEST, DamagedError, local, parse, unescaped
from coverage_cli.intake.workbook.rich_text import OFF, RichText

_MOST_STRINGS, _MOST_LETTERS = 1 << 20, 1 << 27
"""Of a workbook's shared texts: how many, and their letters; memory holds them all, whatever the sheet uses."""
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_MONTH = 17
"""Number formats that are dates or times by their number (ECMA-376 part 1, 18.8.30), and that of months (mmm-yy)."""
DAY, MONTH = "day", "month"
_NOT_DATE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name, its part of the archive, and whether a user sees it."""

    name: str
    part: str
    visible: bool


@dataclass(slots=True)
class Workbook:
    """An opened archive with its strings and styles."""

    archive: zipfile.ZipFile
    sheets: list[Sheet] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    """For each cell style, whether it shows a number as a day or a month; empty where it shows a number."""
    formats: list[str] = field(default_factory=list)
    """For each cell style, its number format; empty where that is the general one."""
    struck: list[bool] = field(default_factory=list)
    """For each cell style, whether its font strikes the text through."""
    day_zero: date = date(1899, 12, 30)


def open_workbook(path: str) -> Workbook:
    """Read what all sheets share.

    Raises:
        DamagedError: it is no workbook, or a damaged one.
    """
    try:
        book = Workbook(zipfile.ZipFile(io.BytesIO(_packed(path))))
        names = [name.casefold() for name in book.archive.namelist()]
        if len(set(names)) < len(names):
            raise DamagedError(phrase("two of its parts have one name"))
        targets = _relations(book)
        _sheets(book, targets)
        for kind, (part, _) in ((kind, found) for found in targets.values() if (kind := found[1])):
            if kind == "sharedStrings":
                _strings(book, part)
            elif kind == "styles":
                _styles(book, part)
    except BROKEN as error:
        raise DamagedError(phrase("it is not a complete workbook")) from error
    return book


def _packed(path: str) -> bytes:
    """The file, which is far smaller than what is in it; nothing of it stays open while its rows wait to be read."""
    with open_file(path) as file:
        packed = file.read(LARGEST + 1)
    if len(packed) > LARGEST:
        raise DamagedError(phrase("it is too large"))
    return packed


def _relations(book: Workbook) -> dict[str, tuple[str, str]]:
    """Each relation's part of the archive and its kind."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, given: dict[str, str]) -> None:
        if local(name) == "Relationship":
            target = given["Target"]
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[given["Id"]] = (part, given.get("Type", "").rpartition("/")[2])

    for _ in parse(book.archive, "xl/_rels/workbook.xml.rels", StartElementHandler=start):
        pass
    return found


def _sheets(book: Workbook, targets: dict[str, tuple[str, str]]) -> None:
    def start(name: str, given: dict[str, str]) -> None:
        if local(name) == "workbookPr" and given.get("date1904", "0") in {"1", "true"}:
            book.day_zero = date(1904, 1, 1)
        if local(name) != "sheet":
            return
        key = next((value for attribute, value in given.items() if attribute.endswith("}id")), "")
        part, kind = targets.get(key, ("", ""))
        if kind == "worksheet":
            visible = given.get("state", "visible") == "visible"
            book.sheets.append(Sheet(given.get("name", ""), part, visible))

    for _ in parse(book.archive, "xl/workbook.xml", StartElementHandler=start):
        pass


def _strings(book: Workbook, part: str) -> None:
    """Shared strings; a rich one is its runs joined, without what only guides pronunciation."""
    rich = RichText()
    inside: list[str] = []
    left, size = _MOST_LETTERS, 0

    def start(name: str, given: dict[str, str]) -> None:
        inside.append(local(name))
        rich.look(inside[-1], given)

    def end(name: str) -> None:
        nonlocal size
        inside.pop()
        if local(name) == "si":
            book.strings.append(unescaped(rich.whole()) if size <= LONGEST_RECORD else OVERLONG)
            rich.clear()
            size = 0
            if len(book.strings) > _MOST_STRINGS:
                raise DamagedError(phrase("it holds too many texts"))

    def text(data: str) -> None:
        nonlocal left, size
        if inside and inside[-1] == "t" and "rPh" not in inside:
            size += len(data)
            if size > LONGEST_RECORD:
                return
            if (left := left - len(data)) < 0:
                raise DamagedError(phrase("it holds too many texts"))
            rich.add(data)

    for _ in parse(book.archive, part, StartElementHandler=start, EndElementHandler=end, CharacterDataHandler=text):
        pass


def _styles(book: Workbook, part: str) -> None:
    custom: dict[int, str] = {}
    fonts: list[bool] = []
    cells: list[dict[str, str]] = []
    inside: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        inside.append(local(name))
        if inside[-1] == "numFmt":
            custom[int(given["numFmtId"])] = given.get("formatCode", "")
        elif inside[-2:] == ["fonts", "font"]:
            fonts.append(False)
        elif inside[-3:] == ["fonts", "font", "strike"]:
            fonts[-1] = given.get("val") not in OFF
        elif inside[-2:] == ["cellXfs", "xf"]:
            cells.append(given)

    def end(_name: str) -> None:
        inside.pop()

    for _ in parse(book.archive, part, StartElementHandler=start, EndElementHandler=end):
        pass
    formats = [int(given.get("numFmtId", "0")) for given in cells]
    struck = {at for at, strikes in enumerate(fonts) if strikes}
    book.struck = [int(given.get("fontId", "0")) in struck for given in cells]
    book.dates = [_date_of(number, custom.get(number)) for number in formats]
    codes = [custom.get(number, BUILT_IN.get(number, "")) for number in formats]
    book.formats = ["" if code.casefold() == "general" else code for code in codes]


def _date_of(number: int, code: str | None) -> str:
    if code is None:
        return MONTH if number == _MONTH else DAY if number in _DATES else ""
    bare = _NOT_DATE.sub("", code).casefold()
    shown = set() if bare == "general" else set(bare) & set("ymdhs")
    return MONTH if shown == {"y", "m"} else DAY if shown else ""
