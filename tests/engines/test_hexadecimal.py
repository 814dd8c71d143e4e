"""Hexadecimal identifiers as words: the pass over all rows, the SQL for the rows that it leaves, and who is who."""

from __future__ import annotations

import hashlib
import re
from uuid import UUID

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage_cli.engines.duckdb import hashes, hexadecimal, proofs
from coverage_cli.engines.duckdb.hexadecimal import Form, Words
from coverage_cli.engines.duckdb.pairs import Pairs
from coverage_cli.engines.duckdb.quick import QuickReader
from coverage_cli.engines.duckdb.sql import NO_PERSON
from tests.engines.conftest import exactly
from tests.engines.test_alike import file_of
from tests.engines.test_digits import text_of

NEAR = "/0:9@AFG`afg-\x00\x7f\x80é\U0001f600"
"""Characters at both ends of digits and letters in their tables, and beyond; some whose bytes are near them."""
FORMS = [
    Form(17, (), upper=False),
    Form(24, (), upper=True),
    Form(32, (), upper=False),
    Form(36, (8, 13, 18, 23), upper=False),
    Form(36, (8, 13, 18, 23), upper=True),
    Form(40, (), upper=False),
    Form(64, (), upper=False),
]


def one_of(form, digits):
    """A text of that form."""
    found = list("".join(digits)[: form.length])
    for at in form.hyphens:
        found[at] = "-"
    return "".join(found)


def written(form, texts):
    """The words of each text, its number first, and whether it is a long number; None for another form."""
    into = np.zeros(len(texts), np.uint64)
    beside = [np.zeros(len(texts), np.uint64) for _ in range(form.beside)]
    lengths = Words(form).write([text_of(texts)], into, beside)
    rows = zip(into.tolist(), *(one.tolist() for one in beside), lengths.tolist(), strict=True)
    return [None if number == NO_PERSON else (number, *more) for number, *more in rows]


@st.composite
def batches(draw):
    """Texts of a form, and some that differ from one of it in a sign or in their length."""
    form = draw(st.sampled_from(FORMS))
    signs = "0123456789ABCDEF" if form.upper else "0123456789abcdef"
    texts = [
        one_of(form, draw(st.text(drawn, min_size=form.length, max_size=form.length)))
        for drawn in draw(st.lists(st.sampled_from([signs, "09", "0"]), min_size=1, max_size=6))
    ]
    for _ in range(draw(st.integers(0, 6))):
        text, at = draw(st.sampled_from(texts)), draw(st.integers(0, form.length - 1))
        texts.append(text[:at] + draw(st.sampled_from(["", *NEAR])) + text[at + draw(st.integers(0, 1)) :])
    return form, draw(st.permutations(texts))


@pytest.mark.parametrize("form", FORMS)
def test_one_other_sign_makes_another_text(form):
    text = one_of(form, "A1" * 32 if form.upper else "1a" * 32)
    signs = [*NEAR, "\u1c30"]  # whose bytes would be digits if their highest bits were not looked at
    texts = [text[:at] + sign + text[at + len(sign.encode()) :] for at in range(form.length) for sign in signs]
    found = written(form, texts)
    assert [one is not None for one in found] == [re.fullmatch(form.pattern, one) is not None for one in texts]


@given(batches())
def test_texts_of_a_form_have_words_of_their_own_and_others_none(given_):
    form, texts = given_
    digit = "[0-9A-F]" if form.upper else "[0-9a-f]"
    pattern = "".join("-" if at in form.hyphens else digit for at in range(form.length))
    found = written(form, texts)
    assert [one is not None for one in found] == [re.fullmatch(pattern, text) is not None for text in texts]
    words = {text: one[:-1] for text, one in zip(texts, found, strict=True) if one}
    assert len(set(words.values())) == len(words)
    long = [(1 + (set(text[15:]) == {"0"})) * text.isdecimal() for text in texts]
    assert all(one is None or one[-1] == expected for one, expected in zip(found, long, strict=True))


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as opened:
        yield opened


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(batches())
def test_the_question_for_other_rows_leaves_out_those_that_have_words(connection, given_):
    form, texts = given_
    connection.execute("create or replace temp table given as select unnest($1::varchar[]) as c0", [texts])
    proof = Words(form)
    (asked,) = proof.asked("c0")
    found = connection.execute(f"select {asked}, {proof.proved('c0')} from given").fetchall()
    assert [one is not None for one in written(form, [text for text, _ in found])] == [proved for _, proved in found]


def test_more_texts_than_are_read_at_once():
    texts = [hashlib.sha256(b"%d" % at).hexdigest()[:32] if at % 1000 else "x" for at in range(40_000)]
    found = written(FORMS[2], texts)
    assert [one is None for one in found] == [text == "x" for text in texts]
    assert len(set(found)) == 40_000 - 39


SHA256 = [hashlib.sha256(b"%d" % at).hexdigest() for at in range(200)]
MD5, SHA1 = [text[:32] for text in SHA256], [text[:40] for text in SHA256]
UUIDS = [str(UUID(text)) for text in MD5]


@pytest.mark.parametrize(
    ("identifiers", "form"),
    [
        (MD5, Form(32, (), upper=False)),
        ([text.upper() for text in MD5], Form(32, (), upper=True)),
        ([*MD5[:-4], *"1234"], Form(32, (), upper=False)),
        ([*MD5[:-5], *"12345"], None),
        (SHA1, Form(40, (), upper=False)),
        (SHA256, Form(64, (), upper=False)),
        (UUIDS, Form(36, (8, 13, 18, 23), upper=False)),
        (["1" * 20, "2" * 20], None),
        (["a" * 16], None),
        (["a" * 65], None),
        (["-" + "a" * 31], None),
        ([], None),
    ],
)
def test_the_form_follows_what_was_met(identifiers, form):
    found = proofs.letters_for(identifiers)
    assert found.form == form
    assert found.hashed is (form is None)


@pytest.mark.parametrize(
    ("files", "hashed"),
    [
        ([MD5], False),
        ([UUIDS, UUIDS[:9], []], False),
        ([SHA256, SHA256[50:60]], False),
        ([[*MD5, MD5[0][:-1] + "é"]], True),
        ([[*MD5, MD5[0].upper()]], True),
        ([[*MD5, f" {MD5[0]}"]], True),
        ([[*MD5, "1" * 15 + "0" * 17, "1" * 32]], False),
        ([MD5, UUIDS], True),
        ([MD5, SHA1, ["A1", "12"]], True),
        ([MD5, [str(at) for at in range(300)]], True),
        ([[f"{at:032x}" for at in range(300)]], False),
        ([[f"a{at:031x}" for at in range(300)], [f"a{at:031x}" for at in range(200, 400)]], False),
    ],
)
def test_people_are_counted_and_compared_as_texts(count_here, monkeypatch, files, hashed):
    asked = []
    read = QuickReader.read

    def watched(self, sample, *, hashed=False):
        asked.append(hashed)
        return read(self, sample, hashed=hashed)

    monkeypatch.setattr(QuickReader, "read", watched)
    texts = [file_of(*identifiers) for identifiers in files]
    found = count_here(*texts)
    assert found == exactly(count_here, *texts)
    assert any(asked) is hashed


@pytest.mark.parametrize("factor", [1, 0])
def test_people_whose_numbers_do_not_differ_are_hashed(count_here, monkeypatch, factor):
    """Numbers that differ in their last bits alone are kept whole; where none differs, hashes take their place."""
    low = [f"{'a' * 16}{at:016x}" for at in range(300)]
    texts = [file_of(*low), file_of(*low[:7])]
    expected = exactly(count_here, *texts)
    monkeypatch.setattr(hexadecimal, "_FACTORS", [np.uint64(factor)] * 8)
    told, seen = hashes.told_apart, []
    monkeypatch.setattr(
        "coverage_cli.engines.duckdb.engine.told_apart", lambda files: seen.append(told(files)) or seen[-1]
    )
    assert count_here(*texts) == expected
    assert seen == [factor == 1]


@given(
    st.lists(
        st.tuples(st.sampled_from([0, 1, 2**11, 2**11 + 1, 2**63, 2**64 - 2]), st.integers(0, 1)),
        min_size=1,
        max_size=9,
    ),
    st.integers(1, 3),
)
def test_numbers_are_enough_only_where_one_has_one_text(people, cut):
    parts = [people[:cut], people[cut:]]
    files = [
        Pairs(len(part), np.array([one for one, _ in part], np.uint64), None, (), [], 0,
              words=[np.array([word for _, word in part], np.uint64)])
        for part in parts
    ]  # fmt: skip
    sure = hashes.told_apart(files)
    assert sure is (len({number for number, _ in people}) == len(set(people)))
    numbers = [one for file in files for one in file.people.tolist()]
    if sure:
        assert len(set(numbers)) == len(set(people))
    if len({number >> 11 for number, _ in people}) == len(set(people)):
        assert numbers == [number >> 11 for number, _ in people]


def test_numbers_of_words_are_not_compared_as_those_of_digits(count_here, monkeypatch):
    """As digits behind a 1 these would be 12 and 0012. A byte holds a digit of each half, the lowest one the first."""
    monkeypatch.setattr(hexadecimal, "_FACTORS", [np.uint64(0)] * 8)
    words = [(number << 11).to_bytes(8, "little") for number in (112, 10012)]
    halves = [[f"{byte & 15:x}" for byte in word] + [f"{byte >> 4:x}" for byte in word] for word in words]
    assert not count_here(file_of(*("".join(digits) + "a" * 16 for digits in halves))).findings
