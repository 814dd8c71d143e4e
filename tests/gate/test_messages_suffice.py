"""Files that new users broke in ways of their own: the message alone says what to type instead."""

from __future__ import annotations

import pytest

from tests.gate.conftest import HEAD, PARTICIPANTS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PARTICIPANTS.replace("2025-09,67", "September 2025,67"), 'did you mean "2025-09"?'),
        (PARTICIPANTS.replace("2025-09,67", "Agustus 2025,67"), 'did you mean "2025-08"?'),
        (PARTICIPANTS.replace("2025-09,67", "2025 Mei,67"), 'did you mean "2025-05"?'),
        (PARTICIPANTS.replace("2025-09,67", "Q3 2025,67"), 'did you mean "2025-Q3"?'),
        (PARTICIPANTS.replace("2025-09,67", "TW 3/2025,67"), 'did you mean "2025-Q3"?'),
        (PARTICIPANTS.replace("2025-09,67", "202509,67"), 'did you mean "2025-09"?'),
        (PARTICIPANTS.replace("2025-09,67", "9/2025,67"), 'did you mean "2025-09"?'),
        (PARTICIPANTS.replace(",67", ",67%"), "V121 participants"),
        (PARTICIPANTS.replace(",", " "), "S121 the columns of this header are separated by blanks"),
        (PARTICIPANTS.replace("period", "periode_laporan"), 'no column "period" (did you mean "periode_laporan"?)'),
        (PARTICIPANTS.replace("participants", "jumlah_peserta_2025"), "--column"),
    ],
)
def test_the_way_out_is_in_the_message(given, run, text, said):
    given(participants=text)
    ran = run("check", "--lang", "en", "--today", "2026-06-30")
    assert ran.code == 1
    assert said in ran.out


@pytest.mark.parametrize("period", ["03/04/2025", "25-09", "13/2025", "2025-13", "Sept"])
def test_nothing_is_proposed_where_there_are_two_readings_or_none(given, run, period):
    given(participants=f"{HEAD}participants\nbalikpapan,pu,{period},67\n")
    (line,) = [line for line in run("check", "--lang", "en").out.splitlines() if f'"{period}"' in line]
    assert "did you mean" not in line
