"""`callboard report`, as a program."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestrator.storage.database import Database

from .world import added_up, world

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(database_url: str, redis_url: str, tmp_path: Path) -> Run:
    root = Path(__file__).parent.parent.parent
    environment = {
        **os.environ,
        "PYTHONPATH": str(root),
        "CALLBOARD_DATABASE_URL": database_url,
        "CALLBOARD_REDIS_URL": redis_url,
        "CALLBOARD_DATA_DIR": str(tmp_path),
    }

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "orchestrator.cli", "report", *words],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    return command


def test_the_report_on_the_command_line(run: Run, database_url: str) -> None:
    database = Database(database_url)
    with database.begin() as connection:
        rows = world(connection)
        rows.posting(rows.vacancy(), rows.account("reed"), "reed")
        added_up(connection)
    database.close()
    made = json.loads(run("--json", "--employer", "fairhaven").stdout)
    assert made["total"]["postings"] == 1
    assert made["total"]["counts"]["applications_reported"]["value"] is None
    file = run("--csv", "--by", "vacancy").stdout.removeprefix("\ufeff")
    read = [line for line in csv.DictReader(io.StringIO(file)) if not line["vacancy"].startswith("# ")]
    assert [line["vacancy"] for line in read] == ["Care Assistant, Torquay", "Unattributed", "All"]
    assert "Postings" in run().stdout
    wrong = run("--employer", "nobody")
    assert wrong.returncode == 2
    assert "there is no employer 'nobody'" in wrong.stderr
    assert run("--from", "2026-03-02", "--to", "2026-03-01").returncode == 2
