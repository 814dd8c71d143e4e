"""What is possible and unlikely: each rule at its threshold, one step below and one step over."""

from __future__ import annotations

import pytest

from coverage_cli.analysis.rules import suggestions
from coverage_cli.analysis.rules.suggestions import Areas
from coverage_cli.domain.names.nearest import Known
from tests.gate.conftest import HEAD, PARTICIPANTS, POPULATION


def population(*rows):
    return HEAD + "workers\n" + "".join(f"balikpapan,{row}\n" for row in rows)


def participants(*rows):
    return HEAD + "participants\n" + "".join(f"balikpapan,{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("before", "found"), [(1000, []), (910, []), (909, ["D105"]), (1112, ["D105"]), (1111, []), (0, [])]
)
def test_workers_may_change_by_a_tenth(given, codes, before, found):
    given(population=population(f"pu,2025-03,{before}", "pu,2025-09,1000"), participants=participants("pu,2025-09,670"))
    assert [code for code, _ in codes()] == (found or (["D107"] if before == 1000 else []))


def test_vintages_of_one_start_are_no_change_since_one_another(given, codes):
    """Which of them is the one before has two readings (K104), so that neither is held against another vintage."""
    vintages = ["pu,2025-01,1000", "pu,2025-02,1010", "pu,2025-Q1,3000", "pu,2025-06,1000"]
    given(population=population(*vintages), participants=participants("pu,2025-09,670"))
    assert [code for code, _ in codes()] == ["K104"]


@pytest.mark.parametrize(("before", "after", "found"), [(9, 8, []), (20, 11, []), (20, 10, ["D105"]), (1, 10, [])])
def test_of_few_workers_a_tenth_is_nothing(given, codes, before, after, found):
    given(
        population=population(f"pu,2025-03,{before}", f"pu,2025-09,{after}"), participants=participants("pu,2025-09,5")
    )
    assert [code for code, _ in codes()] == found


SUGGESTED = 'has participants but no workers (did you mean "{}"?)'


@pytest.mark.parametrize(
    ("workers", "people", "said"),
    [
        (["pu,2025-01,100"], ["pu,2025-06,90", "bpu,2025-06,30"], "has participants but no workers."),
        (["pu,2025-01,100"], ["bpu,2025-06,30"], SUGGESTED.format("pu")),
        (
            ["bpu,2023,90", "bpu,2024,95", "pu,2024,90", "pu,2025-01,100", "bpu,2026,95"],
            ["bpu,2025-06,30"],
            "has participants but no workers in 2025-01, the newest vintage as of then; 2024 has them.",
        ),
        (
            ["bpu,2023,90", "pu,2024,90", "pu,2025-01,100"],
            ["bpu,2025-06,30"],
            "has participants but no workers in 2025-01, the newest vintage as of then; 2023 has them.",
        ),
    ],
)
def test_a_name_is_suggested_that_has_no_row_yet(given, run, workers, people, said):
    """One that has its row would have two; and a segment that an older vintage has is no slip of a name."""
    given(population=population(*workers), participants=participants(*people))
    out = run("check", "--today", "2026-06-30").out
    assert f"balikpapan / bpu / 2025-06 {said}" in out


def test_a_segment_is_suggested_whatever_divides_its_rows(project, run):
    rows = "branch,segment,sex,period,{}\nk,{},m,2025-09,9\nk,informal,m,2025-09,8\n"
    inputs = "".join(f"  - {{kind: {kind}, files: data/{kind}.csv}}\n" for kind in ("population", "participants"))
    files = {"data/population.csv": rows.format("workers", "Formal"),
             "data/participants.csv": rows.format("participants", "formall"),
             "config/sources.yaml": f"dimensions: [sex]\ninputs:\n{inputs}"}  # fmt: skip
    project(files)
    out = run("check").out
    assert f"k / formall / m / 2025-09 {SUGGESTED.format('Formal')}" in out
    assert 'k / Formal / m / 2025-09 has workers but no participants row of 2025-09 (did you mean "formall"?)' in out


def test_no_name_is_suggested_that_has_its_row_of_the_same_sex(project, run):
    rows = "branch,segment,sex,period,{}\nk,Formal,m,2025-09,9\nk,Formal,f,2025-09,8\n"
    more = "k,formall,m,2025-09,7\n"
    inputs = "".join(f"  - {{kind: {kind}, files: data/{kind}.csv}}\n" for kind in ("population", "participants"))
    project({"data/population.csv": rows.format("workers"), "data/participants.csv": rows.format("participants") + more,
             "config/sources.yaml": f"dimensions: [sex]\ninputs:\n{inputs}"})  # fmt: skip
    assert "k / formall / m / 2025-09 has participants but no workers. Hint" in run("check").out


def test_no_segment_is_suggested_that_has_no_row_of_that_sex(project, run):
    rows = "branch,segment,sex,period,{}\nk,pu,m,2025-09,9\nk,bpu,m,2025-09,8\n"
    inputs = "".join(f"  - {{kind: {kind}, files: data/{kind}.csv}}\n" for kind in ("population", "participants"))
    project({"data/population.csv": rows.format("workers") + "k,bpu,f,2025-09,7\n",
             "data/participants.csv": rows.format("participants") + "k,pu,x,2025-09,6\n",
             "config/sources.yaml": f"dimensions: [sex]\ninputs:\n{inputs}"})  # fmt: skip
    out = run("check").out
    assert "k / pu / x / 2025-09 has participants but no workers. Hint" in out
    assert "k / bpu / f / 2025-09 has workers but no participants row of 2025-09. Hint" in out


def test_participants_before_all_workers_are_told_since_when_there_are_some(given, run):
    vintages = ("pu,2025-06,100", "pu,2025-01,100", "bpu,2026,100")
    given(population=population(*vintages), participants=participants("pu,2024-06,50", "bpu,2024-06,50"))
    found = run("check", "--today", "2026-06-30").out
    assert found.count("X104") == 1
    told = "bpu / 2024-06 has participants (also: pu), but the oldest population of the branch starts later (2025-01)"
    assert told in found


def test_of_two_branches_of_one_name_the_one_without_participants_is_meant(project, run):
    workers = "branch,segment,period,workers\nKab. Bandung,pu,2025-08,200\nKota Bandung,pu,2025-08,300\n"
    people = "branch,segment,period,participants\nBANDUNG,pu,2025-08,100\nKOTA BANDUNG,pu,2025-08,150\n"
    project({"data/population.csv": workers, "data/participants.csv": people})
    out = run("check", "--today", "2025-09-30").out
    assert f"BANDUNG / pu / 2025-08 {SUGGESTED.format('Kab. Bandung')}" in out
    assert 'Kab. Bandung / pu / 2025-08 has workers but no participants of any period (did you mean "BANDUNG"?)' in out


@pytest.mark.parametrize(
    ("people", "workers"),
    [
        ("Kab. Paser", "PASER"),
        ("6409 Berau", "Berau"),
        ("Ppu [6409]", "Kabupaten PPU"),
        ("Cabang Berau", "Kantor Cabang Berau"),
        ("KC Balikpapan", "Kota Balikpapan"),
    ],
)
def test_titles_and_codes_before_a_name_make_no_other_area(project, run, people, workers):
    files = {
        "data/population.csv": f"branch,segment,period,workers\n{workers},pu,2025-08,200\nZzzzzzzz,pu,2025-08,200\n",
        "data/participants.csv": f"branch,segment,period,participants\n{people},pu,2025-08,100\n",
    }
    project(files)
    assert f"{people} / pu / 2025-08 {SUGGESTED.format(workers)}" in run("check", "--today", "2025-09-30").out


@pytest.mark.parametrize(
    ("one", "others"),
    [
        ("kota solo", ["kab. solo"]),
        ("6401 aa", ["6402 aa"]),
        ("15 tahun", ["60 tahun"]),
        ("solo", ["kab. solo", "kota solo"]),
        ("kab.", ["kota"]),
        ("kc berau", ["kab. paser"]),
    ],
)
def test_titles_and_codes_that_differ_make_another_area(one, others):
    assert Areas(others).meant(one) is None
    assert Areas(["kab. paser", "kota solo"]).meant("paser") == "kab. paser"


@pytest.mark.parametrize("typed", ["Balikpapan", "Kota Balikpapan", "Cabang Balikpapan", "KC Balikpapn"])
def test_the_branch_that_somebody_typed_is_meant_whatever_stands_before_its_name(project, run, typed):
    known = ("Kantor Cabang Balikpapan", "Kantor Cabang Samarinda", "Kota Bontang")
    files = {
        "data/population.csv": "branch,segment,period,workers\n" + "".join(f"{one},pu,2025,200\n" for one in known),
        "data/participants.csv": "branch,segment,period,participants\n"
        + "".join(f"{one},pu,2025,9\n" for one in known),
    }
    project(files)
    assert f'no branch "{typed}" in the data (did you mean "Kantor Cabang Balikpapan"?)' in run("gap", "-b", typed).err


def test_gap_hears_of_the_segment_that_it_shows_whatever_divides_its_rows(project, run):
    rows = "branch,segment,sex,period,{}\nk,pu,m,2025-09,{}\nk,bpu,m,2025-09,{}\n"
    inputs = "".join(f"  - {{kind: {kind}, files: data/{kind}.csv}}\n" for kind in ("population", "participants"))
    project({"data/population.csv": rows.format("workers", 10, 20),
             "data/participants.csv": rows.format("participants", 15, 25),
             "config/sources.yaml": f"dimensions: [sex]\ninputs:\n{inputs}"})  # fmt: skip
    for segment, line in (("pu", 2), ("bpu", 3)):
        found = run("gap", "--segment", segment, "--format", "json").json["findings"]
        assert [(one["code"], one["line"]) for one in found] == [("X103", line)]


def test_a_change_says_from_what_to_what_and_where(given, run):
    given(population=population("pu,2025-03,50", "pu,2025-09,100"), participants=participants("pu,2025-09,67"))
    said = (
        "balikpapan / pu / 2025-09: workers went from 50 to 100 since 2025-03, a change of +100%; more than 10% is rare"
    )
    assert f"data/population.csv:3:23: warning D105 {said}." in run("check", "--today", "2026-06-30").out


@pytest.mark.parametrize(("left", "change"), [(100, "-99.995%"), (40_000, "-98%"), (0, "-100%")])
def test_a_few_who_are_left_are_not_nobody(given, run, left, change):
    given(population=population("pu,2025-03,2000000", f"pu,2025-09,{left}"), participants=participants("pu,2025-09,0"))
    assert f", a change of {change}; more than 10%" in run("check", "--today", "2026-06-30").out


@pytest.mark.parametrize(
    ("vintage", "found"), [("2023-09", []), ("2023-08", ["D104"]), ("2023", []), ("2022", ["D104"])]
)
def test_a_denominator_ages(given, codes, vintage, found):
    given(population=population(f"pu,{vintage},100"), participants=participants("pu,2025-09,67"))
    assert [code for code, _ in codes()] == found
    given(population=population(f"pu,{vintage},100"), participants=participants("pu,2025-08,66", "pu,2025-09,67"))
    assert [code for code, _ in codes()] == found


def test_an_old_denominator_is_said_once(given, codes):
    months = [f"pu,2025-0{month},6{month}" for month in range(1, 9)]
    given(population=population("pu,2021-01,100"), participants=participants(*months))
    assert codes() == [("D104", 2)]


@pytest.mark.parametrize(("after", "found"), [(60, []), (61, ["D106"]), (40, []), (39, ["D106"])])
def test_rates_may_move_by_ten_points(given, codes, after, found):
    given(population=population("pu,2025-01,100"), participants=participants("pu,2025-02,50", f"pu,2025-03,{after}"))
    assert [code for code, _ in codes()] == found


@pytest.mark.parametrize(
    ("workers", "later", "before", "after", "found"),
    [
        (35, 35, 5, 9, []),  # four people are 11 points
        (35, 35, 5, 14, []),
        (35, 35, 5, 15, ["D106"]),
        (1000, 30, 15, 15, ["D105", "D106"]),  # a slip, by which 15 people are 50%
    ],
)
def test_of_few_workers_ten_points_are_nothing(given, codes, workers, later, before, after, found):
    given(
        population=population(f"pu,2025-01,{workers}", f"pu,2025-03,{later}"),
        participants=participants(f"pu,2025-02,{before}", f"pu,2025-03,{after}"),
    )
    assert sorted({code for code, _ in codes()} - {"D107"}) == found


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (65_640, 29_560, "from 65.6% to 29.6% since 2025-02, by -36 points; more than 10 "),
        (50_040, 60_060, "from 50% to 60.1% since 2025-02, by +10.1 points; more than 10 "),
        (50_040, 60_045, "from 50.04% to 60.05% since 2025-02, by +10.01 points; more than 10 "),
        (10_150, 20_300, "from 10.2% to 20.3% since 2025-02, by +10.1 points; more than 10 "),  # it doubled
    ],
)
def test_a_leap_is_the_difference_of_its_printed_rates_and_beyond_the_printed_limit(given, run, before, after, said):
    given(
        population=population("pu,2025-01,100000"),
        participants=participants(f"pu,2025-02,{before}", f"pu,2025-03,{after}"),
    )
    assert f"the rate went {said}" in run("check", "--today", "2025-09-30").out


def test_periods_are_compared_in_order_of_time_not_of_text(given, codes):
    rows = ["pu,2025-Q4,59", "pu,2025-02,50", "pu,2025-05,55"]
    given(population=population("pu,2025-01,100"), participants=participants(*rows))
    assert codes() == []


def test_a_copied_table_is_noticed_on_either_side(given, codes):
    given(
        population=population("pu,2025-01,100", "pu,2025-09,100"),
        participants=participants("pu,2025-01,60", "pu,2025-09,60"),
    )
    assert codes() == [("D107", 3), ("D107", 3)]


def test_the_figures_of_a_quarter_are_those_of_its_last_month(given, codes):
    given(participants=participants("pu,2025-09,6000", "pu,2025-Q3,6000"), population=population("pu,2025-09,9000"))
    assert codes() == [("D111", 2)]


def test_a_copied_table_is_one_with_a_zero_in_it(given, codes):
    given(participants=participants("pu,2025-09,60", "bpu,2025-09,0", "pu,2025-10,60", "bpu,2025-10,0"))
    assert codes() == [("D107", 5)]


@pytest.mark.parametrize(
    ("still", "other", "told"),
    [
        ((60, 31), "41", 0),  # a small branch, where nobody came or left in a month
        ((60, 31), "40", 1),  # the whole table
        ((251, 24), "41", 1),
        ((249, 24), "41", 0),
        ((51, 126), "41", 1),  # which would be two chances at once
        ((49, 126), "41", 0),
        ((400_000, 90_000), "41", 0),  # in tens of thousands
    ],
)
def test_a_small_branch_may_stand_still_where_others_move(given, run, still, other, told):
    rows = [
        f"kutai,{name},2025-{month},{count}\n"
        for month in ("09", "10")
        for name, count in zip("ab", still, strict=True)
    ]
    given(participants=participants("pu,2025-09,40", f"pu,2025-10,{other}") + "".join(rows))
    assert run("check", "--today", "2026-06-30").out.count("D107 kutai") == told


@pytest.mark.parametrize(("months", "told"), [(6, 1), (7, 0)])
def test_of_many_months_one_is_the_same_by_chance(given, run, months, told):
    """Of a branch of 1,401 people beside another one."""
    periods = [f"{2025 + month // 12}-{month % 12 + 1:02d}" for month in range(8, 8 + months)]
    rows = [f"kutai,a,{period},{1400 + max(1, at)}\n" for at, period in enumerate(periods)]
    others = (f"pu,{period},{40 + at}" for at, period in enumerate(periods))
    given(participants=participants(*others) + "".join(rows))
    assert run("check", "--today", "2026-06-30").out.count("D107 kutai") == told


@pytest.mark.parametrize(("year", "found"), [(1899, ["D103"] * 2), (1900, [])])
def test_figures_that_ended_before_1900_are_of_another_calendar(given, codes, year, found):
    given(population=population(f"pu,{year},100"), participants=participants(f"pu,{year},67"))
    assert [code for code, _ in codes()] == found


def test_zeros_are_no_copy(given, codes):
    given(participants=participants("pu,2025-09,0", "bpu,2025-09,0", "pu,2025-10,0", "bpu,2025-10,0"))
    assert codes() == []


TOTALS = "totals:\n  - {{branch: balikpapan, period: 2025-09, {0}}}\n"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("workers: 180", []),
        ("workers: 181", ["D108"]),
        ("workers: 200, rounded_to: 100", []),
        ("workers: 300, rounded_to: 100", ["D108"]),
        ("workers: 170, rounded_to: 10", ["D108"]),
        ("workers: 190, rounded_to: 10", ["D108"]),
        ("participants: 80, rounded_to: 8", []),
        ("participants: 84, rounded_to: 3", ["D108"]),
        ("participants: 87, segment: null", ["D109"]),
        ("participants: 67, segment: pu", []),
        ("participants: 67, segment: bpu", ["D108"]),
    ],
)
def test_parts_add_up_to_the_published_total(given, codes, said, found):
    given(checks=TOTALS.format(said))
    assert [code for code, _ in codes()] == found


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("workers: 171, rounded_to: 10", "171 of workers"),
        ("rounded_to: 10, workers: 171", "171 of workers"),
        ("workers: 180, participants: 87, rounded_to: 10", "87 of participants"),
        ("workers: 5, rounded_to: 10", "5 of workers"),
        ("workers: 0, rounded_to: 10", ""),
    ],
)
def test_a_total_that_was_not_rounded_so_is_no_rounded_total(given, run, said, wrong):
    """The unit would only let the parts differ from it unseen."""
    given(checks=TOTALS.format(said))
    ran = run("check", "--today", "2026-06-30")
    column = TOTALS.format(said).splitlines()[1].index("rounded_to: ") + len("rounded_to: ") + 1
    told = f"config/checks.yaml:2:{column}: error C105 rounded_to: the {wrong}: are no multiple of 10"
    assert (told in ran.out + ran.err) is bool(wrong), ran.out + ran.err


@pytest.mark.parametrize("branch", ["balikpapan", "samarinda"])
@pytest.mark.parametrize("side", ["workers", "participants"])
def test_a_missed_total_is_placed_at_its_count_in_the_configuration(given, run, branch, side):
    other = {"workers": "participants: 67", "participants": "workers: 180"}[side]
    given(checks=f"totals:\n  - branch: {branch}\n    period: 2025-09\n    {other}\n    {side}: 190\n")
    findings = run("check", "--today", "2026-06-30", "--format", "json").json["findings"]
    (found,) = [one for one in findings if one["code"] in {"D108", "D109"} and one["field"] == side]
    assert (found["path"], found["value"]) == ("config/checks.yaml", "190")
    assert (found["line"], found["column"]) == (5, len(f"    {side}: ") + 1)


def test_a_missed_total_says_by_how_much(given, run):
    given(checks="totals:\n  - branch: balikpapan\n    period: 2025-09\n    workers: 190\n")
    ran = run("check", "--today", "2026-06-30")
    assert ran.code == 1
    said = "the workers of the table add up to 180, 10 off the published total of 190"
    assert f"config/checks.yaml:4:14: error D108 balikpapan / 2025-09: {said}." in ran.out


NATIONAL = """severity: {D108: warning}
totals:
  - {period: 2025-09, workers: 290}
  - {branch: balikpapan, period: 2025-09, workers: 200}
  - {segment: pu, period: 2025-09, workers: 170}
"""


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ((), [3, 4, 5]),
        (("--branch", "balikpapan"), [3, 4, 5]),
        (("--branch", "samarinda"), [3, 5]),
        (("--segment", "bpu"), [3, 4]),
        (("--segment", "pu"), [3, 4, 5]),
        (("--branch", "samarinda", "--segment", "bpu"), [3]),
    ],
)
def test_gap_hears_of_every_published_total_that_has_a_part_in_its_figures(given, run, options, lines):
    samarinda = "samarinda,pu,2025-09,50\nsamarinda,bpu,2025-09,50\n"
    given(population=POPULATION + samarinda, participants=PARTICIPANTS + samarinda, checks=NATIONAL)
    findings = run("gap", *options, "--format", "json").json["findings"]
    assert [one["line"] for one in findings if one["code"] == "D108"] == lines


@pytest.mark.parametrize("names", ["period: 2025-09", "branch: balikpapan", "segment: bpu"])
def test_an_exception_names_a_published_total_by_what_it_is_a_total_of(given, codes, names):
    """No row among its parts is what it is about."""
    given(
        checks="totals: [{branch: balikpapan, period: 2025-09, workers: 200}]\n",
        exceptions=f"exceptions: [{{code: D108, {names}, reason: known, owner: us, expiry: 2026-12-31}}]\n",
    )
    assert [code for code, _ in codes()] == (["D108", "E101"] if "segment" in names else [])


def test_a_total_row_says_whether_its_parts_reach_it(given, run):
    given(population=POPULATION + "balikpapan,Jumlah,2025-09,190\n")
    assert "it says 190, they add up to 180" in run("check").out


def test_gap_hears_of_the_figures_that_it_shows_only(given, run):
    given(
        population=POPULATION + "samarinda,pu,2025-01,10\nsamarinda,pu,2025-09,50\n",
        participants=PARTICIPANTS + "samarinda,pu,2025-09,9\n",
    )
    assert "D105" in run("gap").out
    assert "D105" not in run("gap", "--branch", "balikpapan").out


def test_thresholds_are_settings(given, codes):
    rows = ["pu,2025-02,50", "pu,2025-03,70"]
    files = {"population": population("pu,2022-01,90", "pu,2022-06,100"), "participants": participants(*rows)}
    given(**files)
    assert [code for code, _ in codes()] == ["D106", "D104", "D105"]
    given(**files, checks="thresholds: {population_age_months: 60, workers_change: 20%, rate_jump: 20}\n")
    assert codes() == []


def test_a_zero_workers_row_is_said_once_however_many_periods_rest_on_it(given, codes):
    given(
        population=population("pu,2025-01,100", "bpu,2025-01,0"),
        participants=participants("pu,2025-02,60", "bpu,2025-02,1", "pu,2025-03,61", "bpu,2025-03,2"),
    )
    assert [found for found in codes() if found[0] == "D101"] == [("D101", 3)]


def test_nobody_on_both_sides_is_nothing_wrong_while_no_period_lacks_them(given, codes):
    workers = population("pu,2025-01,100", "bpu,2025-01,0")
    people = ("pu,2025-02,60", "bpu,2025-02,0", "pu,2025-03,61", "bpu,2025-03,0")
    given(population=workers, participants=participants(*people))
    assert codes() == []
    given(population=workers, participants=participants(*people[:3]))
    assert codes() == [("X102", 3), ("D101", 3)]  # in March it is not known


def test_the_shipped_data_has_no_error(run, monkeypatch):
    from tests.conftest import ROOT

    monkeypatch.chdir(ROOT)
    ran = run("check", "--format", "json", "--today", "2026-01-01")
    assert ran.code == 0
    assert {finding["code"] for finding in ran.json["findings"]} == {"D105"}


SPELT = (
    "Total: Pekerja",
    "Total:Pekerja",
    "Total – Pekerja",
    "Total, all sectors",
    "Pekerja (Total)",
    "Jml. Pekerja",
    "Sub-Total A",
    "J U M L A H",
)
HINTED = ("Total-Pekerja", "All-Workers", "Pekerja (jumlah)", "Jumlah2)", "TotalPekerja", "∑", "Rekap", "Seluruh-nya")


@pytest.mark.parametrize("name", HINTED)
@pytest.mark.parametrize(("said", "found"), [((30, 300), 4), ((30, 301), 4), ((31, 305), 0)])
def test_a_word_of_totals_makes_one_where_its_figures_do(project, run, name, said, found):
    rows = f"A,pu,2025-09,10\nA,bpu,2025-09,20\nA,{name},2025-09,{said[0]}\n"
    rows += f"B,pu,2025-09,100\nB,bpu,2025-09,200\nB,{name},2025-09,{said[1]}\n"
    project({"data/population.csv": "branch,segment,period,workers\n" + rows,
             "data/participants.csv": "branch,segment,period,participants\n" + rows})  # fmt: skip
    ran = run("check")
    assert ran.out.count("error K102") == found
    assert run("gap").code == (1 if found else 0)
    assert ("it says 301, they add up to 300" in ran.out) == (said[1] == 301 and found > 0)


@pytest.mark.parametrize(("said", "found"), [((30, 35), 2), ((30, 35, 35), 0), ((30, 30, 35, 35), 4)])
def test_a_word_of_totals_makes_one_where_half_of_its_figures_do(project, run, said, found):
    rows = "".join(f"{at},pu,2025-09,10\n{at},bpu,2025-09,20\n{at},Total-Pekerja,2025-09,{count}\n"
                   for at, count in enumerate(said))  # fmt: skip
    root = project({"data/population.csv": "branch,segment,period,workers\n" + rows})
    assert run("check", str(root / "data/population.csv")).out.count("error K102") == found


def test_where_all_are_nobody_no_name_is_told_to_be_a_total_or_none(project, run):
    rows = [f"{branch},{name},2025-09,{count * (branch == 'A')}\n" for branch in "ABC"
            for name, count in (("pu", 10), ("bpu", 20), ("Total-Pekerja", 30))]  # fmt: skip
    root = project({"data/population.csv": "branch,segment,period,workers\n" + "".join(rows)})
    assert run("check", str(root / "data/population.csv")).out.count("error K102") == 3


@pytest.mark.parametrize(("count", "found"), [(100, 2), (99, 0)])
def test_a_branch_with_a_word_of_totals_is_one_where_its_figures_say_so(project, run, count, found):
    rows = f"A,pu,2025-09,10\nA,semua-segmen,2025-09,10\nB,pu,2025-09,{count}\nB,semua-segmen,2025-09,{count}\n"
    rows += f"Total-Kaltim,pu,2025-09,{count + 10}\nTotal-Kaltim,semua-segmen,2025-09,{count + 10}\n"
    root = project({"data/population.csv": "branch,segment,period,workers\n" + rows})
    out = run("check", str(root / "data/population.csv")).out
    whole = (count + 10) * (1 if found else 2)
    said = f"it says {whole}, they add up to {whole}"
    assert f'branch "Total-Kaltim" is a total, and its parts are in the table too: {said}' in out
    assert out.count('segment "semua-segmen" is a total') == found  # one part each: from a hundred on no chance


@pytest.mark.parametrize("name", ["Sub-Total:", "Total:", "Grand-Total", "kota total", "JUMLAH *)", "_total_", *SPELT])
def test_a_total_is_one_with_whatever_marks(project, run, name):
    rows = f'kota,pu,2025-09,10\nkota,bpu,2025-09,20\nkota,"{name}",2025-09,35\n'  # by its name alone
    project({"data/population.csv": "branch,segment,period,workers\n" + rows,
             "data/participants.csv": "branch,segment,period,participants\n" + rows})  # fmt: skip
    assert run("check").out.count("error K102") == 2


def test_a_province_among_its_cities_equals_their_sum(project, run):
    def table(count, factor):
        rows = [f"k{at},{segment},2025-09,{at * factor}\n" for at in range(1, 5) for segment in ("pu", "bpu")]
        whole = [f"prov,{segment},2025-09,{10 * factor}\n" for segment in ("pu", "bpu")]
        return f"branch,segment,period,{count}\n" + "".join(rows + whole)

    root = project({"data/population.csv": table("workers", 100), "data/participants.csv": table("participants", 50)})
    ran = run("check", "--lang", "en")
    assert ran.code == 0
    assert ran.out.count("warning K103") == 2
    assert (
        "data/population.csv:11:1: warning K103 prov / bpu / 2025-09: 1,000 is exactly the sum of the other branches"
        in ran.out
    )
    (root / "data/participants.csv").write_text(
        table("participants", 50).replace("prov,pu,2025-09,500", "prov,pu,2025-09,499")
    )
    assert run("check").out.count("warning K103") == 1


def test_a_province_that_lacks_a_segment_of_its_cities_is_not_their_sum(project, run):
    rows = "".join(f"k{at},{segment},2025-09,{at}00\n" for at in range(1, 5) for segment in ("pu", "bpu"))
    root = project({"data/population.csv": f"branch,segment,period,workers\n{rows}prov,pu,2025-09,1000\n"})
    ran = run("check", str(root / "data/population.csv"))
    assert (ran.code, ran.out.count("K103")) == (0, 0)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((67213, 78455, 145668), 2),
        ((4000, 5500, 9500), 0),  # one of a few thousand is by chance the sum of two others
        ((60000, 80000, 140000), 0),  # and so is one of a few ten thousands
        ((78455, 78455, 0), 0),  # two alike, and nobody
    ],
)
def test_a_large_row_is_the_sum_of_two_others_by_no_chance(project, run, counts, told):
    rows = "".join(f"{{}},2025-09,{count}\n" for count in counts)
    for names in (("k,pu", "k,bpu", "k,kota"), ("a,pu", "b,pu", "kaltim,pu")):
        project({"data/population.csv": "branch,segment,period,workers\n" + rows.format(*names),
                 "data/participants.csv": "branch,segment,period,participants\n" + rows.format(*names)})  # fmt: skip
        assert run("check").out.count("warning K103") == told


WHOLE = (
    "Nairobi,formal,2024,900\nNairobi,informal,2024,300\nNairobi,both,2024,1200\n"
    "Kisumu,formal,2024,90\nKisumu,informal,2024,40\nKisumu,both,2024,130\n"
    "Kenya,formal,2024,990\nKenya,informal,2024,340\n"
)


def sums(project, run, rows):
    header = "branch,segment,period,"
    root = project({"data/population.csv": f"{header}workers\n{rows}"})
    ran = run("check", str(root / "data/population.csv"), "--format", "json")
    return [(one["code"], one["value"]) for one in ran.json["findings"]]


def test_the_sum_of_two_parts_is_a_total_where_it_is_so_everywhere(project, run):
    assert sums(project, run, WHOLE) == [("K106", "both"), ("K106", "Kenya")]
    rounded = WHOLE.replace("Kenya,formal,2024,990", "Kenya,formal,2024,991")
    assert sums(project, run, rounded) == [("K106", "both"), ("K106", "Kenya")]
    beyond = WHOLE.replace("Kenya,formal,2024,990", "Kenya,formal,2024,993")
    assert sums(project, run, beyond) == [("K106", "both")]


@pytest.mark.parametrize(
    "rows",
    [
        WHOLE.replace("130", "131").replace("Kenya", "Kenya and more").replace("340", "350"),  # in one place only
        "a,x,2024,9\na,y,2024,5\na,z,2024,4\nb,x,2024,7\nb,y,2024,5\nb,z,2024,2\n",  # so small that it is chance
        "".join(f"{at},x,2024,900\n{at},y,2024,500\n{at},z,2024,400\n" for at in "ab"),  # the same figures twice
        "a,x,2024,900\na,y,2024,900\nb,x,2024,700\nb,y,2024,700\n",  # of two, each is the sum of the other
    ],
)
def test_a_sum_that_may_be_chance_is_no_total(project, run, rows):
    assert sums(project, run, rows) == []


def test_all_others_are_no_total(project, run):
    rows = "k,formal,2024,90\nk,all other sectors,2024,40\n"
    assert sums(project, run, rows) == []
    assert sums(project, run, rows.replace("all other sectors", "all sectors")) == [("K102", "all sectors")]


@pytest.mark.parametrize("name", ["All Saints", "ALL SAINTS' PARISH", "All-Souls College", "All Hallows, Barking"])
def test_a_parish_is_no_total_and_has_one(project, run, name):
    rows = f'{name.replace(",", "")},pu,2024,90\nk,pu,2024,40\nk,"{name}",2024,7\n'
    assert sums(project, run, rows) == []
    for total in (f"Total {name}", f"{name} (total)", "All", "All segments", "All parishes", "Total Kalimantan Timur"):
        assert sums(project, run, f'{rows}k,"{total}",2024,45\n') == [("K102", total)]
        assert sums(project, run, f'{rows}"{total}",pu,2024,133\n') == [("K102", total)]


def test_a_change_beyond_its_limit_does_not_look_like_it(project, run):
    rows = "branch,segment,period,workers\nk,pu,2024,100000\nk,pu,2025,110010\n"
    root = project({"data/population.csv": rows})
    ran = run("check", str(root / "data/population.csv"))
    assert "a change of +10.01%; more than 10% is rare" in ran.out
    people = "branch,segment,period,participants\nk,pu,2025-01,11001\nk,pu,2025-02,22006\n"
    root = project({"data/population.csv": rows, "data/participants.csv": people})
    assert "by +10.004 points; more than 10 is rare" in run("check").out


TWO = ("a,x,2025-09,{}\n", "a,y,2025-09,{}\n")
ALONE = ("a,Total,2025-09,{}\n", "b,Total,2025-09,{}\n")
COUNTRY = ("Total,x,2025-09,{}\n", "Total,y,2025-09,{}\n")


@pytest.mark.parametrize(
    ("workers", "people", "found"),
    [
        ((*TWO, "a,Jumlah,2025-09,{}\n"), TWO, ["K102"]),
        (TWO, (*TWO, "a,Jumlah,2025-09,{}\n"), ["K102"]),
        ((*TWO, COUNTRY[0]), TWO, ["K102"]),
        (TWO, (*TWO, COUNTRY[0]), ["K102"]),
        (TWO, (*TWO, "Total,x,2025-08,{}\n"), ["X101"]),
        (ALONE, ALONE[:1], ["X102"]),
        (ALONE[:1], ALONE, ["X101"]),
        (ALONE[:1], TWO[:1], ["X101", "X102"]),
        (COUNTRY, COUNTRY[:1], ["X102"]),
        (COUNTRY[:1], COUNTRY, ["X101"]),
        (COUNTRY[:1], TWO[:1], ["X101", "X102"]),
    ],
)
def test_a_total_lacks_no_side_where_its_parts_stand_and_else_it_is_a_row_like_others(
    given, run, workers, people, found
):
    given(
        population=HEAD + "workers\n" + "".join(workers).format(40, 50, 90),
        participants=HEAD + "participants\n" + "".join(people).format(20, 30, 50),
    )
    assert [one["code"] for one in run("check", "--today", "2026-01-01", "--format", "json").json["findings"]] == found
    assert run("gap").code == (found != ["X102"])


def test_the_word_for_a_total_may_stand_in_any_column(tmp_path, run):
    path = tmp_path / "participants.csv"
    path.write_text("No;Cabang;Segmen;Periode;Peserta\n1;a;x;2025-09;4\n2;a;y;2025-09;9\nTotal;;;;13\n")
    assert run("check", str(path)).out.count("error S120") == 1


@pytest.mark.parametrize("name", ["cacat-total", "total-e&p"])
@pytest.mark.parametrize("count", [3, 10])  # of two small counts that are alike, none is a total
@pytest.mark.parametrize("more", ["", "kota,bpu,2025-09,0\n", "kota,bpu,2025-09,7\n"])
def test_a_word_in_a_name_makes_no_total(project, run, name, count, more):
    rows = f"kota,pu,2025-09,10\nkota,{name},2025-09,{count}\n{more}"
    project({"data/population.csv": "branch,segment,period,workers\n" + rows,
             "data/participants.csv": "branch,segment,period,participants\n" + rows})  # fmt: skip
    assert "K102" not in run("check").out


@pytest.mark.parametrize("name", ["Cacat Total", "TOTAL BANGUN PERSADA", "Total E&P Indonésie"])
def test_a_firm_or_a_disability_is_no_total(project, run, name):
    rows = f"k,pu,2024,90\nk,bpu,2024,40\nk,{name},2024,17\n"
    assert sums(project, run, rows) == []
    assert sums(project, run, f"{rows}{name},pu,2024,60\n") == []
    for total in (f"Total {name}", f"{name} (total)", "Cacat - Total"):
        assert sums(project, run, f"{rows}k,{total},2024,147\n") == [("K102", total)]


def test_a_name_that_looks_like_a_total_has_a_way_out(project, run):
    rows = "k,pu,2025,90\nk,Total Karya Mandiri,2025,17\n"
    sides = {side: f"branch,segment,period,{side}\n{rows}" for side in ("workers", "participants")}
    project({"data/population.csv": sides["workers"], "data/participants.csv": sides["participants"]})
    assert "a name that is of no total, as a firm's may be, is given another one by values: there" in run("check").out
    values = "values: {segment: {Total Karya Mandiri: PT Total Karya Mandiri}}"
    inputs = [f"  - {{kind: {kind}, files: data/{kind}.csv, {values}}}" for kind in ("population", "participants")]
    project({"config/sources.yaml": "\n".join(["inputs:", *inputs, ""])})
    assert run("check").code == 0


def test_nobody_anywhere_is_no_sum(project, run):
    rows = "".join(f"k,s{at},2025-09,{{}}\n" for at in range(4))
    project({"data/population.csv": "branch,segment,period,workers\n" + rows.format(5, 6, 7, 8),
             "data/participants.csv": "branch,segment,period,participants\n" + rows.format(0, 0, 0, 0)})  # fmt: skip
    assert "K103" not in run("check").out


def test_two_alike_among_nobodies_are_no_sum(project, run):
    rows = "".join(f"k{at},pu,2025-09,{count}\n" for at, count in enumerate((5, 5, 0, 0)))
    project({"data/population.csv": "branch,segment,period,workers\n" + rows.replace(",0\n", ",7\n"),
             "data/participants.csv": "branch,segment,period,participants\n" + rows})  # fmt: skip
    assert "K103" not in run("check").out


@pytest.mark.parametrize("column", ["source", "country"])
def test_a_country_beside_merged_cells_makes_no_total(tmp_path, run, column):
    path = tmp_path / "population.csv"
    path.write_text(f"{column},branch,segment,period,workers\nIndonesia,b,a,2025-09,10\nIndonesia,,c,2025-09,5\n")
    assert "V118" in run("check", str(path)).out


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("A,PU,2025-06,5\nA,BPU,2025-06,6\nNASIONAL,PU,2025-06,5\n", "it says 5, they add up to 5"),
        ("A,PU,2025-06,5\nB,PU,2025-06,6\nB,BPU,2025-06,9\nNASIONAL,PU,2025-06,7\n", "it says 7, they add up to 11"),
        (
            "A,PU,2025-06,5\nB,PU,2025-06,6\nB,BPU,2025-06,9\nNASIONAL,PU,2025-06,11\nNASIONAL,BPU,2025-06,10\n",
            "it says 21, they add up to 20",
        ),
        ("A,PU,2025-06,5\nA,BPU,2025-06,6\nNASIONAL,Semua Segmen,2025-06,11\n", "it says 11, they add up to 11"),
        (
            "".join(
                f"{name},PU,2025-06,5\n{name},BPU,2025-06,6\n{name},Jumlah,2025-06,11\n" for name in ("A", "NASIONAL")
            ),
            "it says 11, they add up to 11",
        ),
        ("A,PU,2025-06,5\nA,Jumlah,2025-06,5\nNASIONAL,Jumlah,2025-06,5\n", "it says 5, they add up to 5"),
    ],
)
def test_a_total_is_held_against_its_own_parts(project, run, rows, says):
    root = project({"data/population.csv": "branch,segment,period,workers\n" + rows})
    (line,) = [
        line
        for line in run("check", str(root / "data/population.csv")).out.splitlines()
        if 'branch "NASIONAL" is a total' in line
    ]
    assert says in line


def test_names_are_made_ready_once_for_all_that_ask(given, run, monkeypatch):
    made = []
    monkeypatch.setattr(suggestions, "Known", lambda names: made.append(names) or Known(names))
    given(
        participants=participants("pu,2025-09,60", "bpuu,2025-09,20"),
        checks="totals:\n  - {branch: balikpapn, period: 2025-09, workers: 190}\n",
        targets="targets:\n  national:\n    rate: 80%\n    branches: {balikpapam: 70%}\n",
    )
    out = run("check").out
    assert [code in out for code in ("X101", "T104", "D109")] == [True] * 3
    assert len(made) == len(set(made))


@pytest.mark.parametrize(
    ("workers", "people", "found"),
    [
        ((500, 9_000), (5, 100), ["D110"]),  # percentages
        ((500, 8_999), (5, 100), []),
        ((500, 120_500), (5, 101), []),
        ((50_500, 54_500), (100, 108), ["D110"]),  # thousands
        ((50_500, 54_500), (101, 109), []),
        ((50_500, 54_500), (0, 0), ["D114"]),  # nobody has no unit
        ((50_500, 54_500), (99, 0), ["D110"]),
    ],
)
def test_participants_of_another_unit_look_so_few(given, codes, workers, people, found):
    names = ("pu", "bpu", "jakon")
    given(
        population=population(*(f"{a},2025-09,{b}" for a, b in zip(names, (*workers, 1000), strict=True))),
        participants=participants(*(f"{a},2025-09,{b}" for a, b in zip(names, (*people, 0), strict=True))),
    )
    assert [code for code, _ in codes()] == found


def test_few_participants_are_told_of_the_newest_period_with_their_workers(given, run):
    given(
        population=population("pu,2025-01,40000", "bpu,2025-01,19000", "jakon,2025-01,1000"),
        participants=participants(
            *(f"{name},2025-0{month},{month + 2}" for month in (2, 3) for name in ("bpu", "pu", "jakon"))
        ),
    )
    said = "data/participants.csv:5:24: warning D110 2025-03: 15 participants of 60,000 workers, at most one in 4,000."
    assert run("check", "--today", "2026-01-01").out.count("D110") == 1
    assert said in run("check", "--today", "2026-01-01").out
    assert "D110" in run("gap").out
    assert "2025-02: 12 participants of 60,000 workers" in run("gap", "--period", "2025-02").out
    assert "D110" not in run("gap", "--suppress", "20").out


@pytest.mark.parametrize(
    ("workers", "found"), [((4000, 4000, 1999), []), ((4000, 4000, 2000), ["D110"]), ((9000, 9000), [])]
)
def test_few_of_few_workers_or_in_few_rows_are_no_matter_of_units(given, codes, workers, found):
    given(
        population=population(*(f"s{at},2025-09,{count}" for at, count in enumerate(workers))),
        participants=participants(*(f"s{at},2025-09,{at}" for at, _ in enumerate(workers))),
    )
    assert [code for code, _ in codes()] == found


def test_workers_in_thousands_are_a_cause_of_more_than_all(given, run):
    given(population=population("pu,2025-09,127"), participants=participants("pu,2025-09,5300"))
    (line,) = [line for line in run("check").out.splitlines() if "X103" in line]
    assert "or workers in thousands (unit: thousands in config/sources.yaml)" in line


def test_persons_that_were_counted_have_no_unit(given, run, tmp_path):
    given(population=population("pu,2025-09,40000", "bpu,2025-09,20000", "jakon,2025-09,1000"))
    (tmp_path / "data/participants.csv").unlink()
    rows = "".join(f"{at},balikpapan,{name},active,2025-09\n" for at, name in enumerate(("pu", "bpu", "jakon")))
    (tmp_path / "persons.csv").write_text("participant_id,branch,segment,status,period\n" + rows)
    out = run("gap", "--participants", "persons.csv").out
    assert "Total" in out
    assert "D110" not in out


HAD = ("a,pu,2024,5100", "a,bpu,2024,3100", "b,pu,2024,4100", "b,bpu,2024,2100", "a,pu,2025,5110", "b,pu,2025,4110")
"""Two branches with two segments, of which one has no row in the vintage after."""


@pytest.mark.parametrize(
    ("names", "left"), [("segment: pmi", ["jakon"]), ("segment: jakon, period: 2025", ["pmi"]), ("branch: a", [])]
)
def test_a_lost_segment_is_excepted_by_its_name(given, run, names, left):
    lines = ["a,pu,2024,5100", "a,jakon,2024,900", "a,pmi,2024,300", "a,pu,2025,5110"]
    given(
        population="\n".join(["branch,segment,period,workers", *lines, ""]),
        participants="branch,segment,period,participants\na,pu,2025-09,2100\n",
        exceptions=f"exceptions:\n  - {{code: D119, {names}, reason: r, owner: o, expiry: 2027-01-01}}\n",
    )
    found = run("check", "--format", "json", "--today", "2026-01-01").json["findings"]
    assert [one["value"] for one in found if one["code"] in {"D119", "E101"}] == left


def test_of_a_few_workers_all_may_go(given, run):
    """Where nobody is left a row is often left out: of six migrant workers of a village, in the year after."""
    for count, told in ((9, 0), (10, 1)):
        lines = ["a,pu,2024,900", f"a,pmi,2024,{count}", "a,pu,2025,910"]
        given(
            population="\n".join(["branch,segment,period,workers", *lines, ""]),
            participants="branch,segment,period,participants\na,pu,2025-09,500\n",
        )
        assert run("check", "--today", "2026-01-01").out.count("D119") == told


@pytest.mark.parametrize(
    ("more", "people", "told"),
    [
        (("b,bpu,2025,2110",), (), 1),  # the other has it still
        (("a,bpu,2025,3110", "b,bpu,2025,2110"), (), 0),
        (("b,bpu,2025,2110",), ("a,bpu,2025-09,900",), 0),  # X101 tells that
        (("a,bpu,2026-01,3110", "b,bpu,2025,2110"), ("a,bpu,2026-01,900",), 1),  # which is of another vintage
        (("a,informal,2025,3110", "b,informal,2025,2110"), (), 0),  # it has another name now
        ((), (), 2),
    ],
)
def test_a_segment_that_is_lost_in_both_tables_is_told(given, run, more, people, told):
    given(
        population="branch,segment,period,workers\n" + "\n".join((*HAD, *more, "")),
        participants="branch,segment,period,participants\n"
        + "\n".join(("a,pu,2025-09,2100", "b,pu,2025-09,1900", *people, "")),
    )
    out = run("check", "--today", "2026-01-01").out
    assert out.count("D119") == told
    said = 'a has no count of "bpu" in 2025, where it had 3,100 workers in 2024, and its totals are without it'
    assert (f"data/population.csv:6:3: warning D119 {said}" in out) is bool(told)
