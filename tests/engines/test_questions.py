"""Several questions of one run: files of persons are read once, and every answer is the one that it has alone."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from datetime import date

import pytest

from coverage_cli import gap, plan, trend
from coverage_cli.cli.main import run as program
from coverage_cli.config.project import Override
from coverage_cli.engines.duckdb.engine import DuckDbEngine
from coverage_cli.engines.spark.engine import SparkEngine
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.pipeline.export import ExportRequest, export
from coverage_cli.pipeline.gap import GapRequest
from coverage_cli.pipeline.persons.counting import Counting
from coverage_cli.pipeline.plan_request import PlanRequest

MONTHS = ("2025-03", "2025-06", "2025-09")
POPULATION = "branch,segment,period,workers,basis\n" + "".join(
    f"{branch},{segment},2025,{workers},{basis}\n"
    for branch in ("bpp", "smd")
    for segment, workers in (("pu", 60), ("bpu", 90))
    for basis, workers in (("employed", workers), ("labour force", workers * 2))
)
"""Each on two bases, which no run may take together."""


def persons(month: int) -> str:
    """Rows of a month: more each month, some people in both segments or both branches, some inactive."""
    rows = []
    for number in range(30 + 6 * month):
        branch, segment = ("bpp", "smd")[number % 3 == 0], ("pu", "bpu")[number % 4 == 0]
        status = "inactive" if number % 7 == 0 else "active"
        rows.append(f"{number:06},{branch},{segment},{status},{MONTHS[month]},{('JKK', 'JKM')[number % 2]}\n")
        if number % 5 == 0:
            rows.append(f"{number:06},{branch},{('bpu', 'pu')[number % 4 == 0]},active,{MONTHS[month]},JKK\n")
        if number % 11 == 0:
            rows.append(f"{number:06},{('smd', 'bpp')[number % 3 == 0]},pu,active,{MONTHS[month]},JHT\n")
    return "".join(rows)


HEADER = "participant_id,branch,segment,status,period,programme\n"
ONE = {"data/participants.csv": HEADER + "".join(map(persons, range(3)))}
MANY = {f"data/participants-{at}.csv": HEADER + persons(at) for at in range(3)}
TARGETS = "default: national\ntargets:\n  national: 80%\n  low: 40%\n"
TODAY = ("--today", "2025-10-01")
ON = ("--basis", "employed", *TODAY)
WHO = [(), ("--programme", "jkk"), ("--programme", "JKM,jht", "--status", "all")]


@pytest.fixture(params=[ONE, MANY], ids=["one", "many"])
def extracts(request, project):
    """A project whose persons are in one file, or in one a month; gives how many files they are."""
    project({"data/population.csv": POPULATION, **request.param}, targets=TARGETS)
    return len(request.param)


@pytest.fixture
def surveys(monkeypatch):
    """The paths of files that the embedded engine reads, and how often it counts people."""
    read = []
    survey = DuckDbEngine.survey
    monkeypatch.setattr(DuckDbEngine, "survey", lambda self, *given: read.append(given[0].path) or survey(self, *given))
    return read


def options(who):
    """The same choice of people for the library."""
    given = dict(zip(who[::2], who[1::2], strict=True))
    names = given.get("--programme")
    return {"status": given.get("--status", "active"), "programme": names.split(",") if names else None}


@pytest.mark.parametrize(
    "command",
    [
        ("gap", "--target", "national", "--target", "low", "--target", "70", *ON),
        ("gap", "--basis", "employed", "--basis", "labour force", *TODAY),
        ("trend", *ON),
        ("trend", "--by", "segment", *ON),
        ("plan", "--by", "2026-12", "--branch", "bpp", "--segment", "pu", *ON),
        ("export", "-o", "page.html", *ON),
        ("export", "-o", "page.html", "--target", "national", "--target", "low", *ON),
        ("export", "-o", "page.html", "--basis", "employed", "--basis", "labour force", *TODAY),
        ("export", "-o", "page.html", "--plan-by", "2026-12", "--branch", "bpp", "--segment", "pu", *ON),
        ("export", "-o", "page.html", "--by", "branch,programme", *ON),
    ],
    ids=" ".join,
)
def test_a_run_reads_each_file_once(extracts, surveys, run, command):
    ran = run(*command)
    assert ran.code == 0, ran.err
    assert len(surveys) == len(set(surveys)) == extracts


@pytest.mark.parametrize(
    "command", [("gap", "--target", "low", "--target", "70"), ("trend",), ("export", "-o", "x.html")]
)
def test_tables_of_counts_are_read_once_too(project, run, monkeypatch, command):
    counts = "branch,segment,period,participants\n" + "".join(f"bpp,pu,{month},40\n" for month in MONTHS)
    project(
        {"data/population.csv": "branch,segment,period,workers\nbpp,pu,2025,60\n", "data/participants.csv": counts},
        targets=TARGETS,
    )
    names, read = [], AggregateReader.read
    monkeypatch.setattr(AggregateReader, "read", lambda self, layout: names.append(layout.path) or read(self, layout))
    assert run(*command, *TODAY).code == 0
    assert len(names) == 2


def test_several_targets_are_counted_once(extracts, run, monkeypatch):
    counts = []
    tally = DuckDbEngine.tally
    monkeypatch.setattr(DuckDbEngine, "tally", lambda self, *given: counts.append(given) or tally(self, *given))
    assert run("gap", *ON).code == 0
    alone = len(counts)
    counts.clear()
    assert run("gap", "--target", "national", "--target", "low", *ON).code == 0
    assert len(counts) == alone
    counts.clear()
    assert run("gap", "--basis", "employed", "--basis", "labour force", *TODAY).code == 0
    assert len(counts) == alone


@pytest.mark.parametrize("who", WHO, ids=" ".join)
def test_reports_side_by_side_are_those_of_separate_runs(extracts, run, who):
    together = run("gap", "--target", "low", "--target", "70", "--format", "json", *ON, *who).json
    alone = [run("gap", "--target", name, "--format", "json", *ON, *who).json for name in ("low", "70")]
    assert together["reports"] == alone
    bases = ("employed", "labour force")
    both = run("gap", *(part for name in bases for part in ("--basis", name)), "--format", "json", *TODAY, *who)
    alone = [run("gap", "--basis", name, "--format", "json", *TODAY, *who).json for name in bases]
    assert both.json["reports"] == alone


@pytest.mark.parametrize("who", WHO, ids=" ".join)
def test_every_point_of_a_trend_is_the_report_of_its_period(extracts, who):
    found = trend(basis="employed", today=date(2025, 10, 1), **options(who))
    assert [series.names for series in found.series] == [("bpp",), ("smd",)]
    for series in found.series:
        assert [point.observation.period for point in series.points] == list(MONTHS)
        for point in series.points:
            period = point.observation.period
            alone = gap(
                branch=series.names[0], period=period, basis="employed", today=date(2025, 10, 1), **options(who)
            )
            assert point.coverage.participants == alone.total.coverage.participants
            assert sum(point.cells.values()) == sum(row.coverage.participants for row in alone.rows)


@pytest.mark.parametrize("who", WHO, ids=" ".join)
def test_a_plan_counts_the_same_people_now_and_before(extracts, who):
    given = {"branch": "bpp", "segment": "pu", "basis": "employed", "today": date(2025, 10, 1), **options(who)}
    before, now = (gap(period=period, **given).total.coverage.participants for period in MONTHS[1:])
    planned = plan("2026-12", **given)
    assert planned.report.total.coverage.participants == now
    step = trend(**given).series[0].movements[-1].step
    assert (step.earlier.participants, step.later.participants) == (before, now)
    whole = plan("2026-12", **{**given, "segment": None}) if whole_is_sum(given) else None
    assert whole is None or whole.observed.step.later.participants == whole.report.total.coverage.participants


@pytest.mark.parametrize(
    "command", [("gap",), ("trend",), ("plan", "--by", "2026-12", "--branch", "bpp", "--segment", "pu")], ids=" ".join
)
def test_every_command_says_who_is_counted(extracts, run, command):
    ran = run(*command, *ON, "--status", "all", "--programme", "JKM,jht", "--format", "json")
    notes = ran.json["notes"]
    assert "Persons are counted whether active or inactive (--status all)." in notes
    assert "Only members of these programmes are counted: JKM, JHT." in notes
    plain = run(*command, *ON, "--format", "json").json["notes"]
    assert not any("programmes" in note for note in plain)
    assert "Only active persons are counted; there are inactive ones too (--status all counts them)." in plain


def whole_is_sum(given):
    """Whether nobody is in several segments, so that a plan for all of them can be made."""
    report = gap(**{**given, "segment": None})
    return sum(row.coverage.participants for row in report.rows) == report.total.coverage.participants


@pytest.mark.parametrize("who", WHO, ids=" ".join)
def test_what_stands_beside_an_export_is_what_the_commands_say(extracts, who):
    chosen = options(who)
    counting = Counting(chosen["status"], tuple(chosen["programme"] or ()))
    rows = GapRequest(
        Override(), branches=("bpp",), segments=("pu",), basis="employed", today=date(2025, 10, 1), counting=counting
    )
    found = export(ExportRequest(rows, plan=PlanRequest(rows, "2026-12")))
    given = {"branch": "bpp", "segment": "pu", "basis": "employed", "today": date(2025, 10, 1), **chosen}
    assert found.report.rows == gap(**given).rows
    assert found.planned.plan == plan("2026-12", **given).plan
    (mine,), (alone,) = found.course.series, trend(**given).series
    assert mine.observations == alone.observations


def test_a_cluster_reads_once_for_a_trend_and_a_plan(project, monkeypatch, engine):
    some = dict(list(MANY.items())[1:])  # a cluster takes long for each
    project({"data/population.csv": POPULATION, **some}, targets=TARGETS)
    reader, read = SparkEngine if engine.remote else DuckDbEngine, []
    survey = reader.survey
    monkeypatch.setattr(reader, "survey", lambda self, *given: read.append(given[0].path) or survey(self, *given))
    given = {"basis": "employed", "today": date(2025, 10, 1)}
    found = trend(**given, resources=engine)
    assert len(read) == len(some)
    assert found.series == trend(**given).series
    read.clear()
    given |= {"branch": "bpp", "segment": "pu"}
    planned = plan("2026-12", **given, resources=engine)
    assert len(read) == len(some)
    assert planned.plan == plan("2026-12", **given).plan


def test_standard_input_is_read_once_for_several_bases(extracts, monkeypatch, capsys):
    text = HEADER + "".join(map(persons, range(3)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    command = ["gap", "--participants", "-", "--basis", "employed", "--basis", "labour force", "--format", "json"]
    assert program([*command, *TODAY]) == 0
    reports = json.loads(capsys.readouterr().out)["reports"]
    assert {report["totals"][-1]["participants"] for report in reports} == {38}


@pytest.mark.parametrize("command", [("trend",), ("plan", "--by", "2026-12"), ("export", "-o", "page.html")])
def test_an_interrupted_run_leaves_no_temporary_files(extracts, run, tmp_path, monkeypatch, own_databases, command):
    (tmp_path / "temp").mkdir()
    seen = []

    def stopped(*_):
        seen.extend((tmp_path / "temp").iterdir())
        raise KeyboardInterrupt

    monkeypatch.setattr(DuckDbEngine, "tally", stopped)
    ran = run(*command, "--branch", "bpp", "--segment", "pu", "--temp", "temp", *ON)
    assert (ran.code, ran.out) == (130, "")
    assert len(seen) == 1
    assert list((tmp_path / "temp").iterdir()) == []
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize("command", [("trend",), ("plan", "--by", "2026-12"), ("export", "-o", "page.html")])
@pytest.mark.parametrize(
    "option", [("--memory", "2"), ("--temp", "nowhere"), ("--status", "x"), ("--programme", "jkp"), ("--engine", "x")]
)
def test_an_unusable_option_is_refused(extracts, run, command, option):
    ran = run(*command, *option, *ON)
    assert (ran.code, ran.out) == (2, "")
    assert option[0].strip("-") in ran.err.casefold()


# Small counts: nothing in any file may depend on what is hidden.


def hidden(pairs):
    """A project's persons: so many in each branch and segment, and half as many in an earlier period."""
    rows, number = [], 0
    for (branch, segment), people in pairs.items():
        for at in range(people):
            number += 1
            rows.append(f"{number:06},{branch},{segment},active,2025-09\n")
            if at % 2 == 0:
                rows.append(f"{number:06},{branch},{segment},active,2025-06\n")
    return "participant_id,branch,segment,status,period\n" + "".join(rows)


SMALL = {("bpp", "pu"): 32, ("bpp", "bpu"): 2, ("bpp", "jakon"): 50, ("smd", "pu"): 44}
OTHER = {**SMALL, ("bpp", "pu"): 30, ("bpp", "bpu"): 4}
"""The same people in all; of bpp, two stand elsewhere."""
OUTPUTS = ("deck.pptx", "book.xlsx", "page.html", "gap.csv", "gap.json", "gap.md", "gap.txt", "picture.svg", "tables/")


def parts(root):
    """Every file and, of packages, every part, without checksums of the inputs, which tell the two apart."""
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix in {".pptx", ".xlsx"}:
            yield from unpacked(path.name, path.read_bytes())
        elif path.is_file():
            yield path.name, plain(path.read_bytes())


def unpacked(name, data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            content = package.read(part)
            if part.endswith(".xlsx"):
                yield from unpacked(f"{name}/{part}", content)
            else:
                yield f"{name}/{part}", plain(content)


def plain(data):
    data = re.sub(rb"</vt:lpwstr></property><property[^>]*><vt:lpwstr[^>]*>", b"", data)
    return re.sub(rb"(?:[0-9a-f]{8} ?){8}", b"", data)


@pytest.mark.parametrize(
    ("bpu", "more"),
    [
        (90, ("--target", "national", "--target", "low")),
        (90, ("--pareto", "--measures")),
        (1, ()),
        (1, ("--pareto", "--measures")),
    ],
)
def test_no_exported_file_depends_on_hidden_counts(project, run, tmp_path, more, bpu):
    """With one worker in bpu, what is hidden there is over 100%."""
    pytest.importorskip("pptx")
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("matplotlib")
    found = []
    workers = "branch,segment,period,workers\n" + "".join(
        f"{name},{segment},2025,{bpu if segment == 'bpu' else 90}\n" for name, segment in SMALL
    )
    for pairs in (SMALL, OTHER):
        (tmp_path / "out").mkdir(exist_ok=True)
        project({"data/population.csv": workers, "data/participants.csv": hidden(pairs)}, targets=TARGETS)
        command = ["export", "--suppress", "5", "--sidecar", *TODAY, *more]
        ran = run(*command, *(part for name in OUTPUTS for part in ("-o", f"out/{name}")))
        assert ran.code == 0, ran.err
        found.append((dict(parts(tmp_path / "out")), ran.err))
    assert found[0] == found[1]
    files, _ = found[0]
    assert "suppressed" in files["gap.csv"].decode()
    assert b"No trend: with --suppress" in files["page.html"]
    assert not any(b"2025-06" in data for data in files.values())
    assert b'"--suppress"' in files["provenance.json"]


@pytest.mark.parametrize(
    ("more", "way"),
    [
        (("--plan-by", "2026-12", "--branch", "bpp"), "use --suppress or --plan-by, not both"),
        (("--basis", "employed", "--basis", "labour force"), "give one basis"),
    ],
)
def test_what_would_give_small_counts_away_is_refused(extracts, surveys, run, tmp_path, more, way):
    ran = run("export", "-o", "page.html", "--suppress", "5", *more, *TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert way in ran.err
    assert surveys == []
    assert not (tmp_path / "page.html").exists()
    assert run("trend", "--suppress", "5").code == run("plan", "--by", "2026-12", "--suppress", "5").code == 2


def test_a_change_counts_people_once_in_every_periods_total(extracts, run, tmp_path):
    """What changed is said of each period; somebody in two segments is one person in the total of each."""
    was = tmp_path / "was"
    employed = "".join(line for line in POPULATION.splitlines(keepends=True) if "labour" not in line)
    fewer = HEADER + "".join(persons(at).rsplit("\n", 2)[0] + "\n" for at in range(3))
    for folder, content in ((tmp_path, None), (was, fewer)):
        for name in ("config", "data"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "config/targets.yaml").write_text(TARGETS)
        (folder / "data/population.csv").write_text(employed)
        if content is not None:
            (folder / "data/participants.csv").write_text(content)
    ran = run("check", "--against", "was", "--format", "json", *TODAY)
    assert ran.code == 0, ran.out
    totals = [one for one in ran.json["comparison"]["rates"] if one["segment"] is None]
    assert {one["period"] for one in totals} == set(MONTHS), ran.out
    for one in totals:
        given = {"branch": one["branch"], "period": one["period"], "today": date(2025, 10, 1)}
        for state, folder in (("before", was), ("after", tmp_path)):
            assert one[f"participants_{state}"] == gap(project=folder, **given).total.coverage.participants
