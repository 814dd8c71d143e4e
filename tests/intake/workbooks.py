"""Writes small .xlsx files for tests, part by part, so that each oddity can be put in by hand."""

from __future__ import annotations

import zipfile
from xml.sax.saxutils import escape, quoteattr

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DATE, GROUPED, MONTH, SHORT_MONTH, STRUCK = 1, 2, 3, 4, 5
"""Cell styles; the one behind them says that its font strikes nothing through."""
"""Cell styles: a date, a number with thousands marks, months in words and in short."""


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number(value: object, style: int = 0) -> str:
    return f'<c s="{style}"><v>{value}</v></c>'


def formula(source: str, stored: object = None) -> str:
    value = "" if stored is None else f"<v>{stored}</v>"
    return f"<c><f>{escape(source)}</f>{value}</c>"


def error(name: str) -> str:
    return f'<c t="e"><v>{escape(name)}</v></c>'


def rows(*given: list[str], first: int = 1) -> str:
    return "".join(f'<row r="{at}">{"".join(cells)}</row>' for at, cells in enumerate(given, first))


def write(
    path,
    sheets: dict[str, str],
    *,
    prologue: str = "",
    hidden: tuple[str, ...] = (),
    date: str = "[$-421]dd\\ mmmm\\ yyyy;@",
    since: str = "0",
    strings: tuple[str, ...] = (),
    columns: str = "",
    merged: tuple[str, ...] = (),
) -> str:
    """Sheets by name, each the XML of its rows; `date` is the number format of the style DATE.

    `strings` are the shared ones' XML, `columns` that of columns, `merged` the references of merged areas.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        states = {name: "hidden" if name in hidden else "visible" for name in sheets}
        listed = "".join(
            f"<sheet name={quoteattr(name)} sheetId='{at}' r:id='r{at}' state='{states[name]}'/>"
            for at, name in enumerate(sheets, 1)
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns:r="{_RELATIONS}"><workbookPr date1904="{since}"/><sheets>{listed}</sheets></workbook>',
        )
        parts = "".join(
            f"<Relationship Id='r{at}' Type='{_RELATIONS}/worksheet' Target='worksheets/sheet{at}.xml'/>"
            for at in range(1, len(sheets) + 1)
        )
        styles = f"<Relationship Id='s' Type='{_RELATIONS}/styles' Target='/xl/styles.xml'/>"
        shared = f"<Relationship Id='z' Type='{_RELATIONS}/sharedStrings' Target='sharedStrings.xml'/>"
        book.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{parts}{styles}{shared}</Relationships>")
        book.writestr("xl/sharedStrings.xml", f"<sst>{''.join(f'<si>{string}</si>' for string in strings)}</sst>")
        xfs = '<xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="3"/><xf numFmtId="171"/><xf numFmtId="17"/>'
        xfs += '<xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/>'
        codes = ((170, date), (171, "[$-421]mmmm\\ yyyy;@"))
        formats = "".join(f'<numFmt numFmtId="{at}" formatCode={quoteattr(code)}/>' for at, code in codes)
        formats = f"<numFmts>{formats}</numFmts>"
        fonts = '<font/><font><b/><strike/></font><font><strike val="false"/></font>'
        formats += f"<fonts>{fonts}</fonts><dxfs><dxf><font><strike/></font></dxf></dxfs>"
        book.writestr("xl/styles.xml", f"<styleSheet>{formats}<cellXfs>{xfs}</cellXfs></styleSheet>")
        for at, content in enumerate(sheets.values(), 1):
            areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
            sheet = f"<cols>{columns}</cols><sheetData>{content}</sheetData><mergeCells>{areas}</mergeCells>"
            xml = f"{prologue}<worksheet>{sheet}</worksheet>"
            book.writestr(f"xl/worksheets/sheet{at}.xml", xml)
    return str(path)
