"""Colours of charts: apart for colour-blind readers (Okabe and Ito), and apart in grey by their lightness."""

MET = "0072B2"
BELOW = "E69F00"
NEUTRAL = "8C8C8C"
"""Where no target applies."""
TOTAL = "1F1F1F"
LINE = "000000"
"""The target, and cumulative shares."""
INK = "1A1A1A"
FAINT = "D9D9D9"
PAPER = "FFFFFF"
SERIES = (NEUTRAL, MET, BELOW, TOTAL, "56B4E9", "D55E00")
"""What stands side by side, the first for where things stand today."""


def of_series(count: int) -> tuple[str, ...]:
    """Colours for so many series; the darkest again for more than there are. One alone is what is lacking."""
    if count == 1:
        return (BELOW,)
    return tuple(SERIES[at] if at < len(SERIES) else TOTAL for at in range(count))
