"""What the engines' tests share: files of persons counted through the pipeline, and an oracle on the csv module."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import duckdb
import pytest

from coverage_cli.config.layout import Layout
from coverage_cli.domain.model import Group, Key, Kind
from coverage_cli.domain.names.labels import Labels
from coverage_cli.engines.options import Resources
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.pipeline.persons.columns import PersonColumns
from coverage_cli.pipeline.persons.counting import Counting
from coverage_cli.pipeline.persons.extracts import Extracts
from coverage_cli.pipeline.persons.people import count_people
from coverage_cli.pipeline.persons.reading import Reading
from tests.engines.spark_server import server, why_not

if TYPE_CHECKING:
    from coverage_cli.domain.counts import CountTable

CONNECT = duckdb.connect
HEADER = "participant_id,branch,segment,status,period\n"


@dataclass(frozen=True)
class Counted:
    """Everything that counting files of persons gives, as plain values that compare."""

    heads: dict
    signatures: dict
    findings: list
    rows: tuple
    persons: list
    gone: tuple = ()
    """Rows left out by value, and by a filter, of the files that have some."""
    table: CountTable | None = field(default=None, compare=False)


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """The address of a cluster; tests that ask for it run in one process, so that there is one cluster."""
    if reason := why_not():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"the Spark engine is NOT tested: {reason}")
    with server(tmp_path_factory.mktemp("spark")) as address:
        yield address


@pytest.fixture(params=["duckdb", "spark"])
def engine(request):
    """What is tested, as resources: every engine has to give the same."""
    if request.param == "spark":
        return Resources(remote=request.getfixturevalue("spark"))
    return Resources(threads=2)


@pytest.fixture
def count(tmp_path, engine):
    """A function that counts the texts (or bytes) of files with one of the engines."""
    return counter(tmp_path, engine)


@pytest.fixture
def count_here(tmp_path):
    """The same with the embedded engine, for tests of many examples, and of what it alone does."""
    return counter(tmp_path, Resources(threads=2))


@pytest.fixture(autouse=True)
def databases(monkeypatch):
    """Counts, and runs of the program in this process, share databases."""
    monkeypatch.setattr(duckdb, "connect", shared)


@pytest.fixture
def own_databases(databases, monkeypatch):
    """Each run opens a database as it does for its user: for tests of folders, and of what a process settles once."""
    monkeypatch.setattr(duckdb, "connect", CONNECT)


_SHARED = {}


def shared(*, config=None):
    """A connection to a database of these tests' own: making one anew for each count would take most of their time.

    Tables and types that a count makes are its connection's, or have names of their own.
    """
    if config is None:  # a test's own
        return CONNECT()
    settings = {name: value for name, value in config.items() if name != "temp_directory"}
    key = tuple(sorted(settings.items()))
    if key not in _SHARED:
        _SHARED[key] = CONNECT(config=settings)
    return _SHARED[key].cursor()


def counter(tmp_path, resources):
    """A function that counts the texts (or bytes) of files; `layout` has arguments of `Layout`, `who` of `Counting`."""

    def counted(*files: str | bytes, suffix=".csv", identifier=None, threads=None, layout=None, **who) -> Counted:
        said = {"identifier": identifier, **(layout or {})}
        layouts = []
        for number, content in enumerate(files):
            path = tmp_path / f"persons{number}{suffix}"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            layouts.append(Layout(str(path), Kind.PERSONS, f"p{number}", **said))
        means = replace(resources, threads=threads) if threads else resources
        return count_layouts(layouts, Counting(resources=means, **who))

    return counted


def count_layouts(layouts, counting) -> Counted:
    reader = AggregateReader(Kind.PARTICIPANTS, (Labels(), Labels()))
    with Extracts(counting.resources) as extracts:
        count_people(extracts.of(layouts, ()), reader, counting)
    table = reader.table
    heads = {Key(group, cell): people for group, cells in table.counts.items() for cell, people in cells.items()}
    findings = sorted((*reader.findings, *reader.dates.findings), key=lambda finding: finding.order)
    rows = tuple((source.rows, source.used, source.reported) for source in reader.sources)
    persons = [source.total for source in reader.sources]
    gone = tuple((one.left_out, one.filtered) for one in reader.sources if one.left_out or one.filtered)
    return Counted(heads, signatures_of(table, heads), findings, rows, persons, gone, table)


def signatures_of(table, heads) -> dict:
    """How many people belong to exactly a set of cells; those in one cell are the cell's rest."""
    keys = {number: key for key, number in table.numbers.items()}
    heads = heads if table.respondents is None else table.respondents
    alone = {frozenset([key]): people for key, people in heads.items() if key in table.numbers}
    several = {frozenset(keys[cell] for cell in cells): people for cells, people in table.overlap or ()}
    for cells, people in several.items():
        for cell in cells:
            alone[frozenset([cell])] -= people
    return {cells: people for cells, people in {**alone, **several}.items() if people}


def exactly(count, *files, **who):
    """The same files by the exact reader alone."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(PersonColumns, "direct", False)
        return count(*files, **who)


def directly(count, *files, **who):
    """The same files by an engine alone: it fails where the exact reader writes one for it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Reading, "written", lambda one: pytest.fail(f"{one.layout.path} is read row by row"))
        return count(*files, **who)


def parquet_of(content, folder, **kinds):
    """A file of text as Parquet, every column as text but those of other `kinds`."""
    path, names = folder / "made", content.partition("\n")[0].split(",")
    path.with_suffix(".csv").write_text(content)
    texts = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    as_written = "header=true, auto_detect=false, delim=',', quote='\"', escape='\"'"
    duckdb.sql(f"create or replace table made as from read_csv('{path}.csv', {as_written}, columns={{{texts}}})")
    columns = ", ".join(f'try_cast("{name}" as {kinds.get(name, "varchar")}) as "{name}"' for name in names)
    duckdb.sql(f"copy (select {columns} from made) to '{path}.parquet' (format parquet)")
    return path.with_suffix(".parquet").read_bytes()


def oracle(*files: str, status="active") -> Counted:
    """Well-formed files, counted as slowly and plainly as can be."""
    heads, cells_of, persons, rows = {}, {}, [], []
    for content in files:
        lines = list(csv.DictReader(io.StringIO(content)))
        here = set()
        for line in lines:
            key = Key(Group(line["branch"].strip().casefold(), line["period"]), (line["segment"].strip().casefold(),))
            heads.setdefault(key, set())
            if line["status"] == "active":
                here.add(line["participant_id"])
            if status in {"all", line["status"]}:
                heads[key].add(line["participant_id"])
                cells_of.setdefault(line["participant_id"], set()).add(key)
        persons.append(len(here))
        rows.append((len(lines), len(lines), 0))
    signatures = {}
    for cells in map(frozenset, cells_of.values()):
        signatures[cells] = signatures.get(cells, 0) + 1
    return Counted({key: len(people) for key, people in heads.items()}, signatures, [], tuple(rows), persons)


def without_warnings(counted: Counted) -> Counted:
    """Without the warnings about repeated rows and alike identifiers, which the oracle does not give."""
    return replace(counted, findings=[finding for finding in counted.findings if finding.code not in {"P101", "P110"}])
