"""What the commands print as JSON is what their schemas say."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.conftest import ROOT
from tests.intake.workbooks import number, rows, text, write

from coverage_cli.output.report_schemas import names, report_schema

CLAIMS = str(ROOT / "examples" / "claims" / "published.yaml")
PROJECT = str(ROOT / "examples" / "published")
SAMPLE = str(ROOT)
DRIVERS = ["reconcile", "--with-data", "--branch", "balikpapan", "--segment", "online-drivers", "--project", SAMPLE]
POPULATION = "branch,segment,sex,period,workers,basis\n" + "".join(
    f"kota,{segment},{sex},2025,{workers},{basis}\n"
    for basis, workers in (("employed", 100), ("labour force", 200))
    for segment in ("pu", "bpu")
    for sex in ("f", "m")
)
PARTICIPANTS = "branch,segment,sex,period,participants\nkota,pu,f,2025,50\nkota,pu,m,2025,120\nkota,bpu,f,2025,5\n"
SOURCES = {
    "config/sources.yaml": "dimensions: [sex]\ninputs:\n"
    "  - {kind: population, files: data/population.csv}\n  - {kind: participants, files: data/participants.csv}\n"
}


@cache
def validator(name: str) -> Draft202012Validator:
    schema = report_schema(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(name: str, text: str) -> list[str]:
    """Where a JSON text is not what the schema of that name says."""
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(json.loads(text))]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("gap", ["gap", "--project", SAMPLE]),
        ("gap", ["gap", "--branch", "balikpapan", "--pareto", "--measures", "--project", SAMPLE]),
        ("gap", ["gap", "--by", "branch", "--target", "rpjmn", "--project", PROJECT, "--missing", "zero"]),
        ("gap-targets", ["gap", "--target", "80", "--target", "rpjmn", "--pareto", "--measures", "--project", SAMPLE]),
        ("check", ["check", "--project", SAMPLE]),
        ("check", ["check", "--project", PROJECT, "--max-findings", "1"]),
        ("reconcile", ["reconcile", CLAIMS]),
        ("reconcile", ["reconcile", "--rate", "67%", "--with-data", "--branch", "bali", "--project", PROJECT]),
        ("reconcile", ["reconcile", "--rate", "67%"]),
        ("reconcile", [*DRIVERS, "--rate", "50.8%", "--target", "32.15%", "--gap=-18.6"]),
        ("trend", ["trend", "--branch", "kalimantan", "--across-bases", "--project", PROJECT]),
        ("plan", ["plan", "--branch", "balikpapan", "--by", "2026", "--premium", "pu=1", "--project", SAMPLE]),
        ("plan", ["plan", "--branch", "kalimantan", "--by", "2026", "--capacity", "not-split=1", "--project", PROJECT]),
        ("list", ["list", "targets", "--project", SAMPLE]),
        ("rule", ["rule"]),
        ("rule", ["rule", "V103"]),
    ],
)
def test_output_fits_its_schema(run, name, arguments):
    assert faults(name, run(*arguments, "--format", "json").out) == []


def test_files_and_findings_name_the_sheet_of_a_workbook(run, project, tmp_path):
    sheets = {"Pekerja": ("workers", 90), "Peserta": ("participants", 95)}
    tables = {
        sheet: rows(
            [*map(text, ("branch", "segment", "period", measure))],
            *([*map(text, ("A", "pu", month)), number(people)] for month in ("2025-08", "2025-09")),
        )
        for sheet, (measure, people) in sheets.items()
    }
    kinds = zip(("population", "participants"), sheets, strict=True)
    inputs = "".join(f"  - {{kind: {kind}, files: x.xlsx, sheet: {sheet}}}\n" for kind, sheet in kinds)
    project({"config/sources.yaml": f"inputs:\n{inputs}"})
    write(tmp_path / "x.xlsx", tables)
    for name, listed in (("check", "files"), ("gap", "sources"), ("trend", "sources")):
        ran = run(name, "--format", "json")
        assert {one.get("sheet") for one in json.loads(ran.out)[listed]} >= {*sheets}, ran.err
        assert {one.get("sheet") for one in json.loads(ran.out)["findings"]} == {*sheets}
        assert faults(name, ran.out) == []


@pytest.fixture
def kota(project):
    """Two bases, a dimension of its own, a missing side and an excess."""
    return project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS, **SOURCES})


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("gap", ["--basis", "employed", "--by", "branch,segment,sex", "--sort", "gap"]),
        ("gap", ["--basis", "employed", "--suppress", "60"]),
        ("gap-bases", ["--basis", "employed", "--basis", "labour force", "--by", "branch,segment,sex"]),
        ("gap-targets", ["--basis", "employed", "--target", "50", "--target", "national", "--by", "sex"]),
    ],
)
def test_dimensions_bases_and_suppression_fit(run, kota, name, more):
    ran = run("gap", *more, "--format", "json")
    assert ran.out, ran.err
    assert faults(name, ran.out) == []


def test_rows_of_persons_that_are_not_told_fit(run, project, tmp_path):
    rows = "".join(f"{at},kota,pu,f,active,2025\n" for at in range(70))
    persons = "participant_id,branch,segment,sex,status,period\n" + rows
    sources = SOURCES["config/sources.yaml"].replace("kind: participants", "kind: persons")
    project(
        {"data/population.csv": POPULATION, "data/participants.csv": persons, "config/sources.yaml": sources},
    )
    ran = run("gap", "--basis", "employed", "--suppress", "60", "--format", "json")
    assert [source["rows"] for source in ran.json["sources"]] == [None, 4], ran.err
    assert faults("gap", ran.out) == []
    run("export", "--basis", "employed", "--suppress", "60", "-o", "gap.html", "--sidecar")
    assert faults("provenance", (tmp_path / "gap.html.provenance.json").read_text()) == []


def test_what_is_verified_recorded_and_compared_fits(run, project, tmp_path):
    shutil.copytree(PROJECT, tmp_path / "before", dirs_exist_ok=True)
    project({})
    shutil.copytree(PROJECT, tmp_path, dirs_exist_ok=True)
    run("export", "--branch", "bali", "-o", "gap.html", "-o", "tables/", "--sidecar")
    for record in ("tables/provenance.json", "gap.html.provenance.json"):
        assert faults("provenance", (tmp_path / record).read_text()) == []
    text = (tmp_path / "data/participants.csv").read_text()
    (tmp_path / "data/participants.csv").write_text(text.replace("935079", "935179"))
    ran = run("check", "--against", "before", "--format", "json")
    assert ran.json["comparison"]["changes"], ran.err
    assert faults("check", ran.out) == []
    (tmp_path / "config/targets.yaml").unlink()
    ran = run("verify", "gap.html", "--format", "json")
    assert {one["state"] for one in ran.json["files"]} == {"unchanged", "changed", "missing"}
    assert faults("verify", ran.out) == []


def commands():
    """Every report of every project that is shipped."""
    for config in sorted(ROOT.glob("examples/*/config")):
        named = config.parent.name
        branch = {"published": "bali"}.get(named, "balikpapan")
        more = ["--branch", branch]
        yield from (
            pytest.param(name, config.parent, arguments, id=f"{named}-{number}-{name}")
            for number, (name, arguments) in enumerate([
                ("gap", ["gap"]),
                ("gap", ["gap", "--by", "branch", "--pareto", "--measures"]),
                ("gap-targets", ["gap", "--target", "80", "--target", "90", "--pareto"]),
                ("check", ["check"]),
                ("trend", ["trend", *more]),
                ("plan", ["plan", *more, "--by", "2027-12", "--target", "95", "--segment", "pu", "--pace", "10"]),
                ("reconcile", ["reconcile", "--rate", "67%", "--with-data", *more]),
                *(("list", ["list", what]) for what in ("branches", "segments", "periods", "targets")),
            ])
        )  # fmt: skip


@pytest.mark.parametrize(("name", "folder", "arguments"), list(commands()))
def test_every_report_of_every_example_fits(run, name, folder, arguments):
    ran = run(*arguments, "--project", str(folder), "--format", "json", "--lang", "en")
    if ran.out:
        assert faults(name, ran.out) == []
    else:
        wanted = {"trend": "a trend needs two periods of participants", "plan": "no segment"}
        assert wanted[name] in ran.err


def test_every_kind_of_file_fits(run, project, tmp_path):
    project({
        "data/population.csv": POPULATION,
        "data/participants.csv": PARTICIPANTS,
        **SOURCES,
        "config/checks.yaml": "severity: {X103: error}\n",
        "config/exceptions.yaml": "exceptions: []\n",
    })  # fmt: skip
    persons = tmp_path / "persons.csv"
    persons.write_text("participant_id,branch,segment,sex,status,period\n1,kota,pu,f,active,2025\n")
    files = ["data/population.csv", "data/participants.csv", "persons.csv"]
    files += [f"config/{name}.yaml" for name in ("targets", "sources", "checks", "exceptions")]
    ran = run("check", *files, "--format", "json")
    kinds = {file["kind"] for file in ran.json["files"]}
    assert kinds == {"population", "participants", "persons", "targets", "checks", "exceptions", None}
    assert faults("check", ran.out) == []


def test_weighted_people_compared_fit(run, project, tmp_path):
    shutil.copytree(ROOT / "examples" / "survey", tmp_path / "before")
    shutil.copytree(ROOT / "examples" / "survey", tmp_path, dirs_exist_ok=True)
    project({}, targets=None)
    table = tmp_path / "data" / "respondents.csv"
    table.write_text(table.read_text().replace("98,25", "99,25"))
    ran = run("check", "--against", "before", "--format", "json")
    rates = ran.json["comparison"]["rates"]
    assert rates[0]["participants_before"] % 1, ran.err
    assert faults("check", ran.out) == []


@pytest.mark.parametrize("name", names())
def test_what_nobody_declared_is_refused(name):
    """Closed shapes stay closed: only dimensions and samples have names of their own."""
    free = {"rows", "ranges", "failing", "passing", "row", "by_month", "names", "implied", "figures", "values"}

    def opened(node, path=()):
        if isinstance(node, dict):
            if node.get("type") == "object" and node.get("additionalProperties") is not False:
                yield path
            for key, value in node.items():
                yield from opened(value, (*path, key))
        if isinstance(node, list):
            for value in node:
                yield from opened(value, path)

    assert [path for path in opened(report_schema(name)) if not free & set(path)] == []


def test_every_schema_is_printed_under_its_name(run):
    every = run("schema").json
    assert {"gap", "gap-targets", "gap-bases", "check", "reconcile", "trend", "plan", "verify", "list", "rule"} <= set(
        every
    )
    assert run("schema", "gap-targets").json == every["gap-targets"] == report_schema("gap-targets")
    assert Draft202012Validator(every["gap-bases"]).is_valid({"schema": "coverage-gap-bases/1"}) is False


def test_a_claims_file_has_a_schema():
    import yaml

    from coverage_cli.config.claims import ClaimsFile

    schema = ClaimsFile.model_json_schema()
    Draft202012Validator.check_schema(schema)
    published = yaml.safe_load(Path(CLAIMS).read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(published)) == []
    assert list(Draft202012Validator(schema).iter_errors({"claims": []}))
    assert list(Draft202012Validator(schema).iter_errors({"claims": [{"says": {"ratio": "1"}}]}))
