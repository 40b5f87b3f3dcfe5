"""The walk through an adapter works as it is written: as a package of its own, found through its entry point."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import orchestrator

ROOT = Path(orchestrator.__file__).parent.parent
PAGE = ROOT / "docs" / "adding-a-board.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_adapter_on_the_page_keeps_the_contract(tmp_path: Path) -> None:
    adapter, suite = blocks("python")
    [registration] = blocks("toml")
    (tmp_path / "town_board.py").write_text(adapter, encoding="utf-8")
    (tmp_path / "test_town_board.py").write_text(suite, encoding="utf-8")
    metadata = tmp_path / "town_board-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: town-board\nVersion: 1\n")
    points = registration.replace('[project.entry-points."callboard.boards"]', "[callboard.boards]").replace('"', "")
    (metadata / "entry_points.txt").write_text(points)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "test_town_board.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-1_000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) > 30
    assert "skipped" not in done.stdout


def test_the_adapter_is_as_short_as_the_page_says() -> None:
    lines = [line for line in blocks("python")[0].splitlines() if line.strip() and "import" not in line]
    assert len(lines) <= 40
