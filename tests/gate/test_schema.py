"""`coverage schema`: what editors and Frictionless are told is what the program takes."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest
import yaml

from coverage_cli.analysis.reconcile.result import Verdict
from coverage_cli.config.rates import parse_rate
from coverage_cli.config.schemas import FILES, schema
from coverage_cli.domain.model import Flag, Status
from coverage_cli.domain.provenance import State
from coverage_cli.domain.rules import RULES
from coverage_cli.domain.samples import samples_of
from coverage_cli.output.report_schemas import names
from tests.conftest import ROOT
from tests.gate.conftest import PARTICIPANTS


def as_an_editor_reads_it(text):
    """YAML by the core schema: numbers, true and false are values, everything else is text."""

    def value(node):
        if isinstance(node, yaml.MappingNode):
            return {key.value: value(inner) for key, inner in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [value(inner) for inner in node.value]
        if node.style is None and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", node.value):
            return float(node.value) if "." in node.value else int(node.value)
        return {"true": True, "false": False}.get(node.value, node.value) if node.style is None else node.value

    return value(yaml.compose(text))


def complaints(name, text):
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema(name))
    found = Draft202012Validator(schema(name)).iter_errors(as_an_editor_reads_it(text))
    return [f"{list(error.absolute_path)}: {error.message}" for error in found]


@pytest.mark.parametrize(
    "path", sorted((*ROOT.glob("config/*.yaml"), *ROOT.glob("examples/**/config/*.yaml"))), ids=str
)
def test_the_shipped_files_are_valid(path):
    assert complaints(path.stem, path.read_text(encoding="utf-8")) == []


def closed_lists(tree):
    """Every `enum` in a schema."""
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    own = [set(tree["enum"])] if isinstance(tree, dict) and isinstance(tree.get("enum"), list) else []
    return own + [found for one in inner for found in closed_lists(one)]


@pytest.mark.parametrize("name", names())
def test_the_words_that_a_report_may_say_are_those_that_the_program_has(name):
    """An `enum` that holds one of an enumeration's values holds all of them."""
    tree = json.loads(files("coverage_cli.output").joinpath("schemas", f"{name}.json").read_text(encoding="utf-8"))
    for kind in (Flag, Status, State, Verdict):
        known = {one.value for one in kind}
        assert [known ^ listed for listed in closed_lists(tree) if known & listed and known != listed] == []


def passing():
    for code in RULES:
        for path, text in samples.passing.items() if (samples := samples_of(code)) else ():
            if path.endswith(".yaml"):
                yield pytest.param(path.split("/")[-1].removesuffix(".yaml"), text, id=f"{code}-{path}")


@pytest.mark.parametrize(("name", "text"), list(passing()))
def test_what_the_program_takes_is_valid(name, text):
    assert complaints(name, text) == []


@pytest.mark.parametrize("sign", ["", "%", " %", "  %", "%%"])
@pytest.mark.parametrize(
    "number",
    ["0", "00", "1", "1.0", "1,00", "1.01", "0.6", "9", "09", "80", "99,999", "100", "100.0", "100.1", "101", "32.15",
     "32,15", "1.", ".8", "-1", "0." + "1" * 12, "0." + "1" * 13, "1.000.000", "", "a"],
)  # fmt: skip
def test_a_rate_is_valid_in_the_editor_where_the_program_takes_it(number, sign):
    taken = parse_rate(number + sign).value is not None
    assert (complaints("targets", f'targets: {{a: {{rate: "{number}{sign}"}}}}') == []) is taken


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("targets", "default: a\ntarqets: {a: 80%}\n"),
        ("targets", "targets: {a: {rate: 180}}\n"),
        ("targets", "targets: {a: {rate: eighty}}\n"),
        ("sources", "inputs: [{kind: populations, files: a.csv}]\n"),
        ("sources", "inputs: [{kind: population, files: a.csv, unit: ribu}]\n"),
        ("sources", "inputs: [{kind: population, files: a.csv, period_columns: {year: tahun}}]\n"),
        ("sources", "inputs: [{kind: population, files: a.csv, period_columns: {month: bulan}}]\n"),
        ("checks", "severity: {X101: mild}\n"),
        ("checks", "thresholds: {workers_change: 0.1}\n"),
        ("checks", "totals: [{workers: 5}]\n"),
        ("exceptions", "exceptions: [{code: X1, reason: a, owner: b, expiry: 2026-12-31}]\n"),
        ("exceptions", "exceptions: [{code: X101, segment: pu}]\n"),
        ("claims", "claims: [{says: {rat: 67%}}]\n"),
    ],
)
def test_slips_are_seen_in_the_editor(name, text):
    assert complaints(name, text) != []


def test_the_command_prints_one_or_all(run):
    every = run("schema").json
    assert tuple(every) == (*FILES, *names())
    assert run("schema", "checks").json == every["checks"]
    assert every["checks"]["$defs"]["Thresholds"]["properties"]["workers_change"]["default"] == "10%"
    ran = run("schema", "target")
    assert (ran.code, ran.out) == (2, "")
    assert 'did you mean "targets"?' in ran.err


def frictionless_says(tmp_path, run, monkeypatch):
    frictionless = pytest.importorskip("frictionless")
    descriptor = run("schema", "--format", "datapackage").json
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps(descriptor))
    monkeypatch.chdir(tmp_path)
    report = frictionless.validate(str(path))
    return descriptor, report.flatten(["code", "type", "message"])


def copied(tmp_path, source):
    import shutil

    for name in ("config", "data"):
        shutil.copytree(source / name, tmp_path / name)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
@pytest.mark.parametrize(
    "source",
    [ROOT, *sorted(path.parent for path in ROOT.glob("examples/*/config"))],
    ids=lambda path: path.name if path != ROOT else "sample",
)
def test_frictionless_accepts_the_shipped_data(tmp_path, run, monkeypatch, source):
    copied(tmp_path, source)
    monkeypatch.chdir(tmp_path)
    descriptor, errors = frictionless_says(tmp_path, run, monkeypatch)
    assert errors == []
    assert {one["path"] for one in descriptor["resources"]} == {f"data/{path.name}" for path in tmp_path.glob("data/*")}


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
@pytest.mark.parametrize("trusted", [False, True])
def test_frictionless_reads_files_outside_of_the_folder_where_it_is_told_to(given, tmp_path, run, monkeypatch, trusted):
    frictionless = pytest.importorskip("frictionless")
    given()
    for name in ("population.csv", "participants.csv"):
        (tmp_path / "data" / name).rename(tmp_path / name)
    assert run("init", "population.csv", "participants.csv", "--into", "office", "--yes").code == 0
    descriptor = run("schema", "--format", "datapackage", "--project", "office").out
    (tmp_path / "office" / "datapackage.json").write_text(descriptor)
    monkeypatch.chdir(tmp_path / "office")
    with frictionless.system.use_context(trusted=trusted):
        assert frictionless.validate("datapackage.json").valid is trusted


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
@pytest.mark.parametrize(("mark", "slip"), [(".", "80,000"), (",", "80.000")])
def test_frictionless_reads_counts_that_their_column_settles(given, tmp_path, run, monkeypatch, mark, slip):
    rows = ["branch;segment;period;workers", *(f"no;{name};2025-09;{{}}" for name in ("pu", "bpu", "jakon"))]
    text = "\n".join(rows).replace(";", "\t") + "\n"
    large, small = f"1{mark}000{mark}100", f"80{mark}000"
    given(population=text.format(large, small, "900"), participants=PARTICIPANTS.replace("balikpapan", "no"))
    descriptor, errors = frictionless_says(tmp_path, run, monkeypatch)
    assert errors == []
    participants, population = descriptor["resources"]
    assert population["schema"]["fields"][3]["type"] == "string"
    assert participants["schema"]["fields"][3]["type"] == "integer"
    given(population=text.format(large, small, slip))
    assert [kind for _, kind, _ in frictionless_says(tmp_path, run, monkeypatch)[1]] == ["constraint-error"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
@pytest.mark.parametrize("count", ["67", "1.000.067"])
def test_frictionless_takes_what_is_declared_to_be_no_count(given, tmp_path, run, monkeypatch, count):
    given(participants=PARTICIPANTS.replace("67", count).replace(",20\n", ",-\n"))
    (tmp_path / "config" / "sources.yaml").write_text(
        "inputs:\n  - {kind: participants, files: data/participants.csv, missing: ['-', '...']}\n"
        "  - {kind: population, files: data/population.csv}\n"
    )
    assert frictionless_says(tmp_path, run, monkeypatch)[1] == []
    given(participants=PARTICIPANTS.replace("67", count).replace(",20\n", ",\n"))
    assert frictionless_says(tmp_path, run, monkeypatch)[1] != []


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
def test_frictionless_finds_what_the_table_schema_forbids(given, tmp_path, run, monkeypatch):
    given(participants=PARTICIPANTS + "balikpapan,pu,2025-09,5\nbalikpapan,,Sept,-5\n")
    _, errors = frictionless_says(tmp_path, run, monkeypatch)
    assert {kind for _, kind, _ in errors} == {"primary-key", "constraint-error"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
def test_frictionless_is_told_nothing_of_a_header_of_two_lines(given, tmp_path, run, monkeypatch):
    given(participants="wilayah,bagian,waktu,jumlah\nbranch,segment,period,participants\nbalikpapan,pu,2025-09,67\n")
    (tmp_path / "config" / "sources.yaml").write_text(
        "inputs:\n  - kind: participants\n    files: data/participants.csv\n    header: [1, 2]\n"
        "    columns: {branch: wilayah branch, segment: bagian segment, period: waktu period, "
        "participants: jumlah participants}\n  - {kind: population, files: data/population.csv}\n"
    )
    assert run("gap", "--missing", "zero").code == 0
    descriptor, errors = frictionless_says(tmp_path, run, monkeypatch)
    assert errors == []
    assert "schema" not in descriptor["resources"][0]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
def test_frictionless_reads_files_as_sources_yaml_spells_them(given, tmp_path, run, monkeypatch):
    given()
    (tmp_path / "data" / "peserta.csv").write_text("cabang;segmen;bulan;jumlah\nbalikpapan;pu;2025-09;48.000\n")
    (tmp_path / "config" / "sources.yaml").write_text(
        "inputs:\n  - kind: participants\n    files: data/peserta.csv\n    delimiter: ';'\n    number_style: id\n"
        "    columns: {period: bulan, participants: jumlah}\n  - kind: population\n    files: data/population.csv\n"
    )
    descriptor, errors = frictionless_says(tmp_path, run, monkeypatch)
    assert errors == []
    fields = descriptor["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == ["cabang", "segmen", "bulan", "jumlah"]
    assert re.fullmatch(fields[3]["constraints"]["pattern"], "1.048.000")
    assert not re.fullmatch(fields[3]["constraints"]["pattern"], "48.5")


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
@pytest.mark.parametrize(
    ("said", "cells", "kind"),
    [
        ("unit: thousands", ("232.2", "906"), "number"),
        ("unit: thousands", ("232", "906"), "number"),
        ("unit: thousands", ("'232,25'", "906"), "number"),
        ("unit: thousands, number_style: plain", ("232.125", "906"), "number"),
        ("unit: thousands, number_style: id", ("'1.232,2'", "906"), "string"),
        ("unit: millions", ("'1,232.25'", "0.5"), "string"),
        ("unit: people", ("232", "906"), "integer"),
    ],
)
def test_frictionless_is_told_of_counts_in_thousands(given, tmp_path, run, monkeypatch, said, cells, kind):
    rows = [f"balikpapan;{name};2025-09;{cell.strip(chr(39))}" for name, cell in zip(("pu", "bpu"), cells, strict=True)]
    given(population="\n".join(("branch;segment;period;workers", *rows, "")))
    (tmp_path / "config" / "sources.yaml").write_text(
        f"inputs:\n  - {{kind: population, files: data/population.csv, {said}}}\n"
        "  - {kind: participants, files: data/participants.csv}\n"
    )
    assert run("check").code == 0
    descriptor, errors = frictionless_says(tmp_path, run, monkeypatch)
    assert errors == []
    workers = descriptor["resources"][1]["schema"]["fields"][3]
    assert workers["type"] == kind
    assert workers["title"] == f"workers, {'' if 'people' in said else said.split(',')[0][6:] + ' of '}people"


@pytest.mark.parametrize("kind", ["population", "participants", "persons"])
def test_a_table_schema_of_each_kind(run, kind):
    frictionless = pytest.importorskip("frictionless")
    described = run("schema", "--format", "datapackage", kind).json
    assert frictionless.Schema.from_descriptor(described).field_names[0] in {"branch", "participant_id"}
    ran = run("schema", kind, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "ask for it with --format datapackage" in ran.err


def test_a_package_names_no_person(project, run):
    """The header of a file without one is somebody's row; what is not used of it was written out as it stands."""
    nik = "6471012509900002"
    columns = "{participant_id: x, branch: kota, segment: pu, status: active, period: 2025-09}"
    inputs = "{kind: population, files: data/p.csv}", f"{{kind: persons, files: data/q*.csv, columns: {columns}}}"
    project({
        "config/sources.yaml": f"inputs: [{', '.join(inputs)}]\n",
        "data/p.csv": "branch,segment,period,workers\nkota,pu,2025-09,9\n",
        f"data/q{nik}.csv": f"{nik},x,kota,pu,active,2025-09\nA,B1,kota,pu,active,2025-09\n",
    })  # fmt: skip
    out = run("schema", "--format", "datapackage").out
    assert (out.count(nik), out.count('"647*************"'), out.count("q6471************.csv")) == (0, 1, 1)
