"""Names of branches, segments and other dimensions: how they compare, and which one was meant.

Two spellings are one name when they are equal after Unicode NFKC, trimming, folding inner white space to
one space and case folding. The first spelling seen is the one that is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_INVISIBLE = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\u2800\U0001d159]"
)
"""Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt, UAX 44): letters that show nothing where a font
knows them. Last, two that are blank without that property: the Braille pattern and the notehead that are empty."""
_WRITTEN = "\u0620-\u06ff\u0750-\u077f\u0900-\u109f\u1780-\u17ff"
_JOINER = f"([{_WRITTEN}])[\u200c\u200d](?=([{_WRITTEN}]))"
"""Joiners within words of scripts whose spelling needs them: of Arabic and of South Asia (Unicode, UAX 31, 2.3)."""
LOST = "\ufffd"
"""What a conversion writes in the place of a letter that it could not read."""
# Letters of other scripts that look like Latin ones (Unicode TR 39, the ones met in keyboards and PDFs).
_LOOK_ALIKE = str.maketrans("аеорсухіјѕԁԛԝһкмтвнАВЕКМНОРСТХУІЈЅαοριν", "aeopcyxijsdqwhkmtbhABEKMHOPCTXYIJSaopiv")


def name_key(text: str) -> str:
    """The form in which two spellings of one name are equal."""
    if not text.isascii():  # NFKC leaves ASCII as it is
        text = unicodedata.normalize("NFKC", _unjoined(text))
    return " ".join(text.split()).casefold()


def joiners(text: str) -> frozenset[int]:
    """Where joiners stand that the spelling of a word asks for, and that not everybody types."""
    if "\u200c" not in text and "\u200d" not in text:
        return frozenset()
    found = re.finditer(_JOINER, text)
    return frozenset(one.end(1) for one in found if not one[1].isdecimal() and not one[2].isdecimal())


def _unjoined(text: str) -> str:
    """A text without such joiners."""
    return "".join(letter for at, letter in enumerate(text) if at not in found) if (found := joiners(text)) else text


def shown_name(text: str) -> str:
    """The spelling that is shown: as written, with outer and doubled white space gone."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def hidden_letter(text: str) -> str | None:
    """The first control, format, private or blank character: nobody sees it, and it makes two names of one."""
    return next(filter(is_hidden, _unjoined(text)), None) if not (text.isascii() and text.isprintable()) else None


def in_word(letter: str) -> bool:
    """Whether a letter is part of a word: signs of vowels and accents are, which Unicode calls marks."""
    return letter.isalnum() or (not letter.isascii() and unicodedata.category(letter)[0] == "M")


def is_hidden(letter: str) -> bool:
    """Whether nobody sees a letter."""
    return unicodedata.category(letter) in _HIDDEN or re.match(_INVISIBLE, letter) is not None


def told_apart(name: str, other: str) -> str:
    """A name; where it looks like the other one, with code points in the place of the letters that differ."""
    if len(name) != len(other) or look_alike(name_key(name)) != look_alike(name_key(other)):
        return name
    pairs = zip(name, other, strict=True)
    return "".join(mine if mine.casefold() == theirs.casefold() else f"<U+{ord(mine):04X}>" for mine, theirs in pairs)


def skeleton(key: str) -> str:
    """A coarser form, in which look-alike letters, accents and punctuation do not count."""
    if not key.isascii():  # ASCII has no accents, and nothing that looks like itself
        key = unicodedata.normalize("NFKD", key.translate(_LOOK_ALIKE))
    return "".join(filter(str.isalnum, key.casefold()))


def mixed_script(text: str) -> str | None:
    """A letter that looks Latin and is not, in a word that has Latin letters too; None where there is none."""
    words = (word for word in text.split() if any(letter.isalpha() and letter.isascii() for letter in word))
    return next((letter for word in words if (letter := foreign_letter(word))), None)


def foreign_letter(text: str) -> str | None:
    """The first letter that looks Latin and is not, as U+XXXX and its name."""
    odd = next((letter for letter in text if ord(letter) in _LOOK_ALIKE), None)
    return odd and f"U+{ord(odd):04X} {unicodedata.name(odd, '')}".strip()


def look_alike(key: str) -> str:
    """The form in which names are equal that nobody can tell apart on paper."""
    return (key if key.isascii() else key.translate(_LOOK_ALIKE)).casefold()


_MOST_CANDIDATES = 2_000
"""Names that one is compared with, letter by letter; where more are alike, only a twin by its skeleton is found."""
_OTHER_LENGTH = 3
_LONGEST_COMPARED = 100
"""Letters; comparing takes time by their square."""


class Known:
    """Known names, made ready once for any number of unknown ones."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(name for name in set(names) if len(name) <= _LONGEST_COMPARED)
        self._twins: dict[str, list[str]] = {}
        self._ends: dict[tuple[int, int, str], list[str]] = {}
        """By length, and by the first (0) and the last letter (-1)."""
        for name in self._names:
            self._twins.setdefault(skeleton(name), []).append(name)
            for end in (0, -1) if name else ():
                self._ends.setdefault((len(name), end, name[end]), []).append(name)

    def twin(self, key: str) -> str | None:
        """Another name with the skeleton of `key`."""
        return next((name for name in self._twins.get(skeleton(key), ()) if name != key), None)

    def alike(self, key: str) -> Collection[str]:
        """The names to compare with `key` letter by letter, a bounded number of them.

        All others; of many those that share an end and nearly the length: a slip rarely changes more.
        """
        if len(key) > _LONGEST_COMPARED:
            return ()
        if len(self._names) <= _MOST_CANDIDATES:
            return [name for name in self._names if name != key]
        lengths = range(len(key) - _OTHER_LENGTH, len(key) + _OTHER_LENGTH + 1)
        ends = [(end, key[end]) for end in (0, -1)] if key else []
        alike = [self._ends.get((length, *end), ()) for length in lengths for end in ends]
        return {*chain.from_iterable(alike)} - {key} if sum(map(len, alike)) <= _MOST_CANDIDATES else ()


def nearest(key: str, known: Iterable[str]) -> str | None:
    """The known name that `key` was probably meant to be, or None where none is near."""
    names = Known(known)
    return names.twin(key) or closest(key, names.alike(key))


def closest(key: str, names: Collection[str]) -> str | None:
    """The name that is most like `key`, letter by letter, or None where none is like it."""
    from difflib import get_close_matches

    found = get_close_matches(key, names, n=1, cutoff=0.72)
    return found[0] if found else None


class Labels:
    """Keys of names and the spelling that is shown for each: the first one seen."""

    def __init__(self) -> None:
        self._shown: dict[str, str] = {}
        self._masked: set[str] = set()
        self._alike: Counter[str] = Counter()

    def add(self, text: str, shown: str | None = None) -> str:
        """Remember a spelling, or what is `shown` in its place, numbered where it is not alone; give its key."""
        key = name_key(text)
        if key not in self._shown:
            if shown is not None:
                self._masked.add(key)
                self._alike[shown] += 1
                shown = f"{shown} ({number})" if (number := self._alike[shown]) > 1 else shown
            self._shown[key] = shown or shown_name(text)
        return key

    def take(self, others: Labels) -> None:
        """Remember what others show, where nothing is known yet."""
        for key in [key for key in others if key not in self]:
            self._shown[key] = others._shown[key]
            if key in others._masked:
                self._masked.add(key)

    def shown(self, key: str) -> str:
        """The spelling to show for `key`."""
        return self._shown.get(key, key)

    def hides(self, key: str) -> bool:
        """Whether something else is shown in the place of a name."""
        return key in self._masked

    def told(self, text: str) -> str:
        """A text as it may be told: as it is, unless something else is shown in its place."""
        return self.shown(key) if self.hides(key := name_key(text)) else text

    def __contains__(self, key: object) -> bool:
        return key in self._shown

    def __iter__(self) -> Iterator[str]:
        return iter(self._shown)


def together(several: Sequence[Sequence[Labels]]) -> tuple[Labels, ...]:
    """The labels of several tables as one, place by place: each name as the first of them spells it."""
    found = tuple(Labels() for _ in max(several, key=len))
    for labels in several:
        for mine, theirs in zip(found, labels, strict=False):
            mine.take(theirs)
    return found


def joined(names: Iterable[str | None]) -> str:
    """Names as one: `balikpapan / pu`; what has none of a kind, such as a total, goes without."""
    return " / ".join(name for name in names if name)
