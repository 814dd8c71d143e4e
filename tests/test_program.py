"""The installed program as a shell meets it: scripts, start-up, streams, exit codes."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import subprocess
import sys
from importlib.metadata import distribution, entry_points
from pathlib import Path

import pytest

from coverage_cli.cli import main as program
from coverage_cli.cli.main import FOREIGN
from tests.conftest import ROOT

BIN = Path(sys.executable).parent
SCRIPT = str(BIN / "coverage")
GAP = ("gap", "--branch", "balikpapan")


def shell(*command, **environment):
    clean = {
        name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"}
    }
    return subprocess.run(
        command,
        cwd=ROOT,
        env=clean | {"COVGAP_LANG": "en"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def on_terminal(columns, *arguments, **environment):
    """What the program prints on a real terminal of that width."""
    master, slave = pty.openpty()
    import fcntl
    import struct
    import termios

    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    running = subprocess.Popen(
        [SCRIPT, *arguments],
        cwd=ROOT,
        stdout=slave,
        stderr=slave,
        env=clean | {"COVGAP_LANG": "en", "TERM": "xterm"} | environment,
    )
    os.close(slave)
    parts = []
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(master)
    assert running.wait(30) == 0
    return b"".join(parts).decode().replace("\r\n", "\n")


def test_both_scripts_and_the_module_are_this_program_and_name_themselves_as_they_were_called():
    for command, name in (
        ([SCRIPT], "coverage"),
        ([str(BIN / "coverage-gap")], "coverage-gap"),
        ([sys.executable, "-m", "coverage_cli"], "python -m coverage_cli"),
    ):
        assert f"Usage: {name} [OPTIONS]" in shell(*command, "--help").stdout


@pytest.mark.parametrize(("language", "then"), [("en", "then"), ("id", "lalu")])
@pytest.mark.parametrize(
    ("path", "name"),
    [("bin/coverage-gap", "coverage-gap"), ("coverage_cli/__main__.py", "python -m coverage_cli")],
)
def test_the_examples_of_the_help_name_the_program_as_it_was_called(run, monkeypatch, path, name, language, then):
    monkeypatch.setattr("sys.argv", [path])
    monkeypatch.setenv("COVGAP_LANG", language)
    whole, one = (" ".join(run(*given, "--help").out.split()) for given in ((), ("list",)))
    assert f"{name} init, {then} {name} check, {then} {name} gap." in whole
    assert f": {name} list branches" in one


def test_the_script_named_coverage_is_ours():
    """coverage.py installs a script of this name too; whichever came last has it."""
    (ours,) = [entry for entry in entry_points(group="console_scripts", name="coverage") if entry.dist]
    assert (ours.value, ours.dist.name) == ("coverage_cli.cli.main:main", "coverage-cli")
    assert "coverage_cli.cli.main" in Path(SCRIPT).read_text()


def test_nothing_that_is_installed_pulls_in_coverage_py():
    needed = distribution("coverage-cli").requires or []
    assert not [line for line in needed if re.match(r"(coverage|pytest-cov)\b(?!-)", line, re.IGNORECASE)]


HEAVY = ("pandas", "duckdb", "numpy", "yaml", "coverage_cli.domain.records", "coverage_cli.pipeline.gap")


def imported(arguments, names):
    """Which of the modules a run has imported."""
    code = (
        f"import sys; sys.argv = ['coverage', *{arguments!r}]\n"
        "from coverage_cli.cli.main import run\n"
        "code = run(sys.argv[1:])\n"
        f"print([name for name in {names!r} if name in sys.modules], file=sys.stderr)\n"
        "sys.exit(code)"
    )
    ran = shell(sys.executable, "-c", code)
    assert ran.returncode == 0, ran.stderr
    return ran.stderr.strip()


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_help_and_version_import_nothing_heavy(arguments):
    assert imported(arguments, (*HEAVY, "pydantic")) == "[]"


@pytest.mark.parametrize("arguments", [["gap", "--help"], ["check", "--help"]])
def test_a_command_s_help_imports_no_model(arguments):
    """Typer itself uses pydantic to read options; ours stay out."""
    assert imported(arguments, HEAVY) == "[]"


def test_a_gap_imports_neither_pandas_nor_duckdb():
    assert imported(list(GAP), ("pandas", "duckdb", "numpy")) == "[]"


def test_a_claim_loads_no_words_of_articles():
    claim = ["reconcile", "--rate", "41.64%", "--workers", "424,131", "--participants", "176,604"]
    assert imported(claim, ("coverage_cli.analysis.excerpts", "coverage_cli.output.claims.proposals")) == "[]"


@pytest.mark.parametrize("command", sorted(FOREIGN | {"report", "json"}))
def test_commands_of_coverage_py_are_pointed_to_it(run, command):
    ran = run(command, "--anything")
    assert (ran.code, ran.out) == (2, "")
    assert f"python -m coverage {command}" in ran.err


def test_same_input_same_bytes():
    first, second = (shell(SCRIPT, *GAP, "--format", "json", PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
    assert first == second != ""


def test_a_closed_pipe_ends_silently():
    ran = shell("bash", "-c", f"set -o pipefail; '{SCRIPT}' gap --format json | head -c 1")
    assert (ran.stdout, ran.stderr) == ("{", "")


@pytest.mark.parametrize("columns", [40, 100])
def test_no_number_is_ever_cut_on_a_terminal(columns):
    """Of a table at every other width: tests/export/test_terminal.py."""
    shown = on_terminal(columns, *GAP, NO_COLOR="1")
    for number in ("145,455", "97,455", "67.0%", "13.0", "48,000", "18,909"):
        assert re.search(rf"(?<![0-9.,]){re.escape(number)}(?![0-9])", shown), number
    assert max(map(len, shown.splitlines())) <= columns
    assert "…" not in shown
    assert "\x1b" not in shown


def test_off_a_terminal_nothing_is_wrapped_or_coloured():
    out = shell(SCRIPT, *GAP, COLUMNS="40").stdout
    assert "\x1b" not in out
    assert re.search(
        r"^Total +145,455 +97,455 +67.0% +█+▍··│···· +80.0% +13.0 +48,000 +18,909 +below$", out, re.MULTILINE
    )


def test_colour_follows_the_conventions():
    assert "\x1b[" in on_terminal(100, *GAP)
    assert "\x1b[" not in on_terminal(100, *GAP, TERM="dumb")
    forced = shell(SCRIPT, *GAP, FORCE_COLOR="1").stdout
    assert "\x1b[" in forced
    assert "145,455" in forced
    assert max(map(len, re.sub(r"\x1b\[[0-9;]*m", "", on_terminal(200, *GAP, COLUMNS="80")).splitlines())) <= 80


def test_a_fault_of_the_program_is_one_line_and_exit_3(run, monkeypatch):
    row = f"row {6471_012345678901}"

    def broken(*_):
        try:
            int(row)
        except ValueError as error:
            raise RuntimeError(row) from error

    monkeypatch.setattr(program, "_command", broken)
    ran = run("gap")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert "RuntimeError" in ran.err
    assert "6471" not in ran.err
    traced = run("gap", "--debug")
    assert traced.code == 3
    assert traced.err.endswith(f"RuntimeError\n\n{ran.err}")
    assert traced.err.index("ValueError\n\n") < traced.err.index("in broken\n", traced.err.index("ValueError\n\n"))
    assert "6471" not in traced.err.replace("6471_012345678901", "")
    assert run("gap", "--lang", "id").err.startswith("kesalahan: ")


def test_a_fault_in_the_languages_is_told_in_english(run, monkeypatch):
    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr("coverage_cli.output.language.words", broken)
    ran = run("gap", "--lang", "id")
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert ran.err.startswith("error: a fault in this program (RuntimeError); please report it")


class OutOfMemoryException(Exception):  # noqa: N818 - as DuckDB calls it
    """Of DuckDB, which is not loaded here."""


NO_MEMORY = "error: there is not enough memory on this machine for the run\n"
LACKS = {
    "memory": (MemoryError(), NO_MEMORY),
    "the system's": (OSError(errno.ENOMEM, "Cannot allocate memory"), NO_MEMORY),
    "a module's": (ImportError("libx.so.5: failed to map segment from shared object"), NO_MEMORY),
    "DuckDB's": (OutOfMemoryException("Allocation failure"), NO_MEMORY),
    "threads": (RuntimeError("can't start new thread"), "error: this machine starts no more threads for the run; "),
}


@pytest.mark.parametrize("caused", [False, True])
@pytest.mark.parametrize(("lack", "told"), LACKS.values(), ids=LACKS)
def test_what_the_machine_lacks_is_no_fault_of_the_program(run, monkeypatch, lack, told, caused):
    def short(*_):
        if caused:
            raise ValueError from lack
        raise lack

    monkeypatch.setattr(program, "_command", short)
    ran = run("gap")
    assert (ran.code, ran.err[: len(told)], ran.err.count("\n")) == (2, told, 1)


@pytest.mark.parametrize("arguments", [("gap", "--project", "shut"), ("--install-completion", "bash")])
def test_a_folder_that_is_shut_is_no_fault_of_the_program(project, run, monkeypatch, tmp_path, arguments):
    project({"shut/config/targets.yaml": "targets: {plan: 80%}\n"})

    def shut(path, **_):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    for method in ("exists", "mkdir"):
        monkeypatch.setattr(Path, method, shut)
    monkeypatch.setenv("HOME", "shut")
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: you have no permission for shut")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_home_that_is_no_folder_is_no_fault_of_the_program(run, monkeypatch, tmp_path, language):
    (tmp_path / "home").touch()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COVGAP_LANG", language)
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: "bash")
    ran = run("--install-completion")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    said = "the completion cannot be installed" if language == "en" else "pelengkapan tidak dapat dipasang"
    assert said in ran.err
    assert "--show-completion" in ran.err


def test_a_shell_that_nobody_can_tell_is_no_fault_of_the_data(run, monkeypatch):
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: None)
    assert run("--install-completion").code == 2


def test_a_report_whose_bytes_find_no_room_is_no_fault_of_the_program(run, monkeypatch):
    def short(text):
        raise MemoryError

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys.stdout, "write", short)
    ran = run("gap")
    assert (ran.code, ran.out, ran.err) == (2, "", NO_MEMORY)


def test_where_no_sentence_can_be_made_there_are_last_words():
    code = (
        "from coverage_cli.cli import main as program\n"
        "def short(_): raise SystemError('6471_012345678901')\n"
        "program._outcome = short; program.main()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (3, "", 1)
    assert ran.stderr.startswith("error: the run broke off and cannot say why; most likely there is not enough memory")


def test_interrupted_is_130(run, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("coverage_cli.pipeline.data.load_project", stopped)
    monkeypatch.chdir(ROOT)
    assert run("gap").code == 130


@pytest.mark.parametrize("text", ["cannot release un-acquired lock", "Query interrupted"])
def test_a_lock_that_an_interrupt_broke_is_no_fault_of_the_program(run, monkeypatch, text):
    def stopped(*_):
        try:
            raise KeyboardInterrupt if text.startswith("cannot") else RuntimeError(text)
        finally:
            raise RuntimeError(text)

    monkeypatch.setattr("coverage_cli.pipeline.data.load_project", stopped)
    monkeypatch.chdir(ROOT)
    ran = run("gap")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_outputs_are_written_by_suffix_and_whole(project, run):
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})
    ran = run("gap", "--output", "a.csv", "--output", "b.json", "--output", "c.md", "--output", "d.txt")
    assert (ran.code, ran.out) == (0, "")
    assert Path("a.csv").read_text().splitlines()[1] == "A,pu,2025,2025,10,5,50.0,80.0,30.0,5,3,0,below,"
    assert json.loads(Path("b.json").read_text())["rows"][0]["shortfall"] == 3
    assert "| Segment |" in Path("c.md").read_text()
    assert "Shortfall" in Path("d.txt").read_text()
    assert sorted(path.name for path in Path().iterdir()) == ["a.csv", "b.json", "c.md", "config", "d.txt", "data"]


POPULATION = "branch,segment,period,workers\nA,pu,2025,10\n"
PARTICIPANTS = "branch,segment,period,participants\nA,pu,2025,5\n"


def test_an_input_is_never_written_over(project, run):
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})
    Path("link.csv").symlink_to("data/population.csv")
    for output in ("data/population.csv", "link.csv", "data/../data/participants.csv"):
        ran = run("gap", "--output", output)
        assert (ran.code, ran.out) == (2, "")
    assert Path("data/population.csv").read_text() == POPULATION


@pytest.mark.parametrize("command", ["gap", "export"])
def test_the_targets_are_never_written_over(project, run, command):
    targets = "default: n\ntargets:\n  n: 80%\n"
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS, "rates.json": targets})
    ran = run(command, "--targets", "rates.json", "--output", "./rates.json")
    assert (ran.code, Path("rates.json").read_text()) == (2, targets)
    assert run(command, "--targets", "rates.json", "--output", "gap.json").code == 0


def test_a_configuration_that_cannot_be_read_is_not_written_over(project, run):
    broken = {f"config/{name}.yaml": "- [\n" for name in ("sources", "checks", "exceptions")}
    for path, text in broken.items():
        project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS, path: text})
        ran = run("check", "--output", f"text={path}")
        assert (ran.code, Path(path).read_text()) == (2, text)
        Path(path).unlink()


def test_an_output_keeps_its_mode_and_a_new_one_has_that_of_other_files(project, run, monkeypatch):
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})
    Path("old.csv").touch(0o600)
    mask = os.umask(0o027)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(os, "umask", None)  # it is that of all threads: to ask for it is to change it
            assert run("gap", "--output", "old.csv", "--output", "new.csv").code == 0
    finally:
        os.umask(mask)
    assert [Path(name).stat().st_mode & 0o777 for name in ("old.csv", "new.csv")] == [0o600, 0o640]


def test_an_output_that_fails_leaves_nothing(project, run):
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})
    ran = run("gap", "--output", "nowhere/a.csv")
    assert ran.code == 2
    assert "nowhere/a.csv cannot be written" in ran.err


@pytest.mark.parametrize("wrong", ["nowhere/b.csv", "folder.csv", "pipe.csv", "full.csv", "held.csv"])
def test_where_one_output_fails_none_is_written_and_none_is_changed(project, run, monkeypatch, wrong):
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})
    Path("old.csv").write_text("of last month\n")
    Path("folder.csv").mkdir()
    os.mkfifo("pipe.csv")
    before = sorted(Path().iterdir())
    sync, synced, replace = os.fsync, [], os.replace

    def fsync(number):
        synced.append(number)
        if len(synced) == 3 and wrong != "held.csv":
            raise OSError(errno.ENOSPC, "")
        sync(number)

    def replace_but_what_a_spreadsheet_holds_open(name, target):
        if target.name == "held.csv":
            raise PermissionError(errno.EACCES, "")
        replace(name, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace_but_what_a_spreadsheet_holds_open)
    ran = run("gap", "--output", "old.csv", "--output", "new.md", "--output", wrong)
    assert (ran.code, ran.out) == (2, "")
    assert f"{wrong} cannot be written: " in ran.err
    assert Path("old.csv").read_text() == "of last month\n"
    assert sorted(Path().iterdir()) == before


def test_a_folder_of_tables_is_replaced_whole_or_not_at_all(project, run, monkeypatch):
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})
    assert run("export", "--output", "tables/").code == 0
    before = {path.name: path.read_bytes() for path in Path("tables").iterdir()}
    write, left = os.fsync, [5]

    def fsync(number):
        left[0] -= 1
        if not left[0]:
            raise OSError(errno.EFBIG, "")
        write(number)

    monkeypatch.setattr(os, "fsync", fsync)
    ran = run("export", "--target", "90%", "--output", "tables/")
    assert ran.code == 2
    assert "cannot be written: no file may be so large here" in ran.err
    assert {path.name: path.read_bytes() for path in Path("tables").iterdir()} == before


def test_a_device_and_the_root_are_not_replaced_by_a_report(project, run):
    """As root, a report to /dev/null took its place, for every program of the machine."""
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})
    os.mkfifo("pipe")
    ran = run("check", "--output", "text=pipe")
    assert (ran.code, ran.err) == (2, "error: pipe cannot be written: it is a pipe or a device\n")
    assert Path("pipe").is_fifo()
    ran = run("check", "--output", "text=/")
    assert (ran.code, ran.err) == (2, "error: / cannot be written: it is a folder\n")


@pytest.mark.parametrize(
    "arguments", [("gap", "--participants", "-"), ("gap", "--participants", "persons.csv"), ("rule", "K101")]
)
def test_a_machine_without_a_place_for_temporary_files_is_no_fault_of_the_program(project, run, monkeypatch, arguments):
    """As in a container that can only be read."""
    rows = "".join(f"{100000 + number},balikpapan,pu,active,2025-09\n" for number in range(9))
    persons = "participant_id,branch,segment,status,period\n" + rows
    project({"data/population.csv": POPULATION, "persons.csv": persons})

    def nowhere():
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr("tempfile._get_default_tempdir", nowhere)
    monkeypatch.setattr("tempfile.tempdir", None)
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: no folder here takes temporary files; name one that may be written to in the environment variable "
        "TMPDIR\n"
    )


@pytest.mark.parametrize("name", ["targets.yml", "Targets.yaml", "targets.yaml"])
def test_the_project_above_is_not_taken_for_one_whose_targets_are_misnamed(project, run, monkeypatch, name):
    """The last is a link that leads nowhere. The figures were those of another project, without a word."""
    tables = {"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS}
    inner = project(tables | {f"inner/{path}": text for path, text in tables.items()}) / "inner"
    (inner / "config").mkdir()
    if name == "targets.yaml":
        (inner / "config" / name).symlink_to("nowhere.yaml")
    else:
        (inner / "config" / name).write_text("targets: {national: 90%}\n")
    monkeypatch.chdir(inner / "data")
    ran = run("gap")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"error: ../config/{name} would be passed over: the targets of a project are the file config/targets.yaml; "
        "give it that name, or name another project with --project DIR\n"
    )
    assert run("gap", "--project", str(inner.parent)).code == 0


def test_a_folder_that_is_gone_under_the_shell_is_no_fault_of_the_program(project, run, monkeypatch):
    root = project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})
    (root / "gone").mkdir()
    monkeypatch.chdir(root / "gone")
    (root / "gone").rmdir()
    ran = run("gap")
    assert (ran.code, ran.err) == (2, "error: the current folder does not exist any more; go into another one\n")
    assert run("gap", "--project", str(root)).code == 0


def test_a_protected_file_is_not_replaced(project, run, monkeypatch):
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})
    Path("sealed.csv").write_text("published\n")
    monkeypatch.setattr(os, "access", lambda path, mode: (Path(path).name, mode) != ("sealed.csv", os.W_OK))
    ran = run("gap", "--output", "sealed.csv")
    assert (ran.code, ran.err) == (2, "error: sealed.csv cannot be written: you have no permission\n")
    assert Path("sealed.csv").read_text() == "published\n"


def asked(words):
    """What a shell sets to have the last word completed."""
    at = str(len(words.split()) - 1)
    return {"_COVERAGE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": at}


@pytest.fixture
def completed(run, monkeypatch, capsys):
    """The words that a shell would offer for the last one."""

    def go(words):
        for name, value in asked(words).items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit):
            run()
        out, err = capsys.readouterr()
        assert err == ""
        return out.split()

    return go


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("coverage gap --branch s", ["samarinda"]),
        ("coverage gap --segment on", ["online-drivers"]),
        ("coverage gap --period 2023", ["2023-06"]),
        ("coverage gap --target n", ["national"]),
        ("coverage plan --branch s", ["samarinda"]),
        ("coverage trend --from 2023", ["2023-06"]),
        ("coverage trend --to 2023", ["2023-06"]),
        ("coverage rule V10", ["V101", "V102", "V103", "V104", "V105", "V106", "V107", "V108", "V109"]),
        ("coverage rule c112", ["C112"]),
        ("coverage guide sc", ["scale"]),
        ("coverage list b", ["branches"]),
        ("coverage gap --sort s", ["shortfall"]),
        ("coverage gap --missing z", ["zero"]),
        ("coverage rule --lang i", ["id"]),
    ],
)
def test_shell_completion_completes_names_of_data_and_program(completed, monkeypatch, words, expected):
    monkeypatch.chdir(ROOT)
    assert completed(words) == expected


@pytest.mark.parametrize(("language", "title"), [("en", "filter value not found"), ("id", "nilai filter")])
def test_a_shell_that_shows_help_gets_the_title_of_a_rule(run, monkeypatch, capsys, language, title):
    for name, value in {
        "_COVERAGE_COMPLETE": "complete_zsh",
        "_TYPER_COMPLETE_ARGS": "coverage rule C112",
        "COVGAP_LANG": language,
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        run()
    assert title in capsys.readouterr().out


def test_a_shell_has_its_words_from_the_script():
    ran = shell(SCRIPT, **asked("coverage gap --branch s"))
    assert (ran.stdout.split(), ran.stderr) == (["samarinda"], "")


def test_completion_tells_no_personal_number(completed, project):
    rows = "branch,segment,period,workers\nK 6471016802900001,pu,2025,1\nKota,pu,2025,1\n"
    project({"data/population.csv": rows, "data/participants.csv": rows.replace("workers", "participants")})
    assert completed("coverage gap --branch K") == ["Kota"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Ne", "New\\ York\\ \\(Murang\\'a\\)"),
        ("New\\ Y", "New\\ York\\ \\(Murang\\'a\\)"),
        ('"Ne', "New York (Murang'a)"),
        ("Sã", "São"),
    ],
)
def test_bash_gets_names_with_blanks_as_one_word(project, run, monkeypatch, capsys, typed, offered):
    """It inserts what it gets: the second word of a name was an argument that no command takes."""
    rows = "branch,segment,period,workers\nNew York (Murang'a),pu,2025,1\nSão,pu,2025,1\n"
    project({"data/population.csv": rows, "data/participants.csv": rows.replace("workers", "participants")})
    words = {
        "_COVERAGE_COMPLETE": "complete_bash",
        "COMP_WORDS": f"coverage\ngap\n--branch\n{typed}",
        "COMP_CWORD": "3",
    }
    for name, value in words.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        run()
    assert capsys.readouterr().out.rstrip("\n") == offered


def test_completion_is_silent_where_there_is_no_project(completed, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert completed("coverage gap --branch s") == []


def test_a_named_pipe_or_folder_is_refused_at_once(project, run, tmp_path):
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})
    os.mkfifo("pipe.csv")
    for path in ("pipe.csv", "data", "/dev/null/x", "/dev/null"):
        ran = run("gap", "--population", path)
        assert (ran.code, ran.out) == (2, ""), path


def test_stdin_is_an_input():
    population = (ROOT / "data" / "population.csv").read_bytes()
    ran = subprocess.run(
        [SCRIPT, "gap", "--branch", "balikpapan", "--population", "-", "--format", "csv"],
        cwd=ROOT, input=population, capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0
    assert b"balikpapan,pu,2025-09,2025-09,78455,66910" in ran.stdout


@pytest.mark.parametrize("text", ["1.000", "1,000", "1_000", " 1", "1e3", "x"])
@pytest.mark.parametrize("option", ["--top", "--suppress", "--decimals", "--threads"])
def test_a_whole_number_has_plain_digits(run, monkeypatch, option, text):
    monkeypatch.chdir(ROOT)
    ran = run("gap", option, text, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "plain digits" in ran.err
    assert "angka saja" in run("gap", option, text, "--lang", "id").err


@pytest.mark.parametrize(
    ("command", "language", "said"), [("gap", "en", "its disk is full"), ("check", "id", "disknya penuh")]
)
def test_a_full_disk_is_a_sentence(command, language, said):
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [SCRIPT, command, "--lang", language], cwd=ROOT, check=False, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert said in ran.stderr


@pytest.mark.parametrize("command", ["check", "gap --help"])
def test_a_closed_standard_output_is_a_sentence(command):
    ran = subprocess.run(
        ["sh", "-c", f"{SCRIPT} {command} --lang id >&-"], cwd=ROOT, check=False, stderr=subprocess.PIPE, text=True
    )
    assert (ran.returncode, ran.stderr) == (2, "kesalahan: <stdout> tidak dapat ditulis: sudah ditutup\n")


def test_a_closed_standard_error_loses_its_lines_alone():
    ran = subprocess.run(["sh", "-c", f"{SCRIPT} gap --branch x 2>&-"], cwd=ROOT, check=False, capture_output=True)
    assert (ran.returncode, ran.stdout) == (2, b"")


def test_a_closed_standard_input_is_a_sentence():
    ran = subprocess.run(
        ["sh", "-c", f"{SCRIPT} check - --lang en <&-"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (2, "error: standard input is closed; pipe a file into it, or name one\n")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["gap", "--output", "x.xlsx"], "coverage export writes .xlsx, as in: coverage export --output x.xlsx"),
        (["gap", "--sheet", "Data"], "no .xlsx is read here"),
        (["trend", "--from", "2025-08", "--to", "2025-04"], "--from 2025-08 is after --to 2025-04; exchange the two"),
        (["check", "--output", "sarif="], "--output sarif= names no file; write it as sarif=FILE"),
        (["list", "branches", "--lang", "xx"], '--lang "xx" is not known'),
        (["schema", "--helps"], "error: No such option: --helps\n"),
        (["check", "--pareto"], "error: this command has no option --pareto; those that have it: gap, export\n"),
        (["list"], "name what to list: branches, segments, periods, targets\n"),
        (["gap", "--branch"], "\nHelp: coverage gap --help\n"),
        (["gap", "--threads", "100000", "--lang", "en"], "less than or equal to 1024"),
    ],
)
def test_a_slip_in_a_command_has_its_way_out(run, monkeypatch, command, said):
    monkeypatch.chdir(ROOT)
    ran = run(*command)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_list_complains_in_the_readers_language(run, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert "coverage init" in run("list", "branches", "--lang", "en").err
    assert run("list", "branches", "--lang", "id").err.startswith("kesalahan: tidak ada proyek di sini")


@pytest.mark.parametrize("arguments", [["--help"], ["gap", "--help"]])
def test_a_switch_takes_nothing_and_says_so(run, arguments):
    assert "<bool>" not in run(*arguments).out


def test_help_that_nobody_asked_for_is_no_result(run):
    asked, unasked = run("--help"), run()
    assert (asked.code, asked.err) == (0, "")
    assert (unasked.code, unasked.out, unasked.err.strip()) == (2, "", asked.out.strip())


@pytest.mark.parametrize(
    "arguments", [["--help", "--lang", "id"], ["--lang=id", "-h"], ["--lang", "id", "gap", "--help"]]
)
def test_the_program_s_own_help_knows_the_language(run, monkeypatch, arguments):
    monkeypatch.setenv("COVGAP_LANG", "en")
    ran = run(*arguments)
    assert ran.code == 0
    assert "Pemakaian:" in ran.out
    assert run("--lang", "id", "gap").code == 2, "a run would not hear it there"


@pytest.mark.parametrize("arguments", [["--version"], ["gap", "--help", "--lang", "id"]])
def test_help_meets_a_full_disk_and_a_closed_pipe_as_results_do(arguments):
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [SCRIPT, *arguments], cwd=ROOT, check=False, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run([SCRIPT, *arguments], cwd=ROOT, check=False, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    ("command", "option", "values"),
    [
        ("gap", "--targets", ("config/targets.yaml", "other.yaml")),
        ("check", "--targets", ("config/targets.yaml", "other.yaml")),
        ("trend", "--basis", ("employed", "labour force")),
        ("gap", "--period", ("2025", "2024")),
        ("gap", "--format", ("csv", "json")),
    ],
)
def test_an_option_of_one_value_is_not_given_two(run, monkeypatch, command, option, values):
    monkeypatch.chdir(ROOT)
    ran = run(command, option, values[0], f"{option}={values[1]}", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert f"error: {option} is given 2 values, {values[0]}, {values[1]}, and takes one" in ran.err


def test_what_may_be_said_twice_may(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    said = ["--lang", "en", "--lang", "en", "--strict", "--strict", "--branch", "samarinda", "--branch", "balikpapan"]
    assert "given 2 values" not in run("gap", *said).err


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("data/population-2.csv", b"cabang,kolom\nb,1\n", "S101"), ("data/population-2.csv", b"", "F103")],
)
def test_a_list_of_names_is_whole_or_refused(run, project, name, data, code):
    """Names that only stand in a file that cannot be read would be missing without a word."""
    whole = {
        "data/population.csv": "branch,segment,period,workers\na,pu,2025,9\n",
        "data/participants.csv": "branch,segment,period,participants\na,pu,2025,5\n",
    }
    project(whole)
    assert run("list", "branches").out == "a\n"
    project({**whole, name: data})
    for what in ("branches", "segments", "periods"):
        ran = run("list", what)
        assert (ran.code, ran.out) == (1, "")
        assert f"{name}:1:1: error {code}" in ran.err
    assert run("list", "targets").code == 0
