"""Numpy sorts without AVX-512 where that is the slow way, and nowhere else."""

import os
import subprocess
import sys

import pytest

from coverage_cli.cli import processor

CPUINFO = "processor\t: 0\nvendor_id\t: {}\ncpu family\t: {}\nmodel\t\t: 17\n"
TOLD = "AVX512F X86_V4"


@pytest.fixture
def told(tmp_path, monkeypatch):
    def what(cpuinfo=None, **environment):
        path = tmp_path / "cpuinfo"
        path.unlink(missing_ok=True)
        if cpuinfo is not None:
            path.write_text(cpuinfo)
        monkeypatch.setattr(processor, "_CPUINFO", str(path))
        processor.tell_numpy(environment)
        assert environment.pop("OPENBLAS_NUM_THREADS") == "1"
        return environment

    return what


@pytest.mark.parametrize(
    ("maker", "family", "expected"),
    [("AuthenticAMD", "25", TOLD), ("AuthenticAMD", "26", None), ("GenuineIntel", "25", None)],
)
def test_zen_4_sorts_without_it_on_linux_and_on_windows(told, maker, family, expected):
    assert told(CPUINFO.format(maker, family)).get("NPY_DISABLE_CPU_FEATURES") == expected
    windows = f"AMD64 Family {family} Model 97 Stepping 2, {maker}"
    assert told(PROCESSOR_IDENTIFIER=windows).get("NPY_DISABLE_CPU_FEATURES") == expected


@pytest.mark.parametrize("cpuinfo", [None, "", "processor\t: 0\nBogoMIPS\t: 50.00\nFeatures\t: fp asimd\n"])
def test_another_machine_is_told_nothing(told, cpuinfo):
    assert told(cpuinfo) == {}
    for windows in ("ARMv8 (64-bit) Family 8 Model D4B Revision   0, Qualcomm Technologies Inc", "Family"):
        assert told(cpuinfo, PROCESSOR_IDENTIFIER=windows) == {"PROCESSOR_IDENTIFIER": windows}


@pytest.mark.parametrize("name", ["NPY_DISABLE_CPU_FEATURES", "NPY_ENABLE_CPU_FEATURES"])
def test_what_somebody_has_told_numpy_stays(told, name):
    assert told(CPUINFO.format("AuthenticAMD", "25"), **{name: "AVX2"}) == {name: "AVX2"}


@pytest.mark.parametrize("given", [{}, {"NPY_DISABLE_CPU_FEATURES": TOLD}])
def test_numpy_takes_it_without_a_word(given):
    code = (
        "import os; from coverage_cli.cli import processor; processor._family = lambda _: processor._FAMILY; "
        "processor.tell_numpy(os.environ); import numpy as np; from numpy._core._multiarray_umath import "
        "__cpu_features__ as used; print(used['AVX512F'] and used.get('X86_V4', True))"
    )
    untold = {name: value for name, value in os.environ.items() if not name.startswith("NPY_")}
    command = [sys.executable, "-W", "error", "-c", code]
    run = subprocess.run(command, env=untold | given, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("False\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's threads")
def test_numpy_starts_no_threads():
    code = (
        "import os; from coverage_cli.cli.processor import tell_numpy; tell_numpy(os.environ); import numpy; "
        "print(len(os.listdir('/proc/self/task')))"
    )
    untold = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, env=untold, capture_output=True, text=True, check=True).stdout == "1\n"
