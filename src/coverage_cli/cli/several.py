"""Several targets or bases side by side, and who is not covered: what `coverage gap` shows beside its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.cli.together import wants_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.cli.groups import Rows
    from coverage_cli.cli.together import Wants
    from coverage_cli.domain.model import Report
    from coverage_cli.domain.provenance import Provenance
    from coverage_cli.output.inequalities import Asked
    from coverage_cli.output.style import Style


@dataclass(frozen=True, slots=True)
class Several:
    """What is asked for beside the rows: names where there are several, the rest where it is wanted."""

    targets: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    asked: Asked | None = None

    @property
    def wants(self) -> Wants:
        """The same, by name."""
        return wants_beside(self.asked or (False, False), self.targets, self.bases)

    def text(self, reports: Sequence[Report], shown: str, style: Style, made: Provenance | None) -> str:
        """The one report, or all of them side by side, in a format; with what else is asked for below."""
        if self.targets:
            from coverage_cli.output.side_by_side import targets_text

            out = targets_text(reports, shown, style)
        elif self.bases:
            from coverage_cli.output.bases import bases_text

            out = bases_text(dict(zip(self.bases, reports, strict=True)), shown, style)
        else:
            from coverage_cli.output.reports import text_of

            out = text_of(reports[0], shown, style, made)
        if self.asked:
            from coverage_cli.output.inequalities import added

            out = added(out, reports[0], shown, self.asked, style)
        return out


def several(rows: Rows, *, pareto: bool, measures: bool) -> Several:
    """What is asked for, on the screen and in files. Nothing is loaded for a run that asks for none of it."""
    asked, targets, bases = None, tuple(rows.target or ()), tuple(rows.basis or ())
    if pareto or measures:
        from coverage_cli.output.inequalities import Asked

        asked = Asked(pareto, measures)
    if len(targets) > 1:
        from coverage_cli.config.targets import distinct_targets

        targets = distinct_targets(targets)
    if len(bases) > 1:
        from coverage_cli.output.bases import distinct

        bases = tuple(distinct(bases))
    return Several(targets if len(targets) > 1 else (), bases if len(bases) > 1 else (), asked)
