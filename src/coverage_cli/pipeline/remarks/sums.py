"""Why a sum is not what a reader makes of its rows or figures; who is beyond its workers, or without any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from coverage_cli.domain.model import Coverage, Key, Report, Row
from coverage_cli.domain.names.keys import in_order, joined
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rates import shortfall_of, uncovered_of
from coverage_cli.domain.remarks import Remark
from coverage_cli.domain.weights import Heads, decimal
from coverage_cli.pipeline.remarks.shown import Shown

_SUMMED: dict[tuple[bool, bool], str] = {
    (True, False): phrase(
        "{names:names}: uncovered is the sum over the segments, not workers less participants, because people "
        "in several segments count once in the total."
    ),
    (False, True): phrase(
        "{names:names}: uncovered is the sum over the segments, not workers less participants, because "
        "participants beyond the workers of their segment cover nobody in another."
    ),
    (True, True): phrase(
        "{names:names}: uncovered is the sum over the segments, not workers less participants, because people "
        "in several segments count once in the total, and participants beyond the workers of their segment cover "
        "nobody in another."
    ),
}
"""By whether people are in several segments, and whether a segment is over 100%."""


_UNLIKE = phrase("not every row has the total's target")
_ROUNDED = phrase("each row's is rounded up to whole people")
_ABOVE = phrase("participants above the target of one row make up for others in the total")
_ABOVE_ITS = phrase("participants above the total's target in one row make up for others in the total")
"""The same where rows have targets of their own, which none of them may have met."""
_BECAUSE: dict[int, str] = {
    1: phrase("The rows' shortfalls add up to {sum:n}; the total's own is {shortfall:n}, because {first:phrase}."),
    2: phrase(
        "The rows' shortfalls add up to {sum:n}; the total's own is {shortfall:n}, because {first:phrase}, and because "
        "{second:phrase}."
    ),
    3: phrase(
        "The rows' shortfalls add up to {sum:n}; the total's own is {shortfall:n}, because {first:phrase}, because "
        "{second:phrase}, and because {third:phrase}."
    ),
}
"""By how many causes there are."""


def shortfalls(report: Report) -> Iterator[Remark]:
    """Why the shortfalls of the rows are more than the total's, or fewer, for whoever adds them up."""
    total, rows = report.total.coverage, [row.coverage for row in report.rows]
    sides = [(one.workers, one.participants) for one in rows]
    parts = [(workers, people) for workers, people in sides if workers is not None and people is not None]
    if tuple(sum(part[at] for part in parts) for at in (0, 1)) != (total.workers, total.participants):
        return  # people of several rows, or rows of several programmes, of the same workers: nobody adds those up
    added = sum(one.shortfall or 0 for one in rows)
    if total.shortfall is not None and added != total.shortfall:
        alike = all(one.target is total.target or one.target == total.target for one in rows)
        causes = [_ABOVE_ITS if one is _ABOVE and not alike else one for one in _causes(total, parts, added)]
        names = dict(zip(("first", "second", "third"), causes, strict=False))
        yield Remark(_BECAUSE[len(causes)], {"sum": str(added), "shortfall": str(total.shortfall), **names})


def _causes(total: Coverage, parts: list[tuple[int, Heads]], added: int) -> list[str]:
    """What makes rows add up to more than the total's own shortfall, or to fewer: the causes that make it so.

    The difference falls into three parts: of the rows' own targets from the total's; then, all by the total's, of
    rounding each row up; and of what people above it in one row leave for others.
    """
    target, own = total.target or Fraction(0), total.shortfall or 0
    by_one = sum(shortfall_of(target, *part) for part in parts)
    part, unit = target.as_integer_ratio()  # as long as nothing is divided, whole numbers need no fractions
    lacking = [part * workers - unit * participants for workers, participants in parts]
    rows, whole = (Fraction(one, unit) for one in (sum(max(0, one) for one in lacking), max(0, sum(lacking))))
    shares = {_UNLIKE: Fraction(added - by_one), _ABOVE: rows - whole, _ROUNDED: (by_one - rows) - (own - whole)}
    same_way = {cause: share for cause, share in shares.items() if share and (share > 0) is (added > own)}
    # Less than a person is no cause, unless nothing else is.
    return [cause for cause, share in same_way.items() if abs(share) >= 1] or list(same_way)


def uncovered(report: Report) -> Iterator[Remark]:
    """Of which rows and totals the uncovered are not workers less participants, and why."""
    names: dict[str, list[str]] = defaultdict(list)
    whole = {}
    for row in (*report.rows, *report.totals):
        one = row.coverage
        if one.workers is None or one.participants is None or one.uncovered is None or one.excess is None:
            continue
        if one.uncovered != uncovered_of(one.workers, one.participants):
            # Each cell's people are its workers less what it lacks, and its excess; whoever is beyond counts once only.
            several = one.workers - one.uncovered + one.excess > one.participants
            template = _SUMMED[several, one.excess > 0]
            if row is report.total:
                whole[template] = phrase("Total") if row.branch else phrase("Grand total")
            else:
                names[template].append(joined(row.names))
    for template in dict.fromkeys((*names, *whole)):
        listed = "\n".join(dict.fromkeys(names[template]))
        total = whole.get(template, "")
        together = phrase("{listed:names}, {total:phrase}") if listed and total else total or listed
        yield Remark(template, {"names": together, "listed": listed, "total": total})


def parts_over(report: Report, about: Shown) -> dict[tuple[str | None, ...], list[str]]:
    """The cells with more participants than workers, by the names of the row that they are in.

    Empty for rows by programme, whose participants are not those of the cells.
    """
    tables, question = about.tables, about.question
    names = tables.population.table.fields
    parts: dict[tuple[str | None, ...], list[str]] = defaultdict(list)
    if not any(row.coverage.excess and row.segments > 1 for row in report.rows) or report.dimensions != names[2:]:
        return parts
    for found in about.matches:
        for cell, workers, people in found.pairs():
            if workers is None or people is None or people <= workers or not question.is_about(cell):
                continue
            keys = zip(names, tables.labels, (found.branch, *cell), strict=True)
            shown = {name: labels.shown(key) for name, labels, key in keys}
            row = tuple(shown[name] for name in names if name in question.by)
            parts[row].append(joined(shown[name] for name in names if name not in question.by))
    return parts


def over(row: Row, parts: list[str]) -> Remark:
    """Where there are more participants than workers: in the row itself, or in cells of it, where these may be told."""
    given = {"name": joined(row.names), "excess": decimal(row.coverage.excess or 0)}
    if row.segments == 1:
        return Remark(
            "{name}: over 100%, {excess:n|more participant|more participants} than workers; kept as it is.", given
        )
    if not parts:
        return Remark(
            "{name}: over 100% in a part of it, {excess:n|more participant|more participants} than workers there; kept "
            "as it is.",
            given,
        )
    return Remark(
        "{name}: over 100% in {parts:names}, {excess:n|more participant|more participants} than workers there; kept as "
        "it is.",
        {**given, "parts": "\n".join(in_order(parts))},
    )


def without_workers(about: Shown) -> Iterator[Remark]:
    """Whose participants meet no workers, on the basis that was asked for, if any; and mostly how many they are."""
    tables, told = about.tables, about.least is None
    lone = [
        Key(group, cell)
        for found in about.matches
        if (group := found.participants_group) and not found.participants.keys() <= found.workers.keys()
        for cell, workers, _ in found.pairs()
        if workers is None and about.question.is_about(cell)
    ]
    if not lone:
        return
    names = in_order(
        joined(labels.shown(key) for labels, key in zip(tables.labels, (one.group.branch, *one.cell), strict=True))
        for one in lone
    )
    yield Remark(
        "Without workers on the basis {basis} (--basis), and so in no rate: {who:phrase}."
        if about.basis
        else "Without workers beside them, and so in no rate: {who:phrase}.",
        {
            "who": phrase("{people:n|participant|participants} ({names:names})")
            if told
            else phrase("the participants of {names:names}"),
            "people": decimal(tables.participants.table.heads(lone)) if told else "",
            "names": "\n".join(names),
            "basis": about.basis,
        },
    )
