"""Identifiers that are probably one person's under two spellings: who is counted twice for that, and where it shows."""

from __future__ import annotations

import csv
import io
from itertools import permutations

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage_cli.domain.alike import are_alike, compact, longest_first, spelling
from coverage_cli.domain.records import unmarked
from coverage_cli.engines import alike
from coverage_cli.engines.duckdb import alike as embedded
from coverage_cli.engines.duckdb import alike_texts, proofs
from coverage_cli.intake.seeking import rows_holding
from tests.engines.conftest import HEADER, exactly

NIK = "6471012504900001"
LETTERS = [f"P{number}Q" for number in range(1, 60)]
"""So many identifiers of letters that hashes stand for people."""
PREFIXED = [f"P{number}" for number in range(200_000, 201_000)]
DIGITS = [f"{number}" for number in range(200_000, 201_000)]
"""So many of digits that they are kept as numbers, and others beside them."""
MORE = pytest.mark.parametrize("more", [[], DIGITS, PREFIXED, LETTERS], ids=["few", "digits", "prefixed", "letters"])


def file_of(*identifiers, row="{},b,pu,active,2025-09\n"):
    return HEADER + "".join(row.format(one) for one in identifiers)


def told(found):
    """How many are alike, where the finding stands, and where the other one does; None without a finding."""
    findings = [one for one in found.findings if one.code == "P110"]
    assert len(findings) <= 1
    if not findings:
        return None
    ((one),) = findings
    assert (one.field, one.value, one.severity) == ("participant_id", None, "warning")
    args = dict(one.args)
    return int(args["count"]), f"{one.place.path}:{one.place.line}", args["first"]


PAIRS = {
    "case": ("ab12", "AB12"),
    "blanks": ("6471 0125 0490 0001", NIK),
    "points": ("6471.0125.0490.0001", NIK),
    "hyphens": ("64-71", "6471"),
    "separators": ("12-3", "12/3"),
    "separators and blanks": ("12-3", "12 -  3"),
    "leading zeros": ("00123", "123"),
    "nothing but zeros": ("00", "0"),
    "zeros and hyphens": ("00-123", "123"),
    "more digits than 18": ("0" * 9 + NIK, NIK),
    "more digits than 18 in both": ("0" * 9 + NIK, "0" * 8 + NIK),
    "full-width digits": ("１２３４", "1234"),
    "digits of another script": ("١٢٣٤", "1234"),
    "no-break space": ("6471\u00a00125", "64710125"),
    "Cyrillic letter": ("АB12", "AB12"),
    "accent": ("É12", "E12"),
    "decomposed accent": ("E\u030112", "É12"),
    "case and all": ("АB-0012", "ab0012"),
}
OTHERS = {
    "other digits": ("123", "124"),
    "zeros at the end": ("123", "1230"),
    "zeros behind letters": ("A01", "A1"),
    "parts of other lengths": ("12-3", "1-23"),
    "a sign that stands for nothing": ("A/B", "AC"),
    "apostrophe, which is no part": ("'123", "123"),
    "outer blanks, which are none": (" 123 ", "123"),
}


@MORE
@pytest.mark.parametrize("what", PAIRS)
def test_two_that_are_alike_are_told(count_here, what, more):
    assert told(count_here(file_of("77", *PAIRS[what], *more))) == (2, "p0:4", "p0:3")


@MORE
@pytest.mark.parametrize("what", OTHERS)
def test_two_that_are_not_alike_are_not(count_here, what, more):
    assert told(count_here(file_of("77", *OTHERS[what], *more))) is None


@pytest.mark.parametrize("what", PAIRS | OTHERS)
def test_the_exact_reader_alone_tells_the_same(count_here, what):
    content = file_of("77", *(PAIRS | OTHERS)[what])
    assert told(exactly(count_here, content)) == told(count_here(content))


def test_every_engine_tells_the_same(count):
    """In one go, because a cluster takes long for each."""
    pairs = [f"{at}X{one}" for at, what in enumerate(PAIRS, 10) for one in PAIRS[what]]
    others = [f"{at}Y{one}" for at, what in enumerate(list(OTHERS)[:5], 10) for one in OTHERS[what]]
    numbers = ["00123", "123", "1-23", "0" * 20, "0", " 5", "'5"]
    identifiers = [one for one in pairs if "X0" not in one] + others + numbers
    expected = naive([(one, 0) for one in map(unmarked, identifiers)])
    content = file_of(*identifiers)
    found = told(count(content))
    assert found[0] == expected[0]
    lines = [content.split("\n")[int(at.split(":")[1]) - 1].split(",")[0] for at in found[1:]]
    assert longest_first(lines) == longest_first(expected[1])


def test_numbers_alone_are_compared(count_here):
    assert told(count_here(file_of("123", "77", "00123"))) == (2, "p0:4", "p0:2")
    assert told(count_here(file_of("00123", "00124", "00125"))) is None


def test_a_bare_one_is_alike_to_all_with_its_letters_and_digits(count_here):
    assert told(count_here(file_of("12-3", "1-23", "123"))) == (3, "p0:4", "p0:3")


FILES = {
    "two files": ([file_of("00123"), file_of("77", "123")], (2, "p1:3", "p0:2")),
    "two branches": ([file_of("00123"), file_of("123", row="{},c,bpu,active,2025-09\n")], (2, "p1:2", "p0:2")),
    "two periods": ([file_of("00123"), file_of("123", row="{},b,pu,active,2025-08\n")], None),
    "somebody inactive": ([file_of("00123"), file_of("123", row="{},b,pu,inactive,2025-09\n")], None),
    "a row that is refused": ([file_of("00123"), file_of("123", row="{},b,pu,asleep,2025-09\n")], None),
}


@MORE
@pytest.mark.parametrize("what", FILES)
def test_who_is_counted_together_is_compared(count_here, what, more):
    files, expected = FILES[what]
    assert told(count_here(*files, file_of(*more, row="{},z,z,active,2025-07\n"))) == expected


def test_every_engine_compares_who_is_counted_together(count):
    earlier = file_of("123", "ab1", row="{},b,pu,active,2025-08\n") + "ab1,c,pu,active,2025-09\n"
    found = count(file_of("00123", "AB1"), earlier)
    assert told(found) == (2, "p1:3", "p0:3")  # where they are first seen


def test_one_of_several_periods_counts_once(count_here):
    rows = "".join(f"{one},b,pu,active,2025-{month:02}\n" for month in range(1, 13) for one in ("00123", "123"))
    assert told(count_here(HEADER + rows)) == (2, "p0:3", "p0:2")


def test_branches_that_are_counted_at_unlike_periods_are_counted_together(count_here):
    files = [file_of("00123"), file_of("123", row="{},c,pu,active,2025-08\n")]
    assert told(count_here(*files, period=None)) is None
    assert told(count_here(*files)) == (2, "p1:2", "p0:2")


def test_who_is_counted_with_status_all_or_in_a_programme_is_compared(count_here):
    inactive = file_of("00123", "123", row="{},b,pu,inactive,2025-09\n")
    assert told(count_here(inactive)) is None
    assert told(count_here(inactive, status="all")) == (2, "p0:3", "p0:2")
    members = HEADER.replace("period", "period,programme") + "".join(
        f"{one},b,pu,active,2025-09,{name}\n" for one, name in (("00123", "jkk"), ("123", "jht"))
    )
    assert told(count_here(members)) == (2, "p0:3", "p0:2")
    assert told(count_here(members, programmes=("jkk",))) is None


def test_people_with_weights_are_compared(count_here):
    for identifiers in (("00123", "123"), ("ab1", "AB1", *LETTERS)):
        content = HEADER.replace("period", "period,w") + "".join(
            f"{one},b,pu,active,2025-09,1\n" for one in identifiers
        )
        assert told(count_here(content, layout={"weight": "w"})) == (2, "p0:3", "p0:2")


def test_of_people_with_weights_who_are_counted_in_no_cell_none_is_compared(count):
    content = HEADER.replace("period", "period,w") + "".join(
        f"{one},b,pu,{status},2025-09,1\n"
        for one, status in (("00123", "inactive"), ("123", "inactive"), ("7", "active"))
    )
    assert told(count(content, layout={"weight": "w"})) is None


def test_rows_of_parquet_are_named(count, tmp_path):
    path = tmp_path / "made.parquet"
    listed = ", ".join(f"('{one}')" for one in ("77", "00123", "5", "123"))
    duckdb.sql(
        f"copy (select c0 as participant_id, 'b' as branch, 'pu' as segment, 'active' as status, '2025-09' as period "
        f"from (values {listed}) as t(c0)) to '{path}' (format parquet)"
    )
    assert told(count(path.read_bytes(), suffix=".parquet")) == (2, "p0:4", "p0:2")


def test_no_identifier_is_shown(count_here):
    (found,) = count_here(file_of("00123456", "123456")).findings
    assert "123456" not in repr(found)


def test_of_numbers_of_one_length_no_row_is_looked_at_again(count_here, monkeypatch):
    monkeypatch.setattr(embedded, "_led", None)
    monkeypatch.setattr(embedded, "_shared", None)
    assert told(count_here(file_of(NIK, "0471012504900001"))) is None


def test_lines_that_hold_a_text_are_found_in_any_cut():
    text = "a,b\r\nx1,1\r\ny,x1\r\n1x1,2\r\nz,3"
    for cut in range(len(text)):
        blocks = rows_holding([text[:cut].encode(), text[cut:].encode()], ["x1", "3"], ",", 1)
        found = [(line, list(block.row(row))) for block in blocks for row, line in enumerate(block.lines)]
        assert found == [(2, ["x1", "1"]), (3, ["y", "x1"]), (4, ["1x1", "2"]), (5, ["z", "3"])]


def naive(placed):
    """How many of (identifier, team) are alike to another one in a team of theirs, and the two that are named."""
    teams = {}
    for one, team in placed:
        teams.setdefault((team, compact(spelling(one))), set()).add(one)
    twins = {}
    for some in teams.values():
        for one, other in permutations(some, 2):
            if are_alike(spelling(one), spelling(other)):
                twins.setdefault(one, set()).add(other)
    if not twins:
        return None
    first = longest_first(twins)[0]
    return len(twins), (first, longest_first(twins[first])[0])


PARTS = st.lists(
    st.sampled_from(["0", "00", "1", "12", "a", "A", "А", "é", "É", "１", "9" * 17]), min_size=1, max_size=4
)
IDENTIFIERS = st.builds(
    lambda parts, between: between.join(parts),
    PARTS,
    st.sampled_from(["", "", "-", "/", " ", ".", "\u00a0", "--", "_-"]),
)
NUMBERS = st.text("01", min_size=1, max_size=20)


def files_of(identifiers):
    rows = st.tuples(
        identifiers, st.sampled_from(["b", "c"]), st.sampled_from(["active", "active", "inactive"]),
        st.sampled_from(["2025-08", "2025-09"]),
    )  # fmt: skip
    return st.lists(st.lists(rows, min_size=3, max_size=8), min_size=1, max_size=2)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    # Digits alone are read in a way of their own, and so are those behind one prefix: any kinds at once never are.
    st.one_of(
        files_of(st.sampled_from(["1", "01", "001", "10", "010", "0", "00", "11"])),
        files_of(st.sampled_from(["P10", "P 10", "p10", "P1 0", "P-10", "P010", "P11"])),
        files_of(st.one_of(IDENTIFIERS, NUMBERS)),
    ),
    st.sampled_from([[], PREFIXED, LETTERS, DIGITS]),
)
def test_as_many_are_alike_as_a_plain_count_says(count_here, files, more):
    texts = [
        HEADER + "".join(f"{one},{branch},pu,{status},{period}\n" for one, branch, status, period in rows)
        for rows in files
    ]
    texts += [file_of(*more)] if more else []
    lines = [list(csv.DictReader(io.StringIO(text))) for text in texts]
    expected = naive(
        [
            (unmarked(row["participant_id"]), row["period"])
            for file in lines
            for row in file
            if row["status"] == "active"
        ]
    )
    found = count_here(*texts, period=None)
    refused = {finding.place[:2] for finding in found.findings if finding.severity == "error"}
    if refused:
        return
    seen = told(found)
    if expected is None:
        assert seen is None
        return
    assert seen[0] == expected[0]
    places = [at.split(":") for at in seen[1:]]
    named = [unmarked(lines[int(path[1:])][int(line) - 2]["participant_id"]) for path, line in places]
    assert longest_first(named) == longest_first(expected[1])


@settings(max_examples=300)
@given(st.one_of(IDENTIFIERS, NUMBERS, st.text("aZ09 -/_.:,+#'()", max_size=12)).filter(str.isascii))
def test_sql_spells_ascii_as_python_does(identifier):
    person = "(select $1::varchar as person)"
    ((spelt, *common),) = duckdb.execute(
        f"select spelt, {alike.COMPACT}, common from "
        f"(select {alike_texts._SPELT} as spelt, {alike_texts._COMPACT} as common from {person})",
        [identifier],
    ).fetchall()
    assert spelt == spelling(identifier)
    assert common == [compact(spelt)] * 2


@settings(max_examples=300)
@given(st.text("aZ09x-/_", min_size=1, max_size=8))
def test_a_key_is_that_of_what_alike_ones_have_in_common(identifier):
    simple = f"select {proofs.simple('person')}, {proofs.key_of('person')} from (select $1::varchar as person)"
    ((plain, key),) = duckdb.execute(simple, [identifier]).fetchall()
    ((expected,),) = duckdb.execute(
        f"select {proofs.hash_of('$1::varchar')}", [compact(spelling(identifier))]
    ).fetchall()
    assert key == expected or not plain
