"""Office files (zip packages) to the same bytes for the same input, with the record of their provenance inside.

The record stands in custom document properties (ECMA-376, part 1, 22.3), which office programs keep when they save
a file again; LibreOffice drops custom XML parts. A property holds 255 characters at the most, so there are several.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip archive can name."""
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_PROPERTIES = "docProps/custom.xml"
_RELATIONS, _TYPES = "_rels/.rels", "[Content_Types].xml"
_SCHEMAS = "http://schemas.openxmlformats.org/officeDocument/2006"
_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_USERS = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that users define (MS-OSHARED, 2.3.3.2.3)."""
NAME = "coverage-provenance"
_LONGEST = 240
"""Characters of one property."""


def sealed(package: bytes, record: str, day: str) -> bytes:
    """The package, rewritten with fixed times, dated to `day` (YYYY-MM-DD), with the record in it."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    if record:
        _add_record(parts, record)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, _settled(name, data, day))
    return out.getvalue()


def _settled(name: str, data: bytes, day: str) -> bytes:
    if name.endswith(".xlsx"):  # the data behind a chart is a workbook within the deck
        return sealed(data, "", day)
    if name == "docProps/core.xml":
        return _DATES.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode() + rb"\g<2>", data)
    return data


def _add_record(parts: dict[str, bytes], record: str) -> None:
    """Add the properties, beside those that a template has; a record of an earlier run goes."""
    empty = f'<Properties xmlns="{_SCHEMAS}/custom-properties" xmlns:vt="{_SCHEMAS}/docPropsVTypes"></Properties>'
    if _PROPERTIES not in parts:
        parts[_PROPERTIES] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{empty}'.encode()
        relation = f'<Relationship Id="rIdCoverage" Type="{_SCHEMAS}/relationships/custom-properties"'
        _append(parts, _RELATIONS, "</Relationships>", f'{relation} Target="{_PROPERTIES}"/>')
        _append(parts, _TYPES, "</Types>", f'<Override PartName="/{_PROPERTIES}" ContentType="{_KIND}"/>')
    old = re.compile(rb"<property [^>]*name=\"" + NAME.encode() + rb"[^>]*>.*?</property>", re.DOTALL)
    parts[_PROPERTIES] = old.sub(b"", parts[_PROPERTIES])
    first = max([1, *map(int, re.findall(rb"pid=\"(\d+)\"", parts[_PROPERTIES]))]) + 1
    for number, start in enumerate(range(0, len(record), _LONGEST)):
        head = f'<property fmtid="{_USERS}" pid="{first + number}" name="{NAME}-{number + 1:03d}">'
        value = (
            f'<vt:lpwstr xmlns:vt="{_SCHEMAS}/docPropsVTypes">{escape(record[start : start + _LONGEST])}</vt:lpwstr>'
        )
        _append(parts, _PROPERTIES, "</Properties>", f"{head}{value}</property>")


def _append(parts: dict[str, bytes], name: str, end: str, text: str) -> None:
    """Put text before an element's end; an element that python-pptx wrote without content is opened for it."""
    data = parts[name]
    closed = re.compile(rb"<(Properties|Relationships|Types)([^<>]*)/>\s*$")
    data = closed.sub(rb"<\1\2></\1>", data)
    parts[name] = data.replace(end.encode(), (text + end).encode())
