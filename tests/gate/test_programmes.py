"""Participants of unlike programmes in one period, which a total would add up (D115)."""

from __future__ import annotations

import pytest

ROWS = {("Berau", "pu"): "JKK", ("Berau", "bpu"): "JKK", ("Kutai", "pu"): "JKK", ("Kutai", "bpu"): "JKK"}


@pytest.fixture
def found(project, run):
    def go(*command, **named):
        programmes = ROWS | {tuple(key.split("_")): name for key, name in named.items()}
        workers = [f"{branch},{segment},2025-09,100" for branch, segment in programmes]
        people = [
            f"{branch},{segment},2025-09,{name},5{n}" for n, ((branch, segment), name) in enumerate(programmes.items())
        ]
        project(
            {
                "data/population.csv": "\n".join(["branch,segment,period,workers", *workers, ""]),
                "data/participants.csv": "\n".join(["branch,segment,period,programme,participants", *people, ""]),
            }
        )
        ran = run(*(command or ("check",)), "--format", "json")
        return [(one["line"], one["message"]) for one in ran.json["findings"] if one["code"] == "D115"]

    return go


def said(key, name):
    others = "where most rows of 2025-09 are of another; totals add them up"
    return f'{key} / 2025-09: participants of the programme "{name}", {others}'


def test_a_branch_of_another_programme_is_told_once_at_its_first_row(found):
    other = [(5, said("Kutai / bpu", "JKN"))]
    assert found(Kutai_pu="JKN", Kutai_bpu="JKN") == other
    assert found("gap", Kutai_pu="JKN", Kutai_bpu="JKN") == other
    assert found("gap", "--branch", "Berau", Kutai_pu="JKN", Kutai_bpu="JKN") == []


def test_a_segment_of_another_programme_is_told(found):
    assert found(Berau_bpu="JKN") == [(3, said("Berau / bpu", "JKN"))]


@pytest.mark.parametrize("name", ["jkk", "JKK ", ""])
def test_one_programme_in_two_spellings_or_none_is_no_other(found, name):
    assert found(Kutai_pu=name) == []
