"""Identifiers that are numbers, in the forms by which the SQL of every engine knows them."""

from __future__ import annotations

from coverage_cli.domain.records import SHEET_DIGITS

LONGEST_NUMBER = 18
"""Digits; a 1 and so many digits still fit into 64 bits."""
NUMBER = f"[0-9]{{1,{LONGEST_NUMBER}}}"
"""Those that come first in the order of `engines.base.Unlike`."""
LONG = f"[0-9]{{{SHEET_DIGITS + 1},}}"
"""Of more digits than a spreadsheet keeps."""
BARE = f"[0-9]{{{SHEET_DIGITS}}}0+"
"""Those of which it may have made zeros of all others."""
