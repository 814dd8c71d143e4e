"""What is wrong with a YAML text is said in our words, which have translations, and not in those of its parser."""

from __future__ import annotations

import pytest

from coverage_cli.config.yaml.reader import parse_tree, reason
from coverage_cli.domain.phrases import Phrase
from coverage_cli.output.language import words
from tests.gate.conftest import DAY


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a:\n\tb: 1\n", (2, 1), "a tab cannot indent a line; write blanks"),
        ("a: %x\n", (1, 4), "a value that begins with % needs quotes around it"),
        ("a: @x\n", (1, 4), "a value that begins with @ needs quotes around it"),
        ("a: `x\n", (1, 4), "a value that begins with ` needs quotes around it"),
        ("a: b: c\n", (1, 5), "a colon within a value, which then needs quotes around it"),
        ("a: 1\n  b: 2\n", (2, 4), "or a line that is indented too far"),
        ("a: x\nb\nc: 1\n", (3, 1), "the line before lacks its colon"),
        ("a: 'x\n", (2, 1), "a quotation mark is opened and not closed"),
        ('a: "x\n---\n', (2, 1), "a quotation mark is opened and not closed"),
        ("files: [data/pop-?.csv]\n", (1, 18), "a value with a question mark needs quotes"),
        ("a: [1, 2\nb: 1\n", (2, 2), "a bracket [ is opened and not closed"),
        ("a: {x: 1\nb: 1\n", (2, 2), "a brace { is opened and not closed"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "this does not go on from the line above"),
        ("a: ]\n", (1, 4), "a value is expected here"),
        ('a: "\\q"\n', (1, 6), "a backslash within double quotes"),
        ("a: - b\n", (1, 4), "a list begins on a line of its own"),
    ],
)
def test_a_slip_in_yaml_is_told_in_our_words(text, place, said):
    _, (fault,) = parse_tree(text, "x.yaml")
    assert (fault.code, fault.place.line, fault.place.column) == ("C101", *place)
    assert isinstance(dict(fault.args)["reason"], Phrase)
    assert said in fault.message(words("en"))


@pytest.mark.parametrize("text", ['a:\n  "b\\ud800": 1\n', 'a:\n  "\\udfff"\n'])
def test_half_a_letter_is_refused_where_it_stands(text):
    _, (fault,) = parse_tree(text, "x.yaml")
    assert (fault.code, fault.place.line, fault.place.column) == ("C101", 2, 3)
    assert "is not allowed in YAML" in fault.message(words("en"))


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("targets:\n  national: 80%\n  [a, b]: 3\n", "3:3", "a key that is not plain text is not allowed"),
        ("targets:\n  national: 80%\n  ? {a: b}\n  : 3\n", "3:5", "a key that is not plain text is not allowed"),
        (
            "default: national\ntargets:\n  national:" + "\n  - - -" + " -" * 20 + " 1\n",
            "4:1",
            "nesting deeper than 20",
        ),
        ("default: national\ntargets:\n  national: " + "{a: " * 21 + "}" * 21, "3:1", "nesting deeper than 20"),
    ],
    ids=["a list", "a mapping", "lists", "braces"],
)
def test_what_no_reader_of_this_file_needs_is_refused_where_it_stands(given, run, text, place, said):
    given(targets=text)
    (line,) = [line for line in run("check", "--today", DAY).out.splitlines() if " C104 " in line]
    assert line.startswith(f"config/targets.yaml:{place}: error C104 {said}")
    ran = run("gap")
    assert (ran.code, ran.out, said in ran.err) == (2, "", True)


@pytest.mark.parametrize(("lists", "codes"), [(19, []), (20, ["C104"])])
def test_twenty_levels_are_taken(lists, codes):
    _, faults = parse_tree(f"a: {'[' * lists}{']' * lists}\n", "x.yaml")
    assert [fault.code for fault in faults] == codes


@pytest.mark.parametrize(
    ("dimensions", "place", "said"),
    [
        ("[sex, age, sex]", "1:13", 'the dimension "sex" is named twice'),
        ("\n  - sex\n  - Age", "2:3", '"Age": a dimension is a word in small letters, such as sex'),
        ("[sex, two words]", "1:13", '"two words": a dimension is a word in small letters, such as sex'),
        ("[sex, segment]", "1:13", '"segment" is a field already'),
    ],
)
def test_a_dimension_that_cannot_be_one_is_named(given, run, dimensions, place, said):
    given(sources=f"dimensions: {dimensions}\n")
    out = run("check", "--today", DAY).out
    assert out.startswith(f"config/sources.yaml:{place}: error C105 dimensions: {said}. Hint: ")


def test_what_has_no_words_of_ours_keeps_those_of_the_parser():
    assert reason("expected a digit {x}") == "expected a digit {x}"
    _, (fault,) = parse_tree("%YAML 9\n---\na: 1\n", "x.yaml")
    assert "expected a digit or '.'" in fault.message(words("id"))


TABLE = "inputs:\n  - kind: population\n    files: data/population.csv\n"


@pytest.mark.parametrize(
    ("name", "text", "place", "said"),
    [
        ("sources", f"{TABLE}    id: nik\n", "4:9", "C110 id is for files of persons, and this input has counts"),
        (
            "sources",
            f"{TABLE}    weight: w\n",
            "4:13",
            "C110 weight is for files of persons, and this input has counts",
        ),
        ("sources", f"{TABLE}    header: x\n", "4:13", "C105 header: a line number is expected, such as 3"),
        ("sources", f"{TABLE}    header: []\n", "4:13", "C105 header: the lines of a header follow each other"),
        (
            "sources",
            f"{TABLE}    wide: {{to: sgment, columns: [a]}}\n",
            "4:16",
            'C102 the key "sgment" is not known (did',
        ),
        ("sources", f"{TABLE}    wide: {{to: workers, columns: [a]}}\n", "4:16", 'C102 the key "workers" is not known'),
        (
            "sources",
            f"{TABLE}    columns: {{segment: x}}\n    wide: {{to: segment, columns: [a, b]}}\n",
            "5:16",
            "C110 this field has a column or a constant, and wide gives it too",
        ),
        (
            "sources",
            TABLE.replace("population", "[population, participants]", 1) + "    wide: {to: segment, columns: [a, b]}\n",
            "4:5",
            "C110 a wide table holds one kind of count: write an input for each kind",
        ),
        (
            "targets",
            "default: n\ntargets:\n  n: {rate: 80%, branches: [a, b]}\n",
            "3:28",
            "C105 branches: a mapping of keys to values is expected",
        ),
        (
            "targets",
            "default: n\ntargets:\n  n: {rates: 80%}\n",
            "3:14",
            "C105 rates: a mapping of keys to values is expected",
        ),
        (
            "checks",
            "totals:\n  - {period: 2025-09, workers: 180, rounded_to: 0}\n",
            "2:49",
            "C105 rounded_to: a number from 1 up is expected",
        ),
    ],
)
def test_what_a_setting_does_not_take_is_told_where_it_stands(given, run, name, text, place, said):
    given(**{name: text})
    lines = [line for line in run("check", "--today", DAY).out.splitlines() if ": error " in line]
    assert [line.startswith(f"config/{name}.yaml:{place}: error {said}") for line in lines] == [True], lines


@pytest.mark.parametrize("name", ["targets", "sources", "exceptions", "checks", "claims"])
def test_a_data_file_in_the_place_of_a_text_is_not_read(given, run, tmp_path, name):
    given()
    path = tmp_path / f"config/{name}.yaml"
    path.write_bytes(b"branch,segment,period\n" + b"# a,b,2025\n" * 400_000)
    ran = run("reconcile", "config/claims.yaml") if name == "claims" else run("gap")
    assert (ran.code, ran.out) == (2, "")
    assert f"config/{name}.yaml is larger than any text written by hand; is it a data file?" in ran.err
