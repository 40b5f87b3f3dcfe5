"""The commands on postings, against an installation that runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from orchestrator.cli import root
from orchestrator.delivery.sweeper import Sweeper
from orchestrator.domain.posting import Cause
from orchestrator.domain.status import Status
from orchestrator.storage import tables as t
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation

ADVERT = """---
title: Care Coordinator
employer: {employer}
place:
  town: Torquay
  region: Devon
  postcode: TQ1 3EX
pay:
  min: 26500
  max: 29000
apply:
  url: https://fairhaven.example/apply
---

# Care Coordinator

You will plan visits and rotas for a team of forty home care workers and answer families on the telephone.

- Plan rotas a fortnight ahead
- Answer calls from families and care workers
"""

Call = Callable[..., Result]


@pytest.fixture
def callboard(installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """`callboard …` with the settings of the installation."""
    monkeypatch.setenv("CALLBOARD_DATABASE_URL", installation.callboard.database.url)
    monkeypatch.setenv("CALLBOARD_DATA_DIR", str(tmp_path))

    def call(*words: str) -> Result:
        return CliRunner().invoke(root, list(words))

    return call


@pytest.fixture
def worker(installation: Installation) -> Iterator[None]:
    """What sends: a worker's sweeper in a thread."""
    sweeper = Sweeper(installation.callboard, "test")
    sweeper.start()
    yield
    sweeper.stop()
    sweeper.join()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "care-coordinator.md"
    path.write_text(ADVERT.format(employer="Fairhaven Homecare"), encoding="utf-8")
    return path


def test_posting_a_file_and_waiting(
    callboard: Call,
    installation: Installation,
    boards: Operator,
    worker: None,
    file: Path,
) -> None:
    done = callboard(
        "post", str(file), "--board", "keyed", "--board", "indeed_feed", "--wait", "--timeout", "20", "--json"
    )
    assert done.exit_code == 0, done.output
    assert {each["board"]: each["state"] for each in json.loads(done.stdout)} == {
        "keyed": "live",
        "indeed_feed": "sending",
    }
    assert len(boards.live("keyed")) == 1
    again = callboard("post", str(file), "--board", "findable", "--wait", "--timeout", "20", "--json")
    assert again.exit_code == 0, again.output
    with installation.callboard.database.read() as connection:
        assert len(connection.execute(select(t.vacancy.c.id)).all()) == 1
    twice = callboard("post", str(file), "--board", "keyed")
    assert twice.exit_code == 1
    assert "open there already" in twice.output


def test_a_board_without_an_account_imports_nothing(callboard: Call, installation: Installation, file: Path) -> None:
    refused = callboard("post", str(file), "--board", "reed", "--board", "nonsense")
    assert refused.exit_code == 1
    assert "no account at 'reed'" in refused.output
    assert "'keyed' (keyed)" in refused.output
    assert "no board 'nonsense' is installed" in refused.output
    with installation.callboard.database.read() as connection:
        assert connection.execute(select(t.vacancy.c.id)).all() == []


def test_from_scheduled_to_cancelled(callboard: Call, installation: Installation, file: Path) -> None:
    planned = callboard("post", str(file), "--board", "keyed", "--at", "2040-01-01T09:00", "--json")
    (reference,) = [each["reference"] for each in json.loads(planned.stdout)]
    listed = json.loads(callboard("postings", "--state", "scheduled", "--json").stdout)
    assert [each["reference"] for each in listed["postings"]] == [reference]
    assert callboard("postings", "--employer", "Nobody").exit_code == 1
    assert "1 posting cancelled" in callboard("cancel", reference, "--as", "Tom").output
    with installation.callboard.database.read() as connection:
        actors = connection.execute(select(t.event.c.actor).where(t.event.c.kind == "cancelled")).scalars().all()
    assert actors == ["Tom"]
    assert "has ended" in callboard("cancel", reference).output
    again = callboard("repost", reference, "--at", "2040-02-01T09:00").output.strip()
    assert again == f"{reference.rpartition('-')[0]}-2"


def test_live_ones_are_changed_renewed_and_taken_down(
    callboard: Call,
    installation: Installation,
    boards: Operator,
) -> None:
    (posted,) = installation.publish("keyed")
    installation.pump()
    assert "had nothing to change" in callboard("update", posted.reference).output
    assert "1 posting to be renewed" in callboard("refresh", posted.reference).output
    assert "not stopped" in callboard("retry", posted.reference).output
    assert "1 posting being taken down" in callboard("withdraw", posted.reference).output
    installation.pump()
    assert boards.live("keyed") == []
    missing = callboard("withdraw", "FH-0-0")
    assert missing.exit_code == 1
    assert "no posting has the reference 'FH-0-0'" in missing.output


def test_settling(callboard: Call, installation: Installation, boards: Operator) -> None:
    boards.fault("blind", "drop_after", next=1, operations=["create"])
    (posted,) = installation.publish("blind")
    installation.until(posted.id, lambda line: line.cause is Cause.LOOK)
    assert callboard("settle", posted.reference).exit_code == 2
    assert "say whether it is there" in callboard("retry", posted.reference).output
    done = callboard("settle", posted.reference, "--live", "--url", "https://blind.example/1")
    assert done.exit_code == 0, done.output
    assert installation.status(posted.id) is Status.LIVE


def test_nothing_runs_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CALLBOARD_DATABASE_URL", raising=False)
    monkeypatch.setenv("CALLBOARD_DATA_DIR", str(tmp_path))
    result = CliRunner().invoke(root, ["postings"])
    assert result.exit_code == 1
    assert "Start it with `callboard up`" in result.output
