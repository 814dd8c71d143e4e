"""Names of branches, segments and other dimensions: how they compare, and how they are shown.

Two spellings are one name when they are equal after Unicode NFKC, trimming, folding inner white space to
one space and case folding.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from coverage_cli.domain.names.letters import look_alike, unjoined


def name_key(text: str) -> str:
    """The form in which two spellings of one name are equal."""
    if not text.isascii():  # NFKC leaves ASCII as it is
        text = unicodedata.normalize("NFKC", unjoined(text))
    return " ".join(text.split()).casefold()


def shown_name(text: str) -> str:
    """The spelling that is shown: as written, with outer and doubled white space gone."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def told_apart(name: str, other: str) -> str:
    """A name; where it looks like the other one, with code points in the place of the letters that differ."""
    if len(name) != len(other) or look_alike(name_key(name)) != look_alike(name_key(other)):
        return name
    pairs = zip(name, other, strict=True)
    return "".join(mine if mine.casefold() == theirs.casefold() else f"<U+{ord(mine):04X}>" for mine, theirs in pairs)


def in_order(names: Iterable[str]) -> list[str]:
    """Names as tables list them: by what they compare as, so without regard to case."""
    return sorted(names, key=lambda name: (name_key(name), name))


def joined(names: Iterable[str | None]) -> str:
    """Names as one: `balikpapan / pu`; what has none of a kind, such as a total, goes without."""
    return " / ".join(name for name in names if name)
