"""Sentences of the core and exact numbers in a language, under the names that tables side by side know them by."""

from __future__ import annotations

from coverage_cli.analysis.statement import amount_text
from coverage_cli.domain.wording import decimal_text, scaled_text

__all__ = ["amount_text", "decimal_text", "scaled_text"]
