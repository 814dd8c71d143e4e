"""An empty text, as of a variable that nothing sets, is refused by the name of its option, and never taken for none."""

from __future__ import annotations

import pytest
from typer.main import get_command

from coverage_cli.cli.application import EXAMPLES, application

COMMANDS = get_command(application((), "")).commands
VALUED = [
    (name, one)
    for name, command in COMMANDS.items()
    for one in command.params
    if not getattr(one, "is_flag", False) and one.name != "help"
]


@pytest.mark.parametrize(("name", "one"), VALUED, ids=lambda one: getattr(one, "name", one))
def test_an_empty_value_is_refused_by_its_name(run, name, one):
    option = one.opts[0] if one.opts[0].startswith("-") else ""
    if option == "--against":
        return
    before = ["a.csv"] if one.name == "participants" and not option else []
    argument = [f"{option}="] if option else [*before, ""]
    ran = run(name, *argument, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    said, helped, *example = ran.err.splitlines()
    way = "" if one.required else ", or leave it out"
    shown = f"{option} {one.metavar}".strip()
    assert said == f"error: Invalid value for '{shown}': this is empty; give it a value{way}"
    assert helped == f"Help: coverage {name} --help"
    shows = not option or option in EXAMPLES[name].split()
    assert example == ([f"Example: {EXAMPLES[name]}"] if shows else [])
    said, *_ = run(name, *argument, "--lang", "id").err.splitlines()
    assert said.startswith(f"kesalahan: {option}")
    assert said.endswith(" kosong; beri nilai" + ("" if one.required else ", atau hilangkan"))


def test_no_earlier_state_is_no_name(project, run):
    rows = "branch,segment,period,"
    project(
        {
            "data/population.csv": f"{rows}workers\na,pu,2025,9\n",
            "data/participants.csv": f"{rows}participants\na,pu,2025,5\n",
        }
    )
    assert "nothing is compared" in run("check", "--against", "", "--lang", "en").err


@pytest.mark.parametrize(("lang", "said"), [("en", "Example:"), ("id", "Contoh:")])
def test_an_option_without_its_value_has_an_example(run, lang, said):
    for arguments in (("plan", "--by"), ("plan",), ("plan", "--branch")):
        ran = run(*arguments, "--lang", lang) if arguments[-1] == "plan" else run("plan", "--lang", lang, arguments[-1])
        assert f"{said} {EXAMPLES['plan']}" in ran.err.splitlines()


@pytest.mark.parametrize("option", ["--by", "--programme"])
def test_a_name_that_is_empty_between_commas_is_told_with_its_option(project, run, option):
    project({})
    ran = run("gap", option, "branch,", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert f'{option} "branch," has an empty name' in ran.err
    assert f'{option} "branch," memuat nama kosong' in run("gap", option, "branch,", "--lang", "id").err


@pytest.mark.parametrize("arguments", [("gap", "-"), ("check", "-"), ("check", "json=-")])
def test_standard_output_is_no_file(project, run, arguments):
    command, name = arguments
    root = project({})
    ran = run(command, "--output", name, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "--output - names no file: without --output the result goes to standard output, and --format says" in ran.err
    assert not (root / "-").exists()
