"""Which columns of a file hold its counts."""

from __future__ import annotations

from coverage_cli.config.layout import Layout
from coverage_cli.domain.fields import MEASURE
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.vocabulary import normal


def count_columns(header: Header, layout: Layout) -> list[int]:
    """The places of the columns of counts; in a file of persons that of its identifiers."""
    if layout.wide:
        return [header.named[name] for name in map(normal, layout.wide.columns) if name in header.named]
    return [at for name, at in header.columns.items() if header.kind is not None and name == MEASURE[header.kind]]
