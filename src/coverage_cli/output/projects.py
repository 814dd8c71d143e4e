"""A proposed project as the two YAML files that a person goes on with."""

from __future__ import annotations

import json
from collections.abc import Mapping

from coverage_cli.config.draft import COUNTS, Draft, OpenQuestion
from coverage_cli.config.draft_project import DraftProject, Goal
from coverage_cli.config.layout import InTwo
from coverage_cli.config.yaml.scalars import scalar
from coverage_cli.domain.choices import NAMES_OF_ENCODINGS
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.safe import clean
from coverage_cli.output.language import Words
from coverage_cli.output.prompts import arguments, field_named, form_of

_DECIDE_COUNT = phrase("decide: the column that holds {field}, one of: {choices}")
_DECIDE_COLUMN = phrase(
    "decide: the column that holds {field}, one of: {choices}; or one value for all rows under constants:"
)
_DECIDE_PARTS = phrase(
    "decide: the column that holds {field}, one of: {choices}; where several of them are a segment each, name these "
    "under wide: {{to: segment, columns: [...]}} instead"
)
_DECIDE_VALUE = phrase("decide: one value for all rows, for no column fits {field}")
_DECISIONS = {
    "number_style": phrase("decide: {style} if {example} people are meant, {other} if the mark is a decimal mark"),
    "aggregate": phrase("decide: several rows have one key; delete the # in front if they are parts that add up"),
    "aggregate_apart": phrase(
        "decide: several rows have one key, and differ in {example}; delete the # in front if they are parts that add "
        "up"
    ),
    "programmes": phrase("decide: the programme to count, one of: {choices}; the same people are in several"),
    "fill_down": phrase("decide: cells of {example} are empty; delete the # in front if each means the value above it"),
    "unit": phrase(
        "decide: {example} has decimals; delete the # in front if counts are given in thousands, or say millions"
    ),
    "periods": phrase(
        "decide: the period of each; where the year stands in a column, write 01 or Q1 here, and period_columns: "
        "{{year: ...}}"
    ),
    "period_values": phrase(
        "decide: the period of each, such as 2025-06 for a year that ends in June 2025; those to come need entries too"
    ),
    "days": phrase(
        "decide: these are days, and not all of them end a month; keep them, or write the month of each (2025-03)"
    ),
    "dates": phrase("decide: {example} has two readings; here the day is first; dates to come need entries too"),
    "date_format": phrase("decide: {example} has two readings; here the day is first, in {other} the month"),
    "day_format": phrase(
        "decide: these are days, and not all of them end a month; each counts as its month here, and as a day with "
        "period_granularity: day"
    ),
    "weight": phrase("decide: the column of the weight that each person counts with, one of: {choices}"),
    "status_values": phrase("decide: active or inactive for each"),
    **dict.fromkeys(COUNTS, _DECIDE_COUNT),
}
"""What is said beside a line that is to be completed."""
_DIVIDED = phrase(
    "decide: {path:path} has one {field} for all rows; if its people are of all of these, name each as here, "
    "with aggregate: sum"
)
_BY_NAME = phrase("guessed from its name or cells")
_ACROSS = {
    "period": phrase("guessed from the periods in the names"),
    "segment": phrase("guessed from the one name above them all"),
    "note": phrase("men and women, who are added up"),
}


def targets_yaml(goal: Goal, words: Words) -> str:
    """A targets file with one target; without a source it says what is to be decided, and check warns of it."""
    open_ = words("decide: who set it") if goal.said else words("decide: the target that holds, and who set it")
    said = "" if goal.source else f"  # {open_}"
    entry = f"    rate: {goal.rate}{said}\n    source: {_text(goal.source)}\n"
    return f"default: national\n\ntargets:\n  national:\n{entry}"


def sources_yaml(project: DraftProject, words: Words) -> str:
    """A sources file; every line that needs a decision says so."""
    said = words("Proposed by coverage init from the headers and cells. Lines with # decide: are yours.")
    dimensions = f"dimensions: [{', '.join(map(_text, project.dimensions))}]\n\n" if project.dimensions else ""
    return f"# {said}\n{dimensions}inputs:\n" + "\n".join(
        _input(draft, project.divided(draft), words) for draft in project.drafts
    )


def _input(draft: Draft, divided: Mapping[str, tuple[str, str]], words: Words) -> str:
    lines = [f"  - kind: {draft.kind.value}", f"    files: {_text(draft.path)}"]
    if draft.delimiter:
        lines.append(f"    delimiter: {_text('tab' if draft.delimiter == chr(9) else draft.delimiter)}")
    if draft.encoding:
        said = words("guessed; if names look wrong, write another encoding: coverage check --help lists them")
        lines.append(f"    encoding: {NAMES_OF_ENCODINGS[draft.encoding]}  # {said}")
    if draft.unit:
        guessed = "" if draft.told_unit else f"  # {words('guessed from what the file says')}"
        lines.append(f"    unit: {draft.unit}{guessed}")
    lines += [f"    {name}: {value}" for name, value in _settings(draft, words).items() if value]
    lines += _columns(draft, divided, words)
    if draft.wide and not any(question.field == "periods" for question in draft.questions):
        lines.append(
            f"    wide: {{to: {draft.across}, columns: {_pairs(draft.wide)}}}  # {words(_ACROSS[draft.across])}"
        )
    for section, names in (("missing", draft.missing), ("unused", draft.unused)):
        if names:
            lines.append(f"    {section}: [{', '.join(map(_text, names))}]")
    if draft.leave_out:
        said = words("totals and notes, which are no rows")
        pairs = ", ".join(f"{_text(name)}: [{', '.join(map(_text, texts))}]" for name, texts in draft.leave_out.items())
        lines.append(f"    leave_out: {{{pairs}}}  # {said}")
    return "\n".join(lines) + "\n"


def _settings(draft: Draft, words: Words) -> dict[str, object]:
    """Settings by which the file is read; empty ones are not written."""
    return {
        "sheet": draft.sheet and _sheet(draft, draft.sheet, words),
        "header": draft.header and (draft.header[0] if len(draft.header) == 1 else list(draft.header)),
        "aggregate": draft.aggregate and "sum",
        "fill_down": draft.fill_down and f"[{', '.join(map(_text, draft.gaps))}]",
        "filter": draft.programme and f"{{programme: {_text(draft.programme)}}}",
        "number_style": draft.number_style,
        "period_columns": draft.in_two and f"{_in_two(draft.in_two)}  # {words(_BY_NAME)}",
        "period_format": draft.period_format and f"{_text(draft.period_format)}  # {words('guessed from the cells')}",
        "period_granularity": draft.keeps_days and "day",
        "id": draft.identifier,
        "weight": draft.weight and f"{_text(draft.weight)}  # {words(_BY_NAME)}",
    }


def _sheet(draft: Draft, name: str, words: Words) -> str:
    """A workbook's sheet, with the period where its name says it."""
    if "period" not in draft.constants or "period" not in draft.guessed:
        return _text(name)
    said = words("guessed from the name of the sheet; add others beside it")
    return f"{_pairs({name: draft.constants['period']})}  # {said}"


def _columns(draft: Draft, divided: Mapping[str, tuple[str, str]], words: Words) -> list[str]:
    """What the fields are, with a line for each that is to be decided."""
    named, cells = f"  # {words(_BY_NAME)}", f"  # {words('guessed from the cells')}"
    given = {
        "columns": [
            f"{ours}: {_text(theirs)}{named if ours in draft.guessed else ''}" for ours, theirs in draft.columns.items()
        ],
        "constants": [
            f"{ours}: {_text(value)}{_by_title(draft, ours, words)}"
            for ours, value in draft.constants.items()
            if ours not in draft.guessed
        ],
        "values": [f"{ours}: {_pairs(values)}{cells}" for ours, values in draft.values.items()],
    }
    open_: dict[str, list[tuple[str, str]]] = {}
    for question in draft.questions:
        section, setting = _setting(draft, question)
        said = words(_decision(draft, question), arguments(draft, question))
        open_.setdefault(section, []).append((setting, said))
    for name, (whole, path) in divided.items():
        said = words(_DIVIDED, {"path": path, "field": field_named(name)})
        open_.setdefault("values", []).append((f"{name}: {_pairs({'...': whole})}", said))
    lines = [line for name in given for line in _section(name, given[name], open_.pop(name, []))]
    return [*lines, *(f"    # {setting}  # {said}" for others in open_.values() for setting, said in others)]


def _by_title(draft: Draft, name: str, words: Words) -> str:
    said = words("guessed from the title in line {line}", {"line": str(draft.dated)})
    return f"  # {said}" if name == "period" and draft.dated else ""


def _section(name: str, given: list[str], open_: list[tuple[str, str]]) -> list[str]:
    """A section in which each open line is whole once its sign is taken away."""
    if given:
        return [
            f"    {name}:",
            *(f"      {line}" for line in given),
            *(f"      # {setting}  # {said}" for setting, said in open_),
        ]
    if len(open_) == 1:
        return [f"    # {name}: {{{setting}}}  # {said}" for setting, said in open_]
    return [f"    # {name}:", *(f"    #   {setting}  # {said}" for setting, said in open_)] if open_ else []


def _in_two(two: InTwo) -> str:
    return _pairs({name: own for name, own in (("year", two.year), (two.part, two.within)) if own})


def _pairs(texts: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{_text(name)}: {_text(value)}' for name, value in texts.items())}}}"


def _setting(draft: Draft, question: OpenQuestion) -> tuple[str, str]:
    """The section to which a decision belongs, if any, and the line that it would be."""
    form = f"period_format: {_text(draft.formats[0])}" if draft.formats else ""
    open_ = {name: f"YYYY{month}" if month else "..." for name, month in draft.wide.items()}
    settings = {
        "number_style": ("", f"number_style: {''.join(question.choices[:1])}"),
        "aggregate": ("", "aggregate: sum"),
        "fill_down": ("", f"fill_down: [{', '.join(map(_text, draft.gaps))}]"),
        "periods": ("", f"wide: {{to: period, columns: {_pairs(open_)}}}"),
        "days": ("", form) if form else ("values", f"period: {_pairs(draft.days)}"),
        "dates": ("", form) if form else ("values", f"period: {_pairs(draft.read_dates(0))}"),
        "period_values": ("values", f"period: {_pairs(dict.fromkeys(question.choices, '...'))}"),
        "weight": ("", "weight: ..."),
        "programmes": ("", "filter: {programme: ...}"),
        "unit": ("", "unit: thousands"),
        "status_values": ("values", f"status: {_pairs(dict.fromkeys(question.choices, '...'))}"),
    }
    constant = draft.wants_value(question)
    value = "YYYY-MM" if constant and question.field == "period" else "..."
    return settings.get(question.field, ("constants" if constant else "columns", f"{question.field}: {value}"))


def _decision(draft: Draft, question: OpenQuestion) -> str:
    if question.what:
        return phrase("decide: {what:phrase}")
    if question.parts and "segment" not in draft.columns:
        return _DECIDE_PARTS
    column = _DECIDE_VALUE if draft.wants_value(question) else _DECIDE_COLUMN
    formats = {"dates": "date_format", "days": "day_format"} if draft.formats else {}
    return _DECISIONS.get(formats.get(question.field, form_of(question)), column)


def _text(text: str) -> str:
    """A scalar out of which comments and control characters cannot get."""
    return scalar(text) if clean(text) == text else json.dumps(text)
