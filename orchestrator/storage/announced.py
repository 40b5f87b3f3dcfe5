"""Which pages search engines were told of, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, text

from .tables import board_account


@dataclass(frozen=True, slots=True)
class Due:
    """A posting's page to tell of: with this content, or gone."""

    id: int
    board_reference: str
    content: str
    gone: bool


def accounts(connection: Connection, boards: Sequence[str]) -> Sequence[Row[Any]]:
    """The accounts of these boards that are in use."""
    a = board_account.c
    return connection.execute(
        select(board_account).where(a.board.in_(boards), a.archived_at.is_(None), a.paused_at.is_(None)).order_by(a.id)
    ).all()


# A page is told of once it is there; it is gone only for an engine that was told of it.
_DUE = text("""
with told as (
  select count(*) number from announced n join posting q on q.id = n.posting_id
  where q.account_id = :account and n.at > now() - interval '1 day')
select p.id, p.board_reference, coalesce(p.shown, p.content) as content, p.ended_at is not null as gone
from posting p left join announced n on n.posting_id = p.id
where p.account_id = :account and (
  (p.ended_at is null and p.wish = 'live' and p.presence in ('submitted', 'live')
    and (n.content is distinct from coalesce(p.shown, p.content) or n.gone))
  or (p.ended_at is not null and not n.gone))
order by n.at nulls first, p.id
limit greatest(0, least(:most, :a_day - (select number from told)))
""")

_KEEP = text("""
insert into announced (posting_id, content, gone, at) values (:id, :content, :gone, now())
on conflict (posting_id) do update set content = excluded.content, gone = excluded.gone, at = excluded.at
""")


def due(connection: Connection, account_id: int, most: int, *, a_day: int) -> list[Due]:
    """At most so many pages of an account, and so many a day that were told of."""
    rows = connection.execute(_DUE, {"account": account_id, "most": most, "a_day": a_day})
    return [Due(**row._asdict()) for row in rows]


def keep(connection: Connection, due: Due) -> None:
    """The engine has taken it."""
    connection.execute(_KEEP, {"id": due.id, "content": due.content, "gone": due.gone})
