"""Paths for DuckDB, which takes a path for a pattern of names where it holds *, ?, [ or {."""

from __future__ import annotations

import os
import re

from coverage_cli.domain.errors import UsageFault

AS_WRITTEN = "hive_partitioning=false"
"""An option of whatever reads files: a folder called branch=smd is a folder, and no column in the file's own place."""
_SIGN = re.compile(r"[*?\[{]")


def without_pattern(path: str) -> str:
    """The path in full, hence no address, and with every sign of a pattern in brackets, where it means itself.

    Links in its folder's path are followed: behind one, `..` is the folder above what it leads to.

    Raises:
        UsageFault: it has such a sign and a backslash, which DuckDB takes for the end of a folder's name beside one.
    """
    folder, name = os.path.split(path)  # the file's own name stays: by its end DuckDB tells what is packed
    full = os.path.join(os.path.realpath(folder), name)  # noqa: PTH118 - as text: the path may hold what Path folds
    if os.sep == "/" and "\\" in full and _SIGN.search(full):
        raise UsageFault(
            "{path:path}: a path with a backslash beside brackets, braces, * or ? cannot be read here; rename it",
            {"path": path},
        )
    return _SIGN.sub(r"[\g<0>]", full)
