"""A user's own template: shapes, charts and tables are found by their names and filled; all else stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.names import nearest
from coverage_cli.output.deck import content as names
from coverage_cli.output.deck.charts import colour_bars, coverage_data, uncovered_data
from coverage_cli.output.deck.curves import fill_trend
from coverage_cli.output.deck.exhibits import exhibit_data, label_exhibit
from coverage_cli.output.deck.labels import label_rates
from coverage_cli.output.deck.pages import exhibit_texts
from coverage_cli.output.deck.tables import figures_of, fill_table, retext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.output.deck.content import Content
    from coverage_cli.output.exhibit import Exhibit
    from coverage_cli.output.language import Words

_KINDS = {
    **dict.fromkeys((names.CHART, names.UNCOVERED_CHART, names.TREND_CHART), "has_chart"),
    **dict.fromkeys((names.CHART_OF.format(key) for key in names.EXHIBITS), "has_chart"),
    **dict.fromkeys((names.TABLE_OF.format(key) for key in names.EXHIBITS), "has_table"),
    names.TABLE: "has_table",
}
_OF_TREND = frozenset({names.TREND_CHART, *(names.PREFIX + name for name in names.TREND_TEXTS)})
"""Names that only a report with a trend can fill."""
_OF_EXHIBITS = {
    form.format(key): key
    for key in names.EXHIBITS
    for form in (names.CHART_OF, names.TABLE_OF, names.PREFIX + "{}", names.PREFIX + "{}-title")
}
"""Names that only an export with that exhibit can fill."""


@dataclass(slots=True)
class Filled:
    """Which names a template had, and which begin like ours but are not known."""

    found: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)
    """Shapes whose name is known but that are of another kind, such as a picture named like a chart."""
    idle: list[str] = field(default_factory=list)
    """Shapes for a trend, where there is none."""
    unasked: list[str] = field(default_factory=list)
    """Shapes for an exhibit that was not asked for."""


def fill(deck: Any, shown: Content, path: str) -> Filled:
    """Fill every shape whose name we know.

    Raises:
        UsageFault: the template has none of the names.

    """
    filled = Filled()
    for slide in deck.slides:
        for shape in _all(slide.shapes):
            if shape.name.startswith(names.PREFIX):
                _fill(shape, shown, filled)
    if not filled.found:
        known = ", ".join((*(names.PREFIX + name for name in names.TEXTS), *_KINDS))
        raise UsageFault(
            "{path:path} has no shape whose name this program fills; name shapes in the selection pane, such "
            "as: {known}",
            {"path": path, "known": known},
        )
    return filled


def _all(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _all(shape.shapes)
        else:
            yield shape


def _fill(shape: Any, shown: Content, filled: Filled) -> None:
    name = shape.name
    text = shown.texts.get(name.removeprefix(names.PREFIX))
    if name in _OF_TREND and not shown.curves:
        filled.idle.append(name)
        return
    if name in _OF_EXHIBITS and _exhibit(name, shown) is None:
        filled.unasked.append(name)
        return
    if name in _KINDS and getattr(shape, _KINDS[name], False):
        _fill_frame(shape, shown)
    elif text is not None and shape.has_text_frame:
        retext(shape.text_frame, text)
    else:
        (filled.unlike if name in _KINDS or text is not None else filled.strange).append(name)
        return
    filled.found.append(name)


def _exhibit(name: str, shown: Content) -> Exhibit | None:
    """The exhibit that a shape of this name shows; None where there is none, or none with a chart for a chart."""
    found = next((one for one in shown.exhibits if one.key == _OF_EXHIBITS[name]), None)
    drawn = name == names.CHART_OF.format(_OF_EXHIBITS[name])
    return None if found is None or (drawn and found.chart is None) else found


def _fill_frame(shape: Any, shown: Content) -> None:
    if shape.name == names.TABLE:
        fill_table(shape.table, figures_of(shown.head, shown.lines), names.COLUMNS)
        return
    exhibit = _exhibit(shape.name, shown) if shape.name in _OF_EXHIBITS else None
    if exhibit is not None and shape.has_table:
        fill_table(shape.table, exhibit_texts(exhibit), [exhibit.columns[at].name for at in exhibit.shown])
        return
    chart = shape.chart
    _forget_points(chart)
    if exhibit is not None and exhibit.chart is not None:
        chart.replace_data(exhibit_data(exhibit, exhibit.chart.rows))
        label_exhibit(chart, exhibit, exhibit.chart.rows)
        return
    if shape.name == names.UNCOVERED_CHART:
        chart.replace_data(uncovered_data(shown.held, shown.uncovered_names))
        return
    if shape.name == names.TREND_CHART:
        fill_trend(chart, shown.curves[0], shown.series_names)
        return
    chart.replace_data(coverage_data(shown.bars, shown.series_names, shown.decimals))
    first = chart.plots[0].series[0]
    label_rates(first, shown.bars, shown.decimals)
    colour_bars(first, shown.bars)


def _forget_points(chart: Any) -> None:
    """Colours and labels of single points belong to the data that goes."""
    from pptx.oxml.ns import qn

    for tag in ("c:dPt", "c:dLbl"):
        for element in list(chart._chartSpace.iter(qn(tag))):
            element.getparent().remove(element)


def told(filled: Filled, shown: Content, path: str) -> list[str]:
    """What was found in a template, in sentences."""
    words = shown.words
    found = ", ".join(sorted(set(filled.found)))
    lines = [words("{path:path}: filled {names:names}", {"path": path, "names": found})]
    known = {*(names.PREFIX + name for name in shown.texts), *_KINDS}
    for name in sorted(set(filled.strange)):
        args = {"path": path, "name": name, "near": nearest(name, known) or ""}
        lines.append(words("{path:path}: {name} is not a name that this program fills{near:meant}", args))
    lines += [_idle(path, name, words) for name in sorted(set(filled.idle))]
    lines += [_unasked(path, name, words) for name in sorted(set(filled.unasked))]
    return [*lines, *(_unlike(path, name, words) for name in sorted(set(filled.unlike)))]


def _idle(path: str, name: str, words: Words) -> str:
    return words("{path:path}: {name} is not filled, because this report has no trend", path=path, name=name)


def _unasked(path: str, name: str, words: Words) -> str:
    return words("{path:path}: {name} is not filled, because this export was not asked for it", path=path, name=name)


def _unlike(path: str, name: str, words: Words) -> str:
    return words("{path:path}: {name} is not filled, because the shape is of another kind", path=path, name=name)
