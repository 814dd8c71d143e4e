"""YAML as plain text with places: what YAML 1.1 would turn into something else stays what was written.

Nothing is resolved (`no` is not False, `0120` is not 80, `1:20` is not 80): every scalar is its text, with the
line and column where it stands. `config.yaml.reader` makes such trees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding, Place, in_order


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written, with or without quotes."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Tree, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys in their order, each with its place and value."""

    entries: tuple[tuple[Text, Tree], ...]
    place: Place

    def __iter__(self) -> Iterator[tuple[Text, Tree]]:
        return iter(self.entries)


Tree = Text | Sequence | Mapping


def value_of(tree: Tree | None, key: str) -> Tree | None:
    """What stands under a key; None where the tree is no mapping, or has no such key."""
    entries = tree.entries if isinstance(tree, Mapping) else ()
    return next((value for name, value in entries if name.text == key), None)


def items_of(tree: Tree | None) -> tuple[Tree, ...]:
    """The items of a list; what is none is the only one."""
    return tree.items if isinstance(tree, Sequence) else () if tree is None else (tree,)


def configuration_fault(findings: list[Finding]) -> UsageFault:
    """A configuration with errors: the run does not start."""
    return UsageFault("the configuration has errors; nothing was computed", findings=in_order(findings))
