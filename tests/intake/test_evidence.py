"""What is said of a file's bytes is true of the whole file, however its blocks and pieces cut it."""

from __future__ import annotations

import re
from threading import Event
from types import SimpleNamespace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coverage_cli.domain.signs import COMMENT
from coverage_cli.intake.files import evidence

LONGEST = 30
"""A line of more bytes is too long for the exact reader here; every block is shorter."""
PARTS = st.sampled_from(
    [*(bytes([one]) for one in b'ab,"#-R\t\r\x08\x00 '), b"\n", b"\r\n", b"\n\n", "é".encode(), b"\xc3"]
)
TEXTS = b'a,b|"a"| |\t|  # 1||#'.split(b"|")
LINES = st.sampled_from([*TEXTS, "é,1".encode(), "\u00a0 1".encode(), b"x" * LONGEST, b"x" * (LONGEST + 1)])
ENDS = st.sampled_from([b"\n", b"\r\n", b"\r"])


def is_text(data):
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return min(data, default=9) >= 9


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400)
@given(
    data=st.one_of(
        st.lists(PARTS, max_size=40).map(b"".join),
        st.tuples(ENDS, st.lists(LINES, max_size=20), st.sampled_from([b"", b"a"])).map(
            lambda given: given[0].join(given[1]) + given[2]
        ),
    ),
    cuts=st.lists(st.integers(1, LONGEST - 1), min_size=1, max_size=8),
    piece=st.integers(1, 5),
    unread=st.booleans(),
)
@example(data=b"a\n" + b"x" * LONGEST + b"\n2", cuts=[16], piece=5, unread=True)
@example(data=b"a\xc3", cuts=[2], piece=5, unread=True)
@example(data=b"\xc3a\xa9", cuts=[1], piece=5, unread=True)
@example(data=b"a\rb\nc", cuts=[2], piece=5, unread=True)
@example(data=b"a\rb\nc", cuts=[3], piece=5, unread=True)
@example(data=b"a#", cuts=[1], piece=5, unread=True)
@example(data=b"1\n" + b" " * 20 + b"#2", cuts=[20], piece=5, unread=True)
def test_any_blocks_prove_what_is_true_of_the_file(monkeypatch, data, cuts, piece, unread):
    monkeypatch.setattr(evidence, "LONGEST_RECORD", LONGEST)
    monkeypatch.setattr(evidence, "_PIECE", piece)
    blocks, rest = [], data
    while rest:
        size = cuts[len(blocks) % len(cuts)]
        blocks.append(rest[:size])
        rest = rest[size:]
    seen = evidence.evidence(SimpleNamespace(blocks=lambda: iter(blocks)), Event(), unread=unread)
    ends = set(re.findall(rb"\r\n|\n|\r", data))
    lines = re.split(rb"\r?\n", data)
    plain = is_text(data) and ends in (set(), {b"\n"}, {b"\r\n"}) and max(map(len, data.split(b"\n"))) <= LONGEST
    assert seen.quotes is (b'"' in data)
    if not plain:
        assert seen.odd
    else:
        assert seen.lines == len(lines) - lines.count(b"")
        words = tuple(mark.rstrip() for mark in COMMENT)
        marked = any(line.decode().removeprefix('"').lstrip().startswith(words) for line in lines)
        assert seen.odd is (unread and marked)
