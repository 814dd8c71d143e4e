"""Coverage-gap calculator for social protection.

`from coverage_cli import gap, side_by_side, check, reconcile, trend, plan` gives the reports of the commands.
They are loaded when they are first used, so that starting the program stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coverage_cli.domain.errors import DataFault, UsageFault
    from coverage_cli.library import (
        GapReport,
        SideBySide,
        TrendReport,
        check,
        gap,
        plan,
        reconcile,
        side_by_side,
        trend,
    )

__version__ = "0.1.0"

__all__ = [
    "DataFault",
    "GapReport",
    "SideBySide",
    "TrendReport",
    "UsageFault",
    "__version__",
    "check",
    "gap",
    "plan",
    "reconcile",
    "side_by_side",
    "trend",
]

_HOMES = {
    "gap": "coverage_cli.library",
    "check": "coverage_cli.library",
    "reconcile": "coverage_cli.library",
    "trend": "coverage_cli.library",
    "plan": "coverage_cli.library",
    "side_by_side": "coverage_cli.library",
    "SideBySide": "coverage_cli.library.reports",
    "TrendReport": "coverage_cli.library.reports",
    "GapReport": "coverage_cli.library.reports",
    "DataFault": "coverage_cli.domain.errors",
    "UsageFault": "coverage_cli.domain.errors",
}


def __getattr__(name: str) -> object:
    """The library's names, imported when they are asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
