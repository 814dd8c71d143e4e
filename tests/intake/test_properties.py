"""What holds for every file: it reads as it was written, a bad row costs its own findings, parts add up."""

from __future__ import annotations

import random
import re
from datetime import date
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage_cli.config.layout import Layout
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.signs import is_commented
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.intake.files import opening
from coverage_cli.intake.files.record import Record, read_record
from coverage_cli.intake.files.text import Lines
from coverage_cli.intake.files.tokens import Tokenizer
from coverage_cli.output.checks.formats import text_of
from coverage_cli.output.checks.outcome import Outcome
from coverage_cli.pipeline.checks.check import check
from coverage_cli.pipeline.checks.fileset import CheckRequest
from tests import fuzz
from tests.harmless import ACTING

HEADER = ["branch", "segment", "period", "workers"]
NAMES = st.text(alphabet="abcXYZ éß\"',;|0 9.-#", min_size=1, max_size=12).filter(
    lambda name: name_key(name) and re.search("[a-z]", name_key(name)) and not is_commented(name)
)
SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def tables(draw):
    """Rows with keys that differ."""
    keys = draw(
        st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=12, unique_by=lambda key: tuple(map(name_key, key)))
    )
    return [[*key, "2025", str(draw(st.integers(0, 10**12)))] for key in keys]


@st.composite
def dialects(draw):
    """A way to write a table down."""
    return {
        "delimiter": draw(st.sampled_from(",;\t|")),
        "end": draw(st.sampled_from(["\n", "\r\n", "\r"])),
        "quoting": draw(st.sampled_from(["least", "all", "some"])),
        "bom": draw(st.booleans()),
        "blank": draw(st.booleans()),
        "ended": draw(st.booleans()),
        "dice": draw(st.integers(0, 1000)),
    }


def written(rows, *, delimiter, end, quoting, bom, blank, ended, dice):
    chance = random.Random(dice)  # noqa: S311

    def cell(text):
        needed = any(sign in text for sign in (delimiter, '"', "\n", "\r"))
        if needed or quoting == "all" or (quoting == "some" and chance.random() < 0.3):
            return '"' + text.replace('"', '""') + '"'
        return text

    lines = [delimiter.join(map(cell, row)) for row in rows]
    if blank:
        lines.insert(chance.randrange(1, len(lines) + 1), "")
    return ("\ufeff" if bom else "") + end.join(lines) + (end if ended else "")


def read(path, **spelled):
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    reader.read(Layout(str(path), **spelled))
    return reader


def counts(reader):
    return {
        (group.branch, cell[0], group.period): people
        for group, cells in reader.table.counts.items()
        for cell, people in cells.items()
    }


@SETTINGS
@given(rows=tables(), dialect=dialects(), size=st.sampled_from([1, 2, 3, 7, 64, 1 << 16]))
def test_a_table_reads_as_it_was_written_whatever_the_dialect_and_the_block(tmp_path, monkeypatch, rows, dialect, size):
    monkeypatch.setattr(opening, "BLOCK", size)
    path = tmp_path / "table.csv"
    path.write_bytes(written([HEADER, *rows], **dialect).encode())
    reader = read(path, delimiter=dialect["delimiter"])
    assert [finding.code for finding in reader.findings if finding.code != "V119"] == []
    assert counts(reader) == {(name_key(b), name_key(s), p): int(n) for b, s, p, n in rows}


BAD_ROWS = {
    "a,b": [(1, "S104")],
    "q,z,2025,x": [(10, "V102")],
    "q,z,2025,48.5": [(10, "V105")],
    "q,z,Sep-25,5": [(5, "V108")],
    "-,z,2025,": [(1, "V110"), (10, "V101")],
    'q,"z,2025,5': [(3, "S105")],
    'q,z"z,2025,5': [(3, "S106")],
    'q,"z"z,2025,5': [(3, "S107")],
    "branch,segment,period,workers": [(1, "S110")],
    "=======": [(1, "S111")],
    "Sumber: BPS": [(1, "S115")],
    "q;z;2025;5": [(1, "S118")],
    "q\u200b,z,2025,5": [(1, "V112")],
}


@SETTINGS
@given(
    bad=st.sampled_from(sorted(BAD_ROWS)),
    at=st.integers(0, 30),
    size=st.sampled_from([16, 256, 1 << 16]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_bad_row_adds_its_own_findings_and_no_other(tmp_path, monkeypatch, bad, at, size, end):
    monkeypatch.setattr(opening, "BLOCK", size)
    rows = [f'b{number},"s",2025,{number}' if number % 3 else f"b{number},s,2025,{number}" for number in range(1, 31)]
    rows.insert(at, bad)
    path = tmp_path / "table.csv"
    path.write_bytes((end.join([",".join(HEADER), *rows]) + end).encode())
    reader = read(path)
    found = [(finding.place.line, finding.place.column, finding.code) for finding in reader.findings]
    assert found == [(at + 2, column, code) for column, code in BAD_ROWS[bad]]
    (source,) = reader.sources
    assert (source.rows, source.used, source.total) == (31, 30, sum(range(1, 31)))


@SETTINGS
@given(rows=tables(), cut=st.integers(0, 12))
def test_splitting_a_file_changes_no_sum(tmp_path, rows, cut):
    plain = {"delimiter": ",", "end": "\n", "quoting": "least", "bom": False, "blank": False, "ended": True, "dice": 0}
    whole, first, second = (tmp_path / name for name in ("whole.csv", "first.csv", "second.csv"))
    whole.write_text(written([HEADER, *rows], **plain))
    first.write_text(written([HEADER, *rows[:cut]], **plain))
    second.write_text(written([HEADER, *rows[cut:]], **plain))
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    for path in (first, second):
        reader.read(Layout(str(path)))
    assert counts(reader) == counts(read(whole))
    assert sum(source.total or 0 for source in reader.sources) == read(whole).sources[0].total


@SETTINGS
@given(
    files=st.lists(
        st.tuples(
            st.sampled_from(["", "", "one", "other"]),
            st.lists(
                st.tuples(st.sampled_from("ab"), st.sampled_from(["", "employed", "labour force"]), st.integers(0, 9)),
                max_size=6,
            ),
        ),
        max_size=4,
    )
)
def test_every_row_is_new_or_added_or_reported(tmp_path, files):
    """Whatever meets whatever: rows of inputs that add up or do not, on one basis or on several."""
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    for number, (aggregate, rows) in enumerate(files):
        path = tmp_path / f"{number}.csv"
        lines = "".join(f"b,{s},2025,{n},{of},\n" for s, of, n in rows)
        path.write_text(",".join([*HEADER, "basis", f"file {number}"]) + "\n" + lines)  # no file is a copy of another
        reader.read(Layout(str(path), aggregate=aggregate))
    for source, (aggregate, rows) in zip(reader.sources, files, strict=True):
        assert aggregate or not source.summed
        assert 0 <= source.summed <= source.used <= source.rows == source.used + source.reported == len(rows)
    assert sum(source.total or 0 for source in reader.sources) == sum(counts(reader).values())
    assert sum(source.used - source.summed for source in reader.sources) == len(counts(reader))
    assert sum(source.reported for source in reader.sources) == sum(map(len, reader.twice.values()))


@SETTINGS
@given(text=st.text(max_size=200), where=st.sampled_from(["name", "count", "period", "note", "line", "header", "path"]))
def test_no_text_makes_anything_act_on_a_terminal(tmp_path, monkeypatch, text, where):
    monkeypatch.chdir(tmp_path)
    quoted = '"' + text.replace('"', '""') + '"'
    row = {"name": f"{quoted},b,2025,5,", "count": f"a,b,2025,{quoted},", "period": f"a,b,{quoted},5,"}
    row |= {"note": f"a,b,2025,5,{quoted}", "line": text}
    header = "branch,segment,period,workers," + (quoted if where == "header" else "note")
    path = "x.csv"
    if where == "path":
        path = re.sub(r"[/\x00\ud800-\udfff]", "", text)[:50] + ".csv"
    (tmp_path / path).write_bytes(f"{header}\n{row.get(where, 'a,b,2025,x,')}\n".encode("utf-8", "surrogatepass"))
    report = check(CheckRequest((path,), today=date(2026, 1, 1)))
    for form in ("text", "json"):
        assert not ACTING.search(text_of(Outcome(report), form, "en"))


@SETTINGS
@given(
    lines=st.lists(st.text(alphabet='a",', max_size=8), min_size=1, max_size=10),
    width=st.integers(1, 4),
    cut=st.integers(0, 10),
)
def test_fast_ways_split_as_the_slow_one(lines, width, cut):
    """Whatever the tokenizer does at once, and wherever a block ends, it is what one record after another gives."""
    rows, faults, at = [], [], 0
    while at < len(lines):
        record = read_record(lines, at, ",")
        if isinstance(record, Record):
            if len(record.cells) == width:
                rows.append((at + 1, tuple(record.cells)))
            elif lines[at].strip() or record.taken > 1:
                faults.append((at + 1, "S104"))
            at += record.taken
        elif record is None:
            break
        else:
            faults.append((at + 1 + record.row - at, record.code))
            at += record.taken
    tokenizer = Tokenizer(",", width)
    blocks = [tokenizer.feed(Lines(1, lines[:cut])), tokenizer.feed(Lines(1 + len(lines[:cut]), lines[cut:]))]
    found = [(block.lines[row], block.row(row)) for block in blocks for row in range(len(block.lines))]
    assert found == rows
    assert [(fault.line, fault.code) for block in blocks for fault in block.faults] == faults


def test_raw_bytes_end_in_values_or_findings():
    assert list(islice(fuzz.attempts(seed=20250922), 100)) == list(range(1, 101))


@pytest.mark.parametrize(
    "text",
    [
        "branch,segment,period,workers\n" + 'a,"b,2025,5\n' + "".join(f"a,c{row},2025,5\n" for row in range(10_000)),
        "branch,segment,period,workers\n" + "".join(f'a,"b{row},2025,5\n' for row in range(8_000)),
        "branch,segment,period,workers\na," + "x" * 2_000_000 + ",2025,5\nb,c,2025,5\n",
        'branch,segment,period,workers\n"' + "\n" * 1_000_000,
        "branch,segment,period,workers" + ",x" * 10_000 + "\n",
        "branch,segment,period,workers\n" + "".join(f"a,c{row},2025,{row}.{row % 10}\n" for row in range(10_000)),
    ],
    ids=["one-open-quote", "open-quotes", "endless-line", "endless-record", "endless-header", "all-bad"],
)
def test_nothing_hangs(tmp_path, text):
    path = tmp_path / "x.csv"
    path.write_text(text)
    report = check(CheckRequest((str(path),), today=date(2026, 1, 1)))
    assert report.findings
    assert all(source.rows == source.used + source.reported for source in report.sources)
