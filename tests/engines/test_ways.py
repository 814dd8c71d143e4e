"""The embedded engine's ways to one person's number: digits, hashes of more or fewer bits, and tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage_cli.engines.duckdb import engine, hashes, proofs, quick, sql
from coverage_cli.engines.duckdb.pairs import Hashes, Pairs
from tests.engines.conftest import HEADER, exactly, oracle, without_warnings

HASH, READ = proofs.hash_of, quick.QuickReader.read
LETTERS = ["A1", "a1", "A-1", "A 1", "ñ7", " A2 ", "0A1", "KPJ-7", "B" * 128, "B" * 129, "9" * 20, "7" * 15 + "00"]


def hashed_by(hashing):
    """Every module that hashes, with another hash."""
    return [(module, "hash_of", hashing) for module in (proofs, hashes)]


def not_hashed(self, sample, *, hashed=False):
    return None if hashed else READ(self, sample)


WAYS = {
    "hashes": ([], "hashes of 53 bits"),
    "hashes that differ in their last bits": (hashed_by(lambda text: f"({HASH(text)} % 1024)"), "hashes of 63 bits"),
    "hashes of several texts": (hashed_by(lambda text: f"({HASH(text)} % 3)"), "tables"),
    "one hash": (hashed_by(lambda text: f"({HASH(text)} % 1)"), "tables"),
    "many combinations": ([(sql, "MOST_CODES", 0)], "tables"),
    "digits that cannot be hashed": ([(quick.QuickReader, "read", not_hashed)], "tables"),
}


def by(patched, way):
    """Take a way; gives what tells which one was taken, once people are numbered."""
    changed, expected = WAYS[way]
    for module, name, value in changed:
        patched.setattr(module, name, value)
    taken = []
    made_sure = hashes.make_sure

    def watched(session, files):
        before = [file.pairs.people for file in files]
        sure = made_sure(session, files)
        same = all(one is file.pairs.people for one, file in zip(before, files, strict=True))
        taken.append("tables" if sure is None else f"hashes of {63 if same else 53} bits")
        return sure

    patched.setattr(engine, "make_sure", watched)
    return (lambda: taken[-1] if taken else "tables"), expected


def file_of(identifiers, period="2025-09"):
    cells = [("b", "pu"), ("b", "bpu"), ("c", "pu")]
    return HEADER + "".join(
        f"{one},{branch},{segment},{'inactive' if at % 5 == 4 else 'active'},{period}\n"
        for at, one in enumerate(identifiers)
        for branch, segment in cells[at % 3 :]
    )


@pytest.mark.parametrize("way", WAYS)
def test_every_way_counts_the_same(count_here, monkeypatch, way):
    files = [file_of(LETTERS), file_of(["A1", "B" * 128, "12"]), file_of([f"{number}" for number in range(900, 910)])]
    expected = count_here(*files)
    with monkeypatch.context() as patched:
        taken, named = by(patched, way)
        found = count_here(*files)
        assert taken() == named
    assert found == expected == exactly(count_here, *files)
    assert found.persons == [10, 3, 8]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([*LETTERS, "12", "0012"]), min_size=1, max_size=12), min_size=1, max_size=3),
    st.sampled_from(list(WAYS)),
)
def test_any_way_counts_and_compares_as_the_exact_reader_does(count_here, files, way):
    texts = [file_of(["P1", "P2", *identifiers]) for identifiers in files]
    with pytest.MonkeyPatch.context() as patched:
        by(patched, way)
        found = count_here(*texts)
    assert found == exactly(count_here, *texts)


def test_an_identifier_is_one_in_a_file_of_digits_and_in_one_of_letters(count_here):
    files = file_of([f"{number}" for number in range(1000, 1100)]), file_of([*(f"K{n}" for n in range(50)), "1000"])
    found = count_here(*files)
    assert without_warnings(found) == oracle(*files)
    assert sum(found.signatures.values()) == 80 + 40


def test_one_apostrophe_is_taken_away_on_every_way(count_here):
    """The exact reader's values are read once more by the engine, which would take away the second."""
    text = HEADER + "".join(f"{person},b,pu,active,2025-09\n" for person in ("''1", "'1", "1", "''-", "'' 2", "2"))
    found = count_here(text)
    assert found.persons == [5]
    assert exactly(count_here, text) == found


def test_nobody_is_proved(count_here):
    content = file_of(["ñ", "é", "ö"])
    assert without_warnings(count_here(content)) == oracle(content)


def test_long_numbers_among_letters_are_counted(count_here):
    bare = [f"{10**14 + at}00" for at in range(30)]
    found = count_here(file_of([*bare, *(f"K{at}" for at in range(30))]))
    assert "P108" in {one.code for one in found.findings}


@pytest.mark.parametrize(("texts", "sure"), [(1, 2), (2, None)])
def test_hashes_that_rows_share_are_compared_as_texts(monkeypatch, texts, sure):
    people, seen = np.array([5 << 41, 5 << 41, 9 << 41], np.uint64), []
    monkeypatch.setattr(hashes, "_texts", lambda _, __, chosen: seen.append(int(chosen.sum())) or texts)
    pairs = Pairs(len(people), people, None, (), [], 0)
    assert hashes.make_sure(None, [hashes.HashedFile(None, pairs, Hashes(None, None, [], proved=True))]) == sure
    assert seen == [1]
