"""Which scheduled postings of an account find no credit, no slot or no budget left when their time comes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from orchestrator.domain.usage import Clicks, Slots, slots_short
from orchestrator.queries.standing import standing
from orchestrator.storage import usage


def credit_stops(connection: Connection, account: int, now: datetime, zone: str) -> dict[int, str]:
    """By posting, a sentence. Nothing is said of an account of which it is not known how much is left."""
    found = standing(connection, account, now, zone)
    waiting = usage.scheduled(connection, account)
    match found.use:
        case Slots(there=int(there), used=used):
            where = ZoneInfo(zone)
            starts = [at.astimezone(where).date() for _, at in waiting]
            ends = [at.astimezone(where).date() for at in usage.ends(connection, account)]
            words = f"no slot of {found.account} is free then: there are {there:,}; end another advert before"
            return {waiting[index][0]: words for index in slots_short(there, used, starts, ends)}
        case Clicks() if found.left is not None and found.left <= 0:
            words = f"the budget of this month at {found.account} is spent; raise it, or move the posting"
            return {id: words for id, at in waiting if (at.year, at.month) == (now.year, now.month)}
    if found.balance is None:
        return {}
    each, left = found.credits_each, found.balance.left
    words = f"no credit is left for it at {found.account}: {max(left, 0):,} left, and earlier postings take them"
    return {id: words for index, (id, _) in enumerate(waiting) if (index + 1) * each > left}
