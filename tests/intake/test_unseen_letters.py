"""Letters that nobody sees, and letters that were lost, in names."""

from __future__ import annotations

import unicodedata

import pytest

from coverage_cli.domain.names.keys import told_apart
from coverage_cli.domain.names.letters import hidden_letter

WORKERS, PEOPLE = "branch,segment,period,workers\n", "branch,segment,period,participants\n"
CHECK = ("check", "--strict", "--today", "2026-06-01")
UNSEEN = [
    *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180e\u180f\u200b\u2060\u2065\u2800\u3164\ufe00\ufe0f\uffa0\ufff0",
    *map(chr, (0x1BCA0, 0x1D159, 0x1D173, 0xE0001, 0xE0041, 0xE0100, 0xE0FFF)),
]


@pytest.mark.parametrize("letter", UNSEEN, ids=lambda letter: f"U+{ord(letter):04X}")
def test_a_letter_that_nobody_sees_is_refused_and_spelled_out(project, run, letter):
    project({
        "data/population.csv": f"{WORKERS}A,pu,2025-01,100\nA{letter},pu,2025-01,90\n",
        "data/participants.csv": f"{PEOPLE}A,pu,2025-01,50\n",
    })  # fmt: skip
    ran = run(*CHECK)
    assert ran.code == 1
    assert "data/population.csv:3:1: error V112" in ran.out
    assert letter not in ran.out
    assert f"<U+{ord(letter):04X}>" in ran.out
    assert "type the name again" in ran.out


@pytest.mark.parametrize("name", ["Balikpapan", "Åland", "Côte d’Ivoire", "東京", "Владимир", "बिहार", "ភ្នំពេញ", "แพร่"])
def test_letters_that_are_seen_are_none_of_them(name):
    assert hidden_letter(unicodedata.normalize("NFD", name)) is None


@pytest.mark.parametrize("field", ["branch", "segment"])
def test_a_lost_letter_is_an_error(project, run, field):
    row = {"branch": "Kapua\ufffd,pu", "segment": "A,p\ufffd"}[field]
    project({
        "data/population.csv": f"{WORKERS}{row},2025-01,100\n",
        "data/participants.csv": f"{PEOPLE}{row},2025-01,50\n",
    })  # fmt: skip
    ran = run(*CHECK)
    assert (ran.code, ran.out.count(" V124 ")) == (1, 2)


@pytest.mark.parametrize(("letter", "code"), [("\ufffd", "V124"), ("\u3164", "V112")])
def test_persons_are_no_exception(project, run, letter, code):
    header = "participant_id,branch,segment,status,period\n"
    project({
        "data/w.csv": f"{WORKERS}A,pu,2025-01,100\n",
        "data/p.csv": f"{header}64710001,A,pu,active,2025-01\n64710002,A{letter},pu,active,2025-01\n"
        f"6471{letter}0003,A,pu,active,2025-01\n",
        "config/sources.yaml": "inputs:\n  - {kind: population, files: data/w.csv}\n"
        "  - {kind: persons, files: data/p.csv}\n",
    })  # fmt: skip
    ran = run(*CHECK)
    assert (ran.code, ran.out.count(f" {code} ")) == (1, 2)


def test_a_number_is_not_called_a_name(project, run):
    project({
        "data/population.csv": f"{WORKERS}A,pu,2025-01,100\u200b\n",
        "data/participants.csv": f"{PEOPLE}A,pu,2025-01,50\n",
    })  # fmt: skip
    ran = run(*CHECK)
    assert " V112 " in ran.out
    assert "type the number again" in ran.out
    assert "the name again" not in ran.out


def test_a_suggestion_that_looks_the_same_differs_on_the_screen(project, run):
    project({
        "data/population.csv": f"{WORKERS}Alpha,pu,2025-01,100\n",
        "data/participants.csv": f"{PEOPLE}\u0410lph\u0430,pu,2025-01,50\n",
    })  # fmt: skip
    ran = run(*CHECK)
    assert 'did you mean "<U+0041>lph<U+0061>"?' in next(line for line in ran.out.splitlines() if "X101" in line)


@pytest.mark.parametrize(
    ("name", "other", "shown"),
    [("Alpha", "Alpa", "Alpha"), ("Alpha", "ALPHA", "Alpha"), ("b\u0440u", "bpu", "b<U+0440>u")],
)
def test_names_that_differ_on_the_screen_stay(name, other, shown):
    assert told_apart(name, other) == shown


def test_a_letter_of_another_script_is_named_as_it_stands_in_the_file(project, run):
    project({
        "data/population.csv": f"{WORKERS}Ambon,pu,2025-01,100\n",
        "data/participants.csv": f"{PEOPLE}\u0410mbon,pu,2025-01,50\n",
    })  # fmt: skip
    assert "written in other letters: U+0410 CYRILLIC CAPITAL LETTER A." in run(*CHECK).out
