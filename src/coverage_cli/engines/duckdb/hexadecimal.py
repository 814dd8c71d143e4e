"""Texts of hexadecimal digits (MD5, SHA-1, SHA-256, UUID) as 64-bit words, thousands at a time.

Eight characters are one word, as in `digits.py`, of which each byte keeps four bits: two of them are a full word. A
person is all words of a text: a number, which they are mixed into, and all but the first beside it. The first follows
from these, so no two texts have the same; whether people differ in their numbers already is asked at the end
(`hashes.told_apart`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from coverage_cli.domain.records import SHEET_DIGITS
from coverage_cli.engines.arrays import Marks, Numbers, Small, Whole
from coverage_cli.engines.duckdb.arrow import Text
from coverage_cli.engines.duckdb.digits import WORD, ZEROS, characters, every_byte, pieces
from coverage_cli.engines.duckdb.sql import NO_PERSON, literal

_LEAST, _MOST = 17, 64
"""Hexadecimal digits: more than a word holds, and no more than SHA-256 has, since each word takes memory."""
_TEXTS = tuple(re.compile(f"[0-9{letters}]+(?:-[0-9{letters}]+)*") for letters in ("a-f", "A-F"))
_HIGH, _LOW, _ONES, _ALL = every_byte(0x80), every_byte(0x0F), every_byte(0x01), every_byte(0xFF)
_HYPHENS = every_byte(ord("-"))
_DIGITS = every_byte(0x80 - ord("0")), every_byte(0x7F - ord("9"))
"""Added to a byte below 0x80: its highest bit is set from the first digit on; and behind the last one."""
_LETTERS = tuple((every_byte(0x80 - ord(first)), every_byte(0x7F - ord(last))) for first, last in ("af", "AF"))
_FACTORS = [np.uint64(pow(0x9E3779B97F4A7C15, power, 1 << 64)) for power in range(1, _MOST // WORD)]
"""What words are multiplied with, odd and without a pattern: D. Knuth, The Art of Computer Programming 3, 6.4."""


class Form(NamedTuple):
    """Texts of one length: hexadecimal digits with letters of one case, hyphens at the same places."""

    length: int
    hyphens: tuple[int, ...]
    upper: bool

    @property
    def pattern(self) -> str:
        """A regular expression for these texts."""
        digit, ends = "[0-9A-F]" if self.upper else "[0-9a-f]", (-1, *self.hyphens, self.length)
        return "-".join(f"{digit}{{{after - before - 1}}}" for before, after in pairwise(ends))

    @property
    def beside(self) -> int:
        """Words of a person beside its number."""
        return -(-len(self._starts) // 2) - 1

    @property
    def _starts(self) -> list[int]:
        """Where words begin; the last one ends with the text."""
        return [min(start, self.length - WORD) for start in range(0, self.length, WORD)]

    def windows(self) -> Iterator[tuple[int, np.uint64, np.uint64]]:
        """Where each word begins, and masks of its digits and of its hyphens that no word before it has."""
        seen = 0
        for start in self._starts:
            new = range(seen, start + WORD)
            yield (
                start,
                _mask(at - start for at in new if at not in self.hyphens),
                _mask(at - start for at in new if at in self.hyphens),
            )
            seen = start + WORD


@dataclass(frozen=True, slots=True)
class Words:
    """Hexadecimal digits of one form, whose words stand for them."""

    form: Form
    hashed, prefix = False, ""

    @property
    def beside(self) -> int:
        """See `Proof.beside`."""
        return self.form.beside

    def asked(self, column: str) -> list[str]:
        """See `Proof.asked`."""
        return [f"case when strlen({column}) = {self.form.length} then {column} else '' end"]

    def write(self, asked: Sequence[Any], into: Numbers, beside: Sequence[Numbers]) -> Small:
        """See `Proof.write`."""
        (texts,) = asked
        return _write_words(texts, self.form, into, beside)

    def proved(self, column: str) -> str:
        """See `Proof.proved`."""
        return f"regexp_full_match({column}, {literal(self.form.pattern)})"


def form_for(identifiers: Sequence[str], share: float) -> Form | None:
    """The form that so large a share of such identifiers have; None where none is."""
    for form, count in Counter(filter(None, map(_form, identifiers))).most_common(1):
        if count >= len(identifiers) * share:
            return form
    return None


def _form(text: str) -> Form | None:
    """None without letters as well, whose case is not known: long numbers are not hashes."""
    for upper, form in enumerate(_TEXTS):
        digits = text.replace("-", "")
        if form.fullmatch(text) and _LEAST <= len(digits) <= _MOST and not digits.isdecimal():
            return Form(len(text), tuple(at for at, sign in enumerate(text) if sign == "-"), bool(upper))
    return None


def _mask(places: Iterable[int]) -> np.uint64:
    """The bytes of a word at these places."""
    return np.uint64(sum(0xFF << 8 * at for at in places))


def _write_words(texts: Text, form: Form, into: Numbers, beside: Sequence[Numbers]) -> Small:
    """The number of each text of that form, NO_PERSON for any other, and its words beside it.

    Gives for each text whether it is a long number: what `proofs.length_of` says.
    """
    lengths = np.zeros(len(into), np.uint8)
    if len(texts.letters) < form.length:
        into[:] = NO_PERSON
        return lengths
    for piece in pieces(len(into)):
        places = texts.places[piece.start : piece.stop + 1]
        wrong = places[1:] - places[:-1] != form.length
        starts = np.where(wrong, 0, places[:-1])
        found, lettered = _words(texts.letters, starts, form, wrong)
        into[piece] = found[0]
        for word, rest, factor in zip(found[1:], beside, _FACTORS, strict=False):
            rest[piece] = word
            into[piece] += word * factor
        wrong |= into[piece] == NO_PERSON
        into[piece][wrong] = NO_PERSON
        if not form.hyphens:
            numbers = np.flatnonzero(~(wrong | lettered))
            lengths[piece][numbers] = 1 + _zeros_behind(texts.letters, starts[numbers], form.length)
    return lengths


def _words(letters: Small, starts: Whole, form: Form, wrong: Marks) -> tuple[list[Numbers], Marks]:
    """The words of texts that begin so, sixteen digits each; and which texts have letters. Adds to the `wrong` ones."""
    halves: list[Numbers] = []
    valid, lettered = np.full(len(starts), _HIGH), np.zeros(len(starts), np.uint64)
    side_by_side = not wrong.any()
    for at, digits, hyphens in form.windows():
        word = characters(letters, starts, at, form.length if side_by_side else None)
        if hyphens:
            wrong |= (word & hyphens) != (_HYPHENS & hyphens)
        if digits != _ALL:
            word = (word & digits) | (ZEROS & ~digits)
        # Of four bounds a digit has passed one, a letter three, and any other sign none, two or all.
        first, behind, first_letter, behind_letters = (*_DIGITS, *_LETTERS[form.upper])
        passed = (word + first) ^ (word + behind) ^ (word + first_letter) ^ (word + behind_letters)
        valid &= passed & ~word  # a byte from 0x80 on carries over, to no harm: its text is a wrong one
        letter = (word >> np.uint64(6)) & _ONES
        lettered |= letter
        halves.append((word & _LOW) + letter * np.uint64(9))
    wrong |= valid != _HIGH
    found = [first | second << np.uint64(4) for first, second in zip(halves[::2], halves[1::2], strict=False)]
    return found + halves[2 * len(found) :], lettered > 0


def _zeros_behind(letters: Small, starts: Whole, length: int) -> Marks:
    """Of texts of digits, which have zeros alone behind those that a spreadsheet keeps."""
    tails = letters[starts[:, None] + np.arange(SHEET_DIGITS, length)]
    zeros: Marks = (tails == ord("0")).all(axis=1)
    return zeros
