"""The fields that each kind of file has: every other place that lists them takes them from here."""

from __future__ import annotations

from coverage_cli.domain.model import Kind

SIDES = (Kind.POPULATION, Kind.PARTICIPANTS)
"""The two tables of counts that meet; persons are counted into the second one."""
KEYS = ("branch", "segment", "period")
"""What tells rows apart, beside declared dimensions."""
REQUIRED = {
    Kind.POPULATION: (*KEYS, "workers"),
    Kind.PARTICIPANTS: (*KEYS, "participants"),
    Kind.PERSONS: ("participant_id", "branch", "segment", "status", "period"),
}
TABLE_KINDS = tuple(REQUIRED)
"""The kinds of files with rows."""
OPTIONAL = {
    Kind.POPULATION: ("basis", "source", "note"),
    Kind.PARTICIPANTS: ("programme", "source", "note"),
    Kind.PERSONS: ("programme",),
}
PROGRAMME = "programme"
"""What a row of persons is a membership of; rows by it are about the same workers."""
FIELDS = {kind: (*names, *OPTIONAL[kind]) for kind, names in REQUIRED.items()}
MEASURE = {Kind.POPULATION: "workers", Kind.PARTICIPANTS: "participants", Kind.PERSONS: "participant_id"}
"""What is counted, or added up; by its column a header says what its file is."""
OWN = frozenset({*MEASURE.values(), "status", "weight"})
"""What each row says for itself; all else may be a name that it shares with others."""
