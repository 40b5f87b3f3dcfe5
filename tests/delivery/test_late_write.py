"""A process suspended between its last check and the write: what it publishes after all is found and taken down."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest
from sqlalchemy import text

from orchestrator import process
from orchestrator.delivery.pump import Pump
from orchestrator.domain.status import Status
from orchestrator.storage import account_queue
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation


@pytest.mark.slow
def test_a_late_publish_without_an_answer_is_looked_for_although_the_posting_is_live(
    installation: Installation, boards: Operator
) -> None:
    boards.fault("findable", "latency", next=1, operations=["create"], seconds=12.0)
    (posting,) = installation.publish("findable")
    patient = replace(installation.callboard.settings, deadline=11.0, lease=14.0)
    slow = threading.Thread(target=Pump(replace(installation.callboard, settings=patient)).run, args=(0.2,))
    slow.start()
    process.wait_until(lambda: bool(boards.in_flight("findable")), 5.0)
    time.sleep(0.5)  # until it claims nothing more itself
    with installation.callboard.database.begin() as connection:
        connection.execute(text("update due set act_at = now()"))
        account_queue.reopen(connection, installation.accounts["findable"])
    installation.until(posting.id, lambda line: line.status is Status.LIVE, 30.0)
    slow.join()
    end = time.monotonic() + 30.0
    while boards.creates("findable") != {posting.reference: 2} or len(boards.live("findable")) != 1:
        assert time.monotonic() < end, (installation.line(posting.id), boards.live("findable"))
        installation.pump(1.0)
        time.sleep(0.1)
    line = installation.until(posting.id, lambda line: line.status is Status.LIVE, 30.0)
    assert [advert["external_id"] for advert in boards.live("findable")] == [line.external_id]
