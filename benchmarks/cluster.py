"""A cluster on this machine: two executors of one core each count the same persons, CSV and Parquet.

python -m benchmarks cluster            1 and 10 million persons
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.engines.spark_server import server

from benchmarks.measure import COVERAGE, OUT, once
from benchmarks.persons import parquet, persons, population, prepare

MASTER = "local-cluster[2,1,3072]"
MEMORY = {"spark.executor.memory": "3g", "spark.driver.memory": "2g"}


def main(sizes: tuple[int, ...] = (1_000_000, 10_000_000)) -> None:
    """One run of each after one that is not counted: wall time of the whole command, the cluster being there."""
    workers = population(OUT)
    with tempfile.TemporaryDirectory() as folder, server(Path(folder), MASTER, MEMORY) as address:
        for rows in sizes:
            prepare(rows, all_=False)
            csv = persons(OUT, rows)
            for file in (csv, parquet(csv)):
                command = [COVERAGE, "gap", "--population", str(workers), "--participants", str(file)]
                command += ["--target", "80%", "--format", "csv", "--engine", "spark", "--spark-remote", address]
                once(command, OUT)
                print(f"  {rows:>12,} persons, {file.suffix[1:]:8}{once(command, OUT).seconds:8.1f} s", flush=True)


if __name__ == "__main__":
    main(*(tuple(map(int, sys.argv[1:])),) if sys.argv[1:] else ())
