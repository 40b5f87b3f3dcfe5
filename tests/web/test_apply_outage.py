"""The apply link as a program of its own, while its database goes away and when it is told to stop."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from orchestrator.storage.database import Database
from tests.counting.gate import Gate

from .apply_site import Server, counted, linked, wait_for

PROGRAM = Path(__file__).parent.parent / "counting" / "apply_server.py"


@pytest.fixture
def gate(database_url: str, tmp_path: Path) -> Iterator[Gate]:
    made = Gate(database_url, tmp_path)
    made.open()
    yield made
    made.shut()


@pytest.fixture
def start(gate: Gate, tmp_path: Path) -> Iterator[Callable[[], Server]]:
    """Start the program, as often as a test likes."""
    started: list[subprocess.Popen[bytes]] = []

    def run() -> Server:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        root = Path(__file__).parent.parent.parent
        environment = {**os.environ, "PYTHONPATH": str(root)}
        process = subprocess.Popen(
            [sys.executable, PROGRAM, gate.url, tmp_path / "data", str(port)], cwd=root, env=environment
        )
        started.append(process)
        wait_for(lambda: _listens(port))

        def stop() -> None:
            process.terminate()
            assert process.wait(20) == 0

        return Server(f"http://127.0.0.1:{port}", stop)

    yield run
    for process in started:
        process.kill()
        process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_an_outage_loses_no_click_and_no_link(database: Database, gate: Gate, start: Callable[[], Server]) -> None:
    _, made, token = linked(database)
    server = start()
    answered: list[int] = []
    done = threading.Event()

    def click() -> None:
        while not done.is_set():
            answered.append(server.get(f"/a/{token}").status_code)

    people = [threading.Thread(target=click) for _ in range(4)]
    for person in people:
        person.start()
    for _ in range(2):
        time.sleep(0.4)
        gate.shut()
        time.sleep(1)
        gate.open()
    time.sleep(0.5)
    done.set()
    for person in people:
        person.join()
    assert set(answered) == {302}
    wait_for(lambda: len(counted(database)) == len(answered))
    server.terminate()
    assert len(counted(database)) == len(answered)
    assert {row[0] for row in counted(database)} == {made}


def test_links_survive_a_restart_during_an_outage(
    database: Database, gate: Gate, start: Callable[[], Server], tmp_path: Path
) -> None:
    _, made, token = linked(database)
    server = start()
    wait_for((tmp_path / "data" / "apply-links.jsonl").exists)
    server.terminate()
    gate.shut()
    server = start()
    assert server.get(f"/a/{token}").status_code == 302
    unknown = server.get("/a/AAAAAAAAAAAA")
    assert unknown.status_code == 503  # it may be newer than what was kept
    assert unknown.headers["Retry-After"]
    server.terminate()
    assert counted(database) == []
    gate.open()
    start().terminate()
    assert counted(database) == [(made, "click", "person", True)]


def test_sigterm_loses_none(database: Database, start: Callable[[], Server]) -> None:
    _, _, token = linked(database)
    server = start()
    answered: list[int] = []

    def click() -> None:
        while True:
            try:
                answered.append(server.get(f"/a/{token}").status_code)
            except requests.ConnectionError:
                return

    people = [threading.Thread(target=click) for _ in range(4)]
    for person in people:
        person.start()
    time.sleep(1)
    server.terminate()
    for person in people:
        person.join()
    recorded = len(counted(database))
    assert len(answered) > 20
    assert len(answered) <= recorded <= len(answered) + 4  # an answer may have been on its way to each of them
