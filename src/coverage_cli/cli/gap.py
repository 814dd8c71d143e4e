"""`coverage gap`."""

from __future__ import annotations

from itertools import chain
from typing import Annotated, Optional

from coverage_cli.cli import options
from coverage_cli.cli.groups import Files, Means, Persons, Rows, Speech, grouped
from coverage_cli.cli.result import Result, on_screen
from coverage_cli.domain.bounds import one_of

FORMATS = ("table", "csv", "json", "markdown", "html")


@grouped
def gap(
    *,
    rows: Rows,
    format_: Annotated[
        Optional[str], options.option("--format -f FORMAT", help="table (default), csv, json, markdown or html.")
    ] = None,
    output: Annotated[
        Optional[list[str]],
        options.option(
            "--output -o FILE",
            help="Write a file, as its suffix says (.csv .json .md .txt .html); repeat for several files.",
        ),
    ] = None,
    decimals: options.Decimals = 1,
    totals: Annotated[bool, options.option("--totals", help="Totals in the CSV too.")] = False,
    excel: options.Excel = False,
    raw: options.Raw = False,
    fail_under: Annotated[
        Optional[str], options.option("--fail-under RATE", help="Exit with 1 if the total's rate is lower.")
    ] = None,
    pareto: options.Pareto = False,
    measures: options.Measures = False,
    strict: options.Strict = False,
    persons: Persons,
    means: Means,
    files: Files,
    speech: Speech,
) -> Result:
    """Coverage rate, gap to target, uncovered people and enrolments still needed, per segment and in total."""
    from coverage_cli.cli.exhibits import exhibits_of
    from coverage_cli.cli.option_conflicts import refuse_in_gap
    from coverage_cli.cli.refusals import refuse_warnings, told_beside, under
    from coverage_cli.config.rates import rate_given
    from coverage_cli.output.language import words
    from coverage_cli.output.reports import format_of, refuse_unusable, write_files
    from coverage_cli.output.style import Style
    from coverage_cli.pipeline.gap import gaps

    style = Style(speech.language, decimals, totals=totals, excel=excel, raw=raw)
    shown = one_of("--format", format_ or "table", FORMATS)
    floor = rate_given("--fail-under", fail_under) if fail_under is not None else None
    outputs = output or []
    refuse_unusable(outputs, files.targets, files.project)
    printed = bool(format_) or not outputs
    formats = {*map(format_of, outputs), *([shown] if printed else [])}
    exhibits = exhibits_of(rows, pareto=pareto, measures=measures)
    csv = {"--totals": totals, "--excel": excel, "--raw": raw}
    judged = {"--strict": strict, "--fail-under": floor is not None}
    refuse_in_gap({**rows.wants, **exhibits.wants, **csv, **judged}, formats)
    request = rows.request(files, persons.counting(means), speech.day)
    reports = gaps(request, exhibits.targets, exhibits.bases)
    made, pages = None, reports
    views = dict(zip(exhibits.bases, reports, strict=False))
    found = list(chain.from_iterable(one.findings for one in reports))
    refuse_warnings(found, strict=strict, bases=views)
    if "html" in formats:
        from coverage_cli.pipeline.portable import portable_reports
        from coverage_cli.pipeline.provenance import made_of

        made = made_of(request, reports[0])
        pages = portable_reports(reports, request.project)

    def text(name: str, style: Style) -> str:
        return exhibits.text(pages if name == "html" else reports, name, style, made)

    wrote = write_files(reports, outputs, lambda name: text(name, style), words(speech.language))
    warned = told_beside(formats, found, style.language, views)
    result = Result(text(shown, on_screen(style)) if printed else "", wrote + warned)
    for one in reports if exhibits.bases else reports[:1]:
        result = under(one, floor, result, style)
    return result
