"""The lowest versions that the package declares, as constraints: `make lowest` runs the tests with them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

EXTRAS = ("pptx", "xlsx", "plot")


def lowest(project: dict) -> list[str]:
    """Each dependency of a user's installation at its lower bound."""
    wanted = [*project["dependencies"], *(one for name in EXTRAS for one in project["optional-dependencies"][name])]
    return [re.sub(r">=([0-9.]+).*", r"==\1", one) for one in wanted]


if __name__ == "__main__":
    declared = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    print("\n".join(lowest(declared["project"])))
