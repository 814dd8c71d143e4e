"""A claims file: figures as they were published, to be tested against each other.

`ClaimsFile` is the only statement of which keys there are, and the source of the file's JSON Schema; how a
printed figure is read is told in `analysis.reconcile`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, ClassVar, NamedTuple

from pydantic import AfterValidator, Field

from coverage_cli.analysis.reconcile.claim import Claim, ClaimError, read_claim
from coverage_cli.config.folders import is_yaml
from coverage_cli.config.yaml.tree import Sequence, Text, Tree, items_of, value_of
from coverage_cli.config.yaml.validation import Section, WholeFile, fault, load_with_tree
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding, Place, in_order
from coverage_cli.domain.phrases import phrase

Printed = Annotated[
    str | None,
    Field(description="a figure as printed, in quotes", examples=["67%", "48 ribu", "about 2.5 million", "14 points"]),
]


class Says(Section):
    """Figures of the whole, or of an earlier date."""

    rate: Printed = None
    target: Printed = None
    gap: Printed = None
    workers: Printed = None
    participants: Printed = None
    uncovered: Printed = None
    shortfall: Printed = None


class PartSays(Says):
    """Figures of a part, with its shares of the whole."""

    workers_share: Printed = None
    participants_share: Printed = None
    uncovered_share: Printed = None


class Change(Section):
    """Figures of the change from the earlier date to now."""

    rate: Printed = None
    workers: Printed = None
    participants: Printed = None
    uncovered: Printed = None


class PartEntry(Section):
    """One of the parts that add up to the whole."""

    id: str | None = None
    says: PartSays = PartSays()


class About(Section):
    """Which rows of a project's tables a claim is about, for `--with-data`; what is not given means all."""

    branch: str | None = None
    segment: str | None = None
    period: str | None = None
    basis: str | None = None


class ClaimEntry(Section):
    """One publication's figures; `then` holds those of an earlier date."""

    id: str | None = None
    source: str = ""
    about: About = About()
    says: Says = Says()
    parts: tuple[PartEntry, ...] = ()
    then: Says | None = None
    change: Change | None = None


def _some(entries: tuple[ClaimEntry, ...]) -> tuple[ClaimEntry, ...]:
    """Checked last: a minimum length in the type is also reported where an entry is faulty."""
    if not entries:
        raise fault("C105", what=phrase("at least one entry is expected"))
    return entries


class ClaimsFile(WholeFile):
    """The whole file."""

    guide: ClassVar[str] = "reconcile"
    claims: Annotated[tuple[ClaimEntry, ...], AfterValidator(_some), Field(json_schema_extra={"minItems": 1})]


class Stated(NamedTuple):
    """A claim, which rows it is about, and where a file says so."""

    claim: Claim
    about: About
    place: Place | None = None


_FAULTY = phrase("the claims file has errors; nothing was judged")


def read_claims(path: str, shown: str) -> tuple[Stated, ...]:
    """Read a claims file.

    Raises:
        UsageFault: it cannot be opened or read, or has errors; its findings say which and where.
    """
    made, tree, findings = load_with_tree(ClaimsFile, path, shown)
    if made is None or tree is None:
        if not is_yaml(path) and value_of(tree, "claims") is None:
            raise UsageFault(
                "{path:path} is no claims file; if it is an article, its figures are proposed by {text_option} FILE",
                {"path": shown, "text_option": "--text"},
                () if tree else in_order(findings),  # of prose that is YAML by chance they are no faults
            )
        raise UsageFault(_FAULTY, findings=in_order(findings))
    claims: list[Stated] = []
    entries = items_of(value_of(tree, "claims"))
    named = (entries, *(items_of(value_of(entry, "parts")) for entry in entries))
    faults = [finding for several in named for finding in _twice(several)]
    for number, (entry, node) in enumerate(zip(made.claims, entries, strict=True), 1):
        found = read_claim(entry.model_dump(exclude_none=True, exclude={"about"}), default_id=f"claim-{number}")
        if isinstance(found, Claim):
            claims.append(Stated(found, entry.about, _place(node, ("about",))))
        else:
            faults += (_finding(error, _place(node, error.path)) for error in found if not error.twice)
    if faults:
        raise UsageFault(_FAULTY, findings=in_order(faults))
    return tuple(claims)


def claim_of(says: Mapping[str, str]) -> Stated:
    """The claim that options such as `--rate 67%` make.

    Raises:
        UsageFault: a figure cannot be read; the findings name its option.
    """
    found = read_claim({"says": dict(says)})
    if isinstance(found, Claim):
        return Stated(found, About())
    faults = [_finding(error, Place(f"--{error.path[-1]}")) for error in found]
    raise UsageFault("the claim cannot be read; nothing was judged", findings=in_order(faults))


def _finding(error: ClaimError, place: Place) -> Finding:
    reason = error.reason
    filling = tuple((name, str(value)) for name, value in sorted(reason.args.items()))
    return Finding("R101", place, field=error.path[-1], args=(("what", phrase(reason.template)), *filling))


def _place(tree: Tree, path: tuple[str, ...]) -> Place:
    """Where the deepest node stands that the path leads to; a part is found by its id or its number."""
    node = tree
    for step in path:
        following = _item(node, step) if isinstance(node, Sequence) else value_of(node, step)
        if following is None:
            break
        node = following
    return node.place


def _item(sequence: Sequence, step: str) -> Tree | None:
    for number, item in enumerate(sequence.items, 1):
        name = value_of(item, "id")
        if step == (name.text if isinstance(name, Text) else str(number)):
            return item
    return None


def _twice(entries: Iterable[Tree]) -> Iterator[Finding]:
    """A finding for every claim or part whose id another one has: nobody could tell them apart."""
    seen: dict[str, Place] = {}
    for entry in entries:
        name = value_of(entry, "id")
        if isinstance(name, Text):
            if name.text in seen:
                yield Finding("R102", name.place, value=name.text, args=(("first", str(seen[name.text].line)),))
            seen.setdefault(name.text, name.place)
