"""What numpy is told of the processor, which it asks for while it is loaded."""

from __future__ import annotations

import warnings
from collections.abc import MutableMapping
from contextlib import suppress
from itertools import islice

_CPUINFO = "/proc/cpuinfo"
_FAMILY = ("AuthenticAMD", "25")
"""AMD's Zen 3 and Zen 4, of which the latter has AVX-512."""
_DISABLED = "NPY_DISABLE_CPU_FEATURES"
_GIVEN = frozenset({_DISABLED, "NPY_ENABLE_CPU_FEATURES"})
_NAMES = "AVX512F X86_V4"
"""AVX-512, as numpy before 2.4 and since then calls it."""


def tell_numpy(environment: MutableMapping[str, str]) -> None:
    """Let numpy sort without AVX-512 on Zen 4, and start no threads, unless somebody has told it what to use.

    There an instruction that sorting lives on, a store of chosen numbers side by side, is made of a hundred others:
    sorting takes five times as long as with AVX2. https://github.com/numpy/x86-simd-sort/issues/6

    The threads are for linear algebra, of which there is none here. Where the system does not start one more, they
    would end the run as Ctrl-C does.
    """
    environment.setdefault("OPENBLAS_NUM_THREADS", "1")
    if _GIVEN.isdisjoint(environment) and _family(environment) == _FAMILY:
        environment[_DISABLED] = _NAMES
    if environment.get(_DISABLED) == _NAMES:  # also where a run that started this one said it
        # It would warn of the name that is not its own.
        warnings.filterwarnings("ignore", f".*{_DISABLED}", ImportWarning)


def _family(environment: MutableMapping[str, str]) -> tuple[str, str]:
    """The processor's maker and family, as Linux or Windows tells them; empty where neither does."""
    words = environment.get("PROCESSOR_IDENTIFIER", "").split()  # AMD64 Family 25 Model 97 Stepping 2, AuthenticAMD
    if "Family" in words[:-1]:
        return words[-1], words[words.index("Family") + 1]
    with suppress(OSError), open(_CPUINFO, encoding="utf-8") as told:  # noqa: PTH123 - pathlib is not loaded for this
        first = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in islice(told, 9))}
        return first.get("vendor_id", ""), first.get("cpu family", "")
    return "", ""
