"""What a hint writes out for config/sources.yaml is pasted there as it stands: the finding goes, and no other comes."""

from __future__ import annotations

import re

import pytest

from tests.gate.conftest import DAY, HEAD, POPULATION

PERSONS = (
    "participant_id,branch,segment,status,period\n1001,balikpapan,pu,{},2025-09\n1002,balikpapan,bpu,aktif,2025-09\n"
)
UNITS = (
    HEAD + 'participants,"{}"\nbalikpapan,pu,2025-09,67,orang\nbalikpapan,bpu,2025-09,20,orang\nx,y,2025-09,5,persen\n'
)
MEANT = {"values": "active", "filter": "orang"}
"""What the reader of a hint writes in the place of its three points."""


def pasted(hint, key):
    """What a hint writes out behind a key."""
    inner = r'(?:"[^"]*"|[^{}\[\]"])*'
    return re.search(rf"{key}: (?:\{{{inner}(?:[{{\[]{inner}[}}\]]{inner})?\}}|\[{inner}\]|\S+)", hint)[0]


@pytest.mark.parametrize(
    ("kind", "code", "key", "text"),
    [
        *(
            ("persons", "V115", "values", PERSONS.format(text))
            for text in ("Bekerja", "Y: ya", "#1", "[x]", "%", "'a'")
        ),
        *(
            ("participants", "S126", "filter", UNITS.format(name))
            for name in ("Satuan", "Satuan, data", "Satuan: data")
        ),
    ],
)
def test_what_a_hint_writes_out_is_taken(project, run, kind, code, key, text):
    files = {"data/population.csv": POPULATION, "data/participants.csv": text}
    project(files)
    told = [run("check", "--format", "json", "--lang", lang, "--today", DAY).json["findings"] for lang in ("en", "id")]
    lines = {
        pasted(one["hint"], key).replace("...", MEANT[key]) for found in told for one in found if one["code"] == code
    }
    assert len(lines) == 1
    entry = f"inputs:\n  - kind: {kind}\n    files: data/participants.csv\n    {lines.pop()}\n"
    project({**files, "config/sources.yaml": entry})
    assert [one["message"] for one in run("check", "--format", "json", "--today", DAY).json["findings"]] == []
