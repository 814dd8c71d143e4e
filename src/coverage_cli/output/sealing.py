"""Office files (zip packages) to the same bytes for the same input, with the record of their provenance inside.

The record is a custom XML part (ECMA-376, part 1, 22.5), which office programs keep when they save a file again.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip archive can name."""
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
NAMESPACE = "urn:coverage-cli:provenance"


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
    """Add the custom XML part, and the main document's relationship to it; a record of an earlier run goes."""
    main = "ppt/_rels/presentation.xml.rels" if "ppt/presentation.xml" in parts else "xl/_rels/workbook.xml.rels"
    for name in [name for name, data in parts.items() if name.startswith("customXml/") and NAMESPACE.encode() in data]:
        del parts[name]
        relation = re.compile(rb"<Relationship [^>]*" + re.escape(f"../{name}".encode()) + rb"[^>]*/>")
        parts[main] = relation.sub(b"", parts[main])
    number = next(n for n in range(1, len(parts) + 2) if f"customXml/item{n}.xml" not in parts)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<provenance xmlns="{NAMESPACE}">{escape(record)}</provenance>'
    parts[f"customXml/item{number}.xml"] = text.encode()
    entry = f'<Relationship Id="rIdCoverage{number}" Type="{_RELATION}" Target="../customXml/item{number}.xml"/>'
    parts[main] = parts[main].replace(b"</Relationships>", entry.encode() + b"</Relationships>")
    types = "[Content_Types].xml"
    if b'Extension="xml"' not in parts[types]:
        default = b'<Default Extension="xml" ContentType="application/xml"/>'
        parts[types] = parts[types].replace(b"</Types>", default + b"</Types>")
