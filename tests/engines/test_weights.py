"""Survey weights: exact sums of each person's weight, once in every cell and once in every total, or a refusal."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from fractions import Fraction
from unittest import mock

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.model import Group, Key, Kind
from coverage_cli.domain.weights import BILLIONTHS, MOST_ROWS, billionths, decimal, heads
from coverage_cli.engines import counting, sets
from coverage_cli.engines.counting import Count, Rows
from coverage_cli.engines.duckdb import sql
from coverage_cli.engines.duckdb.engine import DuckDbEngine
from coverage_cli.engines.duckdb.quick import QuickReader
from coverage_cli.engines.errors import DisagreementError
from tests.engines.conftest import Counted, exactly, without_warnings

HEADER = "participant_id,branch,segment,status,period,w\n"
WEIGHTED = {"weight": "w"}
COMMA = {"weight": "w", "number_style": "id"}


def weighed(count, *files, layout=None, **who) -> Counted:
    return count(*files, layout=layout or WEIGHTED, **who)


def key(branch, segment, period="2025-09"):
    return Key(Group(branch, period), (segment,))


def oracle(*files: str) -> tuple[dict, Decimal, dict]:
    """Sums by cell, of everybody, and by branch, as slowly and plainly as can be."""
    weights, cells = {}, defaultdict(set)
    for content in files:
        for line in csv.DictReader(io.StringIO(content)):
            place = key(line["branch"].strip().casefold(), line["segment"].strip().casefold(), line["period"])
            cells[place] |= set()
            if line["status"] == "active":
                person = line["participant_id"].strip()
                weights[person] = Decimal(line["w"])
                cells[place].add(person)
    branches = defaultdict(set)
    for place, people in cells.items():
        branches[place.group.branch] |= people
    every = set().union(*cells.values())
    return (
        {place: sum((weights[one] for one in people), Decimal(0)) for place, people in cells.items()},
        sum((weights[one] for one in every), Decimal(0)),
        {name: sum((weights[one] for one in people), Decimal(0)) for name, people in branches.items()},
    )


def assert_as_the_oracle(found: Counted, *files: str) -> None:
    cells, total, branches = oracle(*files)
    table = found.table
    assert {place: Decimal(decimal(people)) for place, people in found.heads.items()} == cells
    assert Decimal(decimal(table.heads(found.heads))) == total
    for name, people in branches.items():
        assert Decimal(decimal(table.heads(place for place in found.heads if place.group.branch == name))) == people


@settings(max_examples=200)
@given(st.integers(-(10**20), 10**20) | st.integers(-100, 100).map(lambda number: number * BILLIONTHS // 4))
@example(0)
def test_people_are_written_exactly_and_in_one_way(number):
    """A difference of sums may be nobody, as a fraction too, and nobody is not below zero."""
    people = Fraction(number, BILLIONTHS)
    text = decimal(people)
    assert Fraction(text) == people
    assert text == (f"{Decimal(text).normalize():f}" if number % BILLIONTHS else str(number // BILLIONTHS))


ROWS = (
    "0001,Bpp,pu,active,2025-09,132.4571\n"
    "0001,Bpp,bpu,active,2025-09,132.45710\n"
    "0001,Smd,pu,active,2025-09,0132.4571\n"
    "0002,Bpp,pu,inactive,2025-09,88.5\n"
    "0003,Bpp,bpu,active,2025-09,0.000000001\n"
    "0004,Smd,pu,active,2025-09,0\n"
    "A5,Smd,pu,active,2025-09, .25 \n"
)


def test_a_person_weighs_once_in_each_cell_and_once_in_each_total(count):
    found = weighed(count, HEADER + ROWS)
    assert found.findings == []
    assert found.heads == {
        key("bpp", "pu"): Fraction("132.4571"),
        key("bpp", "bpu"): Fraction("132.457100001"),
        key("smd", "pu"): Fraction("132.7071"),
    }
    assert found.table.heads(found.heads) == Fraction("132.707100001")
    assert found.persons == [4]  # respondents, of whom one weighs nothing
    assert (found.table.behind(found.heads), found.table.several(found.heads)) == (4, 1)
    assert_as_the_oracle(found, HEADER + ROWS)


def test_whole_sums_are_whole_numbers(count):
    found = weighed(count, HEADER + "1,b,pu,active,2025-09,1.5\n2,b,pu,active,2025-09,2.50\n")
    assert [(people, type(people)) for people in found.heads.values()] == [(4, int)]


TEXTS = {
    "132.4571": 132_457_100_000,
    "0": 0,
    "0.0": 0,
    ".5": 500_000_000,
    "007.50": 7_500_000_000,
    " 1.5 ": 1_500_000_000,
    "999999999.999999999": 10**18 - 1,
    "0.000000001": 1,
    "1000000000": "P106",
    "1.0000000000": "P106",
    "5.": "P106",
    "-1": "P106",
    "+1": "P106",
    "1e3": "P106",
    "1_000": "P106",
    "0x10": "P106",
    "1,5": "P106",
    "1.234.567": "P106",
    "1 000": "P106",
    "١٢": "P106",
    "１": "P106",
    "nan": "V110",
    "inf": "P106",
    "": "V101",
    "  ": "V101",
    "-": "V110",
    "NA": "V110",
}


@pytest.mark.parametrize("good", [True, False], ids=["a weight", "named"])
@pytest.mark.parametrize("layout", [WEIGHTED, COMMA], ids=["point", "comma"])
def test_a_text_is_a_weight_or_named(count_here, good, layout):
    """Each in a row and a segment of its own; with comma for point where the comma is the mark."""
    swapped = str.maketrans(".,", ",.") if layout is COMMA else {}
    texts = [text for text, expected in TEXTS.items() if isinstance(expected, int) == good]
    rows = [f"{at};b;s{at};active;2025-09;{text.translate(swapped)}" for at, text in enumerate(texts, 10)]
    content = "\n".join([HEADER.strip().replace(",", ";"), "1;b;pu;active;2025-09;1", *rows, ""])
    found = weighed(count_here, content, layout=layout)
    weights = {key("b", f"s{at}"): heads(TEXTS[text]) for at, text in enumerate(texts, 10) if good}
    assert found.heads == {key("b", "pu"): 1, **weights}
    assert [(one.code, one.field, one.place.line, one.place.column) for one in found.findings] == [
        (TEXTS[text], "weight", line, 25) for line, text in enumerate(texts, 3) if not good
    ]
    assert found == exactly(count_here, content, layout=layout)


def test_the_engine_proves_what_the_model_takes_and_nothing_else():
    numbers = ["".join(one) for one in _spelt()]
    connection = duckdb.connect()
    connection.execute("create table texts as select unnest($1::varchar[]) as c0", [numbers])
    proved = dict(connection.execute(f"select c0, {sql.billionths('c0', '.')} from texts").fetchall())
    assert proved == {text: billionths(text) for text in numbers}
    swapped = [text.replace(".", ",") for text in numbers]
    connection.execute("create or replace table texts as select unnest($1::varchar[]) as c0", [swapped])
    proved = dict(connection.execute(f"select c0, {sql.billionths('c0', ',')} from texts").fetchall())
    assert proved == {text: billionths(text.replace(",", ".")) for text in swapped}


def _spelt():
    for whole in ("", "0", "7", "07", "123456789", "1234567890", "-1", "x"):
        for mark in ("", ".", "..", " ."):
            for decimals in ("", "0", "5", "123456789", "1234567890", "5 "):
                yield whole, mark, decimals


def test_a_mark_that_is_not_declared_is_no_number_a_thousand_times_as_large(count, count_here):
    rows = "1;b;pu;active;2025-09;1.250\n2;b;pu;active;2025-09;1,250\n"
    content = HEADER.replace(",", ";") + rows
    point, comma = weighed(count_here, content), weighed(count, content, layout=COMMA)
    assert (point.heads, comma.heads) == ({key("b", "pu"): Fraction("1.25")},) * 2
    assert [(one.place.line, one.args) for one in point.findings + comma.findings] == [
        (3, (("what", "the decimal mark is the point here, unless number_style: id is declared"),)),
        (2, (("what", "the decimal mark is the comma here, because number_style: id is declared"),)),
    ]


def test_unlike_weights_of_a_person_are_named_at_their_line_and_nothing_is_computed(count, count_here):
    content = HEADER + "\n6471012509900001,b,pu,active,2025-09,1.5\n2,b,pu,active,2025-09,4\n"
    content += "6471012509900001,b,bpu,active,2025-09,1.50\n6471012509900001,b,pu,inactive,2025-08,1.25\n"
    content += "6471012509900001,b,pu,inactive,2025-07,1.75\n"  # the first row that differs is named
    found = weighed(count, content)
    (finding,) = found.findings
    assert (finding.code, finding.place.line, finding.place.column, finding.value) == ("P107", 6, 40, "1.25")
    assert dict(finding.args) == {"person": "6471************", "other": "1.5", "first": "p0:3", "count": "1"}
    assert "990000" not in str(finding)
    assert set(found.heads.values()) == {0}
    assert found == exactly(count_here, content, layout=WEIGHTED)


@pytest.mark.parametrize("letters", ["", "A", "ñ"], ids=["quick", "others", "letters"])
def test_unlike_weights_in_two_files_and_many_people(count_here, letters):
    """Each kind of identifier is numbered in a way of its own."""
    assert_unlike(count_here, count_here, letters)


def test_unlike_weights_in_two_files_are_named_alike(count, count_here):
    assert_unlike(count, count_here, "ñ")


def assert_unlike(count, count_here, letters):
    ids = [f"{letters}{number:04}" for number in range(3, 18)]
    first = HEADER + "".join(f"{one},b,pu,active,2025-09,1\n" for one in ids) + "1,b,pu,active,2025-09,3\n"
    second = HEADER + "".join(f" {one} ,b,pu,active,2025-09,2\n" for one in reversed(ids)) + "1,b,pu,active,2025-09,3\n"
    found = weighed(count, first, second)
    unlike = [finding for finding in found.findings if finding.code == "P107"]
    assert {finding.place.path for finding in unlike} == {"p1"}
    assert [finding.place.line for finding in unlike] == list(range(7, 17))  # the first ten of fifteen people
    assert {dict(finding.args)["count"] for finding in unlike} == {"15"}
    assert found == exactly(count_here, first, second, layout=WEIGHTED)
    assert found == weighed(count_here, first, second, threads=1)


def test_a_refused_row_carries_no_weight(count, count_here):
    rows = "1,b,pu,active,2025-09,2\n,b,pu,active,2025-09,5\n1,b,pu,gone,2025-09,7\n1,b,pu,active,2025-09,x\n"
    found = weighed(count, HEADER + rows)
    assert [finding.code for finding in found.findings] == ["V101", "V115", "P106"]
    assert (found.heads, found.rows) == ({key("b", "pu"): 2}, ((4, 1, 3),))
    assert found == exactly(count_here, HEADER + rows, layout=WEIGHTED)


def test_a_refused_row_is_no_witness_of_unlike_weights(count):
    rows = "1,b,pu,active,2025-09,2\n1,b,pu,gone,2025-09,7\n1,b,bpu,active,2025-09,3\n"
    found = weighed(count, HEADER + rows)
    assert [(one.code, one.place.line) for one in found.findings] == [("V115", 3), ("P107", 4)]


def test_weights_are_no_part_of_a_combination(count_here, monkeypatch):
    rows = "".join(f"{number},b,pu,active,2025-09,{number}.{number % 997:03}\n" for number in range(1, 20_001))
    seen = []
    read = QuickReader.read
    monkeypatch.setattr(QuickReader, "read", lambda self, sample: seen.append(read(self, sample)) or seen[-1])
    found = weighed(count_here, HEADER + rows)
    assert [len(pairs.combinations) for pairs in seen] == [1]
    assert_as_the_oracle(found, HEADER + rows)


def test_a_few_identifiers_of_letters_among_many_of_digits(count_here, monkeypatch):
    """The quick way numbers them in Python, with their weights; unlike ones among them are named after the digits."""
    seen = []
    read = QuickReader.read
    monkeypatch.setattr(QuickReader, "read", lambda self, sample: seen.append(read(self, sample)) or seen[-1])
    digits = "".join(f"{number},b,pu,active,2025-09,{number}.25\n" for number in range(1, 301))
    letters = "A1,b,pu,active,2025-09,0.5\nA1,b,bpu,active,2025-09,0.50\n"
    letters += " 7 ,b,bpu,active,2025-09,7.25\nü,b,bpu,active,2025-09, 3\n"
    other = "ü,c,pu,active,2025-09,3.0\n" + digits
    found = weighed(count_here, HEADER + digits + letters, HEADER + other)
    assert [len(pairs.others) for pairs in seen] == [3, 1]
    assert_as_the_oracle(found, HEADER + digits + letters, HEADER + other)
    files = (
        HEADER + digits + letters,
        HEADER + other.replace("3.0", "4").replace("\n9,b,pu,active,2025-09,9.25", "\n9,b,pu,active,2025-09,9"),
    )
    found = weighed(count_here, *files)
    assert [(one.code, one.place.line, dict(one.args)["person"]) for one in found.findings if one.code == "P107"] == [
        ("P107", 2, "ü"), ("P107", 11, "*")
    ]  # fmt: skip
    assert found == exactly(count_here, *files, layout=WEIGHTED)


def test_the_people_that_are_named_do_not_hang_on_the_way_they_were_read(count_here):
    """Of more than ten, the shorter identifiers, then the earlier ones; whether digits prevail or letters do."""
    letters = [f"{name}{number}" for number in range(12, 0, -1) for name in "BA"]
    rows = "".join(f"{one},b,pu,active,2025-09,1\n{one},b,bpu,active,2025-09,2\n" for one in letters)
    digits = "".join(f"{number},b,pu,active,2025-09,5\n" for number in range(1, 3001))
    expected = sorted(letters, key=lambda one: (len(one), one))[:10]
    for content in (rows, rows + digits):
        lines = (HEADER + content).splitlines()
        named = [lines[one.place.line - 1].split(",")[0] for one in weighed(count_here, HEADER + content).findings]
        assert sorted(named, key=lambda one: (len(one), one)) == expected


def test_many_faults_are_counted_alike(count, count_here):
    weights = ("1.5", " 2 ", "x", "", "3,5", "1e1")
    rows = "".join(f"{number},b{number % 3},pu,active,2025-09,{weights[number % 6]}\n" for number in range(1, 6001))
    found = weighed(count, HEADER + rows)
    assert found.rows == ((6000, 2000, 4000),)
    assert found == exactly(count_here, HEADER + rows, layout=WEIGHTED)


@pytest.mark.parametrize("kind", ["varchar", "decimal(18,4)", "float", "integer"])
def test_parquet_columns_of_any_type_say_what_they_hold(count_here, tmp_path, kind):
    assert_held(count_here, tmp_path, kind)


@pytest.mark.parametrize("kind", ["decimal(18,4)", "double"])
def test_parquet_columns_of_any_type_say_what_they_hold_to_any_engine(count, tmp_path, kind):
    assert_held(count, tmp_path, kind)


def assert_held(count, tmp_path, kind):
    whole = kind == "integer"
    rows = (
        "('1', 'pu', 3), ('1', 'bpu', 3), ('2', 'pu', 4)"
        if whole
        else "('1', 'pu', 1.1), ('1', 'bpu', 1.1), ('2', 'pu', 0.2)"
    )
    found = weighed(count, _parquet(tmp_path, rows, kind), suffix=".parquet")
    expected = (7, 3, 7) if whole else (Fraction("1.3"), Fraction("1.1"), Fraction("1.3"))
    assert (found.heads[key("b", "pu")], found.heads[key("b", "bpu")], found.table.heads(found.heads)) == expected
    assert found.findings == []


def test_parquet_numbers_that_are_no_plain_weights_are_refused(count, tmp_path):
    weights = ("0.1::double + 0.2::double", "1e-5", "'nan'", "null", "-1")
    rows = ", ".join(f"('{at}', 'pu', {weight})" for at, weight in enumerate(weights))
    found = weighed(count, _parquet(tmp_path, rows, "double"), suffix=".parquet")
    assert [(one.code, one.place.line) for one in found.findings] == [
        ("P106", 1), ("P106", 2), ("V110", 3), ("V101", 4), ("P106", 5)
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["double", "float"])
def test_parquet_numbers_that_only_java_writes_with_an_exponent_are_plain(count, tmp_path, kind):
    weights = ("0.0001", "0.00025", "12345678", "10000000")
    rows = ", ".join(f"('{at}', 'pu', {weight}::{kind})" for at, weight in enumerate(weights))
    found = weighed(count, _parquet(tmp_path, rows, kind), suffix=".parquet")
    assert (found.heads[key("b", "pu")], found.findings) == (sum(map(Fraction, weights)), [])


def test_unlike_weights_in_parquet_are_named_by_row(count, tmp_path):
    found = weighed(
        count, _parquet(tmp_path, "('11', 'pu', 1), (' 1 ', 'pu', 2), ('1', 'bpu', 3)", "double"), suffix=".parquet"
    )
    assert [(one.code, one.place.line, dict(one.args)["first"]) for one in found.findings] == [("P107", 3, "p0:2")]


def test_rows_of_a_person_are_in_the_order_of_a_file_of_many_blocks(count_here, tmp_path, monkeypatch):
    """Else the first of them would be whichever the threads of the engine gave first."""
    met, rows_of = [], DuckDbEngine.rows_of

    def noted(engine, number, identifiers):
        # Nine times, because by chance they come in order once.
        met.extend([row.number for rows in rows_of(engine, number, identifiers) for row in rows] for _ in range(9))
        return rows_of(engine, number, identifiers)

    monkeypatch.setattr(DuckDbEngine, "rows_of", noted)
    person, rest = (
        "case when range % 97 = 0 then 'x' else 'k' || range end",
        "'b' as branch, 'pu' as segment, 'active' as status",
    )
    rows = f"select {person} as participant_id, {rest}, '2025-09' as period, range as w from range(1, 120000)"
    duckdb.sql(f"copy ({rows}) to '{tmp_path}/many.parquet' (format parquet, row_group_size 2048)")
    found = count_here((tmp_path / "many.parquet").read_bytes(), suffix=".parquet", layout=WEIGHTED)
    assert met == [list(range(97, 120_000, 97))] * 9
    assert ("P107", 194) in [(one.code, one.place.line) for one in found.findings]


def test_a_person_with_and_without_an_apostrophe_has_one_weight(count):
    rows = "11,b,pu,active,2025-09,1\n1,b,pu,active,2025-09,2\n'1,b,bpu,active,2025-09,3\n"
    found = weighed(count, HEADER + rows)
    assert [(one.code, one.place.line, dict(one.args)["first"]) for one in found.findings] == [("P107", 4, "p0:3")]


def _parquet(folder, rows, kind) -> bytes:
    path = folder / "made.parquet"
    duckdb.sql(
        f"copy (select c0 as participant_id, 'b' as branch, c1 as segment, 'active' as status, '2025-09' as period, "
        f"c2::{kind} as w from (values {rows}) as t(c0, c1, c2)) to '{path}' (format parquet)"
    )
    return path.read_bytes()


def test_sums_beyond_64_bits_do_not_wrap_around(count):
    rows = "".join(f"{number},b,pu,active,2025-09,999999999.999999999\n" for number in range(1, 101))
    rows += "".join(f"{number},b,bpu,active,2025-09,999999999.999999999\n" for number in range(1, 101))
    found = weighed(count, HEADER + rows)
    assert found.heads == {key("b", "pu"): heads(100 * (10**18 - 1)), key("b", "bpu"): heads(100 * (10**18 - 1))}
    assert found.table.heads(found.heads) == heads(100 * (10**18 - 1))


def test_the_bound_on_rows_keeps_every_sum_within_64_bits(monkeypatch):
    assert MOST_ROWS * (BILLIONTHS - 1) < 2**63
    monkeypatch.setattr(sets, "MOST_ROWS", 2)
    with pytest.raises(UsageFault, match="3 rows cannot be added up exactly"):
        _counted([1, 2, 3], [0, 0, 0], [1, 1, 1], 1)


@pytest.mark.parametrize("weight", [-1, 10**18])
def test_a_weight_out_of_bounds_is_a_fault_of_the_program(weight):
    with pytest.raises(DisagreementError):
        _counted([1], [0], [weight], 1)


def _counted(people, cells, weights, size, files=1):
    found = Count(size, range(size))
    parts = (np.array_split(np.array(*given), files) for given in ((people, np.uint64), (cells, np.uint32)))
    rows = [Rows(*part, np.arange(size + 1, dtype=np.uint32)) for part in zip(*parts, strict=True)]
    found.add(rows, None if weights is None else np.array(weights, np.int64))
    return found


@contextmanager
def bounded(bounds):
    """What is looked at together, and when, with other bounds: rows to pack, keys to add, sets to merge and sort."""
    most, together, pending, bits = bounds
    with ExitStack() as patched:
        for module, name, value in (
            (counting, "_MOST_SPLIT", most),
            (counting, "_PIECE", together),
            (counting, "_SLICE", together),
            (sets, "_PENDING", pending),
            (sets, "_KEY_BITS", bits),
        ):
            patched.enter_context(mock.patch.object(module, name, value))
        yield


BOUNDS = st.tuples(
    st.sampled_from([0, 1, 4]), st.sampled_from([1, 3, 2**14]), st.sampled_from([0, 2, 2**18]), st.sampled_from([0, 63])
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 5)), min_size=1, max_size=40),
    weights=st.lists(st.integers(0, 10**18 - 1), min_size=13, max_size=13),
    spread=st.sampled_from([1, 10**6, 2**58, 2**59 + 1]),
    files=st.integers(1, 3),
    bounds=BOUNDS,
)
def test_the_parts_less_what_overlaps_are_the_total(rows, weights, spread, files, bounds):
    """Also where person and cell do not fit into one key, and where cell 5 is not counted."""
    people, cells = [person * spread for person, _ in rows], [cell for _, cell in rows]
    with bounded(bounds):
        found = _counted(people, cells, [weights[person] for person, _ in rows], 5, files)
    tally = found.tally()
    members = [{person for person, cell in rows if cell == at} for at in range(5)]
    assert tally.weights == [sum(weights[person] for person in some) for some in members]
    assert len(found.unlike) == 0
    for chosen in ({0, 1}, {1, 2, 3}, set(range(5))):
        again = tally.overlap.weighed_again(chosen)
        once = set().union(*(members[at] for at in chosen))
        assert sum(tally.weights[at] for at in chosen) - again == sum(weights[person] for person in once)


@settings(max_examples=200, deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 5)), min_size=1, max_size=40),
    least=st.sampled_from([0, 10**15]),
    spread=st.sampled_from([1, 10**6, 2**58, 2**59 + 1]),
    files=st.integers(1, 3),
    bounds=BOUNDS,
)
def test_people_are_counted_once_whether_or_not_they_fit_beside_a_cell(rows, least, spread, files, bounds):
    people, cells = [least + person * spread for person, _ in rows], [cell for _, cell in rows]
    with bounded(bounds):
        found = _counted(people, cells, None, 5, files).tally()
    members = [{person for person, cell in rows if cell == at} for at in range(5)]
    everybody = set().union(*members)
    assert (found.heads, found.persons) == ([len(some) for some in members], len(everybody))
    assert found.repeats == sum(cell < 5 for _, cell in rows) - sum(found.heads)
    for chosen in ({0, 1}, {1, 2, 3}, set(range(5))):
        again, _ = found.overlap.counted_again(chosen)
        assert sum(found.heads[at] for at in chosen) - again == len(set().union(*(members[at] for at in chosen)))


@pytest.mark.parametrize("pending", [0, 5, 10**6])
def test_each_set_of_cells_is_kept_once_with_all_of_its_people(monkeypatch, pending):
    """Also sets of so many cells that no number of 64 bits tells them apart, and sets that differ in one cell only."""
    monkeypatch.setattr(sets, "_PENDING", pending)
    wide = tuple(range(100, 130))
    given = [(0, 3), (0, 4), (1, 3), (1, *wide), (2, *wide), (2, 3, 4), (1, 3, 4)]
    found = sets.CellSets()
    for _ in range(20):
        starts = np.cumsum([0, *map(len, given[:-1])])
        found.add(np.concatenate([np.array(one) for one in given]), starts, np.array([[1, 2, 3, 4, 5, 6, 7]]))
    overlap = found.overlap(weighed=False)
    kept = [tuple(one.tolist()) for one in np.split(overlap.cells, np.cumsum(overlap.sizes)[:-1])]
    assert len(kept) == len(given)
    assert dict(zip(kept, overlap.people.tolist(), strict=True)) == {
        one: 20 * people for people, one in enumerate(given, 1)
    }


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2), st.integers(1, 2)), min_size=1, max_size=20),
    spread=st.sampled_from([1, 2**60 + 1]),
)
def test_rows_of_unlike_weights_are_found_whatever_their_cells(rows, spread):
    found = _counted([person * spread for person, *_ in rows], [cell for _, cell, _ in rows], [w for *_, w in rows], 2)
    carried = defaultdict(set)
    for person, _, weight in rows:
        carried[person].add(weight)
    assert {rows[at][0] for at in found.unlike.tolist()} == {one for one, some in carried.items() if len(some) > 1}


IDENTIFIERS = ("1", "2", "3", "04", "4", "A", "b-1", "ü", "12345678901234567890")
SPELLINGS = st.tuples(
    st.integers(0, 10**8 - 1), st.sampled_from([0, 1, 4, 8]), st.sampled_from(["{}", "0{}", "{}0", " {}"])
)
PLACES = st.tuples(
    st.sampled_from(IDENTIFIERS), st.sampled_from(["a", "b", "Ab"]), st.sampled_from(["a", "b"]),
    st.sampled_from(["active", "inactive"]),
)  # fmt: skip


@st.composite
def surveys(draw):
    """Files in which everybody has one weight, spelt in several ways."""
    weights = {one: draw(SPELLINGS) for one in IDENTIFIERS}
    files = []
    for _ in range(draw(st.integers(1, 2))):
        rows = []
        for place in draw(st.lists(PLACES, min_size=1, max_size=12)):
            number, places, form = weights[place[0]]
            text = f"{Decimal(number).scaleb(-places):f}"
            padded = form.format(text)
            if "." not in text and form == "{}0":
                padded = f"{text}.0"
            rows.append(",".join((*place, "2025-09", padded if draw(st.booleans()) else text)) + "\n")
        files.append(HEADER + "".join(rows))
    return files


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=surveys(), threads=st.sampled_from([1, 2]))
def test_any_files_weigh_what_the_oracle_says(count_here, files, threads):
    found = weighed(count_here, *files, threads=threads)
    assert without_warnings(found).findings == []
    assert_as_the_oracle(found, *files)
    assert found == exactly(count_here, *files, layout=WEIGHTED)


ODD = st.sampled_from(["1", "1.0", "2", " 2", "1,0", "", "-", "1e0", "01", ".5", "1.0000000000", "999999999"])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.lists(st.tuples(PLACES, ODD), min_size=1, max_size=8), min_size=1, max_size=2))
def test_engine_and_exact_reader_refuse_alike(count_here, files):
    texts = [
        HEADER.replace(",", ";") + "".join(";".join((*place, "2025-09", odd)) + "\n" for place, odd in rows)
        for rows in files
    ]
    assert weighed(count_here, *texts) == exactly(count_here, *texts, layout=WEIGHTED)


def test_a_table_of_weights_knows_its_respondents():
    table = CountTable(Kind.PARTICIPANTS)
    assert (table.heads([]), table.behind([])) == (0, 0)
