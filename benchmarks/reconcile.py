"""Claims of many figures, true and false: the whole command, beside one that judges a claim of three figures."""

from __future__ import annotations

import json

from benchmarks.measure import HEEDLESS, OUT, side_by_side

TEN = [{"workers": f"{40 + 4 * n} ribu", "rate": f"{50 + 2 * n}%"} for n in range(10)]
UNLIKE = [
    {"uncovered": "180,417", "workers": "530 ribu"},
    {"participants_share": "4%", "workers": "325,110"},
    {"participants": "154,543", "participants_share": "6%"},
    {"participants_share": "12.0%", "workers_share": "10%"},
    {"participants": "177 ribu", "uncovered_share": "16%"},
    {"participants_share": "22%", "uncovered": "61,186"},
    {"participants": "179,717", "rate": "23%"},
    {"participants_share": "6%", "workers_share": "8%"},
    {"uncovered_share": "1.4%", "workers_share": "9%"},
    {"uncovered_share": "11%", "workers": "488 ribu"},
]
DATED = {"then": {"rate": "41%", "uncovered": "2.96 juta"}, "change": {"rate": "5 points", "workers": "14.63%"}}


def claim(says: dict[str, str], parts: list[dict[str, str]], **dates: dict[str, str]) -> dict[str, object]:
    """A claim as its file holds it."""
    named = [{"id": f"p{number}", "says": said} for number, said in enumerate(parts)]
    return {"id": "claim", "says": says, "parts": named, **dates}


def provinces() -> dict[str, object]:
    """Thirty-eight parts with all their figures, and a total with a thousand workers too many."""
    counts = [(100_003 + 53_017 * n, 40_001 + 31_013 * n) for n in range(38)]
    parts = [
        {"workers": f"{workers:,}", "participants": f"{covered:,}", "rate": f"{100 * covered / workers:.1f}%"}
        for workers, covered in counts
    ]
    total = sum(workers for workers, _ in counts)
    return claim({"workers": f"{total + 1000:,}", "participants": f"{sum(p for _, p in counts):,}"}, parts)


CLAIMS = {
    "22 figures, consistent": claim({"workers": "580 ribu", "rate": "60%"}, TEN),
    "22 figures, consistent-if": claim({"workers": "600 ribu", "participants": "360 ribu"}, TEN),
    "22 figures, inconsistent": claim({"workers": "900 ribu", "rate": "60%"}, TEN),
    "26 unlike, two dates, consistent": claim({"gap": "19 points", "participants": "2,612,490"}, UNLIKE, **DATED),
    "27 unlike, two dates, inconsistent": claim(
        {"gap": "19 points", "participants": "2,612,490", "rate": "57%"}, UNLIKE, **DATED
    ),
    "116 figures, inconsistent": provinces(),
}

BOUNDS = {"116 figures, inconsistent": 2}
"""Seconds, where it is not one."""


def main(runs: int = 5) -> None:
    """Print medians of whole processes, and what the judging took over start-up."""
    OUT.mkdir(exist_ok=True)
    commands = {"three figures": ["--rate", "67%", "--target", "80%", "--gap", "14"]}
    for name, told in CLAIMS.items():
        path = OUT / f"claim-{name.replace(' ', '-').replace(',', '')}.yaml"
        path.write_text(json.dumps({"claims": [told]}))
        commands[name] = [str(path)]
    taken = side_by_side({name: [*HEEDLESS, "reconcile", *given] for name, given in commands.items()}, runs)
    short = taken["three figures"]
    for name, measured in taken.items():
        over = measured.seconds - short.seconds
        print(f"  {name:34} {measured}   {over:5.2f} s over the claim of three (bound {BOUNDS.get(name, 1):.2f})")


if __name__ == "__main__":
    main()
