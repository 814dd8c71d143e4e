"""The slow, obvious reference: plain csv, plain fractions, no code of the package.

It knows the simplest spelling of the files only, and computes what CONTRACT-like definitions say, cell by cell.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction
from math import ceil


def day_range(period: str) -> tuple[date, date]:
    """First and last day of YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD."""
    year = int(period[:4])
    if len(period) == 4:
        return date(year, 1, 1), date(year, 12, 31)
    if "Q" in period:
        quarter = int(period[-1])
        first, last = quarter * 3 - 2, quarter * 3
    elif len(period) == 7:
        first = last = int(period[5:])
    else:
        return date.fromisoformat(period), date.fromisoformat(period)
    following = date(year + last // 12, last % 12 + 1, 1)
    return date(year, first, 1), date.fromordinal(following.toordinal() - 1)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def figures(workers: int | None, participants: int | None, target: Fraction | None) -> dict:
    known = workers is not None and participants is not None
    rate = Fraction(participants, workers) if known and workers else None
    return {
        "workers": workers,
        "participants": participants,
        "rate": rate,
        "target": target,
        "gap": target - rate if rate is not None and target is not None else None,
        "uncovered": max(0, workers - participants) if known else None,
        "excess": max(0, participants - workers) if known else None,
        "shortfall": max(0, ceil(target * workers) - participants) if known and target is not None else None,
        "status": status(workers, participants, rate, target),
    }


def status(workers, participants, rate, target) -> str:
    if workers is None:
        return "no-population"
    if participants is None:
        return "no-participants"
    if workers == 0:
        return "no-workers"
    if target is None:
        return "no-target"
    return "met" if rate >= target else "below"


def gap(population: str, participants: str, target: Fraction, *, missing_zero: bool = False) -> tuple[dict, dict]:
    """Rows by (branch, segment) and totals by branch (None: all), for each branch's latest participants."""
    workers: dict[str, dict[str, dict[str, int]]] = {}
    covered: dict[str, dict[str, dict[str, int]]] = {}
    for row in rows_of(population):
        workers.setdefault(row["branch"], {}).setdefault(row["period"], {})[row["segment"]] = int(row["workers"])
    for row in rows_of(participants):
        covered.setdefault(row["branch"], {}).setdefault(row["period"], {})[row["segment"]] = int(row["participants"])
    cells: dict[tuple[str, str], dict] = {}
    for branch, vintages in workers.items():
        people: dict[str, int] = {}
        if branch in covered:
            latest = max(covered[branch], key=lambda period: day_range(period)[1])
            people = covered[branch][latest]
            in_time = [vintage for vintage in vintages if day_range(vintage)[0] <= day_range(latest)[1]]
        else:
            in_time = [max(vintages, key=lambda period: day_range(period)[1])]
        for segment, count in vintages[max(in_time, key=lambda period: day_range(period)[0])].items():
            absent = 0 if missing_zero else None
            cells[branch, segment] = figures(count, people.get(segment, absent), target)
    totals = {
        branch: total([cell for (owner, _), cell in cells.items() if owner == branch], target) for branch in workers
    }
    totals[None] = total(list(cells.values()), target)
    return cells, totals


def total(cells: list[dict], target: Fraction) -> dict:
    counted = [cell for cell in cells if cell["participants"] is not None]
    if not counted:
        out = figures(sum(cell["workers"] for cell in cells), None, target)
    else:
        out = figures(sum(c["workers"] for c in counted), sum(c["participants"] for c in counted), target)
        out["uncovered"] = sum(cell["uncovered"] for cell in counted)
        out["excess"] = sum(cell["excess"] for cell in counted)
    return out | {"segments": len(cells), "segments_counted": len(counted), "complete": len(cells) == len(counted)}
