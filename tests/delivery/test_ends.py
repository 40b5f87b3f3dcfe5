"""A run that is over frees its place: by its own end, and in a feed once the takedown was fetched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from orchestrator.domain.status import Status
from orchestrator.services.refused import Refused
from orchestrator.services.repost import repost
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import account_queue, feeds
from orchestrator.storage import tables as t
from tests.installation import Installation


def fetch(installation: Installation) -> None:
    """The board fetches the whole feed."""
    account = installation.accounts["indeed_feed"]
    with installation.callboard.database.begin() as connection:
        seq = connection.execute(select(t.feed.c.seq).where(t.feed.c.account_id == account)).scalar_one()
        feeds.visited(connection, account, agent="test", seq=seq, status=200, complete=True)


def test_a_feed_entry_that_was_fetched_away_may_be_posted_again(installation: Installation) -> None:
    (posting,) = installation.publish("indeed_feed")
    installation.pump()
    fetch(installation)
    assert installation.status(posting.id) is Status.LIVE
    withdraw(installation.callboard, "test", [posting.id])
    installation.pump()
    assert installation.status(posting.id) is Status.SENDING
    fetch(installation)
    assert installation.status(posting.id) is Status.CLOSED
    with pytest.raises(Refused, match="within 30 days"):
        repost(installation.callboard, "test", [posting.id])
    with installation.callboard.database.begin() as connection:
        month = text("now() - interval '31 days'")
        connection.execute(update(t.posting).values(published_at=month, starts_at=month, ended_at=text("now()")))
    (again,) = repost(installation.callboard, "test", [posting.id])
    assert again.reference.endswith("-2")


def test_a_run_that_reached_its_end_is_over(installation: Installation) -> None:
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    (posting,) = installation.publish("keyed", ends=later)
    installation.pump()
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.posting).values(ends_at=text("now()")))
        connection.execute(update(t.due).values(act_at=text("now()")))
        account_queue.reopen(connection, installation.accounts["keyed"])
    line = installation.until(posting.id, lambda line: line.ended_at is not None)
    assert line.status is Status.CLOSED
