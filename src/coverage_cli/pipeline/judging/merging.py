"""Findings that are merged into one where many branches of a file have the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coverage_cli.domain.model import Group
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.phrases import phrase
from coverage_cli.pipeline.judging.policy import Judged

_BEHIND = "X107"
_SEVERAL = phrase("{branches:n|branch|branches} ({names:names})")


def merged(judged: list[Judged], labels: Sequence[Labels]) -> list[Judged]:
    """The findings; with a single one for all branches of a file that lack the same vintage of workers.

    Until they are told each branch has its own, because exceptions and tables are about single branches.
    """
    behind = [(one.key.group, one) for one in judged if one.key and one.finding.code == _BEHIND]
    if len(behind) < 2:  # noqa: PLR2004 - one is none of several
        return judged
    return [*(one for one in judged if one.finding.code != _BEHIND), *_together(behind, labels[0])]


def _together(behind: list[tuple[Group, Judged]], branches: Labels) -> Iterator[Judged]:
    alike: dict[tuple[object, ...], dict[str, Judged]] = {}
    for group, one in sorted(behind, key=lambda pair: pair[1].finding.order):
        # What most branches have, and these lack, is one and the same for all of them.
        where = one.finding.place.path, one.finding.severity, group.period
        alike.setdefault(where, {}).setdefault(group.branch, one)
    for found in alike.values():
        first, *others = found.values()
        names = "\n".join(map(branches.shown, found))
        several = {"branch": _SEVERAL, "branches": str(len(found)), "names": names}
        args = tuple(sorted((dict(first.finding.args) | several).items()))
        yield first._replace(finding=first.finding._replace(args=args)) if others else first
