"""Workbooks from text: `[sheet]` lines, below each its rows with commas; Parquet from `[name TYPE,name]` and rows."""

from __future__ import annotations

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
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def parquet(text):
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
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
    }
    files |= {f"xl/worksheets/sheet{number}.xml": _sheet(rows) for number, rows in enumerate(sheets.values(), 1)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _sheet(text):
    rows = "".join(
        f'<row r="{row}">{"".join(_cell(row, column, cell) for column, cell in enumerate(line.split(",")))}</row>'
        for row, line in enumerate(text.strip().splitlines(), 1)
    )
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _cell(row, column, text):
    place = f"{'ABCDEFGH'[column]}{row}"
    if text.isdigit():
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
