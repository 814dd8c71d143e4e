"""The catalogue of rules for readers: a list, one rule explained, and the whole as a page of the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coverage_cli.domain.findings import Finding
from coverage_cli.domain.phrases import phrase, unfilled, without_forms
from coverage_cli.domain.rules import FAMILIES, RULES, Rule
from coverage_cli.domain.samples import SAMPLE_DAY, base, samples_of
from coverage_cli.output.exact import indented
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style

_LEAD = phrase(
    "Every finding carries the code of its rule. `coverage rule CODE` explains one at the command line, and "
    "config/checks.yaml changes severities; those marked as firm cannot be changed."
)
_SAMPLES = phrase(
    "Each sample takes the place of the file of its name in a project with these files; it is checked as on {day}."
)


def rules_text(words: Words) -> str:
    """A line for each rule: code, severity, title."""
    rules = RULES.values()
    return "".join(f"{rule.code}  {words(rule.severity.value):<10}  {words(rule.title)}\n" for rule in rules)


def rule_text(rule: Rule, finding: Finding | None, style: Style) -> str:
    """One rule explained, by the sentences of a finding in its failing sample where there is one.

    Samples are not wrapped: they are files.
    """
    words = style.words
    filled = {text: unfilled(words(text)) for text in (rule.message, rule.hint)}
    if finding is not None:
        filled = {rule.message: finding.message(words), rule.hint: finding.hint(words)}
    parts = [
        f"{rule.code} {words(rule.title)} ({', '.join(_marks(rule, words))})",
        *(f"{words(head)}:\n{_wrapped(text, style)}" for head, text in _sections(rule, words, filled)),
    ]
    for head, files in _samples(rule):
        parts += [f"{words(head)}: {path}\n{_indented(text)}" for path, text in files.items()]
    return "\n\n".join(parts) + "\n"


def rules_json() -> str:
    """The rules as objects, in English."""
    return indented(list(map(_object, RULES.values())))


def rule_json(rule: Rule) -> str:
    """One rule as an object, in English, with its samples."""
    return indented(_object(rule) | _sample_object(rule))


def rules_markdown(words: Words) -> str:
    """The page of the documentation: every rule by family, with its samples."""
    out = [f"# {words('Rules')}", words(_LEAD), words(_SAMPLES, day=SAMPLE_DAY.isoformat()), *_fenced(base())]
    for letter, family in FAMILIES.items():
        out.append(f"## {letter}: {words(family)}")
        rules = (rule for rule in RULES.values() if rule.code.startswith(letter))
        out += [rule_markdown(rule, words, level=3).rstrip() for rule in rules]
    return "\n\n".join(out) + "\n"


def rule_markdown(rule: Rule, words: Words, *, level: int = 1) -> str:
    """One rule as a section."""
    out = [f"{'#' * level} {rule.code} {words(rule.title)}", ", ".join(_marks(rule, words))]
    out += [f"**{words(head)}:** {_code_fields(text)}" for head, text in _sections(rule, words, {})]
    for head, files in _samples(rule):
        out += [f"{words(head)}:", *_fenced(files)] if files else []
    return "\n\n".join(out) + "\n"


def _marks(rule: Rule, words: Words) -> list[str]:
    severities = dict.fromkeys((rule.severity, rule.lesser))
    return [words(rule.family), *(words(one.value) for one in severities), *([words("firm")] if rule.firm else [])]


def _sections(rule: Rule, words: Words, filled: Mapping[str, str]) -> list[tuple[str, str]]:
    """What, why and how to mend; `{name}` stands for what a finding fills in, but for texts that are `filled`."""
    what, mend = (filled.get(text) or without_forms(words(text)) for text in (rule.message, rule.hint))
    mend = f"{mend}. {words(rule.mend)}" if rule.mend else mend
    return [(phrase("What"), what), (phrase("Why"), words(rule.why)), (phrase("How to mend"), mend)]


def _samples(rule: Rule) -> list[tuple[str, Mapping[str, str]]]:
    samples = samples_of(rule.code)
    return [(phrase("Fails"), samples.failing), (phrase("Passes"), samples.passing)]


def _object(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "family": rule.family,
        "severity": rule.severity.value,
        "lesser": rule.lesser.value,
        "firm": rule.firm,
        "excusable": rule.excusable,
        "title": rule.title,
        "message": without_forms(rule.message),
        "hint": without_forms(rule.hint),
        "mend": rule.mend,
        "why": rule.why,
    }


def _sample_object(rule: Rule) -> dict[str, Any]:
    samples = samples_of(rule.code)
    return {"failing": dict(samples.failing), "passing": dict(samples.passing)}


def _wrapped(text: str, style: Style) -> str:
    if style.width is None:
        return _indented(text)
    from coverage_cli.output.tables.columns import Line, prose

    return prose([Line(_printable(text), 2)], style).rstrip("\n")


def _indented(text: str) -> str:
    return "\n".join(f"  {_printable(line)}".rstrip() for line in text.split("\n")).rstrip()


def _fenced(files: Mapping[str, str]) -> list[str]:
    return [f"`{path}`\n\n```\n{_printable(text.rstrip())}\n```" for path, text in files.items()]


def _printable(text: str) -> str:
    """Samples hold invisible characters on purpose; a reader has to see them."""
    return "".join(letter if letter.isprintable() or letter == "\n" else f"<U+{ord(letter):04X}>" for letter in text)


def _code_fields(text: str) -> str:
    return text.replace("{", "`{").replace("}", "}`")
