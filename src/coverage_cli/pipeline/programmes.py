"""Programmes whose name may say several: a cell "JKK, JKM" has two readings where JKK is a programme of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_cli.domain.fields import PROGRAMME
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.domain.names import Labels
    from coverage_cli.pipeline.extracts import Surveyed
    from coverage_cli.pipeline.meaning import Meaning

_BETWEEN = re.compile(r"[,;+/&|]")


def compound(surveyed: Surveyed, meaning: Meaning) -> Iterator[Finding]:
    """A finding for each such programme, at its first row; at the file's header where that cannot be had."""
    names = meaning.programmes
    for key, part in _of_several(names).items():
        number, file = next(
            (number, file)
            for number, file in enumerate(surveyed.gathered.files)
            if file.survey and any(meaning.of(one.texts).programme == key for one in file.survey.combinations)
        )
        place = surveyed.first(number, PROGRAMME, key) or Place(file.layout.name, file.line, 1)
        yield Finding("P109", place, field=PROGRAMME, value=names.shown(key), args=(("name", names.shown(part)),))


def _of_several(names: Labels) -> dict[str, str]:
    """The programmes whose name, taken apart, holds that of another, and this other one; by their keys."""
    found = {
        key: [part for part in map(name_key, _BETWEEN.split(key)) if part != key and part in names] for key in names
    }
    return {key: parts[0] for key, parts in found.items() if parts}
