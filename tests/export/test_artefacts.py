"""All files of one run: they agree, say what they were made from, and refuse before any work."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from fractions import Fraction

import pytest

from coverage_cli.analysis.check_report import CheckReport
from coverage_cli.output import artefacts
from coverage_cli.output.checks import outcome
from coverage_cli.pipeline.provenance import within
from tests.conftest import ROOT
from tests.export.conftest import SCENARIOS, Segment, name_of

ALL = ("deck.pptx", "gap.xlsx", "gap.png", "gap.svg", "gap.html", "gap.csv", "gap.json", "gap.md", "gap.txt", "tables/")
EMBEDDED = ("deck.pptx", "gap.xlsx", "gap.png", "gap.svg", "gap.html", "tables/")
INPUTS = {"config/targets.yaml", "data/participants.csv", "data/population.csv"}
OUTPUTS = [part for name in ALL for part in ("-o", name)]


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def edit(path):
    with path.open("a") as stream:
        stream.write("x\n")


def test_every_format_is_written_and_again_the_same(run, export_project, tmp_path):
    export_project(SCENARIOS["over"])
    assert run("export", *OUTPUTS, "--sidecar").code == 0
    first = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert run("export", *OUTPUTS, "--sidecar").code == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == first
    beside = json.loads((tmp_path / "gap.csv.provenance.json").read_text())
    sha256 = hashlib.sha256(first[tmp_path / "gap.csv"]).hexdigest()
    assert beside["artefacts"] == [{"name": "gap.csv", "sha256": sha256}]
    assert {one["path"] for one in beside["inputs"]} == INPUTS


def test_files_are_the_same_wherever_they_are_made_from(run, export_project, tmp_path, monkeypatch):
    export_project(SCENARIOS["over"])
    inputs = "{kind: population, files: data/population.csv, leave_out: {segment: [Nelayan]}}, {kind: participants, "
    inputs += "files: data/participants.csv, leave_out: {segment: [Nelayan]}}"
    (tmp_path / "config/sources.yaml").write_text(f"inputs: [{inputs}]\n")
    made = []
    for folder, project in ((".", "."), ("/", str(tmp_path))):
        monkeypatch.chdir(folder)
        outputs = [part for name in ALL for part in ("-o", f"{tmp_path}/{name}")]
        assert run("export", "--project", project, *outputs).code == 0
        page = str(tmp_path / "page.html")
        printed = run("gap", "--project", project, "-o", page, "--format", "html")
        made.append(({path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}, printed.out))
    assert made[0] == made[1]
    notes = (tmp_path / "gap.txt").read_text()
    assert " data/participants.csv:2:" in notes
    assert " data/participants.csv: rows left out by value: 1." in notes


@pytest.mark.parametrize("name", EMBEDDED)
def test_verify_tells_whether_the_data_changed(run, export_project, tmp_path, monkeypatch, name):
    export_project(SCENARIOS["six"])
    assert run("export", "-o", name, "--branch", "balikpapan").code == 0
    ran = run("verify", name)
    assert (ran.code, ran.err) == (0, "")
    assert sum(f"{path}: unchanged\n" in ran.out for path in INPUTS) == len(INPUTS)
    monkeypatch.chdir(tmp_path / "data")
    assert run("verify", f"../{name}").code == 0
    with (tmp_path / "data/population.csv").open("a") as stream:
        stream.write("Balikpapan,Baru,2025-09,1\n")
    ran = run("verify", f"../{name}")
    assert ran.code == 1
    assert "data/population.csv: changed\n" in ran.out
    (tmp_path / "config/targets.yaml").unlink()
    assert "config/targets.yaml: missing\n" in run("verify", str(tmp_path / name)).out

    def refuse(path):
        raise PermissionError(path)

    monkeypatch.setattr("coverage_cli.pipeline.verify.sha256_of", refuse)
    assert "data/population.csv: cannot be read\n" in run("verify", str(tmp_path / name)).out


@pytest.mark.parametrize("scheme", ["s3a://bucket/", "file://"])
def test_verify_does_not_call_missing_what_only_a_cluster_reads(run, export_project, tmp_path, scheme):
    """The SHA-256 of an address is recorded only where this machine opened the file."""
    export_project(SCENARIOS["six"])
    assert run("export", "-o", "gap.csv", "--sidecar").code == 0
    path = tmp_path / "gap.csv.provenance.json"
    record = json.loads(path.read_text())
    entry = next(one for one in record["inputs"] if one["path"] == "data/participants.csv")

    def verified(name, sha256):
        entry.update(path=name, sha256=sha256)
        record["options"] = [["--participants", name]]
        path.write_text(json.dumps(record))
        return run("verify", "gap.csv")

    known = entry["sha256"]
    ran = verified(f"{scheme}{tmp_path}/data/participants.csv", "")
    assert ran.code == 1
    assert "participants.csv: not compared, because only a cluster reads it\n" in ran.out
    assert ran.out.endswith("gap.csv: whether it stands on all of the data as it is now cannot be told here\n")
    assert json.loads(run("verify", "gap.csv", "--format", "json").out)["unchanged"] is False
    if scheme == "file://":
        assert verified(f"{scheme}{tmp_path}/data/participants.csv", known).code == 0
        assert "participants.csv: changed\n" in verified(f"{scheme}{tmp_path}/data/participants.csv", "0" * 64).out
        assert "no longer agrees" in run("verify", "gap.csv").out
        assert "not compared" in verified("file:///nowhere/participants.csv", known).out


def test_an_address_is_recorded_as_it_is():
    address = "s3a://bucket/participants"
    assert within(".", address) == address
    assert outcome.Outcome(CheckReport((), ()), base=".").path(address) == address


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("data/population-new.csv", "branch,segment,period,workers\nBalikpapan,Baru,2025-09,1\n"),
        ("config/sources.yaml", "inputs:\n- {kind: population, files: data/population.csv}\n"),
        ("config/exceptions.yaml", "exceptions: []\n"),
        ("config/checks.yaml", "severity: {X103: error}\n"),
    ],
)
def test_verify_sees_a_file_that_is_read_now(run, export_project, tmp_path, path, content):
    export_project(SCENARIOS["six"])
    run("export", "-o", "gap.html")
    (tmp_path / path).write_text(content)
    ran = run("verify", "gap.html")
    assert ran.code == 1
    assert f"{path}: read now, and not then\n" in ran.out
    run("export", "-o", "gap.html")
    assert f"{path}: unchanged\n" in run("verify", "gap.html").out
    named = [part for option in ("population", "participants") for part in (f"--{option}", f"data/{option}.csv")]
    run("export", "-o", "gap.html", *named)
    (tmp_path / "data/population-2.csv").write_text("branch,segment,period,workers\nBalikpapan,Lain,2025-09,1\n")
    assert "population-2" not in run("verify", "gap.html").out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([["--branch", "--population"]], True),
        ([["--population", "data/population.csv"]], False),
        ("--targets", True),
        ([[], [1], 5, "--targets"], True),
    ],
)
def test_verify_knows_an_option_by_its_name_alone(run, export_project, tmp_path, options, told):
    export_project(SCENARIOS["six"])
    run("export", "-o", "gap.csv", "--sidecar")
    record = tmp_path / "gap.csv.provenance.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "options": options}))
    (tmp_path / "config/checks.yaml").write_text("severity: {X103: error}\n")
    assert ("config/checks.yaml: read now, and not then" in run("verify", "gap.csv").out) == told


def test_verify_names_a_file_of_several_inputs_once(run, export_project, tmp_path):
    export_project(SCENARIOS["six"])
    only = "{kind: population, files: data/population.csv, filter: {segment: [%s]}}"
    first, *others = map(json.dumps, map(name_of, range(6)))
    kinds = [only % first, only % ", ".join(others), "{kind: participants, files: data/participants.csv}"]
    (tmp_path / "config/sources.yaml").write_text("inputs:\n" + "".join(f"- {one}\n" for one in kinds))
    made = run("export", "-o", "gap.png")
    assert made.code == 0, made.err
    assert run("verify", "gap.png").out.count("data/population.csv: unchanged\n") == 1


@pytest.mark.parametrize("options", [[], ["--project", "."]])
def test_verify_says_what_is_missing_with_or_without_the_project(run, export_project, tmp_path, options):
    export_project(SCENARIOS["six"])
    run("export", "-o", "gap.csv", "--sidecar")
    (tmp_path / "data/population.csv").unlink()
    ran = run("verify", "gap.csv", *options)
    assert (ran.code, ran.err) == (1, "")
    assert "data/population.csv: missing\n" in ran.out
    assert run("verify", "gap.csv", "--project", "data").code == 2


def test_verify_far_from_the_data_is_no_alarm(run, export_project, tmp_path, monkeypatch):
    export_project(SCENARIOS["six"])
    run("export", "-o", "gap.png")
    (tmp_path / "far").mkdir()
    (tmp_path / "gap.png").rename(tmp_path / "far/gap.png")
    for part in ("config", "data"):
        (tmp_path / part).rename(tmp_path / "far" / f"{part}-elsewhere")
    monkeypatch.chdir(tmp_path / "far")
    ran = run("verify", "gap.png")
    assert (ran.code, ran.out) == (2, "")
    assert "go into their project, or name it with --project" in ran.err


def test_an_export_of_named_files_without_a_project_or_a_target_is_verified(run, export_project, tmp_path, monkeypatch):
    export_project(SCENARIOS["six"])
    (tmp_path / "config/targets.yaml").unlink()
    monkeypatch.chdir(tmp_path / "data")
    files = ("--population", "population.csv", "--participants", "participants.csv")
    assert run("export", *files, "-o", "gap.csv", "--sidecar").code == 0
    record = json.loads((tmp_path / "data/gap.csv.provenance.json").read_text())
    assert [one["path"] for one in record["inputs"]] == ["participants.csv", "population.csv"]
    assert record["target"] is None
    assert record["options"] == [[files[0], files[1]], [files[2], files[3]]]
    assert run("verify", "gap.csv").out.endswith("gap.csv agrees with the data as it is now\n")
    with (tmp_path / "data/population.csv").open("a") as stream:
        stream.write("x,y,2025-09,5\n")
    ran = run("verify", "gap.csv")
    assert (ran.code, "population.csv: changed\n" in ran.out) == (1, True)


def test_the_record_says_how_the_text_was_read(run, export_project, tmp_path):
    export_project(SCENARIOS["six"])
    run("export", "-o", "gap.csv", "--sidecar", "--number-style", "id", "--column", "workers=workers")
    record = json.loads((tmp_path / "gap.csv.provenance.json").read_text())
    assert record["options"] == [["--column", "workers=workers"], ["--number-style", "id"]]


def test_verify_by_the_sidecar_and_of_the_file_itself(run, export_project, tmp_path):
    export_project(SCENARIOS["six"])
    run("export", "-o", "gap.csv", "--sidecar")
    ran = run("verify", "gap.csv", "--format", "json")
    assert ran.code == 0
    assert ran.json["unchanged"] is True
    edit(tmp_path / "gap.csv")
    ran = run("verify", "gap.csv")
    assert ran.code == 1
    assert ran.out.endswith("gap.csv: changed\ngap.csv is not as it was exported; export it again\n")
    for end in ("", ".provenance.json"):
        (tmp_path / f"gap.csv{end}").rename(tmp_path / f"slide 3.csv{end}")
    assert "slide 3.csv: changed\n" in run("verify", "slide 3.csv").out


@pytest.mark.parametrize(
    ("outputs", "twice"),
    [
        (["tables/", "tables/segments.csv"], "tables/segments.csv"),
        (["tables/segments.csv", "tables/"], "tables/segments.csv"),
        (["gap.csv", "gap.csv.provenance.json"], "gap.csv.provenance.json"),
    ],
)
def test_an_output_that_another_one_writes_too_is_refused(run, export_project, tmp_path, outputs, twice):
    export_project(SCENARIOS["six"])
    ran = run("export", *(part for name in outputs for part in ("-o", name)), "--sidecar")
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {twice} is named twice as an output\n")
    assert {one.name for one in tmp_path.iterdir()} == {"config", "data"}


def test_a_date_with_its_time_in_the_name_of_a_file_is_no_personal_number(run, export_project, tmp_path):
    export_project(SCENARIOS["six"])
    name = "gap_20250930120000.csv"
    run("export", "-o", name, "--sidecar")
    assert json.loads((tmp_path / f"{name}.provenance.json").read_text())["artefacts"][0]["name"] == name
    assert run("verify", name, "--format", "json").json["artefact"] == name


def test_a_damaged_or_encrypted_record_is_none(run, export_project, tmp_path):
    export_project(SCENARIOS["six"])
    chunk = b"coverage-provenance\0\0nonsense"
    (tmp_path / "gap.png").write_bytes(b"\x89PNG\r\n\x1a\n" + len(chunk).to_bytes(4) + b"zTXt" + chunk + bytes(4))
    run("export", "-o", "deck.pptx")
    deck = (tmp_path / "deck.pptx").read_bytes()
    flags = {at.start() + skip for sign, skip in ((b"PK\3\4", 6), (b"PK\1\2", 8)) for at in re.finditer(sign, deck)}
    (tmp_path / "deck.pptx").write_bytes(bytes(byte | (at in flags) for at, byte in enumerate(deck)))
    for name in ("gap.png", "deck.pptx"):
        ran = run("verify", name)
        assert (ran.code, ran.out) == (2, "")
        assert f"{name} says nothing of what it was made from" in ran.err


def test_verify_sees_what_was_done_to_a_folder_of_tables(run, export_project, tmp_path):
    export_project(SCENARIOS["six"])
    run("export", "-o", "tables/")
    ran = run("verify", "tables")
    assert (ran.code, ran.out.count(": unchanged\n")) == (0, 3 + len(list((tmp_path / "tables").glob("*.csv"))))
    edit(tmp_path / "tables/segments.csv")
    (tmp_path / "tables/totals.csv").unlink()
    edit(tmp_path / "data/population.csv")
    ran = run("verify", "tables")
    assert ran.code == 1
    for line in (
        "data/population.csv: changed",
        "tables/segments.csv: changed",
        "tables/totals.csv: missing",
        "tables is not as it was exported; export it again",
        "tables no longer agrees with the data as it is now; export it again",
    ):
        assert f"{line}\n" in ran.out
    assert "tables/segments.csv: changed\n" in run("verify", "tables/segments.csv").out
    assert run("verify", "tables/wide-gap_pp.csv").out.count("wide") == 2  # the file and the verdict
    (tmp_path / "tables/of somebody else.csv").write_text("branch\n")
    assert "says nothing" in run("verify", "tables/of somebody else.csv").err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04rubbish",
        b"\x89PNG\r\n\x1a\n\xff\xff",
        b"{}",
        b'{"schema": "coverage-provenance/1", "inputs": [1]}',
    ],
)
def test_verify_refuses_what_says_nothing(run, export_project, tmp_path, content):
    export_project(SCENARIOS["one"])
    (tmp_path / "odd.bin").write_bytes(content)
    ran = run("verify", "odd.bin")
    assert (ran.code, ran.out) == (2, "")
    assert "says nothing of what it was made from" in ran.err
    assert run("verify", "absent.pptx").code == 2


@pytest.mark.parametrize("name", ["deck.pptx", "gap.xlsx", "gap.png", "gap.svg"])
def test_a_missing_extra_is_one_sentence_before_any_work(run, monkeypatch, tmp_path, name):
    monkeypatch.chdir(tmp_path)  # no project here: any work would say so
    monkeypatch.setenv("COVGAP_LANG", "en")
    monkeypatch.setattr(artefacts, "find_spec", lambda _: None)
    ran = run("export", "-o", name)
    assert (ran.code, ran.out) == (2, "")
    extra = {"deck.pptx": "pptx", "gap.xlsx": "xlsx"}.get(name, "plot")
    assert ran.err == (
        f'error: {name} needs a part that is not installed; install it with: pip install "coverage-cli[{extra}]"\n'
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name what to write"),
        (["-o", "gap.doc"], "the suffix says what to write"),
        (["-o", "data/population.csv"], "is an input; write to another file"),
        (["-o", "a.csv", "-o", "./a.csv"], "named twice"),
        (["-o", "a.csv", "--template", "x.pptx"], "--template fills a deck"),
        (["-o", "a.csv", "--raw", "--excel"], "choose one"),
        (["-o", "a.json", "--raw"], "--raw is about CSV"),
        (["-o", "nowhere/a.csv"], "cannot be written"),
        (["-o", "nowhere/tables/"], "cannot be written"),
        (["--starter", "x.csv"], "a template is a .pptx file"),
        (["--starter", "x.pptx", "--output", "y.pptx"], "ask for --output in a run of its own"),
    ],
)
def test_what_cannot_be_written_is_refused(run, export_project, arguments, said):
    export_project(SCENARIOS["one"])
    ran = run("export", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_warning_stands_in_every_file_that_has_notes(run, monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    names = ("a.pptx", "a.xlsx", "a.html", "a.md", "a.txt")
    outputs = [part for name in names for part in ("-o", str(tmp_path / name))]
    assert run("export", "--branch", "balikpapan", *outputs).code == 0
    for name in names:
        content = (tmp_path / name).read_bytes()
        if name.endswith("x"):
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                content = b"".join(map(parts.read, parts.namelist()))
        assert b"warning D105" in content, name


@pytest.mark.parametrize("option", ["--excel", "--raw", "--totals"])
def test_an_option_of_csv_is_refused_where_there_is_none(run, export_project, tmp_path, option):
    export_project(SCENARIOS["one"])
    for form in ([], ["--format", "json"], ["--output", "a.md"]):
        ran = run("gap", option, *form)
        assert (ran.code, ran.out) == (2, "")
        assert f"{option} is about CSV" in ran.err
    assert ("has totals anyway" in ran.err) == (option == "--totals")
    assert run("gap", option, "--output", "a.csv", "--format", "table").code == 0
    assert run("gap", option, "--format", "csv").code == 0


def test_invalid_data_leaves_no_file(run, export_project, tmp_path):
    export_project([Segment(10, 5)])
    (tmp_path / "data/population.csv").write_text("branch,segment,period,workers\nb,s,2025,48.000\n")
    ran = run("export", *OUTPUTS)
    assert (ran.code, ran.out) == (1, "")
    assert not any((tmp_path / name).exists() for name in ALL)


def test_tables_tidy_and_wide_agree(run, export_project, tmp_path):
    export_project(
        [Segment(10, 5, "a", "X"), Segment(30, 9, "b", "X"), Segment(20, 21, "a", "Y"), Segment(40, None, "b", "Y")]
    )
    assert run("export", "-o", "tables").code == 2  # a folder's name ends with /, or the folder is there
    assert run("export", "-o", "tables/").code == 0
    tidy = rows_of(tmp_path / "tables/segments.csv")
    for measure in ("coverage_pct", "gap_pp", "workers", "participants", "uncovered", "shortfall"):
        wide = rows_of(tmp_path / f"tables/wide-{measure}.csv")
        for row in tidy:
            cells = next(one for one in wide if one["segment"] == row["segment"])
            assert cells[row["branch"]] == row[measure]
    totals = rows_of(tmp_path / "tables/totals.csv")
    assert [row["branch"] for row in totals] == ["X", "Y", ""]


def test_raw_csv_has_unrounded_doubles_and_text_as_it_is(run, export_project):
    export_project([Segment(3, 1, name="=A1"), Segment(7, 9, name="NIK 6471024507900001")])
    rows = list(csv.DictReader(io.StringIO(run("gap", "--format", "csv", "--raw").out)))
    by_name = {row["segment"]: row for row in rows}
    assert float(by_name["=A1"]["coverage_pct"]) == 100 / 3
    assert float(by_name["=A1"]["gap_pp"]) == 140 / 3
    assert "NIK 6471************" in by_name


def test_raw_csv_has_small_rates_in_point_notation(run, export_project):
    """Spreadsheets and shell tools take 1e-05 for a text."""
    export_project([Segment(10_000_000, 1)])
    (row,) = csv.DictReader(io.StringIO(run("gap", "--format", "csv", "--raw").out))
    assert row["coverage_pct"] == "0.00001"
    assert float(row["gap_pp"]) == float(80 - Fraction(1, 100_000))


@pytest.mark.parametrize(("language", "mark", "cells"), [("id", ";", "-5,3"), ("en", ",", "-5.3")])
def test_excel_csv_keeps_a_negative_gap_a_number(run, export_project, language, mark, cells):
    export_project([Segment(1000, 853, name="=pu")])
    text = run("gap", "--format", "csv", "--excel", "--lang", language).out
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=mark))
    assert rows[1][1] == "'=pu"
    assert rows[1][8] == cells


def test_office_programs_read_deck_and_sheet(run, export_project, tmp_path):
    """LibreOffice turns both into PDF: a page a slide, with the headline on the first."""
    office = shutil.which("soffice")
    reader = shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("no LibreOffice: deck and sheet are not opened in an office program (Debian: libreoffice-impress)")
    from pptx import Presentation

    export_project(SCENARIOS["missing"])
    run("export", "-o", "deck.pptx", "-o", "gap.xlsx", "--lang", "id")
    command = [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "pdf"]
    subprocess.run([*command, "deck.pptx", "gap.xlsx"], check=True, capture_output=True, timeout=300)
    text = subprocess.run([reader, "deck.pdf", "-"], check=True, capture_output=True, timeout=120).stdout.decode()
    pages = text.split("\f")[:-1]
    assert len(pages) == len(Presentation("deck.pptx").slides)
    assert "pada 2 dari 3 segmen" in " ".join(pages[0].split())
    assert "tidak ada data peserta" in " ".join(pages[1].split())
    sheet = subprocess.run([reader, "gap.pdf", "-"], check=True, capture_output=True, timeout=120).stdout.decode()
    assert "SHA-256" in sheet
    subprocess.run(
        [*command[:-1], "xlsx", "--outdir", "again", "gap.xlsx"], check=True, capture_output=True, timeout=120
    )
    assert run("verify", "again/gap.xlsx").code == 0


def test_a_template_keeps_its_own_properties_and_has_one_record(run, export_project, tmp_path):
    export_project(SCENARIOS["one"])
    assert run("export", "-o", "first.pptx").code == 0
    with zipfile.ZipFile("first.pptx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    users = b"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    own = b'<property fmtid="%b" pid="90" name="House"><vt:bool>true</vt:bool></property>' % users
    name = "docProps/custom.xml"
    parts[name] = parts[name].replace(b"</Properties>", own + b"</Properties>")
    with zipfile.ZipFile("house.pptx", "w") as package:
        for part, data in parts.items():
            package.writestr(part, data)
    assert run("export", "--template", "house.pptx", "-o", "second.pptx", "--segment", "Nelayan").code == 2
    assert run("export", "--template", "house.pptx", "-o", "second.pptx", "--target", "70%").code == 0
    with zipfile.ZipFile("second.pptx") as package:
        properties = package.read(name).decode()
    assert 'name="House"' in properties
    assert properties.count("coverage-provenance-001") == 1
    assert '"--target","70%"' in "".join(re.findall(r"<vt:lpwstr[^>]*>(.*?)</vt:lpwstr>", properties))
    assert len(set(re.findall(r'pid="(\d+)"', properties))) == properties.count("<property ")
    assert run("verify", "second.pptx").code == 0


@pytest.mark.parametrize(
    ("path", "english", "indonesian"),
    [
        ("nowhere/a.csv", "its folder does not exist; make it first", "foldernya tidak ada; buat dahulu"),
        ("config/targets.yaml/a.csv", "a part of its path is no folder", "sebagian jalurnya bukan folder"),
        (f"{'x' * 300}.csv", "its name is too long", "namanya terlalu panjang"),
    ],
)
def test_what_the_system_refuses_is_said_in_the_readers_language(run, export_project, path, english, indonesian):
    export_project(SCENARIOS["one"])
    assert run("export", "-o", path).err == f"error: {path} cannot be written: {english}\n"
    assert run("export", "-o", path, "--lang", "id").err == f"kesalahan: {path} tidak dapat ditulis: {indonesian}\n"


def test_a_folder_whose_files_cannot_be_written_is_not_left(run, export_project, tmp_path):
    export_project(SCENARIOS["one"])
    (tmp_path / "kept").mkdir()
    before = sorted(tmp_path.iterdir())
    assert run("export", "-o", "tables/", "-o", "kept/", "-o", "nowhere/a.csv").code == 2
    assert sorted(tmp_path.iterdir()) == before


def test_verify_uses_the_sidecar_of_a_file_that_has_a_record_too(run, export_project, tmp_path):
    export_project(SCENARIOS["six"])
    run("export", "-o", "gap.html", "--sidecar")
    assert run("verify", "gap.html").code == 0
    edit(tmp_path / "gap.html")
    assert "gap.html is not as it was exported" in run("verify", "gap.html").out


def test_a_folder_that_nobody_exported_says_nothing(run, export_project, tmp_path):
    export_project(SCENARIOS["one"])
    (tmp_path / "empty").mkdir()
    assert "says nothing of what it was made from" in run("verify", "empty").err


@pytest.mark.parametrize("place", [".", "sub", ".."])
def test_inputs_outside_of_the_project_are_the_same_from_everywhere(run, export_project, tmp_path, monkeypatch, place):
    root = export_project(SCENARIOS["one"]) or tmp_path
    shared = tmp_path.parent / f"{tmp_path.name}-shared.csv"
    (tmp_path / "data/population.csv").rename(shared)
    (tmp_path / "config/sources.yaml").write_text(f"inputs:\n- {{kind: population, files: ../{shared.name}}}\n")
    run("export", "-o", "gap.png")
    (root / "sub").mkdir()
    monkeypatch.chdir(root / place)
    ran = run("verify", str(tmp_path / "gap.png"), "--project", str(tmp_path))
    assert (ran.code, ran.out.count("unchanged")) == (0, 4), ran.out


def test_a_date_in_a_file_name_is_no_personal_number(run, export_project, tmp_path):
    export_project(SCENARIOS["six"])
    (tmp_path / "data/participants.csv").rename(tmp_path / "data/participants_202509301200.csv")
    run("export", "-o", "gap.png")
    ran = run("verify", "gap.png")
    assert (ran.code, "data/participants_202509301200.csv: unchanged\n" in ran.out) == (0, True)
    with (tmp_path / "data/participants_202509301200.csv").open("a") as stream:
        stream.write("x,y,2025-09,1.000\n")
    assert "::error file=data/participants_202509301200.csv,line=" in run("check", "--format", "github").out
    (tmp_path / "data/participants_202509301200.csv").rename(tmp_path / "data/participants_6471010101900001.csv")
    assert "participants_6471************.csv:8:" in run("check").out
