"""Requests of apply links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

import psycopg
from sqlalchemy import Connection, func, text
from sqlalchemy.dialects.postgresql import insert

from orchestrator.domain.hit import Hit
from orchestrator.domain.reading import Metric

from .tables import hit_writer


def write(connection: Connection, writer: str, number: int, hits: Sequence[Hit]) -> bool:
    """Append one batch of `writer`; False and nothing when it or a later one is there already."""
    statement = insert(hit_writer).values(name=writer, number=number)
    claimed = connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"],
            set_={"number": statement.excluded.number, "at": func.now()},
            where=hit_writer.c.number < statement.excluded.number,
        ).returning(hit_writer.c.number)
    )
    if claimed.one_or_none() is None:
        return False
    raw = cast("psycopg.Connection[tuple[object, ...]]", connection.connection.driver_connection)
    with raw.cursor() as cursor, cursor.copy("copy hit (at, posting_id, metric, kind, first) from stdin") as copy:
        for hit in hits:
            copy.write_row((hit.at, hit.posting, hit.metric.value, hit.kind.value, hit.first))
    return True


_TALLY = text("""
select h.posting_id, h.metric, (h.at at time zone :zone)::date, count(*)
from hit h join posting p on p.id = h.posting_id
where p.employer_id = :employer and h.kind = 'person' and h.at >= :since
group by 1, 2, 3
""")


def tally(
    connection: Connection, employer_id: int, zone: str, since: datetime
) -> dict[tuple[int, Metric], dict[date, int]]:
    """Persons' hits since an instant by posting, metric and day of `zone`. Days without any are left out."""
    found: dict[tuple[int, Metric], dict[date, int]] = {}
    for posting, metric, day, count in connection.execute(
        _TALLY, {"employer": employer_id, "zone": zone, "since": since}
    ):
        found.setdefault((posting, Metric(metric)), {})[day] = count
    return found
