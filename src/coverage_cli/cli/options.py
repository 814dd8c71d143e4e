"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from coverage_cli.cli import completion
from coverage_cli.cli.arguments import whole
from coverage_cli.domain.choices import MISSING, STATUSES

Project = Annotated[
    Optional[str],
    typer.Option("--project", metavar="DIR", help="The project's folder, if it is not this one or one above."),
]
Population = Annotated[
    Optional[list[str]],
    typer.Option("--population", metavar="FILE", help="Workers by segment; several times for several files."),
]
Participants = Annotated[
    Optional[list[str]],
    typer.Option(
        "--participants",
        metavar="FILE",
        help="Participants by segment, or a file of persons; several times for several files.",
    ),
]
Targets = Annotated[
    Optional[str], typer.Option("--targets", metavar="FILE", help="A targets file in place of config/targets.yaml.")
]
Lang = Annotated[
    Optional[str], typer.Option("--lang", metavar="en|id", help="Language of the text: English or Indonesian.")
]
Today = Annotated[Optional[str], typer.Option("--today", metavar="YYYY-MM-DD", help="The day that counts as today.")]
Column = Annotated[
    Optional[list[str]],
    typer.Option("--column", metavar="FIELD=HEADER", help="What a column is called, such as workers=jumlah_pekerja."),
]
Delimiter = Annotated[
    Optional[str], typer.Option("--delimiter", metavar="CHAR", help="What stands between cells: , ; | or tab.")
]
Encoding = Annotated[
    Optional[str],
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="utf-8, utf-16, utf-16-le, utf-16-be, windows-1252, iso-8859-1, windows-1250, windows-1251, windows-1254, "
        "windows-1256, windows-1258, windows-874, shift-jis, gb18030, big5 or euc-kr.",
    ),
]
NumberStyle = Annotated[
    Optional[str],
    typer.Option(
        "--number-style",
        metavar="STYLE",
        help="Thousands: 48.000 (id), 48,000 (en), 48000 (plain), 48 000 (fr), 48'000 (ch) or 1,48,000 (in).",
    ),
]
Sheet = Annotated[Optional[str], typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook (.xlsx).")]
By = Annotated[str, typer.Option("--by", metavar="NAMES", help="Rows by these dimensions, with commas between them.")]
Sort = Annotated[
    str, typer.Option("--sort", metavar="KEY", help="name, gap, uncovered, shortfall or rate; worst first.")
]
Top = Annotated[
    Optional[int], typer.Option("--top", metavar="N", parser=whole(1), help="Only the first N rows; totals stay whole.")
]
Missing = Annotated[
    str,
    typer.Option(
        "--missing",
        metavar="|".join(MISSING),
        help="What no participants row means: not known (null), or nobody (zero).",
    ),
]
Decimals = Annotated[
    int, typer.Option("--decimals", metavar="N", parser=whole(0, 12), help="Decimals of rates and gaps.")
]
Excel = Annotated[
    bool, typer.Option("--excel", help="CSV that a spreadsheet in the chosen language opens by double click.")
]
Raw = Annotated[bool, typer.Option("--raw", help="CSV for machines: rates unrounded, text as it is in the data.")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings fail, as errors do.")]
Branch = Annotated[
    Optional[list[str]],
    typer.Option(
        "--branch",
        "-b",
        metavar="NAME",
        help="Only this branch; several times for several.",
        autocompletion=completion.branches,
    ),
]
Segment = Annotated[
    Optional[list[str]],
    typer.Option(
        "--segment",
        metavar="NAME",
        help="Only this segment; several times for several.",
        autocompletion=completion.segments,
    ),
]
Period = Annotated[
    str,
    typer.Option(
        "--period", metavar="PERIOD|latest", help="Period of the participants.", autocompletion=completion.periods
    ),
]
TABLE_OR_JSON = ("table", "json")
TableOrJson = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table or json.")]
TEXT_OR_JSON = ("text", "json")
TextOrJson = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")]
Target = Annotated[
    Optional[str],
    typer.Option(
        "--target",
        metavar="NAME|RATE",
        help="A target by name, or a rate such as 80%.",
        autocompletion=completion.targets,
    ),
]
Status = Annotated[
    str, typer.Option("--status", metavar="|".join(STATUSES), help="Which persons are counted, in a file of persons.")
]
Programme = Annotated[
    Optional[str],
    typer.Option("--programme", metavar="NAMES", help="Only members of these programmes, with commas between them."),
]
Memory = Annotated[
    Optional[str], typer.Option("--memory", metavar="SIZE", help="Memory for counting persons, such as 2GB.")
]
Threads = Annotated[
    Optional[int],
    typer.Option("--threads", metavar="N", parser=whole(1, 1024), help="Processor threads for counting persons."),
]
Temp = Annotated[
    Optional[str], typer.Option("--temp", metavar="DIR", help="Where to put what does not fit into memory.")
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine", metavar="duckdb|spark", help="What counts persons: this machine, or an existing Spark cluster."
    ),
]
SparkRemote = Annotated[
    Optional[str],
    typer.Option(
        "--spark-remote",
        metavar="ADDRESS",
        help="Address of the cluster's Spark Connect server: sc://host:port.",
    ),
]
Suppress = Annotated[
    Optional[int],
    typer.Option(
        "--suppress",
        metavar="N",
        parser=whole(2),
        help="Leave out counts of participants below N, and others from which they could be computed.",
    ),
]
Basis = Annotated[
    Optional[str], typer.Option("--basis", metavar="NAME", help="Only workers on this basis, such as employed.")
]
TargetList = Annotated[
    Optional[list[str]],
    typer.Option(
        "--target",
        metavar="NAME|RATE",
        help="A target by name, or a rate such as 80%; several times for several.",
        autocompletion=completion.targets,
    ),
]
BasisList = Annotated[
    Optional[list[str]],
    typer.Option(
        "--basis", metavar="NAME", help="Only workers on this basis, such as employed; several times for several."
    ),
]
Pareto = Annotated[bool, typer.Option("--pareto", help="Who is not covered: shares of the uncovered.")]
Totals = Annotated[bool, typer.Option("--totals", help="Also a trend of all that is shown, together.")]
Measures = Annotated[bool, typer.Option("--measures", help="How unequal the rates are, by six measures.")]
