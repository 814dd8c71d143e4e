"""Every folder in tests/cases is a case: its files, `args`, and what stdout, stderr and the exit code must be.

COVGAP_UPDATE_CASES=1 rewrites the expectations; the reviewer reads the diff.
"""

from __future__ import annotations

import os
import shlex
import shutil

import pytest

from tests.conftest import ROOT

CASES = sorted(path.parent for path in (ROOT / "tests" / "cases").glob("*/args"))
EXPECTED = ("stdout", "stderr", "exit")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case, tmp_path, monkeypatch, run):
    shutil.copytree(case, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("args", *EXPECTED))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COVGAP_LANG", "en")
    ran = run(*shlex.split((case / "args").read_text()))
    left = {"stdout": ran.out, "stderr": ran.err, "exit": f"{ran.code}\n"}
    for name, text in left.items():
        if os.environ.get("COVGAP_UPDATE_CASES"):
            update(case / name, text.encode())
        wanted = (case / name).read_bytes() if (case / name).exists() else b""
        assert text.encode() == wanted, name


def update(path, text):
    if text:
        path.write_bytes(text)
    else:
        path.unlink(missing_ok=True)
