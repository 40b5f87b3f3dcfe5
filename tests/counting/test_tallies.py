"""What facts add up to: a report of whole months says the same from tallies as from the facts themselves."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from orchestrator.domain.cadence import count_state
from orchestrator.domain.day import ONE
from orchestrator.domain.fact import Fact
from orchestrator.domain.reading import CountState, Metric, Origin
from orchestrator.queries.report import By
from orchestrator.queries.report_days import of_days
from orchestrator.queries.report_months import of_months
from orchestrator.storage import facts
from orchestrator.storage import tables as t
from orchestrator.storage.database import Database

from .world import World, added_up, world

NOW = datetime.now(UTC)
PERIODS = [(date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 3, 31)), (date(2026, 1, 1), NOW.date())]


def some_facts(chance: random.Random, rows: World, posting: int, began: date) -> None:
    """Series with gaps, with facts that are not split at the end of a month, and one passed over."""
    made: list[Fact] = []
    for metric, origin, preferred in (
        (Metric.APPLICATION, Origin.BOARD, True),
        (Metric.APPLICATION, Origin.BY_HAND, False),
        (Metric.CLICK, Origin.APPLY_LINK, True),
    ):
        if chance.random() < 0.2:
            continue
        day = began
        while day < began + timedelta(days=70):
            until = day + timedelta(days=chance.choice([0, 0, 0, 3, 20])) if origin is not Origin.APPLY_LINK else day
            taken = datetime(until.year, until.month, until.day, 23, tzinfo=UTC)
            value, robots = chance.randrange(5), chance.randrange(3) if origin is Origin.APPLY_LINK else 0
            made.append(Fact(posting, metric, origin, day, until, value, taken, preferred, robots))
            day = until + timedelta(days=chance.choice([1, 1, 1, 9, 45]))
    if made:
        facts.replace(rows.connection, made)


def fill(connection: Connection, seed: int) -> None:
    chance = random.Random(seed)
    for slug in ("fairhaven", "rowan"):
        rows = world(connection, slug)
        accounts = {board: rows.account(board) for board in ("reed", "herald")}
        for _ in range(12):
            board = chance.choice(list(accounts))
            began = datetime(2025, 12, 20, 9, tzinfo=UTC) + timedelta(days=chance.randrange(80))
            ended = chance.choice([None, began + timedelta(days=chance.randrange(60))])
            made = rows.posting(rows.vacancy(), accounts[board], board,
                                published_at=began, starts_at=began, ended_at=ended)  # fmt: skip
            some_facts(chance, rows, made, began.date())


@pytest.mark.parametrize("seed", range(4))
def test_months_say_what_days_say(database: Database, seed: int) -> None:
    with database.begin() as connection:
        fill(connection, seed)
        added_up(connection)
    with database.read() as connection:
        for start, end in PERIODS:
            for by in (By.BOARD, By.ADVERT, By.EMPLOYER):
                for employer in (None, 1):
                    days = of_days(connection, start, end, by, employer=employer)
                    assert of_months(connection, start, end, by, employer=employer) == days
                    assert days.total.postings


def test_adding_up_again_writes_nothing(database: Database) -> None:
    with database.begin() as connection:
        fill(connection, 5)
        added_up(connection)
    with database.begin() as connection:
        f = t.fact.c
        rows = connection.execute(select(f.posting_id, f.metric, f.origin, f.day, f.until, f.value, f.as_of,
                                         f.preferred, f.robots))  # fmt: skip
        facts.replace(
            connection, [Fact(id, Metric(metric), Origin(origin), *rest) for id, metric, origin, *rest in rows]
        )
        added_up(connection)
        for table in ("tally", "day_tally", "posting_month"):
            now, all_ = connection.exec_driver_sql(
                f"select count(*) filter (where xmin = pg_current_xact_id()::xid), count(*) from {table}"
            ).one()
            assert now == 0 < all_


@pytest.mark.parametrize("origin", [Origin.BOARD, Origin.BY_HAND])
@pytest.mark.parametrize("age", [timedelta(hours=40), timedelta(days=9), timedelta(days=30)])
@pytest.mark.parametrize("ended", [None, timedelta(hours=1), timedelta(days=20)])
def test_sql_and_rule_agree_on_what_is_late(
    database: Database, origin: Origin, age: timedelta, ended: timedelta | None
) -> None:
    with database.begin() as connection:
        rows = world(connection)
        account = rows.account("reed")
        expected = {}
        for hours in (1, 4, 8, 10, 71, 73, 200):
            as_of = NOW - timedelta(hours=hours)
            began, end = as_of - age, as_of + ended if ended and as_of + ended < NOW else None
            made = rows.posting(rows.vacancy(), account, "reed", published_at=began, ended_at=end)
            day = as_of.date()
            facts.replace(connection, [Fact(made, Metric.APPLICATION, origin, day, day + ONE, 1, as_of)])
            expected[made] = count_state(origin, as_of, began, end, NOW) is CountState.STALE
        added_up(connection)
        stale = connection.execute(select(t.posting_month.c.posting_id, t.posting_month.c.stale))
        assert {row.posting_id: row.stale for row in stale} == expected
