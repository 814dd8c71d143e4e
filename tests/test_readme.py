"""Every command of the documentation runs, and prints what the documentation says."""

from __future__ import annotations

import re
import shlex
import shutil
from fractions import Fraction

import pytest

from coverage_cli.cli.application import COMMANDS
from coverage_cli.cli.application import EXAMPLES as EXAMPLES_OF_HELP
from coverage_cli.config.target_rates import TargetRates
from coverage_cli.domain.fields import FIELDS
from coverage_cli.intake.headers.vocabulary import ALIASES
from tests.conftest import ROOT

DOCS = ("reading", "targets", "reconcile", "trend", "plan", "measures", "slides", "scale", "panduan")
INDONESIAN = "panduan.md"
PAGES = [ROOT / "README.md", *(ROOT / "docs" / f"{name}.md" for name in DOCS)]
EXAMPLES = [
    (page.name, command, output)
    for page in PAGES
    for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the project's own data, so that an example may write."""
    for folder in ("config", "data", "examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COVGAP_LANG", "en")


@pytest.mark.parametrize(("page", "command", "output"), EXAMPLES)
def test_example(copy, run, monkeypatch, page, command, output):
    if page == INDONESIAN:
        monkeypatch.setenv("COVGAP_LANG", "id")
    program, *arguments = shlex.split(command)
    assert program == "coverage"
    ran = run(*arguments)
    assert ran.out + ran.err == output


def test_the_examples_of_the_help_run(copy, run):
    for name in ("population.csv", "participants.csv"):
        shutil.copy(f"data/{name}", name)
    assert EXAMPLES_OF_HELP.keys() == COMMANDS.keys()
    for name, example in EXAMPLES_OF_HELP.items():
        answers = ["--yes"] if name == "init" else []  # there is no terminal here
        ran = run(*shlex.split(example)[1:], *answers)
        assert ran.code in {0, 1}, (example, ran.err)
        assert f"Example: {example}" in " ".join(run(name, "--help").out.split())


BLOCKS = {
    page.name: found
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    if (found := re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL))
}


@pytest.mark.parametrize("page", BLOCKS)
def test_python_of_a_page_runs_and_gives_what_it_says(copy, page):
    """A page's blocks are one script; a comment of digits or a fraction is what its line gives."""
    names: dict[str, object] = {}
    for block in BLOCKS[page]:
        exec(block, names)  # noqa: S102 - our own page
        for line, said in re.findall(r"^(\S.*?)  # ((?:Fraction\()?[\d, .)]+)$", block, re.MULTILINE):
            assert eval(line, names) == eval(said, {"Fraction": Fraction})  # noqa: S307


def test_readme_stays_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 200


def test_readme_names_both_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in text
    assert "make test" in text


def test_the_page_of_targets_shows_the_file_that_its_examples_read():
    page, file = ((ROOT / name).read_text(encoding="utf-8") for name in ("docs/targets.md", "examples/targets.yaml"))
    assert f"```yaml\n{file}```" in page
    for key in TargetRates.model_fields:
        assert f"{key}:" in file or f"`{key}`" in page


ROOMS = "cli|library|pipeline|output|intake|engines|config|analysis|domain"
NAMED = re.compile(rf"`((?:(?:{ROOMS})/[a-z_/]+\.(?:py|toml)|(?:tests|scripts|docs|benchmarks|src)/[\w/.-]+))`")
DOTTED = re.compile(rf"`((?:{ROOMS})(?:\.\w+)+)`")


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda page: page.name
)
def test_files_of_ours_that_a_page_names_exist(page):
    text, package = page.read_text(encoding="utf-8"), ROOT / "src" / "coverage_cli"
    named = NAMED.findall(text)
    assert [name for name in named if not ((ROOT / name).exists() or (package / name).exists())] == []
    assert [name for name in DOTTED.findall(text) if not any(path.exists() for path in modules(package, name))] == []


def modules(package, dotted):
    """The files that a name may mean which goes on with what stands in a module, `intake.counts.table.nothing`."""
    parts = dotted.split(".")
    return [package.joinpath(*parts[:end]).with_suffix(".py") for end in range(2, len(parts) + 1)]


PAGES_OF_OURS = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES_OF_OURS, ids=lambda page: page.name)
def test_links_within_the_documentation_lead_somewhere(page):
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        if target.startswith(("https://", "http://")):
            continue
        to = page.parent / name if name else page
        if not to.exists() or (anchor and anchor not in _anchors(to.read_text(encoding="utf-8"))):
            broken.append(target)
    assert broken == []


def _anchors(text):
    """Of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_page_of_reading_names_every_field_and_header():
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    fields = {name for names in FIELDS.values() for name in names}
    headers = {alias for aliases in ALIASES.values() for alias in aliases}
    assert [name for name in sorted(fields | headers) if f"`{name}`" not in page] == []


def test_a_decision_is_dated_and_has_five_lines_at_most():
    entries = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8").split("\n## ")[1:]
    parts = [entry.partition("\n\n") for entry in entries]
    assert [title for title, _, text in parts if len(text.strip().splitlines()) > 5] == []
    dates = [title[:10] for title, _, _ in parts]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates)
    assert dates == sorted(dates, reverse=True)
