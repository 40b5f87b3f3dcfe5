"""Facts as they are kept. Only what differs is written, so that computing them again costs no writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, Row, Select, and_, select, text

from orchestrator.domain.fact import Fact
from orchestrator.domain.reading import Metric, Origin

from .tables import fact

_OURS = fact.c.origin == Origin.APPLY_LINK


@dataclass(frozen=True, slots=True)
class Linked:
    """A posting with an apply link, and the time it was to be seen: `ended_at` None, it still is."""

    posting: int
    board: str
    began_at: datetime
    ended_at: datetime | None


def replace_reported(connection: Connection, employer_id: int, postings: Sequence[int], now: Iterable[Fact]) -> int:
    """Make `now` the facts of these postings from all origins but our apply link; returns how many rows changed."""
    kept = select(fact).where(and_(fact.c.posting_id.in_(postings), ~_OURS))
    return _replace(connection, employer_id, kept, now)


def replace_measured(connection: Connection, employer_id: int, first: date, now: Iterable[Fact]) -> int:
    """Make `now` the facts of the apply links of an employer from day `first` on; returns how many rows changed."""
    kept = select(fact).where(and_(fact.c.employer_id == employer_id, fact.c.day >= first, _OURS))
    return _replace(connection, employer_id, kept, now)


_LINKED = text("""
select p.id as posting, p.board, p.published_at as began_at, p.ended_at
from posting p join apply_link l on l.posting_id = p.id
where p.employer_id = :employer and p.published_at is not null and (p.ended_at is null or p.ended_at >= :since)
""")


def linked(connection: Connection, employer_id: int, since: datetime) -> list[Linked]:
    """Published postings with an apply link that had not ended at `since`."""
    return [Linked(**row._asdict()) for row in connection.execute(_LINKED, {"employer": employer_id, "since": since})]


def _replace(connection: Connection, employer_id: int, kept: Select[Any], now: Iterable[Fact]) -> int:
    before = {_key(each): each for each in map(_fact, connection.execute(kept))}
    after = {_key(each): each for each in now}
    gone = [key for key, each in before.items() if after.get(key) != each]
    new = [each for key, each in after.items() if before.get(key) != each]
    raw = cast("psycopg.Connection[tuple[object, ...]]", connection.connection.driver_connection)
    with raw.cursor() as cursor:
        cursor.execute(
            "delete from fact using unnest(%s::bigint[], %s::text[], %s::text[], %s::date[]) g(posting, m, o, d) "
            "where posting_id = g.posting and metric = g.m and origin = g.o and day = g.d",
            [list(column) for column in zip(*gone, strict=True)] or [[], [], [], []],
        )
        columns = "employer_id, posting_id, metric, origin, day, until, value, as_of"
        with cursor.copy(f"copy fact ({columns}) from stdin") as copy:
            for each in new:
                copy.write_row((employer_id, *_key(each), each.until, each.value, each.as_of))
    return len({*gone, *map(_key, new)})


def _key(each: Fact) -> tuple[int, str, str, date]:
    return each.posting, each.metric.value, each.origin.value, each.day


def _fact(row: Row[tuple[object, ...]]) -> Fact:
    return Fact(row.posting_id, Metric(row.metric), Origin(row.origin), row.day, row.until, row.value, row.as_of)
