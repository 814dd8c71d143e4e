"""What a header lacks: columns of fields, and those that the configuration names; how each is given otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from coverage_cli.config.layout import Layout
from coverage_cli.domain.fields import KEYS, MEASURE, REQUIRED
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.phrases import Phrase, phrase
from coverage_cli.intake.headers.part_names import way_of_two
from coverage_cli.intake.headers.roles import names_no_count
from coverage_cli.intake.headers.vocabulary import ALIASES, longer, normal

_CONSTANT = phrase("; where all rows have one and the same, write constants: {{{name}: ...}}")
_WIDE = phrase("; where each column of counts is one segment, or one period, declare wide:")
MAP_IT = phrase(", or map it with --column FIELD=YOUR_COLUMN, or under columns: in config/sources.yaml")
_MAP_STATUS = phrase(
    ", or map it with --column FIELD=YOUR_COLUMN, or under columns: in config/sources.yaml; where all rows have one "
    "and the same, write constants: {{status: ...}}"
)
_MAP_EITHER = phrase(
    ", or map it with --column FIELD=YOUR_COLUMN, or under columns: in config/sources.yaml; where each row is a "
    "person, it is the field participant_id that lacks its column"
)
_MAP_DIMENSION = phrase(
    ", or map it under columns: in config/sources.yaml; where all rows have one and the same, write constants: "
    "{{{name}: ...}}; where a file does not tell it, take it out of dimensions:, and add its parts up in the others "
    "with aggregate: sum"
)
_SETTING = phrase(", or correct the name in config/sources.yaml, where a setting asks for this column")


def lacked(
    layout: Layout,
    kind: Kind,
    columns: Collection[str],
    given: Collection[str],
    names: Mapping[str, str],
    spare: Mapping[str, str],
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """What is lacking, each with what fills its finding; `columns` are the fields that have one, `given` need none.

    `names` are the header's names by their normal form, `spare` those that nothing uses.
    """
    for name in dict.fromkeys((*REQUIRED[kind], *layout.dimensions)):
        if name not in columns and name not in given:
            wanted = (normal(layout.columns[name]),) if name in layout.columns else ()
            words = (*wanted, name, *ALIASES.get(name, ()))
            likely = [own for own in spare if name != MEASURE[kind] or not names_no_count(name, own)]
            near = next((found for word in words if (found := nearest(word, likely) or longer(word, likely))), None)
            told = spare[near] if near else ""
            way = _way_out(name, told, [*spare.values()])
            yield name, (("near", told), *way, ("also", _how(name, layout, columns)))
    two, wide = layout.period_columns, layout.wide
    asked = [*layout.leave_out, *layout.only, *layout.fill_down]
    headers = (*(two.headers if two else ()), *asked, *(wide.columns if wide else ()))
    absent = [name for name in headers if normal(name) not in names and name not in columns]
    if layout.weight and "weight" not in columns:
        absent.append(layout.weight)
    for name in absent:
        near = nearest(normal(name), [*spare, *names, *columns])
        yield name, (("near", names.get(near, near) if near else ""), ("also", _SETTING))


def _how(name: str, layout: Layout, columns: Collection[str]) -> Phrase:
    """How a field is mapped to a column, or does without."""
    if name in layout.dimensions:
        return _MAP_DIMENSION
    if name == MEASURE[Kind.PARTICIPANTS] and "status" in columns:
        return _MAP_EITHER
    return _MAP_STATUS if name == "status" else MAP_IT


def _way_out(name: str, near: str, spare: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """How a field is given where it has no column; nothing where a name `near` is probably meant.

    `spare` are the columns that nothing uses.
    """
    if name == "period" and (two := way_of_two(spare, spare)):
        return two
    if near:
        return ()
    if name in KEYS:
        return (("way", _CONSTANT),)
    return (("way", _WIDE),) if name in {"workers", "participants"} and len(spare) > 1 else ()
