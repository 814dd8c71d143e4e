"""Several targets or bases side by side, and who is not covered: what `gap` and `export` show beside their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coverage_cli.cli.groups import Rows
from coverage_cli.cli.option_conflicts import BASES, TARGETS, Wants
from coverage_cli.domain.model import Report
from coverage_cli.domain.provenance import Provenance
from coverage_cli.output.style import Style


@dataclass(frozen=True, slots=True)
class Exhibits:
    """What is asked for beside the rows: names where there are several, the rest where it is wanted."""

    targets: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    pareto: bool = False
    measures: bool = False

    @property
    def wants(self) -> Wants:
        """The same, by name."""
        asked = {"--pareto": self.pareto, "--measures": self.measures}
        return {**asked, TARGETS: bool(self.targets), BASES: bool(self.bases)}

    def text(self, reports: Sequence[Report], shown: str, style: Style, made: Provenance | None) -> str:
        """The one report, or all of them side by side, in a format; with what else is asked for below."""
        if self.targets:
            from coverage_cli.output.exhibits.side_by_side import targets_text

            out = targets_text(reports, shown, style)
        elif self.bases:
            from coverage_cli.output.exhibits.bases import bases_text

            out = bases_text(dict(zip(self.bases, reports, strict=True)), shown, style)
        elif made is not None and shown == "html":
            from coverage_cli.output.document import Document
            from coverage_cli.output.page.report import html_text

            out = html_text(Document(reports[0], made, style))
        else:
            from coverage_cli.output.reports import text_of

            out = text_of(reports[0], shown, style)
        if self.pareto or self.measures:
            from coverage_cli.output.exhibits.inequalities import added

            out = added(out, reports[0], shown, style, shares=self.pareto, measured=self.measures)
        return out


def exhibits_of(rows: Rows, *, pareto: bool, measures: bool) -> Exhibits:
    """What is asked for, on the screen and in files. Nothing is loaded for a run that asks for none of it."""
    targets, bases = tuple(rows.target or ()), tuple(rows.basis or ())
    if len(targets) > 1:
        from coverage_cli.config.targets import distinct_targets

        targets = distinct_targets(targets)
    if len(bases) > 1:
        from coverage_cli.output.exhibits.bases import distinct

        bases = tuple(distinct(bases))
    return Exhibits(targets if len(targets) > 1 else (), bases if len(bases) > 1 else (), pareto, measures)
