"""What a posting cost: by charges, else by the price of its account; unknown is never 0."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Connection

from orchestrator.domain.fact import Fact
from orchestrator.domain.price import Basis, Price
from orchestrator.domain.reading import Metric, Origin
from orchestrator.queries.spending import spent
from orchestrator.reporting.sums import Spent
from orchestrator.storage import charges, credit_book, facts
from orchestrator.storage.cost_parts import parts
from orchestrator.storage.period_sums import Cut

from .world import World, world

JANUARY = date(2026, 1, 1)
MARCH = date(2026, 3, 1), date(2026, 3, 31)
PAGES = {"careers"}
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def rows(connection: Connection) -> World:
    return world(connection)


def posted(
    rows: World, account: int, first: tuple[int, int], ended: tuple[int, int] | None = None, board: str = "reed"
) -> int:
    began = datetime(2026, *first, 12, tzinfo=UTC)
    end = None if ended is None else datetime(2026, *ended, 12, tzinfo=UTC)
    return rows.posting(rows.vacancy(), account, board, published_at=began, starts_at=began, ended_at=end)


def price(rows: World, account: int, basis: Basis, amount: str, first: date = JANUARY, **changes: object) -> None:
    entered = Price(account, basis, Decimal(amount), "GBP", None, first, None)
    credit_book.add_price(rows.connection, replace(entered, **changes), "tom")  # type: ignore[arg-type]


def march(connection: Connection) -> dict[int, Decimal]:
    return {part.posting: part.amount for part in parts(connection, *MARCH, None, PAGES)}


def test_a_price_per_posting_is_spread_over_the_days_it_runs(connection: Connection, rows: World) -> None:
    account = rows.account("reed")
    price(rows, account, Basis.POSTING, "100")
    within = posted(rows, account, (3, 2), (3, 11))
    across = posted(rows, account, (2, 27), (3, 8))  # two of its ten days are February's
    running = posted(rows, account, (3, 18))  # 28 days, 14 of them March's
    spent = posted(rows, account, (1, 2))  # its 28 days are over
    assert march(connection) == {within: 100, across: 80, running: 50, spent: 0}


def test_the_price_of_the_day_it_was_published_counts(connection: Connection, rows: World) -> None:
    account = rows.account("reed")
    price(rows, account, Basis.POSTING, "100")
    price(rows, account, Basis.POSTING, "70", date(2026, 3, 5))
    before, after = posted(rows, account, (3, 4), (3, 10)), posted(rows, account, (3, 5), (3, 10))
    assert march(connection) == {before: 100, after: 70}


def test_a_charge_takes_the_place_of_the_price(connection: Connection, rows: World) -> None:
    account = rows.account("reed")
    price(rows, account, Basis.POSTING, "100")
    made = posted(rows, account, (3, 2), (3, 11))
    charges.add(connection, account, MARCH, Decimal(31), "GBP", "", "tom")
    assert march(connection) == {made: 31}


def test_slots_and_contracts_are_shared_by_live_days(connection: Connection, rows: World) -> None:
    slots, contract = rows.account("reed"), rows.account("reed")
    price(rows, slots, Basis.SLOT, "62", units=2)
    price(rows, contract, Basis.CONTRACT, "365", last_day=date(2026, 12, 31))
    one, other = posted(rows, slots, (3, 1), (3, 30)), posted(rows, slots, (3, 1), (3, 10))
    alone = posted(rows, contract, (3, 15))
    assert march(connection) == {one: 93, other: 31, alone: 31}


def test_clicks_are_paid_as_the_board_counts_them(connection: Connection, rows: World) -> None:
    account = rows.account("reed")
    price(rows, account, Basis.CLICK, "0.50")
    counted, silent = posted(rows, account, (3, 2)), posted(rows, account, (3, 2))
    day, taken = date(2026, 3, 3), datetime(2026, 3, 4, tzinfo=UTC)
    for id, origin, value in (
        (counted, Origin.BOARD, 40),
        (counted, Origin.APPLY_LINK, 70),
        (silent, Origin.APPLY_LINK, 9),
    ):
        facts.replace(connection, [Fact(id, Metric.CLICK, origin, day, day, value, taken)])
    assert march(connection) == {counted: 20}


def test_what_nobody_knows_is_unknown(connection: Connection, rows: World) -> None:
    unpriced, unknown = rows.account("reed"), rows.account("reed")
    credit_book.add_price(connection, Price(unknown, Basis.POSTING, None, "GBP", None, JANUARY, None), "tom")
    open_end = rows.account("reed")
    price(rows, open_end, Basis.CONTRACT, "500")  # for how long?
    for account in (unpriced, unknown, open_end):
        posted(rows, account, (3, 2))
    assert march(connection) == {}
    assert spent(connection, *MARCH, None, PAGES) == {Cut.BOARD: {}, Cut.EMPLOYER: {}}


def test_a_board_says_for_how_many_the_cost_is_known(connection: Connection, rows: World) -> None:
    account = rows.account("reed")
    price(rows, account, Basis.POSTING, "100")
    posted(rows, account, (3, 2), (3, 11))
    found = spent(connection, *MARCH, None, PAGES)[Cut.BOARD]["reed"]
    assert (found.cost, found.currency, found.known, found.of) == (Decimal(100), "GBP", 1, 1)
    assert found.each is None  # its applications are not known


def test_a_page_of_our_own_is_free_until_somebody_pays_for_it(connection: Connection, rows: World) -> None:
    free, hosted, priced = (rows.account("careers") for _ in range(3))
    ours, charged, agreed = (posted(rows, each, (3, 2), (3, 11), "careers") for each in (free, hosted, priced))
    posted(rows, free, (1, 2), (2, 11), "careers")  # not to be seen in March
    posted(rows, rows.account("reed"), (3, 2))  # nobody knows
    charges.add(connection, hosted, MARCH, Decimal(31), "GBP", "", "tom")
    price(rows, priced, Basis.POSTING, "10")
    assert march(connection) == {ours: 0, charged: 31, agreed: 10}
    january = spent(connection, JANUARY, date(2026, 1, 31), None, PAGES)
    assert january[Cut.BOARD] == {"careers": Spent(Decimal(0), "", 1, 1, None, 0)}


def test_what_is_free_is_nothing_in_every_currency(connection: Connection, rows: World) -> None:
    page, board = rows.account("careers"), rows.account("reed")
    price(rows, board, Basis.POSTING, "100")
    for account, name, applications in ((page, "careers", 30), (board, "reed", 20)):
        day = date(2026, 3, 3)
        made = posted(rows, account, (3, 2), (3, 11), name)
        facts.replace(connection, [Fact(made, Metric.APPLICATION, Origin.BY_HAND, day, day, applications, NOON)])
    together = spent(connection, *MARCH, None, PAGES)[Cut.EMPLOYER][str(rows.employer_id)]
    assert (together.cost, together.currency, together.known, together.divided) == (Decimal(100), "GBP", 2, 2)
    assert together.each is not None
    assert together.each.cost == 2
