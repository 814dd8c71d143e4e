"""The catalogues of texts: collect what the program says, merge it into each language's .po, compile the .mo.

    python scripts/messages.py            collect, merge, compile; exit 1 where a text has no translation yet
    python scripts/messages.py --missing  print the texts without a translation

Texts are literals in calls of `words`, `Remark`, `UsageFault`, `Statement` and `phrase`, the help of options and
commands, the values of a few enumerations, and the rules.
"""

from __future__ import annotations

import ast
import io
import sys
import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "coverage_cli"
LOCALE = SOURCE / "output" / "locale"
DOMAIN = "coverage_cli"
LANGUAGES = ("id",)

SPEAKERS = frozenset({"words", "_words", "said", "_said", "english", "Remark", "UsageFault", "phrase"}) | {
    "gettext",
    "Statement",
    "msgid",
}
"""Functions and classes whose first argument is a text."""
SPOKEN = ("title", "message", "hint", "why", "mend")
"""The texts of a rule."""
ENUMS = frozenset({"Status", "Flag", "Severity", "State", "Verdict"})
_DATE = datetime(2025, 9, 22, tzinfo=UTC)
"""Fixed, so that the same texts give the same bytes."""


@cache
def texts() -> dict[str, list[str]]:
    """Every text, with the files that it stands in. The sources are read once: that takes more than a second."""
    found: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for text in _in_python(ast.parse(path.read_text(encoding="utf-8")), commands=path.parent.name == "cli"):
            found.setdefault(text, []).append(path.relative_to(ROOT).as_posix())
    rules = SOURCE / "domain" / "rules.toml"
    for rule in tomllib.loads(rules.read_text(encoding="utf-8")).values():
        for name in SPOKEN:
            if rule.get(name):
                found.setdefault(rule[name], []).append(rules.relative_to(ROOT).as_posix())
    return found


def _in_python(tree: ast.Module, *, commands: bool) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if _name(node.func) in SPEAKERS and node.args:
                yield from _literals(node.args[0])
            for keyword in node.keywords:
                if keyword.arg == "help":
                    yield from map(_folded, _literals(keyword.value))
        elif isinstance(node, ast.ClassDef) and node.name in ENUMS:
            yield from (text for part in node.body if isinstance(part, ast.Assign) for text in _literals(part.value))
        elif commands and isinstance(node, ast.FunctionDef) and _is_command(node):
            yield from filter(None, [_folded(ast.get_docstring(node) or "")])


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Call):  # words(language)("...")
        function = function.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literals(node: ast.expr) -> Iterator[str]:
    """The text, or both texts of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in ("en", *LANGUAGES):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))


def _is_command(node: ast.FunctionDef) -> bool:
    """A command is a public function of cli/ that gives a Result, or the callback of all commands."""
    gives = getattr(node.returns, "id", "")
    given = (*node.args.args, *node.args.kwonlyargs)
    takes_options = any(isinstance(argument.annotation, ast.Subscript | ast.Attribute) for argument in given)
    return node.name == "_program" or (gives == "Result" and not node.name.startswith("_") and takes_options)


def _folded(text: str) -> str:
    """Help as Typer shows it: a paragraph's lines run on."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n")).strip()


def merged(language: str) -> Catalog:
    """All texts, each with its translation so far; what nobody says any more is dropped."""
    path = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    old = read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)
    new = Catalog(
        locale=language, project="coverage-cli", version="1", charset="utf-8", fuzzy=False, header_comment="",
        creation_date=_DATE, revision_date=_DATE, last_translator="The coverage-cli authors",
        language_team="coverage-cli", msgid_bugs_address="",
    )  # fmt: skip
    for text, places in sorted(texts().items(), key=lambda item: (item[1][0], item[0])):
        known = old.get(text)
        new.add(text, known.string if known else "", locations=[(place, 0) for place in dict.fromkeys(places)])
    return new


def main() -> int:
    """Write the catalogues, or list what is not translated."""
    missing = 0
    for language in LANGUAGES:
        catalog = merged(language)
        untranslated = [message.id for message in catalog if message.id and not message.string]
        missing += len(untranslated)
        if "--missing" in sys.argv:
            print("\n".join(map(repr, untranslated)))
            continue
        folder = LOCALE / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, write in ((".po", _po), (".mo", write_mo)):
            with (folder / f"{DOMAIN}{suffix}").open("wb") as stream:
                write(stream, catalog)
        print(f"{language}: {len(catalog)} texts, {len(untranslated)} without a translation")
    return int(missing > 0)


def _po(stream: io.BufferedWriter, catalog: Catalog) -> None:
    write_po(stream, catalog, width=0, include_lineno=False)


if __name__ == "__main__":
    sys.exit(main())
