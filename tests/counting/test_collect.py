"""Counts asked of real boards (the simulator's) over HTTP, by one worker and by several."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select, text, update

from orchestrator.boards.contract import Account, Adapter
from orchestrator.boards.registry import Registry
from orchestrator.boards.session import BoardSession
from orchestrator.callboard import Callboard
from orchestrator.delivery import call
from orchestrator.delivery.route import route
from orchestrator.domain.reading import Metric
from orchestrator.domain.receipt import Count
from orchestrator.domain.status import Status
from orchestrator.outbound.transport import Transport
from orchestrator.services.collect import Collected, OpenSession, collect_counts
from orchestrator.storage import tables as t
from orchestrator.testing.boards import Keyed
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation

TRANSPORT = Transport()


def opener(callboard: Callboard) -> OpenSession:
    def open_session(account: Row[Any], adapter: Adapter, *, changing: bool) -> BoardSession:
        return call.open_session(route(callboard, account.id), TRANSPORT, changing=changing, seconds=2.0)

    return open_session


def collect(callboard: Callboard) -> Collected:
    return collect_counts(callboard, opener(callboard))


def live(installation: Installation, number: int = 1) -> list[int]:
    """Postings live on the board that counts."""
    vacancies = [installation.vacancy() for _ in range(number)]
    placed = [each.id for each in installation.publish("keyed", vacancies=vacancies)]
    for each in placed:
        installation.until(each, lambda line: line.status is Status.LIVE)
    return placed


def rows(callboard: Callboard) -> list[tuple[int, str, int]]:
    with callboard.database.read() as connection:
        found = connection.execute(
            select(t.reading.c.posting_id, t.reading.c.metric, t.reading.c.value).order_by(t.reading.c.posting_id)
        )
        return [tuple(row) for row in found]


def make_due(callboard: Callboard) -> None:
    with callboard.database.begin() as connection:
        connection.execute(update(t.due).values(counts_at=text("now()")))


def minutes_until_due(callboard: Callboard, posting: int) -> float:
    with callboard.database.read() as connection:
        return float(
            connection.execute(
                text("select extract(epoch from counts_at - now()) / 60 from due where posting_id = :id"),
                {"id": posting},
            ).scalar_one()
        )


def events(callboard: Callboard, kind: str) -> list[str]:
    with callboard.database.read() as connection:
        return list(
            connection.execute(select(t.event.c.reason).where(t.event.c.kind == kind).order_by(t.event.c.at)).scalars()
        )


def test_a_live_posting_is_counted_and_due_again_in_an_hour(installation: Installation) -> None:
    (posting,) = live(installation)
    collected = collect(installation.callboard)
    assert (collected.accounts, collected.readings, collected.errors) == (1, 3, {})
    assert rows(installation.callboard) == [
        (posting, "impression", 0),
        (posting, "click", 0),
        (posting, "application", 0),
    ]
    assert 59 < minutes_until_due(installation.callboard, posting) <= 60
    assert collect(installation.callboard) == Collected(0, 0, 0, {})


@pytest.mark.parametrize(("days", "minutes"), [(1, 60), (3, 180), (20, 1440)])
def test_older_postings_are_asked_for_less(installation: Installation, days: int, minutes: int) -> None:
    (posting,) = live(installation)
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.posting).values(published_at=text(f"now() - interval '{days} days'")))
    collect(installation.callboard)
    assert minutes - 1 < minutes_until_due(installation.callboard, posting) <= minutes


def test_an_ended_posting_is_asked_for_once_more_and_then_left(installation: Installation) -> None:
    live(installation)
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.posting).values(ended_at=text("now() - interval '4 days'")))
    assert collect(installation.callboard).readings == 3
    with installation.callboard.database.read() as connection:
        assert connection.execute(select(t.due.c.counts_at)).scalar_one() is None


def test_a_failing_board_leaves_its_counts_unknown(installation: Installation, boards: Operator) -> None:
    (posting,) = live(installation)
    boards.fault("keyed", "unavailable", next=1)
    collected = collect(installation.callboard)
    assert len(collected.errors) == 1
    assert rows(installation.callboard) == []
    assert 14 < minutes_until_due(installation.callboard, posting) <= 15


def test_a_board_says_itself_when_to_come_back(installation: Installation, boards: Operator) -> None:
    (posting,) = live(installation)
    boards.fault("keyed", "throttle", next=1, retry_after=120)
    collect(installation.callboard)
    assert 1 < minutes_until_due(installation.callboard, posting) <= 2


def test_a_refused_login_is_recorded_and_pauses_nothing(installation: Installation) -> None:
    live(installation)
    callboard = installation.callboard
    with callboard.database.begin() as connection:
        connection.execute(
            update(t.board_account)
            .where(t.board_account.c.board == "keyed")
            .values(secrets=callboard.vault.seal({"token": "wrong"}))
        )
    assert collect(callboard).errors
    assert len(events(callboard, "counts_unauthorized")) == 1
    with callboard.database.read() as connection:
        assert connection.execute(text("select count(*) from board_account where paused_at is not null")).scalar() == 0


def test_a_paused_account_is_not_asked(installation: Installation) -> None:
    live(installation)
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.board_account).values(paused_at=text("now()")))
    assert collect(installation.callboard).accounts == 0


def test_several_workers_never_ask_for_the_same(installation: Installation) -> None:
    live(installation, 12)
    with ThreadPoolExecutor(4) as pool:
        done = [each.result() for each in [pool.submit(collect, installation.callboard) for _ in range(8)]]
    assert sum(each.readings for each in done) == 36
    assert len(set(rows(installation.callboard))) == len(rows(installation.callboard)) == 36


def test_counting_takes_a_fifth_of_the_rate(installation: Installation) -> None:
    live(installation, 6)
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.board_account).values(rate=0.001, burst=10, tokens=10, tokens_at=text("now()")))
    assert collect(installation.callboard).readings == 2 * 3
    with installation.callboard.database.read() as connection:
        left = select(t.board_account.c.tokens).where(t.board_account.c.board == "keyed")
        assert connection.execute(left).scalar_one() == pytest.approx(8, abs=0.01)


class Together(Keyed):
    """The same board, asked for all of an account at once."""

    def counts_many(self, account: Account, since: datetime, session: BoardSession) -> Sequence[Count]:
        found = [Count("somebody else's", Metric.CLICK, 5), Count("1", "stars", 5)]
        for advert in self.adverts:
            answer = session.get(f"/jobs/{advert}/counts").accept().json()
            found += [Count(advert, Metric.APPLICATION, answer["applications"]), Count(advert, Metric.CLICK, -1)]
            found.append(
                Count(advert, Metric.IMPRESSION, 7, datetime.fromisoformat(answer["as_of"]) + timedelta(days=9))
            )
        return found

    adverts: tuple[str, ...] = ()


def test_a_board_that_reports_all_at_once(installation: Installation) -> None:
    placed = live(installation, 3)
    adapter = Together()
    with installation.callboard.database.read() as connection:
        adapter.adverts = tuple(connection.execute(select(t.posting.c.external_id)).scalars())
    registry = Registry({**installation.callboard.registry, "keyed": adapter})
    callboard = replace(installation.callboard, registry=registry)
    collected = collect(callboard)
    assert (collected.accounts, collected.readings, collected.refused) == (1, 6, 3)
    assert sorted(rows(callboard)) == sorted(
        (posting, metric, value) for posting in placed for metric, value in (("application", 0), ("impression", 7))
    )
    assert "click -1" in events(callboard, "counts_refused")[0]
    with callboard.database.read() as connection:
        assert connection.execute(text("select count(*) from reading where taken_at > now()")).scalar() == 0


def test_a_worker_that_is_told_to_end_asks_no_further_board(installation: Installation, boards: Operator) -> None:
    (posting,) = live(installation)
    make_due(installation.callboard)
    asked = len(boards.exchanges("keyed"))
    stopping = call.reader(installation.callboard, TRANSPORT, lambda: True)
    collected = collect_counts(installation.callboard, stopping)
    assert list(collected.errors.values()) == ["the worker is stopping"]
    assert len(boards.exchanges("keyed")) == asked
    assert 0 < minutes_until_due(installation.callboard, posting) <= 15
