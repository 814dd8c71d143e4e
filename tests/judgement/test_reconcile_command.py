"""`coverage reconcile` as a reader, a script and a CI job meet it."""

from __future__ import annotations

import io
import sys

import pytest
from tests.conftest import ROOT

PUBLISHED = str(ROOT / "examples" / "claims" / "published.yaml")


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("COVGAP_LANG", "en")


@pytest.fixture
def published(run):
    ran = run("reconcile", PUBLISHED, "--format", "json")
    assert (ran.code, ran.err) == (1, "")
    found = ran.json
    assert found["schema"] == "coverage-reconcile/1"
    return {claim["id"]: claim for claim in found["claims"]}


def test_published_claims_get_their_verdicts(published):
    assert {name: claim["verdict"] for name, claim in published.items()} == {
        "balikpapan-gap": "consistent-if",
        "balikpapan": "consistent-if",
        "balikpapan-workforce": "inconsistent",
        "bali": "inconsistent",
        "north-maluku": "consistent",
        "samarinda": "consistent",
        "kalimantan-bpu": "consistent-if",
        "kalimantan": "consistent",
        "kudus": "consistent",
        "balikpapan-2023-pu": "undetermined",
    }
    assert published["bali"]["source"].startswith("bali.antaranews.com")


def test_bali_is_mended_by_its_base_or_its_participants(published):
    values = {name: ends for repair in published["bali"]["repairs"] for name, ends in repair["values"].items()}
    assert values["workers"] == [1_837_632, 1_837_993]
    assert values["participants"] == [953_347, 953_533]


def test_kalimantan_bpu_needs_its_rate_cut(published):
    assert [one["says"] for one in published["kalimantan-bpu"]["conditions"]] == ["the rate was cut, not rounded"]


def test_options_make_one_claim_and_the_base_is_printed(run):
    ran = run("reconcile", "--rate", "67%", "--target", "80%", "--gap", "14", "--uncovered", "48 ribu")
    assert (ran.code, ran.err) == (1, "")
    assert "claim: consistent-if" in ran.out
    assert "why: 80% less 67% makes 13 points; 14 is printed" in ran.out
    assert "- the rate is exactly 66.5%" in ran.out
    assert "workers between 141,792 and 149,230" in ran.out
    assert "gap between 12.5 and 13.5 points" in ran.out


def test_one_figure_more_or_less_decides_the_exit_code(run):
    assert run("reconcile", "--rate", "67%", "--uncovered", "48 ribu").code == 0
    assert run("reconcile", "--rate", "40.39%", "--participants", "141,278", "--workers", "349,784").code == 0
    assert run("reconcile", "--rate", "40.38%", "--participants", "141,278", "--workers", "349,784").code == 1


def test_a_number_that_nothing_bounds_is_left_out_of_the_text(run):
    out = run("reconcile", "--rate", "67%", "--target", "80%", "--gap", "13").out
    assert "workers" not in out
    assert run("reconcile", "--rate", "67%", "--workers", "at least 1,000").out.count("participants at least") == 1


@pytest.mark.parametrize(
    ("option", "figure", "reason"),
    [
        ("--uncovered", "48.000", "can be read as 48000 or as 48"),
        ("--rate", "0.67", "can be read as 0.67% or as 67%"),
        ("--gap", "-0.5", "can be read as -0.5 points or as -50 points"),
        ("--workers", "many", "is not a figure"),
        ("--rate", "67 ribu", "has the unit 'ribu', which does not fit here"),
        ("--target", "180%", "above 100%"),
        ("--workers", "9" * 50, "is not a number"),
        ("--workers", "9" * 5000, "is longer than any figure"),
    ],
)
def test_a_figure_that_is_none_is_refused_with_its_option(run, option, figure, reason):
    ran = run("reconcile", option, figure)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{option}: error R101 ")
    assert reason in ran.err
    assert "nothing was judged" in ran.err


def test_a_claims_file_names_line_and_column_of_every_fault(run, tmp_path):
    path = tmp_path / "claims.yaml"
    path.write_text(
        "claims:\n"
        "  - id: a\n"
        "    says: {rate: '67%', uncovered: '48.000'}\n"
        "  - id: b\n"
        "    says:\n"
        "      rate: 0.67\n"
        "    parts:\n"
        "      - says: {workers: '1'}\n"
        "      - id: bpu\n"
        "        says: {workers: '12 %'}\n"
        "  - id: a\n"
    )
    ran = run("reconcile", str(path))
    assert (ran.code, ran.out) == (2, "")
    places = [line.split(" error ")[0].removeprefix(f"{path}:") for line in ran.err.splitlines()[:-1]]
    assert places == ["3:36:", "6:13:", "10:25:", "11:9:"]


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("claims:\n  - says: {rat: '67%'}\n", "2:12", "C102"),
        ("claims: []\n", "1:9", "C105"),
        ("", "1:1", "C105"),
        ("claims:\n  - says: {rate: [1]}\n", "2:18", "C105"),
        ("claims:\n  - says: {rate: '6', rate: '7'}\n", "2:23", "C103"),
        ("claims:\n  - id: &a x\n    source: *a\n", "2:9", "C104"),
        ("claims:\n  - id: x\n   says: {}\n", "3:4", "C101"),
    ],
)
def test_a_claims_file_is_refused_where_it_breaks_its_form(run, tmp_path, text, place, code):
    path = tmp_path / "claims.yaml"
    path.write_text(text)
    ran = run("reconcile", str(path))
    assert ran.code == 2
    assert ran.err.startswith(f"{path}:{place}: error {code} ")
    assert ran.err.count(": error ") == 1 + ran.err.count("alias")


def test_a_part_whose_id_another_has_is_told_at_its_place(run, tmp_path):
    path = tmp_path / "claims.yaml"
    parts = ("{id: a}", "{says: {rate: 6%}}", "{id: 2}", "{id: a}", "{id: then}")
    path.write_text("claims:\n- parts:\n" + "".join(f"  - {part}\n" for part in parts))
    ran = run("reconcile", str(path))
    codes = [line.partition(" error ")[2][:4] for line in ran.err.splitlines()[:-1]]
    assert (ran.code, codes) == (2, ["R101", "R102", "R101"])
    assert f'{path}:6:10: error R102 the id "a" is taken in line 3. Hint: give every claim its own id' in ran.err


def test_a_claim_without_figures_says_that_nothing_was_tested(run, tmp_path):
    path = tmp_path / "claims.yaml"
    path.write_text("claims:\n  - says: {}\n")
    ran = run("reconcile", str(path))
    assert ran.code == 0
    assert "note: the claim states no figure, so that nothing was tested" in ran.out
    assert "they can all be true" not in ran.out
    told = run("reconcile", str(path), "--format", "json").json["claims"][0]
    assert (told["verdict"], len(told["notes"])) == ("undetermined", 1)


def test_a_claims_file_from_standard_input(run, monkeypatch):
    class Stdin:
        buffer = io.BytesIO(b"claims:\n  - says: {rate: '6x'}\n")

    monkeypatch.setattr(sys, "stdin", Stdin)
    ran = run("reconcile", "-")
    assert ran.code == 2
    assert ran.err.startswith("<stdin>:2:18: error R101 ")


@pytest.mark.parametrize("given", [[], ["missing.yaml"], [PUBLISHED, "--rate", "67%"]])
def test_what_cannot_start_says_why(run, given):
    ran = run("reconcile", *given)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: ")


def test_a_claim_with_parts_and_dates_says_which_is_which(run):
    out = run("reconcile", PUBLISHED).out
    assert "says of the earlier date: rate 46.33%" in out
    assert "says of 2: participants 41,724" in out
    assert "uncovered at the earlier date between" in out
    assert out.endswith("10 claims: 4 consistent, 3 consistent-if, 2 inconsistent, 1 undetermined\n")


def test_what_a_claim_says_cannot_act_on_the_terminal(run, tmp_path):
    path = tmp_path / "claims.yaml"
    path.write_text(
        'claims:\n  - id: "\\e[31mred [bold]x[/] 6471025708900001"\n    says: {rate: "67%"}\n', encoding="utf-8"
    )
    for form in ("table", "json"):
        out = run("reconcile", str(path), "--format", form).out
        assert "\x1b" not in out
        assert "\\u001b" not in out
        assert "[bold]x[/] 6471************" in out


def test_lines_fold_on_a_terminal_and_never_within_a_number(published):
    from coverage_cli.analysis.reconcile.fitting import JudgedClaim
    from coverage_cli.analysis.reconcile.verdict import judge
    from coverage_cli.config.claims import read_claims
    from coverage_cli.output.claims.verdicts import verdicts_text
    from coverage_cli.output.style import Style

    pairs = [JudgedClaim(one.claim, judge(one.claim)) for one in read_claims(PUBLISHED, PUBLISHED)]
    narrow = verdicts_text(pairs, Style("en", width=40))
    assert max(map(len, narrow.splitlines())) <= 40
    assert "1,873,899" in narrow
    wide = verdicts_text(pairs, Style("en"))
    assert "".join(narrow.split()) == "".join(wide.split())


def test_what_must_be_is_rounded_outward():
    from fractions import Fraction

    from coverage_cli.analysis.reconcile.interval import Interval
    from coverage_cli.analysis.reconcile.quantities import Place, Quantity
    from coverage_cli.output.claims.fitting import span
    from coverage_cli.output.language import words

    thirds = Interval.of(Fraction(2, 3), Fraction(4, 3))
    assert span(Place("", Quantity.RATE), thirds, words("en")) == "rate between 66.6666% and 133.3334%"
    assert span(Place("bpu", Quantity.GAP), thirds, words("en")) == "gap of bpu between 66.6666 and 133.3334 points"
    assert span(Place("then", Quantity.RATE), Interval(Fraction(1, 2)), words("en")).endswith("at least 50%")


def test_an_example_has_the_marks_of_its_language(run):
    claim = ("reconcile", "--shortfall", "18.909", "--rate", "67%", "--target", "80%", "--uncovered", "sekitar 48 ribu")
    assert "misalnya 95.455 dari 142.955" in run(*claim, "--lang", "id").out
    assert (
        "for example 95,455 of 142,955"
        in run(*[part.replace("18.909", "18,909") for part in claim], "--lang", "en").out
    )


def test_each_figure_of_a_repair_of_two_has_its_printed_one_beside_it_in_indonesian(run):
    claim = ("--rate", "41,5 persen", "--workers", "300.974", "--participants", "201.000", "--uncovered", "99.974")
    told = run("reconcile", *claim, "--target", "52,15%", "--gap", "10,65 poin", "--lang", "id").out
    assert "klaim ini benar bila jumlah pekerja antara 170.882 dan 170.910 (bukan 300.974) dan jumlah peserta" in told


@pytest.mark.parametrize("more", [("--participants", "5"), ("--rate", "50%")])
def test_a_limit_of_this_program_accuses_nobody(run, more):
    ran = run("reconcile", "--workers", "1,000,000,000,001", *more)
    assert (ran.code, ran.out) == (2, "")
    assert "is more people than counts go up to here: 10^12" in ran.err
    assert run("reconcile", "--workers", "1,000,000,000,000", "--rate", "50%").code == 0


def test_what_says_nothing_of_a_figure_is_neither_a_reason_nor_a_repair(run, tmp_path):
    """A whole of 50% has no parts of 60% and 70%; what one part must be hangs on how many people the other has."""
    claim = tmp_path / "claim.yaml"
    parts = '[{id: a, says: {rate: "60%"}}, {id: b, says: {rate: "70%"}}]'
    claim.write_text(f'claims:\n  - id: c\n    says: {{rate: "50%"}}\n    parts: {parts}\n')
    out = run("reconcile", str(claim)).out
    assert "the rate is between 59.5% and 70.5%; 50% is printed" in out
    assert "at least 0%" not in out
    assert out.count("the claim holds if") == 1


@pytest.mark.parametrize(
    ("rate", "option", "printed", "near"),
    [
        ("25%", "uncovered", "8", 9),
        ("175.0%", "workers", "5", 4),
        ("77.4%", "uncovered", "8", 7),
        ("18.2%", "uncovered", "31", 27),
    ],
)
def test_between_figures_that_will_do_the_nearest_is_the_repair(run, rate, option, printed, near):
    ran = run("reconcile", "--rate", rate, f"--{option}", printed, "--format", "json")
    (claim,) = ran.json["claims"]
    assert claim["verdict"] == "inconsistent"
    assert [near, near] in [repair["values"].get(option) for repair in claim["repairs"]]
    assert f"is {near} instead of {printed}" in run("reconcile", "--rate", rate, f"--{option}", printed).out
    around = range(min(near, int(printed)), max(near, int(printed)) + 1)
    said = [run("reconcile", "--rate", rate, f"--{option}", str(count)).out for count in around]
    assert [count for count, out in zip(around, said, strict=True) if "inconsistent" not in out] == [near]


def test_a_gap_of_the_target_that_is_left_out_is_told_in_points(run):
    """The repair says it as a share of the target; the same gap in points is news."""
    out = run("reconcile", "--rate", "50%", "--target", "80%", "--gap", "16% of target").out
    assert "the gap as a share of the target is between 36.875% and 38.125% instead of 16% of target" in out
    assert "    gap between 29.5 and 30.5 points\n" in out


@pytest.mark.parametrize("name", ["article.txt", "article.md", "article.html", "article"])
@pytest.mark.parametrize("text", ["Cakupan 67 persen.\n", "- Cakupan 67 persen\n", "Cakupan: 67 persen\n"])
def test_an_article_in_the_place_of_claims_is_told_how_it_is_read_and_nothing_else(run, tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    ran = run("reconcile", str(path), "--lang", "en")
    assert ran.code == 2
    (line,) = ran.err.splitlines()
    assert line.endswith(f"{name} is no claims file; if it is an article, its figures are proposed by --text FILE")
    path.rename(tmp_path / "claims.yaml")
    ran = run("reconcile", str(tmp_path / "claims.yaml"), "--lang", "en")
    assert ran.err.splitlines()[-1] == "error: the claims file has errors; nothing was judged"


@pytest.mark.parametrize(
    ("text", "last"), [("claims: 67%\n", "the claims file has errors"), ("claims: [\n", "is no claims file; if")]
)
def test_a_claims_file_of_any_name_has_its_faults_told(run, tmp_path, text, last):
    path = tmp_path / "claims.txt"
    path.write_text(text, encoding="utf-8")
    fault, *_, said = run("reconcile", str(path), "--lang", "en").err.splitlines()
    assert "claims.txt:" in fault
    assert " error C1" in fault
    assert last in said
