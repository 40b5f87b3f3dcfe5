"""Counts as they were reported: appended, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select, text

from orchestrator.domain.reading import Metric, Origin, Reading

from .tables import posting, reading


@dataclass(frozen=True, slots=True)
class Entry:
    """A reading with whose it is and who gave it."""

    reading: Reading
    employer_id: int
    actor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """Of a posting: whose it is and since when it is counted."""

    employer_id: int
    began_at: datetime


def append(connection: Connection, entries: Sequence[Entry]) -> None:
    """Add readings in the caller's transaction."""
    if entries:
        connection.execute(
            reading.insert(),
            [
                {
                    "employer_id": entry.employer_id,
                    "posting_id": entry.reading.posting,
                    "metric": entry.reading.metric,
                    "value": entry.reading.value,
                    "origin": entry.reading.origin,
                    "taken_at": entry.reading.taken_at,
                    "span_from": entry.reading.span_from,
                    "span_to": entry.reading.span_to,
                    "actor": entry.actor,
                    "note": entry.note,
                }
                for entry in entries
            ],
        )


def owners(connection: Connection, postings: Sequence[int]) -> Mapping[int, Owner]:
    """Postings by id; unknown ones are missing."""
    rows = connection.execute(
        select(posting.c.id, posting.c.employer_id, posting.c.published_at, posting.c.starts_at).where(
            posting.c.id.in_(postings)
        )
    )
    return {row.id: Owner(row.employer_id, row.published_at or row.starts_at) for row in rows}


def of_postings(connection: Connection, postings: Sequence[int]) -> list[Reading]:
    """All readings of some postings, in no order."""
    return list(map(_reading, connection.execute(select(reading).where(reading.c.posting_id.in_(postings)))))


_LATEST = text("""
select t.* from unnest(cast(:postings as bigint[])) p(id)
cross join lateral (
  select distinct on (metric, origin) * from reading
  where posting_id = p.id and span_from is null order by metric, origin, taken_at desc, value desc) t
union all
select r.* from reading r where r.posting_id = any(cast(:postings as bigint[])) and r.span_from is not null
""")


def latest(connection: Connection, postings: Sequence[int]) -> list[Reading]:
    """Of each posting, metric and origin the newest total, and all spans: what `domain.fact.total` needs."""
    return list(map(_reading, connection.execute(_LATEST, {"postings": list(postings)})))


_TOUCHED = text("""
select distinct r.posting_id from reading r where r.employer_id = :employer and r.taken_at >= :since
""")


def touched(connection: Connection, employer_id: int, since: datetime) -> list[int]:
    """An employer's postings with readings taken since an instant."""
    return [row[0] for row in connection.execute(_TOUCHED, {"employer": employer_id, "since": since})]


def _reading(row: Row[tuple[object, ...]]) -> Reading:
    return Reading(
        row.posting_id,
        Metric(row.metric),
        row.value,
        Origin(row.origin),
        row.taken_at,
        row.span_from,
        row.span_to,
    )
