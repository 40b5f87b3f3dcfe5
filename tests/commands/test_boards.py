"""`callboard boards`."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from orchestrator.cli import root


def test_the_list_for_programs() -> None:
    result = CliRunner().invoke(root, ["boards", "--json"])
    assert result.exit_code == 0
    found = {each["name"]: each for each in json.loads(result.output)}
    assert found["keyed"]["repeatable"] == {"publish": 86_400.0, "update": None, "withdraw": None}
    assert found["careers"]["mode"] == "page"


def test_the_list_for_people() -> None:
    result = CliRunner().invoke(root, ["boards"])
    assert result.exit_code == 0
    assert "Reed.co.uk" in result.output


def test_pages_are_written(tmp_path: Path) -> None:
    result = CliRunner().invoke(root, ["boards", "--pages", str(tmp_path / "boards")])
    assert result.exit_code == 0
    assert "Reed.co.uk" in (tmp_path / "boards" / "README.md").read_text(encoding="utf-8")
