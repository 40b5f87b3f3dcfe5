"""`callboard elsewhere` says what another system sends, and takes it back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from orchestrator.callboard import Callboard
from orchestrator.cli import root
from orchestrator.services.add_employer import add_employer


def test_it_is_set_listed_and_taken_back(
    callboard: Callboard,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    add_employer(callboard, "test", "Fairhaven Homecare")
    monkeypatch.setenv("CALLBOARD_DATABASE_URL", callboard.database.url)
    monkeypatch.setenv("CALLBOARD_DATA_DIR", str(tmp_path))

    def elsewhere(*more: str) -> tuple[int, str]:
        done = CliRunner().invoke(root, ["elsewhere", "fairhaven homecare", *more])
        return done.exit_code, done.output

    assert elsewhere() == (0, "Nothing is sent by another system.\n")
    assert elsewhere("indeed.com=Workday", "reed.co.uk=Old ATS")[0] == 0
    assert json.loads(elsewhere("--json")[1]) == {"indeed.com": "Workday", "reed.co.uk": "Old ATS"}
    assert elsewhere("indeed.com=") == (0, "reed.co.uk: Old ATS\n")
    assert "write AUDIENCE=SYSTEM" in elsewhere("indeed.com")[1]
    assert elsewhere("nonsense=Workday")[0] == 1
