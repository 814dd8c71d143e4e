"""The same work with dataframely on Polars: every row validated, distinct active persons per branch and segment.

python dataframely_persons.py PERSONS [PATTERN]
"""

import sys

import dataframely as dy
import polars as pl

STATUS = ["active", "inactive"]
PATTERN = sys.argv[2] if sys.argv[2:] else r"^[0-9]{16}$"


class Persons(dy.Schema):
    """One membership of one person."""

    participant_id = dy.String(nullable=False, regex=PATTERN)
    branch = dy.String(nullable=False, min_length=1)
    segment = dy.String(nullable=False, min_length=1)
    status = dy.Enum(STATUS, nullable=False)
    period = dy.String(nullable=False, regex=r"^[0-9]{4}-[0-9]{2}$")


frame = pl.scan_csv(sys.argv[1], infer_schema=False).with_columns(pl.col("status").cast(pl.Enum(STATUS))).collect()
active = Persons.validate(frame).filter(pl.col("status") == "active")
cells = active.group_by("branch", "segment").agg(pl.col("participant_id").n_unique())
print(cells["participant_id"].sum(), active["participant_id"].n_unique())
