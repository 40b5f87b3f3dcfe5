"""What goes out beside a posting: the same role in the same place, on the same account, on the same day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, func, select, tuple_

from orchestrator.domain.day import ONE, begin, day_of
from orchestrator.storage import tables as t

from .postings import p, v


def same_day(connection: Connection, moved: Sequence[tuple[Row[Any], datetime]]) -> Mapping[int, tuple[str, ...]]:
    """By posting, the references of those that a board could take for its double; each is (posting, its new start).

    Postings of the same vacancy are no doubles: a board never gets two of them.
    """
    if not moved:
        return {}
    own = {row.id: row for row, _ in moved}
    role = {
        row.id: (row.title, row.town)
        for row in connection.execute(
            select(p.id, func.lower(v.title).label("title"), func.lower(v.town).label("town"))
            .join(t.vacancy, v.id == p.vacancy_id)
            .where(p.id.in_(own))
        )
    }
    first, last = min(at for _, at in moved) - timedelta(days=2), max(at for _, at in moved) + timedelta(days=2)
    near = connection.execute(
        select(p.id, p.board_reference, p.account_id, p.starts_at, p.vacancy_id,
               func.lower(v.title).label("title"), func.lower(v.town).label("town"))
        .join(t.vacancy, v.id == p.vacancy_id)
        .where(
            p.employer_id.in_({row.employer_id for row in own.values()}),
            p.starts_at >= first,
            p.starts_at <= last,
            p.ended_at.is_(None),
            p.id.not_in(own),
            tuple_(func.lower(v.title), func.lower(v.town)).in_(list(set(role.values()))),
        )
        .order_by(p.starts_at, p.id)
    ).all()  # fmt: skip
    found = {}
    for row, at in moved:
        zone = ZoneInfo(row.zone)
        day = day_of(at, zone)
        start, end = begin(day, zone), begin(day + ONE, zone)
        beside = tuple(
            each.board_reference
            for each in near
            if each.account_id == row.account_id
            and each.vacancy_id != row.vacancy_id
            and (each.title, each.town) == role[row.id]
            and start <= each.starts_at < end
        )
        if beside:
            found[row.id] = beside
    return found
