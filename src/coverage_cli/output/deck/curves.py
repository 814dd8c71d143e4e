"""The native line chart of a trend: the rate by period, and the target where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.util import Pt

from coverage_cli.output import palette
from coverage_cli.output.deck.charts import dress, label_values
from coverage_cli.output.figures import percent_format

if TYPE_CHECKING:
    from coverage_cli.output.curves import Curve


def trend_data(curve: Curve, names: tuple[str, str]) -> CategoryChartData:
    """Rates and targets as doubles; an undefined one is an empty cell."""
    data = CategoryChartData(number_format=percent_format(curve.places))
    data.categories = [mark.period for mark in curve.marks]
    data.add_series(names[0], [None if mark.rate is None else float(mark.rate) for mark in curve.marks])
    if curve.targeted:
        data.add_series(names[1], [None if mark.target is None else float(mark.target) for mark in curve.marks])
    return data


def add_trend(shapes: Any, place: tuple[int, ...], curve: Curve, names: tuple[str, str]) -> Any:
    """The chart of a branch's trend."""
    frame = shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place, trend_data(curve, names))
    chart = frame.chart
    dress(chart)
    axis = chart.value_axis
    axis.maximum_scale = curve.top
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0%", False
    rates, *targets = chart.plots[0].series
    _draw(rates, palette.MET, XL_MARKER_STYLE.CIRCLE)
    label_values(rates, percent_format(curve.places), XL_LABEL_POSITION.BELOW)
    for line in targets:
        _draw(line, palette.LINE, XL_MARKER_STYLE.NONE)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(12)
    return frame


def _draw(series: Any, colour: str, marker: Any) -> None:
    series.smooth = False
    series.format.line.width = Pt(2.25)
    series.format.line.color.rgb = RGBColor.from_string(colour)
    series.marker.style = marker
    if marker is XL_MARKER_STYLE.CIRCLE:
        series.marker.size = 8
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = RGBColor.from_string(colour)
