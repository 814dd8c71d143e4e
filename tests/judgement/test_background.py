"""Reading and judging in a second process: the same words, whatever becomes of it, and nothing of it stays."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.test_cases import CASES, EXPECTED

from coverage_cli.domain.errors import DataFault, UsageFault
from coverage_cli.domain.model import Group, Kind
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.pipeline import background, data, loading
from coverage_cli.pipeline.background import BackgroundTask, _Fork
from coverage_cli.pipeline.data import opened
from coverage_cli.pipeline.gap import GapRequest, gap, gap_of

RUNNER = Path(__file__).with_name("run_forked.py")
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux judges in a second process"),
    # The test runner has threads of its own, beside which a fork warns since Python 3.12.
    pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning"),
]


def test_every_case_says_the_same_with_a_second_process():
    environment = {**os.environ, "COVGAP_LANG": "en"}
    command = [sys.executable, str(RUNNER), *map(str, CASES)]
    ran = json.loads(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    for case in CASES:
        wanted = [(case / name).read_bytes().decode() if (case / name).exists() else "" for name in EXPECTED]
        assert ran["left"][str(case)] == wanted, case.name
    assert ran["answered"] > len(CASES)  # one reads, and another judges what has no errors


@pytest.fixture
def forking(monkeypatch):
    """A second process wherever one is wanted, also beside the test runner's threads; none is left in the end."""
    begun, fork = [], os.fork

    def counted():
        process = fork()
        begun.append(process)
        return process

    monkeypatch.setattr(os, "fork", counted)
    monkeypatch.setattr(background, "_can_fork", lambda: True)
    monkeypatch.setattr(data, "_MANY", 0)
    monkeypatch.setattr(loading, "_MANY_BYTES", 0)
    yield
    for process in begun:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def test_what_a_second_process_finds_is_handed_over(forking):
    work = BackgroundTask(lambda: (os.getpid(), "x" * 1_000_000), fork=True)
    assert work.started
    process, text = work.result()
    assert process != os.getpid()
    assert len(text) == 1_000_000
    assert work.result() == (process, text)


def test_without_one_the_work_is_done_when_it_is_asked_for():
    asked = []
    work = BackgroundTask(lambda: asked.append(1), fork=False)
    assert (work.started, asked) == (False, [])
    assert (work.result(), work.result(), asked) == (None, None, [1])


@pytest.mark.parametrize(
    "end",
    [
        lambda: os._exit(1),
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        lambda: 1 // 0,
        lambda: signal.raise_signal(signal.SIGINT),
    ],
)
def test_what_a_second_process_does_not_answer_is_done_here(forking, end):
    here = os.getpid()
    work = BackgroundTask(lambda: "here" if os.getpid() == here else end(), fork=True)
    assert work.result() == "here"


def test_what_no_second_process_can_be_had_for_is_done_here(forking, monkeypatch):
    def none_left():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", none_left)
    opened_before = len(list(Path("/proc/self/fd").iterdir()))
    work = BackgroundTask(os.getpid, fork=True)
    assert (work.started, work.result()) == (False, os.getpid())
    assert len(list(Path("/proc/self/fd").iterdir())) == opened_before


def test_ctrl_c_while_it_is_begun_ends_it(forking, monkeypatch):
    fork = os.fork

    def interrupted():
        process = fork()
        if process:
            signal.raise_signal(signal.SIGINT)
        return process

    monkeypatch.setattr(os, "fork", interrupted)
    with pytest.raises(KeyboardInterrupt):
        BackgroundTask(signal.pause, fork=True)


def test_what_cannot_be_handed_over_is_done_here(forking):
    work = BackgroundTask(lambda: os.getpid, fork=True)
    assert work.result() is os.getpid


def test_what_fails_there_fails_here(forking):
    with pytest.raises(UsageFault, match="broken"):
        BackgroundTask(lambda: refuse("broken"), fork=True).result()


def refuse(text):
    raise UsageFault(text)


def test_one_that_nobody_waits_for_is_ended(forking):
    work = BackgroundTask(signal.pause, fork=True)
    work.cancel()
    work.cancel()


def test_ctrl_c_while_it_is_waited_for_ends_it(forking):
    signal.signal(signal.SIGALRM, interrupt)
    # Again and again until it is waited for: one that comes before could be lost where nothing can be raised.
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
    with pytest.raises(KeyboardInterrupt):
        BackgroundTask(signal.pause, fork=True).result()


def test_it_ends_where_the_first_process_is_killed():
    code = (
        "import os, signal, time\n"
        "from coverage_cli.pipeline import background\n"
        "def work():\n"
        "    os.kill(os.getppid(), signal.SIGKILL)\n"
        "    time.sleep(600)\n"
        "background._can_fork = lambda: True\n"
        "background.BackgroundTask(work, fork=True).result()\n"
    )
    # What it writes to ends with the last process that has it.
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, check=False)
    assert ran.returncode == -signal.SIGKILL


def interrupt(_number, frame):
    if frame.f_code is _Fork.answer.__code__:
        signal.setitimer(signal.ITIMER_REAL, 0)
        raise KeyboardInterrupt


POPULATION = "branch,segment,period,workers\nbalikpapan,pu,2025-09,100\nbalikpapan,bpu,2025-09,200\n"
WHOLE = "branch,segment,period,participants\nbalikpapan,pu,2025-09,40\nbalikpapan,bpu,2025-09,60\n"
MORE = WHOLE + "samarinda,pu,2025-09,40\n"


def of_files(project, participants):
    project({"data/population.csv": POPULATION, "data/participants.csv": participants})


def test_names_are_shown_as_the_workers_spell_them_whoever_read_the_participants(forking, project):
    of_files(project, WHOLE.replace("bpu,", "BPU,") + "Balikpapan,Nelayan,2025-09,1\n")
    request = GapRequest()
    with opened(request.project, request.counting, None) as files:
        tables = files.tables(None)
    assert [tables.participants.labels[1].shown(key) for key in ("bpu", "nelayan")] == ["bpu", "Nelayan"]
    assert tables.participants.labels is tables.labels


@pytest.mark.parametrize("broken", [Kind.POPULATION, Kind.PARTICIPANTS])
def test_a_side_that_cannot_be_read_is_refused_here_and_the_other_process_ended(forking, project, monkeypatch, broken):
    of_files(project, WHOLE)
    read = AggregateReader.read
    monkeypatch.setattr(
        AggregateReader, "read", lambda self, layout: refuse("broken") if self.kind is broken else read(self, layout)
    )
    with pytest.raises(UsageFault, match="broken"):
        gap(GapRequest())


def test_ctrl_c_while_figures_are_computed_ends_it_whatever_it_would_find(forking, project):
    of_files(project, MORE)
    request = GapRequest()
    with opened(request.project, request.counting, None) as files:
        gate = files.gate(None)
        assert gate.judging.started
        with pytest.raises(KeyboardInterrupt), gate:
            raise KeyboardInterrupt


def test_errors_between_files_are_told_before_what_they_made_of_the_figures(forking, project):
    of_files(project, MORE)
    with pytest.raises(DataFault) as fault:
        gap(GapRequest(branches=("nowhere",)))
    assert [found.code for found in fault.value.findings] == ["X101"]
    of_files(project, WHOLE)
    with pytest.raises(UsageFault, match="branch"):
        gap(GapRequest(branches=("nowhere",)))


def test_what_it_finds_is_said_by_whoever_asks_the_gate(forking, project):
    of_files(project, WHOLE.replace("40", "140"))
    request = GapRequest()
    with opened(request.project, request.counting, None) as files, files.gate(None) as gate:
        assert gate.judging.started
        asked = gate.relevant({Group("balikpapan", "2025-09")}, None)
    assert [found.code for found in asked.findings] == ["X103"]


def test_persons_are_judged_where_they_are_open(forking, project):
    persons = "participant_id,branch,segment,status,period\n0001,balikpapan,pu,active,2025-09\n"
    project({"data/population.csv": POPULATION, "data/participants.csv": persons})
    request = GapRequest()
    with opened(request.project, request.counting, None) as files, files.gate(None) as gate:
        assert not gate.judging.started


def test_an_unknown_target_is_refused_before_anything_is_read(project):
    of_files(project, WHOLE)
    request = GapRequest(target="nowhere")
    with opened(request.project, request.counting, None) as files:
        with pytest.raises(UsageFault, match="target"):
            gap_of(files, request)
        assert not files._tables
