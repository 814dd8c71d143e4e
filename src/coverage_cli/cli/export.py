"""`coverage export`."""

from __future__ import annotations

from typing import Annotated, Optional

from coverage_cli.cli import options, plan_options
from coverage_cli.cli.groups import Files, Means, Persons, Rows, Speech, grouped
from coverage_cli.cli.result import Result
from coverage_cli.domain.errors import UsageFault


@grouped
def export(
    *,
    output: Annotated[
        Optional[list[str]],
        options.option(
            "--output -o FILE",
            help="Write a file, as its suffix says (.pptx .xlsx .png .svg .html .csv .json .md .txt), or a folder/; "
            "repeat for several files.",
        ),
    ] = None,
    rows: Rows,
    pareto: options.Pareto = False,
    measures: options.Measures = False,
    totals: options.Totals = False,
    plan_by: Annotated[
        Optional[str],
        options.option("--plan-by MONTH", help="Add the plan that reaches the target by this month, such as 2026-12."),
    ] = None,
    plan: plan_options.Given,
    template: Annotated[
        Optional[str],
        options.option("--template FILE", help="A .pptx template: its named shapes and charts are filled."),
    ] = None,
    starter: Annotated[
        Optional[str],
        options.option("--starter FILE", help="Write a template to begin with, its shapes named, and stop."),
    ] = None,
    sidecar: Annotated[
        bool, options.option("--sidecar", help="Write beside each file a JSON file that says what it was made from.")
    ] = False,
    decimals: options.Decimals = 1,
    excel: options.Excel = False,
    raw: options.Raw = False,
    strict: options.Strict = False,
    persons: Persons,
    means: Means,
    files: Files,
    speech: Speech,
) -> Result:
    """Slides, workbooks, pictures, pages and tables from one report, so that all of them agree."""
    from coverage_cli.cli import exporting
    from coverage_cli.cli.exhibits import exhibits_of
    from coverage_cli.cli.option_conflicts import refuse_in_export
    from coverage_cli.output.artefacts import has_csv, has_room, refuse_unusable, write_starter
    from coverage_cli.output.style import Style

    style = Style(speech.language, decimals, excel=excel, raw=raw)
    if starter is not None and (output or template):
        raise UsageFault(
            "--starter writes a template and stops; ask for {option} in a run of its own",
            {"option": "--output" if output else "--template"},
        )
    if starter is not None:
        return Result(err=write_starter(starter, style.language))
    if not output:
        raise UsageFault("name what to write, such as: --output deck.pptx")
    refuse_unusable(output, template, files.targets, files.project)
    additions = exporting.Additions(exhibits_of(rows, pareto=pareto, measures=measures), plan_by, plan, totals=totals)
    wants = {**rows.wants, **additions.wants, "--excel": excel, "--raw": raw, "--strict": strict}
    refuse_in_export(wants, room=any(map(has_room, output)), csv=any(map(has_csv, output)))
    request = rows.request(files, persons.counting(means), speech.day)
    outputs = exporting.Outputs(output, template, sidecar=sidecar)
    return exporting.exported(request, additions, outputs, style, strict=strict)
