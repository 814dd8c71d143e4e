"""Runs cases with second processes that read and judge; prints what each left, and how many processes answered.

In a process of its own, because a copy is made only of one that has no other threads.
"""

import io
import json
import os
import shlex
import shutil
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from coverage_cli.cli.main import run
from coverage_cli.pipeline import background, data, loading

answered = 0
answer = background._Fork.answer


def counted(second):
    global answered  # noqa: PLW0603
    found = answer(second)
    answered += found is not None
    return found


def left_by(case):
    """What a case prints, on both streams, and its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(case, folder, dirs_exist_ok=True)
        os.chdir(folder)
        with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
            code = run(shlex.split((case / "args").read_text()))
        os.chdir("/")
        return out.getvalue(), err.getvalue(), f"{code}\n"


if __name__ == "__main__":
    background._Fork.answer = counted
    data._MANY = loading._MANY_BYTES = 0
    cases, sys.argv = sys.argv[1:], ["coverage"]
    left = {case: left_by(Path(case)) for case in cases}
    json.dump({"left": left, "answered": answered}, sys.stdout)
