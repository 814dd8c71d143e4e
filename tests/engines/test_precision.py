"""Identifiers that a spreadsheet took for numbers: it keeps 15 digits, and persons become one in silence."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.conftest import HEADER, exactly

WHOLE = [f"64710125{at:02}900{at % 9 + 1:03}" for at in range(90)]
BARE = [f"64710125{at:02}9000000"[:15] + "0" for at in range(90)]


def file_of(identifiers, more=""):
    return HEADER + "".join(f"{one},b,pu,active,2025-09\n" for one in identifiers) + more


def warned(found):
    places = [(one.place.line, one.place.column, one.field) for one in found.findings if one.code == "P108"]
    assert places in ([], [(1, 1, "participant_id")])
    return bool(places)


FILES = [
    (BARE[:20], True),
    (BARE[:19], False),  # too few
    (BARE[:11] + WHOLE[:10], True),
    (BARE[:11] + WHOLE[:11], False),  # not more than half
    (["A1", *BARE[:20]], True),
    ([f"A{one}" for one in BARE[:30]], False),
    ([one[:15] for one in BARE[:30]], False),  # 15 digits are kept
    ([f"{one}0" for one in BARE[:20]], True),
    ([f"{one}1" for one in BARE[:20]], False),
    ([f"{one}000" for one in BARE[:20]], True),  # no number of 64 bits
    ([*BARE[:15], *(f"{one[:15]}000" for one in BARE[20:30])], True),
    ([f"0{one[1:]}" for one in BARE[:20]], True),
]


@pytest.mark.parametrize(("identifiers", "told"), FILES)
def test_most_of_the_long_identifiers_end_in_zeros(count_here, identifiers, told):
    assert warned(count_here(file_of(identifiers))) is told


def test_every_file_is_judged_by_itself_by_every_engine(count):
    some = FILES[2], FILES[3], FILES[9]  # together they take a cluster long
    found = count(*(file_of(identifiers) for identifiers, _ in some))
    expected = [f"p{number}" for number, (_, told) in enumerate(some) if told]
    assert sorted(one.place.path for one in found.findings if one.code == "P108") == sorted(expected)


def test_a_refused_row_tells_nothing(count, count_here):
    refused = "".join(f"{one},b,pu,asleep,2025-09\n" for one in BARE[30:50])
    assert not warned(count(file_of(BARE[:11] + WHOLE[:11], refused)))
    assert warned(count_here(file_of(BARE[:12] + WHOLE[:11], refused)))


NUMBERS = st.one_of(
    st.integers(14, 18).flatmap(lambda digits: st.integers(10 ** (digits - 1), 10**digits - 1)),
    st.integers(10**14, 10**15 - 1).flatmap(lambda kept: st.integers(1, 3).map(lambda zeros: kept * 10**zeros)),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(NUMBERS.map(str), min_size=20, max_size=50, unique=True),
    st.lists(st.sampled_from(["A1", "0", f"{10**19}", f"{10**19 + 7}"]), max_size=2, unique=True),
)
def test_it_is_told_where_a_plain_count_tells_it(count_here, numbers, others):
    identifiers = numbers + others
    long = [one for one in identifiers if re.fullmatch("[0-9]{16,}", one)]
    bare = [one for one in long if not one[15:].strip("0")]
    content = file_of(identifiers)
    found = count_here(content)
    assert warned(found) is (len(long) >= 20 and len(bare) > len(long) / 2)
    assert warned(exactly(count_here, content)) is warned(found)
