"""The report as one HTML page: no network, no script needed to read it, printable, accessible (WCAG 2.2 AA)."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from coverage_cli.domain.model import Report
from coverage_cli.domain.provenance import Provenance
from coverage_cli.output import provenance
from coverage_cli.output.charts.pareto import drawn_holders
from coverage_cli.output.charts.series import bars, chart_title, left_out, unshared
from coverage_cli.output.document import Document
from coverage_cli.output.exact import double_text
from coverage_cli.output.language import Words
from coverage_cli.output.page.drawing import coverage_svg, figure, table, uncovered_svg
from coverage_cli.output.page.exhibit import exhibit_section
from coverage_cli.output.page.trend import trend_section
from coverage_cli.output.style import Style
from coverage_cli.output.tables.headline import headline, tiles
from coverage_cli.output.tables.lines import DEFINITION, STATUS, Line, headings, lines, notes

_STYLE = """
:root{color-scheme:light}
body{font:16px/1.5 system-ui,Arial,sans-serif;color:#1a1a1a;background:#fff;max-width:70rem;margin:2rem auto;
padding:0 1rem}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem}
dl.tiles{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0}
dl.tiles div{border:1px solid #767676;border-radius:.4rem;padding:.5rem 1rem;min-width:9rem}
dl.tiles dt{font-size:.9rem}dl.tiles dd{margin:0;font-size:1.6rem;font-weight:600;font-variant-numeric:tabular-nums}
svg{display:block;width:100%;min-width:44rem;height:auto}figure{margin:1rem 0}figcaption{font-size:.9rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{padding:.3rem .6rem;border-bottom:1px solid #bbb;text-align:right;vertical-align:top}
th:first-child,td:last-child,th:last-child{text-align:left}thead th{border-bottom:2px solid #1a1a1a}
.trend td:last-child,.trend th:last-child,.figures td:last-child,.figures th:last-child{text-align:right}
.figures td.text,.figures th.text{text-align:left}
tbody th{font-weight:400}tr.total th,tr.total td,tr.head th{font-weight:600}
th button{font:inherit;text-align:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;
text-decoration:underline dotted}
th[aria-sort=ascending] button::after{content:" \\2191"}th[aria-sort=descending] button::after{content:" \\2193"}
footer{margin-top:2rem;border-top:1px solid #767676;font-size:.85rem;overflow-wrap:anywhere}
h2{break-after:avoid}
@media print{.wide{overflow:visible}body{font-size:12px}
body{margin:0;max-width:none}
svg{min-width:0}svg,tr,dl.tiles div{break-inside:avoid}th button{display:contents}
@page{size:A4 landscape;margin:12mm}}
"""
"""Printed headings are text again: Chromium repeats no heading on the next page that has a button in it."""
_SCRIPT = """
(function(){var table=document.querySelector("table");if(!table)return;
var heads=Array.prototype.slice.call(table.tHead.rows[0].cells);
heads.forEach(function(head,at){var button=document.createElement("button");button.type="button";
button.textContent=head.textContent;head.textContent="";head.appendChild(button);
button.addEventListener("click",function(){var down=head.getAttribute("aria-sort")==="ascending";
heads.forEach(function(other){other.removeAttribute("aria-sort")});
head.setAttribute("aria-sort",down?"descending":"ascending");
function value(row){var cell=row.cells[at],raw=cell.getAttribute("data-value");
return raw===null?cell.textContent:raw===""?null:Number(raw)}
function order(one,two){var a=value(one),b=value(two);
if(a===null||b===null)return a===b?0:a===null?1:-1;
var sign=typeof a==="number"?a-b:a.localeCompare(b);return down?-sign:sign}
Array.prototype.forEach.call(table.tBodies,function(body){
var rows=Array.prototype.slice.call(body.rows);
rows.filter(function(row){return row.className===""}).sort(order).concat(
rows.filter(function(row){return row.className==="total"})).forEach(function(row){body.appendChild(row)})})})})})();
"""
"""Sorts within each branch, totals last, undefined figures below the others."""


def html_text(document: Document) -> str:
    """The whole page."""
    report, style, words = document.report, document.style, document.style.words
    title, named = headline(report, style), chart_title(report, words)
    drawn, held = bars(report, style), drawn_holders(report, words)
    left = " ".join(unshared(report, words))
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    parts = [
        f'<!DOCTYPE html>\n<html lang="{words.language}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<link rel="icon" href="data:,">\n<title>{escape(title)}</title>\n<style>{_STYLE}</style>',
        "</head>\n<body>\n<main>",
        f"<h1>{escape(title)}</h1>",
        _tiles(report, style),
        _figure(named, coverage_svg(drawn, named, words), left_out(report, words)),
        _figure(words("Who is not covered"), uncovered_svg(held, style), left) if held else "",
        _table(report, style),
        trend_section(document.course, style),
        *(exhibit_section(exhibit, words) for exhibit in document.exhibits),
        _notes(report, words),
        "</main>",
        _footer(document.made, words),
        f"<script>{_SCRIPT}</script>\n</body>\n</html>\n",
    ]  # fmt: skip
    return "\n".join(part for part in parts if part)


def _tiles(report: Report, style: Style) -> str:
    cells = (f"<div><dt>{escape(tile.name)}</dt><dd>{escape(tile.text)}</dd></div>" for tile in tiles(report, style))
    return f'<dl class="tiles">{"".join(cells)}</dl>'


def _figure(heading: str, svg: str, below: str) -> str:
    return f"<h2>{escape(heading)}</h2>\n{figure(heading, svg, below)}"


def _table(report: Report, style: Style) -> str:
    words = style.words
    name = words("Figures")
    head = (f'<th scope="col">{escape(text)}</th>' for text in headings(report, words))
    body = "\n".join(_row(line) for line in lines(report, style))
    # Each branch is a body of its own, within which rows are sorted.
    body = body.replace('\n<tr class="head">', '\n</tbody><tbody>\n<tr class="head">')
    return f"<h2>{escape(name)}</h2>\n{table(name, 'wide', head, [body], words(DEFINITION))}"


def _row(line: Line) -> str:
    name = escape(line.name.strip())
    if line.coverage is None:
        return f'<tr class="head"><th scope="rowgroup" colspan="{STATUS + 1}">{name}</th></tr>'
    coverage = line.coverage
    exact = (
        *(coverage.workers, coverage.participants, coverage.rate, coverage.target),
        *(coverage.gap, coverage.uncovered, coverage.shortfall),
    )
    cells = "".join(
        f'<td data-value="{double_text(value)}">{escape(text)}</td>'
        for value, text in zip(exact, line.cells, strict=True)
    )
    kind = ' class="total"' if line.total else ""
    return f'<tr{kind}><th scope="row">{name}</th>{cells}<td>{escape(line.status)}</td></tr>'


def _notes(report: Report, words: Words) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in notes(report, words))
    return f"<h2>{escape(words('Notes'))}</h2>\n<ul>{items}</ul>"


def _footer(made: Provenance, words: Words) -> str:
    told = "".join(f"<p>{escape(text)}</p>" for text in provenance.sentences(made, words))
    # Nothing of the record may end the element early; < is written as JSON writes any character.
    record = provenance.compact(made).replace("<", "\\u003c")
    return f'<footer>{told}</footer>\n<script type="application/json" id="coverage-provenance">{record}</script>'
