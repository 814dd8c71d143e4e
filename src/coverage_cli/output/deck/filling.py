"""A user's own template: shapes, charts and tables are found by their names and filled; all else stays.

What this export has nothing for goes, so that no figures stay that another export left; a slide goes with it where
nothing else is on it, of the export or of somebody's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.phrases import phrase
from coverage_cli.output.charts.curves import branch_of
from coverage_cli.output.charts.pareto import described_shares
from coverage_cli.output.charts.series import described, top_of
from coverage_cli.output.deck import names
from coverage_cli.output.deck.charts import colour_bars, coverage_data, make_room, uncovered_data
from coverage_cli.output.deck.content import Content, trend_texts
from coverage_cli.output.deck.curves import fill_trend
from coverage_cli.output.deck.exhibits import chart_rows, exhibit_data, label_exhibit
from coverage_cli.output.deck.labels import label_rates
from coverage_cli.output.deck.names import Named
from coverage_cli.output.deck.pages import bar_pages, counted, exhibit_tables, line_pages
from coverage_cli.output.deck.parts import describe, fit_label
from coverage_cli.output.deck.shapes import Shape, has_own, ours, remove_shape, remove_slide
from coverage_cli.output.deck.tables import Unmatched, figures_of, fill_table, retext
from coverage_cli.output.exhibits.exhibit import Exhibit

_UNTRENDED = phrase("{path:path}: left out, because this report has no trend for it: {names:names}")
_UNASKED = phrase("{path:path}: left out, because this export was not asked for it: {names:names}")
_COVERED = phrase(
    "{path:path}: left out, because nobody is uncovered, or nothing is known of it, or of some rows only: {names:names}"
)
_SPARE = phrase("{path:path}: left out, because this report needs fewer of its kind: {names:names}")


@dataclass(slots=True)
class Filled:
    """Which names a template had, and what became of the shapes that could not be filled."""

    found: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    """Names that begin like ours and are not known, or are of a row that the report does not have."""
    unlike: list[str] = field(default_factory=list)
    """Shapes whose name is known but that are of another kind, such as a picture named like a chart."""
    gone: dict[str, list[str]] = field(default_factory=dict)
    """Names of shapes that were removed, by why."""
    slides: list[int] = field(default_factory=list)
    """Numbers of the slides that were removed, because nothing but such shapes was on them."""
    undrawn: list[str] = field(default_factory=list)
    """Branches with a trend for which there is no chart, where the template has one for another."""
    headers: list[tuple[str, Unmatched]] = field(default_factory=list)
    """Tables whose header asks for a column that there is not."""


class _Parts:
    """What the report has for each chart and table, in as many parts as the template has places for it."""

    def __init__(self, shown: Content, shapes: Sequence[Shape]) -> None:
        self._numbers: dict[str, list[int]] = {}
        for one in shapes:
            known = self._numbers.setdefault(one.name.base, [])
            known += [one.name.number] if one.name.number not in known and one.frame else []
        parts: dict[str, Sequence[Any]] = {
            names.CHART: bar_pages(shown.bars, self._count(names.CHART)),
            names.UNCOVERED_CHART: [shown.held] if shown.held else [],
            names.TREND_CHART: shown.curves,
            names.TABLE: line_pages(shown.lines, shown.words, self._count(names.TABLE)),
        }
        for exhibit in shown.exhibits:
            chart, table = (form.format(exhibit.key) for form in (names.CHART_OF, names.TABLE_OF))
            parts[chart] = chart_rows(exhibit, self._count(chart))
            parts[table] = exhibit_tables(exhibit, self._count(table))
        self._parts = parts

    def _count(self, base: str) -> int:
        return max(1, len(self._numbers.get(base, ())))

    def alone(self, name: Named) -> bool:
        """Whether the template has one place for all of it."""
        return self._count(name.base) == 1

    def undrawn(self, shown: Content) -> list[str]:
        """The branches whose trend has no chart, where another one's has."""
        drawn = self._numbers.get(names.TREND_CHART)
        return [
            branch_of(curve.series, shown.words)
            for number, curve in enumerate(shown.curves, 1)
            if drawn and number not in drawn
        ]

    def of(self, name: Named) -> tuple[int, int, Any]:
        """Which of how many parts belongs there, from 1 on, and the part; 0 and None where the report has no more."""
        parts = self._parts.get(name.base, ())
        count = min(len(parts), self._count(name.base))
        at = sorted(self._numbers[name.base]).index(name.number)
        if name.base == names.TREND_CHART:  # each is of a branch, and stands with the texts of its number
            count, at = len(parts), name.number - 1
        return (at + 1, count, parts[at]) if 0 <= at < count else (0, count, None)


def fill(deck: Any, shown: Content, path: str) -> Filled:
    """Fill every shape whose name we know; remove those, and slides of those, that this report has nothing for.

    Raises:
        UsageFault: the template has none of the names, or nothing for any of them.
    """
    filled = Filled()
    slides = [(slide, list(ours(slide.shapes))) for slide in deck.slides]
    parts = _Parts(shown, [one for _, shapes in slides for one in shapes])
    filled.undrawn += parts.undrawn(shown)
    for number, (slide, shapes) in enumerate(slides, 1):
        if not _Slide(shown, parts, filled).fill(shapes, own=has_own(slide.shapes)):
            filled.slides.append(number)
            remove_slide(deck, slide)
    if not filled.found and filled.gone:
        raise UsageFault(
            "{path:path} has shapes only for what is not in this export: {names:names}; ask for that, or take another "
            "template",
            {"path": path, "names": "\n".join(sorted({one for gone in filled.gone.values() for one in gone}))},
        )
    if not filled.found:
        raise UsageFault(
            "{path:path} has no shape whose name this program fills; name shapes in the selection pane, such "
            "as: {known}",
            {"path": path, "known": ", ".join((*(names.PREFIX + name for name in names.TEXTS), *names.KINDS))},
        )
    return filled


class _Slide:
    """Fills one slide."""

    def __init__(self, shown: Content, parts: _Parts, filled: Filled) -> None:
        self._shown, self._parts, self._filled = shown, parts, filled

    def fill(self, shapes: Sequence[Shape], *, own: bool) -> bool:
        """Fill these shapes; False where nothing is left to show, of this report or of somebody's `own`."""
        several = (one.name for one in shapes if one.frame and one.name.base != names.TREND_CHART)
        places = [self._parts.of(name)[:2] for name in several]
        place = next((place for place in places if place[0]), (1, 1))
        lacking = [(one, why) for one in shapes if (why := self._lacks(one))]
        without = {id(one.shape) for one, _ in lacking}
        kept = [one for one in shapes if id(one.shape) not in without]
        for one, why in lacking:
            self._filled.gone.setdefault(why, []).append(one.shape.name)
        if lacking and not own and names.FRAMING.issuperset(one.name.base for one in kept):
            return False
        for one, _ in lacking:
            remove_shape(one.shape)
        for one in kept:
            self._fill(one, place)
        return True

    def _lacks(self, one: Shape) -> str:
        """Why the report has nothing for a shape whose name is known; empty where it has."""
        base, shown = one.name.base, self._shown
        if base in names.OF_TREND and not 1 <= one.name.number <= len(shown.curves):
            return _UNTRENDED
        if base in names.OF_EXHIBITS and self._exhibit(one.name) is None:
            return _UNASKED
        if base in names.OF_UNCOVERED and not shown.held:
            return _COVERED
        return _SPARE if one.frame and not self._parts.of(one.name)[0] else ""

    def _exhibit(self, name: Named) -> Exhibit | None:
        """The exhibit that a shape of this name shows; None where there is none, or none with a chart for a chart."""
        key = names.OF_EXHIBITS.get(name.base)
        found = next((one for one in self._shown.exhibits if one.key == key), None)
        drawn = key is not None and name.base == names.CHART_OF.format(key)
        return None if found is None or (drawn and not found.has_chart) else found

    def _fill(self, one: Shape, place: tuple[int, int]) -> None:
        text = self._text(one.name, place)
        if one.frame:
            self._fill_frame(one)
        elif text is not None and one.shape.has_text_frame:
            retext(one.shape.text_frame, text)
            if one.name.base.endswith("-label"):
                fit_label(one.shape, text[0])
        else:
            known = one.name.base in names.KINDS or text is not None
            (self._filled.unlike if known else self._filled.strange).append(one.shape.name)
            if one.name.row and one.name.known and one.shape.has_text_frame:
                retext(one.shape.text_frame, ["–"])  # the figure of a row that there is not, left by another export
            return
        self._filled.found.append(one.shape.name)

    def _text(self, name: Named, place: tuple[int, int]) -> list[str] | None:
        key = name.base.removeprefix(names.PREFIX)
        texts = self._shown.texts
        if name.base in names.OF_TREND and key in names.TREND_TEXTS:
            return trend_texts(self._shown.curves[name.number - 1], self._shown.uncharted)[key]
        text = texts.get(f"{key}@{name.row}" if name.row else key)
        if text is None or name.base not in names.COUNTED:
            return text
        return [counted(text[0], *place)]

    def _fill_frame(self, one: Shape) -> None:
        exhibit, part = self._exhibit(one.name), self._parts.of(one.name)[2]
        if one.shape.has_table:
            self._fill_table(one, exhibit, part)
        else:
            self._fill_chart(one, exhibit, part)

    def _fill_table(self, one: Shape, exhibit: Exhibit | None, part: Any) -> None:
        whole = True
        if exhibit is None:
            wanted, known = figures_of(self._shown.head, part), [names.COLUMNS, *self._shown.heads]
        else:
            columns = {exhibit.columns[at].head: exhibit.columns[at].name for at in exhibit.shown}
            wanted, known = part, [tuple(columns[head] for head in part.head)]
            whole = self._parts.alone(one.name)
        if unmatched := fill_table(one.shape.table, wanted, known, choose=whole):
            self._filled.headers.append((one.shape.name, unmatched))

    def _fill_chart(self, one: Shape, exhibit: Exhibit | None, part: Any) -> None:
        shown, base, chart = self._shown, one.name.base, one.shape.chart
        _forget_points(chart)
        if exhibit is not None and exhibit.has_chart:
            chart.replace_data(exhibit_data(exhibit, part))
            label_exhibit(chart, exhibit, part)
            if exhibit.floor is None:
                chart.value_axis.minimum_scale = None
            describe(one.shape, exhibit.described_of(part))
        elif base == names.UNCOVERED_CHART:
            chart.replace_data(uncovered_data(part, shown.uncovered_names))
            describe(one.shape, described_shares(shown.held, shown.words))
        elif base == names.TREND_CHART:
            fill_trend(chart, part, shown.series_names)
            describe(one.shape, part.described)
        else:
            chart.replace_data(coverage_data(part, shown.series_names, shown.decimals))
            first = chart.plots[0].series[0]
            label_rates(first, part, shown.decimals)
            colour_bars(first, part)
            make_room(chart, top_of(part))
            describe(one.shape, described(part))


def _forget_points(chart: Any) -> None:
    """Colours and labels of single points belong to the data that goes."""
    from pptx.oxml.ns import qn

    for tag in ("c:dPt", "c:dLbl"):
        for element in list(chart._chartSpace.iter(qn(tag))):
            element.getparent().remove(element)
