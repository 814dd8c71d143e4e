"""`coverage schema`."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from coverage_cli.cli import arguments, options
from coverage_cli.cli.groups import Tables, grouped
from coverage_cli.cli.result import Result
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import TABLE_KINDS

FORMATS = ("jsonschema", "datapackage")


@grouped
def schema(
    *,
    name: Annotated[
        Optional[str],
        typer.Argument(
            metavar="NAME",
            help="A file (targets, sources, checks, exceptions, claims), a report (gap, check, plan, ...), "
            "or with --format datapackage a table (population, participants, persons).",
        ),
    ] = None,
    format_: Annotated[str, options.option("--format -f FORMAT", help="jsonschema or datapackage.")] = "jsonschema",
    tables: Tables,
    lang: options.Lang = None,
) -> Result:
    """Describe files and reports for editors and other programs: JSON Schemas, or a Frictionless package."""
    arguments.language(lang)  # schemas are for machines; what is wrong is said in that language
    shown = one_of("--format", format_, FORMATS)
    from coverage_cli.output.datapackage import datapackage, table_schema
    from coverage_cli.output.exact import indented

    if shown == "jsonschema":
        from coverage_cli.config.schemas import FILES
        from coverage_cli.config.schemas import schema as schema_of
        from coverage_cli.output.report_schemas import names, report_schema

        if name in TABLE_KINDS:
            raise UsageFault(
                '"{value}" is a table, which has no JSON Schema; ask for it with --format datapackage', {"value": name}
            )
        known = (*FILES, *names())
        wanted = known if name is None else (one_of("schema", name, known),)
        found = {one: schema_of(one) if one in FILES else report_schema(one) for one in wanted}
        return Result(indented(found if name is None else found[wanted[0]]))
    from coverage_cli.pipeline.describing import describe

    if name is not None:
        return Result(table_schema(one_of("schema", name, TABLE_KINDS)))
    return Result(datapackage(describe(tables.override())))
