"""Whose counts to ask for next: one account at a time, its turn moved on in the statement that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, text

from orchestrator.domain.cadence import LATE, RECENT, YOUNG, every

SHARE = 5
"""Counts use at most one in so many of the requests that an account may send at the moment."""


@dataclass(frozen=True, slots=True)
class Due:
    """A posting whose count is asked for. `began_at`: when it was published."""

    id: int
    employer_id: int
    board_reference: str
    generation: int
    external_id: str | None
    url: str | None
    starts_at: datetime
    ends_at: datetime | None
    published_at: datetime | None


# The account's row is locked, so that of two workers one takes it and the other goes on to the next.
_ACCOUNT = text("""
with d as (select account_id, min(counts_at) since from due where counts_at <= now() group by 1)
select a.*, least(a.burst, a.tokens + a.rate * extract(epoch from now() - a.tokens_at)) as available
from d join board_account a on a.id = d.account_id
where a.paused_at is null and a.archived_at is null and a.blocked_until <= now()
  and a.board = any(:boards) and a.id <> all(:done)
  and least(a.burst, a.tokens + a.rate * extract(epoch from now() - a.tokens_at)) >= 1
order by d.since limit 1 for update of a skip locked
""")

_POSTINGS = text("""
with taken as (
  select posting_id from due where account_id = :account and counts_at <= now()
  order by counts_at limit :most for update skip locked)
update due set counts_at = case
  when p.ended_at < now() - cast(:late as interval) then null
  when p.published_at > now() - cast(:young as interval) then now() + cast(:first as interval)
  when p.published_at > now() - cast(:recent as interval) then now() + cast(:next as interval)
  else now() + cast(:last as interval) end
from taken join posting p on p.id = taken.posting_id where due.posting_id = taken.posting_id
returning p.id, p.employer_id, p.board_reference, p.generation, p.external_id, p.url, p.starts_at, p.ends_at,
          p.published_at
""")

_DEBIT = text("""
update board_account set tokens = cast(:available as float) - :calls, tokens_at = now() where id = :account
""")

_MATCH = text("""
select id, employer_id, external_id from posting
where account_id = :account and external_id = any(:external) order by id
""")

_SOONER = text("""
update due set counts_at = least(counts_at, now() + make_interval(secs => :seconds))
where posting_id = any(:postings)
""")

_TURNS = {
    "late": LATE,
    "young": YOUNG,
    "recent": RECENT,
    "first": every(timedelta(0)),
    "next": every(YOUNG),
    "last": every(RECENT),
}


def next_account(connection: Connection, boards: Sequence[str], done: Sequence[int]) -> Row[Any] | None:
    """The account that has waited longest for counts and may send, locked; the columns of `board_account`, and
    `available` requests. None when there is none at `boards` beside those `done`.
    """
    return connection.execute(_ACCOUNT, {"boards": list(boards), "done": list(done)}).one_or_none()


def take(connection: Connection, account: Row[Any], *, together: bool) -> list[Due]:
    """Take an account's due postings and pay for asking: all with one request when the board reports them `together`,
    else as many as its share of requests allows. Each is due again after its usual time.
    """
    most = None if together else max(1, int(account.available) // SHARE)
    rows = connection.execute(_POSTINGS, {"account": account.id, "most": most, **_TURNS}).all()
    calls = 1 if together else len(rows)
    connection.execute(_DEBIT, {"account": account.id, "available": account.available, "calls": calls})
    return [Due(**row._asdict()) for row in rows]


def by_external_id(connection: Connection, account_id: int, external: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Posting and employer by the board's id of the advert; what is not ours is missing."""
    rows = connection.execute(_MATCH, {"account": account_id, "external": list(external)})
    return {row.external_id: (row.id, row.employer_id) for row in rows}


def sooner(connection: Connection, postings: Sequence[int], seconds: float) -> None:
    """Ask for these again after `seconds`, if their usual turn is not earlier."""
    connection.execute(_SOONER, {"postings": list(postings), "seconds": seconds})
