"""No click is lost and none is counted twice, whatever the database does."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text

from orchestrator.counting.hit_buffer import HitBuffer
from orchestrator.counting.spool import Batch, Spool
from orchestrator.domain.hit import Hit, Kind
from orchestrator.domain.reading import Metric
from orchestrator.storage.database import Database

from .gate import Gate


@pytest.fixture
def gate(database_url: str, tmp_path: Path) -> Iterator[Gate]:
    made = Gate(database_url, tmp_path)
    made.open()
    yield made
    made.shut()


def hit(number: int) -> Hit:
    return Hit(datetime.now(UTC), number, Metric.CLICK, Kind.PERSON, first=True)


def stored(database_url: str) -> list[int]:
    database = Database(database_url)
    with database.read() as connection:
        found = [row[0] for row in connection.execute(text("select posting_id from hit order by 1"))]
    database.close()
    return found


def wait_for(condition: Callable[[], bool], seconds: float = 15) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not come about"
        time.sleep(0.02)


def buffer(url: str, folder: Path) -> HitBuffer:
    made = HitBuffer(Database(url, pool_size=1, patience=2), folder, again=0.1)
    made.start()
    return made


def test_hits_reach_the_table_by_themselves(database_url: str, tmp_path: Path) -> None:
    hits = buffer(database_url, tmp_path / "hits")
    for number in range(500):
        hits.add(hit(number))
    wait_for(lambda: len(stored(database_url)) == 500)
    hits.close()
    assert list((tmp_path / "hits").glob("*")) == []


def test_close_writes_what_came_last(database_url: str, tmp_path: Path) -> None:
    hits = buffer(database_url, tmp_path / "hits")
    for number in range(2000):
        hits.add(hit(number))
    hits.close()
    assert stored(database_url) == list(range(2000))


def test_an_outage_loses_none(gate: Gate, database_url: str, tmp_path: Path) -> None:
    hits = buffer(gate.url, tmp_path / "hits")
    hits.add(hit(0))
    wait_for(lambda: stored(database_url) == [0])
    gate.shut()
    for number in range(1, 200):
        hits.add(hit(number))
        time.sleep(0.002)
    wait_for(lambda: any(path.stat().st_size for path in (tmp_path / "hits").glob("*.hits")))
    gate.open()
    wait_for(lambda: stored(database_url) == list(range(200)))
    hits.close()
    assert list((tmp_path / "hits").glob("*")) == []


def test_a_commit_without_an_answer_is_not_counted_twice(gate: Gate, database_url: str, tmp_path: Path) -> None:
    hits = buffer(gate.url, tmp_path / "hits")
    hits.add(hit(0))
    wait_for(lambda: stored(database_url) == [0])
    event.listen(hits._database.engine, "commit", lambda _connection: setattr(gate, "mute", True), once=True)
    hits.add(hit(1))
    wait_for(lambda: stored(database_url) == [0, 1])
    gate.shut()  # the answer to the commit never came
    gate.open()
    hits.add(hit(2))
    wait_for(lambda: stored(database_url)[-1] == 2)
    hits.close()
    assert stored(database_url) == [0, 1, 2]


def test_a_killed_process_leaves_its_hits_to_the_next(gate: Gate, database_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "hits"
    spool = Spool.create(folder, "dead")
    spool.append(Batch("dead", 1, (hit(1), hit(2))))
    spool.append(Batch("dead", 2, (hit(3),)))
    with (folder / "dead.hits").open("ab") as file:
        file.write(b'["dead", 3, [["2026-')  # cut short by the crash
    alive = buffer(database_url, folder)
    alive.close()
    assert stored(database_url) == []  # its process still holds it
    os.close(spool._descriptor)
    following = buffer(database_url, folder)
    following.close()
    assert stored(database_url) == [1, 2, 3]
    assert list(folder.glob("*")) == []


def test_a_spool_is_replayed_once_however_often_it_is_tried(database_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "hits"
    for _ in range(3):
        spool = Spool.create(folder, "again")
        spool.append(Batch("again", 1, (hit(1),)))
        spool.close()
        buffer(database_url, folder).close()
    assert stored(database_url) == [1]


def test_without_a_database_at_the_end_everything_is_on_disk(database_url: str, tmp_path: Path) -> None:
    nowhere = "postgresql+psycopg://app@127.0.0.1:9/nothing"
    folder = tmp_path / "hits"
    hits = buffer(nowhere, folder)
    for number in range(50):
        hits.add(hit(number))
    hits.close()
    assert stored(database_url) == []
    buffer(database_url, folder).close()
    assert stored(database_url) == list(range(50))
