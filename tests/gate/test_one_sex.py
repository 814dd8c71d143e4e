"""Counts of men alone beside those of women (S129)."""

from __future__ import annotations

import pytest

MEN = "{kind: participants, files: q.csv, columns: {participants: Laki-laki}, unused: [Perempuan]"
WOMEN = MEN.replace("Laki-laki}, unused: [Perempuan]", "Perempuan}, unused: [Laki-laki]")
BOTH = "wide: {to: note, columns: [Laki-laki, Perempuan]}, aggregate: sum"


@pytest.mark.parametrize(
    ("header", "inputs", "told"),
    [
        ("Laki-laki,Perempuan", [MEN], True),
        ("Laki-laki,Perempuan", [MEN.replace(", unused: [Perempuan]", "")], True),
        ("Peserta L,Peserta P", [MEN.replace("Laki-laki", "Peserta L").replace("Perempuan", "Peserta P")], True),
        ("Laki-laki,Perempuan,Jumlah", [MEN.replace("[Perempuan]", "[Perempuan, Jumlah]")], True),
        ("Laki-laki,Perempuan,Jumlah", [MEN.replace(": Laki-laki}", ": Jumlah}").replace("[", "[Laki-laki, ")], False),
        ("Laki-laki,Perempuan", [f"{{kind: participants, files: q.csv, {BOTH}"], False),
        ("Laki-laki,Perempuan (%)", [MEN.replace("[Perempuan]", '["Perempuan (%)"]')], False),
        ("Laki-laki,Cabang P", [MEN.replace("[Perempuan]", "[Cabang P]")], False),
        (
            "Laki-laki,Perempuan",
            [f"{MEN}, constants: {{segment: men}}", f"{WOMEN}, constants: {{segment: women}}"],
            False,
        ),
        ("Laki-laki,Perempuan", [f"{MEN}, constants: {{segment: Laki-laki}}"], False),
    ],
)
def test_counts_of_one_sex_are_told_where_nothing_reads_the_other(project, run, header, inputs, told):
    constant = "segment: " in inputs[0]
    keys, cells = ("branch,period", "A,2025") if constant else ("branch,segment,period", "A,pu,2025")
    counts = ",".join(("10", "20", "30")[: header.count(",") + 1])
    listed = "".join(f"  - {one}}}\n" for one in ("{kind: population, files: p.csv", *inputs))
    segments = ("men", "women", "Laki-laki") if constant else ("pu",)
    workers = "".join(f"A,{segment},2025,100\n" for segment in segments)
    project({"config/sources.yaml": f"inputs:\n{listed}", "p.csv": f"branch,segment,period,workers\n{workers}",
             "q.csv": f"{keys},{header}\n{cells},{counts}\n"})  # fmt: skip
    out = run("check").out
    assert ("q.csv:1:1: warning S129 " in out) is told
    assert "error" not in out.replace("errors", "")


def test_the_way_out_is_one(project, run):
    files = {"p.csv": "branch,segment,period,workers\nA,pu,2025,100\n",
             "q.csv": "branch,segment,period,Laki-laki,Perempuan\nA,pu,2025,10,20\n"}  # fmt: skip
    project(files | {"config/sources.yaml": f"inputs:\n  - {{kind: population, files: p.csv}}\n  - {MEN}}}\n"})
    assert (
        "Hint: add both up, by wide: {to: note, columns: [Laki-laki, Perempuan]} and aggregate: sum" in run("check").out
    )
    both = f"inputs:\n  - {{kind: population, files: p.csv}}\n  - {{kind: participants, files: q.csv, {BOTH}}}\n"
    project(files | {"config/sources.yaml": both})
    assert "A,pu,2025,2025,100,30,30.0," in run("gap", "--format", "csv").out
