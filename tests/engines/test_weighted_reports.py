"""Weighted participants through the commands and the library: exact where machines read, whole where people do."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest

from coverage_cli import gap, plan, trend
from coverage_cli.analysis.reconcile.fitting import Held
from coverage_cli.analysis.reconcile.quantities import Quantity
from coverage_cli.output.exact import dumps, loads

POPULATION = "branch,segment,period,workers\nbpp,pu,2025-09,300\nbpp,bpu,2025-09,260\nsmd,pu,2025-09,100\n"
SURVEY = (
    "participant_id,branch,segment,status,period,programme,bobot\n"
    "0001,bpp,pu,active,2025-09,jkk,132.4571\n"
    "0001,bpp,bpu,active,2025-09,jkm,132.4571\n"
    "0002,bpp,pu,active,2025-09,jkk,98.5\n"
    "0003,bpp,bpu,active,2025-09,jkk,120.0429\n"
    "0004,smd,pu,active,2025-09,jkk,100.25\n"
    "0005,smd,pu,inactive,2025-09,jkk,7\n"
)
SOURCES = (
    "inputs:\n  - kind: population\n    files: data/population.csv\n"
    "  - kind: persons\n    files: data/survey*.csv\n    weight: bobot\n"
)
FILES = {"data/population.csv": POPULATION, "data/survey.csv": SURVEY, "config/sources.yaml": SOURCES}


def exact(ran):
    return json.loads(ran.out, parse_float=Decimal)


def test_json_has_exact_decimals_and_whole_numbers_stay_whole(project, run):
    project(FILES)
    ran = run("gap", "--format", "json")
    report = exact(ran)
    assert report["weights"] == {"columns": ["bobot"], "respondents": 4}
    assert [(row["segment"], row["participants"], row["uncovered"], row["excess"]) for row in report["rows"]] == [
        ("bpu", Decimal("252.5"), Decimal("7.5"), 0),
        ("pu", Decimal("230.9571"), Decimal("69.0429"), 0),
        ("pu", Decimal("100.25"), 0, Decimal("0.25")),
    ]
    assert '"participants": 351,' in ran.out  # 0001 once: 132.4571 + 98.5 + 120.0429
    (bpp, smd, total) = report["totals"]
    assert (bpp["participants"], bpp["uncovered"], bpp["shortfall"]) == (351, Decimal("76.5429"), 97)
    assert (smd["status"], smd["rate"]) == ("met", Decimal("1.0025"))
    assert (total["participants"], total["rate"]) == (Decimal("451.25"), Decimal(str(451.25 / 660)))
    assert "Persons" not in ran.out


def test_the_shortfall_is_the_fewest_whole_people(project, run):
    """80% of 300 are 240: 9.0429 people more, which are 10; 80% of 260 are 208, which are there."""
    project(FILES)
    rows = exact(run("gap", "--format", "json"))["rows"]
    assert [(row["shortfall"], row["status"]) for row in rows] == [(0, "met"), (10, "below"), (0, "met")]
    rows = exact(run("gap", "--target", "76.9857%", "--format", "json"))["rows"]
    assert (rows[1]["shortfall"], rows[1]["status"]) == (0, "met")  # 230.9571 of 300, to the last digit
    rows = exact(run("gap", "--target", "76.98571%", "--format", "json"))["rows"]
    assert (rows[1]["shortfall"], rows[1]["status"]) == (1, "below")


@pytest.mark.parametrize(("options", "mark"), [((), "."), (("--excel", "--lang", "id"), ",")])
def test_csv_is_exact_in_its_own_decimal_mark(project, run, options, mark):
    project(FILES)
    ran = run("gap", "--format", "csv", *options)
    rows = list(csv.DictReader(io.StringIO(ran.out.lstrip("\ufeff")), delimiter=";" if options else ","))
    assert [row["participants"] for row in rows] == [f"252{mark}5", f"230{mark}9571", f"100{mark}25"]
    assert [row["excess"] for row in rows] == ["0", "0", f"0{mark}25"]


NOTE = "weights in column bobot of 4 respondents added up"


def test_tables_show_whole_people_and_say_what_they_are(project, run):
    root = project(FILES)
    names = ["out.md", "out.html", "out.csv"]
    ran = run("gap", *(part for name in names for part in ("--output", name)))
    assert ran.code == 0, ran.err
    ran = run("gap")
    cells = [line.split() for line in ran.out.splitlines()]
    assert [row[2] for row in cells if row[:2] in (["bpu", "260"], ["pu", "300"], ["pu", "100"])] == [
        "253",
        "231",
        "100",
    ]
    assert NOTE in ran.out
    assert "Respondents in several segments or branches: 1." in ran.out
    assert "over 100%, 0.25 more participants than workers" in ran.out
    for name in names[:2]:
        text = (root / name).read_text(encoding="utf-8")
        assert NOTE in text
        assert "253" in text
        assert ">252.5<" not in text
    said = run("gap", "--lang", "id").out
    assert "penimbang di kolom bobot dari 4 responden" in said
    assert "0,25" in said


def test_decks_workbooks_and_pictures_are_made_of_whole_people(project, run):
    openpyxl = pytest.importorskip("openpyxl")
    pptx = pytest.importorskip("pptx")
    older = POPULATION + POPULATION.split("\n", 1)[1].replace("2025-09", "2024-09")
    past = SURVEY.split("\n", 1)[1].replace("2025-09", "2024-09").replace("000", "900").replace("98.5", "90.5")
    root = project({**FILES, "data/population.csv": older, "data/survey.csv": SURVEY + past})
    outputs = ("gap.xlsx", "gap.pptx", "folder/")
    ran = run("export", *(part for name in outputs for part in ("--output", name)))
    assert ran.code == 0, ran.err
    book = openpyxl.load_workbook(root / "gap.xlsx")
    figures = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert [row[5] for row in figures if row[1:2] in (["bpu"], ["pu"])] == [253, 231, 100]
    assert any(NOTE in str(cell.value) for row in book.worksheets[-1].iter_rows() for cell in row)
    texts = [shape.text_frame.text for slide in pptx.Presentation(root / "gap.pptx").slides
             for shape in slide.shapes if shape.has_text_frame]  # fmt: skip
    texts += [note.notes_slide.notes_text_frame.text for note in pptx.Presentation(root / "gap.pptx").slides
              if note.has_notes_slide]  # fmt: skip
    assert any(NOTE in text for text in texts)
    assert "252.5" in "".join(path.read_text() for path in (root / "folder").glob("*.csv"))
    assert run("verify", "gap.xlsx").code == 0


def test_frames_hold_exact_decimals(project):
    project(FILES)
    frame = gap().to_frame(totals=True)
    assert frame["participants"].tolist()[:2] == [Decimal("252.5"), Decimal("230.9571")]
    assert {type(value) for name in ("participants", "uncovered", "excess") for value in frame[name]} == {Decimal}
    assert frame["shortfall"].dtype == "Int64"
    assert gap(status="all").total.coverage.participants == Decimal("458.25")


def test_check_counts_respondents(project, run):
    project(FILES)
    report = run("check", "--format", "json").json
    (file,) = [file for file in report["files"] if file["kind"] == "persons"]
    assert (file["rows"], file["used"], file["persons"]) == (6, 6, 4)
    over = next(one for one in report["findings"] if one["code"] == "X103")
    assert "100.25" in over["message"]
    assert run("check").out.splitlines()[-1].startswith("files: 3; rows: 9 = 9 used + 0 reported; errors: 0")


def test_programmes_have_their_own_sums(project, run):
    project(FILES)
    report = exact(run("gap", "--by", "programme", "--format", "json"))
    assert [(row["programme"], row["participants"]) for row in report["rows"]] == [
        ("jkk", Decimal("451.25")),
        ("jkm", Decimal("132.4571")),
    ]
    assert exact(run("gap", "--programme", "jkm", "--format", "json"))["weights"]["respondents"] == 1


def test_small_sums_are_left_out_and_their_respondents_are_not_told(project, run):
    rows = "".join(f"{at:05},bpp,pu,active,2025-09,jkk,0.5\n" for at in range(9))
    project({**FILES, "data/survey.csv": SURVEY.replace("100.25", "4.5") + rows})
    ran = run("gap", "--suppress", "5", "--format", "json")
    report = exact(ran)
    assert [
        (row["segment"], row["participants"], row["status"]) for row in report["rows"] if row["branch"] == "smd"
    ] == [("pu", None, "suppressed")]
    assert report["weights"]["respondents"] is None
    assert "compared with sums of weights" in ran.out
    assert "respondents added up" not in ran.out


def test_pareto_and_several_targets_keep_the_digits(project, run):
    project({**FILES, "data/survey.csv": SURVEY.replace("120.0429", "123456788.123456789")})
    plain = exact(run("gap", "--format", "json"))
    for options in (("--pareto", "--measures"), ("--target", "80%", "--target", "90%")):
        ran = run("gap", "--format", "json", *options)
        assert ran.code == 0, ran.err
        found = exact(ran)
        first = found["reports"][0] if "reports" in found else found
        assert first["rows"] == plain["rows"]
    assert plain["rows"][0]["participants"] == Decimal("123456920.580556789")  # more digits than a double has
    holders = exact(run("gap", "--pareto", "--format", "json"))["pareto"]["holders"]
    assert Decimal("69.0429") in [one["uncovered"] for one in holders]
    assert run("gap", "--pareto", "--measures").code == 0
    assert run("gap", "--target", "80%", "--target", "90%").code == 0


def test_json_reads_back_as_it_was_written():
    text = dumps({"a": [0.1, 1e-07, 1.0, 3, None, "\\u0000"], "b": 1e22})
    assert dumps(loads(text)) == text


def test_a_trend_has_exact_sums(project, run):
    project({
        **FILES,
        "data/population.csv": POPULATION + "bpp,pu,2024-09,300\nbpp,bpu,2024-09,260\nsmd,pu,2024-09,100\n",
        "data/survey24.csv": (
            "participant_id,branch,segment,status,period,programme,bobot\n"
            "24-1,bpp,pu,active,2024-09,jkk,200.5\n24-1,bpp,bpu,active,2024-09,jkk,200.5\n24-2,bpp,pu,active,2024-09,jkk,31\n"
        ),
    })  # fmt: skip
    report = exact(run("trend", "--branch", "bpp", "--format", "json"))
    (series,) = report["series"]
    assert [point["participants"] for point in series["points"]] == [Decimal("231.5"), 351]
    (step,) = series["steps"]
    assert (step["participants_change"], step["enrolled"], step["lost"]) == (
        Decimal("119.5"), Decimal(52), Decimal("0.5429")
    )  # fmt: skip
    ran = run("trend", "--branch", "bpp")
    assert "estimates of people: the weights in column bobot added up" in ran.out
    assert "232" in ran.out
    assert ran.out.splitlines()[4].split()[-3:-1] == ["52", "1"]  # 0.5429 lost, as whole people
    assert "231.5" in run("trend", "--branch", "bpp", "--format", "csv").out
    frame = trend(branch="bpp").to_frame()
    assert frame["participants"].tolist() == [Decimal("231.5"), Decimal(351)]
    assert frame["enrolled"].tolist()[1:] == [Decimal(52)]
    assert frame["enrolled"][0] is pd.NA


def test_a_plan_enrols_whole_people(project, run):
    """90% of 560 are 504, of whom 482.9 are there, so 22 more are needed; no segment has more than its uncovered."""
    survey = SURVEY.replace("0001,bpp,bpu", "0009,bpp,bpu").replace("132.4571\n0002", "131.9\n0002")
    project({**FILES, "data/survey.csv": survey})
    asked = ("plan", "--branch", "bpp", "--by", "2026-12", "--target", "90%")
    for strategy in ("proportional", "equalise", "largest"):
        report = exact(run(*asked, "--strategy", strategy, "--format", "json"))
        assert sum(row["participants"] for row in report["segments"]) == Decimal("482.9")
        assert (report["needed"], report["feasible"]) == (22, True)
        assert sum(row["enrolments"] for row in report["segments"]) == 22
        assert {type(row["enrolments"]) for row in report["segments"]} == {int}
        assert all(row["enrolments"] <= row["workers"] - row["participants"] + 1 for row in report["segments"])
    assert any(NOTE in note for note in report["notes"])
    shown = run(*asked)
    assert (shown.code, "22 enrolments" in shown.out) == (0, True)
    assert plan(branch="bpp", by="2026-12", target="90%").plan.needed == 22
    assert plan(branch="bpp", by="2026-12", target="89.85%").plan.needed == 21  # of 503.16, where 504 would take 22


def test_a_plan_can_cover_everybody(project, run):
    """The last uncovered may be less than a person, and takes a whole enrolment."""
    project({**FILES, "data/survey.csv": SURVEY.replace("100.25", "99.5")})
    report = exact(run("plan", "--branch", "smd", "--by", "2026-12", "--target", "100%", "--format", "json"))
    assert (report["needed"], report["enrolments"], report["feasible"]) == (1, 1, True)


def test_a_claimed_shortfall_is_held_against_whole_people():
    held = Held(300, Fraction("230.9571"), Fraction("69.0429"), Fraction(4, 5))
    assert held.values()[Quantity.SHORTFALL] == 10


def test_published_figures_are_held_against_exact_sums(project, run):
    claims = "claims:\n  - id: a\n    about: {branch: smd}\n    says: {participants: '100'}\n"
    total = "  - {branch: smd, period: 2025-09, "
    checks = f"totals:\n{total}participants: 100}}\n{total}segment: pu, participants: 102}}\n"
    project({**FILES, "claims.yaml": claims, "config/checks.yaml": checks})
    ran = run("reconcile", "claims.yaml", "--with-data")
    assert ran.code in {0, 1}, ran.err
    ran = run("check")
    (line,) = [line for line in ran.out.splitlines() if "D108" in line]
    assert line.startswith("config/checks.yaml:3:")
    assert "the table add up to 100.25, 1.75 off the published total of 102." in line


@pytest.mark.parametrize(
    ("total", "said"),
    [
        ("participants: 351", ""),  # 0001, who is in both segments, once
        ("participants: 353", "add up to 351, 2 off the published total of 353."),
        ("segment: pu, participants: 231", ""),
    ],
)
def test_a_published_total_of_persons_has_each_of_them_once(project, run, total, said):
    checks = f"totals:\n  - {{branch: bpp, period: 2025-09, {total}}}\n"
    project({**FILES, "config/checks.yaml": checks})
    for command in ("check", "gap"):
        ran = run(command)
        assert ("D1" in ran.out + ran.err) == bool(said), ran.out
        assert said in ran.out + ran.err


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (SOURCES.replace("persons", "participants"), "sources.yaml:6:13: error C110"),
        ("dimensions: [weight]\n" + SOURCES, "sources.yaml:7:13: error C110"),
        (SOURCES.replace("bobot", "''"), "sources.yaml:6:13: error C105"),
        (SOURCES.replace("bobot", "bobott"), "data/survey.csv:1:1: error S101"),
        (SOURCES + "    unused: [bobot]\n", "data/survey.csv:1:1: error S101"),
        (SOURCES.replace("bobot", "status"), "data/survey.csv:1:1: error S101"),
    ],
)
def test_a_weight_that_means_nothing_is_refused(project, run, sources, said):
    project({**FILES, "config/sources.yaml": sources})
    ran = run("check")
    assert ran.code == 1
    assert said in ran.out


def test_a_column_is_a_weight_only_where_that_is_declared(project, run):
    project(
        {
            **FILES,
            "config/sources.yaml": SOURCES.replace("    weight: bobot\n", ""),
            "data/survey.csv": SURVEY.replace("bobot", "weight"),
        }
    )
    assert "S103" in run("check").out
    assert exact(run("gap", "--format", "json"))["totals"][-1]["participants"] == 4


def test_weights_and_heads_do_not_add_up(project, run):
    other = "  - kind: persons\n    files: data/heads.csv\n"
    project({**FILES, "config/sources.yaml": SOURCES + other, "data/heads.csv": SURVEY})
    ran = run("gap")
    assert (ran.code, ran.out) == (2, "")
    assert "data/survey.csv counts the weights of its column bobot and data/heads.csv counts heads" in ran.err


def test_nothing_is_computed_from_unlike_weights(project, run):
    project({**FILES, "data/survey.csv": SURVEY + "0002,smd,pu,active,2025-09,jkk,98.51\n"})
    ran = run("gap")
    assert (ran.code, ran.out) == (1, "")
    assert (
        "data/survey.csv:8:32: error P107 person 00** has the weight 98.51 here and 98.5 in data/survey.csv:4"
        in ran.err
    )
    checks = "rules: {P107: warning}\n"
    project({"config/checks.yaml": checks})
    assert run("gap").code != 0  # no severity settles two readings


def test_what_could_not_be_counted_is_held_against_nothing(project, run):
    checks = "totals:\n  - {period: 2025-09, participants: 5}\n"
    project({**FILES, "config/checks.yaml": checks})
    assert "error D108" in run("check").out  # the weights add up to more
    project({"data/survey.csv": SURVEY + "0002,smd,pu,active,2025-09,jkk,98.51\n"})
    ran = run("check")
    assert ("error P107" in ran.out, "D1" in ran.out) == (True, False)


def test_an_input_may_serve_both_sides_and_its_weight_one(project, run):
    both = (
        "inputs:\n  - kind: [population, persons]\n    files: data/both.csv\n    weight: bobot\n"
        "    columns: {workers: n}\n    unused: [programme]\n"
    )
    content = "".join(
        line + (",n\n" if at == 0 else ",400\n") for at, line in enumerate(SURVEY.splitlines()[:4]) if at != 3
    )
    project({"config/sources.yaml": both, "data/both.csv": content})
    ran = run("gap", "--format", "json")
    assert ran.code == 0, ran.err
    assert exact(ran)["totals"][-1]["participants"] == Decimal("132.4571")
    assert "S103" not in ran.out + ran.err  # nor is the weight a column that the other side does not know


def test_the_data_package_knows_weights(project, run):
    project(
        {
            **FILES,
            "config/sources.yaml": SOURCES + "    number_style: id\n",
            "data/survey.csv": SURVEY.replace(",", ";").replace(".", ","),
        }
    )
    package = run("schema", "--format", "datapackage").json
    (field,) = [field for one in package["resources"] for field in one["schema"]["fields"] if field["name"] == "bobot"]
    assert (field["type"], field["decimalChar"]) == ("number", ",")
    assert exact(run("gap", "--format", "json"))["totals"][-1]["participants"] == Decimal("451.25")


def test_a_change_is_not_told_of_people_who_cannot_be_counted(project, run, tmp_path):
    then = tmp_path / "then"
    root = project(FILES)
    for name, text in FILES.items():
        (then / name).parent.mkdir(parents=True, exist_ok=True)
        (then / name).write_text(text)
    (then / "config/targets.yaml").write_text((root / "config/targets.yaml").read_text())
    with (root / "data/survey.csv").open("a") as more:
        more.write("0002,bpp,bpu,active,2025-09,jkk,98.51\n")
    ran = run("check", "--against", str(then))
    assert ran.code == 1
    assert "persons could not be counted (P107)" in ran.out
    assert "participants 0" not in ran.out
    assert "→" not in ran.out
    assert "participants rows" not in ran.out
    found = run("check", "--against", str(then), "--format", "json").json["comparison"]
    assert (found["uncounted"], found["rates"], found["changes"]) == (True, [], [])
