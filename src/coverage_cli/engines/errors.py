"""What an engine cannot do, and what must not be."""

from __future__ import annotations


class EngineError(Exception):
    """The engine cannot split the file into rows; the exact reader says why."""


class UndecidedError(EngineError):
    """Rows are told by more than an engine is asked: by their order, or by a column that it is not given."""


class DisagreementError(Exception):
    """Engine and exact reader count one file differently: a fault in this program, never a choice between them."""
