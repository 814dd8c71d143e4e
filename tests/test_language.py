"""Which language a run speaks."""

from __future__ import annotations

import pytest

from coverage_cli.output.language import pick_language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "id"}, "id"),
        ({"LANG": "idiom"}, "en"),
        ({"LANG": "Indonesian_Indonesia.1252"}, "id"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "id_ID.UTF-8"}, "en"),
        ({"LANGUAGE": "id:en", "LANG": "en_US.UTF-8"}, "id"),
        ({"LANGUAGE": "en_US:en", "LANG": "id_ID.UTF-8"}, "en"),
        ({"LANGUAGE": "jv:id:en", "LC_ALL": "jv_ID.UTF-8"}, "id"),
        ({"LANGUAGE": "jv", "LANG": "id_ID.UTF-8"}, "en"),
        ({"LANGUAGE": "id", "LC_ALL": "C"}, "en"),
        ({"LANGUAGE": "id"}, "id"),
        ({"LANGUAGE": "", "LANG": "id_ID"}, "id"),
        ({"COVGAP_LANG": "en", "LANGUAGE": "id"}, "en"),
        ({"COVGAP_LANG": "id_ID.UTF-8"}, "id"),
        ({"COVGAP_LANG": "indonesian"}, "id"),
    ],
)
def test_the_environment_says_the_language(environment, language):
    assert pick_language(None, environment) == language
    assert pick_language("id", environment) == "id"


def test_another_language_than_these_two_is_told(run, project, monkeypatch):
    project({"data/population.csv": "branch,segment,period,workers\na,b,2025,9\n",
             "data/participants.csv": "branch,segment,period,participants\na,b,2025,5\n"})  # fmt: skip
    monkeypatch.setenv("COVGAP_LANG", "fr")
    for command in (["gap"], ["list", "branches"], ["rule", "K101"]):
        ran = run(*command)
        assert (ran.code, ran.out, ran.err) == (2, "", 'error: COVGAP_LANG "fr" is not known; use en or id\n')
        assert run(*command, "--lang", "en").code == 0
    assert run("--help").code == 0
