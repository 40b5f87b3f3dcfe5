"""Real worker processes: they send without a broker, survive its death, and what they held when killed is settled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from orchestrator.domain.status import Status
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation


@contextmanager
def worker(installation: Installation, redis_url: str) -> Iterator[subprocess.Popen[bytes]]:
    config = installation.callboard.settings
    environment = os.environ | {
        "CALLBOARD_DATA_DIR": str(config.data_dir),
        "CALLBOARD_DATABASE_URL": installation.callboard.database.url,
        "CALLBOARD_REDIS_URL": redis_url,
        "CALLBOARD_SIMULATOR_URL": config.simulator_url,
        "CALLBOARD_DEADLINE": "2",
        "CALLBOARD_LEASE": "6",
    }
    process = subprocess.Popen([sys.executable, "-m", "worker.app", "worker"], env=environment)
    try:
        yield process
    finally:
        process.terminate()
        assert process.wait(30) in (0, -signal.SIGKILL)


def eventually(check: Callable[[], bool], seconds: float = 40.0) -> None:
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_worker_sends_even_when_the_broker_never_answers(installation: Installation, boards: Operator) -> None:
    (posting,) = installation.publish("keyed")
    with worker(installation, "redis://127.0.0.1:1/0"):
        eventually(lambda: installation.status(posting.id) is Status.LIVE)
    assert boards.creates("keyed") == {posting.reference: 1}


def test_a_worker_killed_while_sending_leaves_nothing_lost_and_nothing_doubled(
    installation: Installation, redis_url: str, boards: Operator
) -> None:
    boards.fault("keyed", "late", probability=1.0, seconds=1.0, operations=["create"])
    boards.fault("findable", "late", probability=1.0, seconds=1.0, operations=["create"])
    vacancies = [installation.vacancy(f"Town {number}") for number in range(6)]
    posted = installation.publish("keyed", "findable", vacancies=vacancies)
    with worker(installation, redis_url) as process:
        eventually(lambda: bool(boards.in_flight()))
        process.kill()
    boards.clear_faults()
    with worker(installation, redis_url):
        eventually(lambda: all(installation.status(each.id) is Status.LIVE for each in posted), 60)
    for board in ("keyed", "findable"):
        assert set(boards.creates(board).values()) == {1}
