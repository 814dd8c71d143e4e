"""Figures on the columns of a native chart, each with the digits that it has in the table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import deepcopy
from fractions import Fraction
from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from coverage_cli.output.charts import palette
from coverage_cli.output.charts.series import Bar, reach
from coverage_cli.output.figures import percent_format

_OF_POINTS = frozenset(
    qn(f"c:{name}")
    for name in (
        *("numFmt", "spPr", "txPr", "dLblPos", "showLegendKey", "showVal", "showCatName", "showSerName"),
        *("showPercent", "showBubbleSize", "separator"),
    )
)
"""What the labels of a series and the label of one point both have (ECMA-376, part 1, 21.2.2.47 and 21.2.2.49)."""
_LABEL = Fraction(8, 100)
"""How high a label is, as a part of the axis."""
_ASLANT = "-2700000"
"""Text turned by 45 degrees to the left, in 60000ths of a degree."""
_LONG_NAME = 60
"""Letters; longer names below the columns leave these half of their height, or less."""


def label_rates(series: Any, drawn: Sequence[Bar], decimals: int) -> None:
    """Print each rate.

    One that rounding would show as met gets the decimals that it has in the table; one just below the target
    stands within its column, where the line of targets does not run through it.
    """
    label_values(series, percent_format(decimals))
    labels = series._element.find(qn("c:dLbls"))
    crowded = max(len(bar.name) for bar in drawn) > _LONG_NAME
    near = reach(drawn) * _LABEL * (2 if crowded else 1)
    at = 0
    for index, bar in enumerate(drawn):
        if bar.rate is None:
            continue
        within = bar.target is not None and bar.target - near < bar.rate < bar.target and bar.rate > near
        if within or bar.places != decimals:
            labels.insert(at, parse_xml(_label_xml(index, percent_format(bar.places), bar, within=within)))
            at += 1


def _label_xml(index: int, number_format: str, bar: Bar, *, within: bool) -> str:
    shows = "".join(
        f'<c:{name} val="{int(name == "showVal")}"/>'
        for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    colour = palette.PAPER if within and bar.total else palette.INK
    return (
        f'<c:dLbl {nsdecls("c", "a")}><c:idx val="{index}"/><c:numFmt formatCode="{number_format}" sourceLinked="0"/>'
        f'<c:spPr/><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200"><a:solidFill><a:srgbClr val="{colour}"/>'
        f'</a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'
        f'<c:dLblPos val="{"inEnd" if within else "outEnd"}"/>{shows}</c:dLbl>'
    )


def label_values(series: Any, number_format: str, position: Any = XL_LABEL_POSITION.OUTSIDE_END) -> None:
    """Print each value in this format."""
    labels = series.data_labels
    labels.show_value = True
    labels.number_format = number_format
    labels.number_format_is_linked = False
    labels.position = position
    labels.font.size = Pt(12)


def label_points(series: Any, usual: str, formats: Sequence[str]) -> None:
    """Print each value in its own format, in the looks of the series' labels, where it has any."""
    labels = _labels(series)
    if labels is None:
        return
    series.data_labels.number_format, series.data_labels.number_format_is_linked = usual, False
    own = [(at, code) for at, code in enumerate(formats) if code != usual]
    for place, (at, code) in enumerate(own):
        label = _of_point(labels, at)
        label.find(qn("c:numFmt")).set("formatCode", code)
        labels.insert(place, label)


def raise_labels(series: Any, raised: Collection[int]) -> None:
    """Print the values of these points above them, where those of the series stand below."""
    labels = _labels(series)
    place = None if labels is None else labels.find(qn("c:dLblPos"))
    if labels is None or place is None or place.get("val") != "b":
        return
    for at in raised:
        label = _of_point(labels, at)
        label.find(qn("c:dLblPos")).set("val", "t")
        before = (one for one in labels.findall(qn("c:dLbl")) if int(one.find(qn("c:idx")).get("val")) < at)
        labels.insert(sum(1 for _ in before), label)


def _of_point(labels: Any, at: int) -> Any:
    """The label of one point, as those of its series are."""
    label = parse_xml(f'<c:dLbl {nsdecls("c")}><c:idx val="{at}"/></c:dLbl>')
    label.extend(deepcopy(one) for one in labels if one.tag in _OF_POINTS)
    return label


def keep_labels(series: Any, kept: Collection[int], count: int) -> None:
    """Print the values of these points of so many only, where the series has labels."""
    labels = _labels(series)
    if labels is None:
        return
    for place, at in enumerate(at for at in range(count) if at not in kept):
        labels.insert(place, parse_xml(f'<c:dLbl {nsdecls("c")}><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>'))


def _labels(series: Any) -> Any | None:
    """The labels of a series; None where it has none, or they are deleted."""
    labels = series._element.find(qn("c:dLbls"))
    return None if labels is None or labels.find(qn("c:delete")) is not None else labels


def name_every(chart: Any, every: int) -> None:
    """Name each so many categories below the axis; of many aslant, for programs that name all of them all the same."""
    for axis in chart._chartSpace.iter(qn("c:catAx")):
        body = axis.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}")
        if body is not None and (every > 1 or body.get("rot") == _ASLANT):
            body.set("rot", _ASLANT if every > 1 else "0")
        for former in axis.findall(qn("c:tickLblSkip")):
            axis.remove(former)
        last = axis.find(qn("c:noMultiLvlLbl"))
        skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{every}"/>')
        if last is None:
            axis.append(skip)
        else:
            last.addprevious(skip)
