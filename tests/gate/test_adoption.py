"""The ways in: the hook, run for real by pre-commit, and the examples of docs/ci.md, which must be what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig

import pytest
import yaml

from tests.conftest import ROOT, TARGETS
from tests.gate.conftest import DAY, ORPHAN, PARTICIPANTS, POPULATION
from tests.gate.test_against import git

DOCS = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


@pytest.fixture
def pre_commit(tmp_path):
    """Runs pre-commit in a repository that uses this one as its hook's, each made on the spot."""
    hook, user = tmp_path / "hook", tmp_path / "user"
    names = ("src", "docs", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
    hook.mkdir()
    for name in names:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, hook / name)
    # What the program needs is where these tests have it, and takes half a minute to install once more.
    described = (hook / "pyproject.toml").read_text(encoding="utf-8")
    alone = re.sub(r"^dependencies = \[.*?^\]", "dependencies = []", described, flags=re.DOTALL | re.MULTILINE)
    (hook / "pyproject.toml").write_text(alone, encoding="utf-8")
    git(hook, "init", "-q")
    git(hook, "add", "-A")
    git(hook, "commit", "-qm", "hook")
    revision = subprocess.run(["git", "-C", hook, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    user.mkdir()
    git(user, "init", "-q")
    (user / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hook}\n  rev: {revision.stdout.strip()}\n  hooks: [{{id: coverage-check}}]\n"
    )

    def run(files):
        for name, text in files.items():
            (user / name).parent.mkdir(exist_ok=True)
            (user / name).write_text(text)
        git(user, "add", "-A")
        environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home"), "COVGAP_LANG": "en"}
        environment["PYTHONPATH"] = sysconfig.get_path("purelib")
        command = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
        return subprocess.run(command, cwd=user, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_pre_commit_runs_the_hook(pre_commit):
    files = {"config/targets.yaml": TARGETS, "data/population.csv": POPULATION, "data/participants.csv": ORPHAN}
    ran = pre_commit(files)
    if "An unexpected error has occurred" in ran.stdout and not os.environ.get("CI"):
        pytest.skip(f"pre-commit could not set up the hook's environment: {ran.stdout[-300:]}")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "data/participants.csv:4:12: error X101 balikpapan / jakon" in ran.stdout
    ran = pre_commit({"data/participants.csv": PARTICIPANTS})
    assert (ran.returncode, "Passed" in ran.stdout) == (0, True), ran.stdout + ran.stderr


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", DOCS, flags=re.DOTALL)


def test_the_examples_are_yaml():
    assert [yaml.safe_load(block) for block in blocks("yaml")]


def test_the_examples_of_configuration_are_taken(given, run):
    named = {"thresholds": "checks", "exceptions": "exceptions"}
    given(**{named[key]: block for block in blocks("yaml") for key in named if block.startswith(f"{key}:")})
    found = run("check", "--today", DAY)
    assert not [line for line in found.out.splitlines() if re.search(r" (C|E103|E104)\d*", line.split(": ")[1])]


def test_the_commands_of_the_examples_run(given, run):
    """Every `coverage-gap check ...` of the examples, with its revision left out, on a sound project."""
    given()
    commands = [" ".join(found.split()) for found in re.findall(r"coverage-gap (check[^\n]*\n?[^\n]*--against)", DOCS)]
    assert len(commands) == 2
    for command in commands:
        ran = run(*command.removesuffix("--against").split())
        assert ran.code == 0, ran.err
        assert "--format" in command  # else files alone hold what was found, and the job's log nothing


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("before", ["0" * 40, "1" * 40, "HEAD"], ids=["first push", "force-push", "push"])
def test_the_examples_take_any_revision_before(given, run, tmp_path, before):
    """A branch's first push has none before it, a force-push one that was thrown away."""
    given()
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "data")
    (guard,) = {found.strip() for found in re.findall(r"git cat-file [^#]*", DOCS)}
    script = f'{guard}\nprintf "%s" "$BEFORE"'
    environment = {**os.environ, "BEFORE": before}
    done = subprocess.run(
        ["sh", "-ec", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    ran = run("check", "--against", done.stdout, "--lang", "en")
    assert ran.code == 0, ran.err
    assert ("nothing is compared" in ran.err) == (before != "HEAD")


def test_the_hook_runs_whatever_changes():
    """A table that is deleted, or lies outside of data/, is no changed file of any pattern."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert (hook["entry"], hook["always_run"], hook["pass_filenames"]) == ("coverage-gap check", True, False)
