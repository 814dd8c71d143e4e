"""Signs in a header make another name: a percentage, a change or an age group is no count of people."""

from __future__ import annotations

import pytest

from coverage_cli.intake.headers.roles import may_count
from coverage_cli.intake.headers.vocabulary import normal

POPULATION = "branch,segment,period,workers\nbpp,a,2025-09,1000\nbpp,b,2025-09,2000\n"
INPUTS = "inputs:\n  - {kind: population, files: p.csv}\n  - {kind: participants, files: q.csv, %s}\n"
SIGNED = ("Peserta (%)", "% peserta", "Participants %", "peserta ‰", "Peserta +/-", "participants (-)", "peserta ↑")


@pytest.mark.parametrize("header", SIGNED)
def test_a_name_with_a_sign_is_not_the_name_without_it(project, run, header):
    project({"p.csv": POPULATION, "q.csv": f"branch,segment,period,{header}\nbpp,a,2025-09,67\nbpp,b,2025-09,35\n"})
    ran = run("gap", "--population", "p.csv", "--participants", "q.csv")
    assert (ran.code, ran.out) == (1, "")
    assert 'the header has no column "participants". Hint' in ran.err  # and none is proposed
    assert not may_count(header, ["67", "35"])
    assert may_count("Penduduk 15+ bekerja", ["67", "35"])


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Peserta*", "peserta"),
        ("Jumlah - Peserta", "jumlah_peserta"),
        ("id-peserta", "id_peserta"),
        ("Sep-24", "sep_24"),
        ("L+", "l_plus"),
        ("L-", "l_minus"),
        ("L −", "l_minus"),
        ("±", "plus_minus"),
        ("Usia <60", "usia_less_60"),
        ("Usia >60", "usia_more_60"),
        ("peserta↑", "peserta_↑"),
    ],
)
def test_signs_are_words_and_other_marks_are_blanks(header, said):
    assert normal(header) == said


@pytest.mark.parametrize("more", ["unused: ['Peserta (%)']", "columns: {participants: Peserta}"])
def test_a_count_beside_its_percentage_is_the_count(project, run, more):
    rows = "branch,segment,period,Peserta,Peserta (%)\nbpp,a,2025-09,670,67\nbpp,b,2025-09,700,35\n"
    project({"p.csv": POPULATION, "q.csv": rows, "config/sources.yaml": INPUTS % more})
    assert (
        run("gap", "--by", "branch", "--format", "csv")
        .out.splitlines()[1]
        .startswith("bpp,,2025-09,2025-09,3000,1370,")
    )


def test_wide_columns_that_differ_in_a_sign_are_two(project, run):
    wide = 'wide: {to: period, columns: {"L+": 2024, "L-": 2025}}'
    project({"p.csv": POPULATION.replace("2025-09", "2024"), "q.csv": "branch,segment,L+,L-\nbpp,a,1,2\nbpp,b,3,4\n"})
    project({"config/sources.yaml": INPUTS % wide})
    ran = run("check")
    assert "S102" not in ran.out + ran.err
    assert "errors: 0" in ran.out


@pytest.mark.parametrize(("rows", "told"), [("9\n", None), ("9;1\n", "S108"), ("9\n8,5\n", "S108"), ("", "F104")])
def test_a_file_of_one_column_needs_no_word_about_its_delimiter(project, run, rows, told):
    constants = "constants: {branch: a, segment: b, period: 2025}"
    project({
        "config/sources.yaml": f"inputs: [{{kind: population, files: p.csv, {constants}}},"
                               f" {{kind: participants, files: q.csv, {constants}}}]\n",
        "p.csv": f"workers\n{rows}",
        "q.csv": "participants\n5\n",
    })  # fmt: skip
    out = run("check").out
    assert (f"p.csv:1:1: error {told} " in out) if told else ("files: 3; rows: 2 = 2 used" in out)


@pytest.mark.parametrize("section", ["filter: {period: [2025]}", "leave_out: {period: [2025]}", "fill_down: [period]"])
def test_rows_are_not_chosen_by_what_wide_makes_of_names(project, run, section):
    """It was a column that the file lacks, whose header was to be corrected."""
    people = f"{{kind: participants, files: q.csv, {section}, wide: {{to: period, columns: [2024, 2025]}}}}"
    project({
        "config/sources.yaml": f"inputs:\n- {{kind: population, files: p.csv}}\n- {people}\n",
        "p.csv": "branch,segment,period,workers\na,b,2024,9\n",
        "q.csv": "branch,segment,2024,2025\na,b,5,6\n",
    })  # fmt: skip
    out = run("check").out
    assert "config/sources.yaml:3:" in out
    assert "error C110 wide makes this field of the columns' names" in out
    assert "S101" not in out
