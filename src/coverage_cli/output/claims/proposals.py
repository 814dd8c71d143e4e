"""A proposed claim as YAML, with the sentence that each figure comes from above it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from coverage_cli.analysis.excerpts.proposal import Proposal, Proposed
from coverage_cli.analysis.statement import say
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.safe import clean
from coverage_cli.output.language import Words


def proposal_yaml(proposal: Proposal, words: Words) -> str:
    """A claims file with one claim; what is doubtful stands in it as a comment."""
    text = phrase("figures found in {path:path}, to be checked one by one; then run: coverage reconcile FILE")
    lines = [
        f"# {words(text, path=proposal.source)}",
        "claims:",
        f"  - id: {_quoted(proposal.id)}",
        f"    source: {_quoted(proposal.source)}",
        "    says:" if any(figure.taken for figure in proposal.figures) else "    says: {}",
    ]
    sentence = None
    for figure in proposal.figures:
        if figure.excerpt.sentence != sentence:
            sentence = figure.excerpt.sentence
            lines.append(f"      # {clean(sentence)}")
        lines += (f"      {line}" for line in _figure(figure, words))
    return "\n".join(lines) + "\n"


def _figure(figure: Proposed, words: Words) -> Iterator[str]:
    excerpt = figure.excerpt
    printed = _quoted(excerpt.printed)
    if excerpt.quantity is None:
        yield f"# {words('which quantity?')} {printed}"
    elif figure.refused is not None:
        yield f"# {excerpt.quantity.value}: {printed} ({say(figure.refused, words)})"
    elif figure.taken:
        yield f"{excerpt.quantity.value}: {printed}"
    else:
        beside = words("of another place:") if figure.elsewhere else words("or:")
        beside = words("of one segment:") if figure.partial else beside
        beside = words("which one?") if figure.contested else beside
        yield f"# {beside} {excerpt.quantity.value}: {printed}"


def _quoted(text: str) -> str:
    """A double-quoted scalar, which YAML and JSON write alike."""
    return json.dumps(clean(text), ensure_ascii=False)
