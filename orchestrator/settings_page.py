"""The page about settings, made from `settings.py`: `python -m orchestrator.settings_page docs/settings.md`."""

from __future__ import annotations

import ast
import sys
import tempfile
from dataclasses import fields
from pathlib import Path

from . import settings
from .settings import PREFIX, Settings

HEAD = """\
# Settings

Everything is set by environment variables, read once at the start.
Nothing needs to be set: `make run` works as it is.
A wrong value stops the program with one sentence that names the variable and what to set.
A blank value counts as not set.

This page is made from `orchestrator/settings.py` by `python -m orchestrator.settings_page docs/settings.md`.

| Variable | Without it | Meaning |
| --- | --- | --- |
"""
FOOT = """
`CALLBOARD_CHROMIUM`, the path of a Chromium, is read by the tests only.
How to run your own servers, several workers or a proxy: [Operations](operations.md).
"""
WORDS = {"data_dir": "`.data`", "database_url": "started here", "redis_url": "started here"}
MADE = {"secret_key", "encryption_keys"}


def page() -> str:
    """The whole page, in Markdown: a line for each field of Settings, with its default and its docstring."""
    meanings = _meanings()
    defaults = _defaults()
    rows = (f"| `{PREFIX}{name.upper()}` | {defaults[name]} | {meanings[name]} |\n" for name in defaults)
    return HEAD + "".join(rows) + FOOT


def _meanings() -> dict[str, str]:
    """The string under each field of the class, on one line."""
    tree = ast.parse(Path(settings.__file__).read_text(encoding="utf-8"))
    [found] = [each for each in tree.body if isinstance(each, ast.ClassDef) and each.name == Settings.__name__]
    meanings: dict[str, str] = {}
    for declared, said in zip(found.body, found.body[1:], strict=False):
        if isinstance(declared, ast.AnnAssign) and isinstance(declared.target, ast.Name):
            match said:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    meanings[declared.target.id] = " ".join(text.split())
    return meanings


def _defaults() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        found = settings.load({f"{PREFIX}DATA_DIR": folder})
    shown = {}
    for each in fields(Settings):
        value = getattr(found, each.name)
        plain = f"{value:g}" if isinstance(value, float) else str(value)
        shown[each.name] = WORDS.get(each.name) or ("made" if each.name in MADE else f"`{plain}`")
    return shown


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
