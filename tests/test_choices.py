"""Words that can be chosen: wherever they are listed or taken, they are those of the one list."""

from __future__ import annotations

from typing import get_type_hints

import pytest

from coverage_cli.analysis.plan_request import Strategy
from coverage_cli.cli import options, plan_options
from coverage_cli.domain.choices import (
    DELIMITERS,
    ENCODINGS,
    MISSING,
    NAMES_OF_ENCODINGS,
    NUMBER_STYLES,
    SORTS,
    STATUSES,
    STRATEGIES,
)

POPULATION = {"data/population.csv": "branch,segment,period,workers\nb,s,2025,5\n"}


def _help(option):
    return option.__metadata__[0].help


def test_strategies_are_those_of_the_analysis():
    assert tuple(one.value for one in Strategy) == STRATEGIES


def test_help_lists_what_is_taken():
    assert _help(options.Sort).startswith(", ".join(SORTS[:-1]) + f" or {SORTS[-1]}; ")
    strategy = get_type_hints(plan_options.Given, include_extras=True)["strategy"]
    assert [word for word in STRATEGIES if word not in _help(strategy)] == []
    assert set(_help(options.Encoding).rstrip(".").replace(" or ", ", ").split(", ")) <= set(
        NAMES_OF_ENCODINGS.values()
    )
    assert [f"({word})" in _help(options.NumberStyle) for word in NUMBER_STYLES] == [True] * len(NUMBER_STYLES)
    assert _help(options.Delimiter).endswith(", ; | or tab.")


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        (["--encoding", "x"], ", ".join(NAMES_OF_ENCODINGS.values())),
        (["--number-style", "x"], ", ".join(NUMBER_STYLES)),
        (["--missing", "x"], ", ".join(MISSING)),
        (["--status", "x"], ", ".join(STATUSES)),
        (["--sort", "x"], ", ".join(SORTS)),
        (["--delimiter", "x"], " ".join(sorted(set(DELIMITERS.values()) - {"\t"})) + " or tab"),
    ],
    ids=lambda given: given[0].strip("-") if isinstance(given, list) else "",
)
def test_a_word_that_is_none_is_answered_with_all(project, run, arguments, known):
    project(POPULATION)
    ran = run("gap", *arguments)
    assert ran.code == 2
    assert f"is not known; use {known}" in ran.err


def test_the_help_names_every_encoding():
    (option,) = options.Encoding.__metadata__
    assert option.help.rstrip(".").replace(" or ", ", ").split(", ") == list(NAMES_OF_ENCODINGS.values())


def test_a_configuration_takes_what_an_option_takes(project, run):
    source = "inputs:\n  - {{kind: population, files: data/population.csv, {}}}\n"
    for name, words in (("delimiter", DELIMITERS), ("encoding", ENCODINGS), ("number_style", NUMBER_STYLES)):
        for word in words:
            project({**POPULATION, "config/sources.yaml": source.format(f"{name}: {word}")})
            assert " C" not in run("check").out
    project({**POPULATION, "config/sources.yaml": source.format("encoding: x")})
    listed = run("check").out.split("write ")[1].split(".")[0]
    assert tuple(listed.replace(" or ", ", ").split(", ")) == tuple(NAMES_OF_ENCODINGS.values())
    project({**POPULATION, "config/sources.yaml": source.format("delimiter: x")})
    listed = run("check").out.split("write ")[1].split(".")[0]
    assert set(listed.replace('"', "").replace(" or ", ", ").split(", ")) - {""} >= {";", "|", "tab"}
