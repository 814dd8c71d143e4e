"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated, Any, Optional

import typer

from coverage_cli.cli.arguments import whole
from coverage_cli.cli.completion import among, known
from coverage_cli.domain.choices import MISSING, SORTS, STATUSES


def option(said: str, **more: Any) -> Any:  # noqa: ANN401 - Typer's own
    """An option as it is typed: its names, then what it takes, such as "--branch -b NAME"; the rest is Typer's."""
    words = said.split()
    names = [word for word in words if word.startswith("-")]
    metavar = words[-1] if len(names) < len(words) else None
    if metavar and "|" in metavar and metavar.islower():  # the values themselves
        more["autocompletion"] = among(metavar.split("|"))
    return typer.Option(*names, metavar=metavar, **more)


Project = Annotated[
    Optional[str], option("--project DIR", help="The project's folder, if it is not this one or one above.")
]
Population = Annotated[
    Optional[list[str]], option("--population FILE", help="Workers by segment; repeat for several files.")
]
Participants = Annotated[
    Optional[list[str]],
    option("--participants FILE", help="Participants by segment, or a file of persons; repeat for several files."),
]
Targets = Annotated[Optional[str], option("--targets FILE", help="A targets file in place of config/targets.yaml.")]
Lang = Annotated[Optional[str], option("--lang en|id", help="Language of the text: English or Indonesian.")]
Today = Annotated[Optional[str], option("--today YYYY-MM-DD", help="The day that counts as today.")]
Column = Annotated[
    Optional[list[str]],
    option(
        "--column FIELD=HEADER",
        help="What a column is called in the file, such as workers=jumlah_pekerja; repeat for several columns.",
    ),
]
Delimiter = Annotated[Optional[str], option("--delimiter CHAR", help="What stands between cells: , ; | or tab.")]
Encoding = Annotated[
    Optional[str],
    option(
        "--encoding NAME",
        help="utf-8, utf-16, utf-16-le, utf-16-be, windows-1252, iso-8859-1, windows-1250, windows-1251, windows-1254, "
        "windows-1256, windows-1258, windows-874, shift-jis, gb18030, big5 or euc-kr.",
    ),
]
NumberStyle = Annotated[
    Optional[str],
    option(
        "--number-style STYLE",
        help="Thousands: 48.000 (id), 48,000 (en), 48000 (plain), 48 000 (fr), 48'000 (ch) or 1,48,000 (in).",
    ),
]
Sheet = Annotated[Optional[str], option("--sheet NAME", help="The sheet of a workbook (.xlsx).")]
By = Annotated[str, option("--by NAMES", help="Rows by these dimensions, with commas between them.")]
Sort = Annotated[
    str, option("--sort KEY", help="name, gap, uncovered, shortfall or rate; worst first.", autocompletion=among(SORTS))
]
Top = Annotated[Optional[int], option("--top N", help="Only the first N rows; totals stay whole.", parser=whole(1))]
Missing = Annotated[
    str,
    option(
        f"--missing {'|'.join(MISSING)}",
        help="What a missing participants row means: not known (null), or nobody (zero).",
    ),
]
Decimals = Annotated[int, option("--decimals N", help="Decimals of rates and gaps.", parser=whole(0, 12))]
Excel = Annotated[
    bool, option("--excel", help="CSV that opens by double click in a spreadsheet in the chosen language.")
]
Raw = Annotated[bool, option("--raw", help="CSV for machines: rates unrounded, text as it is in the data.")]
Strict = Annotated[bool, option("--strict", help="Warnings make the run fail, as errors do.")]
Branch = Annotated[
    Optional[list[str]],
    option("--branch -b NAME", help="Only this branch; repeat for several branches.", autocompletion=known("branches")),
]
Segment = Annotated[
    Optional[list[str]],
    option("--segment NAME", help="Only this segment; repeat for several segments.", autocompletion=known("segments")),
]
Period = Annotated[
    str, option("--period PERIOD|latest", help="Period of the participants.", autocompletion=known("periods"))
]
TABLE_CSV_OR_JSON = ("table", "csv", "json")
TableCsvOrJson = Annotated[str, option("--format -f FORMAT", help="table, csv or json.")]
TEXT_OR_JSON = ("text", "json")
TextOrJson = Annotated[str, option("--format -f FORMAT", help="text or json.")]
Status = Annotated[
    str, option(f"--status {'|'.join(STATUSES)}", help="Who is counted from a file of persons: active members, or all.")
]
Programme = Annotated[
    Optional[str], option("--programme NAMES", help="Only members of these programmes, with commas between them.")
]
Memory = Annotated[Optional[str], option("--memory SIZE", help="Memory for counting persons, such as 2GB.")]
Threads = Annotated[
    Optional[int], option("--threads N", help="Processor threads for counting persons.", parser=whole(1, 1024))
]
Temp = Annotated[Optional[str], option("--temp DIR", help="The folder for what does not fit into memory.")]
Engine = Annotated[
    str, option("--engine duckdb|spark", help="What counts persons: this machine, or an existing Spark cluster.")
]
SparkRemote = Annotated[
    Optional[str],
    option("--spark-remote ADDRESS", help="Address of the cluster's Spark Connect server: sc://host:port."),
]
Suppress = Annotated[
    Optional[int],
    option(
        "--suppress N",
        help="Leave out counts of participants below N, and others from which they could be computed.",
        parser=whole(2),
    ),
]
Basis = Annotated[Optional[str], option("--basis NAME", help="Only workers on this basis, such as employed.")]
TargetList = Annotated[
    Optional[list[str]],
    option(
        "--target NAME|RATE",
        help="A target by name, or a rate such as 80%; repeat for several targets.",
        autocompletion=known("targets"),
    ),
]
BasisList = Annotated[
    Optional[list[str]],
    option("--basis NAME", help="Only workers on this basis, such as employed; repeat for several bases."),
]
Pareto = Annotated[bool, option("--pareto", help="Who is not covered: each row's share of the uncovered.")]
Totals = Annotated[bool, option("--totals", help="Also one trend for all that is shown, taken together.")]
Measures = Annotated[bool, option("--measures", help="How unequal the rates are, by six measures.")]
