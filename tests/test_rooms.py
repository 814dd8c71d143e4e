"""No module has outgrown its one subject, and no room is a long list."""

from __future__ import annotations

from collections import Counter

from tests.conftest import ROOT

LONGEST = 250
MOST = 36


def test_no_module_is_longer_than_a_reader_holds_in_mind():
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in (ROOT / "src").rglob("*.py")
    }
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}


def test_a_room_that_is_a_long_list_has_rooms_of_its_own():
    modules = Counter(path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "src").rglob("*.py"))
    assert {room: count for room, count in modules.items() if count > MOST} == {}


def test_the_way_through_the_house_names_every_room():
    told = (ROOT / "docs/architecture.md").read_text()
    rooms = {path.parent.relative_to(ROOT / "src/coverage_cli") for path in (ROOT / "src").rglob("__init__.py")}
    assert [room for room in sorted(rooms) if room.parts and f"`{room.name}/`" not in told] == []
