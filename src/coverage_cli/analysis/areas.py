"""Names without the titles and codes before them: `Kab. Paser`, `6401 Paser` and `PASER` may be one area."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coverage_cli.domain.names import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable

_TITLES = {"kab": "kabupaten", "kota": "kota", "kotamadya": "kota", "prov": "provinsi", "propinsi": "provinsi"}
_TITLES |= {"kc": "kantor cabang", "kcp": "kantor cabang", "kacab": "kantor cabang", "kantor cabang": "kantor cabang"}
_TITLES |= {
    word: word for word in ("kabupaten", "provinsi", "cabang", "county", "province", "district", "region", "city")
}
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
    """Known names by what is left of them without titles and codes."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_rest: dict[str, list[_Parted]] = {}
        for rest, parted in map(_parted, names):
            self._by_rest.setdefault(rest, []).append(parted)

    def meant(self, key: str) -> str | None:
        """The only other name that may be the same area; None where there is none, or several are."""
        rest, parted = _parted(key)
        found = [other.name for other in self._by_rest.get(rest, ()) if other.may_be(parted)] if rest else []
        return found[0] if len(found) == 1 else None


def _parted(key: str) -> tuple[str, _Parted]:
    code = _CODE.search(key)
    rest = _CODE.sub(" ", key, count=1)
    title = _TITLE.search(rest)
    left = skeleton(_TITLE.sub(" ", rest))
    return left, _Parted(key, _TITLES[title[0].rstrip(".")] if title else "", (code[1] or code[2]) if code else "")
