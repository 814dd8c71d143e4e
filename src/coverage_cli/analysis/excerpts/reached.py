"""What was reached of a target, and the target itself: "84 persen dari target", "67 persen dari target 80 persen"."""

from __future__ import annotations

import re

from coverage_cli.analysis.excerpts.occurrences import NEAR, Found, is_share

OF_TARGET = re.compile(r"\s(?:of|dari|terhadap)\s(?:\w+\s){0,3}?target(?:nya)?\b", re.IGNORECASE)
_BESIDE_TARGET = re.compile(r"\starget(?:nya)?\b(?!\s(?:tahun\s)?(?:19|20)\d\d\b)", re.IGNORECASE)
"""A target of a year is one."""
_NEXT = re.compile(r"(?:\s(?!\d)\w+){0,2}[\s:]+")
_PERCENT = re.compile(r"(?:%|persen)$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:an?|the|its|their|our|this|that)\s(?:\w+\s)?$", re.IGNORECASE)
"""Before "80% target", which is the target then."""
_SIGNED = re.compile(r"%|per ?cent|persen|poin", re.IGNORECASE)


def states_target(share: Found, end: int, following: Found | None) -> bool:
    """Whether a target in percent stands behind a share in percent: "67 persen dari target 80 persen" is no 84%."""
    near = following is not None and following.start - end <= NEAR and is_share(following)
    return near and _SIGNED.search(share.printed) is not None


def beside_target(sentence: str, share: Found, following: Found | None) -> bool | None:
    """Whether a share is none itself but beside the target, "67% target 80%".

    None of "84 persen target": it may be a share of the target, or the target.
    """
    found = _BESIDE_TARGET.match(sentence, share.end) if _PERCENT.search(share.printed) else None
    if found is None or _ARTICLE.search(sentence[: share.start]):
        return False
    if following is None or not _NEXT.fullmatch(sentence, found.end(), following.start):
        return None
    return states_target(share, found.end(), following) or None
