"""A proposed project as the two YAML files that a person goes on with."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from coverage_cli.output.safe import clean

if TYPE_CHECKING:
    from coverage_cli.config.draft import Draft, Plan, Question
    from coverage_cli.output.language import Words

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
_RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"}
_SETTINGS = ("number_style", "aggregate")
_ENCODINGS = {"cp1252": "windows-1252"}


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
    if draft.header:
        lines.append(f"    header: {draft.header}")
    if draft.aggregate:
        lines.append("    aggregate: sum")
    if draft.number_style:
        lines.append(f"    number_style: {draft.number_style}")
    lines += [_undecided(question, words) for question in draft.questions if question.field in _SETTINGS]
    lines += _columns(draft, words)
    if draft.wide:
        pairs = ", ".join(f"{_text(name)}: {_text(value)}" for name, value in draft.wide.items())
        said = words("guessed from the years in the names")
        lines.append(f"    wide: {{to: period, columns: {{{pairs}}}}}  # {said}")
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
    lines += [_undecided(question, words) for question in draft.questions if question.field not in _SETTINGS]
    return lines


def _undecided(question: Question, words: Words) -> str:
    if question.field == "number_style":
        said = words("decide: id if {example} people are meant, en if the point is a decimal mark",
                     {"example": question.example})  # fmt: skip
        return f"    # number_style: id  # {said}"
    if question.field == "aggregate":
        said = words("decide: several rows have one key; take the sign away if they are parts that add up")
        return f"    # aggregate: sum  # {said}"
    said = words(
        "decide: the column that holds {field}, one of: {choices}; or one value for all rows under constants:",
        {"field": question.field, "choices": ", ".join(question.choices) or "-"},
    )
    return f"    # columns: {{{question.field}: ...}}  # {said}"


def prompt(draft: Draft, question: Question, words: Words) -> str:
    """The question to ask on a terminal."""
    if question.field == "number_style":
        return words(
            "{path}: which of the two is meant by {example}? Type id if the mark groups thousands as in Indonesia, "
            "en if it does as in English, nothing to decide later",
            {"path": draft.path, "example": question.example},
        )
    if question.field == "aggregate":
        return words(
            "{path}: several rows have one key. Type sum if they are parts that add up, or nothing to decide later",
            {"path": draft.path},
        )
    return words(
        "{path}: which column holds {field}? One of: {choices}. Or =VALUE for one value in all rows, "
        "or nothing to decide later",
        {"path": draft.path, "field": question.field, "choices": ", ".join(question.choices) or "-"},
    )


def _text(text: str) -> str:
    """A YAML scalar that is this text and nothing else; comments and control characters cannot get out of it."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _RESERVED:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted if clean(text) == text else json.dumps(text)
