"""Counts as they were reported: appended, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select, text

from orchestrator.domain.reading import Mark, Metric, Origin, Reading

from .tables import posting, reading

_METRICS = {each.value: each for each in Metric}
_ORIGINS = {each.value: each for each in Origin}


@dataclass(frozen=True, slots=True)
class Entry:
    """A reading with whose it is and who gave it."""

    reading: Reading
    employer_id: int
    actor: str = ""
    note: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """Of a posting: whose it is and since when it is counted."""

    employer_id: int
    began_at: datetime


_MARK = text("""
insert into recount (posting_id, employer_id, since)
select posting, employer, since
from unnest(cast(:postings as bigint[]), cast(:employers as bigint[]), cast(:since as timestamptz[]))
     n(posting, employer, since) order by posting
on conflict (posting_id) do update set since = excluded.since where excluded.since < recount.since
""")


def append(connection: Connection, entries: Sequence[Entry]) -> None:
    """Add readings in the caller's transaction, and mark their postings for facts to be made anew."""
    if entries:
        since: dict[int, tuple[int, datetime]] = {}
        for entry in entries:
            at = min(entry.reading.taken_at, entry.reading.span_from or entry.reading.taken_at)
            known = since.get(entry.reading.posting)
            since[entry.reading.posting] = (entry.employer_id, min(at, known[1]) if known else at)
        connection.execute(
            _MARK,
            {
                "postings": list(since),
                "employers": [employer for employer, _ in since.values()],
                "since": [at for _, at in since.values()],
            },
        )
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
                    "mark": entry.mark,
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


_CALLED = text("""
select board_reference as name, id from posting
where board_reference = any(:names) and (cast(:employer as bigint) is null or employer_id = :employer)
union
select external_id, id from posting
where external_id = any(:names) and (cast(:employer as bigint) is null or employer_id = :employer)
order by 1, 2
""")


def called(connection: Connection, names: Sequence[str], employer: int | None) -> Mapping[str, list[int]]:
    """Postings by our reference or their board's id; a name may be several postings', or nobody's."""
    found: dict[str, list[int]] = {}
    for name, id_ in connection.execute(_CALLED, {"names": list(set(names)), "employer": employer}):
        found.setdefault(name, []).append(id_)
    return found


_AFTER = text("""
select r.* from unnest(cast(:postings as bigint[])) p(posting_id)
join renewed w using (posting_id)
join reading r on r.posting_id = p.posting_id and r.taken_at > coalesce(w.since, '-infinity')
""")


def of_batch(connection: Connection, postings: Sequence[int]) -> list[Reading]:
    """All readings of these postings of a batch (`storage.fact_ground`) that were taken after what stands of them."""
    return list(map(_reading, connection.execute(_AFTER, {"postings": list(postings)})))


_TOTALS = text("""
select t.* from unnest(cast(:postings as bigint[])) p(id)
cross join lateral (
  select * from reading where posting_id = p.id and origin = :origin and span_from is null
  order by taken_at desc, value desc limit :most) t
""")
_CLICKS = text("""
select t.* from unnest(cast(:postings as bigint[])) p(id) cross join unnest(array['click', 'apply_start']) m(metric)
cross join lateral (
  select * from reading where posting_id = p.id and metric = m.metric and span_from is null
  order by taken_at desc, value desc limit 1) t
""")
MOST_OF_ONE = 2000
"""Totals of one posting that a new one is set against: years of a file a day."""


def totals(connection: Connection, postings: Sequence[int], origin: Origin) -> list[Reading]:
    """The newest totals of these postings that `origin` has reported, and of all the newest of their clicks."""
    given = {"postings": list(postings), "origin": origin, "most": MOST_OF_ONE}
    rows = (*connection.execute(_TOTALS, given), *connection.execute(_CLICKS, {"postings": list(postings)}))
    return list(map(_reading, rows))


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


_TAKE = text("""
delete from recount where posting_id in (
  select posting_id from recount where cast(:employer as bigint) is null or employer_id = :employer
  order by employer_id, posting_id limit :most)
returning posting_id, since
""")


def take_marked(connection: Connection, employer: int | None, most: int) -> dict[int, datetime]:
    """Postings of one employer or all whose facts are to be made anew, and from when on; their marks go with the
    transaction.

    Waits for whoever is just appending to them, so that no reading stays without a fact.
    """
    rows = connection.execute(_TAKE, {"employer": employer, "most": most})
    return {row.posting_id: row.since for row in rows}


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
