"""Whether the rows of a file that nobody described are persons, and who, in which state and of which weight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from coverage_cli.config.draft import COUNTS
from coverage_cli.domain.records import SIMPLE_IDENTIFIER, STATUS_WORDS
from coverage_cli.intake.headers.roles import COUNTING, HINTS, are_dates, is_flag, is_identifier, may_count, spoken
from coverage_cli.intake.headers.vocabulary import FIELD_OF, normal
from coverage_cli.intake.peek import Peek

_WEIGHTS = (
    *("weig", "bobot", "penimbang", "wgt", "gewicht", "poids", "pondera", "pondéra", "amostral", "muestral"),
    *("expansi", "expansã", "trọng_số", "quyền_số"),
)
_SHORT_WEIGHTS = {"wt", "wts", "wght", "fwt", "pwt", "hhwt", "perwt", "finalwt", "weind", "wert"}
"""In a name, cut short as in `FINAL_WEIG`, and as whole words of it, as statistics programs and BPS name them."""
_NUMBER = re.compile(r"[0-9]*[.,]?[0-9]+")
RUNNING = {"no", "nomor", "nr", "no_urut", "nomor_urut", "urut", "urutan"}
"""Names of the numbers of a file's lines, which say nothing about a person."""
_NUMBERING = {"id", "pid", "hhid", "uid", "no", "nomor", "number", "num", "nr"}
_OF_ONE = {"pid", "person", "individual", "respondent", "responden", "member", "peserta"}
_OF_SEVERAL = {"hhid", "hh", "household", "ruta", "employer", "perusahaan"}
_PEOPLE = {"orang", "jiwa", "people", "persons"}
"""What is counted, by whatever name of the table's side."""
_NEARLY = 0.9
_YES_AND_NO = {"yes", "no", "y", "n", "ya", "tidak", "sim", "não", "sí", "si", "oui", "non", "có", "không"}
_MOST_ANSWERS = 3
"""Of a question that is answered by yes or no: with a third for those who do not know."""


def lists_persons(seen: Peek) -> bool:
    """Whether a file of participants has a row a person: columns say who or what weight, and none how many."""
    if (sure := identifier(seen)) is not None:
        return not _counted(seen, sure=is_identifier(sure, ()))
    if _tallied(seen):
        return False
    if state(seen, seen.names) is None:  # of a survey it is to be asked which of its answers says it
        return bool(weights(seen)) and who(seen) is not None
    return bool(weights(seen) or _nearly_distinct(seen))


def identifier(seen: Peek) -> str | None:
    """The column that surely says who a row is about; a citizen's number, if there are several."""
    found = [name for name in seen.names if name and is_identifier(name, seen.cells(name))]
    return next((name for name in found if "nik" in spoken(name)), found[0] if found else None)


def who(seen: Peek) -> str | None:
    """The column that says who a row is about, be it by numbers of the file's own."""
    if sure := identifier(seen):
        return sure
    found = _best(_exact(seen, [(name,) for name in _numbers(seen)]) if weights(seen) else _nearly_distinct(seen))
    return found[0] if found else None


def together(seen: Peek) -> tuple[str, ...]:
    """Two columns that say who a row is about only together, such as a household and the number of its member."""
    numbers = _numbers(seen)
    pairs = [(one, other) for at, one in enumerate(numbers) for other in numbers[at + 1 :]]
    return next(iter(_exact(seen, pairs)), ())


def weights(seen: Peek) -> list[str]:
    """The columns of survey weights, the final one alone where there are several."""
    found = [
        name
        for name in seen.names
        if (any(word in normal(name) for word in _WEIGHTS) or spoken(name) & _SHORT_WEIGHTS)
        and "weighted" not in normal(name)
        and seen.holds(name, _NUMBER.fullmatch)
    ]
    final = [name for name in found if spoken(name) & {"final", "akhir"}]
    return final if len(final) == 1 else found


def state(seen: Peek, free: Iterable[str]) -> str | None:
    """The only column that says whether a person is covered: by its name, its words, 0 and 1, or yes and no.

    In a survey, which has weights, what is asked goes before other states, such as that of an employment.
    """
    names = [name for name in free if name and not are_dates(seen.cells(name))]
    answers = [name for name in names if 1 < len(set(seen.cells(name))) <= _MOST_ANSWERS]
    flags = [name for name in names if is_flag(cells := seen.cells(name)) or _are_yes_or_no(cells)]
    for found in (
        [name for name in names if FIELD_OF.get(normal(name)) == "status"],
        [name for name in answers if spoken(name) & HINTS["participants"]] if weights(seen) else [],
        [name for name in names if spoken(name) & HINTS["status"]],
        [name for name in names if seen.holds(name, lambda cell: cell.casefold() in STATUS_WORDS)],
        flags if weights(seen) else [],
    ):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _are_yes_or_no(cells: Sequence[str]) -> bool:
    return bool(cells) and {cell.casefold() for cell in cells} <= _YES_AND_NO


def _counted(seen: Peek, *, sure: bool) -> bool:
    """Whether a column counts participants; where rows are not surely persons, any column that counts will do."""
    return any(
        (FIELD_OF.get(normal(name)) == "participants" or (not sure and spoken(name) & COUNTING))
        and seen.counts(name)
        and may_count(name, seen.cells(name))
        and set(seen.cells(name)) - {"0", "1"}  # of one person
        for name in seen.names
    )


def _tallied(seen: Peek) -> bool:
    """Whether a column's name says in whatever words that it counts people, and its cells are no answers."""
    words = _PEOPLE.union(*(HINTS[field_name] for field_name in COUNTS))
    return _counted(seen, sure=False) or any(
        (FIELD_OF.get(normal(name)) in COUNTS or spoken(name) & words)
        and seen.counts(name)
        and may_count(name, cells := seen.cells(name))
        and len(set(cells)) > _MOST_ANSWERS
        for name in seen.names
    )


def _numbers(seen: Peek) -> list[str]:
    """The columns that may hold numbers of persons: by their name, or because letters and digits stand in them."""
    return [
        name
        for name in seen.names
        if name
        and normal(name) not in RUNNING
        and len(cells := seen.cells(name)) == len(seen.columns[0])
        and (spoken(name) & _NUMBERING or seen.holds(name, lambda cell: not cell.isdigit() and not cell.isalpha()))
        and all(re.fullmatch(SIMPLE_IDENTIFIER, cell) and any(map(str.isdigit, cell)) for cell in cells)
        and not are_dates(cells)
    ]


def _nearly_distinct(seen: Peek) -> list[tuple[str, ...]]:
    return [(name,) for name in _numbers(seen) if len(set(seen.cells(name))) >= _NEARLY * len(seen.cells(name))]


def _exact(seen: Peek, keys: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Those columns, alone or together, of which no two rows say the same; in several rounds, no two of one round."""
    rounds = [name for name in seen.names if spoken(name) & HINTS["period"]]
    return [
        key
        for key in keys
        if any(_distinct(seen, (*key, *more)) for more in ((), *((name,) for name in rounds if name not in key)))
    ]


def _distinct(seen: Peek, names: Sequence[str]) -> bool:
    rows = list(zip(*map(seen.column, names), strict=True))
    return len(set(rows)) == len(rows)


def _best(found: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Of columns that would all do, the one that speaks of a person and not of a household."""
    return min(found, key=lambda key: (not spoken(key[0]) & _OF_ONE, bool(spoken(key[0]) & _OF_SEVERAL)), default=())
