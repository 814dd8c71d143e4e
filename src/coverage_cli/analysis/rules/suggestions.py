"""The name that an unknown one was probably meant to be, within a bound on what is compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import NamedTuple

from coverage_cli.domain.names.keys import told_apart
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.names.letters import skeleton
from coverage_cli.domain.names.nearest import Known, closest, nearest

_TITLES = {"kab": "kabupaten", "kota": "kota", "kotamadya": "kota", "prov": "provinsi", "propinsi": "provinsi"}
_TITLES |= dict.fromkeys(("kc", "kcp", "kacab", "kantor cabang", "cabang"), "")  # an office, of whatever area
_TITLES |= {word: word for word in ("kabupaten", "provinsi", "county", "province", "district", "region", "city")}
_TITLE = re.compile(rf"\b(?:{'|'.join(sorted(_TITLES, key=len, reverse=True))})\b\.?")
_CODE = re.compile(r"^\W*([0-9]{2,10})\b|\b([0-9]{2,10})\W*$")


class _Parted(NamedTuple):
    name: str
    title: str
    code: str

    def may_be(self, other: _Parted) -> bool:
        """Whether titles and codes do not say that two names of one rest are two areas, as Kota and Kab. Bekasi are."""
        pairs = ((self.title, other.title), (self.code, other.code))
        return self.name != other.name and all(one == another or not (one and another) for one, another in pairs)


class Areas:
    """Known names by what is left without titles and codes: `Kab. Paser`, `6401 Paser` and `PASER` may be one area."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_rest: dict[str, dict[str, list[_Parted]]] = {}
        for rest, parted in map(_parted, names):
            self._by_rest.setdefault(rest, {}).setdefault(parted.code, []).append(parted)

    def meant(self, key: str) -> str | None:
        """The only other name that may be the same area; None where there is none, or several are."""
        rest, parted = _parted(key)
        return self._only(rest, parted)

    def near(self, key: str) -> str | None:
        """The same, where a slip of letters stands in what is left of the name."""
        rest, parted = _parted(key)
        found = closest(rest, [known for known in self._by_rest if known]) if rest else None
        return self._only(found, parted) if found else None

    def _only(self, rest: str, parted: _Parted) -> str | None:
        by_code = self._by_rest.get(rest, {}) if rest else {}
        # Codes part names by the thousand that are alike but for them.
        codes = {"", parted.code} if parted.code else by_code
        others = chain.from_iterable(by_code.get(code, ()) for code in codes)
        found = [*islice((other.name for other in others if other.may_be(parted)), 2)]
        return found[0] if len(found) == 1 else None


def meant(key: str, names: Iterable[str]) -> str | None:
    """The known name that somebody meant who typed another one."""
    names = [*names]
    areas = Areas(names)
    return areas.meant(key) or nearest(key, names) or areas.near(key)


def _parted(key: str) -> tuple[str, _Parted]:
    code = _CODE.search(key)
    rest = f"{key[: code.start()]} {key[code.end() :]}" if code else key
    title = _TITLE.search(rest)
    left = skeleton(_TITLE.sub(" ", rest) if title else rest)
    return left, _Parted(key, _TITLES[title[0].rstrip(".")] if title else "", (code[1] or code[2]) if code else "")


BRANCH, SEGMENT = 0, 1
"""Where labels of branches and of segments stand."""
_MOST_COMPARED = 300_000
"""Pairs of names; beyond them a finding comes without a suggestion, so that a run of bad names ends in time."""


class KnownNames:
    """The names of a run; each set of them that something is held against is made ready once."""

    def __init__(self, labels: Sequence[Labels]) -> None:
        self.labels = labels
        self._every: dict[int, frozenset[str]] = {}
        self._ready: dict[frozenset[str], Known] = {}
        self._areas: dict[frozenset[str], Areas] = {}

    def ready(self, names: frozenset[str]) -> Known:
        """Names as unknown ones are compared with them."""
        if names not in self._ready:
            self._ready[names] = Known(names)
        return self._ready[names]

    def areas(self, names: frozenset[str]) -> Areas:
        """Names without their titles and codes."""
        if names not in self._areas:
            self._areas[names] = Areas(names)
        return self._areas[names]

    def every(self, where: int) -> frozenset[str]:
        """All names of branches, or of segments."""
        if where not in self._every:
            self._every[where] = frozenset(self.labels[where])
        return self._every[where]


class Suggestions:
    """Unknown names against known ones, each looked up once; whoever asks has a bound of his own."""

    def __init__(self, known: KnownNames) -> None:
        self._known = known
        self._left = _MOST_COMPARED
        self._found: dict[tuple[str, frozenset[str]], str | None] = {}

    def near(self, wrong: str, where: int, names: frozenset[str]) -> str:
        """The nearest of `names` as it is shown; empty where none is near, or too much was compared already."""
        if (wrong, names) not in self._found:
            self._found[wrong, names] = self._nearest(wrong, names)
        found, labels = self._found[wrong, names], self._known.labels[where]
        return told_apart(labels.shown(found), labels.shown(wrong)) if found else ""

    def _nearest(self, wrong: str, names: frozenset[str]) -> str | None:
        known = self._known.ready(names)
        if twin := known.twin(wrong) or self._known.areas(names).meant(wrong):
            return twin
        alike = known.alike(wrong) if self._left else ()
        if len(alike) > self._left:
            self._left = 0  # of a thousand names, to gather those to compare takes as long as to read a file
            return None
        self._left -= len(alike)
        return closest(wrong, alike)

    def near_any(self, name: str, where: int) -> str:
        """The nearest of all names there are, where this one is none of them."""
        return "" if name in self._known.labels[where] else self.near(name, where, self._known.every(where))
