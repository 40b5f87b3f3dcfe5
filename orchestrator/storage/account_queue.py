"""The queues of an account, one for each employer whose postings wait there: so that a thousand postings of one
employer do not hold up the three of another who shares the account.

`ready_at`: the next moment at which the queue may have something due; served queues go to the back of the line by it.
`head_at`, `head_id`: a low-water mark, time and posting, below which its publish lane has nothing: so that dead index
entries are walked once, also of postings that are all due at the same moment.
An account's own `ready_at` is never later than that of any of its queues, or it is looked at again after a lease.
Whoever changes when something is due calls `wake` afterwards; what a crash leaves undone `repair` mends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import Connection

from .tables.accounts import LONG_AGO

Due = tuple[int, int, datetime | None]
"""Account, employer, and when something of theirs is due; None is now."""

WAKE = """
v as (
  select account_id, employer_id, min(coalesce(at, now())) as at
  from unnest(%(account_ids)s::bigint[], %(employer_ids)s::bigint[], %(at)s::timestamptz[])
    v(account_id, employer_id, at)
  group by 1, 2 order by 1, 2),
q as (
  insert into account_queue as q (account_id, employer_id, ready_at, head_at) select * from (select *, at from v) x
  on conflict (account_id, employer_id) do update
    set ready_at = least(q.ready_at, excluded.ready_at), head_at = least(q.head_at, excluded.head_at),
      head_id = case when q.head_at < excluded.head_at then q.head_id else 0 end
    where q.ready_at is null or q.ready_at > excluded.ready_at or q.head_at >= excluded.head_at)"""
"""Common table expressions that tell the queues; the account has to be told with them."""

_WAKE = f"""
with {WAKE}
update board_account a set ready_at = least(a.ready_at, m.at)
from (select account_id, min(at) as at from v group by 1) m where a.id = m.account_id
"""  # noqa: S608 - a constant of ours


def columns(due: Sequence[Due]) -> dict[str, list[Any]]:
    """The parameters of WAKE."""
    return {
        "account_ids": [each[0] for each in due],
        "employer_ids": [each[1] for each in due],
        "at": [each[2] for each in due],
    }


def wake(execute: Callable[[str, dict[str, list[Any]]], object], due: Sequence[Due]) -> None:
    """Let queues and their accounts know when something is due. Lock the accounts before, in order of id.

    `execute` is the caller's transaction: `exec_driver_sql` of SQLAlchemy's connection, or `execute` of psycopg's.
    """
    if due:
        execute(_WAKE, columns(due))


NEXT = """(select min(act_at) from (values (0), (1), (2)) l(lane) cross join lateral (
    select act_at from due where account_id = q.account_id and employer_id = q.employer_id and lane = l.lane
      and act_at > {after} order by act_at limit 1) each)"""
"""When something is due next in the queue `q`."""

_HELD = """(
  select count(*) from account_queue q cross join (values (0), (1), (2)) l(lane) cross join lateral (
    select from due d
    where d.account_id = q.account_id and d.employer_id = q.employer_id and d.lane = l.lane and d.act_at > now()
      and d.act_at <= now() + make_interval(secs => %(lease)s) and d.claimed) each
  where q.account_id = t.id)"""
"""Claims of the account `t` whose leases run."""

_REPAIR = f"""
with a as materialized (
  select id from board_account
  where in_flight > 0 or ready_at is null or ready_at < now() + interval '1 day'
  order by id for update skip locked),
n as (
  update account_queue q set head_at = {LONG_AGO.text}, ready_at = {NEXT.format(after=LONG_AGO.text)}
  where account_id = any(array(select id from a)) returning account_id, ready_at)
update board_account t set in_flight = {_HELD}, ready_at = (select min(n.ready_at) from n where n.account_id = t.id)
where t.id = any(array(select id from a))
"""  # noqa: S608 - constants of ours

_FREE = f"""
with a as materialized (
  select id from board_account where in_flight >= win and ready_at <= now() and paused_at is null
  order by id for update skip locked)
update board_account t set in_flight = {_HELD} where t.id = any(array(select id from a))
"""  # noqa: S608 - constants of ours

_REOPEN = f"""
with a as (update board_account set ready_at = now() where id = %(account)s returning id)
update account_queue q set ready_at = now(), head_at = {LONG_AGO.text} from a where q.account_id = a.id
"""  # noqa: S608 - a constant of ours

_OLDEST = """
select extract(epoch from now() - min(h.act_at))::float
from board_account a join account_queue q on q.account_id = a.id cross join (values (0), (1), (2)) l(lane)
  cross join lateral (
    select act_at from due
    where account_id = q.account_id and employer_id = q.employer_id and lane = l.lane and act_at <= now()
    order by act_at limit 1) h
where a.paused_at is null and a.blocked_until <= now() and a.ready_at <= now() and q.ready_at <= now()
"""

_SOON = """
select exists (select from board_account
  where paused_at is null and in_flight < win
    and ready_at is not null and greatest(ready_at, blocked_until) <= now() + interval '0.2 s')
"""


def reopen(connection: Connection, account: int) -> None:
    """Look at all that waits at an account anew, now."""
    connection.exec_driver_sql(_REOPEN, {"account": account})


def repair(connection: psycopg.Connection[object], *, lease: float) -> None:
    """Recompute from the postings what the accounts' queues say of themselves: after crashes and lost wakes."""
    connection.execute(_REPAIR, {"lease": lease})


def free(connection: psycopg.Connection[object], *, lease: float) -> None:
    """Give accounts that are full back the room of claims whose lease has ended: nobody will answer those."""
    connection.execute(_FREE, {"lease": lease})


def oldest_sendable(connection: psycopg.Connection[object]) -> float | None:
    """Age in seconds of the oldest posting that could go out now; None when there is none."""
    row = connection.execute(_OLDEST).fetchone()
    return row[0] if row else None  # type: ignore[index]


def sendable_soon(connection: psycopg.Connection[object]) -> bool:
    """May an account have something due within a fifth of a second?"""
    row = connection.execute(_SOON).fetchone()
    return bool(row and row[0])  # type: ignore[index]
