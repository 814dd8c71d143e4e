"""Names that a user chooses by, against those that the data has."""

from __future__ import annotations

from coverage_cli.analysis.matching import LATEST
from coverage_cli.analysis.rules.suggestions import meant
from coverage_cli.domain.bases import basis_key, in_message
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import PROGRAMME
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.periods.periods import Period, parse_period
from coverage_cli.domain.phrases import Phrase, phrase
from coverage_cli.pipeline.loading import Tables


def chosen_branches(wanted: tuple[str, ...], tables: Tables) -> list[str] | None:
    """Keys of the branches that a user gives, sorted; None where none is given, which means all."""
    return _chosen(wanted, tables, tables.labels[0], phrase("branch"))


def chosen_segments(wanted: tuple[str, ...], tables: Tables) -> frozenset[str] | None:
    """Keys of the segments that a user gives; None where none is given, which means all."""
    keys = _chosen(wanted, tables, tables.labels[1], phrase("segment"))
    return None if keys is None else frozenset(keys)


def _chosen(wanted: tuple[str, ...], tables: Tables, labels: Labels, what: Phrase) -> list[str] | None:
    keys = [name_key(name) for name in wanted]
    for name, key in zip(wanted, keys, strict=True):
        if key not in labels:
            near = meant(key, labels)
            hint = labels.shown(near) if near else ""
            given = {"what": what, "name": name, "near": hint, "plural": {"branch": "branches"}.get(what, f"{what}s")}
            if basis := next((one.basis for one in tables.layouts[Kind.POPULATION] if one.basis), ""):
                raise UsageFault(
                    'there is no {what:phrase} "{name}" among the participants or the workers on the basis "{basis}"'
                    "{near:meant}; coverage list {plural} shows those of every basis",
                    {**given, "basis": tables.population.bases.shown(basis)},
                )
            raise UsageFault(
                'there is no {what:phrase} "{name}" in the data{near:meant}; coverage list {plural} shows them all',
                given,
            )
    return sorted(set(keys)) or None


def period_of(option: str, text: str) -> Period:
    """The period that an option names.

    Raises:
        UsageFault: it is none.
    """
    period = parse_period(text.strip())
    if period is None:
        raise UsageFault(
            '{option} "{period}" is not a period; write 2025, 2025-Q3, 2025-09 or 2025-09-30',
            {"option": option, "period": text},
        )
    return period


def known_participants(wanted: str, tables: Tables) -> str:
    """The period of participants that a user wants: one that the data has, or the latest.

    Raises:
        UsageFault: it is no period, or there are no participants of it.
    """
    if wanted == LATEST:
        return wanted
    known = sorted({group.period for group in tables.participants.table.counts})
    if wanted in known:
        return wanted
    if parse_period(wanted) is None:
        raise UsageFault(
            '{option} "{period}" is not a period; write 2025, 2025-Q3, 2025-09, 2025-09-30 or latest',
            {"option": "--period", "period": wanted},
        )
    raise UsageFault(
        "there are no participants of {period} in the data; there are: {known}",
        {"period": wanted, "known": ", ".join(known) or "-"},
    )


def known_dimensions(wanted: tuple[str, ...], tables: Tables) -> tuple[str, ...]:
    """The fields that a user wants rows by, each once.

    Raises:
        UsageFault: the data has no such field.
    """
    programmes = [PROGRAMME] if tables.people and any(tables.people.names) else []
    known = (*tables.population.table.fields, *programmes)
    for name in wanted:
        if name not in {*known, PROGRAMME}:  # which the cascade refuses where there are none
            if (ours := _field_of(name, tables)) in known:
                raise UsageFault(
                    '{option} "{name}" is the name of a column, which is this project\'s {ours}; write {ours}',
                    {"option": "--by", "name": name, "ours": ours},
                )
            raise UsageFault(
                '{option} "{name}" is not a dimension of the data; known: {known}',
                {"option": "--by", "name": name, "known": ", ".join(known)},
            )
    return tuple(dict.fromkeys(wanted))


def _field_of(name: str, tables: Tables) -> str:
    """The one field that a column of this name is in the files; empty where it is none, or several."""
    columns = [(*one.columns.items(), *one.also.items()) for side in tables.layouts.values() for one in side]
    fields = {ours for pairs in columns for ours, theirs in pairs if name_key(theirs) == name_key(name)}
    return fields.pop() if len(fields) == 1 else ""


def refuse_unknown_basis(tables: Tables, basis: str | None) -> None:
    """Refuse a basis that no row of the population names.

    Raises:
        UsageFault: it is such a one.
    """
    known = tables.population.bases
    if basis is None or basis_key(basis) in known:
        return
    near = nearest(basis_key(basis), known)
    raise UsageFault(
        '{option} "{name}": no row of the population names it{near:meant}; known: {known}',
        {
            "option": "--basis",
            "name": basis,
            "near": known.shown(near) if near else "",
            **(in_message("known", map(known.shown, known)) if [*known] else {"known": "-"}),
        },
    )
