"""A proposed project as the two YAML files that a person goes on with."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from coverage_cli.config.draft import COUNTS
from coverage_cli.domain.phrases import phrase
from coverage_cli.output.safe import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_cli.config.draft import Draft, Plan, Question
    from coverage_cli.output.language import Words

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
_RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"}
_ENCODINGS = {"cp1252": "windows-1252"}

_DECIDE_COUNT = phrase("decide: the column that holds {field}, one of: {choices}")
_DECIDE_COLUMN = phrase(
    "decide: the column that holds {field}, one of: {choices}; or one value for all rows under constants:"
)
_DECISIONS = {
    "number_style": phrase("decide: id if {example} people are meant, en if the point is a decimal mark"),
    "aggregate": phrase("decide: several rows have one key; take the sign away if they are parts that add up"),
    "periods": phrase(
        "decide: the period of each; where the year stands in a column, make an input for each year, with filter:"
    ),
    "status_values": phrase("decide: active or inactive for each"),
    **dict.fromkeys(COUNTS, _DECIDE_COUNT),
}
"""What is said beside a line that is to be completed."""
_WHICH_COUNT = phrase("{path}: which column holds {field}? One of: {choices}. Or nothing to decide later")
_WHICH_COLUMN = phrase(
    "{path}: which column holds {field}? One of: {choices}. Or =VALUE for one value in all rows, "
    "or nothing to decide later"
)
_PROMPTS = {
    "number_style": phrase(
        "{path}: which of the two is meant by {example}? Type id if the mark groups thousands as in Indonesia, "
        "en if it does as in English, nothing to decide later"
    ),
    "aggregate": phrase(
        "{path}: several rows have one key. Type sum if they are parts that add up, or nothing to decide later"
    ),
    "periods": phrase(
        "{path}: which periods are {choices}? Type them with commas, such as 2025-04, 2025-05, or the year if only "
        "that is missing, or nothing to decide later"
    ),
    "status_values": phrase(
        "{path}: which of {choices} mean an active member? Several are separated by commas; type nothing to "
        "decide later"
    ),
    **dict.fromkeys(COUNTS, _WHICH_COUNT),
}
"""What is asked on a terminal."""


def targets_yaml(words: Words) -> str:
    """A targets file with one target, which is to be checked."""
    said = words("decide: the target that holds, and who set it")
    return f'default: national\n\ntargets:\n  national:\n    rate: 80%  # {said}\n    source: ""\n'


def sources_yaml(plan: Plan, words: Words) -> str:
    """A sources file; every line that needs a decision says so."""
    said = words("Proposed by coverage init from the headers and cells. Lines with # decide: are yours.")
    return f"# {said}\ninputs:\n" + "\n".join(_input(draft, words) for draft in plan.drafts)


def _input(draft: Draft, words: Words) -> str:
    lines = [f"  - kind: {draft.kind.value}", f"    files: {_text(draft.path)}"]
    if draft.delimiter:
        lines.append(f"    delimiter: {_text('tab' if draft.delimiter == chr(9) else draft.delimiter)}")
    if draft.encoding:
        said = words("guessed; check a name with an accent")
        lines.append(f"    encoding: {_ENCODINGS.get(draft.encoding, draft.encoding)}  # {said}")
    given = {
        "header": draft.header,
        "aggregate": draft.aggregate and "sum",
        "number_style": draft.number_style,
        "id": draft.identifier,
    }
    lines += [f"    {name}: {value}" for name, value in given.items() if value]
    lines += _columns(draft, words)
    if draft.wide and not any(question.field == "periods" for question in draft.questions):
        said = words("guessed from the periods in the names")
        lines.append(f"    wide: {{to: period, columns: {_pairs(draft.wide)}}}  # {said}")
    for section, names in (("missing", draft.missing), ("unused", draft.unused)):
        if names:
            lines.append(f"    {section}: [{', '.join(map(_text, names))}]")
    if draft.leave_out:
        said = words("totals among their parts")
        pairs = ", ".join(f"{name}: [{', '.join(map(_text, texts))}]" for name, texts in draft.leave_out.items())
        lines.append(f"    leave_out: {{{pairs}}}  # {said}")
    return "\n".join(lines) + "\n"


def _columns(draft: Draft, words: Words) -> list[str]:
    lines = []
    if draft.columns:
        lines.append("    columns:")
    for ours, theirs in draft.columns.items():
        said = f"  # {words('guessed from its name or cells')}" if ours in draft.guessed else ""
        lines.append(f"      {ours}: {_text(theirs)}{said}")
    if draft.constants:
        lines.append("    constants:")
        lines += [f"      {ours}: {_text(value)}" for ours, value in draft.constants.items()]
    if draft.values:
        said = words("guessed from the cells")
        pairs = ", ".join(f"{ours}: {_pairs(values)}" for ours, values in draft.values.items())
        lines.append(f"    values: {{{pairs}}}  # {said}")
    lines += [_undecided(draft, question, words) for question in draft.questions]
    return lines


def _pairs(texts: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{_text(name)}: {_text(value)}' for name, value in texts.items())}}}"


def _undecided(draft: Draft, question: Question, words: Words) -> str:
    """A line that is to be completed: the setting that it would be, as a comment, and what is to be decided."""
    open_ = {name: f"YYYY{month}" if month else "..." for name, month in draft.wide.items()}
    settings = {
        "number_style": "number_style: id",
        "aggregate": "aggregate: sum",
        "periods": f"wide: {{to: period, columns: {_pairs(open_)}}}",
        "status_values": f"values: {{status: {_pairs(dict.fromkeys(question.choices, '...'))}}}",
    }
    text = phrase("decide: {what}") if question.what else _DECISIONS.get(question.field, _DECIDE_COLUMN)
    setting = settings.get(question.field, f"columns: {{{question.field}: ...}}")
    return f"    # {setting}  # {words(text, _args(question))}"


def _args(question: Question) -> dict[str, str]:
    choices = ", ".join(question.choices) or "-"
    return {"field": question.field, "choices": choices, "example": question.example, "what": question.what}


def prompt(draft: Draft, question: Question, words: Words) -> str:
    """The question to ask on a terminal."""
    later = phrase("{path}: {what}. Type nothing to decide later")
    text = later if question.what else _PROMPTS.get(question.field, _WHICH_COLUMN)
    return words(text, {"path": draft.path, **_args(question)})


def _text(text: str) -> str:
    """A YAML scalar that is this text and nothing else; comments and control characters cannot get out of it."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _RESERVED:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted if clean(text) == text else json.dumps(text)
