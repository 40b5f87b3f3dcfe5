"""The claim: take due postings in turn over accounts, debit the accounts, fence the rows; one round trip.

Measured shapes and traps: account order is by `ready_at` (least recently served first) over the heads of the
accounts' queues; `id = any(array(...))` and never a join on the picked ids; no bare condition on the indexed `act_at`
in the statements that follow, or the planner walks the index.

Columns of `board_account` that belong to this file:
`ready_at`: the next moment at which the account may have something due; null when nothing is planned.
`head_at`: a low-water mark below which the publish lane has nothing, so that dead index entries are walked once.
`win`: how many requests may be open; it grows and shrinks with the outcomes.
`in_flight`: postings claimed and not yet answered. `tokens`: the rate limit's bucket.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg.rows import class_row

from .breaker import SILENT

_FIELDS = """id, employer_id, account_id, vacancy_id, wording_id, board, reference, board_reference, generation,
    wish, wish_seq, starts_at, ends_at, content, refresh_wanted, presence, phase, operation, cause, reason, sent, shown,
    external_id, url, handle, evidence, attempts, looks, intended_at, checked_at, published_at, surplus, intents,
    lane"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A posting with its new fence; `now` is the database's time of the claim.

    `phase` is CLAIMED, or UNCONFIRMED where another worker's lease ended while it was sending.
    """

    id: int
    employer_id: int
    account_id: int
    vacancy_id: int
    wording_id: int
    board: str
    reference: str
    board_reference: str
    generation: int
    wish: str
    wish_seq: int
    starts_at: datetime
    ends_at: datetime | None
    content: str
    refresh_wanted: bool
    presence: str
    phase: str
    operation: str | None
    cause: str | None
    reason: str
    sent: str | None
    shown: str | None
    external_id: str | None
    url: str | None
    handle: str | None
    evidence: str | None
    attempts: int
    looks: int
    intended_at: datetime | None
    checked_at: datetime | None
    published_at: datetime | None
    surplus: str | None
    intents: int
    lane: int
    fence: int
    now: datetime


_CLAIM = f"""
with a as materialized (
  select id, least(%(per)s, win - in_flight, floor(tk))::int q, tk, head_at, rate
  from (select *, least(burst, tokens + rate * extract(epoch from now() - tokens_at)) tk from board_account
        where paused_at is null) x
  where ready_at <= now() and blocked_until <= now() and timeouts < {SILENT} and in_flight < win and tk >= 1
    and id <> all(%(held)s)
  order by ready_at limit %(accounts)s for update skip locked),
l as (
  select p.*, a.q, row_number() over (partition by a.id order by l.lane, p.act_at) as place
  from a cross join (values (0), (1), (2)) l(lane) cross join lateral (
    select id, account_id, act_at, lane from posting
    where account_id = a.id and lane = l.lane and act_at <= now()
      and act_at >= case when l.lane = 1 then a.head_at else '2000-01-01 00:00:00+00' end
    order by act_at limit a.q for update skip locked) p),
k as (select * from l where place <= q),
u as (
  update posting set phase = case phase when 'sending' then 'unconfirmed' else 'claimed' end,
    act_at = now() + make_interval(secs => %(lease)s), fence = fence + 1
  where id = any(array(select id from k)) returning {_FIELDS}, fence),
s as (
  select a.id, a.q, a.tk, a.rate, count(k.id) n, max(k.act_at) filter (where k.lane = 1) last
  from a left join k on k.account_id = a.id group by 1, 2, 3, 4),
d as (
  update board_account t set in_flight = in_flight + s.n, tokens = s.tk - s.n, tokens_at = now(),
    head_at = coalesce(s.last, t.head_at),
    ready_at = case
      when s.n < s.q then least(now() + make_interval(secs => %(lease)s), (
        select min(m) from (values (0), (1), (2)) l(lane) cross join lateral (
          select min(act_at) m from posting where account_id = t.id and lane = l.lane and act_at > now()) each))
      when s.tk - s.n < 1 then now() + (1 - (s.tk - s.n)) / s.rate * interval '1 s'
      else clock_timestamp() end
  from s where t.id = s.id)
select u.*, now() as now from u
"""  # noqa: S608 - names of columns, all ours

_SENDING = """
update posting p set phase = 'sending', operation = v.operation, sent = v.content,
  intended_at = coalesce(intended_at, clock_timestamp()), intents = v.intent
from unnest(%(ids)s::bigint[], %(fences)s::bigint[], %(wishes)s::int[], %(operations)s::text[], %(contents)s::text[],
  %(intents)s::int[]) v(id, fence, wish_seq, operation, content, intent)
where p.id = v.id and p.fence = v.fence and p.wish_seq = v.wish_seq
  and p.act_at - make_interval(secs => %(needed)s) > now()
returning p.id
"""

_RELEASE = """
with r as (
  update posting p set phase = case when intended_at is null then 'waiting' else 'unconfirmed' end, act_at = now()
  from unnest(%(ids)s::bigint[], %(fences)s::bigint[]) v(id, fence)
  where p.id = v.id and p.fence = v.fence and p.phase <> 'sending' returning p.account_id),
n as (select account_id, count(*) n from r group by 1)
update board_account a set in_flight = greatest(0, in_flight - n.n), ready_at = least(ready_at, now()),
  head_at = least(head_at, now())
from n where a.id = n.account_id
"""

_REPAIR = """
with a as materialized (
  select id from board_account
  where in_flight > 0 or ready_at is null or ready_at < now() + interval '1 day'
  order by id for update skip locked)
update board_account t set
  in_flight = (select count(*) from posting p
               where p.account_id = t.id and p.act_at > now() and p.phase in ('claimed', 'sending')),
  head_at = '2000-01-01 00:00:00+00',
  ready_at = (select min(m) from (values (0), (1), (2)) l(lane) cross join lateral (
    select min(act_at) m from posting p where p.account_id = t.id and p.lane = l.lane) each)
where t.id = any(array(select id from a))
"""

_FREE = """
with a as materialized (
  select id from board_account
  where in_flight >= win and ready_at <= now() and paused_at is null
  order by id for update skip locked)
update board_account t set in_flight = (
  select count(*) from (values (0), (1), (2)) l(lane) cross join lateral (
    select 1 from posting p
    where p.account_id = t.id and p.lane = l.lane and p.act_at > now()
      and p.act_at <= now() + make_interval(secs => %s) and p.phase in ('claimed', 'sending')) each)
where t.id = any(array(select id from a))
"""

_OLDEST = """
select extract(epoch from now() - min(h.act_at))::float
from board_account a cross join (values (0), (1), (2)) l(lane) cross join lateral (
  select act_at from posting where account_id = a.id and lane = l.lane and act_at <= now()
  order by act_at limit 1) h
where a.paused_at is null and a.blocked_until <= now() and a.ready_at <= now()
"""


_SOON = """
select exists (select from board_account
  where paused_at is null and in_flight < win
    and ready_at is not null and greatest(ready_at, blocked_until) <= now() + interval '0.2 s')
"""


def claim(
    connection: psycopg.Connection[object], *, accounts: int, per: int, lease: float, held: Sequence[int] = ()
) -> list[Claimed]:
    """Up to `per` due postings from each of `accounts` accounts, those waiting longest first; none of `held`.

    A claim lost with the server is caught by the fence later, so it does not wait for the disk.
    """
    with connection.transaction(), connection.cursor(row_factory=class_row(Claimed)) as cursor:
        cursor.execute("set local synchronous_commit = off")
        cursor.execute(_CLAIM, {"accounts": accounts, "per": per, "lease": lease, "held": list(held)})
        return cursor.fetchall()


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to be sent for a claimed posting. `number` counts the posting's intents."""

    id: int
    fence: int
    wish_seq: int
    operation: str
    content: str
    number: int


def begin_sending(connection: psycopg.Connection[object], intents: Sequence[Intent], *, needed: float) -> set[int]:
    """Store the intents; returns the postings that may go out: ours, unchanged, `needed` seconds of lease left."""
    rows = connection.execute(
        _SENDING,
        {
            "ids": [each.id for each in intents],
            "fences": [each.fence for each in intents],
            "wishes": [each.wish_seq for each in intents],
            "operations": [each.operation for each in intents],
            "contents": [each.content for each in intents],
            "intents": [each.number for each in intents],
            "needed": needed,
        },
    )
    return {row[0] for row in rows}  # type: ignore[index]


def release(connection: psycopg.Connection[object], claimed: Sequence[Claimed]) -> None:
    """Give claimed postings back at once; those already sending are left alone."""
    if claimed:
        connection.execute(_RELEASE, {"ids": [each.id for each in claimed], "fences": [each.fence for each in claimed]})


def repair(connection: psycopg.Connection[object]) -> None:
    """Recompute from the postings what the accounts' queues say of themselves: after crashes and lost wakes."""
    connection.execute(_REPAIR)


def free(connection: psycopg.Connection[object], *, lease: float) -> None:
    """Give accounts that are full back the room of claims whose lease has ended: nobody will answer those."""
    connection.execute(_FREE, (lease,))


def oldest_sendable(connection: psycopg.Connection[object]) -> float | None:
    """Age in seconds of the oldest posting that could go out now; None when there is none."""
    row = connection.execute(_OLDEST).fetchone()
    return row[0] if row else None  # type: ignore[index]


def sendable_soon(connection: psycopg.Connection[object]) -> bool:
    """May an account have something due within a fifth of a second?"""
    row = connection.execute(_SOON).fetchone()
    return bool(row and row[0])  # type: ignore[index]
