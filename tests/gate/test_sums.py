"""Rows that are sums of others under names that do not say so: beside their parts, rounded, or with a part missing."""

from __future__ import annotations

import random
from itertools import product

import pytest

from coverage_cli.analysis.sums.subtotals import Subtotals

REGIONS = {"Coast": ("Mombasa", "Kwale", "Kilifi"), "Central": ("Kiambu", "Nyeri"), "Nyanza": ("Kisumu", "Siaya")}
COUNTIES = [county for counties in REGIONS.values() for county in counties]
SECTORS = ("Agriculture", "Trade", "Mining")
PEOPLE = {key: 30_011 + 7_919 * at + at**4 for at, key in enumerate(product(COUNTIES, SECTORS))}


def added(names, sector):
    return sum(PEOPLE[name, sector] for name in names)


def rows_of(names):
    """A row for each name and sector, of which `names` says the parts."""
    return [(name, sector, added(parts, sector)) for name, parts in names for sector in SECTORS]


def below(*, nation=True):
    return [
        *(row for region, parts in REGIONS.items() for row in [*((one, [one]) for one in parts), (region, parts)]),
        *([("Kenya", COUNTIES)] if nation else ()),
    ]


def above():
    rows = (row for region, parts in REGIONS.items() for row in [(region, parts), *((one, [one]) for one in parts)])
    return [("Kenya", COUNTIES), *rows]


@pytest.fixture
def sums(project, run):
    def found(rows):
        """The codes and values that are said about a table of workers."""
        table = "branch,segment,period,workers\n" + "".join(f"{a},{b},2024,{c}\n" for a, b, c in rows)
        project({"data/population.csv": table})
        said = run("check", "data/population.csv", "--format", "json").json["findings"]
        return [(one["code"], one["value"]) for one in said if one["code"][0] == "K"]

    return found


@pytest.mark.parametrize("names", [below(), above(), below(nation=False)])
def test_a_subtotal_among_its_parts_is_told(sums, names):
    nation = ["Kenya"] if ("Kenya", COUNTIES) in names else []
    assert sorted(sums(rows_of(names))) == [("K107", name) for name in sorted([*REGIONS, *nation])]


def test_a_subtotal_names_its_parts_in_their_order(project, run):
    table = "branch,segment,period,workers\n" + "".join(f"{a},{b},2024,{c}\n" for a, b, c in rows_of(above()))
    project({"data/population.csv": table})
    out = run("check", "data/population.csv").out
    assert 'warning K107 branch "Coast" is the sum of Mombasa, Kwale, Kilifi wherever' in out
    assert 'data/population.csv:2:1: warning K107 branch "Kenya" is the sum of Coast, Central, Nyanza wherever' in out


@pytest.mark.parametrize("sector", SECTORS)
def test_a_subtotal_is_told_though_it_has_nobody_in_one_place(sums, sector):
    rows = [(name, where, 0 if where == sector else people) for name, where, people in rows_of(below(nation=False))]
    assert sorted(sums(rows)) == [("K107", name) for name in sorted(REGIONS)]


def test_of_nobodies_none_is_held_against_the_others(sums, monkeypatch):
    """Any of them add up to any other: to ask that of a thousand names takes hours."""
    monkeypatch.setattr(Subtotals, "_holds", lambda *_: pytest.fail("asked"))
    assert sums([(f"area {number}", sector, 0) for number in range(12) for sector in SECTORS]) == []


def test_a_subtotal_may_be_of_segments(sums):
    rows = [(sector, county, people) for county, sector, people in rows_of(below())]
    assert {code for code, _ in sums(rows)} == {"K107"}


@pytest.mark.parametrize("names", [("pu", "bpu", "jakon", "both"), ("pu", "jakon", "both", "bpu")])
def test_of_few_names_the_parts_of_a_subtotal_may_stand_anywhere(sums, names):
    people = {("north", "pu"): 30_011, ("north", "bpu"): 52_127, ("north", "jakon"): 4_519}
    people |= {("south", "pu"): 61_403, ("south", "bpu"): 17_981, ("south", "jakon"): 9_203}
    people |= {(branch, "both"): people[branch, "pu"] + people[branch, "bpu"] for branch in ("north", "south")}
    rows = [(branch, name, people[branch, name]) for branch in ("north", "south") for name in names]
    assert sums(rows) == [("K107", "both")]
    # A row that is another number refutes it, and in one place alone some of so many are a sum by chance.
    assert sums([(a, b, c + 9 * ((a, b) == ("south", "both"))) for a, b, c in rows]) == []
    assert sums(rows[:4]) == []


@pytest.mark.parametrize("part", COUNTIES)
@pytest.mark.parametrize("sector", SECTORS)
def test_a_part_without_its_first_row_stands_where_it_stands(sums, part, sector):
    rows = [row for row in rows_of(below(nation=False)) if row[:2] != (part, sector)]
    assert {name for code, name in sums(rows) if code == "K107"} == set(REGIONS)


def test_a_missing_part_hides_no_subtotal_and_one_that_is_less_refutes_it(sums):
    rows = rows_of(below(nation=False))
    without = [row for row in rows if row[:2] != ("Kwale", "Trade")]
    assert ("K107", "Coast") in sums(without)
    assert ("K107", "Coast") not in sums([row for row in without if row[:2] != ("Kwale", "Mining")])  # one place left
    for off in (9, -9):
        assert ("K107", "Coast") not in sums([(a, b, c + off * ((a, b) == ("Coast", "Trade"))) for a, b, c in rows])
    small = [(a, b, 2 if (a, b) == ("Coast", "Trade") else c) for a, b, c in without]
    assert ("K107", "Coast") not in sums(small)


@pytest.mark.parametrize("times", [1, 10_000])
def test_small_numbers_add_up_by_chance_and_so_do_round_ones(sums, times):
    counts = (12, 19, 31, 44, 50, 61, 90)
    assert sums([(f"k{at}", "pu", count * times) for at, count in enumerate(counts)]) == []
    exact = (120_001, 190_003, 310_004, 440_007, 500_001, 610_009, 900_005)
    assert sums([(f"k{at}", "pu", count) for at, count in enumerate(exact)]) == [("K107", "k2")]
    # Of seven names, one of tens of thousands is a sum of its neighbours too easily; and one alike is no sum of one.
    smaller = (12_001, 19_003, 31_004, 44_007, 50_001, 61_009, 90_005)
    assert sums([(f"k{at}", "pu", count) for at, count in enumerate(smaller)]) == []
    assert sums([(f"k{at}", "pu", count) for at, count in enumerate((exact[0], *exact[:1], *exact[2:]))]) == []


ONCE = [*((f"s{at}", count) for at, count in enumerate((120_001, 190_003, 310_504, 700_001))), ("s4", 1_320_509)]


@pytest.mark.parametrize("more", [[], [("j", "s0", 5), ("j", "Total", 5)], [("j", "s0", 5), ("Total", "s0", 120_006)]])
def test_a_sum_in_one_place_is_told_once_whatever_totals_stand_elsewhere(sums, more):
    named = [("K102", "Total")] if more else []
    assert sums([*(("k", *row) for row in ONCE), *more]) == [("K103", "1320509"), *named]


@pytest.mark.parametrize(
    ("largest", "told"),
    [
        (3437, []),  # 38 towns, with employees about half of all: of so many one may be exactly that
        (3799, []),
        (3800, ["3800"]),
    ],
)
def test_of_many_rows_of_one_name_one_is_a_sum_by_chance(sums, largest, told):
    towns = [(f"town{at}", name, 97 * at + more) for at in range(38) for name, more in (("pu", 3311), ("bpu", 1000))]
    towns += [(f"town{at}", name, 300 + at * more) for at in range(38) for name, more in (("jakon", 3), ("pmi", 7))]
    half = [("k", "pu", largest), ("k", "bpu", largest - 801), ("k", "jakon", 600), ("k", "pmi", 201)]
    assert sums([*towns, *half]) == [("K103", count) for count in told]
    # A name that stands nowhere else is tried once.
    half[0] = ("k", "workers", largest)
    assert sums([*towns, *half]) == [("K103", str(largest))]


@pytest.mark.parametrize(("times", "told"), [(1, []), (21, []), (22, ["1122"])])
def test_of_many_months_of_a_branch_one_is_a_sum_by_chance(project, run, times, told):
    months = [f"2024-{month:02}" for month in range(1, 13)]
    towns = {"city": 51, "a": 13, "b": 11, "c": 14, "d": 13}  # the city is as large as the four
    rows = [
        f"{town},all,{month},{count * times + (month > '2024-01')}" for town, count in towns.items() for month in months
    ]
    project({"data/participants.csv": "\n".join(["branch,segment,period,participants", *rows, ""])})
    said = run("check", "data/participants.csv", "--format", "json").json["findings"]
    assert [one["value"] for one in said if one["code"] == "K103"] == told


@pytest.mark.parametrize("counts", [(50_001, 50_001), (501, 300, 201)])
def test_of_few_rows_beside_nobodies_none_is_a_sum(sums, counts):
    rows = [("k", f"s{at}", count) for at, count in enumerate((*counts, 0, 0))]
    assert sums(rows) == sums([(b, a, c) for a, b, c in rows]) == []


def test_one_less_than_a_sum_is_none(sums):
    assert sums([("k", f"s{at}", count) for at, count in enumerate((20_002, 20_001, 10_002, 50_004))]) == []


@pytest.mark.parametrize("nobodies", [["JHT"], ["JHT", "JP"]])
@pytest.mark.parametrize(("times", "off"), [(1, 0), (100, 100)])  # and as good as the same, in hundreds
def test_two_programmes_of_the_same_people_are_no_sum_beside_those_of_nobody(sums, nobodies, times, off):
    """Work injury and death insurance come together: each would be the sum of the others everywhere."""
    people = {county: PEOPLE[county, "Trade"] for county in COUNTIES}
    rows = [(county, name, count * times + (off if name == "JKM" else 0))
            for county, count in people.items() for name in ("JKK", "JKM")]  # fmt: skip
    assert sums(rows + [(county, name, 0) for county in people for name in nobodies]) == []
    assert sums([(b, a, c) for a, b, c in rows] + [(name, county, 0) for county in people for name in nobodies]) == []


def test_the_whole_alone_is_no_total(sums):
    """A table of the nation, by the name of the nation."""
    assert sums([("Indonesia", sector, PEOPLE["Kwale", sector]) for sector in SECTORS]) == []


def test_totals_alike_are_the_sum_of_all_that_are_none(sums):
    parts = [("k", "pu", 10_001), ("k", "bpu", 20_003)]
    names = ("total-pekerja", "jumlah-semuanya")
    assert sums([*parts, *(("k", name, 30_004) for name in names)]) == [("K102", name) for name in names]


def test_a_total_by_its_name_is_no_sum_besides(sums):
    whole = sum(count for _, count in ONCE)
    assert sums([*(("k", *row) for row in ONCE[:-1]), ("k", "Total", whole // 2)]) == [("K102", "Total")]
    rows = [(a, b, c) for a, b, c in holed() if b != "Mining" and a != "Kenya"]
    segments = [(a, "Total", sum(c for name, _, c in rows if name == a)) for a in COUNTIES]
    assert sums(rows + segments) == [("K102", "Total")] * len(COUNTIES)
    branches = [("Total", b, sum(c for _, name, c in rows if name == b)) for b in SECTORS[:2]]
    assert sums(rows + branches) == [("K102", "Total")]


@pytest.mark.parametrize("seed", range(20))
def test_numbers_at_random_are_no_sums(sums, seed):
    make = random.Random(seed)  # noqa: S311 - no secret
    names = [f"k{at}" for at in range(60)]
    largest = make.choice((100, 1000, 50_000))
    rows = [(name, sector, make.randrange(largest)) for name in names for sector in SECTORS[: 1 + seed % 2]]
    assert sums(rows) == []


def test_init_leaves_subtotals_out(project, run, tmp_path):
    def table(count):
        return f"county;sector;period;{count}\n" + "".join(f"{a};{b};2024;{c}\n" for a, b, c in rows_of(below()))

    project({"p.csv": table("workers"), "q.csv": table("participants")}, targets=None)
    assert run("init", "p.csv", "q.csv", "--into", "new", "--yes").code == 0
    text = (tmp_path / "new/config/sources.yaml").read_text()
    assert text.count("leave_out: {branch: [Coast, Central, Nyanza, Kenya]}") == 2


@pytest.mark.parametrize(("off", "found"), [(0, True), (1, True), (4, True), (5, False), (-4, True), (-5, False)])
def test_a_total_in_hundreds_may_be_off_by_what_rounding_does(sums, off, found):
    rows = [(name, sector, round(PEOPLE[name, sector] / 100)) for name in COUNTIES for sector in SECTORS]
    rows += [("Kenya", sector, sum(c for _, b, c in rows if b == sector) + off) for sector in SECTORS]
    assert sums([(a, b, c * 100) for a, b, c in rows]) == ([("K106", "Kenya")] if found else [])
    assert sums([(a, b, c * 100 + 9 * (a == "Siaya")) for a, b, c in rows]) == []  # not all of them are in hundreds


def holed(*missing):
    whole = [*((name, [name]) for name in COUNTIES), ("Kenya", COUNTIES)]
    return [row for row in rows_of(whole) if row[:2] not in missing]


def test_a_missing_part_does_not_refute_a_total(sums):
    assert sums(holed()) == [("K106", "Kenya")]
    assert sums([(b, a, c) for a, b, c in holed()]) == [("K106", "Kenya")]  # and once where it is a segment
    nobody = [(name, "Fishing", 0) for name in (*COUNTIES, "Kenya")]
    assert sums(holed() + nobody) == [("K106", "Kenya")]
    rows = holed(("Siaya", "Trade"))
    assert sums(rows) == [("K106", "Kenya")]
    more = [(a, b, c + 1000 * ((a, b) == ("Kenya", "Trade"))) for a, b, c in holed()]
    assert sums(more) == []  # where nothing is missing, one that is more than the others is no total
    # A row that is less than those that are there is no total, and one place alone says too little.
    assert sums([(a, b, c // 2 if (a, b) == ("Kenya", "Trade") else c) for a, b, c in rows]) == []
    assert sums(holed(("Siaya", "Trade"), ("Siaya", "Mining"))) == []


def test_beside_a_hole_small_numbers_are_chance_sooner(sums):
    rows = [
        (a, b, c * at)
        for at, b in enumerate(("x", "y", "z"), 3)
        for a, c in (("p", 41), ("q", 62), ("r", 7), ("s", 110))
    ]
    assert sums(rows) == [("K106", "s")]
    assert sums([row for row in rows if row[:2] != ("q", "z")]) == []


def test_a_total_is_held_against_the_rows_of_its_own_sex(project, run):
    def said(rows):
        project({"config/sources.yaml": "dimensions: [sex]\ninputs:\n  - {kind: population, files: p.csv}\n",
                 "p.csv": "branch,segment,sex,period,workers\n" + "".join(f"{row}\n" for row in rows)})  # fmt: skip
        return [
            line.partition("too: ")[2].partition(".")[0]
            for line in run("check", "p.csv").out.splitlines()
            if "K102" in line
        ]

    counts = {("pu", "m"): 10, ("pu", "f"): 20, ("bpu", "m"): 5, ("bpu", "f"): 7}
    rows = [f"k,{segment},{sex},2025,{count}" for (segment, sex), count in counts.items()]
    assert said([*rows, "k,Total,m,2025,15", "k,Total,f,2025,28"]) == ["it says 28, they add up to 27"]
    # Both sexes together are no part of a branch's total, whether its parts have the same segments or others.
    rows = [f"{name},pu,{sex},2025,{count}" for name in "AB" for sex, count in (("m", 10), ("f", 20), ("Total", 30))]
    for segment in ("pu", "bpu"):
        whole = [f"NASIONAL,{segment},{sex},2025,{count}" for sex, count in (("m", 21), ("f", 40), ("Total", 99))]
        assert "it says 61, they add up to 60" in said(rows + whole)


def by_sex(whole, *, off=0):
    """Rows of men, women and all, who are these two or `off` by some."""
    lines = ["branch,segment,sex,period,{}"]
    for name, sector in product(COUNTIES[:2], SECTORS):
        people = PEOPLE[name, sector]
        for sex, count in (("Male", people // 3), ("Female", people - people // 3), (whole, people + off)):
            lines.append(f"{name},{sector},{sex},2024,{count}")
    return "\n".join(lines) + "\n"


SOURCES = """inputs:
  - {kind: population, files: data/population.csv, unused: [sex], aggregate: sum}
  - {kind: participants, files: data/participants.csv, unused: [sex], aggregate: sum}
"""


@pytest.mark.parametrize(
    ("whole", "off", "codes"),
    [
        ("Both sexes", 0, {"K102"}),
        ("Semua", 3, {"K102"}),  # rounded on its own
        ("Total", 5000, set()),  # whatever it is, these are not its parts
        ("SEX_T", 0, {"K106"}),
        ("unknown", 5000, set()),
    ],
)
def test_a_total_among_rows_that_are_added_up_is_refused(project, run, whole, off, codes):
    table = by_sex(whole, off=off)
    files = {f"data/{name}.csv": table.format(count) for name, count in (("population", "workers"),
             ("participants", "participants"))}  # fmt: skip
    project({**files, "config/sources.yaml": SOURCES, "config/checks.yaml": 'severity: {D114: "off"}\n'})
    ran = run("check", "--format", "json")
    found = ran.json["findings"]
    assert {(one["code"], one["field"], one["value"]) for one in found} == {(code, "sex", whole) for code in codes}
    assert {(one["path"], one["column"]) for one in found} <= {
        (path, len(f"{name},{sector},") + 1) for path in files for name, sector in product(COUNTIES[:2], SECTORS)
    }
    assert ran.code == bool(codes)
    assert run("gap").code == bool(codes)


@pytest.mark.parametrize("name", ["note", "segment"])
def test_totals_of_an_unused_column_are_told_whatever_it_is_called_and_those_of_a_segment_once(project, run, name):
    counts = {"pu": (10, 20, 30), "bpu": (5, 7, 12), "Total": (15, 27, 42)}
    rows = [f"A,{segment},{sex},2025-09,{count}\n" for segment, three in counts.items()
            for sex, count in zip(("m", "f", "Total"), three, strict=True)]  # fmt: skip
    header = f"branch,sector,{name},period,"
    project({"config/sources.yaml": SOURCES.replace("unused: [sex]", f"columns: {{segment: sector}}, unused: [{name}]"),
             "data/population.csv": f"{header}workers\n" + "".join(rows),
             "data/participants.csv": f"{header}participants\nA,pu,m,2025-09,5\n"})  # fmt: skip
    found = run("check", "--format", "json").json["findings"]
    told = [(one["code"], one["line"], one["column"]) for one in found if one["code"] == "K102"]
    assert told == [("K102", 7, 7), ("K102", 8, 3)]


@pytest.mark.parametrize(
    ("names", "cells", "found"),
    [
        ("Jan,Feb,Jumlah", ("10,20,30", "20,21,41", "70,71,141"), ("K102", "Jumlah", 2, 17)),
        ("Pria,Wanita,Jumlah Peserta", ("10,20,30", "20,21,41", "70,71,141"), ("K102", "Jumlah Peserta", 2, 17)),
        ("Pria,Wanita,Peserta", ("10,20,30", "20,21,41", "70,71,141"), ("K106", "Peserta", 2, 17)),
        ("Pria,Jumlah", ("10,30", "20,41", "70,141"), ("K102", "Jumlah", 2, 14)),
        ("Pria,Wanita", ("10,20", "20,21", "70,71"), None),
        ("Jumlah Pria,Jumlah Wanita", ("10,20", "20,21", "70,71"), None),
    ],
)
def test_a_total_among_columns_that_are_added_up_is_refused_once(project, run, names, cells, found):
    rows = "".join(f"{name},pu,2025,{some}\n" for name, some in zip("ABC", cells, strict=True))
    wide = f"wide: {{to: note, columns: [{names}]}}, aggregate: sum"
    sources = f"inputs:\n  - {{kind: population, files: p.csv}}\n  - {{kind: participants, files: q.csv, {wide}}}\n"
    workers = "".join(f"{name},pu,2025,9000\n" for name in "ABC")
    project({"config/sources.yaml": sources, "p.csv": f"branch,segment,period,workers\n{workers}",
             "q.csv": f"branch,segment,period,{names}\n{rows}"})  # fmt: skip
    listed = run("check", "--format", "json").json["findings"]
    told = [(one["code"], one["value"], one["line"], one["column"]) for one in listed if one["code"][0] == "K"]
    assert told == ([found] if found else [])
    assert run("gap").code == bool(found)


@pytest.mark.parametrize("name", ["keterangan", "sumber"])
def test_a_total_among_rows_that_only_a_note_tells_apart_is_refused(project, run, name):
    people = {"A": (1, 2), "B": (40, 60), "C": (70, 71)}
    rows = "".join(
        f"{branch},pu,2025,L,{men}\n{branch},pu,2025,P,{women}\n{branch},pu,2025,Jumlah,{men + women}\n"
        for branch, (men, women) in people.items()
    )
    inputs = "  - {kind: population, files: p.csv}\n  - {kind: participants, files: q.csv, aggregate: sum}\n"
    workers = "".join(f"{branch},pu,2025,9000\n" for branch in people)
    project({"config/sources.yaml": f"inputs:\n{inputs}", "p.csv": f"branch,segment,period,workers\n{workers}",
             "q.csv": f"branch,segment,period,{name},participants\n{rows}"})  # fmt: skip
    found = run("check", "--format", "json").json["findings"]
    assert [(one["code"], one["line"], one["value"]) for one in found] == [("K102", at, "Jumlah") for at in (4, 7, 10)]
    assert run("gap").code == 1


def test_init_makes_a_dimension_of_what_divides_rows_and_leaves_its_total_out(project, run, tmp_path):
    files = {"p.csv": by_sex("SEX_T").format("workers"), "q.csv": by_sex("SEX_T").format("participants")}
    project(files, targets=None)
    assert "left to decide: 1;" in run("init", "p.csv", "q.csv", "--into", ".", "--yes").out
    text = (tmp_path / "config/sources.yaml").read_text()
    assert "\ndimensions: [sex]\n" in text
    assert text.count("leave_out: {sex: [SEX_T]}") == text.count("\n      sex: sex  # guessed") == 2
    assert "# aggregate" not in text
    assert f"of {sum(PEOPLE[key] for key in product(COUNTIES[:2], SECTORS)):,} workers" in run("gap").out


def test_init_leaves_out_the_total_of_what_only_one_file_divides(project, run, tmp_path):
    header, *lines = by_sex("Total").splitlines()
    other = [
        line.replace(",sex", "").replace(",Total", "") for line in (header, *lines) if ",sex" in line or "Total" in line
    ]
    project(
        {"p.csv": by_sex("Total").format("workers"), "q.csv": "\n".join(other).format("participants")}, targets=None
    )
    assert run("init", "p.csv", "q.csv", "--into", ".", "--yes").code == 0
    text = (tmp_path / "config/sources.yaml").read_text()
    assert text.count("leave_out: {sex: [Total]}") == text.count("# aggregate: sum") == 1
    assert "dimensions" not in text


WITH_GAPS = """inputs:
  - {kind: population, files: data/population.csv, missing: ["..."]}
  - {kind: participants, files: data/participants.csv, missing: ["..."]}
"""


def _gapped(project, workers, participants):
    """One segment but where a branch's counts are several, of as many branches as there are counts."""

    def table(name, counts):
        rows = [(branch, segment, one) for branch, some in counts.items() for segment, one in zip("ab", some)]  # noqa: B905 - fewer counts, fewer segments
        return f"branch,segment,period,{name}\n" + "".join(f"{b},{s},2025,{one}\n" for b, s, one in rows)

    project({
        "config/sources.yaml": WITH_GAPS,
        "data/population.csv": table("workers", workers),
        "data/participants.csv": table("participants", participants),
    })  # fmt: skip


TOWNS = {"x": [100], "y": [80], "z": [20], "gap": ["..."]}
MEMBERS = {"x": [60], "y": [40], "z": [10], "gap": ["..."]}


def _with_b(counts, *whole):
    """The same with a further segment, of which every town has 50 people or, where it has a gap, 52."""
    return {name: [*some, 50 + 2 * (some == ["..."])] for name, some in counts.items()} | {"prov": [*whole]}


@pytest.mark.parametrize(
    ("workers", "participants", "told"),
    [
        ({**TOWNS, "prov": [215]}, {**MEMBERS, "prov": [119]}, 2),
        ({**TOWNS, "prov": [215]}, {**MEMBERS, "prov": [110]}, 0),  # as many: of the sum other rules tell
        ({**TOWNS, "prov": [215]}, {**MEMBERS, "prov": [109]}, 0),  # a town that is larger in one table
        ({**TOWNS, "prov": [215]}, {**MEMBERS, "prov": [119], "gap": [9]}, 0),  # no gap in the other
        ({**TOWNS, "prov": [215], "gap": [2]}, {**MEMBERS, "prov": [119], "gap": [2]}, 0),
        ({"x": [9], "y": [8], "gap": ["..."], "prov": [50]}, {"x": [9], "y": [8], "gap": ["..."], "prov": [50]}, 0),
        (
            {**TOWNS, "x": [100, 5], "prov": [215, 5], "gap": ["...", 1]},
            {**MEMBERS, "x": [60, 5], "prov": [119, 5], "gap": ["...", 1]},
            0,  # in b the others are more
        ),
        ({**TOWNS, "x": [100, 5], "prov": [215]}, {**MEMBERS, "x": [60, 5], "prov": [119]}, 0),  # and has no b
        ({**TOWNS, "gap": [3], "prov": [215, "..."]}, {**MEMBERS, "gap": [3], "prov": [119, "..."]}, 0),  # its own gap
        ({**TOWNS, "total": [215]}, {**MEMBERS, "total": [119]}, 0),  # K102
        (_with_b(TOWNS, 215, 212), _with_b(MEMBERS, 119, 212), 2),  # the whole of b, revised by less than a twentieth
        (_with_b(TOWNS, 215, 213), _with_b(MEMBERS, 119, 213), 0),  # in b, which has no gap, a town
    ],
)
def test_what_outweighs_all_others_beside_a_gap_may_be_their_total(project, run, workers, participants, told):
    _gapped(project, workers, participants)
    out = run("check").out
    assert out.count("warning K113 prov / a / 2025") == out.count("K113") == told
    counted = sum(some != ["..."] for some in workers.values())
    assert out.count(f"other {counted - 1} branches together") == told
