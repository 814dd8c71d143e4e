"""Packed files that are damaged: a finding at the place from which they cannot be unpacked, whoever reads them."""

from __future__ import annotations

import gzip

import pytest

ROWS = 20_000
HEADS = {
    "counts": ("branch,segment,period,participants", lambda at: f"b{at:05},pu,2025-09,{at + 1}"),
    "persons": (
        "participant_id,branch,segment,status,period",
        lambda at: f"{at * 6364136223846793005 % (9 * 10**15) + 10**15},b,pu,active,2025-09",
    ),
}


@pytest.fixture(params=HEADS)
def cut(request, tmp_path, monkeypatch):
    """A packed table that ends in its middle, and the bytes of its first half that can be unpacked."""
    monkeypatch.chdir(tmp_path)
    header, row = HEADS[request.param]
    data = gzip.compress("\n".join([header, *map(row, range(ROWS)), ""]).encode())
    path = tmp_path / "data.csv.gz"
    path.write_bytes(data[: len(data) // 2])
    return path


def test_a_file_that_is_cut_off_is_a_finding_where_it_ends(run, cut):
    ran = run("check", cut.name, "--format", "json")
    report = ran.json
    (finding,) = (one for one in report["findings"] if one["severity"] == "error")
    assert (ran.code, ran.err, finding["code"], finding["column"]) == (1, "", "F114", 1)
    (source,) = report["files"]
    assert ROWS / 4 < finding["line"] <= ROWS * 3 / 4
    assert source["rows"] == source["used"] + source["reported"]
    assert source["reported"] == 1
    assert finding["line"] == 1 + source["rows"]


@pytest.mark.parametrize("size", [12, 200])
def test_one_of_which_nothing_is_left_is_a_finding_of_the_whole(run, cut, size):
    cut.write_bytes(cut.read_bytes()[:size])
    ran = run("check", cut.name)
    assert ran.code == 1
    assert ran.out.startswith("data.csv.gz:1:1: error F114 the packed file cannot be unpacked from here on.")


def test_nothing_is_computed_of_one(run, cut):
    cut.with_name("population.csv").write_text("branch,segment,period,workers\nb,pu,2025-09,30000\n")
    given = ("--participants", cut.name, "--target", "80%")
    ran = run("gap", "--population", "population.csv", *given)
    assert (ran.code, ran.out) == (1, "")
    assert "F114" in ran.err


def test_others_are_checked_beside_it(run, cut):
    cut.with_name("population.csv").write_text("branch,segment,period,workers\nb,pu,2025-09,-3\n")
    ran = run("check", cut.name, "population.csv")
    assert ran.code == 1
    assert "F114" in ran.out
    assert "population.csv:2:14: error V1" in ran.out


@pytest.mark.parametrize("cut", ["persons"], indirect=True)
def test_a_wrong_checksum_is_found_though_an_engine_passes_over_it(run, cut):
    header, row = HEADS["persons"]
    data = gzip.compress("\n".join([header, *map(row, range(ROWS)), ""]).encode())
    cut.write_bytes(data[:-8] + bytes(4) + data[-4:])
    ran = run("check", cut.name)
    assert ran.code == 1
    assert "error F114" in ran.out


@pytest.mark.parametrize("cut", ["persons"], indirect=True)
@pytest.mark.parametrize("more", ["values: {segment: {pu: bpu}}", "leave_out: {branch: [c]}", "encoding: cp1252"])
def test_one_whose_rows_are_changed_is_a_finding_where_it_ends(project, run, cut, more):
    sources = f"inputs:\n  - kind: persons\n    files: {cut.name}\n    {more}\n  - kind: population\n    files: p.csv\n"
    project({"config/sources.yaml": sources, "p.csv": "branch,segment,period,workers\nb,pu,2025-09,30000\n"})
    ran = run("check", "--format", "json")
    (finding,) = (one for one in ran.json["findings"] if one["code"] == "F114")
    assert (ran.code, ran.err) == (1, "")
    assert ROWS / 4 < finding["line"] <= ROWS * 3 / 4


def test_one_whose_header_is_wrong_is_refused_for_that(run, cut):
    text = "\n".join(["branch,wrong", *("b,c" for _ in range(ROWS * 2)), ""])
    cut.write_bytes(gzip.compress(text.encode())[:-8])
    ran = run("check", cut.name, "--as", "participants")
    assert ran.code == 1
    assert "error S101" in ran.out


@pytest.mark.parametrize("cut", ["persons"], indirect=True)
def test_a_quote_that_the_damage_leaves_open_is_not_blamed(run, cut):
    """What would close it is behind the damage."""
    header, row = HEADS["persons"]
    lines = [header, *map(row, range(ROWS // 2)), '"' + row(ROWS), *map(row, range(ROWS // 2)), '"', ""]
    data = gzip.compress("\n".join(lines).encode())
    cut.write_bytes(data[: len(data) * 3 // 4])
    ran = run("check", cut.name)
    assert " F114 " in ran.out
    assert " S105 " not in ran.out
