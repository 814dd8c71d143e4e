"""Does the press release fit our files?"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import ROOT

POPULATION = (
    "branch,segment,period,workers\n"
    "kota,pu,2025-09,1000\nkota,bpu,2025-09,3000\nkota,jakon,2025-09,100\n"
    "desa,pu,2023,500\n"
)
PARTICIPANTS = (
    "branch,segment,period,participants\n"
    "kota,pu,2025-09,900\nkota,bpu,2025-09,1100\nkota,jakon,2025-09,50\n"
    "desa,pu,2025-09,100\ndesa,pu,2024-09,60\n"
)
CLAIMS = """claims:
  - id: kota
    about: {branch: KOTA}
    says: {rate: "50%", target: "80%", gap: "30", uncovered: "2.1 thousand", workers: "4,101"}
    parts:
      - id: PU
        says: {rate: "90%", workers_share: "24%", uncovered_share: "9%"}
      - id: pmi
        says: {rate: "1%"}
  - id: bpu
    about: {branch: kota, segment: bpu}
    says: {rate: "36%"}
  - id: earlier
    about: {branch: desa, period: 2024-09}
    says: {rate: "12%"}
"""


@pytest.fixture
def compared(project, run):
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS, "claims.yaml": CLAIMS})
    ran = run("reconcile", "claims.yaml", "--with-data", "--format", "json")
    assert ran.code == 1, ran.err
    return {claim["id"]: claim["data"] for claim in ran.json["claims"]}


def _figures(data):
    return {one["figure"]: (one["value"], one["fits"], one["way"]) for one in data["figures"]}


def test_each_figure_stands_beside_the_number_of_the_tables(compared):
    assert compared["kota"]["period"] == "2025-09"
    assert _figures(compared["kota"]) == {
        "rate": (0.5, True, "plain"),
        "target": (0.8, True, "plain"),
        "gap": (30.0, True, "plain"),
        "uncovered": (2050, True, "plain"),
        "workers": (4100, False, None),
        "PU.rate": (0.9, True, "plain"),
        "PU.workers_share": (1000 / 4100, True, "plain"),
        "PU.uncovered_share": (100 / 2050, False, None),
        "pmi.rate": (None, None, None),
    }


def test_a_claim_says_which_rows_it_is_about(compared):
    # 1,100 of 3,000 is 36.67%.
    assert _figures(compared["bpu"]) == {"rate": (1100 / 3000, False, "cut")}
    assert _figures(compared["earlier"]) == {"rate": (0.12, True, "plain")}
    assert compared["earlier"]["population_period"] == "2023"


def test_the_text_says_which_figure_does_not_fit(compared, run):
    out = run("reconcile", "claims.yaml", "--with-data").out
    assert "against the tables (kota, participants 2025-09, workers 2025-09):" in out
    assert "    gap 30: fits 30 points\n" in out
    assert "    workers 4,101: does not fit 4,100\n" in out
    assert "    rate 1% of pmi: the tables do not have it\n" in out
    assert "    rate 36%: fits 36.6667% only if the rate was cut, not rounded\n" in out


@pytest.mark.parametrize("target", ["sekitar 80%", "75-80%", "more than 80%"])
def test_from_a_target_that_is_not_exact_no_gap_is_taken(compared, run, target):
    asked = ("--rate", "50%", "--target", target, "--gap", "31", "--shortfall", "1 ribu", "--with-data")
    out = run("reconcile", *asked, "--branch", "kota").out
    assert "    gap 31: the tables do not have it\n" in out
    assert "    shortfall 1 ribu: the tables do not have it\n" in out


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("--branch a --branch c", "a + c"),
        ("--branch a --branch b --branch c --branch d", "4 branches"),
        ("--branch a --branch c --segment pu", "pu only: a + c"),
        ("", "all branches"),
    ],
)
def test_the_text_says_which_branches_and_segments_were_compared(project, run, chosen, said):
    rows = [f"{branch},{segment},2025,{{}}\n" for branch in "abcde" for segment in ("pu", "bpu")]
    heads = {"population": "workers", "participants": "participants"}
    files = {f"data/{kind}.csv": f"branch,segment,period,{head}\n" for kind, head in heads.items()}
    project({name: text + "".join(rows).replace("{}", "90") for name, text in files.items()})
    out = run("reconcile", "--rate", "100%", "--with-data", *chosen.split()).out
    assert f"against the tables ({said}, participants 2025, workers 2025):" in out


def test_a_consistent_claim_that_does_not_fit_fails(compared, run):
    assert run("reconcile", "--rate", "51%").code == 0
    assert run("reconcile", "--rate", "51%", "--with-data", "--branch", "kota").code == 1
    assert run("reconcile", "--rate", "50%", "--with-data", "--branch", "kota").code == 0


def test_sums_of_weights_fit_as_the_whole_people_that_gap_prints(run, monkeypatch):
    monkeypatch.chdir(ROOT / "examples" / "survey")
    total = run("gap", "--format", "json").json["totals"][-1]
    people, uncovered = (str(round(total[name])) for name in ("participants", "uncovered"))
    ran = run("reconcile", "--participants", people, "--uncovered", uncovered, "--with-data", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    found = _figures(ran.json["claims"][0]["data"])
    assert found == {"participants": (int(people), True, "plain"), "uncovered": (int(uncovered), True, "plain")}
    off = str(int(people) - 1)
    ran = run("reconcile", "--participants", off, "--with-data", "--lang", "en")
    assert f"participants {off}: does not fit {people}" in ran.out


def test_the_gap_is_taken_from_the_target_that_the_claim_states(compared, run):
    arguments = ("reconcile", "--with-data", "--branch", "kota", "--target", "60%")
    assert run(*arguments, "--gap", "10", "--format", "json").code == 1  # the target itself does not fit
    out = run(*arguments, "--gap", "10", "--shortfall", "410").out
    assert "gap 10: fits 10 points" in out
    assert "shortfall 410: fits 410" in out
    assert "target 60%: does not fit 80%" in out


def test_the_gap_of_a_part_is_taken_from_the_target_that_the_part_states(compared, run, tmp_path):
    path = tmp_path / "parts.yaml"
    path.write_text(
        """claims:
  - about: {branch: kota}
    says: {target: "70%"}
    parts:
      - {id: pu, says: {target: "95%", rate: "90%", gap: "5 points", shortfall: "50"}}
      - {id: bpu, says: {gap: "43.3 points"}}
"""
    )
    out = run("reconcile", str(path), "--with-data").out
    assert "gap 5 points of pu: fits 5 points\n" in out
    assert "shortfall 50 of pu: fits 50\n" in out
    assert "gap 43.3 points of bpu: fits 43.3333 points\n" in out  # from the 80% of the tables


@pytest.mark.parametrize(
    ("option", "share", "held"),
    [("--gap", "37.5% of target", 0.375), ("--gap", "62.5% of target", 0.375), ("--rate", "62.5% of target", 0.625)],
)
def test_a_share_of_the_target_stands_beside_that_share_of_the_tables(compared, run, option, share, held):
    arguments = ("reconcile", "--with-data", "--branch", "kota", "--target", "80%", option, share)
    fits = share.startswith(str(held * 100))
    name = option.removeprefix("--")
    assert f"{name} {share}: {'fits' if fits else 'does not fit'} {held * 100}%\n" in run(*arguments).out
    (claim,) = run(*arguments, "--format", "json").json["claims"]
    assert _figures(claim["data"])[name] == (held, fits, "plain" if fits else None)


def test_what_is_missing_is_never_a_misfit(project, run):
    files = {
        "data/population.csv": POPULATION,
        "data/participants.csv": PARTICIPANTS.replace("kota,bpu,2025-09,1100\n", ""),
    }
    project(files)
    out = run("reconcile", "--rate", "50%", "--with-data", "--branch", "kota", "--segment", "bpu")
    assert "rate 50%: the tables do not have it" in out.out
    assert out.code == 0
    assert "2 of 3 segments" in run("reconcile", "--rate", "50%", "--with-data", "--branch", "kota").out


def test_names_that_the_tables_do_not_have_are_refused(compared, run):
    assert run("reconcile", "--rate", "50%", "--with-data", "--branch", "kotta").code == 2
    ran = run("reconcile", "--rate", "50%", "--branch", "kota")
    assert ran.code == 2
    assert "need --with-data" in ran.err


@pytest.mark.parametrize(
    ("printed", "said", "fits"),
    [
        ("737", "fits 737 (workers less participants; the sum over the segments is 639)", True),
        ("639", "fits 639 (the sum over the segments; workers less participants make 737)", True),
        ("702", "does not fit 639 (the sum over the segments; workers less participants make 737)", False),
    ],
)
def test_a_total_over_people_in_several_segments_has_two_uncovered(run, printed, said, fits):
    project = str(ROOT / "examples" / "survey")
    arguments = ("reconcile", "--uncovered", printed, "--with-data", "--project", project)
    ran = run(*arguments, "--lang", "en")
    assert (ran.code, f"uncovered {printed}: {said}\n" in ran.out) == (0 if fits else 1, True)
    (claim,) = run(*arguments, "--format", "json").json["claims"]
    (figure,) = claim["data"]["figures"]
    assert (figure["fits"], figure["sum_of_segments"], figure["workers_less_participants"]) == (fits, 639, 737)
    assert run(*arguments[:-3], "--with-data", "--project", str(ROOT), "-b", "samarinda").out.count("added up") == 0


@pytest.mark.parametrize(
    ("workers", "participants", "uncovered", "said"),
    [
        ("1,400", "663", "639", "where people in several segments count once among the participants"),
        ("1,401", "663", "639", "where people in several segments count once among the participants"),
        ("1,400", "663", "839", "where a segment has more participants than workers"),
        ("1,400", "663", "1,439", None),
        ("1,401", "0", "1,339", None),
        ("1,400", "663", "737", None),
    ],
)
def test_without_data_a_note_says_as_what_an_uncovered_is_possible(run, workers, participants, uncovered, said):
    ran = run(
        "reconcile", "--workers", workers, "--participants", participants, "--uncovered", uncovered, "--lang", "en"
    )
    note = f"note: uncovered {uncovered} is possible as the sum over the segments, {said}\n"
    assert (note in ran.out) == ("is possible as" in ran.out) == (said is not None)


def test_white_space_around_a_period_is_nothing(run):
    claim = ("reconcile", "--rate", "67%", "--with-data", "--project", str(ROOT), "-b", "balikpapan")
    assert run(*claim, "--period", " latest ") == run(*claim)
    assert run(*claim, "--period", " 2025-09 ") == run(*claim, "--period", "2025-09")
    assert run(*claim).code == 0


def test_a_gap_that_was_taken_from_printed_figures_is_what_the_tables_have(run, project):
    population = "branch,segment,period,workers\nA,pu,2025,2000\n"
    project({
        "data/population.csv": population,
        "data/participants.csv": population.replace("workers", "participants").replace("2000", "1339"),
    })  # fmt: skip
    shown = run("gap", "--format", "csv").out.splitlines()[1].split(",")
    assert shown[6:9] == ["67.0", "80.0", "13.0"]
    ran = run("reconcile", "--rate", "67.0%", "--target", "80%", "--gap", "13.0", "--with-data")
    assert (
        "gap 13.0: fits 13.05 points; the gap is the difference of the printed figures, rounded as it is\n" in ran.out
    )
    assert (ran.code, "rate 67.0%: fits 66.95%" in ran.out) == (0, True)
    # The rate that it was taken from has to fit.
    assert run("reconcile", "--rate", "67.2%", "--target", "80%", "--gap", "12.8", "--with-data").code == 1


def test_what_gap_prints_for_the_projects_tables_is_consistent(run):
    asked = ("gap", "--branch", "balikpapan", "--segment", "online-drivers", "--target", "rpjmn", "--format", "csv")
    workers, people, rate, target, gap = run(*asked, "--project", str(ROOT)).out.splitlines()[1].split(",")[4:9]
    assert (rate, target, gap) == ("50.8", "32.2", "-18.6")
    claim = ("reconcile", "--rate", f"{rate}%", f"--gap={gap}", "--workers", workers, "--participants", people)
    for goal in ("32.15%", f"{target}%"):
        ran = run(*claim, "--target", goal)
        assert (ran.code, ran.out.splitlines()[0]) == (0, "claim: consistent")


def test_a_claim_is_tested_on_the_basis_that_it_is_about(project, run):
    population = "branch,segment,period,workers,basis\nkota,pu,2025,100,employed\nkota,pu,2025,200,labour force\n"
    claims = (
        "claims:\n  - {about: {basis: Labour Force}, says: {rate: '25%'}}\n"
        "  - {about: {basis: employed}, says: {rate: '50%'}}\n"
    )
    people = "branch,segment,period,participants\nkota,pu,2025,50\n"
    project({"data/population.csv": population, "data/participants.csv": people, "claims.yaml": claims})
    assert run("reconcile", "claims.yaml", "--with-data").code == 0
    assert run("reconcile", "--rate", "50%", "--with-data", "--basis", "employed").code == 0
    assert run("reconcile", "--rate", "50%", "--with-data", "--basis", "labour force").code == 1
    assert run("reconcile", "--rate", "50%", "--basis", "employed").code == 2


def test_what_several_claims_are_about_is_computed_once_and_answers_each(compared, run, monkeypatch):
    from coverage_cli.pipeline import reconcile

    asked = []
    monkeypatch.setattr(reconcile, "gap", lambda request, ask=reconcile.gap: asked.append(request) or ask(request))
    Path("claims.yaml").write_text(
        "claims:\n  - {about: {branch: kota}, says: {workers: '4,100'}}\n"
        "  - {about: {branch: desa}, says: {workers: '500'}}\n"
        "  - {about: {branch: kota}, says: {workers: '4,101'}}\n"
    )
    ran = run("reconcile", "claims.yaml", "--with-data", "--format", "json")
    found = [_figures(claim["data"])["workers"][:2] for claim in ran.json["claims"]]
    assert found == [(4100, True), (500, True), (4100, False)]
    assert [request.branches for request in asked] == [("kota",), ("desa",)]


def test_without_a_project_no_option_is_named_that_takes_a_figure_here(run, monkeypatch, tmp_path):
    """The way out of the other commands was told, --participants FILE, which reconcile reads as a number."""
    monkeypatch.chdir(tmp_path)
    ran = run("reconcile", "--rate", "67%", "--with-data", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("has config/targets.yaml; go into a project, or name one with --project DIR\n")
    Path("config").mkdir()
    Path("config/targets.yml").touch()
    assert (
        "config/targets.yml would be passed over"
        in run("reconcile", "--rate", "67%", "--with-data", "--lang", "en").err
    )


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ("branch: kta", 'there is no branch "kta" in the data (did you mean "kota"?)'),
        ("branch: kota, segment: pmi", 'there is no segment "pmi" in the data'),
        ("branch: kota, period: 2031", "there are no participants of 2031"),
        ("branch: kota, basis: none", '--basis "none"'),
    ],
)
def test_rows_that_are_not_in_the_data_are_told_with_the_claim_and_its_line(project, run, about, says):
    claims = (
        f"claims:\n  - {{id: a, says: {{rate: '50%'}}}}\n  - id: b\n    about: {{{about}}}\n    says: {{rate: '50%'}}\n"
    )
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS, "claims.yaml": claims})
    ran = run("reconcile", "claims.yaml", "--with-data", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: claims.yaml:4:12: claim b: {says}")


def test_what_an_option_asks_for_is_told_without_a_claim(project, run):
    claims = "claims:\n  - {id: a, says: {rate: '50%'}}\n"
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS, "claims.yaml": claims})
    ran = run("reconcile", "claims.yaml", "--with-data", "--branch", "kta", "--lang", "en")
    assert ran.err.startswith("error: there is no branch")
