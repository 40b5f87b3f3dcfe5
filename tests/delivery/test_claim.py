"""A claim writes only the row of `due`, and nobody sends by a claim that is not theirs any more."""

from __future__ import annotations

import threading

import psycopg
import pytest
from sqlalchemy import select, text

from orchestrator.domain.posting import Phase
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import account_queue, claim, postings
from orchestrator.storage import tables as t
from orchestrator.storage.claim import Claimed, Intent
from orchestrator.storage.raw import connect
from tests.installation import Installation


def begins(connection: psycopg.Connection[object], row: Claimed) -> bool:
    """May the posting be sent by this claim?"""
    intent = Intent(row.id, row.fence, row.wish_seq, "publish", row.content, row.intents + 1)
    return row.id in claim.begin_sending(connection, [intent], needed=1.0)


def again(installation: Installation) -> None:
    """The lease of every claim is over."""
    with installation.callboard.database.begin() as connection:
        connection.execute(text("update board_account set win = 64"))
        connection.execute(text("update due set act_at = now()"))
        account_queue.reopen(connection, installation.accounts["keyed"])


def test_the_posting_is_not_written(installation: Installation) -> None:
    (posted,) = installation.publish("keyed")
    place = text("select ctid::text, xmin::text, phase from posting")
    with installation.callboard.database.read() as connection:
        before = connection.execute(place).one()
    with connect(installation.callboard.database.url) as connection:
        (row,) = claim.claim(connection, accounts=8, per=8, lease=60.0)
    assert (row.id, row.phase, row.fence) == (posted.id, "claimed", 1)
    with installation.callboard.database.begin() as session:
        assert session.execute(place).one() == before
        assert postings.lock(session, [posted.id])[0].phase == Phase.CLAIMED


def test_only_the_newest_claim_sends_and_only_once(installation: Installation) -> None:
    installation.publish("keyed")
    with connect(installation.callboard.database.url) as connection:
        (first,) = claim.claim(connection, accounts=8, per=8, lease=60.0)
        again(installation)
        (second,) = claim.claim(connection, accounts=8, per=8, lease=60.0)
        assert not begins(connection, first)
        assert begins(connection, second)
        assert not begins(connection, second)
        again(installation)
        (third,) = claim.claim(connection, accounts=8, per=8, lease=60.0)
        assert third.phase == "unconfirmed"
        assert not begins(connection, third)


def test_what_was_given_back_or_withdrawn_is_not_sent(installation: Installation) -> None:
    (posted,) = installation.publish("keyed")
    with connect(installation.callboard.database.url) as connection:
        (first,) = claim.claim(connection, accounts=8, per=8, lease=60.0)
        claim.release(connection, [first])
        assert not begins(connection, first)
        (second,) = claim.claim(connection, accounts=8, per=8, lease=60.0)
        withdraw(installation.callboard, "test", [posted.id])
        assert claim.claim(connection, accounts=8, per=8, lease=60.0) == []
        assert not begins(connection, second)


def test_what_changed_after_the_snapshot_waits_for_the_next_claim(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    (posted,) = installation.publish("keyed")
    statement, dealt = claim._CLAIM, "from e cross join (values"
    assert statement.count(dealt) == 1
    slow = statement.replace(dealt, "from (select pg_sleep(2)) z cross join e cross join (values")
    monkeypatch.setattr(claim, "_CLAIM", slow)
    found: list[Claimed] = []

    def ask() -> None:
        with connect(installation.callboard.database.url) as mine:
            found.extend(claim.claim(mine, accounts=8, per=8, lease=60.0))

    asking = threading.Thread(target=ask)
    with connect(installation.callboard.database.url) as connection:
        asking.start()
        while not _sleeps(connection):
            assert asking.is_alive()
        connection.execute("update due set act_at = act_at where posting_id = %s", (posted.id,))
        asking.join()
        assert found == []
        monkeypatch.setattr(claim, "_CLAIM", statement)
        (row,) = claim.claim(connection, accounts=8, per=8, lease=60.0)
    assert (row.id, row.fence) == (posted.id, 1)
    with installation.callboard.database.read() as session:
        assert (
            session.execute(select(t.board_account.c.in_flight).where(t.board_account.c.board == "keyed")).scalar() == 1
        )


def _sleeps(connection: psycopg.Connection[object]) -> bool:
    asked = "select exists (select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database())"
    row = connection.execute(asked).fetchone()
    return bool(row and row[0])  # type: ignore[index]
