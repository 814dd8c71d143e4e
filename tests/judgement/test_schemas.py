"""What the commands print as JSON is what their schemas say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.conftest import ROOT

import coverage_cli

SCHEMAS = Path(coverage_cli.__file__).parent / "output" / "schemas"
CLAIMS = str(ROOT / "examples" / "claims" / "published.yaml")
PROJECT = str(ROOT / "examples" / "published")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("reconcile", [CLAIMS]),
        ("reconcile", ["--rate", "67%", "--target", "80%", "--with-data", "--branch", "bali", "--project", PROJECT]),
        ("reconcile", ["--rate", "67%"]),
        ("trend", ["--branch", "kalimantan", "--across-bases", "--project", PROJECT]),
        ("plan", ["--branch", "balikpapan", "--by", "2026", "--premium", "pu=1", "--project", str(ROOT)]),
        ("plan", ["--branch", "kalimantan", "--by", "2026", "--capacity", "not-split=1", "--project", PROJECT]),
    ],
)
def test_output_fits_its_schema(run, name, arguments):
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    found = json.loads(run(name, *arguments, "--format", "json").out)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []


def test_a_claims_file_has_a_schema():
    import yaml

    from coverage_cli.config.claims import ClaimsFile

    schema = ClaimsFile.model_json_schema()
    Draft202012Validator.check_schema(schema)
    published = yaml.safe_load(Path(CLAIMS).read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(published)) == []
    assert list(Draft202012Validator(schema).iter_errors({"claims": []}))
    assert list(Draft202012Validator(schema).iter_errors({"claims": [{"says": {"ratio": "1"}}]}))
