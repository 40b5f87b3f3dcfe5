"""The templates of every board: found once, compiled once."""

from __future__ import annotations

from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, Template, select_autoescape
from jinja2.sandbox import ImmutableSandboxedEnvironment

import orchestrator
from orchestrator.boards.contract import Adapter

DEFAULT = "_default"


def shipped() -> Path:
    """The folder `templates/` of this installation. Raises FileNotFoundError naming where it should be."""
    folder = Path(orchestrator.__file__).resolve().parent.parent / "templates"
    if not (folder / DEFAULT).is_dir():
        raise FileNotFoundError(f"the templates are missing: there is no folder {folder / DEFAULT}")
    return folder


class Templates:
    """Compiled templates by board and file name (`title.txt`, `body.html` …).

    A board's own file comes first, then the one in `_default`. An adapter from another package may bring a folder
    in its attribute `templates`; `{% extends "_default/body.html" %}` works in all of them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._compiled: dict[str, dict[str, Template]] = {}

    def of(self, adapter: Adapter) -> dict[str, Template]:
        """All templates of a board by file name."""
        found = self._compiled.get(adapter.name)
        if found is None:
            found = self._compiled[adapter.name] = self._compile(adapter)
        return found

    def _compile(self, adapter: Adapter) -> dict[str, Template]:
        brought: Path | None = getattr(adapter, "templates", None)
        own = brought or self._folder / adapter.name
        loader = ChoiceLoader([FileSystemLoader(self._folder), PrefixLoader({adapter.name: FileSystemLoader(own)})])
        environment = ImmutableSandboxedEnvironment(
            loader=loader,
            undefined=StrictUndefined,
            autoescape=select_autoescape(["html"]),
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        names = _names(self._folder / DEFAULT) | _names(own)
        folders = (adapter.name, DEFAULT)
        return {name: environment.select_template([f"{folder}/{name}" for folder in folders]) for name in sorted(names)}


def _names(folder: Path) -> set[str]:
    """One file per slot; files that start with an underscore are parts of others."""
    if not folder.is_dir():
        return set()
    return {each.name for each in folder.iterdir() if each.is_file() and each.name[0] not in "._"}
