"""Reads the cases of the corpus (see README.md)."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
ENCODINGS = {"utf-16": "utf-16", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be", "windows-1252": "cp1252"}
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([trn\\]))")


@dataclass
class Case:
    """Files, arguments, and what must be found."""

    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    arguments: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    sums: dict[str, int] = field(default_factory=dict)


def cases() -> list[Case]:
    """Every case, by name."""
    return [read(path) for path in sorted(HERE.rglob("*.case"))]


def read(path: Path) -> Case:
    """One case."""
    case = Case(path.relative_to(HERE).with_suffix("").as_posix())
    if path.is_dir():
        _expect(case, (path / "expect").read_text().splitlines())
        files = [file for file in path.rglob("*") if file.is_file() and file.name != "expect"]
        case.files = {file.relative_to(path).as_posix(): file.read_bytes() for file in files}
        return case
    _, *sections = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for section in sections:
        head, _, body = section.partition("\n")
        name, *options = head.split()
        lines = body.removesuffix("\n").split("\n")
        if name == "expect":
            _expect(case, lines)
        elif name == "run":
            case.arguments = body.split()
        else:
            case.files[name] = _bytes(lines[:-1] if lines[-1] == "" else lines, options)
    return case


def _expect(case: Case, lines: list[str]) -> None:
    for line in filter(None, map(str.strip, lines)):
        if " = " in line:
            name, _, total = line.partition(" = ")
            case.sums[name] = int(total)
        else:
            case.findings.append(line)


def _bytes(lines: list[str], options: list[str]) -> bytes:
    end = "\r\n" if "crlf" in options else "\r" if "cr" in options else "\n"
    text = end.join(lines) + ("" if "no-end" in options or not lines else end)
    text = _ESCAPE.sub(_letter, text)
    if "bom" in options:
        text = f"\ufeff{text}"
    encoding = next((ENCODINGS[option] for option in options if option in ENCODINGS), "utf-8")
    data = text.encode(encoding, "surrogateescape")
    return gzip.compress(data, mtime=0) if "gzip" in options else data


def _letter(match: re.Match[str]) -> str:
    byte, short, long, sign = match.groups()
    if byte is not None:
        code = int(byte, 16)
        return chr(code) if code < 0x80 else chr(0xDC00 + code)
    if sign is not None:
        return {"t": "\t", "r": "\r", "n": "\n", "\\": "\\"}[sign]
    return chr(int(short or long, 16))
