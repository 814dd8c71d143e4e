"""What every test shares: a project on the spot, and the program run in this process."""

from __future__ import annotations

import json
import os
import re
import signal
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from tests.engines.spark_server import why_not

# A slow machine is no failure; in CI the same examples every time, elsewhere new ones.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

# A shell that runs the suite in the background has Ctrl-C ignored, by the tests and by all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent
TARGETS = "default: national\ntargets:\n  national: 80%\n"


ON_CLUSTER = re.compile(r"cluster|[\[-]spark[-\]]")
"""What the name of every test of a cluster has, of which nothing else is known where tests are dealt out."""


def pytest_xdist_make_scheduler(config, log):
    """One process for all tests of a cluster, so that there is one cluster; every other test on its own."""
    from xdist.scheduler import LoadScopeScheduling

    class OneCluster(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return "cluster" if ON_CLUSTER.search(nodeid) else nodeid

    return OneCluster(config, log)


def pytest_collection_modifyitems(items):
    """A test of a cluster that nobody knows by its name would start a second one."""
    stray = [one.nodeid for one in items if "spark" in one.fixturenames and not ON_CLUSTER.search(one.nodeid)]
    if stray:
        raise pytest.UsageError(f"tests of a cluster are to have the word in their names: {stray}")


def pytest_terminal_summary(terminalreporter):
    """What was left out is said aloud: skipped tests are easily overlooked."""
    if reason := why_not():
        terminalreporter.section("the Spark engine was NOT tested")
        terminalreporter.line(f"{reason}; with it, make test counts on a real cluster too")


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A function that writes a project's files (path: text or bytes) and goes into its folder."""
    monkeypatch.setenv("COVGAP_LANG", "en")
    monkeypatch.chdir(tmp_path)

    def write(files: dict[str, str | bytes], *, targets: str | None = TARGETS) -> Path:
        given = {"config/targets.yaml": targets, **files} if targets is not None else files
        for name, content in given.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


_COMMANDS = {}


def kept(program, app, arguments, words, called):
    """The command that Typer made for an earlier run: making it anew takes a third of a short one.

    Help is made anew, because it is translated in place.
    """
    from typer.main import get_command

    from coverage_cli.cli.application import COMMANDS

    if not arguments or not {"--help", "-h"}.isdisjoint(arguments):
        return program(app, arguments, words, called)
    name = arguments[0] if arguments[0] in COMMANDS else None
    if name not in _COMMANDS:
        _COMMANDS[name] = get_command(app)
    return _COMMANDS[name]


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs the program as a shell would, with the exit code it would leave."""
    from coverage_cli.cli import translation
    from coverage_cli.cli.main import run as program

    monkeypatch.setattr("sys.argv", ["coverage"])  # by which the program calls itself in its help
    monkeypatch.setattr(translation, "program", partial(kept, translation.program))

    def go(*arguments: str) -> Ran:
        code = program(list(arguments))
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return go
