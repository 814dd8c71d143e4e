"""Figures of one segment only, by its name beside the figure: "BPU 18.179 orang", "91 percent of formal workers"."""

from __future__ import annotations

import re

from coverage_cli.analysis.excerpts.occurrences import Found

_NAMES = {
    "bpu": r"bukan penerima upah|(?-i:P?BPU)",
    "pu": r"(?<!bukan )penerima upah|(?-i:PP?U)",
    "construction": r"jasa konstruksi|jakon|construction",
    "migrant": r"migran|(?-i:PMI)|migrant",
    "women": r"perempuan|wanita|women|female",
    "men": r"laki-laki|pria|men|male",
    "formal": r"(?<!in)formal",
    "informal": r"informal",
    "vulnerable": r"rentan|vulnerable",
}
_NAMED = "|".join(f"(?P<{part}>{names})" for part, names in _NAMES.items())
_PEOPLE = r"(?:peserta|pekerja|tenaga kerja|orang|jiwa|workers|people|members|participants)"
_BEFORE = re.compile(
    rf"\b(?:{_NAMED})\b\)?(?:\s(?:{_PEOPLE}|sector|sektor))?[:,]?\s\(?"
    r"(?:(?:sebanyak|sebesar|sejumlah|baru|hanya|mencapai|yakni|is|are|was|were|at|only)\s){0,3}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:\s(?:of|dari))?(?:\s{_PEOPLE})?\s(?:(?:di|in|the|segmen|sektor)\s){{0,3}}(?:\((?=[^()\d]*\)))?(?:{_NAMED})\b",
    re.IGNORECASE,
)


_TOTAL_BEFORE = re.compile(r"\b(?:total|seluruh(?:nya)?|keseluruhan|overall|in all)\s(?:\w+\s){0,2}$", re.IGNORECASE)


def is_total(sentence: str, one: Found) -> bool:
    """Whether a figure is said to be of all, whatever was spoken of before it."""
    return _TOTAL_BEFORE.search(sentence[: one.start]) is not None


def part_of(sentence: str, one: Found) -> str | None:
    """The segment whose name stands right before or behind a figure; None where none does."""
    found = _AFTER.match(sentence, one.end) or _BEFORE.search(sentence[: one.start])
    return found.lastgroup if found else None
