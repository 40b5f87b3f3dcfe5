"""Make facts of readings and of our own hits: whole days anew, with the same result each time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from orchestrator.boards.registry import pages
from orchestrator.callboard import Callboard
from orchestrator.domain.day import ONE, day_of
from orchestrator.domain.fact import facts
from orchestrator.storage import fact_ground, readings, summaries, total_facts
from orchestrator.storage import facts as kept
from orchestrator.storage.database import clock

DAYS = 4
"""Facts of so many days are made anew; older ones stand, unless a reading says otherwise."""

BATCH = 2000
"""Postings in one transaction: whoever appends a reading to one of them waits for its end."""


def recompute_facts(callboard: Callboard, employer: int | None = None, *, days: int = DAYS) -> int:
    """Facts of one employer or all; returns how many changed.

    Of a posting with new readings the last `days` days of its employer's zone, today included, are made anew. Where a
    reading is older than that, or a total has fallen below what stands, or somebody reports spans, it is all that
    there are readings for. Of our own hits those days are counted again; robots are kept apart.
    """
    changed, marked = 0, BATCH
    while marked == BATCH:
        with callboard.database.begin() as connection:
            summaries.lock(connection)
            taken = readings.take_marked(connection, employer, BATCH)
            if taken:
                changed += _renew(connection, taken, days)
        marked = len(taken)
    with callboard.database.begin() as connection:
        summaries.lock(connection)
        changed += kept.measure(connection, days, sorted(pages(callboard.registry)), employer)
        summaries.pass_time(connection, day_of(clock(connection), ZoneInfo("UTC")) - ONE * (days + 31))
    return changed


def _renew(connection: Connection, marked: dict[int, datetime], days: int) -> int:
    connection.execute(text("set local work_mem = '64MB'"))
    fact_ground.lay(connection, marked, days)
    fallen = total_facts.gather(connection)
    if fallen:
        fact_ground.widen(connection, fallen)
        total_facts.gather(connection, fallen)
    total_facts.make(connection)
    _make_of_spans(connection)
    return kept.renew(connection)


def _make_of_spans(connection: Connection) -> None:
    """Where somebody reports spans, facts are made by the rule itself."""
    found = fact_ground.spanned(connection)
    if not found:
        return
    standing = fact_ground.of_spanned(connection)
    by_zone: dict[str, list[int]] = {}
    for posting, spanned in found.items():
        by_zone.setdefault(spanned.zone, []).append(posting)
    known = readings.of_batch(connection, list(found))
    for zone, postings in by_zone.items():
        began = {posting: found[posting].began_at for posting in postings}
        of_zone = [each for each in known if each.posting in began]
        kept.copy_new(connection, facts(of_zone, zone, began, standing))
