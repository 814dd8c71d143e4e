"""What the machine is short of is said; a file that is well is not called damaged for it."""

import resource
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.system import refused
from coverage_cli.engines.duckdb.session import Session
from coverage_cli.engines.options import Resources
from coverage_cli.engines.spark.lines import TextLines
from coverage_cli.intake.files.parquet import connected
from tests.engines.conftest import HEADER


@contextmanager
def no_more_files(beside):
    """No file can be opened beyond those that are."""
    with beside.open() as free:
        number = free.fileno()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (number, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
def well(tmp_path):
    path = tmp_path / "well.parquet"
    duckdb.execute(f"copy (select 1 as one) to '{path}'")
    return path


TOO_MANY = "the system refuses a file that the run needs: too many files are open"


def test_a_parquet_file_that_cannot_be_opened_is_not_damaged(well):
    with connected(str(well)) as (connection, path):
        query = f"select * from read_parquet('{path}')"
        connection.execute(query).fetchall()
    with pytest.raises(UsageFault, match=TOO_MANY), no_more_files(well), connected(str(well)) as (connection, _):
        connection.execute(query)


def test_what_an_engine_cannot_open_is_not_damaged(well, tmp_path):
    session = Session(Resources(), tmp_path)
    query = f"select * from read_parquet('{well}')"
    session.run(query).fetchall()
    with pytest.raises(UsageFault, match=TOO_MANY), no_more_files(well):
        session.run(query)
    session.close()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (duckdb.OutOfMemoryException("Allocation failure"), "there is not enough memory on this machine for the run"),
        (
            duckdb.IOException("IO Error: Could not write file: No space left on device\n\nLINE 1: select"),
            "disk is full",
        ),
        (duckdb.IOException("IO Error: Could not read file: Input/output error"), "its disk failed"),
    ],
)
def test_what_the_system_refuses_is_said(error, told):
    assert str(refused(error)).endswith(told)


def test_what_is_said_of_content_is_no_refusal():
    assert refused(duckdb.IOException("IO Error: No magic bytes found: No space left on device!")) is None


def test_a_full_disk_of_temporary_files_is_no_fault_of_the_program(tmp_path):
    population, participants = tmp_path / "population.csv", tmp_path / "persons.csv"
    population.write_text("branch,segment,period,workers\nb,pu,2025-09,9\n")
    # A cell of two lines, for which the exact reader reads the file and writes what it used.
    rows = "".join(f'{6471012509900001 + at},"b\n",pu,active,2025-09\n' for at in range(1000))
    participants.write_text(HEADER + rows)
    command = [sys.executable, "-m", "coverage_cli", "gap", "--target", "80%", "--lang", "en", "--temp", str(tmp_path)]
    ran = subprocess.run(
        [*command, "--population", str(population), "--participants", str(participants)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"error: {tmp_path}/covgap-")
    assert ran.stderr.endswith(" cannot hold temporary files: no file may be so large here\n")
    assert not list(tmp_path.glob("covgap-*"))


class Rows:
    """A cluster's session that hands over two lines."""

    def stream(self, _query, _path):
        yield from (SimpleNamespace(line=b"x" * 10, size=21) for _ in range(2))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_disk_that_has_no_room_for_a_clusters_file_is_said(tmp_path):
    lines = TextLines(Rows(), "s3a://somewhere", None)
    lines.copy(str(tmp_path / "copy"))
    assert (tmp_path / "copy").read_bytes() == b"x" * 10 + b"\n" + b"x" * 10
    (tmp_path / "full").symlink_to("/dev/full")
    with pytest.raises(UsageFault, match="cannot hold temporary files: its disk is full"):
        lines.copy(str(tmp_path / "full"))
