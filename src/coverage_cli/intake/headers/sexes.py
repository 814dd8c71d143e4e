"""Names of columns that count men, and of those beside them that count women: two parts of one count."""

from __future__ import annotations

from collections.abc import Iterable

from coverage_cli.intake.headers.roles import spoken

SEXES = (
    {"laki", "lk", "l", "pria", "male", "males", "men", "m"},
    {"perempuan", "pr", "p", "wanita", "female", "females", "women", "f"},
)
"""Words in the name of a column of men, and of one of women."""


def speaks_of_sex(name: str) -> bool:
    """Whether a name is of men, or of women, and not of both."""
    return sum(not words.isdisjoint(spoken(name)) for words in SEXES) == 1


def counterpart(name: str, names: Iterable[str]) -> str | None:
    """The only one of the names that says of women what a name says of men, or of men what it says of women."""
    if not speaks_of_sex(name):
        return None
    mine, theirs = SEXES if SEXES[0] & spoken(name) else reversed(SEXES)
    rest = spoken(name) - mine
    found = [
        other for other in names if speaks_of_sex(other) and theirs & spoken(other) and spoken(other) - theirs == rest
    ]
    return found[0] if len(found) == 1 else None
