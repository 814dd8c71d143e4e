"""Texts as they may stand in YAML."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
_SENTENCE = re.compile(r"[A-Za-z_][A-Za-z0-9_./,-]*(?: +[A-Za-z0-9_./,-]+)*")
_RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"}


def scalar(text: str, *, alone: bool = False) -> str:
    """A YAML scalar that is this text and nothing else; where it is `alone` on its line it may be a sentence."""
    plain = (_SENTENCE if alone else _PLAIN).fullmatch(text) and text.casefold() not in _RESERVED
    return text if plain else json.dumps(text, ensure_ascii=False)
