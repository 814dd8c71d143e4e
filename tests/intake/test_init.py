"""`coverage init`: what it proposes runs once the decisions are made, and it overwrites nothing."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

KEYS = (("Balikpapan", "pu"), ("Balikpapan", "bpu"), ("Samarinda", "pu"), ("Samarinda", "bpu"))
WORKERS = "Kabupaten/Kota;Jenis Pekerjaan;Tahun;Jumlah Pekerja\n" + "".join(f"{a};{b};2025;900\n" for a, b in KEYS)


def _rows(header, *cells):
    """A table of four keys, and columns of cells: a text for all, or one for each."""
    columns = [cell if isinstance(cell, (list, tuple)) else [cell] * len(KEYS) for cell in cells]
    rows = [";".join((*key, *rest)) for key, rest in zip(KEYS, zip(*columns, strict=True), strict=True)]
    return "\n".join((header, *rows)) + "\n"


@pytest.fixture
def proposed(project, run, tmp_path):
    """Proposes a project for a file of participants, and gives what sources.yaml says of it, and what check finds."""

    def propose(content, name="q.csv", *, workers=WORKERS):
        files = {"p.csv": workers}
        if content is not None:
            files[name] = content
        project(files, targets=None)
        shutil.rmtree(tmp_path / "config", ignore_errors=True)
        assert run("init", "p.csv", name, "--yes").code == 0
        text = (tmp_path / "config" / "sources.yaml").read_text()
        return text.partition(f"    files: {name}\n"), run("check").out

    return propose


@pytest.fixture
def example(tmp_path, monkeypatch):
    """A copy of an example's data, without its configuration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COVGAP_LANG", "en")

    def copy(name, *files):
        shutil.copytree(ROOT / "examples" / name / "data", tmp_path / "data")
        return [f"data/{file}" for file in files]

    return copy


def test_decisions_are_marked_and_the_rest_is_proposed(example, run, tmp_path):
    files = example("kabupaten", "potensi-pekerja.csv", "peserta-aktif.csv")
    ran = run("init", *files, "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert "left to decide: 4" in ran.out
    text = (tmp_path / "config" / "sources.yaml").read_text()
    for line in ("header: 4", 'workers: "Potensi Pekerja"', 'missing: ["..."]', "leave_out: {branch: [Jumlah]"):
        assert line in text
    decided = text.replace("# number_style", "number_style").replace(
        "# columns: {period: ...}", "constants: {period: 2025-08}"
    )
    values = "    values: {segment: {Penerima Upah: pu, Bukan Penerima Upah: bpu, Jasa Konstruksi: jakon}}\n"
    (tmp_path / "config" / "sources.yaml").write_text(decided.replace("    missing:", f"{values}    missing:"))
    ran = run("gap", "--format", "csv", "--totals", "--by", "branch")
    assert ",TOTAL,2025-09,2025-08,720108,354945," in ran.out


def test_a_table_by_year_is_seen(example, run, tmp_path):
    files = example("by-year", "workers.csv", "members.csv")
    assert run("init", *files, "--yes").code == 0
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert 'wide: {to: period, columns: {"Aug 2023": "2023", "Aug 2024": "2024", "Aug 2025": "2025"}}' in text
    (tmp_path / "config" / "sources.yaml").write_text(text.replace("# aggregate", "aggregate"))
    assert run("check").out.startswith("files: 3; rows: 36 = 36 used")


def test_it_asks_on_a_terminal(example, run, tmp_path, monkeypatch):
    files = example("kabupaten", "potensi-pekerja.csv", "peserta-aktif.csv")
    answers = iter(["=yesterday", "=2025-08", "de", "id", "id"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    ran = run("init", *files)
    assert "left to decide: 1" in ran.out
    assert ran.err.count("that is none of them") == 2
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert text.count("    number_style: id\n") == 2
    assert 'constants:\n      period: "2025-08"' in text


def test_it_asks_nobody_where_there_is_no_terminal(example, run):
    ran = run("init", *example("by-year", "workers.csv", "members.csv"))
    assert ran.code == 2
    assert "--yes" in ran.err


def test_nothing_is_overwritten(project, run):
    project({"p.csv": "branch,segment,period,workers\na,b,2025,5\n", "q.csv": "branch,segment,period,participants\n"})
    ran = run("init", "p.csv", "q.csv", "--yes")
    assert ran.code == 2
    assert "exists already" in ran.err


def test_names_cannot_break_out_of_the_yaml(project, run, tmp_path):
    from coverage_cli.config.sources import read_sources

    header = 'branch,segment,period,workers,"# x: [y\nz","no","\x1b[31m"\n'
    project(
        {"p.csv": header + "a,b,2025,5,,,\n", "q.csv": "branch,segment,period,participants\na,b,2025,5\n"}, targets=None
    )
    assert run("init", "p.csv", "q.csv", "--yes").code == 0
    assert b"\x1b" not in (tmp_path / "config" / "sources.yaml").read_bytes()
    sources, findings = read_sources(tmp_path / "config" / "sources.yaml")
    assert findings == []
    assert sources.layouts[0].unused == ("# x: [y\nz", "no", "\x1b[31m")


def test_windows_1252_and_utf_16_are_proposed(project, run, tmp_path):
    population = "branch,segment,period,workers\nCafé,b,2025,5\n"
    participants = "branch;segment;period;participants\nCafé;b;2025;5\n"
    files = {"p.csv": population.encode("cp1252"), "q.csv": participants.encode("utf-16")}
    project(files, targets=None)
    assert run("init", "p.csv", "q.csv", "--yes").code == 0
    text = (tmp_path / "config" / "sources.yaml").read_text()
    assert "encoding: windows-1252" in text
    assert "encoding: utf-16" in text
    assert run("gap", "--format", "csv").out.splitlines()[1].startswith("Café,b,2025,2025,5,5,100.0,")


@pytest.mark.parametrize(("lang", "said"), [("en", "cannot be written: "), ("id", "tidak dapat ditulis: ")])
def test_a_folder_that_cannot_be_made_is_said(project, run, tmp_path, monkeypatch, lang, said):
    project({"p.csv": WORKERS, "q.csv": _rows("Cabang;Segmen;Periode;Peserta", "2025", "40")}, targets=None)
    (tmp_path / "plain").write_text("")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "config").write_text("")
    for into in ("plain", "plain/below", "taken", "x" * 300):
        ran = run("init", "p.csv", "q.csv", "--yes", "--into", into, "--lang", lang)
        assert (ran.code, ran.out) == (2, "")
        assert f"{into}/config {said}" in ran.err
    refused = PermissionError(13, "Permission denied")
    monkeypatch.setattr(Path, "mkdir", lambda *_, **__: (_ for _ in ()).throw(refused))
    ran = run("init", "p.csv", "q.csv", "--yes", "--into", "locked", "--lang", lang)
    assert (ran.code, ran.out) == (2, "")
    assert f"locked/config {said}" in ran.err


@pytest.mark.parametrize(
    "title", ["Aktif per kabupaten;;;\nTahun 2025;;;\n;;;\n", "Peserta;;;\n;;;\n\n", "Peserta, 2025\n\n\n"]
)
def test_a_title_above_the_header_is_no_header(proposed, title):
    (_, _, text), _ = proposed(title + _rows("Kabupaten/Kota;Jenis Pekerjaan;Bulan;Banyaknya", "2025-04", "1,234"))
    assert "header: 4\n" in text
    assert "participants: Banyaknya" in text
    assert "branch: Kabupaten/Kota" in text


def test_a_header_with_a_nameless_column_is_one(proposed):
    table = _rows("Kota;Jenis;Bulan;Aktif", "2025-04", "34").splitlines()
    (_, _, text), _ = proposed("\n".join(f"{at or ''};{line}" for at, line in enumerate(table)))
    assert "header:" not in text
    assert "participants: Aktif" in text


def test_commas_within_names_are_no_delimiter(proposed):
    (_, _, text), _ = proposed(_rows("Kota;Jenis;Bulan;Lapangan;Aktif", "2025-04", "a, b, c, d, e, f", "34"))
    assert 'delimiter: ";"' in text
    assert "participants: Aktif" in text
