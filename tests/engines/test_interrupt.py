"""Ctrl-C ends a run within a second, says nothing of its own, and leaves no temporary file."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from coverage_cli.domain.loading import unbroken
from tests.engines.conftest import HEADER


@pytest.mark.parametrize(
    ("ending", "delay"),
    [(signal.SIGINT, 0.0), (signal.SIGINT, 0.4), (signal.SIGTERM, 0.4), (signal.SIGHUP, 0.2)],
)
def test_interrupting_leaves_nothing(tmp_path, ending, delay):
    persons, population, private = tmp_path / "persons.csv", tmp_path / "population.csv", tmp_path / "private"
    private.mkdir()
    population.write_text("branch,segment,period,workers\nb,pu,2025-09,9\n")
    with persons.open("w") as out:
        out.write(HEADER)
        for start in range(0, 1_500_000, 10_000):
            out.write("".join(f"{10**15 + at},b,pu,active,2025-09\n" for at in range(start, start + 10_000)))
    command = [sys.executable, "-m", "coverage_cli", "gap", "--target", "80%", "--temp", str(private)]
    process = subprocess.Popen([*command, "--population", str(population), "--participants", str(persons)],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    while process.poll() is None and not any(private.iterdir()):
        time.sleep(0.02)  # until it has begun
    time.sleep(delay)
    process.send_signal(ending)
    asked = time.monotonic()
    process.communicate(timeout=20)
    assert process.returncode in {128 + ending, 0, 1}  # 0 or 1: it was done before
    assert time.monotonic() - asked < 2
    assert list(private.iterdir()) == []


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
