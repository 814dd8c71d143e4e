from fractions import Fraction

import pytest

from coverage_cli.analysis.reconcile.claim import EXPECTED, Claim, read_claim
from coverage_cli.analysis.reconcile.digits import DecimalMark, settled_mark
from coverage_cli.analysis.reconcile.figures import parse_figure
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.printed import FigureError, Kind
from coverage_cli.analysis.reconcile.quantities import Place, Quantity
from coverage_cli.analysis.reconcile.readings import readings
from coverage_cli.analysis.reconcile.ways import Way


def read(text, quantity=Quantity.WORKERS, **settled):
    figure = parse_figure(text, EXPECTED[quantity], **settled)
    assert not isinstance(figure, FigureError), str(figure)
    return figure


def interval(text, quantity=Quantity.WORKERS, way=Way.PLAIN):
    found = {reading.way: reading.interval for reading in readings(read(text, quantity), quantity)}
    return found[way]


def shown(found, scale=1):
    low = "" if found.low is None else f"{float(found.low * scale):g}"
    high = "" if found.high is None else f"{float(found.high * scale):g}"
    return f"{'[' if found.low_closed else '('}{low}, {high}{']' if found.high_closed else ')'}"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("300,974", "[300974, 300974]"),
        ("300.974", "[300974, 300974]"),
        ("300 974", "[300974, 300974]"),
        ("300974 orang", "[300974, 300974]"),
        ("48,000", "[48000, 48000]"),
        ("48 ribu", "[47500, 48500]"),
        ("196 thousand workers", "[195500, 196500]"),
        ("2,5 juta", "[2.45e+06, 2.55e+06]"),
        ("2.50 million", "[2.495e+06, 2.505e+06]"),
        ("1,5 miliar", "[1.45e+09, 1.55e+09]"),
        ("sekitar 48 ribu", "[47500, 48500]"),
        ("~48,000", "[47500, 48500]"),
        ("about 50", "[45, 55]"),
        ("kurang lebih 300,974", "[300974, 300974]"),
        ("142-149 ribu", "[141500, 149500]"),
        ("antara 142 dan 149 ribu", "[141500, 149500]"),
        ("lebih dari 48 ribu", "[48000, ]"),
        ("less than 48 thousand", "[, 48000]"),
        ("48 ribu lebih", "[48000, ]"),
        ("48.000 orang lebih", "[48000, ]"),
        ("48.000 orang", "[48000, 48000]"),
        ("48.000-50.000", "[48000, 50000]"),
        ("500-1.000 orang", "[500, 1000]"),
        ("+- 48.000", "[47500, 48500]"),
        ("tak kurang dari 48 ribu", "[48000, ]"),
        ("no more than 48,000", "[, 48000]"),
        ("up to 48 thousand", "[, 48000]"),
        ("48 ribuan", "[47500, 48500]"),
        ("sekitar 48 ribuan orang", "[47500, 48500]"),
        ("48.000-an", "[47500, 48500]"),
        ("sekitar 48.000an pekerja", "[47500, 48500]"),
        ("hampir 50 ribu", "[45000, 50000]"),
        ("almost 1,000,000", "[900000, 1e+06]"),
        ("about 1,000,000", "[950000, 1.5e+06]"),
        ("800 ribu sampai 1,2 juta", "[750000, 1.25e+06]"),
        ("900 ribu-1 juta", "[850000, 1.5e+06]"),  # half a million below 900,000 was in it too
        ("sekitar 90 ribu sampai 1 juta", "[85000, 1.5e+06]"),
        ("between 142 thousand and 149 thousand", "[141500, 149500]"),
        ("ratusan ribu pekerja", "[100000, 999999]"),
        ("tens of thousands", "[10000, 99999]"),
        ("jutaan orang", "[1e+06, ]"),
        ("satu juta", "[500000, 1.5e+06]"),
        ("two million workers", "[1.5e+06, 2.5e+06]"),
        ("setengah juta", "[450000, 550000]"),
        ("seratus ribu", "[99500, 100500]"),
        ("dua puluh lima juta", "[2.45e+07, 2.55e+07]"),
        ("duabelas ribu", "[11500, 12500]"),
        ("tigaratus duapuluh ribu", "[319500, 320500]"),
        ("satu setengah juta", "[1.45e+06, 1.55e+06]"),
        ("two-and-a-half million", "[2.45e+06, 2.55e+06]"),
        ("one hundred and twenty-five thousand", "[124500, 125500]"),
        ("satu juta dua ratus ribu", "[1.1995e+06, 1.2005e+06]"),
        ("dua ribu lima ratus lima belas orang", "[2515, 2515]"),
        ("antara dua ribu dan tiga ribu", "[1500, 3500]"),
    ],
)
def test_counts_become_the_numbers_that_they_can_stand_for(text, plain):
    found = interval(text)
    half = Fraction(1, 2)
    if text.startswith("kurang"):
        # About an exact count is still half a unit to each side.
        found = Interval(found.low + half, found.high - half)
    assert shown(found) == plain


@pytest.mark.parametrize(
    ("text", "quantity", "plain"),
    [
        ("67%", Quantity.RATE, "[66.5, 67.5)"),
        ("67", Quantity.RATE, "[66.5, 67.5)"),
        ("0%", Quantity.RATE, "[-0.5, 0.5)"),
        ("91 persen", Quantity.RATE, "[90.5, 91.5)"),
        ("66,5 persen", Quantity.RATE, "[66.45, 66.55)"),
        ("67 koma 3 persen", Quantity.RATE, "[67.25, 67.35)"),
        ("66.500%", Quantity.RATE, "[66.4995, 66.5005)"),
        ("66–67%", Quantity.RATE, "[65.5, 67.5)"),
        ("sekitar 70 persen", Quantity.RATE, "[65, 75]"),
        ("80%", Quantity.TARGET, "[80, 80]"),
        ("about 80%", Quantity.TARGET, "[75, 85]"),
        ("14", Quantity.GAP, "[13.5, 14.5)"),
        ("13 poin", Quantity.GAP, "[12.5, 13.5)"),
        ("14 percentage points", Quantity.GAP, "[13.5, 14.5)"),
        ("-3", Quantity.GAP, "[-3.5, -2.5]"),
        ("turun 0,99 poin", Quantity.RATE_CHANGE, "[-0.995, -0.985]"),
        ("turun lebih dari 5 poin", Quantity.RATE_CHANGE, "[, -5]"),
        ("fell less than 5 points", Quantity.RATE_CHANGE, "[-5, 0]"),
        ("rose less than 5 points", Quantity.RATE_CHANGE, "[0, 5]"),
        ("less than 5 points", Quantity.RATE_CHANGE, "[, 5]"),
        ("-almost 5 points", Quantity.RATE_CHANGE, "[-5, -4.5]"),
        ("fell 5-6 points", Quantity.RATE_CHANGE, "[-6.5, -4.5]"),
        ("fell more than 5-6 points", Quantity.RATE_CHANGE, "[, -5]"),
        ("almost 100%", Quantity.RATE, "[90, 100]"),
        ("hampir 70 persen", Quantity.RATE, "[65, 70]"),
        ("about 10%", Quantity.RATE, "[9.5, 15]"),
        ("Between 20 percent and 25 percent", Quantity.RATE, "[19.5, 25.5)"),
        ("20% to 25%", Quantity.RATE, "[19.5, 25.5)"),
        ("antara 20 hingga 25 persen", Quantity.RATE, "[19.5, 25.5)"),
        ("kisaran 20-25 persen", Quantity.RATE, "[19.5, 25.5]"),
        ("20 s.d 25 persen", Quantity.RATE, "[19.5, 25.5)"),
        ("antara 20 sampai dengan 25 persen", Quantity.RATE, "[19.5, 25.5)"),
        ("20%-25%", Quantity.RATE, "[19.5, 25.5)"),
        ("dua per tiga", Quantity.TARGET, "[66.6667, 66.6667]"),
        ("separuh", Quantity.RATE, "[45, 55]"),
        ("about half", Quantity.RATE, "[45, 55]"),
        ("lebih dari separuh", Quantity.RATE, "[50, ]"),
        ("paling tidak 60 persen", Quantity.RATE, "[60, ]"),
        ("tidak kurang 60 persen", Quantity.RATE, "[60, ]"),
        ("maksimum 60 persen", Quantity.RATE, "[, 60]"),
        ("nyaris menyentuh 70 persen", Quantity.RATE, "[65, 70]"),
        ("separuh lebih", Quantity.RATE, "[50, ]"),
        ("hampir separuh", Quantity.RATE, "[45, 50]"),
        ("three quarters", Quantity.RATE, "[70.8333, 77.5]"),
        ("sepertiga pekerja", Quantity.RATE, "[29.1667, 36.6667]"),
        ("one in three workers", Quantity.RATE, "[29.1667, 36.6667]"),
        ("tiga dari sepuluh pekerja", Quantity.RATE, "[27.5, 31.6667]"),
        ("two-thirds", Quantity.TARGET, "[66.6667, 66.6667]"),
        ("turun sepertiga", Quantity.WORKERS_CHANGE, "[-36.6667, -29.1667]"),
        ("turun hampir sepertiga", Quantity.WORKERS_CHANGE, "[-33.3333, -29.1667]"),
        ("fell more than half", Quantity.RATE_CHANGE, "[, -50]"),
    ],
)
def test_percentages_and_points(text, quantity, plain):
    assert shown(interval(text, quantity), 100) == plain


@pytest.mark.parametrize(
    ("text", "way", "expected"),
    [
        ("48 ribu", Way.CUT, "[48000, 49000)"),
        ("48 ribu", Way.UP, "(47000, 48000]"),
        ("48,000", Way.ROUND, "[47500, 48500]"),
        ("48,000", Way.CUT, "[48000, 49000)"),
        ("300 ribu", Way.ROUND, "[250000, 350000]"),
        ("almost 1,000,000", Way.UP, "(500000, 1e+06]"),
        ("about 1,000,000", Way.UP, "(500000, 1e+06]"),
        ("sekitar 1 juta", Way.UP, "(500000, 1e+06]"),
        ("1,000,000", Way.UP, "(500000, 1e+06]"),
        ("about 2,000,000", Way.UP, "(1e+06, 2e+06]"),
        ("about 1,000,000", Way.ROUND, "[500000, 1.5e+06]"),
    ],
)
def test_other_ways_of_rounding(text, way, expected):
    assert shown(interval(text, way=way)) == expected


@pytest.mark.parametrize("text", ["more than -5 points", "hampir -5 poin", "less than minus 5"])
def test_a_fall_behind_its_limit_has_two_readings(text):
    found = parse_figure(text, EXPECTED[Quantity.RATE_CHANGE])
    assert isinstance(found, FigureError)
    assert "a larger fall or a smaller one" in str(found)


def test_a_share_in_words_is_cut_or_rounded_up_to_the_next_that_people_say():
    assert shown(interval("a third", Quantity.RATE, Way.CUT), 100) == "[33.3333, 40)"
    assert shown(interval("a third", Quantity.RATE, Way.UP), 100) == "(25, 33.3333]"
    assert shown(interval("almost a third", Quantity.RATE, Way.UP), 100) == "(25, 33.3333]"


def test_about_a_fall_is_what_about_a_rise_is():
    rose, fell = (read(f"{verb} sekitar 1 juta", Quantity.WORKERS_CHANGE) for verb in ("naik", "turun"))
    mirrored = {r.way: Interval.point(0) - r.interval for r in readings(rose, Quantity.WORKERS_CHANGE)}
    assert {r.way: r.interval for r in readings(fell, Quantity.WORKERS_CHANGE)} == mirrored


def test_exact_counts_and_short_ones_have_no_other_reading():
    for text in ("300,974", "1,873,899", "50", "9"):
        assert [reading.way for reading in readings(read(text), Quantity.WORKERS)] == [Way.PLAIN]


def test_a_target_is_exact_and_only_then_rounded():
    ways = {r.way: shown(r.interval, 100) for r in readings(read("80%", Quantity.TARGET), Quantity.TARGET)}
    assert ways == {
        Way.PLAIN: "[80, 80]",
        Way.NEAREST: "[79.5, 80.5)",
        Way.CUT: "[80, 81)",
        Way.UP: "(79, 80]",
    }


def test_percent_of_the_target_is_another_quantity():
    (rate, *_) = readings(read("84 persen dari target", Quantity.RATE), Quantity.RATE)
    assert (rate.quantity, shown(rate.interval, 100)) == (Quantity.ATTAINMENT, "[83.5, 84.5)")
    (gap, *_) = readings(read("16% of the target", Quantity.GAP), Quantity.GAP)
    assert (gap.quantity, shown(gap.interval, 100)) == (Quantity.ATTAINMENT, "(83.5, 84.5]")
    printed_percent = readings(read("14 percent", Quantity.GAP), Quantity.GAP)
    assert [r.way for r in printed_percent][-1] is Way.OF_TARGET
    assert Way.OF_TARGET not in [r.way for r in readings(read("14 poin", Quantity.GAP), Quantity.GAP)]


@pytest.mark.parametrize(
    ("text", "quantity", "first", "second"),
    [
        ("48.000", Quantity.WORKERS, "48000", "48"),
        ("1.500 ribu", Quantity.WORKERS, "1500000", "1500"),
        ("1.5 M", Quantity.WORKERS, "million", "miliar"),
        ("0.67", Quantity.RATE, "0.67%", "67%"),
        ("1", Quantity.RATE, "1%", "100%"),
        ("0.14", Quantity.GAP, "0.14 points", "14 points"),
        ("66-67.000", Quantity.WORKERS, "66 or", "at 66000"),
        ("1-2.000.000 orang", Quantity.WORKERS, "1 or", "at 1000000"),
        ("naik 1.200 persen", Quantity.WORKERS_CHANGE, "1200%", "1.2%"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_both(text, quantity, first, second):
    found = parse_figure(text, EXPECTED[quantity])
    assert isinstance(found, FigureError)
    assert first in str(found)
    assert second in str(found)


@pytest.mark.parametrize(
    ("text", "quantity", "says"),
    [
        ("", Quantity.RATE, "not a figure"),
        ("many", Quantity.WORKERS, "not a figure"),
        ("6.7.7%", Quantity.RATE, "not a number"),
        ("1,23,456", Quantity.WORKERS, "not a number"),
        ("67%", Quantity.WORKERS, "does not fit"),
        ("48 ribu", Quantity.RATE, "does not fit"),
        ("67 orang", Quantity.RATE, "does not fit"),
        ("14 workers", Quantity.GAP, "does not fit"),
        ("84 dari target", Quantity.RATE, "does not fit"),
        ("70-an", Quantity.RATE, "does not fit"),
        ("70-an persen", Quantity.RATE, "does not fit"),
        ("hampir 48 ribu lebih", Quantity.WORKERS, "two different words of doubt or limit"),
        ("lebih dari sekitar 48 ribu", Quantity.WORKERS, "two different words of doubt or limit"),
        ("67²%", Quantity.RATE, "'²', which is no plain digit"),
        ("48① ribu", Quantity.WORKERS, "'①', which is no plain digit"),
        ("2½ juta", Quantity.WORKERS, "'½', which is no plain digit"),
        ("turun -5%", Quantity.RATE_CHANGE, "a rise or a fall"),
        ("--48 ribu", Quantity.WORKERS_CHANGE, "a rise or a fall"),
        ("0120", Quantity.WORKERS, "begins with a zero"),
        ("100 - 0120", Quantity.WORKERS, "begins with a zero"),
        ("100 to 0120 people", Quantity.WORKERS, "begins with a zero"),
        ("07%", Quantity.RATE, "begins with a zero"),
        ("70-60%", Quantity.RATE, "goes down"),
        ("900-1 juta", Quantity.WORKERS, "goes down"),
        ("sepertiga", Quantity.WORKERS, "does not fit"),
        ("ratusan ribu", Quantity.RATE, "does not fit"),
        ("hampir ratusan ribu", Quantity.WORKERS, "does not fit"),
        ("1 juta sampai 1.250 ribu", Quantity.WORKERS, "does not fit"),
        ("20 ribu hingga 25 persen", Quantity.WORKERS, "does not fit"),
        ("from 45 to 50 percent", Quantity.RATE, "not a figure"),
        ("48 ribu lima ratus", Quantity.WORKERS, "does not fit"),
        ("satu ribu juta", Quantity.WORKERS, "not a figure"),
        ("dua per tiga puluh", Quantity.RATE, "not a figure"),
        ("five in three", Quantity.RATE, "not a figure"),
        ("12,34", Quantity.WORKERS, "not a whole number"),
        ("0.123", Quantity.WORKERS, "not a whole number"),
    ],
)
def test_what_is_no_figure_is_refused_with_a_reason(text, quantity, says):
    assert says in str(parse_figure(text, EXPECTED[quantity]))


@pytest.mark.parametrize(("name", "text"), [("workers", "naik 48 ribu"), ("rate", "up 5%"), ("gap", "turun 5 poin")])
def test_what_rose_or_fell_is_no_level(name, text):
    (error,) = read_claim({"says": {name: text}})
    assert "how a number changed, not what it is" in str(error)
    assert not isinstance(read_claim({"says": {"rate": "up to 5%", "gap": "minus 5"}}), tuple)


def test_the_other_figures_of_a_claim_settle_the_mark():
    assert settled_mark(["66,5%", "48.000"]) is DecimalMark.COMMA
    assert settled_mark(["1,234,567", "48.000"]) is DecimalMark.POINT
    assert settled_mark(["66,5%", "66.5%"]) is None
    assert settled_mark(["48.000", "67%"]) is None
    assert read("48.000", mark=DecimalMark.COMMA).value == 48_000
    assert read("1.500 ribu", mark=DecimalMark.POINT).value == 1_500
    assert read("1.200%", Quantity.WORKERS_CHANGE, mark=DecimalMark.COMMA).value == 12
    # A mark that contradicts the other figures proves nothing about people.
    assert isinstance(parse_figure("48.000", EXPECTED[Quantity.WORKERS], mark=DecimalMark.POINT), FigureError)
    assert read("300.974", mark=DecimalMark.POINT).value == 300_974


def test_the_people_of_a_claim_settle_the_mark():
    says = {"workers": "145.455 orang", "participants": "97.455"}
    claim = read_claim({"says": {**says, "uncovered": "48.000"}})
    assert isinstance(claim, Claim)
    assert claim.says[Quantity.UNCOVERED].value == 48_000
    for doubtful in ({"workers": "48.000"}, {"workers": "145.455 ribu"}, {"rate": "48.123"}, {**says, "rate": "67.5%"}):
        assert isinstance(read_claim({"says": {**doubtful, "uncovered": "48.000"}}), tuple)


def test_a_claim_is_read_with_all_its_errors():
    errors = read_claim(
        {
            "id": "a",
            "says": {"tarqet": "80%", "rate": 67.5, "workers": "48.000", "uncovered": "-5", "target": "120%"},
            "parts": [{"id": "x", "says": {"rate": "1"}}, {"id": "x"}, {"id": "then"}],
        }
    )
    assert {error.path for error in errors} == {
        ("says", "tarqet"),
        ("says", "rate"),
        ("says", "workers"),
        ("says", "uncovered"),
        ("says", "target"),
        ("parts", "x", "says", "rate"),
        ("parts", "x"),
        ("parts", "then"),
    }
    assert "did you mean 'target'?" in " ".join(map(str, errors))


@pytest.mark.parametrize("text", ["about " * 50 + "48,000", "9" * 100_000, "dua ratus ribu " * 20])
def test_what_is_longer_than_any_figure_is_refused_with_its_beginning(text):
    found = parse_figure(text, frozenset({Kind.COUNT}))
    assert isinstance(found, FigureError)
    assert "longer than any figure" in str(found)
    assert len(str(found)) < 150


def test_shapes_that_are_no_claim_are_errors_too():
    shapes = [{"says": "67%"}, {"parts": {"a": 1}}, {"parts": ["a"]}, {"says": {"rate": True}}]
    for raw in shapes:
        assert not isinstance(read_claim(raw), Claim)


def test_places_name_figures_as_users_write_them():
    claim = read_claim(
        {
            "says": {"rate": "67%"},
            "parts": [{"id": "bpu", "says": {"workers_share": "40%"}}],
            "then": {"rate": "60%"},
            "change": {"rate": "7", "workers": "12%"},
        }
    )
    assert [str(place) for place in claim.figures()] == [
        "rate",
        "bpu.workers_share",
        "then.rate",
        "rate_change",
        "workers_change",
    ]
    assert claim.id == "claim"
    assert Place("", Quantity.RATE) in claim.figures()
