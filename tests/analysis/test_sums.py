"""How sure it is that a sum is none by chance."""

import math

from hypothesis import given
from hypothesis import strategies as st

from coverage_cli.analysis.subtotals import reaches


@given(counts=st.lists(st.integers(0, 40), max_size=6), bound=st.integers(0, 2000))
def test_a_product_is_compared_as_if_it_had_been_worked_out(counts, bound):
    assert reaches(counts, bound) == (math.prod(max(1, people) for people in counts) >= bound)
