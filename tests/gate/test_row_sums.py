"""Columns that say the sum of others, and rows in which they do not (K116)."""

from __future__ import annotations

import pytest

NAMES = [f"b{at}" for at in range(11)]
MEN = [1_204 + 97 * at + at**3 for at in range(11)]
WOMEN = [871 + 61 * at + at**2 for at in range(11)]


@pytest.fixture
def said(project, run):
    """Checks participants of which a column may be the sum of others; gives place and message of what is said."""

    def go(header, rows, setting, delimiter=","):
        lines = [delimiter.join(map(str, row)) for row in (header, *rows)]
        workers = "".join(f"{name},{segment},2025,9000\n" for name in NAMES for segment in ("pu", "L", "P"))
        inputs = "inputs:\n  - {kind: population, files: data/population.csv}\n  - kind: participants\n"
        inputs += f"    files: data/participants.csv\n    constants: {{period: 2025-09}}\n{setting}"
        project(
            {
                "config/sources.yaml": inputs,
                "data/population.csv": f"branch,segment,period,workers\n{workers}",
                "data/participants.csv": "\n".join([*lines, ""]),
            }
        )
        findings = run("check", "--format", "json", "--today", "2026-01-01").json["findings"]
        assert [one["message"] for one in findings if one["severity"] == "error"] == []
        return [(one["line"], one["column"], one["message"]) for one in findings if one["code"] == "K116"]

    return go


READ = "    columns: {participants: Jumlah}\n    unused: [No, L, P]\n"


def rows(off=0, at=6, count=11):
    for number, (name, men, women) in enumerate(zip(NAMES[:count], MEN, WOMEN, strict=False)):
        yield number, name, "pu", men, women, men + women + (off if number == at else 0)


HEAD = ("No", "branch", "segment", "L", "P", "Jumlah")


def test_a_row_whose_total_is_not_that_of_its_parts_is_told(said):
    whole, parts = MEN[6] + WOMEN[6] + 90, MEN[6] + WOMEN[6]
    what = f'the column "Jumlah" says {whole:,} here, and L, P add up to {parts:,}'
    assert said(HEAD, rows(90), READ) == [(8, 19, f"{what}; in nearly all other rows the two are one number")]
    grouped = [(*row[:3], *(f"{count:,}".replace(",", ".") for count in row[3:])) for row in rows(90)]
    assert len(said(HEAD, grouped, READ + "    number_style: id\n", ";")) == 1


def test_so_is_the_total_beside_the_columns_of_a_wide_table(said):
    wide = [(row[1], *row[3:]) for row in rows(-8)]
    setting = "    wide: {to: segment, columns: [L, P]}\n    unused: [Jumlah]\n"
    ((line, column, message),) = said(("branch", "L", "P", "Jumlah"), wide, setting)
    assert (line, column) == (8, 14)
    assert message.startswith(f'the column "Jumlah" says {MEN[6] + WOMEN[6] - 8:,} here, and L, P add up to')


@pytest.mark.parametrize(
    "given",
    [
        rows(0),
        rows(1),  # what rounding does to two parts
        rows(90, at=3, count=10),  # one in ten of nine
        [(*row[:5], row[5] + 90 * (row[0] == 2)) for row in rows(90)],
        [(*row[:3], *(count // 100 for count in row[3:5]), row[3] // 100 + row[4] // 100) for row in rows()],
        [(*row[:3], "-" if row[0] == 6 else row[3], *row[4:]) for row in rows(90)],
    ],
)  # fmt: skip
def test_what_is_rounded_small_or_no_sum_in_general_is_not_told(said, given):
    assert said(HEAD, given, READ) == []


def test_a_number_of_thousands_of_digits_is_no_count(said):
    assert said(HEAD, [(*row[:3], "9" * 5_000 if row[0] == 3 else row[3], *row[4:]) for row in rows(90)], READ) == []
