"""`--suppress`: no warning and no file says a count that is left out."""

from __future__ import annotations

import re

import pytest

TARGETS = "default: national\ntargets: {national: {rate: 80%}}\n"
POPULATION = "branch,segment,period,workers\n" + "".join(f"a,s{at},2025-09,20000\n" for at in range(4))
ROWS = "branch,segment,period,participants\na,s0,2025-09,137\na,s1,2025-09,9000\na,s2,2025-09,500\na,s3,2025-09,12000\n"
CASES = {
    "V117": {"data/participants.csv": ROWS.replace(",137", ", 137 ")},
    "K103": {"data/participants.csv": ROWS.replace("12000", "9637")},
    "X103": {"data/population.csv": POPULATION.replace("s0,2025-09,20000", "s0,2025-09,100")},
}
TOLD = re.compile(r"(?<![0-9.])137(?![0-9])|exactly the sum")


@pytest.mark.parametrize("code", CASES)
def test_no_output_says_a_count_that_is_left_out(project, run, tmp_path, code):
    tables = {"data/population.csv": POPULATION, "data/participants.csv": ROWS}
    project({**tables, "config/targets.yaml": TARGETS, **CASES[code]})
    warned = run("check").out
    assert code in warned
    assert TOLD.search(warned)
    texts = []
    for format_ in ("table", "csv", "json", "markdown"):
        ran = run("gap", "--suppress", "200", "--format", format_)
        assert ran.code == 0
        texts.append(ran.out + ran.err)
    assert run("export", "--suppress", "200", "-o", "a.html", "-o", "a.md", "-o", "t/").code == 0
    texts += [path.read_text() for path in (tmp_path / "a.html", tmp_path / "a.md", *(tmp_path / "t").glob("*.csv"))]
    assert [found for text in texts for found in TOLD.findall(text)] == []
