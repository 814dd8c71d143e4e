"""SQL over a cluster's rows: identifiers proved, combinations and people counted.

Names are ours; values stand in literals or in frames; a frame is named in braces.
"""

from __future__ import annotations

from collections.abc import Sequence

from coverage_cli.domain import nik, weights
from coverage_cli.domain.records import LONGEST_SIMPLE, MASK, SIMPLE_IDENTIFIER, SIMPLE_PLACEHOLDERS
from coverage_cli.engines.choosing import kept, meant
from coverage_cli.engines.extract import Extract
from coverage_cli.engines.identifiers import BARE, LONG, NUMBER
from coverage_cli.engines.spark import line_sql
from coverage_cli.engines.spark.line_sql import ORDER, literal


def person_rows(extract: Extract, rows: str, *, is_nik: bool) -> str:
    """The rows as person `p`, texts `t0`, ... and weight `w` with a decimal point.

    `whole` says whether a row has the right width; `sure` and `weighed`, whether `p` and `w` are proved.
    """
    whole = f"size(cells) = {extract.width}"
    cells = {"p": extract.identifier, **dict(zip(names(extract), extract.places, strict=True))}
    if extract.weight is not None:
        cells["w"] = extract.weight
    taken = ", ".join(f"if({whole}, cells[{place}], null) as {name}" for name, place in cells.items())
    pointed = taken if extract.mark == "." else taken.replace(f"cells[{extract.weight}]", _swapped(extract.weight))
    weighed = "true" if extract.weight is None else f"whole and {_is('w', weights.FORM)}"
    stays = f"not whole or {kept(extract.sieves, _cell, _text)}" if extract.sieves else "true"
    return (
        "select *, sure and weighed as proved from "
        f"(select *, whole and {_proof(is_nik=is_nik)} as sure, {weighed} as weighed from "
        f"(select *, {whole} as whole, {pointed} from ({rows})) "
        f"where (whole or not line rlike {literal(_BLANK)}) and ({stays}))"
    )


def counted(extract: Extract, rows: str) -> str:
    """How many rows of the right width there are by the texts that choices may mean."""
    texts = ", ".join(f"{meant(one, _cell(one.place), _text)} as m{at}" for at, one in enumerate(extract.choices))
    names_ = ", ".join(f"m{at}" for at in range(len(extract.choices)))
    return (
        f"select {names_}, count(*) as rows from "
        f"(select {texts} from ({rows}) where size(cells) = {extract.width}) group by {names_}"
    )


def _cell(place: int) -> str:
    return f"cells[{place}]"


def _text(text: str) -> str:
    return literal(braced(text))


_BLANK = r"(?U)\A[\s\x1c-\x1f]*\z"
"""Nothing but what Python takes for white space: no row, unless its blanks are cells."""
_FILLED = r"\S"
_DECIMAL = f"decimal({2 * weights.DIGITS}, {weights.DIGITS})"


_DIGITS = f"[0-9]{{1,{LONGEST_SIMPLE}}}"


def _is(column: str, form: str) -> str:
    """The condition that all of a text has a form."""
    whole = literal(braced(rf"\A{form}\z"))
    return f"{column} rlike {whole}"


def _swapped(column: int | None) -> str:
    return f"translate(cells[{column}], '.,', ',.')"


def braced(text: str) -> str:
    """The text in a query, where single braces would name a frame."""
    return text.replace("{", "{{").replace("}", "}}")


def names(extract: Extract) -> list[str]:
    """The names of the columns of texts."""
    return [f"t{at}" for at in range(len(extract.places))]


def _proof(*, is_nik: bool) -> str:
    """The condition that the model takes an identifier as it is: plain letters and digits, or a NIK."""
    if is_nik:
        return _is("p", nik_form())
    return (
        f"({_is('p', _DIGITS)} or {_is('p', SIMPLE_IDENTIFIER)} "
        f"and not contains(lower(p), '{MASK}') and lower(p) not in ({', '.join(map(literal, SIMPLE_PLACEHOLDERS))}))"
    )


def nik_form() -> str:
    """A regular expression of Java for a NIK: six digits, a date of birth (40 added to a woman's day), a serial."""
    leap = "|".join(f"{year:02}" for year in range(0, 100, nik.LEAP))
    born, leap_days = "|".join(nik.common_dates()), "|".join(nik.LEAP_DAYS)
    return rf"[0-9]{{6}}(?:(?:{born})[0-9][0-9]|(?:{leap_days})(?:{leap}))(?!0000)[0-9]{{4}}"


def combinations(extract: Extract, people: str) -> str:
    """The texts that occur together, in how many rows, in how many of these the identifier is proved, and the first.

    Of the proved ones also the counts of `engines.base.Long`; of all sure ones `surveyed.Forms`. In Parquet also,
    how many may be comments.
    """
    listed = _listed(extract)
    comments = line_sql.commented("cells[0]") if extract.unread and extract.columnar else "false"
    long, bare = (f"count_if(proved and {_is('p', form)})" for form in (LONG, BARE))
    return (
        f"select whole, {listed}, count(*) as rows, count_if(proved) as proved, {long} as long, {bare} as bare, "
        f"count_if(sure and not {_is('p', _DIGITS)}) as lettered, "
        "count_if(sure and startswith(p, '0')) as led, "
        "min(if(sure, length(p), null)) as shortest, max(if(sure, length(p), null)) as longest, "
        f"count_if({comments}) as commented, "
        f"min({ORDER}) as first from ({people}) group by whole, {listed}"
    )


def unproved(extract: Extract, people: str, column: str) -> str:
    """The distinct identifiers (`p`) or weights (`w`) that only the model can judge, in rows of valid texts."""
    proof = {"p": "sure", "w": "weighed"}[column]
    return (
        f"select distinct {column} as text from ({people}) join {{valid}} using ({_listed(extract)}) where not {proof}"
    )


def used_rows(extract: Extract, people: str, *, doubt: bool) -> str:
    """The valid rows: person, the number that `valid` gives their texts, and the weight.

    With `doubt`, some identifiers are only `known`, and some weights only `sized`.
    """
    found = f"from ({people}) join {{valid}} using ({_listed(extract)})"
    weight = (
        "" if extract.weight is None else f", cast({'coalesce(size, w)' if doubt else 'w'} as {_DECIMAL}) as weight"
    )
    if not doubt:
        return f"select p as person, number{weight} {found} where proved"
    return f"select if(sure, p, value) as person, number{weight} {found} {_asked(extract)} where {_taken(extract)}"


def refused_rows(extract: Extract, people: str) -> str:
    """The other rows, with all their cells."""
    return (
        f"select block, at, line, cells from ({people}) left join {{valid}} using ({_listed(extract)}) "
        f"{_asked(extract)} where number is null or not coalesce({_taken(extract)}, false)"
    )


def filled_rows(people: str, columns: Sequence[int]) -> str:
    """The first row in which each of these cells is not empty, NULL where it is in none."""
    firsts = (f"min(if(cells[{at}] rlike {literal(_FILLED)}, at, null)) as c{at}" for at in columns)
    return f"select {', '.join(firsts)} from ({people})"


def _asked(extract: Extract) -> str:
    """What the model made of the texts that it was asked about."""
    weights_ = "" if extract.weight is None else " left join {sized} on not weighed and w = weight_text"
    return f"left join {{known}} on not sure and p = raw{weights_}"


def _taken(extract: Extract) -> str:
    weight = "" if extract.weight is None else " and (weighed or size is not null)"
    return f"(sure or value is not null){weight}"


def read_cells(extract: Extract) -> str:
    """A row's cells, those that are not read empty."""
    cells = (_cell(at) if at in extract.read else "''" for at in range(extract.width))
    return f"array({', '.join(cells)}) as cells"


def people_rows(people: str, identifiers: Sequence[str], column: str) -> str:
    """Rows among which are all of these people's, in the file's order, with a column of what they hold."""
    named = " or ".join(f"contains(p, {literal(braced(text))})" for text in identifiers)
    return f"select block, at, {column} from ({people}) where {named} order by block, at"


def _listed(extract: Extract) -> str:
    return ", ".join(names(extract))


def by_number(used: str) -> str:
    """How many valid rows have each number."""
    return f"select number, count(*) as rows from ({used}) group by number"


def by_person(used: str, *, weighed: bool) -> str:
    """Each person in each cell with the rows that say so, then each person once, by sums of fixed width alone.

    `cells` is how many, `least` and `most` the first and the last of them; with weights, their least and largest too.
    """
    each = ", min(weight) as light, max(weight) as heavy" if weighed else ""
    whole = ", min(light) as light, max(heavy) as heavy" if weighed else ""
    return (
        "select person, count(number) as cells, min(number) as least, max(number) as most, "
        f"sum(if(number is null, 0, times)) as rows{whole} from ({_pairs(used, each)}) group by person"
    )


def _pairs(used: str, more: str) -> str:
    # Shuffled once, by person: that serves both groupings.
    return (
        f"select person, number, count(*) as times{more} from (select * from ({used}) distribute by person) "
        "group by person, number"
    )


PAIR = 2
"""Cells of a set that its first and its last cell say."""
_WEIGHT_SUMS = (
    ", cast(floor(sum(light)) as bigint) as whole, "
    f"cast((sum(light) - floor(sum(light))) * {weights.BILLIONTHS} as bigint) as rest"
)
"""What people weigh: whole people, and billionths of one."""


def sets(people: str, *, weighed: bool) -> str:
    """How many people belong to exactly so many cells, of which these are the first and the last: up to two say all."""
    weight = _WEIGHT_SUMS if weighed else ""
    return (
        f"select cells, least, most, count(*) as people, sum(rows) as rows{weight} from ({people}) "
        "where cells > 0 group by cells, least, most"
    )


def larger_sets(used: str, *, weighed: bool) -> str:
    """How many people belong to exactly a set of three or more cells, who are few."""
    each, whole, weight = (", min(weight) as light", ", min(light) as light", _WEIGHT_SUMS) if weighed else ("", "", "")
    found = (
        f"select person, array_sort(collect_list(number)) as cells, sum(if(number is null, 0, times)) as rows{whole} "
        f"from ({_pairs(used, each)}) group by person having count(number) > {PAIR}"
    )
    return f"select cells, count(*) as people, sum(rows) as rows{weight} from ({found}) group by cells"


def unlike(people: str, most: int) -> str:
    """The first people with unlike weights, in the order of `engines.base.Unlike`, and how many there are."""
    return (
        f"select person, count(*) over () as persons from ({people}) where light <> heavy "
        f"order by not {_is('person', NUMBER)}, length(person), person limit {most}"
    )
