"""Mutation testing: how many small faults the tests notice.

Each mutant is one changed operator, number or condition in one module, put in place in a copy of the project; the
tests run until the first failure. `make mutants` takes a sample (--count, --seed).
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = Path("src") / "coverage_cli"
_APART = ("--ignore=tests/gate/test_adoption.py", "--ignore=tests/engines/test_cluster.py", "-k", "not spark")
"""What needs a git repository around the project, which the copy is not, or a cluster, which takes minutes."""
SECONDS = 1200
"""A mutant whose tests take longer hangs, and was noticed."""
_COMPARED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
             ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}  # fmt: skip
_COMPUTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult}


@dataclass(frozen=True)
class Mutant:
    """One fault: where it is put in, and what the module then says."""

    path: Path
    line: int
    change: str
    text: str


def places(path: Path) -> int:
    """How many mutants a module has."""
    return len(_places(ast.parse((ROOT / path).read_text(encoding="utf-8"))))


def mutant(path: Path, at: int) -> Mutant:
    """One of a module's mutants, by its number."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    node = _places(tree)[at]
    change = _mutate(node)
    return Mutant(path, getattr(node, "lineno", 0), change, ast.unparse(ast.fix_missing_locations(tree)))


def _places(tree: ast.AST) -> list[ast.AST]:
    return [node for node in ast.walk(tree) if _changes(node)]


def _changes(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return type(node.ops[0]) in _COMPARED
    if isinstance(node, ast.BinOp):
        return type(node.op) in _COMPUTED
    if isinstance(node, ast.Constant):
        return isinstance(node.value, bool) or (isinstance(node.value, int) and node.value in {0, 1, 2, 3})
    if isinstance(node, ast.If):
        return ast.unparse(node.test) != "TYPE_CHECKING"  # never so where the tests run
    return isinstance(node, ast.BoolOp) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))


def _mutate(node: ast.AST) -> str:
    before = ast.unparse(node).split("\n")[0][:60]
    if isinstance(node, ast.Compare):
        node.ops[0] = _COMPARED[type(node.ops[0])]()
    elif isinstance(node, ast.BinOp):
        node.op = _COMPUTED[type(node.op)]()
    elif isinstance(node, ast.Constant):
        node.value = (not node.value) if isinstance(node.value, bool) else node.value + 1  # type: ignore[operator]
    elif isinstance(node, ast.BoolOp):
        node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
    elif isinstance(node, ast.If):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.UnaryOp):
        node.op = ast.UAdd() if not isinstance(node.op, ast.Not) else ast.Not()
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
    return f"{before}  ->  {ast.unparse(node).split(chr(10))[0][:60]}"


def noticed(one: Mutant, copy: Path) -> bool:
    """Whether a test fails, or hangs, with the mutant in place."""
    target = copy / one.path
    kept = target.read_text(encoding="utf-8")
    target.write_text(one.text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *_APART, "tests"]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ran = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return True
    finally:
        target.write_text(kept, encoding="utf-8")
    return ran.returncode != 0


def main() -> None:
    """Try a sample, and print what was noticed and what was missed."""
    parser = argparse.ArgumentParser(description="Mutation testing.")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of the modules' paths")
    given = parser.parse_args()
    every = (path.relative_to(ROOT) for path in sorted((ROOT / SOURCE).rglob("*.py")))
    paths = [path for path in every if "spark" not in path.parts]
    known = [(path, at) for path in paths if given.only in path.as_posix() for at in range(places(path))]
    chosen = random.Random(given.seed).sample(known, min(given.count, len(known)))  # noqa: S311 - a sample, no secret
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "out", "__pycache__", ".hypothesis"))
        if noticed(Mutant(paths[0], 0, "none", (ROOT / paths[0]).read_text(encoding="utf-8")), copy):
            sys.exit(f"the tests fail, or take over {SECONDS} s, without a mutant")  # every mutant would seem noticed
        for one in (mutant(*place) for place in chosen):
            caught = noticed(one, copy)
            survivors += not caught
            said = "noticed" if caught else "MISSED "
            sys.stdout.write(f"{said} {one.path.as_posix()}:{one.line}: {one.change}\n")
            sys.stdout.flush()
    score = 100 * (len(chosen) - survivors) // max(1, len(chosen))
    sys.stdout.write(f"{len(chosen)} of {len(known)} mutants tried, {len(chosen) - survivors} noticed: {score}%\n")


if __name__ == "__main__":
    main()
