"""The project's tests of itself: sizes, words, adapters and leftovers. Their friends stand with what they look at."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from orchestrator.boards import registry
from orchestrator.rendering.templates import DEFAULT, Templates, shipped

ROOT = Path(__file__).parent.parent
CODE = ("orchestrator", "adapters", "worker", "web", "benchmarks", "tests")
LONGEST = {"tests": 300}
LONG = {
    "orchestrator/storage/migrations/versions/0001_start.py": "written by Alembic from the tables",
    "web/static/callboard.css": "the one style sheet, in sections",
}
"""Files that may exceed the length, each for a reason."""

OTHERS = """
job jobs listing listings placement placements driver drivers connector connectors provider providers portal portals
unpost conversion conversions stat stats score scores ad_copy apply_rate
"""
FORBIDDEN = frozenset(OTHERS.split())
"""Words of others for what the glossary has a word for."""
NEVER_A_PART = FORBIDDEN - {"job", "jobs", "stat", "stats"}
"""A `job_posting` is schema.org's, and `st_mode` is a file's; these are nobody's."""


def python_files() -> Iterator[tuple[str, Path]]:
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path


def test_no_file_is_too_long() -> None:
    files = dict(python_files())
    for folder, pattern in (
        ("web", "*.html"),
        ("web", "*.js"),
        ("web", "*.css"),
        ("templates", "*.*"),
        ("docs", "*.md"),
    ):
        files |= {path.relative_to(ROOT).as_posix(): path for path in (ROOT / folder).rglob(pattern)}
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in files.items()}
    long = {name for name, length in lengths.items() if length > LONGEST.get(name.partition("/")[0], 250)}
    assert long == set(LONG)


def defined(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that the code itself chooses: functions, classes, arguments, variables and attributes it sets."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno
            case ast.arg(arg=name):
                yield name, node.lineno
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.alias(asname=str(name)):
                yield name, node.lineno


@cache
def words(name: str) -> set[str]:
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_").split("_")
    return set(parts)


def test_names_are_those_of_the_glossary() -> None:
    found = []
    for path_name, path in python_files():
        for name, line in defined(ast.parse(path.read_text(encoding="utf-8"))):
            if name.lower().strip("_") in FORBIDDEN or words(name) & NEVER_A_PART:
                found.append(f"{path_name}:{line} {name}")
    assert found == []


def test_nothing_is_left_to_be_done_later() -> None:
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    found = [name for name, path in python_files() if marks.search(path.read_text(encoding="utf-8"))]
    texts = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "web").rglob("*.html")]
    found += [str(path.relative_to(ROOT)) for path in texts if marks.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_every_package_and_module_says_what_it_is_for() -> None:
    silent = [
        name
        for name, path in python_files()
        if not name.startswith("tests/")
        and "migrations/versions" not in name
        and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]
    assert silent == []


def test_every_adapter_of_ours_is_registered() -> None:
    modules = {point.module.partition(".")[2] for point in entry_points(group=registry.GROUP)}
    files = {path.stem for path in (ROOT / "adapters").iterdir() if path.stem not in ("__init__", "__pycache__")}
    assert files <= modules


def contracts() -> set[str]:
    """The adapter classes that a subclass of the contract suite tries, by name."""
    found = set()
    for path in (ROOT / "tests" / "adapters").glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.ClassDef(bases=[ast.Name(id="BoardContract")], body=body):
                    for each in body:
                        match each:
                            case ast.Assign(targets=[ast.Name(id="adapter")], value=ast.Call(func=ast.Name(id=tried))):
                                found.add(tried)
    return found


@pytest.mark.parametrize("name", sorted(registry.load()))
def test_every_adapter_is_tried_and_described(name: str) -> None:
    adapter = registry.load()[name]
    assert type(adapter).__name__ in contracts()
    assert (ROOT / "docs" / "boards" / f"{name}.md").is_file()


def test_every_template_of_a_variant_compiles_and_has_a_board() -> None:
    installed = registry.load()
    assert {folder.name for folder in shipped().iterdir()} <= {DEFAULT, *installed}
    templates = Templates(shipped())
    for adapter in installed.values():
        names = templates.of(adapter).keys()
        assert adapter.limits.slots.keys() <= names | {name.removesuffix(".txt") for name in names}
