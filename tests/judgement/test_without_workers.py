"""Participants without workers beside them are shown, and are in no rate, and a note says how many they are."""

from __future__ import annotations

import pytest

from coverage_cli import gap

LOWERED = {"config/checks.yaml": "severity: {X101: warning}\n"}
POPULATION = {"data/population.csv": "branch,segment,period,workers\nm,Trade,2025,12000\nn,Trade,2025,500\n"}
PARTICIPANTS = "branch,segment,period,participants\nm,Trade,2025,6000\nm,Not stated,2025,3000\nn,Not stated,2025,3\n"
FILES = {**POPULATION, **LOWERED, "data/participants.csv": PARTICIPANTS}


def rows(ran):
    return [
        [row["branch"], row["segment"], row["workers"], row["participants"], row["rate"], row["status"], row["flags"]]
        for row in ran.json["rows"]
    ]


def test_they_stand_in_every_form(project, run):
    project(FILES)
    assert rows(run("gap", "--format", "json"))[0] == ["m", "Not stated", None, 3000, None, "no-population", []]
    assert "m,Not stated,2025,2025,,3000,,80.0,,,,,no-population," in run("gap", "--format", "csv").out
    assert "Not stated                         –         3,000      –" in run("gap").out
    assert gap(by="segment").to_frame().set_index("segment").loc["Not stated", "participants"] == 3003


def test_a_note_says_how_many_are_in_no_rate(project, run):
    project(FILES)
    note = "Without workers beside them, and so in no rate: 3,003 participants (m / Not stated, n / Not stated)."
    for by in ("branch,segment", "branch", "segment"):
        report = run("gap", "--by", by, "--format", "json").json
        assert note in report["notes"]
        assert report["totals"][-1]["participants"] == 6000
    assert "no rate" not in run("gap", "--segment", "Trade").out


def test_workers_of_one_segment_and_participants_of_another_make_no_rate(project, run):
    project(FILES)
    assert rows(run("gap", "--by", "branch", "--format", "json"))[1] == [
        *("n", None, 500, None, None, "no-participants", ["incomplete"])
    ]


def test_small_ones_are_left_out_and_not_told_in_the_note(project, run):
    project(FILES)
    ran = run("gap", "--suppress", "5")
    assert [row[3] for row in rows(run("gap", "--suppress", "5", "--format", "json"))] == [3000, 6000, None, None]
    assert "in no rate: the participants of m / Not stated, n / Not stated." in ran.out
    assert "3,003" not in ran.out


@pytest.mark.parametrize(("by", "people"), [("branch", [3]), ("branch,segment", [2, 2])])
def test_persons_of_several_such_segments_count_once(project, run, by, people):
    """Three persons, one of them in both segments."""
    persons = "participant_id,branch,segment,status,period\n" + "".join(
        f"{number},k,{segment},active,2025\n"
        for number, segment in (("11", "a"), ("12", "a"), ("12", "b"), ("13", "b"))
    )
    project({**POPULATION, **LOWERED, "data/persons.csv": persons})
    ran = run("gap", "--participants", "data/persons.csv", "--branch", "k", "--by", by, "--format", "json")
    assert [row[3] for row in rows(ran)] == people
    assert {total["participants"] for total in ran.json["totals"]} == {3}
    assert "Without workers beside them, and so in no rate: 3 participants (k / a, k / b)." in ran.out


def test_they_are_in_no_movement(project, run):
    """They appear, and grow, in one segment; the people of the others grew by 1,000."""
    earlier = "m,Trade,2024,5000\nm,Not stated,2024,10\nn,Not stated,2024,1\n"
    project({**FILES, "data/participants.csv": PARTICIPANTS + earlier,
             "data/population.csv": POPULATION["data/population.csv"].replace("2025", "2024")})  # fmt: skip
    (series,) = run("trend", "--branch", "m", "--format", "json").json["series"]
    (step,) = series["steps"]
    assert (step["enrolled"], step["lost"]) == (1000, 0)
    # Nothing is known of a branch that has no others; nobody would be a figure.
    (series,) = run("trend", "--branch", "n", "--format", "json").json["series"]
    (step,) = series["steps"]
    assert (step["enrolled"], step["lost"], step["same_segments"]) == (None, None, False)
