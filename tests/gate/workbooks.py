"""Workbooks from text: `[sheet]` lines, below each its rows with commas; Parquet from `[name TYPE,name]` and rows,
and so packed text, which `(cut off)` takes its end.

In a sheet `(hidden)` stands before a row that is hidden, a number's format behind it (`67(0" ribu")`), = before a
formula that nothing computed, and ~ around what is struck through.
"""

from __future__ import annotations

import gzip
import io
import re
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import duckdb

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FORMAT = re.compile(r"(?<=[0-9])\((.+?)\)(?=,|$)", re.MULTILINE)
_HIDDEN = ' hidden="1"'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def parquet(text):
    """One file, or one behind the other for each table."""
    return b"".join(map(_parquet, text.split("\n\n")))


def packed(text):
    header, *rows = text.splitlines()
    whole = rows if rows[-1] != "(cut off)" else rows[:-1]
    data = gzip.compress("\n".join([header.strip("[]"), *whole, ""]).encode())
    return data if whole is rows else data[:-12]


def _parquet(text):
    header, *rows = text.splitlines()
    columns = [column.partition(" ") for column in header.strip("[]").split(",")]
    names = ", ".join(name for name, *_ in columns)
    kinds = ", ".join(f"cast({name} as {kind or 'VARCHAR'}) as {name}" for name, _, kind in columns)
    values = ", ".join(str(tuple(row.split(","))) for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.parquet")
        rows = f"select {kinds} from (values {values}) as t({names})"  # noqa: S608 - of the catalogue's samples
        duckdb.sql(f"copy ({rows}) to '{path}' (format parquet)")
        return path.read_bytes()


def workbook(text):
    parts = re.split(r"^\[(.+)\]$", text, flags=re.MULTILINE)[1:]
    sheets = dict(zip(parts[::2], parts[1::2], strict=True))
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    named = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        f'<Relationship Id="styles" Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>',
    }
    formats = list(dict.fromkeys(_FORMAT.findall(text)))
    codes = "".join(f'<numFmt numFmtId="{at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(formats, 164))
    xfs = "".join(f'<xf numFmtId="{at}"/>' for at in (0, *range(164, 164 + len(formats))))
    files["xl/styles.xml"] = (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>'
    )
    files |= {
        f"xl/worksheets/sheet{number}.xml": _sheet(rows, formats) for number, rows in enumerate(sheets.values(), 1)
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _sheet(text, formats):
    rows = "".join(
        f'<row r="{at}"{_HIDDEN if line.startswith("(hidden)") else ""}>{_cells(at, line, formats)}</row>'
        for at, line in enumerate(text.strip().splitlines(), 1)
    )
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _cells(row, line, formats):
    texts = line.removeprefix("(hidden)").split(",")
    return "".join(_cell(f"{'ABCDEFGH'[column]}{row}", text, formats) for column, text in enumerate(texts))


def _cell(place, text, formats):
    if text.startswith("="):
        return f'<c r="{place}"><f>{escape(text[1:])}</f></c>'
    if formatted := _FORMAT.search(text):
        return f'<c r="{place}" s="{formats.index(formatted[1]) + 1}"><v>{text[: formatted.start()]}</v></c>'
    if text.isdigit():
        return f'<c r="{place}"><v>{text}</v></c>'
    runs = "".join(
        f"<r><rPr>{'<strike/>' * (at % 2)}</rPr><t>{escape(part)}</t></r>" for at, part in enumerate(text.split("~"))
    )
    return f'<c r="{place}" t="inlineStr"><is>{runs}</is></c>'
