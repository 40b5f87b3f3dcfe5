"""What is not kept for ever. Facts stay; what they were made of goes after a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

HITS_FOR = timedelta(days=400)
"""A year can be compared with the one before it."""
READINGS_FOR = timedelta(days=1100)
"""Three years and the days in which counts are still corrected; what they amounted to stays."""
VISITS_FOR = timedelta(days=90)
WRITERS_FOR = timedelta(days=90)
HEARD_FOR = timedelta(days=180)
"""Boards repeat a message for hours, and call the same candidate's second application within 120 days a repetition."""
ENTRIES_FOR = timedelta(days=7)
"""A feed's brake asks for the last hour only; a person who looks into what happened, for a few days."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """How many rows went; `partitions` of hits and readings that went whole, with theirs."""

    hits: int
    readings: int
    partitions: int
    visits: int
    salts: int
    entries: int


def clean(
    connection: Connection, now: datetime, *, hits_for: timedelta = HITS_FOR, visits_for: timedelta = VISITS_FOR
) -> Cleaned:
    """Delete hits, readings and visits older than told, entries that no feed lists any more, and old salts.

    The salts of today and yesterday (UTC) stay.

    Waits two seconds at most for a partition that is in use; then this raises and nothing is deleted.
    """
    connection.execute(text("set local lock_timeout = '2s'"))
    partitions = _drop_months(connection, "hit", now - hits_for)
    partitions += _drop_months(connection, "reading", now - READINGS_FOR)
    connection.execute(text("delete from hit_writer where at < :before"), {"before": now - WRITERS_FOR})
    connection.execute(text("delete from heard where at < :before"), {"before": now - HEARD_FOR})
    return Cleaned(
        hits=_delete(connection, "delete from hit where at < :before", now - hits_for),
        readings=_delete(connection, "delete from reading where taken_at < :before", now - READINGS_FOR),
        partitions=partitions,
        visits=_delete(connection, "delete from visit where at < :before", now - visits_for),
        salts=_delete(
            connection,
            "delete from salt where day < (cast(:before as timestamptz) at time zone 'UTC')::date",
            now - timedelta(days=1),
        ),
        entries=_delete(
            connection,
            "delete from feed_entry where removal in ('asked', 'lapsed') and removed_at < :before",
            now - ENTRIES_FOR,
        ),
    )


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many deliveries went, beside the partitions that went whole; proofs lose their file, not their note."""

    deliveries: int
    partitions: int
    proofs: int
    differences: int


def forget_evidence(connection: Connection, before: datetime) -> Forgotten:
    """Drop what proves runs that were over before an instant; the history of every posting stays.

    A delivery goes by its own time, also where its posting is still open. Waits two seconds at most for a partition
    that is in use; then this raises and nothing is deleted.
    """
    connection.execute(text("set local lock_timeout = '2s'"))
    return Forgotten(
        partitions=_drop_months(connection, "delivery", before),
        deliveries=_delete(connection, "delete from delivery where started_at < :before", before),
        proofs=_delete(
            connection,
            "update proof set body = null, name = '', media_type = '' from posting p where p.id = proof.posting_id"
            " and p.ended_at < :before and proof.body is not null",
            before,
        ),
        differences=_delete(connection, "delete from difference where resolved_at < :before", before),
    )


def _delete(connection: Connection, statement: str, before: datetime) -> int:
    return connection.execute(text(statement), {"before": before}).rowcount


_MONTHS = text("""
select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
where i.inhparent = cast(:table as regclass) and c.relname ~ ('^' || :table || '_[0-9]{4}_[0-9]{2}$')
""")


def _drop_months(connection: Connection, table: str, before: datetime) -> int:
    """A month that is past as a whole goes with its table, which costs nothing."""
    dropped = 0
    for name in connection.execute(_MONTHS, {"table": table}).scalars().all():
        year, month = int(name[-7:-3]), int(name[-2:])
        if (year * 12 + month) < before.year * 12 + before.month:
            connection.execute(text(f"drop table {name}"))
            dropped += 1
    return dropped
