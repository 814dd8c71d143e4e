"""Texts of digits as whole numbers, thousands at a time.

Eight characters are one 64-bit word, on which a few operations tell whether all are digits, and which number they are:
D. Lemire, Number Parsing at a Gigabyte per Second, Software: Practice and Experience 51(8), 2021, arXiv:2101.11408.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coverage_cli.domain import nik
from coverage_cli.engines.arrays import Numbers, Small, Whole
from coverage_cli.engines.duckdb.arrow import Text
from coverage_cli.engines.duckdb.sql import NO_PERSON
from coverage_cli.engines.identifiers import LONGEST_NUMBER

LONGEST_PREFIX = 8
"""Characters: a word."""
LONGEST_TEXT = LONGEST_PREFIX + LONGEST_NUMBER
POWERS = 10 ** np.arange(LONGEST_NUMBER + 1, dtype=np.uint64)
"""What is added to a number of so many digits: a 1 before them keeps their zeros apart."""
WORD = 8
_MOST_WORDS = -(-LONGEST_NUMBER // WORD)
_PIECE = 1 << 14
"""Texts or numbers at a time, so that what is made of them stays in the processor's cache."""


def every_byte(byte: int) -> np.uint64:
    """A word of eight equal bytes."""
    return np.uint64(int.from_bytes(bytes([byte]) * WORD, "little"))


ZEROS = every_byte(ord("0"))
_BEYOND, _HIGH = every_byte(0x80 - ord("9") - 1), every_byte(0x80)
"""Added to a byte, its highest bit is set behind 9; taking `ZEROS` away sets it before 0. A byte that carries over, or
borrows, is a wrong one itself."""
_KEPT = np.array([int.from_bytes(b"\xff" * count, "big") << 8 * (WORD - count) for count in range(9)], np.uint64)
"""The last so many characters of a word: the first one is its lowest byte."""


def write_numbers(texts: Text, prefix: str, into: Numbers) -> None:
    """The number of each text that is a prefix and 1 to 18 digits: a 1 and these; NO_PERSON for any other text."""
    # A word that begins before a text, or ends behind it, must be there as well.
    letters = np.zeros(_MOST_WORDS * WORD + len(texts.letters) + WORD, np.uint8)
    letters[_MOST_WORDS * WORD : -WORD] = texts.letters
    places = texts.places + np.int64(_MOST_WORDS * WORD)
    for piece in pieces(len(into)):
        starts, ends = places[piece], places[piece.start + 1 : piece.stop + 1]
        into[piece] = _numbers(letters, starts, ends, prefix)


def _numbers(letters: Small, starts: Whole, ends: Whole, prefix: str) -> Numbers:
    """The numbers of texts that begin and end so."""
    digits = ends - starts - len(prefix)
    least, most = int(digits.min()), int(digits.max())
    length = most + len(prefix) if least == most else None
    wrong = np.zeros(len(ends), bool)
    if least < 1 or most > LONGEST_NUMBER:
        wrong |= (digits < 1) | (digits > LONGEST_NUMBER)
        digits = np.clip(digits, 1, LONGEST_NUMBER)
        least, most = int(digits.min()), int(digits.max())
    if prefix:
        wrong |= (characters(letters, starts, 0, length) & _first(len(prefix))) != _word(prefix)
    numbers = np.full(len(ends), POWERS[least]) if least == most else POWERS[digits]
    marks = np.zeros(len(ends), np.uint64)
    for at in range(-(-most // WORD)):
        word = characters(letters, ends, -WORD * (at + 1), length)
        if least < WORD * (at + 1):
            kept = _KEPT[np.clip(digits - WORD * at, 0, WORD)] if least < most else _KEPT[most - WORD * at]
            word = (word & kept) | (ZEROS & ~kept)
        marks |= word + _BEYOND
        word -= ZEROS
        marks |= word
        _parse(word)
        numbers += word * POWERS[WORD * at]
    wrong |= (marks & _HIGH) > 0
    numbers[wrong] = NO_PERSON
    return numbers


def characters(letters: Small, starts: Whole, at: int, length: int | None) -> Numbers:
    """Eight characters of each text as a word, from a place in it on (`at`).

    `length` is that of all texts, where they are equally long and lie side by side: there is nothing to look up then.
    """
    if length is None:
        return np.ndarray(len(letters) - WORD + 1, "<u8", letters, strides=(1,))[starts + at]
    return np.ndarray(len(starts), "<u8", letters, int(starts[0]) + at, (length,)).copy()


def _parse(words: Numbers) -> None:
    """Words of eight digits become their numbers: of pairs of digits, then of pairs of these, then of both halves."""
    for bits, mask in ((8, 0x00FF00FF00FF00FF), (16, 0x0000FFFF0000FFFF), (32, 0x00000000FFFFFFFF)):
        words *= np.uint64(1 + (10 ** (bits // 8) << bits))
        words >>= np.uint64(bits)
        words &= np.uint64(mask)


def write_whole(values: Numbers, into: Numbers) -> None:
    """The number of each whole number of 1 to 18 digits: a 1 and these; NO_PERSON for any other."""
    for piece in pieces(len(into)):
        numbers = values[piece]
        lengths = np.maximum(np.searchsorted(POWERS, [numbers.min(), numbers.max()], "right"), 1)
        if lengths[0] < lengths[1]:
            lengths = np.maximum(np.searchsorted(POWERS, numbers, "right"), 1)
            into[piece] = numbers + POWERS.take(lengths, mode="clip")
        else:
            into[piece] = numbers + POWERS.take(lengths[0], mode="clip")
        into[piece][numbers >= POWERS[-1]] = NO_PERSON


def keep_niks(numbers: Numbers) -> None:
    """Make NO_PERSON of what is no NIK: 16 digits, of which DDMMYY in the middle is a date, and the serial is not 0."""
    least, dates = POWERS[nik.LENGTH], _dates()
    for piece in pieces(len(numbers)):
        found = numbers[piece]
        date = found // np.uint64(1_000_000)
        born = dates.take((date % np.uint64(10_000)).view(np.int64))  # numpy takes places by signed numbers alone
        if (born == _LEAP_DAY).any():
            leap = found // np.uint64(10_000) % np.uint64(100) % np.uint64(nik.LEAP) == 0
            born = np.where(born == _LEAP_DAY, leap, born)
        valid = (born > 0) & (found % np.uint64(10_000) > 0) & (found >= least) & (found < least + least)
        found[~valid] = NO_PERSON


_LEAP_DAY = 2


def _dates() -> Small:
    """For each DDMM 1 where every year has it, `_LEAP_DAY` where leap years do."""
    found = np.zeros(10_000, np.uint8)
    found[list(map(int, nik.common_dates()))] = 1
    found[list(map(int, nik.LEAP_DAYS))] = _LEAP_DAY
    return found


def pieces(length: int) -> Iterator[slice]:
    """Parts of so many texts or numbers, each to be looked at in one go."""
    for start in range(0, length, _PIECE):
        yield slice(start, min(start + _PIECE, length))


def _word(text: str) -> np.uint64:
    """A text as the lowest bytes of a word."""
    return np.uint64(int.from_bytes(text.encode(), "little"))


def _first(count: int) -> np.uint64:
    """The first so many characters of a word."""
    return np.uint64((1 << 8 * count) - 1)
