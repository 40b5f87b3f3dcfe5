"""Each promise names the tests that hold it, and they exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`((?:tests|orchestrator/testing)/[\w/]+\.py)::(\w+)`")


def functions(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(PAGE)
    assert len(named) > 20
    assert [f"{file}::{name}" for file, name in named if name not in functions(ROOT / file)] == []


def test_every_promise_names_a_test() -> None:
    promises = re.findall(r"^- .+(?:\n  .+)*", PAGE, re.MULTILINE)
    assert promises
    assert [promise for promise in promises if not NAMED.search(promise)] == []
