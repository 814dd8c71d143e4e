"""Ctrl-C ends a run, says nothing of its own, and leaves no temporary file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coverage_cli.domain.interrupts import unbroken
from tests.engines.conftest import HEADER


@pytest.fixture(scope="session")
def many(tmp_path_factory):
    """A file of so many persons that somebody can press Ctrl-C while they are counted."""
    path = tmp_path_factory.mktemp("many") / "persons.csv"
    with path.open("w") as out:
        out.write(HEADER)
        for start in range(0, 1_500_000, 10_000):
            out.write("".join(f"{10**15 + at},b,pu,active,2025-09\n" for at in range(start, start + 10_000)))
    return path


@pytest.mark.parametrize(
    ("ending", "delay"),
    [(signal.SIGINT, 0.0), (signal.SIGINT, 0.4), (signal.SIGTERM, 0.4), (signal.SIGHUP, 0.2)],
)
def test_interrupting_leaves_nothing(tmp_path, many, ending, delay):
    population, private = tmp_path / "population.csv", tmp_path / "private"
    private.mkdir()
    population.write_text("branch,segment,period,workers\nb,pu,2025-09,9\n")
    command = [sys.executable, "-m", "coverage_cli", "gap", "--target", "80%", "--temp", str(private)]
    process = subprocess.Popen([*command, "--population", str(population), "--participants", str(many)],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    while process.poll() is None and not any(private.iterdir()):
        time.sleep(0.02)  # until it has begun
    time.sleep(delay)
    process.send_signal(ending)
    process.communicate(timeout=120)
    assert process.returncode in {128 + ending, 0, 1}  # 0 or 1: it was done before
    assert list(private.iterdir()) == []


@pytest.mark.parametrize(
    ("ending", "named"), [(None, True), (None, False), (signal.SIGINT, True), (signal.SIGTERM, False)]
)
def test_standard_input_is_kept_privately_and_only_while_the_run_lasts(tmp_path, ending, named):
    population, private = tmp_path / "population.csv", tmp_path / "private"
    private.mkdir()
    population.write_text("branch,segment,period,workers\nb,pu,2025-09,9\n")
    command = [sys.executable, "-m", "coverage_cli", "gap", "--target", "80%", "--participants", "-"]
    options = ["--temp", str(private)] if named else []
    process = subprocess.Popen([*command, "--population", str(population), *options], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env=os.environ | ({} if named else {"TMPDIR": str(private)}))  # fmt: skip
    process.stdin.write(f"{HEADER}6471010101900001,b,pu,active,2025-09\n".encode())
    process.stdin.flush()
    while not (kept := list(filter(Path.is_dir, private.iterdir()))):
        time.sleep(0.02)  # Python first tries with a file of its own whether it can write there
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o700]
    if ending:
        process.send_signal(ending)
        process.wait(timeout=120)  # its input is still open
    process.communicate(timeout=120)
    assert process.returncode == (128 + ending if ending else 0)
    assert list(private.iterdir()) == []


@pytest.mark.parametrize(("raised", "code"), [("KeyboardInterrupt", 130), ("ValueError('6471010101900001')", 0)])
def test_what_is_raised_where_python_ignores_it_is_not_printed_and_ctrl_c_is_not_lost(raised, code):
    program = f"""
import time, weakref
from coverage_cli.cli import main
class Taken: pass
def fall(_): raise {raised}
def run(arguments):
    try:
        one = Taken()
        told = weakref.ref(one, fall)
        del one
        time.sleep(2)
        return 0
    except KeyboardInterrupt:
        return 130
main.run = run
main.main()
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=120, check=False)
    assert (ran.returncode, ran.stderr) == (code, b"")


def test_a_reader_that_takes_its_time_may_be_left_with_ctrl_c(tmp_path):
    population, participants = tmp_path / "population.csv", tmp_path / "participants.csv"
    keys = [f"b{at},pu,2025-09" for at in range(3000)]
    population.write_text("branch,segment,period,workers\n" + "".join(f"{key},9\n" for key in keys))
    participants.write_text("branch,segment,period,participants\n" + "".join(f"{key},3\n" for key in keys))
    command = [sys.executable, "-m", "coverage_cli", "gap", "--target", "80%", "--format", "csv"]
    with subprocess.Popen([*command, "--population", str(population), "--participants", str(participants)],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # fmt: skip
        assert process.stdout.read(1)  # it writes, and what it writes is more than a pipe holds
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=120) == 130
        assert process.stderr.read() == b""


def test_a_module_is_loaded_whole_before_ctrl_c_is_heard():
    steps = []

    def load():
        with unbroken():
            signal.raise_signal(signal.SIGINT)
            steps.append("loaded")
        steps.append("never")

    with pytest.raises(KeyboardInterrupt):
        load()
    assert steps == ["loaded"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
