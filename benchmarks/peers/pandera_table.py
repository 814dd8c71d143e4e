"""The same work with pandera on pandas: read two tables, check every row, join, roll up by branch.

    python pandera_table.py same-rules|lean POPULATION PARTICIPANTS

`same-rules` checks what this project checks of every cell: text first, whole numbers in plain digits, names
without control characters, periods, keys unique. `lean` lets pandas read the numbers, as most people would.
"""

import sys

import pandas as pd
import pandera.pandas as pa

LEAN = sys.argv[1] == "lean"
NAME = pa.Column(
    str, pa.Check.str_length(1, 200) if LEAN else pa.Check.str_matches(r"^[^\x00-\x1f\x7f-\x9f\u200b-\u200f]{1,200}$")
)
PERIOD = pa.Column(str, pa.Check.str_matches(r"^[0-9]{4}(-(Q[1-4]|[0-9]{2}(-[0-9]{2})?))?$"))
COUNT = (
    pa.Column(int, pa.Check.in_range(0, 10**12))
    if LEAN
    else pa.Column(str, pa.Check.str_matches(r"^(0|[1-9][0-9]{0,12})$"))
)


def table(path: str, measure: str) -> pd.DataFrame:
    """Read and validate one file; the key is unique."""
    schema = pa.DataFrameSchema(
        {"branch": NAME, "segment": NAME, "period": PERIOD, measure: COUNT},
        unique=["branch", "segment", "period"],
        strict=True,
    )
    text = dict.fromkeys(("branch", "segment", "period", *(() if LEAN else (measure,))), str)
    frame = schema.validate(pd.read_csv(path, dtype=text, keep_default_na=False), lazy=True)
    return frame.astype({measure: "int64"})


population = table(sys.argv[2], "workers")
participants = table(sys.argv[3], "participants")
joined = population.merge(participants, on=["branch", "segment"], how="outer", validate="one_to_one")
joined["uncovered"] = (joined["workers"] - joined["participants"]).clip(lower=0)
rolled = joined.groupby("branch", dropna=False)[["workers", "participants", "uncovered"]].sum()
rolled["rate"] = rolled["participants"] / rolled["workers"]
rolled["gap"] = 0.8 - rolled["rate"]
rolled.to_csv(sys.stdout)
