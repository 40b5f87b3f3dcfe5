"""What is no Python is packed too: rules, lists, pages."""

from __future__ import annotations

import tomllib
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parent.parent
PACKAGES = ("orchestrator", "adapters", "worker", "web")
DECLARED: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "setuptools"
]["package-data"]


def packed(path: Path) -> bool:
    """Does a pattern of the nearest package above the file name it?"""
    package = next(folder for folder in path.parents if (folder / "__init__.py").is_file())
    name = package.relative_to(ROOT).as_posix().replace("/", ".")
    inside = PurePosixPath(path.relative_to(package).as_posix())
    patterns = [*DECLARED["*"], *DECLARED.get(name, [])]
    return any(len(inside.parts) == pattern.count("/") + 1 and inside.match(pattern) for pattern in patterns)


def test_every_file_of_a_package_is_packed() -> None:
    files = [
        path
        for folder in PACKAGES
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    ]
    assert len(files) > 80
    assert [path.relative_to(ROOT).as_posix() for path in files if not packed(path)] == []
