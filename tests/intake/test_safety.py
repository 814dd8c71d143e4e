"""Names from data and files are shown as they are, harmless: no markup, no formula, no control, no personal number."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coverage_cli.domain.safe import clean
from coverage_cli.output.language import words
from tests.harmless import ACTING

PERSONAL = "6471021509870001"
MARKUP = ("[red]x[/]", "[/]", ":warning:", "[link=http://x]y[/link]", "<b>x</b>", "**x**", "|x|")
FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(A1)", "＝1+1", "=cmd|'/c calc'!A1")
COMMANDS = (
    ("gap",),
    ("gap", "--format", "csv"),
    ("gap", "--format", "json"),
    ("gap", "--format", "markdown"),
    ("check",),
    ("check", "--format", "json"),
    ("list", "branches"),
    ("list", "segments"),
    ("trend",),
)


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def tables(branch, segment="pu", note=""):
    workers = f"branch,segment,period,workers,note\n{quoted(branch)},{quoted(segment)},2025,50,{quoted(note)}\n"
    people = f"branch,segment,period,participants\n{quoted(branch)},{quoted(segment)},2025,5\n"
    return {"data/population.csv": workers, "data/participants.csv": people}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("field", ["branch", "segment", "note"])
def test_no_command_prints_a_personal_number(project, run, command, field):
    project(tables(**{"branch": "a", field: PERSONAL}))
    ran = run(*command)
    assert ran.code in {0, 1, 2}
    assert PERSONAL not in ran.out + ran.err


@pytest.mark.parametrize(("digits", "hidden"), [("1234567890", False), ("12345678901", True), ("1" * 13, True)])
def test_the_shortest_number_of_a_card_is_masked(project, run, digits, hidden):
    project(tables("a", segment=digits))
    ran = run("gap")
    assert (digits in ran.out, f"{digits[:4]}{'*' * (len(digits) - 4)}" in ran.out) == (not hidden, hidden)


@pytest.mark.parametrize("error", ["#REF", "#REF!", "#name?", "#CALC!"])
def test_a_spreadsheets_error_is_one_in_every_column(project, run, error):
    project(tables(error))
    assert f'"{error}"' in run("check").out
    project({"data/population.csv": f"branch,segment,period,workers\na,pu,2025,{error}\n"})
    assert run("check").out.count("error V109") == 2


@pytest.mark.parametrize("name", MARKUP)
def test_markup_is_just_text(project, run, name):
    project(tables(name, name))
    assert name in run("gap").out
    assert run("list", "branches").out == f"{name}\n"


@pytest.mark.parametrize("name", ["R&amp;D", "a &lt;b&gt; &#99; c", "A & B; C", "[a](b) *c* `d` <e>", "h|i ~~j~~ #k"])
def test_names_read_in_markdown_as_they_are_in_the_data(project, run, name):
    from markdown_it import MarkdownIt

    project(tables(name))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(run("gap", "--format", "markdown").out)
    assert name in {"".join(one.content for one in token.children) for token in tokens if token.type == "inline"}


def test_what_notes_quote_in_markdown_is_text(project, run):
    project(tables("a", note="**x** <b>y</b>"))
    (told,) = (line for line in run("gap", "--format", "markdown").out.splitlines() if "x" in line and "y" in line)
    assert "\\*\\*x\\*\\* \\<b\\>y" in told


@pytest.mark.parametrize("name", ["1. Pusat", "2) Barat", "- lain", "+ baru"])
def test_a_note_in_markdown_that_begins_with_a_name_makes_no_list_of_its_own(project, run, name):
    from markdown_it import MarkdownIt

    project({**tables(name), "data/participants.csv": f"branch,segment,period,participants\n{name},pu,2025,51\n"})
    tokens = MarkdownIt("commonmark").parse(run("gap", "--format", "markdown").out)
    assert [one.type for one in tokens if one.type.endswith("list_open")] == ["bullet_list_open"]
    texts = ["".join(one.content for one in token.children) for token in tokens if token.type == "inline"]
    assert any(text.startswith(f"{name} / pu: over 100%") for text in texts)


def test_a_comma_in_the_name_of_a_file_ends_no_property_of_an_annotation(project, run):
    project({"a,b:c.csv": "branch,segment,period,workers\na,b,2025,x\n"})
    out = run("check", "a,b:c.csv", "--format", "github").out
    assert out.startswith("::error file=a%2Cb%3Ac.csv,line=2,col=10,title=")


@pytest.mark.parametrize("name", FORMULAS)
def test_no_cell_of_a_csv_is_a_formula(project, run, name):
    project(tables(name, name))
    rows = list(csv.reader(io.StringIO(run("gap", "--format", "csv").out)))
    assert rows[1][:2] == [f"'{name}", f"'{name}"]


@pytest.mark.parametrize("name", ["[red]x", "a\u202eb", "\x1b[31mred", "=1+1", PERSONAL])
def test_file_names_are_as_harmless_as_names(project, run, name):
    project({f"{name}.csv": "branch,segment,period,workers\na,b,2025,x\n"})
    for form in ("text", "json"):
        ran = run("check", f"{name}.csv", "--format", form)
        assert ran.code == 1
        assert not ACTING.search(ran.out + ran.err)
        assert PERSONAL not in ran.out + ran.err
    missing = run("check", f"{name}-missing.csv")
    assert missing.code == 2
    assert not ACTING.search(missing.out + missing.err)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1, max_size=20), where=st.sampled_from(["branch", "segment", "note"]))
@example(name="\u061b", where="branch")
def test_whatever_a_cell_holds_no_command_writes_a_control_character(project, run, name, where):
    given = tables(**{"branch": "a", where: name})
    project({path: text.encode("utf-8", "surrogatepass") for path, text in given.items()})
    for command in COMMANDS:
        ran = run(*command)
        assert ran.code in {0, 1, 2}
        # A table's own marks around a name from right to left keep its columns in their places.
        assert not ACTING.search(re.sub("\u200e([^\u200e\n]*)\u200e", r"\1", ran.out + ran.err))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("16100.000000000002", "16100.000000000002"),
        ("1.616.100,000000000002", "1.616.100,000000000002"),
        ("64710168029.000000000002", "6471*******.0000********"),  # as long as a card's number
        ("6471.0168.0290.0001", "6471***************"),
        ("1.236471021509870", "1.236471021509870"),
        ("1.2364710215098700", "1.2364************"),  # as many as a NIK has
    ],
)
def test_decimals_of_a_count_are_nobodys_number(run, project, cell, shown):
    project({"data/population.csv": f'branch,segment,period,workers\na,b,2025,"{cell}"\n'})
    assert f'workers "{shown}" ' in run("check", "data/population.csv").out
    assert run("check", "data/population.csv", "--format", "json").json["findings"][0]["value"] == shown


def test_decimals_elsewhere_may_be_somebodys_number(run, project):
    project({"data/population.csv": "branch,segment,period,workers\na,b,5.647102150987,5\n"})
    assert 'period "5.6471********"' in run("check", "data/population.csv").out


def test_figures_that_were_computed_or_given_are_nobodys_number(project, run):
    card = "3201011234567890"
    population = f"branch,segment,period,workers\nA,pu,2025-01,2999\n{card},pu,2025-01,3\n"
    people = f"branch,segment,period,participants\nA,pu,2025-01,1339\n{card},pu,2025-01,1\n"
    project({"data/population.csv": population, "data/participants.csv": people})
    target = "66.950000000001%"
    for shown in ("table", "csv", "json", "markdown"):
        out = run("gap", "--branch", "A", "--decimals", "12", "--target", target, "--format", shown).out
        assert "*" not in out.replace("**", "")
        assert "***" not in out
    ran = run("gap", "--decimals", "12", "--fail-under", target)
    assert ran.out.startswith("All branches together cover 44.636908727515% of 3,002 workers")
    assert f"rate 44.636908727515% is below {target}" in ran.err
    assert "3201************" in ran.out
    several = run("gap", "--branch", "A", "--target", target, "--target", "70%", "--format", "csv").out
    assert f"gap_pp {target},shortfall {target}" in several
    claim = run("reconcile", "--workers", "999999999998", "--rate", "50%").out
    assert "says: rate 50%, workers 999999999998" in claim
    assert card not in run("reconcile", "--workers", card, "--rate", "50%").err
    sentence = words("id")("{rate} – {name}", rate=words("id").percent("44.636908727515"), name=card)
    assert clean(sentence) == sentence == "44,636908727515% – 3201************"
