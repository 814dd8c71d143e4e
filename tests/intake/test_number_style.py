"""What a column's first decisive cell settles stays settled."""

from __future__ import annotations

from coverage_cli.intake.numbers import ColumnStyle


def test_a_later_cell_never_changes_what_was_settled():
    style = ColumnStyle()
    style.learn("48.000", 2)  # two readings: no evidence
    assert (style.decided, style.witness) == (None, "")
    style.learn("1,000,000", 3)
    style.learn("1.000.000", 4)
    assert (style.decided, style.witness, style.witness_line) == ("en", "1,000,000", 3)
    assert style.contradicts("1.000.000")
