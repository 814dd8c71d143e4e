"""A published claim: which figures it states, of the whole, of its parts, and of an earlier date."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coverage_cli.analysis.reconcile.digits import DecimalMark, settled_mark
from coverage_cli.analysis.reconcile.figures import parse_figure
from coverage_cli.analysis.reconcile.printed import Figure, FigureError, Kind
from coverage_cli.analysis.reconcile.quantities import (
    CHANGED,
    COUNTS,
    SAID,
    SHARED,
    THEN_CELL,
    WHOLE_CELL,
    Place,
    Quantity,
)
from coverage_cli.analysis.reconcile.words import COUNTED
from coverage_cli.analysis.statement import Argument, Statement
from coverage_cli.domain.phrases import phrase

EXPECTED: Mapping[Quantity, frozenset[Kind]] = {
    Quantity.RATE: frozenset({Kind.PERCENT, Kind.OF_TARGET}),
    Quantity.GAP: frozenset({Kind.POINTS, Kind.PERCENT, Kind.OF_TARGET}),
    **dict.fromkeys(COUNTS, frozenset({Kind.COUNT})),
    **dict.fromkeys((Quantity.TARGET, *SHARED), frozenset({Kind.PERCENT})),
    **dict.fromkeys(CHANGED.values(), frozenset({Kind.COUNT, Kind.PERCENT})),
    Quantity.RATE_CHANGE: frozenset({Kind.POINTS, Kind.PERCENT}),
}
_COUNT_KEYS = frozenset(quantity.value for quantity in COUNTS)
UNNAMED = "claim"
"""The name of a claim that nobody gave one."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts that add up to the whole."""

    id: str
    says: Mapping[Quantity, Figure]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a publication says; `then` holds figures of an earlier date, `change` those from then to now."""

    id: str
    says: Mapping[Quantity, Figure]
    source: str = ""
    parts: tuple[Part, ...] = ()
    then: Mapping[Quantity, Figure] = field(default_factory=dict)
    change: Mapping[Quantity, Figure] = field(default_factory=dict)

    def figures(self) -> dict[Place, Figure]:
        """Every stated figure by its place, in the order of the claim."""
        found = {Place(WHOLE_CELL, quantity): figure for quantity, figure in self.says.items()}
        for part in self.parts:
            found |= {Place(part.id, quantity): figure for quantity, figure in part.says.items()}
        found |= {Place(THEN_CELL, quantity): figure for quantity, figure in self.then.items()}
        return found | {Place(WHOLE_CELL, quantity): figure for quantity, figure in self.change.items()}


@dataclass(frozen=True, slots=True)
class ClaimError:
    """What in a claim cannot be read: the path of keys to it, and the reason with the way out.

    `twice` is whether the fault is the id of a part that another one gives, too.
    """

    claim: str
    path: tuple[str, ...]
    reason: Statement
    twice: bool = False

    def __str__(self) -> str:
        return f"{self.claim}: {'.'.join(self.path)}: {self.reason}"


def read_claim(raw: Mapping[str, object], *, default_id: str = UNNAMED) -> Claim | tuple[ClaimError, ...]:
    """A claim from the plain mapping that a YAML or JSON file holds; every error is returned, none is raised.

    Keys: `id`, `source`, `says`, `parts` (a list of `{id, says}`), `then` and `change`. Values are figures
    as printed.
    """
    name = str(raw.get("id", default_id))
    errors = [*_unknown(raw, ("id", "source", "says", "parts", "then", "change"), name, ())]
    mark = settled_mark(_texts(raw), _heads(raw))
    reader = _Reader(name, mark, errors)
    claim = Claim(
        id=name,
        source=str(raw.get("source", "")),
        says=reader.says(raw.get("says", {}), SAID, ("says",)),
        parts=reader.parts(raw.get("parts", ())),
        then=reader.says(raw.get("then", {}), SAID, ("then",)),
        change={
            CHANGED[q]: f
            for q, f in reader.says(raw.get("change", {}), tuple(CHANGED), ("change",), change=True).items()
        },
    )
    return tuple(errors) if errors else claim


@dataclass(frozen=True, slots=True)
class _Reader:
    claim: str
    mark: DecimalMark | None
    errors: list[ClaimError]

    def refuse(self, path: tuple[str, ...], template: str, **args: Argument) -> None:
        self.errors.append(ClaimError(self.claim, path, Statement(template, args)))

    def says(
        self, raw: object, allowed: tuple[Quantity, ...], path: tuple[str, ...], *, change: bool = False
    ) -> dict[Quantity, Figure]:
        if not isinstance(raw, Mapping):
            self.refuse(path, phrase("expected a map from quantity to figure, such as rate: 67%"))
            return {}
        self.errors.extend(_unknown(raw, tuple(quantity.value for quantity in allowed), self.claim, path))
        found = {}
        for quantity in allowed:
            if quantity.value in raw:
                meant = CHANGED[quantity] if change else quantity
                figure = self.figure(raw[quantity.value], meant, (*path, quantity.value))
                if figure is not None:
                    found[quantity] = figure
        return found

    def figure(self, raw: object, quantity: Quantity, path: tuple[str, ...]) -> Figure | None:
        if isinstance(raw, bool) or not isinstance(raw, str | int):
            # A YAML 2.50 has already lost the zero that says how exact it is.
            self.refuse(path, phrase("{value} is not a figure as printed: put it in quotes"), value=str(raw))
            return None
        change = quantity in CHANGED.values()
        figure = parse_figure(str(raw), EXPECTED[quantity], mark=self.mark, change=change)
        if isinstance(figure, FigureError):
            self.errors.append(ClaimError(self.claim, path, figure.reason))
            return None
        if figure.low < 0 and not quantity.is_signed:
            self.refuse(
                path, phrase("'{text}' is below zero, which this quantity cannot be: check the sign"), text=figure.text
            )
            return None
        if quantity is Quantity.TARGET and figure.low > 1:
            self.refuse(
                path, phrase("a target of '{text}' is above 100%: nobody can be covered twice"), text=figure.text
            )
            return None
        return figure

    def parts(self, raw: object) -> tuple[Part, ...]:
        if not isinstance(raw, list | tuple) or not all(isinstance(part, Mapping) for part in raw):
            self.refuse(("parts",), phrase("expected a list of parts, each with id and says"))
            return ()
        found: list[Part] = []
        for number, part in enumerate(raw, 1):
            name = str(part.get("id", number))
            self.errors.extend(_unknown(part, ("id", "says"), self.claim, ("parts", name)))
            if name in {THEN_CELL, WHOLE_CELL, *(other.id for other in found)}:
                twice = "id" in part and name in [str(other.get("id")) for other in raw[: number - 1]]
                taken = Statement(phrase("the part id '{id}' is taken: give every part its own id"), {"id": name})
                self.errors.append(ClaimError(self.claim, ("parts", name), taken, twice))
                continue
            found.append(Part(name, self.says(part.get("says", {}), (*SAID, *SHARED), ("parts", name, "says"))))
        return tuple(found)


def _unknown(
    raw: Mapping[str, object], allowed: tuple[str, ...], claim: str, path: tuple[str, ...]
) -> Iterator[ClaimError]:
    for key in raw:
        if key not in allowed:
            near = difflib.get_close_matches(str(key), allowed, 1)
            template = phrase("unknown key '{key}': use one of {allowed}")
            if near:
                template = phrase("unknown key '{key}': did you mean '{near}'?")
            args = {"key": str(key), "allowed": ", ".join(allowed), "near": near[0] if near else ""}
            yield ClaimError(claim, (*path, str(key)), Statement(template, args))


def _heads(raw: object) -> Iterable[str]:
    """Every figure of a number of people, without the word for whom it counts."""
    if isinstance(raw, Mapping):
        for key, value in raw.items():
            is_count = isinstance(value, str) and key in _COUNT_KEYS
            yield from [COUNTED.sub("", value.casefold())] if is_count else _heads(value)
    elif isinstance(raw, list | tuple):
        for value in raw:
            yield from _heads(value)


def _texts(raw: object) -> Iterable[str]:
    if isinstance(raw, Mapping):
        for key, value in raw.items():
            if key not in {"id", "source"}:
                yield from _texts(value)
    elif isinstance(raw, list | tuple):
        for value in raw:
            yield from _texts(value)
    elif isinstance(raw, str):
        yield raw
