"""Make facts of readings and of our own hits: whole days anew, in one transaction, with the same result each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select, text

from orchestrator.callboard import Callboard
from orchestrator.domain.day import ONE, begin, day_of
from orchestrator.domain.fact import Fact, daily, facts
from orchestrator.domain.offer import Mode
from orchestrator.domain.reading import Metric
from orchestrator.storage import facts as kept
from orchestrator.storage import hits, readings
from orchestrator.storage.database import clock
from orchestrator.storage.tables import employer

DAYS = 4
"""Late readings and replayed hits of so many days are taken in."""

_BATCH = 200
_LOCK = text("select pg_advisory_xact_lock(hashtext('facts'), cast(:employer as int))")


def recompute_all(callboard: Callboard, *, days: int = DAYS) -> int:
    """All employers, one after another; returns how many facts changed."""
    with callboard.database.read() as connection:
        ids = connection.execute(select(employer.c.id).order_by(employer.c.id)).scalars().all()
    return sum(recompute_facts(callboard, each, days=days) for each in ids)


def recompute_facts(callboard: Callboard, employer_id: int, *, days: int = DAYS) -> int:
    """Facts of one employer for the last `days` days of its zone, today included; returns how many changed.

    A posting with a reading in that time gets all its reported facts anew, because a total that fell corrects earlier
    days too. Of our own hits the days in question are counted again; robots are left out.
    """
    pages = {name for name, adapter in callboard.registry.items() if adapter.mode is Mode.PAGE}
    with callboard.database.begin() as connection:
        connection.execute(_LOCK, {"employer": employer_id})
        now = clock(connection)
        zone: str = connection.execute(select(employer.c.zone).where(employer.c.id == employer_id)).scalar_one()
        where = ZoneInfo(zone)
        first = day_of(now, where) - ONE * (days - 1)
        since = begin(first, where)
        changed = 0
        postings = readings.touched(connection, employer_id, since)
        for start in range(0, len(postings), _BATCH):
            batch = postings[start : start + _BATCH]
            changed += kept.replace_reported(connection, employer_id, batch, _reported(connection, batch, zone))
        measured = _measured(connection, employer_id, where, first=first, now=now, pages=pages)
        return changed + kept.replace_measured(connection, employer_id, first, measured)


def _reported(connection: Connection, postings: list[int], zone: str) -> list[Fact]:
    began = {id_: owner.began_at for id_, owner in readings.owners(connection, postings).items()}
    return facts(readings.of_postings(connection, postings), zone, began)


def _measured(
    connection: Connection, employer_id: int, zone: ZoneInfo, *, first: date, now: datetime, pages: set[str]
) -> Iterator[Fact]:
    """On a page of ours the link is the Apply button, everywhere else it is the click on the board."""
    since = begin(first, zone)
    counted = hits.tally(connection, employer_id, zone.key, since)
    for link in kept.linked(connection, employer_id, since):
        metric = Metric.APPLY_START if link.board in pages else Metric.CLICK
        last = day_of(min(link.ended_at or now, now), zone)
        days = _days(max(first, day_of(link.began_at, zone)), last)
        yield from daily(counted.pop((link.posting, metric), {}), link.posting, metric, days, now)
    for (posting, metric), clicks in counted.items():
        yield from daily(clicks, posting, metric, (), now)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE
