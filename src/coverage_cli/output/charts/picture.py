"""Pictures at slide size, PNG and SVG: bars with their targets, drawn without a display."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from coverage_cli.domain.model import Report
from coverage_cli.domain.provenance import Provenance
from coverage_cli.output import provenance
from coverage_cli.output.charts import palette
from coverage_cli.output.charts.plotting import plotting
from coverage_cli.output.charts.series import Bar, bars, left_out, legend, reach, shortened, shows_targets, step_of
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style
from coverage_cli.output.tables.headline import headline
from coverage_cli.output.tables.lines import footnote

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


_DPI = 144
_SIZE = (1920 / _DPI, 1080 / _DPI)
"""Inches, a 16:9 slide."""
_TOP, _BOTTOM = 0.87, 0.11
"""Where the bars end, as fractions of the picture's height."""
_LARGEST, _SMALLEST = 14.0, 6.0
"""Points of type."""
_EDGE = 0.97
"""Where everything ends at the right, as a fraction of the picture's width."""
_FOOTNOTE, _MOST_LINES = (9.0, 8.0, 7.0), 4
"""Points of type of the line that says what the figures stand on, and the most lines that it takes."""
_LINE = 88
"""Letters of a line of the headline."""
_NAMES = 0.34
"""The widest that names may be, as a fraction of the picture's width."""
_FONT = "DejaVu Sans"
"""It comes with matplotlib, so that a picture is the same on every machine."""
_SETTINGS: Any = {
    "font.family": _FONT,
    "svg.hashsalt": "coverage-cli",
    "svg.fonttype": "path",
    "text.parse_math": False,  # a $ in a name is a $
    "text.color": f"#{palette.INK}",
    "axes.spines.top": False,
    "axes.spines.right": False,
}


@dataclass(frozen=True, slots=True)
class _Names:
    """Names as they fit: their lines, the size of type, and the width of the widest as a fraction."""

    texts: list[str]
    size: float
    width: float


def picture_bytes(report: Report, made: Provenance, style: Style, kind: str) -> bytes:
    """The picture as `png` or `svg`, with its provenance in the metadata."""
    with plotting(_SETTINGS):
        figure = drawing(report, style)
        stream = io.BytesIO()
        title = headline(report, style)
        with warnings.catch_warnings():
            # A letter that the font lacks is drawn as an empty box, of which `undrawn` tells.
            warnings.filterwarnings("ignore", message="Glyph")
            figure.savefig(stream, format=kind, metadata=_metadata(kind, made))
    return _described(stream.getvalue(), title, made, style.language) if kind == "svg" else stream.getvalue()


def undrawn(report: Report, style: Style) -> list[str]:
    """The names in the picture that have letters which its font lacks."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont(_FONT)).get_charmap()
    names = [bar.name for bar in bars(report, style)]
    return [name for name in names if not known.keys() >= {ord(letter) for letter in name if letter.isprintable()}]


def drawing(report: Report, style: Style) -> Figure:
    """The picture before it is written."""
    words = style.words
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    drawn = bars(report, style)
    figure = Figure(_SIZE, dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)  # measures text; needs no display
    title = _title(headline(report, style))
    figure.text(0.03, 0.94, "\n".join(title), fontsize=17, fontweight="bold", va="center")
    foot = _footnote(figure, left_out(report, words), _footnote(figure, footnote(report, words)))
    bottom = _BOTTOM + foot
    names = _fitting(figure, drawn, _TOP - bottom)
    rates = _width(figure, [bar.rate_text for bar in drawn], names.size, "bold")
    left = 0.04 + names.width
    axes = figure.add_axes((left, bottom, _EDGE - rates - left, _TOP - bottom))
    _bars(axes, drawn, names)
    _legend(figure, drawn, words, foot)
    return figure


def _title(text: str) -> list[str]:
    """The headline in as few lines as hold it, at most two, of about one length."""
    lines = wrap(text, _LINE, max_lines=2, placeholder="…")
    narrower = (wrap(text, width) for width in range(len(text) // 2, _LINE))
    return next((even for even in narrower if len(even) == len(lines)), lines)


def _metadata(kind: str, made: Provenance) -> dict[str, Any]:
    if kind == "svg":
        return {"Date": None, "Creator": f"coverage-cli {made.version}"}
    return {"Software": f"coverage-cli {made.version}", "coverage-provenance": provenance.compact(made)}


def _described(svg: bytes, title: str, made: Provenance, language: str) -> bytes:
    """The SVG with a title for readers who cannot see it, in which language it is, and with its record."""
    from xml.sax.saxutils import escape

    at = svg.index(b">", svg.index(b"<svg"))
    said = f' xml:lang="{language}">\n <title>{escape(title)}</title>\n <metadata id="coverage-provenance">'
    said += f"{escape(provenance.compact(made))}</metadata>"
    return svg[:at] + said.encode() + svg[at + 1 :]


def _footnote(figure: Figure, text: str, below: float = 0.0) -> float:
    """Small print at the lower edge, above what takes a part of the picture's height already; the part taken now."""
    if not text:
        return below
    room = _EDGE - 0.03
    for size in _FOOTNOTE:
        letters = int(room * _SIZE[0] * 72 / (size * 0.5))
        while _width(figure, wrap(text, letters), size) > room:
            letters -= 5
        if len(wrap(text, letters)) <= _MOST_LINES:
            break
    lines = wrap(text, letters, max_lines=_MOST_LINES, placeholder="…")
    figure.text(0.03, below + 0.012, "\n".join(lines), fontsize=size, va="bottom", linespacing=1.2)
    return below + 0.012 + len(lines) * size * 1.25 / (_SIZE[1] * 72)


def _fitting(figure: Figure, drawn: Sequence[Bar], tall: float) -> _Names:
    """The largest type at which every name fits beside its bar, in as many lines as the bar is high.

    `tall` is the part of the picture's height that the bars have.
    """
    row = tall * _SIZE[1] * 72 / max(len(drawn), 4)  # points
    size = min(_LARGEST, row * 0.72)
    while size > _SMALLEST:
        lines = max(1, int(row / (size * 1.25)))
        texts = [_wrapped(bar.name, lines, int(_NAMES * _SIZE[0] * 72 / (size * 0.58))) for bar in drawn]
        if all(texts):
            fitting = [text or "" for text in texts]
            return _Names(fitting, size, _width(figure, fitting, size))
        size -= 0.5
    letters = int(_NAMES * _SIZE[0] * 72 / (_SMALLEST * 0.58))
    cut = [shortened(bar.name, letters) for bar in drawn]
    return _Names(cut, _SMALLEST, _width(figure, cut, _SMALLEST))


def _wrapped(name: str, lines: int, letters: int) -> str | None:
    """The name in at most so many lines of so many characters; None where it does not fit."""
    parts = wrap(name, letters, break_long_words=len(name) > lines * letters) or [""]
    return "\n".join(parts) if len(parts) <= lines and max(map(len, parts)) <= letters else None


def _width(figure: Figure, texts: Sequence[str], size: float, weight: str = "normal") -> float:
    """How wide the widest is, measured as it is drawn, with a little air."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined] # Agg's, which stubs do not know here
    widest = 0.0
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")
        for text in texts:
            probe = figure.text(0, 0, text, fontsize=size, fontweight=weight)
            widest = max(widest, probe.get_window_extent(renderer).width)
            probe.remove()
    return widest / (_SIZE[0] * _DPI) + 0.012


def _bars(axes: Axes, drawn: Sequence[Bar], names: _Names) -> None:
    top = float(reach(drawn))
    for place, bar in enumerate(drawn):
        _bar(axes, place, bar, names.size)
    axes.set_xlim(0, top)
    middle, half = (len(drawn) - 1) / 2, max(len(drawn), 4) / 2
    axes.set_ylim(middle + half, middle - half)
    axes.set_yticks(range(len(drawn)), names.texts, fontsize=names.size)
    for label, bar in zip(axes.get_yticklabels(), drawn, strict=True):
        label.set_fontweight("bold" if bar.total else "normal")
    axes.tick_params(axis="y", length=0)
    step = step_of(reach(drawn))
    ticks = [step * number for number in range(int(top / step) + 1)]
    axes.set_xticks([float(tick) for tick in ticks], [f"{int(tick * 100)}%" for tick in ticks])
    axes.tick_params(axis="x", labelsize=11)
    axes.spines["left"].set_color(f"#{palette.NEUTRAL}")
    axes.grid(visible=True, axis="x", color=f"#{palette.FAINT}", linewidth=0.8)
    axes.set_axisbelow(True)


def _bar(axes: Axes, place: int, bar: Bar, size: float) -> None:
    looks: dict[str, Any] = {"fontsize": size, "va": "center", "transform": axes.get_yaxis_transform()}
    if bar.rate is None:
        axes.text(0.01, place, bar.absence, style="italic", **looks)
        return
    axes.barh(place, float(bar.rate), height=0.66, color=f"#{bar.colour}")
    axes.text(1.012, place, bar.rate_text, fontweight="bold", **looks)
    if bar.target is not None:
        at = [float(bar.target)] * 2
        reach = [place - 0.44, place + 0.44]
        axes.plot(at, reach, color="white", linewidth=5, solid_capstyle="butt", clip_on=False)
        axes.plot(at, reach, color="black", linewidth=2.6, solid_capstyle="butt", clip_on=False)


def _legend(figure: Figure, drawn: Sequence[Bar], words: Words, foot: float) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [Patch(color=f"#{colour}", label=name) for colour, name in legend(drawn, words).items()]
    if shows_targets(drawn):
        texts = {bar.target_text for bar in drawn if bar.target is not None}
        label = f"{words('Target')} {next(iter(texts))}" if len(texts) == 1 else words("Target")
        handles.append(
            Line2D([], [], color="black", marker="|", markersize=14, markeredgewidth=2.6, ls="", label=label)
        )
    figure.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0.03, 0.005 + foot), ncols=5, frameon=False, fontsize=12
    )
