"""Letters by what they look like: those that nobody sees, those that look like others, and what words are made of."""

from __future__ import annotations

import re
import unicodedata

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


def joiners(text: str) -> frozenset[int]:
    """Where joiners stand that the spelling of a word asks for, and that not everybody types."""
    if "\u200c" not in text and "\u200d" not in text:
        return frozenset()
    found = re.finditer(_JOINER, text)
    return frozenset(one.end(1) for one in found if not one[1].isdecimal() and not one[2].isdecimal())


def unjoined(text: str) -> str:
    """A text without such joiners."""
    return "".join(letter for at, letter in enumerate(text) if at not in found) if (found := joiners(text)) else text


def hidden_letter(text: str) -> str | None:
    """The first control, format, private or blank character: nobody sees it, and it makes two names of one."""
    return next(filter(is_hidden, unjoined(text)), None) if not (text.isascii() and text.isprintable()) else None


def in_word(letter: str) -> bool:
    """Whether a letter is part of a word: signs of vowels and accents are, which Unicode calls marks."""
    return letter.isalnum() or (not letter.isascii() and unicodedata.category(letter)[0] == "M")


def is_hidden(letter: str) -> bool:
    """Whether nobody sees a letter."""
    return unicodedata.category(letter) in _HIDDEN or re.match(_INVISIBLE, letter) is not None


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
