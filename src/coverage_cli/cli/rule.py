"""`coverage rule`."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from coverage_cli.cli import arguments, options
from coverage_cli.cli.completion import rules
from coverage_cli.cli.result import Result, on_screen
from coverage_cli.domain.bounds import one_of

FORMATS = ("text", "json", "markdown")


def rule(
    code: Annotated[
        Optional[str],
        typer.Argument(
            metavar="CODE", help="The rule to explain, such as V103; none lists them all.", autocompletion=rules
        ),
    ] = None,
    format_: Annotated[str, options.option("--format -f FORMAT", help="text, json or markdown.")] = "text",
    lang: options.Lang = None,
) -> Result:
    """Explain a rule of `coverage check`: what, why, a failing and a passing sample, how to mend it."""
    from coverage_cli.domain.errors import UsageFault
    from coverage_cli.domain.rules import RULES, meant_rule
    from coverage_cli.output.checks import catalogue
    from coverage_cli.output.style import Style

    style = Style(arguments.language(lang))
    shown = one_of("--format", format_, FORMATS)
    if code is None:
        if shown == "json":
            return Result(catalogue.rules_json())
        return Result((catalogue.rules_markdown if shown == "markdown" else catalogue.rules_text)(style.words))
    found = RULES.get(code.strip().upper())
    if found is None:
        raise UsageFault(
            'there is no rule "{code}"{near:meant}; coverage rule lists them all',
            {"code": code, "near": meant_rule(code)},
        )
    if shown == "json":
        return Result(catalogue.rule_json(found))
    if shown == "markdown":
        return Result(catalogue.rule_markdown(found, style.words))
    from coverage_cli.pipeline.checks.explaining import sample_finding

    return Result(catalogue.rule_text(found, sample_finding(found.code), on_screen(style)))
