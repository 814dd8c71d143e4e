"""What a table of figures stands on, in sentences: target, basis, vintage, sources, and everything to beware of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from coverage_cli.analysis.matching import Match
from coverage_cli.config.rates import percent
from coverage_cli.domain.bases import in_message
from coverage_cli.domain.model import Detail, Flag, Kind, Report
from coverage_cli.domain.names.keys import in_order, joined
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import Period
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.remarks import Remark, weighting_remark
from coverage_cli.domain.tally import tally
from coverage_cli.pipeline.remarks.reading import as_given, persons, reading
from coverage_cli.pipeline.remarks.shown import Shown
from coverage_cli.pipeline.remarks.sums import over, parts_over, shortfalls, uncovered, without_workers


def remarks(report: Report, shown: Shown, rows: int) -> tuple[Remark, ...]:
    """The notes below a report, of which so many `rows` were made, in reading order."""
    told = shown.least is None
    return (
        *_target(report),
        *_denominator(shown),
        *_absent(shown),
        *programmes(shown),
        *reading(shown),
        *as_given(shown.tables),
        *([weighting_remark(report.weighting)] if report.weighting else []),
        *persons(shown),
        *selected(shown.tables.labels[1], shown.question.segments),
        *_selection(report, rows),
        *(shortfalls(report) if told and len(report.rows) == rows else ()),
        *uncovered(report),
        *_flags(report, parts_over(report, shown) if told else {}),
        *without_workers(shown),
        *_said(shown),
    )


def _target(report: Report) -> Iterator[Remark]:
    target = report.target
    if target is None:
        yield Remark("Target: none, so there are no gaps.", grounds=True)
        return
    # By identity first: rows share their targets, and to hash a Fraction is slow.
    shared = {id(row.coverage.target): row.coverage.target for row in (*report.rows, *report.totals)}
    rates = sorted({rate for rate in shared.values() if rate is not None})
    shown = ", ".join(percent(rate) for rate in rates)
    if not rates and target.first_year:
        given = {"name": target.name, "year": target.first_year}
        yield Remark('Target: "{name}" has no rate for these rows; its first is that of {year}.', given, grounds=True)
    elif not rates:
        yield Remark('Target: "{name}" has no rate for these rows.', {"name": target.name}, grounds=True)
    elif target.source:
        given = {"rate": shown, "name": target.name, "source": target.source}
        yield Remark('Target: {rate:decimal}, "{name}" ({source}).', given, grounds=True)
    else:
        given = {"rate": shown, "name": target.name}
        yield Remark('Target: {rate:decimal}, "{name}" (no source given).', given, grounds=True)
    for row in (row for row in (*report.rows, report.total) if row.unlike_targets):
        name = joined(row.names)
        yield Remark(
            "{name}: no target, because different rates hold for the periods of the branches."
            if name
            else "The total has no target, because different rates hold for the periods of the branches.",
            {"name": name},
        )
    if target.note:
        yield Remark("On the target: {note}", {"note": target.note})


def _denominator(shown: Shown) -> Iterator[Remark]:
    matches = shown.dated
    vintages = sorted({found.vintage.text for found in matches if found.vintage})
    bases = sorted({detail.basis for detail in _details(shown, Kind.POPULATION)})
    dates = {"vintages": ", ".join(vintages) or "-", **_dates(shown, matches)}
    if any(bases):
        template = phrase("Workers: as of {vintages}; basis: {bases}. Participants: {periods:dated}{lacking:phrase}.")
        if not all(bases):
            template = phrase(
                "Workers: as of {vintages}; basis: {bases}, of some not stated. Participants: {periods:dated}"
                "{lacking:phrase}."
            )
        yield Remark(template, {**dates, **in_message("bases", filter(None, bases))}, grounds=True)
    else:
        yield Remark(
            "Workers: as of {vintages}; basis: not stated. Participants: {periods:dated}{lacking:phrase}.",
            dates,
            grounds=True,
        )


def _absent(shown: Shown) -> Iterator[Remark]:
    """Which branches are not in the figures of the period that was asked for, though they are of the data."""
    period = next((found.period for found in shown.matches if found.period), None)
    if shown.absent and period:
        names = "\n".join(map(shown.tables.labels[0].shown, shown.absent))
        yield Remark(
            "Not in these figures, without participants of {period} and without workers as of then: {names:names}.",
            {"period": period.text, "names": names},
            grounds=True,
        )


def programmes(shown: Shown) -> Iterator[Remark]:
    """Whose participants are counted, where rows say it."""
    names = {detail.programme for detail in _details(shown, Kind.PARTICIPANTS)}
    if any(names):
        template = phrase("Programme of the participants: {names:names}.")
        if not all(names):
            template = phrase("Programme of the participants: {names:names}; of some not stated.")
        yield Remark(template, {"names": "\n".join(in_order(filter(None, names)))}, grounds=True)


def _dates(shown: Shown, matches: list[Match]) -> dict[str, str]:
    """The periods of the participants, the newest first; of the others with the branches that are behind.

    Branches that have none there are told too.
    """
    branches: dict[Period, list[str]] = defaultdict(list)
    silent = []
    for found in matches:
        name = shown.tables.labels[0].shown(found.branch)
        if found.period:
            branches[found.period].append(name)
        if not any(map(shown.question.is_about, found.participants)):
            silent.append(name)
    newest = max(branches, default=None)
    behind = sorted(branches.keys() - {newest}, reverse=True)
    dates = [
        newest.text if newest else "-",
        *("\t".join((period.text, *in_order(branches[period]))) for period in behind),
    ]
    lacking = _LACKING if newest and silent else ""
    return {"periods": "\n".join(dates), "lacking": lacking, "without": "\n".join(in_order(silent))}


_LACKING = phrase("; none of {without:names}")


def selected(labels: Labels, segments: Collection[str] | None) -> Iterator[Remark]:
    """Which segments the user chose, by their keys; None where all are in."""
    if segments is not None:
        names = "\n".join(labels.shown(key) for key in sorted(segments))
        yield Remark("Only these segments are in the rows and totals: {names:names}.", {"names": names}, grounds=True)


def _selection(report: Report, rows: int) -> Iterator[Remark]:
    if len(report.rows) < rows:
        yield Remark(
            "Shown: {shown:n|row|rows} of {rows:n}, the first in this order; totals are over all rows.",
            {"shown": str(len(report.rows)), "rows": str(rows)},
            grounds=True,
        )


def _flags(report: Report, parts: Mapping[tuple[str | None, ...], list[str]]) -> Iterator[Remark]:
    total = report.total
    if not total.complete:
        yield Remark(
            "The total counts {counted:n} of {all:phrase}; for the rest, workers or participants are missing, which "
            "is not zero.",
            tally(total),
        )
    for row in (row for row in report.rows if row.flags):
        name = joined(row.names)
        if row.coverage.excess:
            yield over(row, parts.get(tuple(name for name in row.names if name is not None), []))
        if Flag.ASSUMED_ZERO in row.flags:
            yield Remark(
                "{name}: no count of participants; counted as 0, as --missing zero declares."
                if row.segments == 1
                else "{name}: where there is no count of participants, 0 is counted, as --missing zero declares.",
                {"name": name},
            )
    if Flag.MIXED_BASIS in total.flags:
        yield Remark("The total adds workers that were counted on different bases.")
    if Flag.MIXED_PERIODS in total.flags:
        yield Remark("The total adds figures of different dates.")


def _said(shown: Shown) -> Iterator[Remark]:
    """What the rows themselves say: where the figures were published, and with what reservation."""
    details = [*_details(shown, Kind.POPULATION), *_details(shown, Kind.PARTICIPANTS)]
    for source in dict.fromkeys(detail.source for detail in details if detail.source):
        yield Remark("Source: {source}", {"source": source}, cited=True)
    for note in dict.fromkeys(detail.note for detail in details if detail.note):
        yield Remark("Note: {note}", {"note": note}, cited=True)


def _details(shown: Shown, kind: Kind) -> Iterator[Detail]:
    table = shown.tables.reader(kind).table
    if not table.details:
        return
    for found in shown.matches:
        workers = kind is Kind.POPULATION
        group = found.workers_group if workers else found.participants_group
        for cell in sorted(found.workers if workers else found.participants):
            if group and shown.question.is_about(cell):
                yield table.detail(group, cell)
