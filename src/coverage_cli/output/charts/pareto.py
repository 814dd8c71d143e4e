"""Who holds the uncovered, in every format alike: the rows as the analysis takes them, and what a chart shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from coverage_cli.analysis.inequality import Holder, Subgroup, others_together, pareto
from coverage_cli.domain.fields import PROGRAMME
from coverage_cli.domain.model import Report
from coverage_cli.domain.rounding import whole
from coverage_cli.domain.safe import clean
from coverage_cli.output.charts.series import MOST_DRAWN
from coverage_cli.output.language import Words
from coverage_cli.output.tables.lines import row_name


def subgroups_of(report: Report) -> list[Subgroup]:
    """The rows with both sides known."""
    return [
        Subgroup(
            row_name(row, report), row.coverage.workers or 0, row.coverage.participants or 0, row.coverage.uncovered
        )
        for row in report.rows
        if row.coverage.rate is not None
    ]


def sharing(report: Report) -> list[Subgroup]:
    """Those whose uncovered are told (`--suppress` may hide them): workers less participants would be another number.

    Of rows by programme none: they are about the same workers, so that their uncovered are no parts of a whole.
    """
    return [] if PROGRAMME in report.by else [one for one in subgroups_of(report) if one.lacking is not None]


def drawn_holders(report: Report, words: Words, most: int = MOST_DRAWN) -> list[Holder]:
    """The rows that hold any, the largest first; beyond `most` they are added up as others.

    None where `--top` leaves rows out: the shares of the others would reach 100% without them.
    """
    if sum(row.segments for row in report.rows) < report.total.segments:
        return []
    held = [one for one in pareto(sharing(report)) if whole(one.uncovered)]
    if len(held) > most:
        held = others_together(held, most, words("{n:n} others", n=str(len(held) - most + 1)))
    return [replace(one, name=clean(one.name), uncovered=whole(one.uncovered)) for one in held]


def lifted_axis(first: Fraction) -> tuple[Fraction, str]:
    """Where the axis of cumulative shares begins in a native chart, and the format of its marks.

    A small first share would be drawn over the figures at the feet of the columns; below nothing no mark is told.
    """
    return (Fraction(-1, 5), "0%;;0%") if first < Fraction(1, 5) else (Fraction(0), "0%")


def described_shares(held: Sequence[Holder], words: Words) -> str:
    """The chart of the uncovered for readers who cannot see it."""
    return "; ".join(f"{one.name} {words.number(one.uncovered)}" for one in held)
