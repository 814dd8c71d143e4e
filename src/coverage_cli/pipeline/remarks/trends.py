"""What a reader of a trend must know, each thing once: what is true of several series or periods is one remark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain, pairwise
from typing import NamedTuple

from coverage_cli.analysis.history import Movement, Point, Series
from coverage_cli.analysis.trend import Step
from coverage_cli.domain.bases import in_message
from coverage_cli.domain.model import Cell, Flag
from coverage_cli.domain.names.keys import in_order, joined
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.months import months_between
from coverage_cli.domain.periods.periods import Period, known_period
from coverage_cli.domain.phrases import listed, phrase
from coverage_cli.domain.remarks import Remark
from coverage_cli.domain.runs import runs
from coverage_cli.domain.tally import tally
from coverage_cli.pipeline.remarks.against import against

_DAY = timedelta(days=1)
_Text = tuple[str, tuple[tuple[str, str], ...]]
"""A template and what fills it, but for the series and their periods."""


class _Said(NamedTuple):
    """Something about a series in spans of time: a period, or the first and the last with a blank between."""

    text: _Text
    spans: tuple[str, ...] = ()


def remarks_on(series: Sequence[Series], labels: Sequence[Labels]) -> tuple[Remark, ...]:
    """What to know of these series; those of which the same is true, in the same periods, stand in one remark.

    `labels` are the spellings of branches, of segments and of each dimension.
    """
    names: dict[_Said, list[str]] = {}
    periods = _periods(series)
    for one in series:
        for said in (
            *_bases(one),
            *_points(one),
            *_missing(one, periods),
            *_long(one, periods),
            *_movements(one),
            *_unlike(one, labels),
        ):
            names.setdefault(said, []).append(one.name)
    # What a template says of all comes together, in the order in which it was first said.
    order = {template: number for number, template in enumerate(dict.fromkeys(said.text[0] for said in names))}
    return tuple(_remark(*one) for one in sorted(names.items(), key=lambda one: order[one[0].text[0]]))


def no_trend(series: Sequence[Series]) -> tuple[Remark, ...]:
    """One remark that names the series of one period, which a trend leaves out."""
    said = _Said(_text(phrase("{series:names}: left out, because one period is no trend.")))
    return (_remark(said, [one.name for one in series]),) if series else ()


def _remark(said: _Said, named: Sequence[str]) -> Remark:
    return Remark(said.text[0], {**dict(said.text[1]), "series": "\n".join(named), "spans": "\n".join(said.spans)})


def _text(template: str, args: Mapping[str, str] | None = None) -> _Text:
    return template, tuple((args or {}).items())


def _bases(series: Series) -> Iterator[_Said]:
    seen = [one for one in series.observations if one.rate is not None] or series.observations
    bases = list(dict.fromkeys(one.bases for one in seen))
    template = phrase("{series:names}: workers counted on the basis: {bases}.")
    if any(one.basis and "" in dict(one.parts).values() for one in seen):
        template = phrase("{series:names}: workers counted on the basis: {bases}, of some not stated.")
    if bases == [()]:
        template = phrase("{series:names}: the basis of the workers is not stated.")
    each = [in_message(f"bases_{number}", some) for number, some in enumerate(bases, 1)]
    fields = listed((next(iter(one)) for one in each), "; ")
    yield _Said(_text(template, {"bases": fields, **dict(chain.from_iterable(one.items() for one in each))}))


def _points(series: Series) -> Iterator[_Said]:
    found: dict[_Text, list[int]] = {}
    for number, point in enumerate(series.points):
        if not point.complete:
            template = phrase(
                "{series:names} ({spans:spans}): workers and participants are both known for {counted:n} of "
                "{all:phrase}; the rest is not counted."
            )
            found.setdefault(_text(template, tally(point)), []).append(number)
        if Flag.ASSUMED_ZERO in point.flags:
            template = phrase(
                "{series:names} ({spans:spans}): where there is no count of participants, 0 is counted, as --missing "
                "zero declares."
            )
            found.setdefault(_text(template), []).append(number)
        if point.population_period not in {None, point.observation.period}:
            template = phrase("{series:names} ({spans:spans}): workers are those of {vintage}.")
            found.setdefault(_text(template, {"vintage": point.population_period or ""}), []).append(number)
    periods = [one.period for one in series.observations]
    for text, numbers in found.items():
        spans = (dict.fromkeys((periods[first], periods[last])) for first, last in runs(numbers))
        yield _Said(text, tuple(map(" ".join, spans)))


def _periods(series: Sequence[Series]) -> list[Period]:
    """Every period of any of them, in time."""
    texts = {observation.period for one in series for observation in one.observations}
    return sorted(map(known_period, texts))


def _missing(series: Series, periods: Sequence[Period]) -> Iterator[_Said]:
    """Periods between two of the series that only others have: a step over them is longer than it looks."""
    for step in (movement.step for movement in series.movements):
        earlier, later = known_period(step.earlier.period), known_period(step.later.period)
        if between := _between(earlier, later, periods):
            template = phrase(
                "{series:names}: there is no {spans:spans}, which others have; the step {earlier} to {later} spans it."
            )
            yield _Said(_text(template, {"earlier": earlier.text, "later": later.text}), tuple(between))


def _long(series: Series, periods: Sequence[Period]) -> Iterator[_Said]:
    """Steps of several times the usual length over time that no other series has a period of either."""
    ends = [(known_period(one.step.earlier.period), known_period(one.step.later.period)) for one in series.movements]
    steps = [(earlier, later, months_between(earlier.month, later.month)) for earlier, later in ends]
    lengths = Counter(months for _, _, months in steps)
    usual = min(lengths, key=lambda months: (-lengths[months], months), default=0)
    long = tuple(
        f"{earlier} {later}"
        for earlier, later, months in steps
        if 0 < 2 * usual <= months and later.first - earlier.last > _DAY and not _between(earlier, later, periods)
    )
    if long:
        template = phrase(
            "{series:names} ({spans:spans}): there are no figures of the time between; the step is drawn no "
            "wider than one of {months:n|month|months}."
        )
        yield _Said(_text(template, {"months": str(usual)}), long)


def _between(earlier: Period, later: Period, periods: Sequence[Period]) -> list[str]:
    return [one.text for one in periods if earlier.last < one.first and one.last < later.first]


def _movements(series: Series) -> Iterator[_Said]:
    movements = series.movements
    if any(_mixed(movement) for movement in movements):
        template = phrase(
            "{series:names}: people in several segments count in each of them; so enrolled and lost are not the "
            "change of participants."
        )
        yield _Said(_text(template))
    if unlike := tuple(_span(movement.step) for movement in movements if not movement.step.same_basis):
        template = phrase(
            "{series:names} ({spans:spans}): workers of the later period are counted on another basis; the change is "
            "no trend."
        )
        yield _Said(_text(template), unlike)
    shown = [movement for movement in (*movements, series.whole) if movement and movement.step.comparable]
    if changed := dict.fromkeys(_span(movement.step) for movement in shown if not movement.same_cells):
        template = phrase(
            "{series:names} ({spans:spans}): the earlier and the later period do not count the same segments."
        )
        yield _Said(_text(template), tuple(changed))
    for step in (movement.step for movement in movements):
        if step.change is not None and (step.participants_change or 0) * step.change < 0:
            yield _Said(_text(*against(step)), (_span(step),))


def _unlike(series: Series, labels: Sequence[Labels]) -> Iterator[_Said]:
    """Steps of which no change is shown: what only one end has both sides of, and what to ask for instead."""
    found: dict[_Text, list[str]] = {}
    for movement, (earlier, later) in zip(series.movements, pairwise(series.points), strict=True):
        if movement.step.comparable:
            continue
        if not movement.same_programmes:
            template = phrase(
                "{series:names} ({spans:spans}): no change is shown, because participants of the later period are of "
                "another programme."
            )
            found.setdefault(_text(template), []).append(_span(movement.step))
            continue
        text = _one_sided(earlier, later, labels)
        found.setdefault(text, []).append(_span(movement.step))
    for text, spans in found.items():
        yield _Said(text, tuple(spans))


def _one_sided(earlier: Point, later: Point, labels: Sequence[Labels]) -> _Text:
    """What only one period has workers and participants of, and what to choose instead, where both have it."""
    both, one = earlier.cells.keys() & later.cells.keys(), earlier.cells.keys() ^ later.cells.keys()
    if not both:
        template = phrase(
            "{series:names} ({spans:spans}): no change is shown, because no segment has workers and participants "
            "in both periods."
        )
        return _text(template)
    template = phrase(
        "{series:names} ({spans:spans}): no change is shown, because only one of the two periods has workers "
        "and participants of {names:names}."
    )
    # What --segment chooses are whole segments, of all branches and of every group.
    alike = {_segment(cell, labels) for cell in both} - {_segment(cell, labels) for cell in one}
    if alike:
        template = phrase(
            "{series:names} ({spans:spans}): no change is shown, because only one of the two periods has workers "
            "and participants of {names:names}; choose with --segment what both periods have: {others:names}."
        )
    return _text(template, {"names": _named(one, labels), "others": "\n".join(in_order(map(labels[1].shown, alike)))})


def _named(cells: Collection[Cell], labels: Sequence[Labels]) -> str:
    """Cells by their names, one a line; those of a series of all branches begin with their branch."""
    parts = (zip(cell, labels[-len(cell) :], strict=True) for cell in cells)
    return "\n".join(in_order(joined(known.shown(part) for part, known in one) for one in parts))


def _segment(cell: Cell, labels: Sequence[Labels]) -> str:
    """Of a cell of a series, of which those of all branches begin with their branch."""
    return cell[1 - len(labels)]


def _span(step: Step) -> str:
    return f"{step.earlier.period} {step.later.period}"


def _mixed(movement: Movement) -> bool:
    """Whether the growth of the segments is not that of the whole, in which everybody counts once."""
    if movement.enrolled is None or movement.lost is None:
        return False
    return movement.enrolled - movement.lost != movement.step.participants_change
