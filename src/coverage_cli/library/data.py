"""What every function of the library is told about its data: which files are read, and who is counted in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypedDict

from coverage_cli.config.layout import spelling
from coverage_cli.config.project import Override
from coverage_cli.domain.choices import NumberStyle, Status
from coverage_cli.domain.phrases import phrase
from coverage_cli.engines.options import Resources
from coverage_cli.library import given
from coverage_cli.library.given import Day, Headers, Names
from coverage_cli.pipeline.persons.counting import Counting

if TYPE_CHECKING:
    from pathlib import Path


class Sources(TypedDict, total=False):
    """Files in place of the project's own and how they are read, which day is today, and what counts persons.

    `project`: the project's folder; if not given, the one that the working directory is in.
    `population`, `participants`: a file or several, in place of the project's.
    `column`: headers of the files by the fields that they stand for, such as `{"workers": "jumlah_pekerja"}`.
    `delimiter`: what stands between cells, by itself or as comma, semicolon, tab or pipe.
    `encoding`: the encoding of the files, such as "windows-1252".
    `number_style`: how counts are grouped: "id" (48.000), "en" (48,000), "plain", "fr" (48 000), "ch" (48'000) or
    "in" (1,48,000).
    `sheet`: the sheet of a workbook.
    `today`: the day that counts as today, a date or a text such as "2025-09-30".
    `resources`: with what means files of persons are counted, such as `Resources(memory="2GB", threads=4)`.
    """

    project: str | Path | None
    population: Names
    participants: Names
    column: Headers | None
    delimiter: str | None
    encoding: str | None
    number_style: NumberStyle | None
    sheet: str | None
    today: Day
    resources: Resources | None


class Data(Sources, total=False):
    """Who is counted besides, in files of persons, and on which basis workers are.

    `status`: which persons are counted, "active" (if not given) or "all".
    `programme`: one programme or several, of which persons are members; if not given, of any.
    `basis`: the one on which workers are counted, where the data has several.
    """

    status: Status
    programme: Names
    basis: str | None


class Shared(TypedDict):
    """The same, as requests have it."""

    project: Override
    counting: Counting
    today: date | None
    basis: str | None


def shared(  # noqa: PLR0913 - the options that all share
    targets: str | Path | None = None,
    *,
    project: str | Path | None = None,
    population: Names = None,
    participants: Names = None,
    column: Headers | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    number_style: NumberStyle | None = None,
    sheet: str | None = None,
    today: Day = None,
    resources: Resources | None = None,
    status: Status = "active",
    programme: Names = None,
    basis: str | None = None,
) -> Shared:
    """What is given, as requests have it."""
    if not isinstance(resources, Resources | None):
        raise given.not_this("resources", resources, phrase("Resources"))
    texts = {"delimiter": delimiter, "encoding": encoding, "number_style": number_style, "sheet": sheet}
    return Shared(
        project=Override(
            given.text("project", project),
            given.names("population", population),
            given.names("participants", participants),
            given.text("targets", targets),
            spelling(given.headers("column", column), *(given.text(name, value) for name, value in texts.items())),
        ),
        counting=Counting(status, given.names("programme", programme), resources=resources or Resources()),
        today=given.today(today),
        basis=given.text("basis", basis),
    )
