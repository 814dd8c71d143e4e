"""The pages for users, which travel with the package: who installed it has no docs/ beside it."""

from __future__ import annotations

from pathlib import Path

PAGES = (
    "panduan",
    "reading",
    "targets",
    "measures",
    "trend",
    "plan",
    "reconcile",
    "slides",
    "scale",
    "ci",
    "library",
)
"""In the order of their list; `pyproject.toml` puts each into the wheel."""
_PACKAGE = Path(__file__).parents[1]


def page(name: str) -> str:
    """One of `PAGES`, as Markdown."""
    return (_folder() / f"{name}.md").read_text(encoding="utf-8")


def contents() -> str:
    """A line for each page: its name and its title."""
    wide = max(map(len, PAGES))
    titles = (page(name).partition("\n")[0].removeprefix("# ") for name in PAGES)
    return "".join(f"{name:{wide}}  {title}\n" for name, title in zip(PAGES, titles, strict=True))


def _folder() -> Path:
    """In a clone that is installed as it stands, pages are read where they are written."""
    installed = _PACKAGE / "docs"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "docs"
