"""`config/exceptions.yaml`, written: new entries below those that somebody has worded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from coverage_cli.config.exceptions import Entry
from coverage_cli.config.yaml.scalars import scalar
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rules import Severity
from coverage_cli.domain.safe import clean
from coverage_cli.output.language import Words

_HEAD = (
    phrase("Findings that are known and accepted until a day; coverage check counts all others."),
    phrase("Give each entry its reason and its owner, or delete it and mend the data."),
)
_REASON = phrase("known when the gate was set up, not looked at yet")
_OWNER = phrase("not assigned yet")


def exceptions_text(existing: str | None, entries: Iterable[Entry], expiry: date, path: str, words: Words) -> str:
    """The whole file; what stands in it for people to replace is in their language.

    Raises:
        UsageFault: the file that exists is written in a way that nothing can be added to.
    """
    from coverage_cli.config.exceptions import ExceptionsFile
    from coverage_cli.config.yaml.reader import parse_tree
    from coverage_cli.config.yaml.validation import check

    indent = "  "
    if existing and (first := re.search(r"^( *)- ", existing, re.MULTILINE)):
        indent = first[1]
    has_entries = bool(existing and re.search(r"^exceptions:", existing, re.MULTILINE))
    heading = "".join(f"# {words(line)}\n" for line in _HEAD)
    head = f"{existing.rstrip()}\n" if existing and has_entries else f"{existing or ''}{heading}exceptions:\n"
    texts = {"reason": words(_REASON), "owner": words(_OWNER), "expiry": expiry.isoformat()}
    text = head + "".join(_entry(entry, texts, indent) for entry in entries)
    tree, faults = parse_tree(text, path)
    if not faults:
        _, faults = check(ExceptionsFile, tree, path)
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise UsageFault(
            "nothing can be added to {path:path} as it is written; write its list as lines with - code:", {"path": path}
        )
    return text


def _entry(entry: Entry, texts: dict[str, str], indent: str) -> str:
    fields = {"file": entry.file, "branch": entry.branch, "segment": entry.segment, "period": entry.period}
    # A name that may hold a personal number is not written down; the file is scope enough.
    scope = {name: text for name, text in fields.items() if text and clean(text) == text}
    lines = {"code": entry.code, **scope, **texts}
    return "".join(
        f"{indent}{'- ' if number == 0 else '  '}{name}: {text if name == 'expiry' else scalar(text, alone=True)}\n"
        for number, (name, text) in enumerate(lines.items())
    )
