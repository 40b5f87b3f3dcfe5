"""Accounts that are paid by slots or by clicks: what is taken, what it costs, when it runs out, what the board says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, update

from orchestrator.domain.fact import Fact
from orchestrator.domain.permission import Role
from orchestrator.domain.reading import Metric, Origin
from orchestrator.queries.standing import quote, standing
from orchestrator.storage import facts
from orchestrator.storage import tables as t
from orchestrator.storage.database import clock

from .conftest import Desk
from .visitor import Visitor

TODAY = datetime.now(UTC).date()


def priced(desk: Desk, board: str = "keyed", **values: str) -> Visitor:
    """Ops at the page of an account whose price is set."""
    visitor = desk.signed_in("olga", Role.OPS, 0).open(f"/boards/{desk.fairhaven.accounts[board]}/credits")
    return visitor.press("Set price", first_day="2020-01-01", **values)


def live(desk: Desk, board: str, number: int) -> list[int]:
    """Postings that went out ten minutes ago."""
    ids = [desk.fairhaven.publish(board)[0].id for _ in range(number)]
    with desk.callboard.database.begin() as connection:
        ago = func.now() - timedelta(minutes=10)
        connection.execute(update(t.posting).where(t.posting.c.id.in_(ids)).values(published_at=ago, presence="live"))
    return ids


def clicked(
    desk: Desk, posting: int, number: int, days: Sequence[date] = (TODAY,), origin: Origin = Origin.BOARD
) -> None:
    now = datetime.now(UTC)
    with desk.callboard.database.begin() as connection:
        facts.replace(connection, [Fact(posting, Metric.CLICK, origin, day, day, number, now) for day in days])


def test_slots_are_taken_by_what_is_live_and_by_what_is_scheduled(desk: Desk) -> None:
    visitor = priced(desk, basis="slot", amount="240", units="4")
    assert "0 of 4 slots are taken; nothing scheduled takes the rest." in visitor.text
    live(desk, "keyed", 2)
    for day in (2, 3, 4):
        desk.fairhaven.publish("keyed", starts=f"2099-03-0{day}T09:00")
    visitor.open(visitor.path)
    assert (
        "2 of 4 slots are taken; the last one is on 3 March 2099, by what is scheduled, and 1 too few for all of it."
        in visitor.text
    )
    assert "Cost of a month£960" in visitor.text
    assert f"{TODAY:%B %Y}2£960" in visitor.text
    visitor.press("Enter credits", kind="stated", credits="1")
    assert "1 left on" in visitor.text
    assert "we counted 2. 1 were taken outside Callboard" in visitor.text
    assert "keyed2 free slotsall taken 3 March 2099" in desk.signed_in("priya").open("/today").text
    assert "2 free slots" in visitor.open("/boards").text
    with desk.callboard.database.read() as connection:
        account = desk.fairhaven.accounts["keyed"]
        found = quote(connection, [account, account], clock(connection))
    assert (found.slots, found.money, found.unknown) == ({"keyed": 2}, {}, ())


def test_how_many_slots_there_are_and_what_they_cost_may_be_unknown(desk: Desk) -> None:
    visitor = priced(desk, basis="slot")
    live(desk, "keyed", 1)
    visitor.open(visitor.path)
    assert "1 slot is taken; how many there are is unknown." in visitor.text
    assert "Cost of a monthunknown" in visitor.text
    with desk.callboard.database.read() as connection:
        found = quote(connection, [desk.fairhaven.accounts["keyed"]], clock(connection))
    assert found.unknown == ("keyed",)


def test_clicks_cost_what_held_on_their_day_and_uncounted_ones_are_unknown(desk: Desk) -> None:
    visitor = priced(desk, basis="click", amount="0.50", units="300")
    account = desk.fairhaven.accounts["keyed"]
    first, second = live(desk, "keyed", 2)
    visitor.open(visitor.path)
    assert "No click of this month has been counted yet: what it costs is unknown, not 0." in visitor.text
    assert "Spent this monthunknown" in visitor.text
    clicked(desk, first, 100)
    clicked(desk, second, 7, origin=Origin.APPLY_LINK)
    visitor.open(visitor.path)
    assert "£50 spent for 100 clicks this month, known for 1 of 2 postings; the budget of £300 lasts" in visitor.text
    assert "Counted bythe board" in visitor.text
    assert f"{TODAY:%B %Y}100£50" in visitor.text
    visitor.press("Set price", basis="click", amount="4.00", units="300", first_day=TODAY.isoformat())
    assert "£400 spent for 100 clicks this month" in visitor.text
    assert "the budget of £300 is gone" in visitor.text
    visitor.press("Enter credits", kind="stated", credits="20")
    assert "20 left on today; we counted -100. 120 more than we count" in visitor.text
    with desk.callboard.database.read() as connection:
        found = quote(connection, [account], clock(connection))
    assert (found.by_click, found.money) == ({"keyed": (Decimal("4.00"), "GBP")}, {})


def test_where_the_board_reports_no_clicks_our_own_links_count(desk: Desk) -> None:
    visitor = priced(desk, basis="click", amount="0.50")
    (posting,) = live(desk, "keyed", 1)
    clicked(desk, posting, 12, origin=Origin.APPLY_LINK)
    visitor.open(visitor.path)
    assert "£6 spent for 12 clicks this month, known for 1 of 1 posting." in visitor.text
    assert "our own apply links; the board has reported none" in visitor.text


def test_a_month_before_counts_for_the_pace_and_not_for_the_month(desk: Desk) -> None:
    priced(desk, basis="click", amount="1.00", units="1000")
    (posting,) = live(desk, "keyed", 1)
    before = TODAY.replace(day=1) - timedelta(days=1)
    clicked(desk, posting, 30, days=(before,))
    with desk.callboard.database.read() as connection:
        found = standing(connection, desk.fairhaven.accounts["keyed"], clock(connection), "UTC")
    assert found.left is None
    assert found.forecast is None
