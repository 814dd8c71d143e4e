"""Identifiers that are alike: texts that are not equal, and probably one person's all the same.

Two are alike where they are equal but for case, leading zeros, accents, look-alike letters, digits of other scripts,
and what stands between letters and digits. One has none of that between them, or both have it at the same places: of
12-3 and 1-23, in which a household's number and a member's may stand, neither is a slip of the other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from coverage_cli.domain.names.letters import look_alike

_MARKS = frozenset({"Mn", "Me"})
_IDLE = "0 "


def spelling(identifier: str) -> str:
    """The letters and digits of an identifier, a blank where anything stands between them.

    An engine has SQL for the same where the text is ASCII (`engines.alike`).
    """
    if not identifier.isascii():
        identifier = unicodedata.normalize("NFKD", look_alike(unicodedata.normalize("NFKC", identifier)))
    plain = "".join(map(_letter, identifier.casefold()))
    return " ".join(plain.split()).lstrip(_IDLE)


def _letter(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if letter.isalnum():
        return letter
    return "" if unicodedata.category(letter) in _MARKS else " "


def compact(spelt: str) -> str:
    """What the spellings of alike identifiers have in common."""
    return spelt.replace(" ", "")


def are_alike(one: str, other: str) -> bool:
    """Whether two identifiers with these spellings are alike."""
    return one == other or (compact(one) == compact(other) and not (" " in one and " " in other))


def longest_first(identifiers: Iterable[str]) -> list[str]:
    """The longest first, of which fewest others are a part; then in the order of their characters."""
    return sorted(identifiers, key=lambda text: (-len(text), text))
