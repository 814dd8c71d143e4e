"""The native line chart of a trend: the rate by period, and the target where there is one.

A line that must be broken is drawn as two series of one name and one look; the legend has the first of them.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from coverage_cli.output.charts import palette
from coverage_cli.output.charts.curves import Curve
from coverage_cli.output.deck.charts import dress, legend_below, make_room
from coverage_cli.output.deck.labels import keep_labels, label_values, name_every, raise_labels
from coverage_cli.output.deck.parts import paint
from coverage_cli.output.exact import double, office_double
from coverage_cli.output.figures import percent_format

_AROUND = (("c:spPr", "c:marker", "c:dLbls"), ("c:smooth",))
"""What a line looks like, before and behind its values, in the order of the format (ISO 29500-1, CT_LineSer)."""
_LOOKS = tuple(tag for tags in _AROUND for tag in tags)


def trend_data(curve: Curve, names: tuple[str, str], *, line: bool = True) -> CategoryChartData:
    """Rates and targets as doubles; an undefined one is an empty cell. The rest of a broken line comes last.

    What is no `line`, such as the columns of a template, joins nothing, and needs no break.
    """
    form = percent_format(curve.places)
    data = CategoryChartData(number_format=form)
    data.categories = [mark.period for mark in curve.marks]
    first, *others = curve.strands if line else [[mark.rate for mark in curve.marks]]
    data.add_series(names[0], [office_double(rate, form) for rate in first])
    if curve.targeted:
        data.add_series(names[1], [double(mark.target) for mark in curve.marks])
    for strand in others:
        data.add_series(names[0], [office_double(rate, form) for rate in strand])
    return data


def add_trend(shapes: Any, place: tuple[int, ...], curve: Curve, names: tuple[str, str]) -> Any:
    """The chart of a branch's trend."""
    frame = shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place, trend_data(curve, names))
    chart = frame.chart
    dress(chart, "0%")
    chart.value_axis.maximum_scale = curve.top
    rates, *others = chart.plots[0].series
    draw_line(rates, palette.MET, XL_MARKER_STYLE.CIRCLE)
    label_values(rates, percent_format(curve.places), XL_LABEL_POSITION.BELOW)
    keep_labels(rates, curve.labelled, len(curve.marks))
    raise_labels(rates, curve.raised)
    name_every(chart, curve.every)
    if curve.targeted:
        draw_line(others[0], palette.LINE, XL_MARKER_STYLE.NONE)
    legend_below(chart)
    _match(chart)
    return frame


def fill_trend(chart: Any, curve: Curve, names: tuple[str, str]) -> None:
    """Put the trend into a template's chart, which keeps its looks."""
    entries = chart._chartSpace.findall(".//" + qn("c:legendEntry"))
    rest = {str(place) for place in _rest(chart)}
    for entry in entries:
        if entry.find(qn("c:idx")).get("val") in rest:
            entry.getparent().remove(entry)
    line = _plot(chart.series[0]) == qn("c:lineChart")
    chart.replace_data(trend_data(curve, names, line=line))
    make_room(chart, curve.top)
    keep_labels(chart.series[0], curve.labelled, len(curve.marks))
    raise_labels(chart.series[0], curve.raised)
    name_every(chart, curve.every)
    _match(chart)


def _rest(chart: Any) -> list[int]:
    """Which series are the rest of a broken line: those of the first one's name."""
    first, *others = chart.series
    return [place for place, one in enumerate(others, 1) if one.name == first.name and _plot(one) == qn("c:lineChart")]


def _plot(series: Any) -> Any:
    """What draws a series."""
    return series._element.getparent().tag


def _match(chart: Any) -> None:
    """Give the rest of a broken line the looks of its beginning, and no place of its own in the legend."""
    lines = list(chart.series)
    first = lines[0]._element
    for place in _rest(chart):
        element = lines[place]._element
        for tag in _LOOKS:
            for old in element.findall(qn(tag)):
                element.remove(old)
        at = element.index(element.find(qn("c:tx"))) + 1
        ahead, behind = ([deepcopy(found) for tag in tags for found in first.findall(qn(tag))] for tags in _AROUND)
        for number, look in enumerate(ahead, at):
            element.insert(number, look)
        element.extend(behind)
        if chart.has_legend:
            entry = f'<c:legendEntry {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>'
            chart.legend._element.find(qn("c:legendPos")).addnext(parse_xml(entry))


def draw_line(series: Any, colour: str, marker: Any) -> None:
    """A line of a colour, which joins its points as they are."""
    series.smooth = False
    series.format.line.width = Pt(2.25)
    series.format.line.color.rgb = RGBColor.from_string(colour)
    series.marker.style = marker
    if marker is XL_MARKER_STYLE.CIRCLE:
        series.marker.size = 8
        paint(series.marker.format.fill, colour)
