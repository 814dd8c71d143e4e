"""Forms that several engines' SQL has, each from one home; what a cluster runs is looked at as text."""

from __future__ import annotations

import re

from coverage_cli.domain.nik import nik_fault
from coverage_cli.domain.weights import BILLIONTHS, DIGITS
from coverage_cli.engines.duckdb import precision, tables
from coverage_cli.engines.extract import Extract
from coverage_cli.engines.identifiers import BARE, LONG, NUMBER
from coverage_cli.engines.spark import person_sql

EXTRACT = Extract("persons.csv", ("branch",), (1,), 0, 3, weight=2)


def test_the_clusters_form_of_a_nik_is_that_of_the_domain():
    form = re.compile(person_sql.nik_form())
    for year in ("00", "01", "04", "99"):
        for date in range(10_000):
            for serial in ("0000", "0001"):
                text = f"640101{date:04}{year}{serial}"
                assert (form.fullmatch(text) is not None) == (nik_fault(text) is None), text


def test_engines_name_the_same_numbers():
    combinations, unlike = person_sql.combinations(EXTRACT, "people"), person_sql.unlike("people", 3)
    for form, here, there in (
        (LONG, precision.long_sql("person")[0], combinations),
        (BARE, precision.long_sql("person")[1], combinations),
        (NUMBER, tables._FIRST, unlike),
    ):
        assert f"'{form}'" in here
        assert "'\\\\A" + form.replace("{", "{{").replace("}", "}}") + "\\\\z'" in there


def test_a_weight_on_the_cluster_has_the_decimals_of_the_domain():
    assert f"as decimal({2 * DIGITS}, {DIGITS})" in person_sql.used_rows(EXTRACT, "people", doubt=True)
    assert f"* {BILLIONTHS} as bigint" in person_sql.sets("people", weighed=True)
