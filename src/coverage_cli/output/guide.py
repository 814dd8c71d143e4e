"""The pages for users, which travel with the package: who installed it has no docs/ beside it."""

from __future__ import annotations

from pathlib import Path

from coverage_cli.domain.phrases import phrase
from coverage_cli.output.language import Words

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


_EXAMPLES = phrase("Examples on these pages are of the repository's own data; of yours, coverage init makes a project.")


def contents(words: Words) -> str:
    """A line for each page: its name and its title; then whose data their examples are of."""
    wide = max(map(len, PAGES))
    titles = (page(name).partition("\n")[0].removeprefix("# ") for name in PAGES)
    lines = "".join(f"{name:{wide}}  {title}\n" for name, title in zip(PAGES, titles, strict=True))
    return f"{lines}\n{words(_EXAMPLES)}\n"


def _folder() -> Path:
    """In a clone that is installed as it stands, pages are read where they are written."""
    installed = _PACKAGE / "docs"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "docs"
