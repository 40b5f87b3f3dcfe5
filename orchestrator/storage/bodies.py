"""The exact bytes of a posting's variants, rendered once and stored before they are due."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg


def bodies(connection: psycopg.Connection[object], wanted: Sequence[tuple[int, str]]) -> dict[tuple[int, str], bytes]:
    """The stored bytes by (posting, content); what is not stored is missing."""
    if not wanted:
        return {}
    rows = connection.execute(
        "select posting_id, content, body from payload where posting_id = any(%s)", ([id for id, _ in wanted],)
    )
    wishes = set(wanted)
    return {(row[0], row[1]): row[2] for row in rows if (row[0], row[1]) in wishes}  # type: ignore[index]
