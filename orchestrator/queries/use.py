"""How the slots of an account stand, and what its paid clicks cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from orchestrator.domain.credit import Drift
from orchestrator.domain.day import ONE, begin
from orchestrator.domain.price import PACE_DAYS, Basis, Forecast, Price
from orchestrator.domain.reading import Origin
from orchestrator.domain.usage import Clicks, MonthOfUse, Slots, clicks_forecast, slots_forecast, slots_taken
from orchestrator.storage import credit_book, usage

MONTHS = 6
"""Months in the book."""
OURS = (Origin.APPLY_LINK,)


def slots_of(
    connection: Connection, price: Price, now: datetime, zone: str
) -> tuple[Slots, Forecast | None, Drift | None]:
    """Slots now, the day the last one is taken, and the board's own figure of those that are free."""
    today = now.astimezone(ZoneInfo(zone)).date()
    used = usage.occupied(connection, price.account_id, now)
    taken = slots_taken(used, usage.changes(connection, price.account_id, zone))
    slots = Slots(price.units, used, max([used, *(number for _, number in taken)]))
    said = credit_book.stated(connection, price.account_id)
    drift = None
    if said is not None and slots.there is not None:
        drift = Drift(said[0], said[1], slots.there - usage.occupied(connection, price.account_id, said[0]))
    return slots, slots_forecast(slots, taken, today), drift


def clicks_of(
    connection: Connection, price: Price, now: datetime, zone: str
) -> tuple[Clicks, Forecast | None, Drift | None]:
    """This month's clicks and spending, the day its budget is gone, and the board's own figure of what is left."""
    account, where = price.account_id, ZoneInfo(zone)
    today = now.astimezone(where).date()
    first = today.replace(day=1)
    origins = _origins(connection, account, first, today)
    month = usage.clicks(connection, account, first, today, origins)
    of = usage.live_between(connection, account, begin(first, where), now)
    found = Clicks(
        month.clicks if month else None, month.postings if month else 0, of, month.cost if month else None,
        price.units, origins == OURS,
    )  # fmt: skip
    lately = usage.clicks(connection, account, today - timedelta(days=PACE_DAYS), today, origins)
    said = credit_book.stated(connection, account)
    drift = None
    if said is not None and price.units is not None and (day := said[0].astimezone(where).date()) >= first:
        until = usage.clicks(connection, account, first, day, origins)
        if until is not None and until.cost is not None:
            drift = Drift(said[0], said[1], round(price.units - until.cost))
    return found, clicks_forecast(found.left, lately.cost if lately else None, today), drift


def months_of(connection: Connection, price: Price, today: date) -> Sequence[MonthOfUse]:
    """The book of slots or clicks, newest month first; none for what is bought by the posting."""
    first = (today.replace(day=1) - (MONTHS - 1) * 28 * ONE).replace(day=1)
    if price.basis is Basis.SLOT:
        return usage.slot_months(connection, price.account_id, max(first, price.first_day.replace(day=1)))
    if price.basis is Basis.CLICK:
        return usage.click_months(
            connection, price.account_id, first, _origins(connection, price.account_id, first, today)
        )
    return ()


def _origins(connection: Connection, account: int, first: date, last: date) -> Sequence[Origin]:
    """Who counts: whoever reports for the board, else our own apply links; never both together."""
    return usage.BY_BOARD if usage.clicks(connection, account, first, last, usage.BY_BOARD) else OURS
