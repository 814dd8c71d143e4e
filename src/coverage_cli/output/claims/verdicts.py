"""Judged claims for a reader: verdict, why, what would make it true, what the unstated quantities must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coverage_cli.analysis.reconcile.claim import UNNAMED, Claim
from coverage_cli.analysis.reconcile.fitting import JudgedClaim
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.labels import NAMES, cannot_be, mended
from coverage_cli.analysis.reconcile.printed import Figure, Kind
from coverage_cli.analysis.reconcile.quantities import SHARED, THEN_CELL, WHOLE_CELL, Place, Quantity
from coverage_cli.analysis.reconcile.result import SCHEMA, Judgement, Verdict, judgement_json, unstated
from coverage_cli.analysis.statement import say
from coverage_cli.domain.safe import Written, clean
from coverage_cli.output.claims.fitting import compared_lines, compared_object, placed, printed, span
from coverage_cli.output.exact import indented
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style
from coverage_cli.output.tables.columns import Line, prose

_STYLES = {Verdict.CONSISTENT: "green", Verdict.INCONSISTENT: "red", Verdict.CONSISTENT_IF: "yellow"}


def verdicts_json(judged: Iterable[JudgedClaim]) -> str:
    """`coverage-reconcile/1`: fractions of one as the nearest double, points for gaps, whole people."""
    claims = [_object(one) for one in judged]
    return indented(_clean({"schema": SCHEMA, "claims": claims}))


def _object(judged: JudgedClaim) -> dict[str, Any]:
    told = judgement_json(judged.judgement)
    whole = {"id": told.pop("id"), "verdict": told.pop("verdict"), "source": judged.claim.source, **told}
    return whole | ({"data": compared_object(judged.compared)} if judged.compared else {})


def verdicts_text(judged: Iterable[JudgedClaim], style: Style) -> str:
    """Every claim with its verdict and what backs it, a blank line between claims, and the count of verdicts."""
    claims, words = list(judged), style.words
    lines: list[Line] = []
    for one in claims:
        lines += [*([Line("")] if lines else []), *_claim(one.claim, one.judgement, words)]
        lines += compared_lines(one.compared, words) if one.compared else []
    if len(claims) > 1:
        lines += [Line(""), Line(_counts([one.judgement for one in claims], words))]
    return prose(lines, style)


def _claim(claim: Claim, judgement: Judgement, words: Words) -> Iterator[Line]:
    style = f"bold {_STYLES.get(judgement.verdict, '')}".strip()
    name = words("claim") if claim.id == UNNAMED else clean(claim.id)
    yield Line(f"{name}: {words(judgement.verdict.value)}", 0, style)
    if claim.source:
        yield Line(words("source: {source}", {"source": claim.source}), 2)
    yield from _said(claim, words)
    yield from _why(claim, judgement, words)
    yield from _conditions(judgement, words)
    yield from _repairs(claim, judgement, words)
    yield from _implied(claim, judgement, words)
    yield from _example(claim, judgement, words)


def _said(claim: Claim, words: Words) -> Iterator[Line]:
    cells: dict[str, list[str]] = {}
    for place, figure in claim.figures().items():
        cells.setdefault(place.cell, []).append(printed(place, figure.text, words))
    for cell, figures in cells.items():
        given = {"figures": Written(", ".join(figures)), "part": cell}
        if cell == WHOLE_CELL:
            yield Line(words("says: {figures}", given), 2)
        elif cell == THEN_CELL:
            yield Line(words("says of the earlier date: {figures}", given), 2)
        else:
            yield Line(words("says of {part}: {figures}", given), 2)


def _why(claim: Claim, judgement: Judgement, words: Words) -> Iterator[Line]:
    if judgement.verdict is Verdict.CONSISTENT:
        yield Line(words("why: one and the same set of whole numbers, plainly rounded, prints as all these figures"), 2)
    elif judgement.verdict is Verdict.UNDETERMINED and judgement.settled and claim.figures():
        yield Line(words("why: they can all be true, but no figure tests another"), 2)
    reasons = [say(reason, words) for reason in judgement.reasons]
    if judgement.conflicts and not reasons:
        reasons = [say(finding, words) for finding in cannot_be(judgement.conflicts[0], claim)]
    yield from (Line(words("why: {reason}", {"reason": reason}), 2) for reason in reasons)
    yield from (Line(words("note: {note}", {"note": say(note, words)}), 2) for note in judgement.notes)
    figures = claim.figures()
    for conflict in judgement.conflicts if judgement.verdict is Verdict.INCONSISTENT else ():
        named = _listed(conflict.places, figures, words)
        yield Line(words("these figures cannot be true together: {figures}", {"figures": named}), 2)


def _conditions(judgement: Judgement, words: Words) -> Iterator[Line]:
    if judgement.conditions:
        yield Line(words("would be true if (any one is enough):"), 2)
    yield from (Line(f"- {say(condition.says, words)}", 4) for condition in judgement.conditions)


def _repairs(claim: Claim, judgement: Judgement, words: Words) -> Iterator[Line]:
    if judgement.repairs:
        yield Line(words("smallest repairs (any one is enough):"), 2)
    for repair in judgement.repairs:
        text = say(mended(repair, claim), words)
        if not repair.plain:
            text = words("{repair}, and other figures were cut, rounded up or meant otherwise", {"repair": text})
        yield Line(f"- {text}", 4)


def _implied(claim: Claim, judgement: Judgement, words: Words) -> Iterator[Line]:
    found = _telling(claim, judgement)
    if not found:
        return
    if judgement.set_aside:
        figures = claim.figures()
        aside = _listed(judgement.set_aside, figures, words)
        yield Line(words("what must be, if {figures} is left out:", {"figures": aside}), 2)
    else:
        yield Line(words("what must then be:"), 2)
    order = list(NAMES)
    for place in sorted(found, key=lambda place: (place.cell != WHOLE_CELL, order.index(place.quantity))):
        yield Line(span(place, found[place], words), 4)


def _listed(places: Iterable[Place], figures: Mapping[Place, Figure], words: Words) -> Written:
    return Written(", ".join(placed(place, printed(place, figures[place].text, words), words) for place in places))


def _telling(claim: Claim, judgement: Judgement) -> dict[Place, Interval]:
    """What a reader learns of: not what repairs say, an unbounded number of at least 3, or that the whole is 100%."""
    repaired = {found.place for repair in judgement.repairs for found in repair.values.values()}
    bounded = any(figure.kind is Kind.COUNT for figure in claim.figures().values())
    return {
        place: interval
        for place, interval in unstated(claim, judgement).items()
        if place not in repaired
        and not (place.cell == WHOLE_CELL and place.quantity in SHARED)
        and (bounded or not place.quantity.is_count or interval.high is not None)
    }


def _example(claim: Claim, judgement: Judgement, words: Words) -> Iterator[Line]:
    """Whole numbers that print so, where the claim itself does not print them all."""
    real = judgement.witness or {}
    exact = {quantity for quantity, figure in claim.says.items() if figure.complete}
    places = [Place(WHOLE_CELL, quantity) for quantity in (Quantity.WORKERS, Quantity.PARTICIPANTS)]
    known = all(place in real and judgement.implied[place].high is not None for place in places)
    if known and not exact.issuperset(place.quantity for place in places):
        counts = {place.quantity.value: str(int(real[place])) for place in places}
        yield Line(words("for example {participants:n} of {workers:n}", counts), 2)


def _counts(judgements: list[Judgement], words: Words) -> str:
    verdicts = [judgement.verdict for judgement in judgements]
    counts = (f"{words.number(verdicts.count(verdict))} {words(verdict.value)}" for verdict in Verdict)
    return words("{number:n} claims: {counts}", {"number": str(len(verdicts)), "counts": ", ".join(counts)})


def _clean(tree: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(tree, str):
        return clean(tree)
    if isinstance(tree, dict):
        return {clean(name): _clean(value) for name, value in tree.items()}
    return [_clean(value) for value in tree] if isinstance(tree, list) else tree
