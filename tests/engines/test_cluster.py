"""What a cluster adds: addresses, folders that only it lists, lines in blocks, and how it fails."""

from __future__ import annotations

import gzip
import hashlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage_cli.engines.errors import DisagreementError
from coverage_cli.engines.options import Resources
from coverage_cli.engines.spark import lines, session
from coverage_cli.engines.spark.lines import TextLines
from tests.engines import test_nik, test_weights
from tests.engines.conftest import HEADER, counter
from tests.engines.test_commands import FILES, PERSONS, totals
from tests.engines.test_faults import LINES


@pytest.fixture
def count(tmp_path, spark):
    return counter(tmp_path, Resources(remote=spark))


@pytest.fixture
def on(spark):
    """The options that send a run to the cluster."""
    return ("--engine", "spark", "--spark-remote", spark)


@pytest.mark.parametrize("form", ["path", "folder", "parquet", "packed"])
def test_a_command_counts_on_the_cluster_as_here(project, run, on, form):
    root = project(FILES)
    here = run("gap", "--participants", "data/participants.csv", "--format", "json").json
    header, *rows = PERSONS.splitlines(keepends=True)
    path = "data/participants.csv" if form == "path" else f"file://{root}/data/participants.csv"
    if form == "folder":
        for at in range(2):
            (root / f"extract [1]/branch={at}").mkdir(parents=True)  # a folder is no column
            (root / f"extract [1]/branch={at}/part 1.{'csv' if at else 'CSV'}").write_text(
                header + "".join(rows[at::2])
            )
        path = f"file://{root}/extract [1]"
    elif form == "parquet":
        source = f"read_csv('{root}/data/participants.csv', all_varchar=true)"
        (root / "branch=x").mkdir()
        duckdb.sql(f"copy (select * from {source}) to '{root}/branch=x/p.parquet' (format parquet)")
        path = f"file://{root}/branch=x/p.parquet"
    elif form == "packed":
        (root / "p.csv.gz").write_bytes(gzip.compress(PERSONS.encode()))
        path = f"file://{root}/p.csv.gz"
    ran = run("gap", "--participants", path, "--format", "json", *on)
    there = ran.json
    for part in ("rows", "totals"):
        assert there[part] == here[part]
    assert totals(ran) == {"bpp": 2, "smd": 2, None: 3}


def test_what_a_folder_leaves_unread_is_told(project, run, on):
    root = project({**FILES, "extract/a.csv": PERSONS, "extract/b.tsv": PERSONS, "extract/LICENSE": ""})
    ran = run("gap", "--participants", f"file://{root}/extract", "--format", "json", *on)
    found = [(one["code"], one["path"]) for one in ran.json["findings"]]
    assert found == [("F112", f"file://{root}/extract/b.tsv")]
    for name, content in (("c.csv", PERSONS.partition("\n")[0]), ("d.csv", "")):
        (root / "extract" / name).write_text(content)
    ran = run("gap", "--participants", f"file://{root}/extract", "--format", "json", *on)
    found = {(one["code"], one["path"].rsplit("/", 1)[1]) for one in ran.json["findings"]}
    assert found == {("F112", "b.tsv"), ("F115", "c.csv"), ("F115", "d.csv")}
    assert totals(ran) == {"bpp": 2, "smd": 2, None: 3}


def test_the_cascade_and_who_is_counted_are_the_same(project, run, on):
    project(FILES)
    for options in (("--by", "programme"), ("--status", "all", "--programme", "jkm")):
        here, there = (run("gap", *options, "--format", "json", *more).json for more in ((), on))
        assert there["rows"] == here["rows"]


def test_a_row_without_workers_has_its_place(project, run, on):
    root = project({**FILES, "data/participants.csv": PERSONS.replace("smd,pu", "smd,jakon")})
    address = f"file://{root}/data/participants.csv"
    odd = PERSONS.replace("smd,pu", "smd,jakon").replace("bpp,pu", '"bpp","pu"', 1).replace("JKM\n", '"JKM"\n', 1)
    (root / "data/participants.csv").write_text(odd)
    assert f"{address}:7:22: error X101" in run("check", "data/population.csv", address, *on).out
    (root / "data/participants.csv").write_text(odd.replace("JHT", '"J\nHT"'))  # copied for the exact reader
    ran = run("check", "data/population.csv", address, *on)
    assert f"{address}:8:22: error X101" in ran.out
    assert "6471012509900004" not in ran.out
    (root / "p.csv").write_text(PERSONS.replace("smd,pu", "smd,jakon"))
    path = root / "p.parquet"
    duckdb.sql(f"copy (select * from read_csv('{root}/p.csv', all_varchar=true)) to '{path}' (format parquet)")
    told = run("check", "data/population.csv", f"file://{path}", *on).out
    assert f"file://{path}:6:3: error X101" in told  # row and column


def test_lines_keep_their_numbers_where_a_file_is_cut_into_blocks(count, monkeypatch):
    monkeypatch.setitem(session._SETTINGS, "spark.sql.files.maxPartitionBytes", "300")
    rows = [f"{10**15 + at},b,pu,{'activ' if at % 7 == 3 else 'active'},2025-09\n" for at in range(60)]
    found = count(HEADER + "".join(rows))
    assert [finding.place.line for finding in found.findings] == [at + 2 for at in range(60) if at % 7 == 3]
    assert found.rows == ((60, 51, 9),)
    blanks = count(HEADER + "\n".join(rows))
    assert [finding.place.line for finding in blanks.findings] == [2 * at + 2 for at in range(60) if at % 7 == 3]


def test_a_copied_file_is_the_file(count, tmp_path, spark, monkeypatch):
    monkeypatch.setitem(session._SETTINGS, "spark.sql.files.maxPartitionBytes", "200")
    content = "".join(f'{at:040},"é\r\n{at}"\n' for at in range(50)).encode() + b"\xff\rlast"
    for name, text in (("ended", content + b"\n"), ("open", content), ("empty lines", b"\n\n" + content)):
        path = tmp_path / f"{name}.csv"
        path.write_bytes(text)
        one = session.Session(spark)
        TextLines.of(one, f"file://{path}").copy(str(tmp_path / "copy"))
        one.close()
        assert (tmp_path / "copy").read_bytes() == text, name


def test_a_query_is_told_once_and_settings_are_told_together(count, monkeypatch):
    """What Spark's own client asks ahead of a query has the cluster analyse it as often."""
    told = []

    def watched(spark, bound=session.bound):
        for name in ("execute_command", "_analyze", "config"):
            asked = getattr(spark.client, name)
            monkeypatch.setattr(spark.client, name, lambda *what, asked=asked, **how: heard(asked, what, how))
        bound(spark)

    def heard(asked, what, how):
        told.append(how.get("method") or str(*what).split()[0])
        return asked(*what, **how)

    monkeypatch.setattr(session, "bound", watched)
    count(HEADER + "".join(f"1,b,{segment},active,2025-09\n" for segment in ("pu", "bpu", "c")))
    assert [one for one in told if one not in {"get", "get_with_default"}] == ["set", "input_files"]


def test_blocks_that_change_between_two_looks_are_a_fault(count, monkeypatch):
    known = TextLines.rows

    def forgetful(self, extract):
        found = known(self, extract)
        self._blocks.clear()
        return found

    monkeypatch.setattr(TextLines, "rows", forgetful)
    with pytest.raises(DisagreementError):
        count(HEADER + "1,b,pu,active,2025-09\n")


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, min_size=2, max_size=8), end=st.sampled_from(["\n", "\r\n"]), last=st.booleans())
def test_any_text_counts_there_as_here(count, count_here, lines, end, last):
    text = end.join([HEADER.strip(), *(",".join(line) for line in lines)]) + end * last
    assert count(text) == count_here(text)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--participants", "s3a://bucket/p.csv"), "add --engine spark"),
        (("--engine", "spark"), "--spark-remote sc://host"),
        (("--spark-remote", "sc://h:1"), "add --engine spark"),
        (("--engine", "sparc"), "duckdb, spark"),
        (("--engine", "spark", "--spark-remote", "http://h"), "sc://host:15002"),
        (("--engine", "spark", "--spark-remote", "sc://127.0.0.1:1/;token=s3cret"), "token=***"),
        (("--engine", "spark", "--spark-remote", "sc://h", "--memory", "2GB"), "a cluster has limits of its own"),
        (("--engine", "spark", "--spark-remote", "sc://h", "--participants", "counts.csv"), "gives counts"),
    ],
)
def test_what_cannot_start_is_said(project, run, options, said):
    project({**FILES, "counts.csv": "branch,segment,period,participants\nbpp,pu,2025-09,1\n"})
    ran = run("gap", *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "s3cret" not in ran.err


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("file://{root}/nope.csv", "the cluster does not find"),
        ("file://{root}/bad.csv.gz", "cannot read"),
        ("file://{root}/config", "without a .csv"),
        ("s3a://bucket/p.csv", "no connector"),
        ("nosuch://bucket/p.csv", "no connector"),
        ("hdfs://127.0.0.1:1/p.csv", "(ConnectException)"),
    ],
)
def test_a_path_that_the_cluster_cannot_read_is_said(project, run, on, path, said):
    root = project({**FILES, "bad.csv.gz": "\x1f\x8bno"})
    ran = run("gap", "--participants", path.format(root=root), *on)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("more", "packed", "said"),
    [
        ("", "brotli", "cannot unpack Brotli"),
        (", uuid() as key", "zstd", "a type that the cluster's Spark does not have (PARQUET_TYPE_ILLEGAL)"),
        (", time '01:00:00' as at", "zstd", "a type that the cluster's Spark does not have (UNSUPPORTED_TIME_TYPE)"),
    ],
)
def test_parquet_that_spark_cannot_read_and_we_can_is_told_how_to_be_written(project, run, on, more, packed, said):
    root = project(FILES)
    source = f"read_csv('{root}/data/participants.csv', all_varchar=true)"
    form = f"(format parquet, compression {packed})"
    duckdb.sql(f"copy (select *{more} from {source}) to '{root}/p.parquet' {form}")
    assert run("gap", "--participants", "p.parquet").code == 0
    ran = run("gap", "--participants", f"file://{root}/p.parquet", *on)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("here", [True, False])
@pytest.mark.parametrize("form", ["csv", "csv.gz", "parquet"])
def test_a_file_is_told_by_its_own_hash(project, run, on, form, here):
    """Not by that of what comes here of it; a report that stands on it would be said to stand no more."""
    root = project(FILES)
    rows = "".join(f"{at},bpp,pu,active,2025-09\n" for at in range(1000, 2000))
    (root / "p.csv").write_text(HEADER + rows)
    (root / "p.csv.gz").write_bytes(gzip.compress((root / "p.csv").read_bytes()))
    source = f"read_csv('{root}/p.csv', all_varchar=true)"
    duckdb.sql(f"copy (select * from {source}) to '{root}/p.parquet' (format parquet)")
    own = hashlib.sha256((root / f"p.{form}").read_bytes()).hexdigest()
    outputs = ("-o", "gap.svg", "-o", "gap.json")
    assert run("export", "--participants", f"p.{form}", *outputs, *(() if here else on)).code == 0
    sources = json.loads((root / "gap.json").read_text())["sources"]
    assert {one["path"]: one["sha256"] for one in sources}[f"p.{form}"] == own
    assert f"p.{form}: unchanged" in run("verify", "gap.svg").out
    if not here:
        address = f"file://{root}/p.{form}"
        ran = run("gap", "--participants", address, "--format", "json", *on)
        assert {one["path"]: one["sha256"] for one in ran.json["sources"]}[address] == ""


def test_what_the_client_of_spark_logs_is_not_told(project, on):
    """Beside what it raises it writes pages to stderr, with the query."""
    root = project(FILES)
    source = f"read_csv('{root}/data/participants.csv', all_varchar=true)"
    duckdb.sql(f"copy (select *, 'x' as _metadata from {source}) to '{root}/p.parquet' (format parquet)")
    command = [
        sys.executable,
        "-m",
        "coverage_cli",
        "gap",
        "--project",
        root,
        "--participants",
        f"file://{root}/p.parquet",
    ]
    ran = subprocess.run([*command, *on], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert [line[:6] for line in ran.stderr.splitlines()] == ["error:"]


def test_a_damaged_parquet_is_a_finding(project, run, on):
    root = project(FILES)
    (root / "cut.parquet").write_bytes(b"PAR1 and no more")
    assert "cut.parquet:1:1: error F111" in run("check", f"file://{root}/cut.parquet", *on).out


def test_parquet_that_is_damaged_below_its_footer_is_no_fault_of_the_program(project, run, on):
    root = project({**FILES, "p.csv": FILES["data/participants.csv"]})
    path = root / "p.parquet"
    duckdb.sql(f"copy (select * from read_csv('{root}/p.csv', all_varchar=true)) to '{path}' (format parquet)")
    content = path.read_bytes()
    path.write_bytes(content[:4] + bytes(56) + content[60:])
    assert "p.parquet:1:1: error F111" in run("check", "p.parquet").out
    ran = run("check", f"file://{path}", *on)  # a cluster does not say whether its disk or the file is to blame
    assert (ran.code, "the cluster cannot read file://" in ran.err) == (2, True), ran.err


def test_of_a_joined_file_of_many_blocks_only_the_end_comes_here(count, tmp_path, monkeypatch):
    monkeypatch.setitem(session._SETTINGS, "spark.sql.files.maxPartitionBytes", "5000")
    monkeypatch.setattr(lines, "_END", 6000)
    written = []
    copy = TextLines.copy
    monkeypatch.setattr(TextLines, "copy", lambda *what: (copy(*what), written.append(what[1:])))
    rest = "'a' as branch, 'pu' as segment, 'active' as status, '2025-09' as period"
    duckdb.sql(
        f"copy (select 'PAR1PAR1' || md5(range::varchar) as participant_id, {rest} from range(1000))"
        f" to '{tmp_path}/a.parquet' (format parquet, compression zstd)"
    )
    alone = (tmp_path / "a.parquet").read_bytes()  # its statistics hold the mark
    found = count(alone, alone + alone, suffix=".parquet")
    assert ([one.code for one in found.findings], found.persons[0]) == (["F113"], 1000)
    came = [size - above for size, (*_, above) in zip((len(alone), 2 * len(alone)), written, strict=True)]
    assert [6000 <= size < 17000 < len(alone) for size in came] == [True, True]


def test_interrupting_ends_the_run_at_once(project, on):
    root = project(FILES)
    with (root / "many.csv").open("w") as out:
        out.write(HEADER)
        out.writelines(f"{10**15 + at},bpp,pu,active,2025-09\n" for at in range(400_000))
    command = [sys.executable, "-m", "coverage_cli", "gap", "--participants", "many.csv", *on, "--temp", "private"]
    (root / "private").mkdir()
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while process.poll() is None and not any(Path(root / "private").glob("*/head*")):
        time.sleep(0.02)  # until the cluster is at work
    process.send_signal(signal.SIGINT)
    asked = time.monotonic()
    process.communicate(timeout=120)
    assert process.returncode in {130, 0, 1}  # 0 or 1: it was done before
    assert time.monotonic() - asked < 20
    assert list((root / "private").iterdir()) == []


SURVEY = (
    "nomor,cabang,segmen,status,periode,penimbang\n"
    '1,bpp,pu,active,2025-09,"1,5"\n1,bpp,bpu,active,2025-09,"1,50"\n2,smd,pu,active,2025-09,"2,25"\n'
)


@pytest.mark.parametrize("changed", ["", "    encoding: utf-8\n    constants: {period: 2025-09}\n"])
def test_the_configuration_describes_an_address(project, run, on, changed):
    root = project(
        {**FILES, "raw.csv": SURVEY if not changed else SURVEY.replace(",periode", "").replace(",2025-09", "")}
    )
    (root / "config/sources.yaml").write_text(
        "inputs:\n  - {kind: population, files: data/population.csv}\n"
        f"  - kind: persons\n    files: file://{root}/raw.csv\n    columns: {{participant_id: nomor}}\n"
        f"    weight: penimbang\n    number_style: id\n{changed}"
    )
    ran = run("gap", "--format", "csv", *on)
    assert ran.code == 0, ran.err
    assert [line.split(",")[:6] for line in ran.out.splitlines()[1:]] == [
        ["bpp", "bpu", "2025-09", "2025-09", "10", "1.5"],
        ["bpp", "pu", "2025-09", "2025-09", "10", "1.5"],
        ["smd", "pu", "2025-09", "2025-09", "10", "2.25"],
    ]
    unlike = (root / "raw.csv").read_text().replace("1,50", "1,51")
    (root / "raw.csv").write_text(unlike)
    ran = run("gap", *on)
    assert (ran.code, "raw.csv:3:" in ran.err, "error P107" in ran.err) == (1, True, True)


@pytest.mark.parametrize("mark", [".", ","])
def test_every_text_of_a_weight_is_judged_there_as_here(count, count_here, mark):
    texts = [text.translate(str.maketrans(".,", mark + ".")) if mark == "," else text for text in test_weights.TEXTS]
    rows = "".join(f"{at};b;pu;active;2025-09;{text}\n" for at, text in enumerate(texts))
    layout = test_weights.COMMA if mark == "," else test_weights.WEIGHTED
    content = test_weights.HEADER.replace(",", ";") + rows
    assert count(content, layout=layout) == count_here(content, layout=layout)


def test_every_form_of_a_nik_is_judged_there_as_here(count, count_here):
    content = HEADER + "".join(map(test_nik.ROW.format, test_nik.CASES))
    assert count(content, identifier="nik") == count_here(content, identifier="nik")


def test_a_server_that_goes_away_is_given_up_within_a_minute(spark):
    """The client by itself asks again for more than ten minutes."""
    opened = session.Session(spark)
    (policy,) = opened._spark.client.get_retry_policies()
    opened.close()
    assert policy.max_retries * policy.max_backoff <= 64_000
