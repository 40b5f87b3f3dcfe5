"""docs/settings.md is what `settings.py` says, and no variable is read that is not described."""

from __future__ import annotations

import re
from pathlib import Path

from orchestrator.settings_page import page

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "settings.md"


def test_the_page_is_up_to_date() -> None:
    now = "run: python -m orchestrator.settings_page docs/settings.md"
    assert PAGE.read_text(encoding="utf-8") == page(), now


def test_every_setting_has_a_meaning_and_a_default() -> None:
    rows = re.findall(r"^\| `(CALLBOARD_[A-Z_]+)` \| (.+?) \| (.+?) \|$", page(), re.MULTILINE)
    assert len(rows) == page().count("\n| `CALLBOARD_")


def test_every_variable_that_is_named_anywhere_is_described() -> None:
    described = set(re.findall(r"CALLBOARD_[A-Z_]+", PAGE.read_text(encoding="utf-8")))
    described |= set(re.findall(r"CALLBOARD_[A-Z_]+", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    places = [*(ROOT / "orchestrator").rglob("*.py"), *(ROOT / "web").rglob("*.py"), *(ROOT / "worker").rglob("*.py")]
    places += [*(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py"), *ROOT.glob("*.md")]
    places += [*(ROOT / "docs").rglob("*.md"), ROOT / "Makefile", ROOT / "docker-compose.yml", ROOT / "Dockerfile"]
    named = {name for path in places for name in re.findall(r"CALLBOARD_[A-Z]+(?:_[A-Z]+)*", path.read_text("utf-8"))}
    assert named <= described
