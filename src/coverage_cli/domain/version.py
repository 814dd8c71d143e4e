"""The program's version, where every layer may ask for it: what is not installed has no distribution to ask."""

from __future__ import annotations

__version__ = "0.1.0"
