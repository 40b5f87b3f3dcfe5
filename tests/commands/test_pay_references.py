"""`callboard pay-references import`, and an advert the rules stop on its way to a board."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from orchestrator.callboard import Callboard
from orchestrator.cli import root
from orchestrator.storage import tables as t
from tests.installation import Installation, install

TABLE = "title,pay,region,stated on,source\nCarer,24800,London,2026-06-01,Survey\nCarer,soon,London,2026-06-01,Survey\n"
ADVERT = """---
title: Carer
employer: Fairhaven Homecare
place: Torquay
apply: https://fairhaven.example/apply
---
You look after six people. You must be aged 25 to 40.
"""


@pytest.fixture
def installation(callboard: Callboard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Installation:
    monkeypatch.setenv("CALLBOARD_DATABASE_URL", callboard.database.url)
    monkeypatch.setenv("CALLBOARD_DATA_DIR", str(tmp_path))
    return install(callboard, ("keyed",))


def call(*words: str) -> Result:
    return CliRunner().invoke(root, list(words))


def test_figures_are_brought_in_once(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "pay.csv"
    file.write_text(TABLE, encoding="utf-8")
    first = call("pay-references", "import", str(file), "--as", "ana")
    assert first.exit_code == 0, first.output
    assert "1 added, 0 known already, 1 refused" in first.output
    assert "row 3: pay: 'soon'" in first.output
    told = json.loads(call("pay-references", "import", str(file), "--json").stdout)
    assert (told["added"], told["known"], len(told["refused"])) == (0, 1, 1)
    own = call("pay-references", "import", str(file), "--employer", "Fairhaven Homecare")
    assert "1 added" in own.output
    assert call("pay-references", "import", str(file), "--employer", "Nobody").exit_code == 1
    with installation.callboard.database.read() as connection:
        events = connection.execute(
            select(t.event.c.actor, t.event.c.data).where(t.event.c.kind.like("pay%")).order_by(t.event.c.at)
        ).all()
        assert tuple(events[0]) == ("ana", {"added": 1})


def test_a_file_the_rules_stop_is_not_posted(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "carer.md"
    file.write_text(ADVERT, encoding="utf-8")
    stopped = call("post", str(file), "--board", "keyed")
    assert stopped.exit_code == 1
    assert "EQA-AGE-01 at text, line 1, column 40: “aged 25 to 40” sets an age." in stopped.output
    with installation.callboard.database.read() as connection:
        assert connection.execute(select(t.posting.c.id)).all() == []
