"""Provenance in words for people, and as a record that `coverage verify` finds again in an artefact."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.provenance import Provenance
from coverage_cli.domain.safe import clean, clean_path, visible
from coverage_cli.output.exact import indented
from coverage_cli.output.language import LANGUAGES, Words, words

SCHEMA = "coverage-provenance/1"
_MADE = phrase("Made by coverage-cli {version}, options: {options}.")
_INPUT = phrase("Input: {path:path}, SHA-256 {sha}.")
_SPACED = re.compile(r"\b[0-9a-f]{8}(?: [0-9a-f]{8}){7}\b")
SIDECAR = ".provenance.json"
"""What is put behind an artefact's name for the file beside it."""


def record(made: Provenance) -> dict[str, Any]:
    """`coverage-provenance/1`."""
    target = made.target
    return {
        "schema": SCHEMA,
        "tool": "coverage-cli",
        "version": made.version,
        "options": [[name, clean(value)] for name, value in made.options],
        "periods": list(made.periods),
        "population_periods": list(made.population_periods),
        "target": None if target is None else {"name": clean(target.name), "source": clean(target.source)},
        "inputs": [
            {
                "path": visible(read.path),
                "kind": read.kind and read.kind.value,
                "sha256": read.sha256,
                "rows": read.rows,
            }
            for read in made.inputs
        ],
    }


def compact(made: Provenance) -> str:
    """The record in one line of ASCII, to be put into an artefact."""
    # A blank at the end of a property would be lost when an office program saves the file again.
    return json.dumps(record(made), separators=(",", ":")).replace(" ", "\\u0020")


def beside(made: Provenance, artefacts: Mapping[str, bytes]) -> bytes:
    """The record as a file beside artefacts, which it names with their SHA-256."""
    named = [{"name": clean_path(name), "sha256": hashlib.sha256(data).hexdigest()} for name, data in artefacts.items()]
    tree = {**record(made), "artefacts": named}
    return indented(tree).encode("utf-8")


def sentences(made: Provenance, said: Words) -> list[str]:
    """The provenance for people, one sentence a line; none of what nobody made, a template to begin with."""
    if not made.version:
        return []
    options = " ".join(
        f'{name} "{value}"' if " " in value else f"{name} {value}".rstrip() for name, value in made.options
    )
    return [
        said(_MADE, version=made.version, options=options or "-"),
        *dict.fromkeys(said(_INPUT, path=read.path, sha=spaced(read.sha256)) for read in made.inputs),
    ]


def is_told(line: str) -> bool:
    """Whether a line is one of those sentences, in any language and of any run."""
    return any(re.fullmatch(pattern, line) for pattern in _told())


@cache
def _told() -> tuple[str, ...]:
    texts = (words(language)(template) for language in LANGUAGES for template in (_MADE, _INPUT))
    return tuple(re.sub(r"\\\{.*?\\\}", ".*", re.escape(text)) for text in texts)


def spaced(sha256: str) -> str:
    """A SHA-256 in groups of eight, which people can compare, and which is never taken for a personal number."""
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))


def named_in(line: str) -> list[str]:
    """Every SHA-256 that a line has as `spaced` writes it."""
    return [found.replace(" ", "") for found in _SPACED.findall(line)]


def day(made: Provenance) -> str:
    """The day to which a file is dated, so that it does not depend on the clock: the last day of its figures."""
    from coverage_cli.domain.periods.periods import known_period

    lasts = [known_period(period).last for period in (*made.periods, *made.population_periods)]
    return max(lasts).isoformat() if lasts else "1980-01-01"
