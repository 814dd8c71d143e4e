"""Digits of identifiers as numbers: the pass over all rows, and the SQL that asks for the rows which it leaves."""

from __future__ import annotations

import re
from itertools import chain

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage_cli.domain.nik import nik_fault
from coverage_cli.engines.duckdb import proofs
from coverage_cli.engines.duckdb.arrow import Column, Text
from coverage_cli.engines.duckdb.sql import NO_PERSON
from tests.engines.conftest import HEADER, exactly, oracle
from tests.engines.test_alike import file_of, naive, told

NEAR = "/:;?!@*+,- \x00Aapñ٣９É\U0001f600"
"""Characters beside the digits in their tables, and some whose bytes are near them."""
cells = st.lists(
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["", "P", "p", "P-", "KPJ/", "PP"]),
            st.text("0123456789", max_size=28),
            st.sampled_from(["", "", *NEAR]),
            st.text("09", max_size=9),
        ),
    ),
    max_size=40,
)
prefixes = st.sampled_from(["", "P", "P-", "KPJ/", "PREFIXES"])


def text_of(texts):
    """A batch of texts as an engine hands it over, a byte of another row before it."""
    written = [text.encode() for text in ("1", *texts)]
    places = np.cumsum([0, *map(len, written)], dtype=np.int32)[1:]
    return Text(places, np.frombuffer(b"".join(written), np.uint8))


def written(proof, asked, count):
    into = np.zeros(count, np.uint64)
    proof.write(asked, into)
    return [None if number == NO_PERSON else number for number in into.tolist()]


def expected(text, prefix):
    found = re.fullmatch(f"{re.escape(prefix)}([0-9]{{1,18}})", text)
    return int(f"1{found[1]}") if found else None


@given(cells, prefixes)
def test_a_text_is_its_digits_behind_the_prefix_or_nothing(texts, prefix):
    assert written(proofs.Digits(prefix), [text_of(texts)], len(texts)) == [expected(text, prefix) for text in texts]
    assert [proofs.number_of(text, prefix) for text in texts] == [expected(text, prefix) for text in texts]


@pytest.mark.parametrize("length", range(28))
@pytest.mark.parametrize("prefix", ["", "P", "PREFIXES"])
def test_texts_of_one_length_are_read_as_others_are(length, prefix):
    texts = [prefix + f"{number:0{length}}"[:length] for number in (0, 7, 10**27 // 7, 10**28 - 1)]
    texts += [text[:at] + sign + text[at + 1 :] for text in texts[:1] for at in range(len(text)) for sign in "/:p"]
    assert written(proofs.Digits(prefix), [text_of(texts)], len(texts)) == [expected(text, prefix) for text in texts]


@pytest.mark.parametrize("beside", [b"0", b"9", b"\x00", b"\xff"])
def test_no_byte_but_those_of_digits_is_one_wherever_it_stands(beside):
    places = [(at, byte) for at in range(16) for byte in range(256)]
    texts = [(b"1" * at + bytes([byte]) + beside + b"1" * 16)[:16] for at, byte in places]
    asked = Text(np.arange(0, 16 * len(texts) + 1, 16, dtype=np.int32), np.frombuffer(b"".join(texts), np.uint8))
    assert written(proofs.Digits(), [asked], len(texts)) == [
        int(b"1" + text) if re.fullmatch(b"[0-9]{16}", text) else None for text in texts
    ]


def test_more_texts_than_are_read_at_once():
    texts = [f"{number}" if number % 1000 else "x" for number in range(40_000)]
    assert written(proofs.Digits(), [text_of(texts)], len(texts)) == [expected(text, "") for text in texts]


@pytest.fixture(scope="module")
def connection():
    """To open a database takes longer than to ask it."""
    with duckdb.connect() as opened:
        yield opened


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells, prefixes)
def test_the_question_for_unproved_rows_leaves_out_those_that_were_numbered(connection, texts, prefix):
    connection.execute("create or replace temp table given as select unnest($1::varchar[]) as c0", [texts])
    for proof in (proofs.Digits(prefix), proofs.Digits(nik=True)):
        (asked,) = proof.asked("c0")
        found = connection.execute(f"select {asked}, {proof.proved('c0')} from given").fetchall()
        numbers = written(proof, [text_of([text for text, _ in found])], len(texts))
        assert [number is not None for number in numbers] == [proved for _, proved in found]


@given(st.lists(st.integers(0, 2**64 - 1) | st.sampled_from([0, 9, 10, 10**18 - 1, 10**18]), min_size=1, max_size=9))
def test_whole_numbers_are_known_by_the_digits_of_their_text(values):
    asked = Column(np.array(values, np.uint64), np.array([at != 3 for at in range(len(values))]))
    numbers = [None if at == 3 else expected(str(value), "") for at, value in enumerate(values)]
    assert written(proofs.Whole(), [asked], len(values)) == numbers


@given(st.lists(st.integers(0, 10**16 - 1) | st.builds("647101{}{:04}".format, st.sampled_from(
    ["290296", "290295", "690204", "310496", "300496", "010100", "410199", "000196", "011396"]), st.integers(0, 2)
).map(int), max_size=9))  # fmt: skip
def test_a_nik_holds_a_date_and_a_serial(values):
    texts = [f"{value:016}" for value in values]
    numbers = [None if nik_fault(text) else expected(text, "") for text in texts]
    assert written(proofs.Digits(nik=True), [text_of(texts)], len(texts)) == numbers
    whole = [number if text[0] != "0" else None for number, text in zip(numbers, texts, strict=True)]
    asked = Column(np.array(values, np.uint64), None)
    assert written(proofs.Whole(nik=True), [asked], len(values)) == whole


@pytest.mark.parametrize(
    ("identifiers", "prefix"),
    [
        (["P1", "P20", "P300"], "P"),
        (["KPJ-1", "KPJ-22"], "KPJ-"),
        (["1", "007"], ""),
        ([*(f"P{n}" for n in range(99)), "Q1"], "P"),
        ([*(f"P{n}" for n in range(9)), "Q1"], None),
        (["P1A", "P2B"], None),
        (["2024-1", "2024-2"], None),
        (["xx1", "xx2"], None),
        (["PREFIXEDX1", "PREFIXEDX2"], None),
        (["1" * 19], None),
        (["na", "-"], None),
        ([], None),
    ],
)
def test_the_proof_follows_what_was_met(identifiers, prefix):
    found = proofs.proof_for(identifiers)
    assert (found and found.prefix) == prefix


MANY = [f"P{number:04}" for number in range(300)]
DASHED = [text.replace("P", "KPJ-") for text in MANY]
OTHERS = ["P-12", "p12", "P12", "P012", "P-0012", "12", "012", "P" + "7" * 19, "PP1", "Ｐ12", "P١٢"]


@pytest.mark.parametrize(
    "files",
    [
        [[*MANY, *OTHERS]],
        [MANY, ["P0001", "P1"], [*MANY[:5], "p0007"]],
        [MANY, [text[1:] for text in MANY]],
        [MANY, [text.replace("P", "Q") for text in MANY], []],
        [MANY, [], ["Ｐ0001", "p0002"]],
        [[*MANY[:100], "Q1"], MANY],  # whom only its text tells has nobody's number, of no file
        [[*DASHED, "kpj-0001"], ["KPJ0002"]],
        [[*DASHED, "KPJ/0003"], ["KP-J0004", "K-PJ-0005"]],
        [DASHED, MANY],
    ],
)
def test_people_behind_a_prefix_are_counted_and_compared_as_texts(count_here, files):
    texts = [file_of(*identifiers) for identifiers in files]
    found = count_here(*texts)
    expected = oracle(*texts)
    assert (found.heads, found.signatures, found.persons) == (expected.heads, expected.signatures, expected.persons)
    assert found == exactly(count_here, *texts)
    alike = naive([(one, 0) for one in {*chain.from_iterable(files)}])
    assert (told(found) or (0,))[0] == (alike[0] if alike else 0)


def test_people_with_unlike_weights_are_named_in_the_order_of_their_texts(count_here):
    first = ["7", "12", "Q1", "P000", *MANY[:6]]
    unlike = [*MANY[7:9], *reversed(first)]
    rows = (
        [(one, "pu", 1) for one in MANY] + [(one, "pu", 1) for one in first[:4]] + [(one, "bpu", 2) for one in unlike]
    )
    content = HEADER.replace("\n", ",w\n")
    content += "".join(f"{one},b,{segment},active,2025-09,{weight}\n" for one, segment, weight in rows)
    found = count_here(content, layout={"weight": "w"})
    assert found == exactly(count_here, content, layout={"weight": "w"})
    told_of = [(one.place.line, dict(one.args)["count"]) for one in found.findings if one.code == "P107"]
    lines = {one: line for line, (one, *_) in enumerate(rows, 2)}  # the last row of each
    assert told_of == sorted((lines[one], "12") for one in first)
