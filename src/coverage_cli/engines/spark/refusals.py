"""What a cluster that cannot read a path says of it, in a sentence: its own text may hold a row, and is pages long."""

from __future__ import annotations

import re

from coverage_cli.domain.errors import UsageFault

_ABSENT = {"PATH_NOT_FOUND", "FileNotFoundException", "UnknownStoreException"}
_CODEC = re.compile(r"Class [\w.]*?(\w+)Codec was not found")
"""How Hadoop says that nothing there unpacks a file's pages."""
_CONNECTOR = re.compile(r"ClassNotFoundException|No FileSystem for scheme|UnsupportedFileSystem")
_TYPE = re.compile(r"PARQUET_TYPE_\w+|UNSUPPORTED_TIME_TYPE|DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION")
"""What Spark says of a column of a type that it does not have, used or not."""


def refusal(path: str, reason: str, text: str) -> UsageFault:
    """Why a path cannot be read, by Spark's name for it and by what it says in full."""
    if reason in _ABSENT:
        return UsageFault(
            "{path:path} is not there for the cluster; check the spelling, and that its machines reach it",
            {"path": path},
        )
    if packed := _CODEC.search(text):
        return UsageFault(
            "{path:path}: the cluster has nothing that unpacks {codec}; write the file with snappy, gzip or zstd",
            {"path": path, "codec": packed[1]},
        )
    if _CONNECTOR.search(text):
        return UsageFault(
            "{path:path}: the cluster has no connector for such addresses; its Spark needs a library for them",
            {"path": path},
        )
    if _TYPE.match(reason):
        return UsageFault(
            "{path:path} has a column of a type that the cluster's Spark does not have ({reason}); write it as text",
            {"path": path, "reason": reason},
        )
    return UsageFault(
        "the cluster cannot read {path:path} ({reason}); see its own log", {"path": path, "reason": reason}
    )
