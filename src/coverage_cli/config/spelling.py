"""How the text of files is spelled, as a command line or a script says it without a sources.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from coverage_cli.config.layout import Spelling
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.choices import NAMES_OF_ENCODINGS, NUMBER_STYLES, delimiter_of, encoding_of
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_cli.domain.choices import NumberStyle


def spelling(
    columns: Iterable[tuple[str, str]],
    delimiter: str | None,
    encoding: str | None,
    number_style: str | None,
    sheet: str | None,
) -> Spelling:
    """What the options say about how files are spelled; `columns` are our fields, each with its header.

    Raises:
        UsageFault: an option with a value that is not known.
    """
    mark = None if delimiter is None else delimiter_of(delimiter)
    if delimiter is not None and mark is None:
        raise UsageFault(
            '{option} "{value}" is not known; use , ; | or tab', {"option": "--delimiter", "value": delimiter}
        )
    known = None
    if encoding is not None:
        known = encoding_of(encoding) or one_of("--encoding", encoding, tuple(NAMES_OF_ENCODINGS.values()))
    if number_style is not None:
        one_of("--number-style", number_style, NUMBER_STYLES)
    return Spelling(_columns(columns), mark, known, cast("NumberStyle | None", number_style), sheet)


def _columns(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    known = list(dict.fromkeys(name for names in FIELDS.values() for name in names))
    columns: dict[str, str] = {}
    for ours, theirs in pairs:
        one_of("--column", ours, known)
        if columns.setdefault(ours, theirs) != theirs:
            raise UsageFault('{option} gives "{value}" twice', {"option": "--column", "value": ours})
    return columns
