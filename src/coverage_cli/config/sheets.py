"""The sheets of a workbook that an input of `config/sources.yaml` reads: one, several, or each with its period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator

from coverage_cli.config.layout import Layout
from coverage_cli.config.yaml.validation import Placed, fault, note
from coverage_cli.domain.periods.periods import parse_period
from coverage_cli.domain.phrases import phrase

if TYPE_CHECKING:
    from pydantic import ValidationInfo

_NO_PERIOD = phrase('"{value}" is no period of a sheet: write 2025, 2025-Q3, 2025-09 or 2025-09-30')


def _each(value: object) -> object:
    """Each sheet's name with its period; None where its rows say it."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | dict) or not all(isinstance(name, str) for name in names):
        raise fault("C105", what=phrase("names of sheets are expected, or a mapping of each name to its period"))
    if not names or not all(name.strip() for name in names):
        raise fault("C105", what=phrase("a text is expected, and nothing stands here"))
    return names if isinstance(names, dict) else dict.fromkeys(names)


Sheets = Annotated[dict[str, str | None], BeforeValidator(_each)]


def with_period(entry: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
    """What an input says, with the period that its sheets give as a constant, which it is for the rows of each."""
    given, constants = entry.get("sheet"), entry.get("constants", {})
    periods = [text for text in given.values() if isinstance(text, str)] if isinstance(given, dict) else []
    wrong = [text for text in periods if parse_period(text) is None]
    for text in wrong:
        note(info, "C110", text, ("what", _NO_PERIOD))
    if wrong or not periods or not isinstance(constants, dict):
        return entry
    if "period" in constants:
        note(info, "C110", periods[0], ("what", phrase("the sheets give the period, and constants: gives it too")))
        return entry
    name = Placed.at("period", periods[0].place) if isinstance(periods[0], Placed) else "period"
    return {**entry, "constants": {**constants, name: periods[0]}}


def of_sheets(layout: Layout, sheets: Mapping[str, str | None] | None) -> Iterator[Layout]:
    """The file, once for each sheet that is read of it; what is no workbook has none."""
    if not (sheets and layout.has_sheets):
        yield layout
        return
    for name, period in sheets.items():
        constants = layout.constants if period is None else {**layout.constants, "period": period}
        yield replace(layout, sheet=name, constants=constants)
