from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from coverage_cli.analysis.trend import Observation, overall, split, trend


def test_kalimantan_grew_by_its_participants_and_fell_by_its_base():
    step = split(
        Observation("2023-12", 5_400_000, 2_501_820, "labour force"),
        Observation("2024-12", 7_250_000, 3_287_150, "labour force"),
    )
    assert round(step.participants_effect, 1) == Fraction("12.7")
    assert round(step.base_effect, 1) == Fraction("-13.7")
    assert step.change == 100 * (Fraction(3_287_150, 7_250_000) - Fraction(2_501_820, 5_400_000))
    assert (step.participants_change, step.base_revised) == (785_330, 1_850_000)


counts = st.integers(0, 10**12)
observations = st.builds(Observation, st.just("2025"), st.none() | counts, st.none() | counts)


@given(st.lists(observations, max_size=6))
def test_effects_add_up_to_the_change_of_the_rate(series):
    steps = trend(series)
    assert len(steps) == max(0, len(series) - 1)
    for step in steps:
        if step.earlier.rate is None or step.later.rate is None:
            assert step.change is None
        else:
            assert step.change == 100 * (step.later.rate - step.earlier.rate)
            assert step.participants_effect + step.base_effect == step.change


@given(st.integers(1, 10**9), counts, counts)
def test_an_unchanged_side_has_no_effect(workers, before, after):
    step = split(Observation("a", workers, before), Observation("b", workers, after))
    assert step.base_effect == 0
    other = split(Observation("a", workers, before), Observation("b", workers + 1, before))
    assert other.participants_effect == 0


@given(observations, observations)
def test_going_back_undoes_the_way_there(one, other):
    there, back = split(one, other), split(other, one)
    if there.change is not None:
        assert back.participants_effect == -there.participants_effect
        assert back.base_effect == -there.base_effect


def test_a_basis_is_like_itself_alone():
    series = [
        Observation("2023", 10, 5, "employed"),
        Observation("2024", 10, 5, "Employed"),
        Observation("2025", 10, 5),
    ]
    same, unlike = trend(series)
    assert same.same_basis
    assert not unlike.same_basis
    assert (same.participants_effect, same.base_effect, same.base_revised) == (0, 0, 0)
    assert (unlike.participants_effect, unlike.base_effect, unlike.base_revised, unlike.change) == (None, None, None, 0)


def test_missing_is_not_zero():
    assert Observation("2023", None, 5).rate is None
    assert Observation("2023", 0, 0).rate is None
    assert Observation("2023", 10, 0).rate == 0
    assert overall([Observation("2023", 10, 5)]) is None
    assert overall([Observation("a", 10, 5), Observation("b", 1, 0), Observation("c", 10, 6)]).change == 10
    for missing in (Observation("m", None, 5), Observation("m", 10, None), Observation("m", 0, 0)):
        for pair in ([missing, Observation("k", 10, 5)], [Observation("k", 10, 5), missing]):
            step = overall(pair)
            assert (step.change, step.participants_effect, step.base_effect) == (None, None, None)
            assert (step.participants_change is None) == (missing.participants is None)
            assert (step.base_revised is None) == (missing.workers is None)
            assert not step.incomparable.broken


def test_of_unlike_people_nothing_is_defined():
    step = split(Observation("a", 10, 5), Observation("b", 20, 6)).incomparable
    assert (step.change, step.participants_change, step.base_revised, step.broken) == (None, None, None, True)


def test_bases_of_an_observation_are_compared_by_all_of_them_then_cell_by_cell():
    def unlike(ours, theirs):
        one, other = ([((name,), basis) for name, basis in parts.items()] for parts in (ours, theirs))
        return Observation("a", 9, 5, "", tuple(one)).unlike(Observation("b", 9, 5, "", tuple(other)))

    assert unlike({"pu": "x", "bpu": "Y"}, {"pu": "X", "bpu": "y"}) is None
    assert unlike({"pu": "x", "bpu": "y"}, {"pu": "x", "jakon": "y"}) is None
    assert unlike({"pu": "x", "bpu": "y"}, {"pu": "y", "bpu": "x"}) == (("x",), ("y",))
    assert unlike({"pu": "x", "bpu": "y"}, {"pu": "x", "bpu": ""}) == (("x", "y"), ("", "x"))
