"""Folders of a run's own: gone with it, or with the next run where it was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coverage_cli.domain.errors import UsageFault
from coverage_cli.intake.files.private import private_folder


def made_long_ago(path):
    os.utime(path, (time.time() - 3600,) * 2, follow_symlinks=False)


def test_a_folder_is_its_owners_alone_and_goes(tmp_path):
    with private_folder(str(tmp_path)) as folder:
        assert Path(folder).stat().st_mode & 0o777 == 0o700
        assert list(Path(folder).iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path):
    code = (
        "import sys, pathlib\nfrom coverage_cli.intake.files.private import private_folder\n"
        "with private_folder(sys.argv[1]) as folder:\n"
        "    pathlib.Path(folder, 'spill').mkdir()\n    pathlib.Path(folder, 'spill', 'rows').write_text('6471')\n"
        "    print(folder, flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as run:  # fmt: skip
        left = Path(run.stdout.readline().strip())
        made_long_ago(left)
        with private_folder(str(tmp_path)):
            assert left.exists()  # its run goes on
        run.send_signal(signal.SIGKILL)
    assert left.exists()
    with private_folder(str(tmp_path)) as folder:
        assert list(tmp_path.iterdir()) == [Path(folder)]


@pytest.mark.parametrize("kind", ["just made", "of another name", "of another machine", "a file", "a link"])
def test_what_may_not_be_ours_stays(tmp_path, kind):
    names = {"of another name": "other-1", "of another machine": "covgap-another-1"}
    other = tmp_path / names.get(kind, f"covgap-{os.uname().nodename}-1")
    there = tmp_path / "kept"
    there.mkdir()
    if kind == "a file":
        other.write_text("")
    elif kind == "a link":
        other.symlink_to(there)
    else:
        other.mkdir()
    made_long_ago(there)
    if kind != "just made":
        made_long_ago(other)
    with private_folder(str(tmp_path)):
        assert other.exists()
        assert there.exists()


def test_a_place_that_takes_no_folder_is_named(tmp_path):
    with pytest.raises(UsageFault) as fault, private_folder(str(tmp_path / "missing")):
        pass
    assert "missing cannot hold temporary files: there is no such file or folder" in str(fault.value)
