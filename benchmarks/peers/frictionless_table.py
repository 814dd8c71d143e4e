"""The checking alone with frictionless: two tables, every row, the key unique. No join, no roll-up.

python frictionless_table.py POPULATION PARTICIPANTS
"""

import sys

from frictionless import Resource, Schema, system


def check(path: str, measure: str) -> None:
    """Check a file; leave with what is wrong where it is not valid."""
    text = {"type": "string", "constraints": {"required": True, "maxLength": 200}}
    period = {
        "type": "string",
        "constraints": {"required": True, "pattern": r"[0-9]{4}(-(Q[1-4]|[0-9]{2}(-[0-9]{2})?))?"},
    }
    count = {"name": measure, "type": "integer", "constraints": {"required": True, "minimum": 0, "maximum": 10**12}}
    schema = Schema.from_descriptor(
        {
            "fields": [{"name": "branch", **text}, {"name": "segment", **text}, {"name": "period", **period}, count],
            "primaryKey": ["branch", "segment", "period"],
        }
    )
    with system.use_context(trusted=True):
        report = Resource(path=path, schema=schema).validate()
    if not report.valid:
        raise SystemExit(str(report.flatten(["rowNumber", "type"])[:5]))


check(sys.argv[1], "workers")
check(sys.argv[2], "participants")
