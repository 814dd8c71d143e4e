"""More participants than workers: it is said of the cells of which it is true, and of no sum below 100%."""

from __future__ import annotations

import pytest

from coverage_cli.output.language import words

POPULATION = "branch,segment,period,workers\nkota,pu,2025,1000\nkota,bpu,2025,2000\ndesa,pu,2025,100\n"
PARTICIPANTS = "branch,segment,period,participants\nkota,pu,2025,1040\nkota,bpu,2025,500\ndesa,pu,2025,50\n"
TARGETS = "default: t\ntargets: {t: {rate: 80%, source: S}, u: {rate: 40%, source: S}}\n"
SEXES = {
    "config/sources.yaml": "dimensions: [sex]\n"
    "inputs:\n  - {kind: population, files: [data/population.csv]}\n"
    "  - {kind: participants, files: [data/participants.csv]}\n",
    "data/population.csv": "branch,segment,sex,period,workers\n=q,pu,f,2025,100\n=q,pu,m,2025,100\n=q,bpu,f,2025,50\n",
    "data/participants.csv": "branch,segment,sex,period,participants\n"
    "=q,pu,f,2025,104\n=q,pu,m,2025,90\n=q,bpu,f,2025,51\n",
}


def said(run, *options):
    """The notes on rates over 100%, the same on screen and in Markdown."""
    texts = [run("gap", *options, "--format", form).out for form in ("table", "markdown")]
    seen, same = ([line.strip(" •-") for line in text.splitlines() if "over 100%" in line] for text in texts)
    assert seen == same
    return seen


@pytest.fixture
def kota(project):
    return project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS}, targets=TARGETS)


@pytest.mark.parametrize(
    ("options", "note"),
    [
        ((), "kota / pu: over 100%, 40 more participants than workers; kept as it is."),
        (("--by", "branch"), "kota: over 100% in pu, 40 more participants than workers there; kept as it is."),
        (("--by", "segment"), "pu: over 100% in kota, 40 more participants than workers there; kept as it is."),
        (("--by", "segment,branch"), "kota / pu: over 100%, 40 more participants than workers; kept as it is."),
        (
            ("--by", "branch", "--suppress", "5"),
            "kota: over 100% in a part of it, 40 more participants than workers there; kept as it is.",
        ),
    ],
)
def test_the_note_names_the_cells_that_are_over(run, kota, options, note):
    assert said(run, *options) == [note]


def test_a_sum_below_100_is_not_over_it_whatever_is_inside(run, kota):
    tree = run("gap", "--by", "branch", "--format", "json").json
    seen = {row["branch"]: (row["rate"] > 1, row["excess"], row["flags"]) for row in (*tree["rows"], *tree["totals"])}
    assert seen == {
        "desa": (False, 0, []),
        "kota": (False, 40, ["parts-over-100"]),
        None: (False, 40, ["parts-over-100"]),
    }
    rows = run("gap", "--format", "json").json["rows"]
    assert [row["flags"] for row in rows if row["segment"] == "pu"] == [[], ["over-100"]]
    for language in ("en", "id"):
        page = run("export", "--by", "branch", "--lang", language, "-o", "f.html", "-o", "f.xlsx")
        assert page.code == 0
        flag = words(language)("parts-over-100")
        text = (kota / "f.html").read_text()
        assert text.count(f", {flag}<") == 2


def test_several_targets_say_the_same(run, kota):
    out = run("gap", "--by", "branch", "--target", "t", "--target", "u").out
    assert "kota: over 100% in pu, 40 more participants than workers there" in out


def test_a_sum_that_is_over_itself_counts_what_is_over_in_its_cells(run, kota):
    (kota / "data/participants.csv").write_text(PARTICIPANTS.replace("bpu,2025,500", "bpu,2025,1990"))
    tree = run("gap", "--by", "branch", "--format", "json").json
    assert [(row["excess"], row["flags"]) for row in tree["rows"]] == [(0, []), (40, ["over-100"])]
    assert said(run, "--by", "branch")[0].startswith("kota: over 100% in pu, 40 more participants than workers there;")


@pytest.mark.parametrize(
    ("by", "notes"),
    [
        ("branch,segment", ["=q / bpu: over 100%, 1 more", "=q / pu: over 100% in f, 4 more"]),
        ("sex", ["f: over 100% in =q / bpu, =q / pu, 5 more"]),
        ("sex,branch", ["=q / f: over 100% in bpu, pu, 5 more"]),
        ("branch,segment,sex", ["=q / bpu / f: over 100%, 1 more", "=q / pu / f: over 100%, 4 more"]),
    ],
)
def test_cells_of_a_dimension_are_named_too(run, project, by, notes):
    project(SEXES)
    seen = said(run, "--by", by)
    assert [note[: len(start)] for note, start in zip(seen, notes, strict=True)] == notes


def test_what_a_dimension_splits_is_counted_as_groups_and_not_as_segments(project, run):
    """A table of four segments said "4 of 5 segments"."""
    root = project(
        {
            "data/population.csv": "branch,segment,sex,period,workers\nA,x,L,2025,100\nA,x,P,2025,120\nA,y,L,2025,70\n"
            "B,x,L,2025,50\nB,z,P,2025,33\n",
            "data/participants.csv": "branch,segment,sex,period,participants\nA,x,L,2025,80\nA,x,P,2025,90\n"
            "A,y,L,2025,60\nB,x,L,2025,20\n",
        }
    )
    (root / "config/sources.yaml").write_text("dimensions: [sex]\n")
    out = run("gap").out
    assert " in 4 of 5 groups; " in out
    assert "Total (1 of 2 groups) " in out
    assert "The total counts 4 of 5 groups; " in out
    assert "4 of 5 groups, which does not show" in run("gap", "--fail-under", "50%").err
