"""Prompts that are answered, as on a terminal."""

from __future__ import annotations

import sys

import pytest


@pytest.fixture
def answering(monkeypatch):
    """Has prompts (`about` something) answered one after the other, further ones with nothing; gives those shown."""

    def answer(*answers, about=""):
        prompts, left = [], iter(answers)

        def prompt(text, **_):
            prompts.append(text)
            return next(left, "") if about in text else ""

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr("typer.prompt", prompt)
        return prompts

    return answer
