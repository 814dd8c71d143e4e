"""Persons: millions of rows counted exactly, beside dataframely on Polars; CSV, Parquet, and files with faults.

python -m benchmarks persons            10 million persons (550 MB), everything but growth
python -m benchmarks.persons growth     1, 10 and 100 million persons, a table and a plot for docs/scale.md
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.measure import COVERAGE, HERE, OUT, Measured, side_by_side

if TYPE_CHECKING:
    from pathlib import Path

PEER = HERE / "peers" / "dataframely_persons.py"
BRANCHES, SEGMENTS = 325, ("pu", "bpu", "jakon", "pmi")


def population(folder: Path) -> Path:
    """Workers of 325 branches and 4 segments."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "population-persons.csv"
    with path.open("w") as out:
        out.write("branch,segment,period,workers\n")
        for branch in range(BRANCHES):
            out.writelines(f"kantor cabang {branch:03d},{segment},2025-09,1000000\n" for segment in SEGMENTS)
    return path


def persons(folder: Path, rows: int) -> Path:
    """A membership extract: identifiers of 16 digits, every twentieth row a second membership of somebody."""
    import duckdb

    path = folder / f"persons-{rows}.csv"
    if not path.exists():
        duckdb.execute("set enable_progress_bar = false")
        duckdb.execute(f"""
            copy (
              select 1000000000000000 + hash(case when i % 20 = 0 then i - 7 else i end) % 8999999999999999
                       as participant_id,
                     'kantor cabang ' || lpad((hash(i + 1) % {BRANCHES})::varchar, 3, '0') as branch,
                     {list(SEGMENTS)}[(1 + hash(i + 2) % 4)::bigint] as segment,
                     case when hash(i + 3) % 3 = 0 then 'inactive' else 'active' end as status,
                     '2025-09' as period
              from range({rows}) as t(i)
            ) to '{path}' (header true)""")  # noqa: S608 - names are ours
    return path


def parquet(csv: Path, *, numbers: bool = False) -> Path:
    """The same rows as Parquet, identifiers as text or as whole numbers."""
    import duckdb

    path = csv.with_name(f"{csv.stem}{'-numbers' if numbers else ''}.parquet")
    if not path.exists():
        duckdb.execute("set enable_progress_bar = false")
        kind = "bigint" if numbers else "varchar"
        rows = f"select * replace (participant_id::{kind} as participant_id) from read_csv('{csv}', all_varchar=true)"  # noqa: S608
        duckdb.execute(f"copy ({rows}) to '{path}'")
    return path


FORMS = {"P and ten digits": "'P' || right(participant_id, 10)", "MD5": "md5(participant_id)"}
"""Identifiers that are no digits: a member's number with a letter, and the hash of a number, as SQL."""


def lettered(csv: Path, form: str) -> Path:
    """The same rows with other identifiers."""
    import duckdb

    path = csv.with_name(f"{csv.stem}-{form.split(maxsplit=1)[0]}.csv")
    if not path.exists():
        duckdb.execute("set enable_progress_bar = false")
        rows = f"select * replace ({FORMS[form]} as participant_id) from read_csv('{csv}', all_varchar=true)"  # noqa: S608
        duckdb.execute(f"copy ({rows}) to '{path}' (header true)")
    return path


def weighted(csv: Path) -> Path:
    """A project of the same rows, each person with a weight of their own."""
    import duckdb

    folder = csv.with_name(f"{csv.stem}-weighted")
    rows = folder / "data" / "participants.csv"
    if not rows.exists():
        for name in ("config", "data"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "config" / "targets.yaml").write_text("targets: {national: 80%}\n")
        (folder / "config" / "sources.yaml").write_text(
            "inputs:\n  - {kind: persons, files: data/participants.csv, number_style: en, weight: weight}\n"
        )
        duckdb.execute("set enable_progress_bar = false")
        weight = "printf('%d.%04d', hash(participant_id) % 500, hash(participant_id || 'w') % 10000)"
        query = f"select *, {weight} as weight from read_csv('{csv}', all_varchar=true)"  # noqa: S608 - names are ours
        duckdb.execute(f"copy ({query}) to '{rows}' (header true)")
    return folder


def with_faults(csv: Path, every: int | None = None) -> Path:
    """The same rows with one more that is wrong, or with a wrong status in one of so many."""
    path = csv.with_name(f"{csv.stem}-faults-{every or 'one'}.csv")
    if path.exists():
        return path
    with csv.open() as rows, path.open("w") as out:
        if every:
            out.writelines(row.replace("ive,", "iv,") if at % every == 5 else row for at, row in enumerate(rows))  # noqa: PLR2004
        else:
            out.writelines(rows)
            out.write("6471012509900001,kantor cabang 001,pu,activ,2025-09\n")
    return path


def prepare(rows: int, *, all_: bool) -> None:
    """Make the files in a process of their own: a child's peak memory begins with that of its parent."""
    code = "import sys; from benchmarks.persons import make; make(int(sys.argv[1]), all_=sys.argv[2] == 'True')"
    subprocess.run([sys.executable, "-c", code, str(rows), str(all_)], check=True, cwd=HERE.parent)


def make(rows: int, *, all_: bool) -> None:
    """The files of one size: CSV, and with `all_` Parquet and the ones with faults."""
    OUT.mkdir(parents=True, exist_ok=True)
    csv = persons(OUT, rows)
    if all_:
        parquet(csv)
        parquet(csv, numbers=True)
        weighted(csv)
        for form in FORMS:
            lettered(csv, form)
        for every in (None, rows // 20, 10):
            with_faults(csv, every)


def _gap(file: Path, workers: Path, *options: str) -> list[str]:
    files = ["--population", str(workers), "--participants", str(file), "--target", "80%"]
    return [COVERAGE, "gap", *files, "--format", "csv", *options]


def _weighted_gap(project: Path, workers: Path) -> list[str]:
    return [COVERAGE, "gap", "--project", str(project), "--population", str(workers), "--format", "csv"]


def _other_identifiers(csv: Path, workers: Path) -> dict[str, list[str]]:
    """Identifiers that are no digits, here and by the peer."""
    files = {form: lettered(csv, form) for form in FORMS}
    here = {f"coverage, {form}": _gap(file, workers) for form, file in files.items()}
    pattern = "^[0-9A-Za-z][0-9A-Za-z/_-]{0,127}$"
    return here | {
        f"dataframely, {form}": [sys.executable, str(PEER), str(file), pattern] for form, file in files.items()
    }


def _failing(command: list[str]) -> list[str]:
    """The same command, where an exit code of 1 is what it should say."""
    code = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:], stderr=-3).returncode != 1)"
    return [sys.executable, "-c", code, *command]


def main(rows: int = 10_000_000, runs: int = 3) -> None:
    """Medians side by side, and the ratios that are promised."""
    workers = population(OUT)
    prepare(rows, all_=True)
    csv = persons(OUT, rows)
    taken = side_by_side(
        {
            "coverage, CSV": _gap(csv, workers),
            "dataframely, CSV": [sys.executable, str(PEER), str(csv)],
            "coverage, Parquet": _gap(parquet(csv), workers),
            "the same, id BIGINT": _gap(parquet(csv, numbers=True), workers),
            "coverage, one fault": _failing(_gap(with_faults(csv), workers)),
            "coverage, 20 faults": _failing(_gap(with_faults(csv, rows // 20), workers)),
            "coverage, 10% wrong": _failing(_gap(with_faults(csv, 10), workers)),
            "coverage, weights": _weighted_gap(weighted(csv), workers),
            **_other_identifiers(csv, workers),
        },
        runs,
        OUT,
    )
    print(f"{rows:,} persons, {csv.stat().st_size / 1e6:,.0f} MB of CSV")
    first = taken["coverage, CSV"]
    for name, measured in taken.items():
        ratio = f"{measured.seconds / first.seconds:.2f} of the time, {measured.megabytes / first.megabytes:.2f}"
        print(f"  {name:29} {measured}   {ratio} of the memory of coverage, CSV")


def growth(sizes: tuple[int, ...] = (1_000_000, 10_000_000, 100_000_000), runs: int = 3) -> None:
    """Medians of each size, under 3 GB; figures for docs/scale.md."""
    workers = population(OUT)
    for rows in sizes:
        prepare(rows, all_=False)
    commands = {f"{rows}": _gap(persons(OUT, rows), workers, "--memory", "3GB") for rows in sizes}
    taken = {int(rows): measured for rows, measured in side_by_side(commands, runs, OUT).items()}
    for rows, measured in taken.items():
        print(f"  {rows:>12,} persons {measured}")
    plot(taken, HERE.parent / "docs" / "scale.svg")


def plot(taken: dict[int, Measured], path: Path) -> None:
    """Time and memory against rows, both axes logarithmic, as SVG that needs no library."""
    from math import log10

    left, right = log10(min(taken)), log10(max(taken))
    low, high = -1, 3

    def at(rows: float, value: float) -> str:
        across = 60 + 500 * (log10(rows) - left) / (right - left)
        return f"{across:.0f},{300 - 260 * (log10(value) - low) / (high - low):.0f}"

    lines = []
    for name, color, (anchor, below), values in (
        ("seconds", "#1b6ca8", ("start", 22), [(rows, one.seconds) for rows, one in taken.items()]),
        ("100 MB of memory", "#c0392b", ("end", -12), [(rows, one.megabytes / 100) for rows, one in taken.items()]),
    ):
        points = [at(rows, value) for rows, value in values]
        lines.append(f'<polyline fill="none" stroke="{color}" stroke-width="2" points="{" ".join(points)}"/>')
        x, y = points[len(points) // 2].split(",")
        lines.append(f'<text x="{x}" y="{int(y) + below}" text-anchor="{anchor}" fill="{color}">{name}</text>')
    lines += [f'<text x="{at(rows, 0.1).split(",")[0]}" y="320">{rows:,}</text>' for rows in taken]
    lines += [
        f'<text x="8" y="{at(10**left, 10**power).split(",")[1]}">{10**power:g}</text>'
        for power in range(low, high + 1)
    ]
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 340" font-family="sans-serif" font-size="12">'
    path.write_text("\n".join([head, *lines, "</svg>", ""]), encoding="utf-8")


if __name__ == "__main__":
    growth() if "growth" in sys.argv[1:] else main()
