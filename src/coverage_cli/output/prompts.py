"""What `coverage init` asks on a terminal."""

from __future__ import annotations

from coverage_cli.config.draft import COUNTS, Draft, OpenQuestion
from coverage_cli.domain.phrases import phrase
from coverage_cli.output.language import Words

_WHICH_COUNT = phrase("{path:path}: which column holds {field}? One of: {choices}. Or press Enter to decide later")
_WHICH_COLUMN = phrase(
    "{path:path}: which column holds {field}? One of: {choices}. Or =VALUE for one value in all rows, or press Enter "
    "to decide later"
)
_WHICH_VALUE = phrase(
    "{path:path}: no column fits {field}. Type one value for all rows, such as {example}, or press Enter to decide "
    "later"
)
_WHICH_PERIOD = phrase("{path:path}: {what:phrase}. Type the period, such as 2025-09, or press Enter to decide later")
_NO_COLUMN = phrase("{path:path}: {what:phrase}. Press Enter to decide later")
_FIELDS = {
    "branch": phrase("branch"),
    "segment": phrase("segment"),
    "period": phrase("period"),
    "workers": phrase("workers"),
    "participants": phrase("participants"),
    "participant_id": phrase("participant_id"),
    "status": phrase("status"),
    "programme": phrase("programme"),
}
_MEANT = {
    "branch": phrase("branch (an office or an area)"),
    "segment": phrase("segment (a kind of workers, such as a sector)"),
    "status": phrase("status (whether somebody is covered)"),
}
"""The same in a question, where somebody may read the word for the first time."""
_VALUES = {"status": "active", "period": "2025-09"}
"""Examples of one value for all rows."""
_PROMPTS = {
    "number_style": phrase(
        "{path:path}: which of the two is meant, {example}? Type {style} if the mark groups thousands, {other} if it "
        "is a decimal mark, or press Enter to decide later"
    ),
    "aggregate": phrase(
        "{path:path}: several rows have one key. Type sum if they are parts that add up, or press Enter to decide later"
    ),
    "aggregate_apart": phrase(
        "{path:path}: several rows have one key, and differ in {example}. Type sum if they are parts that add up, or "
        "press Enter to decide later"
    ),
    "programmes": phrase(
        "{path:path}: which programme is to be counted? One of: {choices}. The same people are in several; press "
        "Enter to decide later"
    ),
    "fill_down": phrase(
        "{path:path}: cells of {example} are empty below others. Type fill if each means the value above it, as where "
        "cells were merged, or press Enter to decide later"
    ),
    "unit": phrase(
        "{path:path}: counts such as {example} have decimals. Type thousands or millions if they are given in these, "
        "or press Enter to decide later"
    ),
    "periods": phrase(
        "{path:path}: which periods are {choices}? Type them with commas, such as 2025-04, 2025-05, or the year if "
        "only that is missing, or press Enter to decide later"
    ),
    "period_values": phrase(
        "{path:path}: which periods are {choices}? Type one for each, with commas, such as 2025-06 for a year that "
        "ends in June 2025, or press Enter to decide later"
    ),
    "days": phrase(
        "{path:path}: {example} is a day, and not all days in its column end a month. Type month if the months are "
        "meant, day if the days are, or press Enter to decide later"
    ),
    "dates": phrase(
        "{path:path}: {example} has two readings. Type day if the day is first, month if the month is, or press Enter "
        "to decide later"
    ),
    "weight": phrase(
        "{path:path}: which column holds the weight that each person counts with? One of: {choices}. Or press Enter "
        "to decide later"
    ),
    "status_values": phrase(
        "{path:path}: which of {choices} mean an active member? Several are separated by commas; press Enter to "
        "decide later"
    ),
    **dict.fromkeys(COUNTS, _WHICH_COUNT),
}
"""What is asked on a terminal."""


ADD_UP = phrase(
    "{path:path}: {other:path} has one {field} for all rows. Type sum if all people here belong to it ({whole}) and "
    "add up, or press Enter to decide later"
)
NONE = phrase("that is not one of them")

TARGET_PROMPTS = (
    phrase("which rate is the target, such as 80%? Press Enter to decide later"),
    phrase("who set this target, and where is it written? Press Enter to decide later"),
)
"""What is asked on a terminal about the target, the second once the first is answered."""


def field_named(field: str) -> str:
    """What a field is called in a sentence."""
    return _FIELDS.get(field, field)


def form_of(question: OpenQuestion) -> str:
    """Which text asks it: that of its field, or of rows of one key that columns tell apart."""
    return "aggregate_apart" if question.field == "aggregate" and question.example else question.field


def arguments(draft: Draft, question: OpenQuestion) -> dict[str, str]:
    """What fills a question's text, on a terminal and in the file."""
    choices = ", ".join(draft.offered(question)) or "-"
    example = question.example or _VALUES.get(question.field, "all")
    style, other = question.choices if question.field == "number_style" else ("", "".join(draft.formats[1:]))
    field = _MEANT.get(question.field) or field_named(question.field)
    given = {"field": field, "choices": choices, "example": example, "what": question.what or ""}
    return given | {"style": style, "other": other}


def prompt(draft: Draft, question: OpenQuestion, words: Words) -> str:
    """The question to ask on a terminal."""
    column = _WHICH_VALUE if draft.wants_value(question) else _WHICH_COLUMN
    text = _PROMPTS.get(form_of(question), column)
    if question.what:
        text = _WHICH_PERIOD if question.constant else _NO_COLUMN
    return words(text, {"path": draft.path, **arguments(draft, question)})
