"""The same work with pandera on pandas: read two tables, check every row, join, roll up by branch.

    python pandera_table.py POPULATION PARTICIPANTS
"""

import sys

import pandas as pd
import pandera.pandas as pa

NAME = pa.Column(str, pa.Check.str_length(1, 200))
PERIOD = pa.Column(str, pa.Check.str_matches(r"^[0-9]{4}(-(Q[1-4]|[0-9]{2}(-[0-9]{2})?))?$"))
COUNT = pa.Column(int, pa.Check.in_range(0, 10**12))


def table(path: str, measure: str) -> pd.DataFrame:
    """Read and validate one file; the key is unique."""
    schema = pa.DataFrameSchema(
        {"branch": NAME, "segment": NAME, "period": PERIOD, measure: COUNT},
        unique=["branch", "segment", "period"],
        strict=True,
    )
    frame = pd.read_csv(path, dtype={"branch": str, "segment": str, "period": str}, keep_default_na=False)
    return schema.validate(frame, lazy=True)


population = table(sys.argv[1], "workers")
participants = table(sys.argv[2], "participants")
joined = population.merge(participants, on=["branch", "segment"], how="outer", validate="one_to_one")
joined["uncovered"] = (joined["workers"] - joined["participants"]).clip(lower=0)
rolled = joined.groupby("branch", dropna=False)[["workers", "participants", "uncovered"]].sum()
rolled["rate"] = rolled["participants"] / rolled["workers"]
rolled["gap"] = 0.8 - rolled["rate"]
rolled.to_csv(sys.stdout)
