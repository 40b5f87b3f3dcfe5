"""Requests of apply links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

import psycopg
from sqlalchemy import Connection, func, text
from sqlalchemy.dialects.postgresql import insert

from orchestrator.domain.hit import Hit

from .tables import hit_writer

_PORTION = 5000


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
        for start in range(0, len(hits), _PORTION):
            copy.write("".join(map(_line, hits[start : start + _PORTION])))
    return True


_TOLD = text("""
select count(*) filter (where kind = 'person' and first) as count, max(at) as last from hit
where posting_id = :posting and metric = 'application' and at > now() - interval '30 days'
""")


def told(connection: Connection, posting: int) -> tuple[int, datetime | None]:
    """Applications that an employer's thank-you page has told of in 30 days, and when it last did."""
    row = connection.execute(_TOLD, {"posting": posting}).one()
    return row[0], row[1]


def _line(hit: Hit) -> str:
    """One row of COPY's text format; no value here can hold what would need escaping."""
    return f"{hit.at.isoformat()}\t{hit.posting}\t{hit.metric.value}\t{hit.kind.value}\t{'t' if hit.first else 'f'}\n"
