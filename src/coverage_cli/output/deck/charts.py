"""Native charts: columns with a line of another kind over them, which stay editable in the office program."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from fractions import Fraction
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from coverage_cli.analysis.inequality import Holder
from coverage_cli.output.charts import palette
from coverage_cli.output.charts.pareto import lifted_axis
from coverage_cli.output.charts.series import Bar, reach, step_of, top_of
from coverage_cli.output.deck.labels import label_rates, label_values
from coverage_cli.output.deck.parts import paint
from coverage_cli.output.exact import double, office_double
from coverage_cli.output.figures import percent_format

_FEW = 4
_SECOND = (7001, 7002)
"""Identities of the axes of cumulative shares."""


def coverage_data(drawn: Sequence[Bar], names: tuple[str, str], decimals: int) -> CategoryChartData:
    """Rates and targets as doubles; an undefined rate is an empty cell, with the reason in its label."""
    data = CategoryChartData(number_format=percent_format(decimals))
    data.categories = [f"{bar.name} ({bar.absence})" if bar.absence else bar.name for bar in drawn]
    data.add_series(names[0], [office_double(bar.rate, percent_format(bar.places)) for bar in drawn])
    data.add_series(names[1], [double(bar.target) for bar in drawn])
    return data


def uncovered_data(held: Sequence[Holder], names: tuple[str, str]) -> CategoryChartData:
    """Uncovered people, and the share that they make with all before them."""
    data = CategoryChartData(number_format="#,##0")
    data.categories = [one.name for one in held]
    data.add_series(names[0], [one.uncovered for one in held])
    data.add_series(names[1], [double(one.cumulative_share) for one in held], number_format="0%")
    return data


def add_coverage(
    shapes: Any, place: tuple[int, ...], drawn: Sequence[Bar], names: tuple[str, str], decimals: int
) -> Any:
    """The chart of coverage by row, with the targets as a line."""
    frame = shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, coverage_data(drawn, names, decimals))
    chart = frame.chart
    dress(chart, "0%")
    chart.value_axis.maximum_scale = top_of(drawn)
    chart.value_axis.major_unit = float(step_of(reach(drawn)))
    plot = chart.plots[0]
    plot.gap_width = _blank(len(drawn), 60)
    line = _as_line(chart, _axes(chart))
    colour_bars(plot.series[0], drawn)
    label_rates(plot.series[0], drawn, decimals)
    joined = len({bar.target for bar in drawn}) == 1
    _draw_line(line, width=2.25 if joined else 0, marker="dash", size=20)
    return frame


def add_uncovered(shapes: Any, place: tuple[int, ...], held: Sequence[Holder], names: tuple[str, str]) -> Any:
    """The chart of who holds the uncovered (Pareto), with the cumulative share on an axis of its own."""
    frame = shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, uncovered_data(held, names))
    chart = frame.chart
    dress(chart, "#,##0")
    plot = chart.plots[0]
    plot.gap_width = _blank(len(held), 40)
    series = plot.series[0]
    paint(series.format.fill, palette.BELOW)
    label_values(series, "#,##0", XL_LABEL_POSITION.INSIDE_BASE)  # the line runs over the tops
    line = _as_line(chart, _SECOND)
    _draw_line(line, width=2.25, marker="circle", size=7)
    _add_second_axes(chart, held[0].cumulative_share)
    legend_below(chart)
    return frame


def colour_bars(series: Any, drawn: Sequence[Bar]) -> None:
    """Colour each column by whether its target is met."""
    for index, bar in enumerate(drawn):
        paint(series.points[index].format.fill, bar.colour)


def dress(chart: Any, axis_format: str) -> None:
    """The looks that all charts share: an axis from zero, upright names, empty places where nothing is known."""
    chart.has_legend = False
    chart.has_title = False
    chart.font.size = Pt(12)
    # Names stand upright and wrap; turned they eat the chart.
    chart.category_axis.tick_labels.font.size = Pt(12)
    body = chart.category_axis._element.find(qn("c:txPr")).find(qn("a:bodyPr"))
    body.set("rot", "0")
    body.set("vert", "horz")
    axis = chart.value_axis
    axis.minimum_scale = 0
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = axis_format, False
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(palette.FAINT)
    axis.format.line.fill.background()
    # Missing is not zero: an empty cell leaves an empty place.
    blanks = chart._chartSpace.find(".//" + qn("c:dispBlanksAs"))
    blanks.set("val", "gap")


def legend_below(chart: Any) -> None:
    """The names of the series, below what is drawn."""
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(12)


def make_room(chart: Any, top: float) -> None:
    """Let the axis of a template's chart, where it ends somewhere, not end below what is drawn."""
    axis = chart.value_axis
    if axis.maximum_scale is not None and axis.maximum_scale < top:
        axis.maximum_scale = top


def _blank(columns: int, usual: int) -> int:
    """The blank between columns in percent of their width; a few columns do not become walls."""
    return usual if columns > _FEW else 100 * (_FEW + 1 - columns) + usual


def _axes(chart: Any) -> tuple[int, int]:
    bars = chart._chartSpace.find(".//" + qn("c:barChart"))
    first, second = (int(axis.get("val")) for axis in bars.findall(qn("c:axId")))
    return first, second


def _as_line(chart: Any, axes: tuple[int, int]) -> Any:
    """Take the second series out of the columns and draw it as a line on these axes."""
    columns = chart._chartSpace.find(".//" + qn("c:barChart"))
    series = columns.findall(qn("c:ser"))[1]
    columns.remove(series)
    identities = "".join(f'<c:axId val="{axis}"/>' for axis in axes)
    line = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'<c:marker val="1"/>{identities}</c:lineChart>'
    )
    line.insert(2, series)
    columns.addnext(line)
    return chart.plots[1].series[0]


def _draw_line(series: Any, *, width: float, marker: str, size: int) -> None:
    """A black line with marks; without a width only the marks, where joining them would say nothing."""
    line = series.format.line
    if width:
        line.color.rgb = RGBColor.from_string(palette.LINE)
        line.width = Pt(width)
    else:
        line.fill.background()
    mark = parse_xml(
        f'<c:marker {nsdecls("c", "a")}><c:symbol val="{marker}"/><c:size val="{size}"/><c:spPr><a:solidFill>'
        f'<a:srgbClr val="{palette.LINE}"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr></c:marker>'
    )
    element = series._element
    element.find(qn("c:spPr")).addnext(mark)
    element.append(parse_xml(f'<c:smooth {nsdecls("c")} val="0"/>'))


def _add_second_axes(chart: Any, first: Fraction) -> None:
    area = chart._chartSpace.find(".//" + qn("c:plotArea"))
    category = deepcopy(area.find(qn("c:catAx")))
    category.find(qn("c:axId")).set("val", str(_SECOND[0]))
    category.find(qn("c:crossAx")).set("val", str(_SECOND[1]))
    category.find(qn("c:delete")).set("val", "1")
    least, form = lifted_axis(first)
    value = parse_xml(
        f'<c:valAx {nsdecls("c")}><c:axId val="{_SECOND[1]}"/><c:scaling><c:orientation val="minMax"/><c:max val="1"/>'
        f'<c:min val="{float(least):g}"/></c:scaling><c:delete val="0"/><c:axPos val="r"/>'
        f'<c:numFmt formatCode="{form}" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:crossAx val="{_SECOND[0]}"/><c:crosses val="max"/>'
        '<c:crossBetween val="between"/><c:majorUnit val="0.2"/></c:valAx>'
    )
    last = area.findall(qn("c:valAx"))[-1]
    last.addnext(value)
    value.addnext(category)
