"""What changed since another state, in words and as an object."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from coverage_cli.analysis.comparison import ADDED, REMOVED, REVISED, Comparison, Headcounts, Revision, Shift
from coverage_cli.domain.bases import in_words
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import joined
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rounding import half_up, point_text
from coverage_cli.domain.safe import clean, clean_path
from coverage_cli.output.exact import double
from coverage_cli.output.language import Words

_One = TypeVar("_One", Shift, Revision)
MOST = 50
"""Lines of each kind that text lists; JSON holds them all."""
_CHANGES = {ADDED: phrase("added"), REMOVED: phrase("removed"), REVISED: phrase("revised")}
_SIDES = {Kind.POPULATION: phrase("population"), Kind.PARTICIPANTS: phrase("participants")}

_FILES = (
    phrase("files of that state that could not be read, whose rows may be among the added: {files:paths}"),
    phrase("files that cannot be read now, whose rows may be among the removed: {files:paths}"),
    phrase("files that are outside of that state, and were compared with themselves: {files:paths}"),
)


def lines(comparison: Comparison, words: Words) -> Iterator[str]:
    """What changed: counts of rows, then rates, then rows."""
    yield words("since {value}:", value=comparison.against) + " " + "; ".join(_counts(comparison, words))
    if comparison.refused:
        yield "  " + words("rows of that state that could not be read: {count:n}", count=str(comparison.refused))
    for files, told in zip((comparison.unread, comparison.unread_now, comparison.unchanging), _FILES, strict=True):
        if files:
            yield "  " + words(told, files="\n".join(files))
    if comparison.uncounted:
        yield "  " + words("persons could not be counted (P107): nothing is told of participants and rates")
    yield from _capped(comparison.shifts, lambda one: _shift(comparison, one, words), words)
    yield from _capped(comparison.revisions, lambda one: _revision(comparison, one, words), words)


def _capped(found: Sequence[_One], told: Callable[[_One], str], words: Words) -> Iterator[str]:
    yield from (f"  {told(one)}" for one in found[:MOST])
    if (more := len(found) - MOST) > 0:
        yield "  " + words("and {count:n} more; --format json lists them all", count=str(more))


def _counts(comparison: Comparison, words: Words) -> Iterator[str]:
    for kind, name in _SIDES.items():
        if comparison.uncounted and kind is Kind.PARTICIPANTS:
            continue
        numbers = {change: words.number(comparison.count(kind, change)) for change in _CHANGES}
        yield words(
            "{side:phrase} rows added: {added}, removed: {removed}, revised: {revised}", {"side": name, **numbers}
        )


def _shift(comparison: Comparison, shift: Shift, words: Words) -> str:
    names = (words("all branches"),) if shift.branch is None else comparison.names(shift.branch, shift.cell)
    total = f" ({words('total')})" if shift.cell is None else ""
    rates = _arrow(_percent(shift.before, words), _percent(shift.after, words))
    points = "" if shift.points is None else f" ({_points(shift, words)})"
    people = _arrow(words.number(shift.before.participants), words.number(shift.after.participants))
    workers = _arrow(words.number(shift.before.workers), words.number(shift.after.workers))
    revised = f"; {words('denominator revised')}" if shift.denominator_revised else ""
    if shift.recomposed and shift.before.workers is not None:
        counted = _arrow(words.number(len(shift.before.counted)), words.number(len(shift.after.counted)))
        revised += "; " + words("segments counted: {counted}", counted=counted)
    revised += _programmes(shift, words)
    text = f"{words('rate')} {rates}{points}, {words('participants')} {people}, {words('workers')} {workers}{revised}"
    return f"{clean(joined((*names, shift.period)))}{total}: {text}"


def _revision(comparison: Comparison, one: Revision, words: Words) -> str:
    names = clean(joined((*comparison.names(one.key.group.branch, one.key.cell), one.key.group.period)))
    counts = _arrow(words.number(one.before), words.number(one.after))
    basis = (
        f"; {words('basis')} {_arrow(*(in_words([text], words) for text in one.basis))}"
        if one.basis[0] != one.basis[1]
        else ""
    )
    basis += _programmes(one, words)
    if one.change != REVISED:
        counts, basis = words.number(one.after if one.before is None else one.before), ""
    return f"{words(_SIDES[one.kind])}, {words(_CHANGES[one.change])}: {names}: {counts}{basis}"


def _programmes(one: Shift | Revision, words: Words) -> str:
    """What participants of unlike programmes are of."""
    before, after = (", ".join(sorted(map(clean, names))) for names in one.programmes)
    return f"; {words('other programmes: {programmes}', programmes=_arrow(before, after))}" if before else ""


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _tenths(counts: Headcounts) -> int | None:
    rate = counts.rate
    return None if rate is None else half_up(rate * 100, 1)


def _percent(counts: Headcounts, words: Words) -> str:
    tenths = _tenths(counts)
    return words.percent(None if tenths is None else point_text(tenths, 1))


def _points(shift: Shift, words: Words) -> str:
    """The difference of the rates as they are shown, so that the printed numbers add up."""
    change = (_tenths(shift.after) or 0) - (_tenths(shift.before) or 0)
    number = words.decimal(f"{'' if change < 0 else '+'}{point_text(change, 1)}")
    return words("{change:decimal} points", change=number)


def comparison_object(comparison: Comparison) -> dict[str, Any]:
    """The comparison as JSON; rates as the nearest double, counts exact."""
    return {
        "against": comparison.against,
        "rows": {kind.value: {change: comparison.count(kind, change) for change in _CHANGES} for kind in _SIDES},
        "refused_before": comparison.refused,
        "unread_before": list(map(clean_path, comparison.unread)),
        "unread_now": list(map(clean_path, comparison.unread_now)),
        "unchanging": list(map(clean_path, comparison.unchanging)),
        "uncounted": comparison.uncounted,
        "changes": [
            {
                "kind": one.kind.value,
                "change": one.change,
                **_key(comparison, one),
                "before": one.before,
                "after": one.after,
                "basis_before": clean(one.basis[0]),
                "basis_after": clean(one.basis[1]),
                **_programme_lists(one),
            }
            for one in comparison.revisions
        ],
        "rates": [_rate_object(comparison, shift) for shift in comparison.shifts],
    }


def _programme_lists(one: Shift | Revision) -> dict[str, list[str]]:
    """The programmes of participants, where they are of unlike ones."""
    names = ("programmes_before", "programmes_after") if all(one.programmes) else ()
    return {name: sorted(map(clean, said)) for name, said in zip(names, one.programmes, strict=False)}


def _key(comparison: Comparison, one: Revision) -> dict[str, Any]:
    branch, segment, *rest = map(clean, comparison.names(one.key.group.branch, one.key.cell))
    return {
        "branch": branch,
        "segment": segment,
        **({"dimensions": rest} if rest else {}),
        "period": one.key.group.period,
    }


def _rate_object(comparison: Comparison, shift: Shift) -> dict[str, Any]:
    branch, *cell = (None,) if shift.branch is None else map(clean, comparison.names(shift.branch, shift.cell))
    place: dict[str, Any] = {"branch": branch, "segment": cell[0] if cell else None, "period": shift.period}
    if cell[1:]:
        place["dimensions"] = cell[1:]
    for name, side in (("before", shift.before), ("after", shift.after)):
        place |= {
            f"workers_{name}": side.workers,
            f"participants_{name}": side.participants,
            f"rate_{name}": double(side.rate),
            f"population_period_{name}": side.vintage,
            f"segments_counted_{name}": None if shift.cell else len(side.counted),
        }
    points = shift.points
    change = None if points is None else points * 100
    told = {"change_pp": double(change), "denominator_revised": shift.denominator_revised}
    return place | told | _programme_lists(shift)
