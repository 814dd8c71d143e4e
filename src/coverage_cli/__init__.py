"""Coverage-gap calculator for social protection.

`from coverage_cli import gap, side_by_side, check, reconcile, trend, plan` gives the reports of the commands.
They are loaded when they are first used, so that starting the program stays quick.
"""

from __future__ import annotations

from coverage_cli.domain.version import __version__

TYPE_CHECKING = False  # as typing has it, which need not be loaded for this
if TYPE_CHECKING:
    from coverage_cli.domain.errors import DataFault, UsageFault
    from coverage_cli.domain.findings import Finding
    from coverage_cli.domain.rules import Severity
    from coverage_cli.engines.options import Resources
    from coverage_cli.library import (
        CheckReport,
        GapReport,
        PlanReport,
        Reconciliation,
        SideBySide,
        TrendReport,
        check,
        finding_text,
        gap,
        plan,
        reconcile,
        side_by_side,
        trend,
    )

__all__ = [
    "CheckReport",
    "DataFault",
    "Finding",
    "GapReport",
    "PlanReport",
    "Reconciliation",
    "Resources",
    "Severity",
    "SideBySide",
    "TrendReport",
    "UsageFault",
    "__version__",
    "check",
    "finding_text",
    "gap",
    "plan",
    "reconcile",
    "side_by_side",
    "trend",
]

if not TYPE_CHECKING:  # a type checker would take it for a promise that every name is there
    _ELSEWHERE = {
        "DataFault": "coverage_cli.domain.errors",
        "Finding": "coverage_cli.domain.findings",
        "Resources": "coverage_cli.engines.options",
        "Severity": "coverage_cli.domain.rules",
        "UsageFault": "coverage_cli.domain.errors",
    }

    def __getattr__(name: str) -> object:
        """The library's names, imported when they are asked for (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_ELSEWHERE.get(name, "coverage_cli.library")), name)

    def __dir__() -> list[str]:
        """What there is, loaded or not."""
        return sorted({*globals(), *__all__})
