"""No module has outgrown its one subject."""

from __future__ import annotations

from tests.conftest import ROOT

LONGEST = 250


def test_no_module_is_longer_than_a_reader_holds_in_mind():
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in (ROOT / "src").rglob("*.py")
    }
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}
