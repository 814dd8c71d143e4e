"""The outcome of a check in every format; as text, one finding a line, then one line that counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.messages import counts
from coverage_cli.domain.phrases import phrase
from coverage_cli.output.checks.outcome import Outcome
from coverage_cli.output.files import refuse_inputs, refuse_stdout, suffix_of, write_each
from coverage_cli.output.language import Words, words


class Format(NamedTuple):
    """What a file of a format is called, and what the format has no room for."""

    suffix: str
    for_machines: bool = False
    """Whether it is in English whoever asks."""
    findings_alone: bool = False
    """Whether it holds no number of the findings that `--max-findings` leaves out."""


FORMATS = {
    "text": Format(".txt"),
    "json": Format(".json", for_machines=True),
    "github": Format(".txt"),
    "sarif": Format(".sarif", for_machines=True),
    "junit": Format(".xml", for_machines=True),
    "gitlab": Format(".json", for_machines=True, findings_alone=True),
    "rdjson": Format(".json", for_machines=True, findings_alone=True),
    "markdown": Format(".md"),
}
"""The first format of a suffix is the one that the suffix alone chooses."""
_SUMMED = ("rows", "used", "reported", "left_out", "filtered", "missing", "other_basis", "summed", "filled")
"""What the closing line tells of all files together."""
_WORD = re.compile("[A-Za-z]+")
"""What stands before the = of FORMAT=FILE; ./a=b.json is a file's name."""


def text_of(outcome: Outcome, name: str, language: str) -> str:
    """The outcome in the format of that name."""
    from importlib import import_module

    if name == "text":
        return check_text(outcome, words(language))
    renderer = import_module(f"coverage_cli.output.checks.{name}_format")
    return str(renderer.render(outcome, words("en" if FORMATS[name].for_machines else language)))


@dataclass(frozen=True, slots=True)
class Output:
    """A file to write, and how."""

    path: str
    format: str


def outputs(given: Sequence[str], chosen: str | None, project: str | None) -> list[Output]:
    """The files that a user names: `FORMAT=FILE`, or FILE by its suffix; the chosen format wins where it fits.

    Raises:
        UsageFault: a suffix says nothing, an output is an input of the project, or two outputs are one file.
    """
    found = [_output(text, chosen) for text in given]
    refuse_inputs([output.path for output in found], (), project)
    return found


def _output(text: str, chosen: str | None) -> Output:
    word, separator, path = text.partition("=")
    refuse_stdout(path if separator else text)
    if separator and _WORD.fullmatch(word):
        form = one_of("--output", word.casefold(), tuple(FORMATS))
        if not path:
            raise UsageFault("--output {value} names no file; write it as {value}FILE", {"value": text})
        return Output(path, form)
    suffix = suffix_of(text)
    if chosen is not None and FORMATS[chosen].suffix == suffix:
        return Output(text, chosen)
    fitting = [name for name, one in FORMATS.items() if one.suffix == suffix]
    if not fitting:
        known = ", ".join(dict.fromkeys(one.suffix for one in FORMATS.values()))
        raise UsageFault(
            "{path:path}: the suffix says what to write; use {known}, or FORMAT=FILE", {"path": text, "known": known}
        )
    return Output(text, fitting[0])


def write_outputs(outcome: Outcome, files: Sequence[Output], language: str) -> str:
    """Write every output; give the lines that say so."""
    if not files:
        return ""
    report = outcome.report
    read = [*(source.path for source in report.sources), *(finding.place.path for finding in report.findings)]
    read += report.comparison.kept if report.comparison else ()
    refuse_inputs([output.path for output in files], read)
    made = {output.path: text_of(outcome, output.format, language).encode("utf-8") for output in files}
    return write_each(made, words(language))


def check_text(outcome: Outcome, words: Words) -> str:
    """Every listed finding, then the closing line."""
    found = "".join(f"{finding.line(words)}\n" for finding in outcome.listed)
    return f"{found}{changes(outcome, words)}{closing(outcome, words)}\n"


def changes(outcome: Outcome, words: Words) -> str:
    """What changed since another state, where that was asked for."""
    if outcome.report.comparison is None:
        return ""
    from coverage_cli.output.checks.comparison import lines

    return "".join(f"{text}\n" for text in lines(outcome.report.comparison, words))


def closing(outcome: Outcome, words: Words) -> str:
    """Files, rows in = rows used + rows reported, errors, warnings, and what was left out."""
    report = outcome.report
    sums = {name: sum(getattr(source, name) for source in report.sources) for name in _SUMMED}
    told = {"files": len({source.path for source in report.sources}), **sums}
    text = words(
        "files: {files:n}; rows: {rows:n} = {used:n} used + {reported:n} reported; {counts}",
        {name: str(count) for name, count in told.items()},
        counts=counts(report.findings, words),
    )
    further = (
        (phrase("; excepted: {count:n}"), len(report.excepted)),
        (
            phrase("; rows left out by the configuration: {count:n}"),
            sums["left_out"] + sums["filtered"] + sums["missing"],
        ),
        (phrase("; rows on another basis: {count:n}"), sums["other_basis"]),
        (phrase("; rows added to another of their key: {count:n}"), sums["summed"]),
        (phrase("; cells filled from the row above: {count:n}"), sums["filled"]),
        (phrase("; left out by --max-findings: {count:n}"), outcome.omitted),
    )
    return text + "".join(words(template, count=str(count)) for template, count in further if count)
