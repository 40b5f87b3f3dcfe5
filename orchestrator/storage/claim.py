"""The claim: take due postings in turn over accounts and employers, debit the accounts, fence the rows; one round trip.

Only `due` is written, which is narrow; the wide posting is read. Who has a posting in hand is said by its row of `due`,
which everybody locks before the posting (order of locks: accounts, `due`, postings) and the claim passes by where it
is locked: the claim waits for nobody. It also passes by a row that was changed since its snapshot, because what it
read of the posting may be older: `ctid` then leads to nothing.

Measured shapes and traps: account order is by `ready_at` (least recently served first) over the heads of the
accounts' queues; `id = any(array(...))` and never a join on the picked ids; no bare condition on the indexed `act_at`
in the statements that follow, or the planner walks the index.

Columns of `board_account` that belong to this file (the queues within an account: storage/account_queue.py):
`ready_at`: the next moment at which the account may have something due; null when nothing is planned.
`win`: how many requests may be open; it grows and shrinks with the outcomes.
`in_flight`: postings claimed and not yet answered. `batch`: how many the board takes in one request.
`tokens`: the rate limit's bucket.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import psycopg

from .account_queue import NEXT
from .breaker import SILENT
from .json_text import json_text
from .tables.accounts import LONG_AGO


class Claimed(NamedTuple):
    """A posting with its new fence. `version` is its account's; `now` is the database's time of the claim, and `low`
    the earliest `ready_at` of any account then.

    `phase` is CLAIMED, or UNCONFIRMED where another worker's lease ended while it was sending. A tuple, because a
    dataclass of so many fields takes as long to make as its row takes to read.
    """

    id: int
    employer_id: int
    account_id: int
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
    fence: int
    version: int
    now: datetime
    low: datetime


_SINCE = f"coalesce(%(since)s::timestamptz, {LONG_AGO.text})"

_ELSEWHERE = {
    "phase": "case p.phase when 'sending' then 'unconfirmed' else 'claimed' end",
    "fence": "u.fence",
    "version": "a.version",
    "now": "now()",
    "low": f"""(
  select ready_at from board_account where paused_at is null and ready_at >= {_SINCE} order by ready_at limit 1)""",  # noqa: S608 - a constant
}
"""What is not read from the posting."""
_FIELDS = ", ".join(_ELSEWHERE.get(each, f"p.{each}") for each in Claimed._fields)

_CLAIM = f"""
with a as materialized (
  select id, least(greatest(%(per)s, batch), win - in_flight, floor(tk))::int q, tk, rate, version
  from (select *, least(burst, tokens + rate * extract(epoch from now() - tokens_at)) tk from board_account
        where paused_at is null) x
  where ready_at between {_SINCE} and now() and blocked_until <= now() and timeouts < {SILENT}
    and in_flight < win and tk >= 1 and (batch = 1 or in_flight + batch <= win_max)
    and id <> all(%(held)s)
  order by ready_at limit %(accounts)s for update skip locked),
e as materialized (
  select a.id account_id, a.q, s.* from a cross join lateral (
    select employer_id, head_at, head_id, row_number() over (order by ready_at) turn from account_queue
    where account_id = a.id and ready_at <= now() order by ready_at limit a.q) s),
l as materialized (
  select p.*, e.q, e.turn,
    row_number() over (partition by e.account_id, e.employer_id, l.lane order by p.act_at, p.id) round
  from e cross join (values (0), (1), (2)) l(lane) cross join lateral (
    select ctid tid, posting_id id, account_id, employer_id, act_at, lane from due
    where account_id = e.account_id and employer_id = e.employer_id and lane = l.lane and act_at <= now()
      and (act_at, posting_id) >= (case when l.lane = 1 then e.head_at else {LONG_AGO.text} end, e.head_id)
    order by act_at, posting_id limit e.q for update skip locked) p),
k as materialized (
  select * from (
    select l.*, row_number() over (partition by account_id order by lane, round, turn) place from l) x
  where place <= q),
u as (
  update due set act_at = now() + make_interval(secs => %(lease)s), fence = fence + 1, claimed = true
  where ctid = any(array(select tid from k)) returning posting_id, account_id, fence),
s as (
  select e.account_id, e.employer_id, e.q, h.had, g.gave,
    case when g.whole then g.last_at end last_at, case when g.whole then g.last_id end last_id from e
    left join (select account_id, employer_id, count(*) had from l group by 1, 2) h using (account_id, employer_id)
    left join (select k.account_id, k.employer_id, count(u.fence) gave, bool_and(u.fence is not null) whole,
                 max(act_at) filter (where lane = 1) last_at,
                 (array_agg(id order by act_at desc, id desc) filter (where lane = 1))[1] last_id
               from k left join u on u.posting_id = k.id group by 1, 2) g using (account_id, employer_id)),
n as (
  update account_queue q set head_at = coalesce(s.last_at, q.head_at), head_id = coalesce(s.last_id, q.head_id),
    ready_at = case when s.gave < s.had or s.had >= s.q then clock_timestamp()
      else least(now() + make_interval(secs => %(lease)s), {NEXT.format(after="now()")}) end
  from s where q.account_id = s.account_id and q.employer_id = s.employer_id
  returning q.account_id, q.ready_at),
t as (
  select a.id, a.q, a.tk, a.rate, coalesce(sum(s.gave), 0) n
  from a left join s on s.account_id = a.id group by 1, 2, 3, 4),
d as (
  update board_account b set in_flight = in_flight + t.n, tokens = t.tk - t.n, tokens_at = now(),
    ready_at = case
      when t.n < t.q then greatest(clock_timestamp(), least(
        now() + make_interval(secs => %(lease)s), (select min(n.ready_at) from n where n.account_id = b.id),
        (select ready_at from account_queue q where q.account_id = b.id
           and q.employer_id <> all(array(select e.employer_id from e where e.account_id = b.id))
         order by ready_at limit 1)))
      when t.tk - t.n < 1 then now() + (1 - (t.tk - t.n)) / t.rate * interval '1 s'
      else clock_timestamp() end
  from t where b.id = t.id)
select {_FIELDS}
from u join a on a.id = u.account_id join posting p on p.id = u.posting_id
"""  # noqa: S608 - names of columns, all ours

_SENDING = """
with v as materialized (
  select * from jsonb_to_recordset(%(intents)s)
    v(id bigint, fence bigint, wish_seq int, operation text, content text, number int)),
d as materialized (
  select v.* from due d join v on v.id = d.posting_id
  where d.posting_id = any(array(select id from v)) and d.fence = v.fence and d.claimed
    and d.act_at - make_interval(secs => %(needed)s) > now()
  order by d.posting_id for update of d)
update posting p set phase = 'sending', operation = v.operation, sent = v.content,
  intended_at = coalesce(intended_at, clock_timestamp()), intents = v.number
from d v left join payload y on y.posting_id = v.id and y.content = v.content
where p.id = v.id and p.wish_seq = v.wish_seq and p.phase <> 'sending'
returning p.id, y.body
"""

_RELEASE = """
with a as materialized (select id from board_account where id = any(%(accounts)s) order by id for update),
d as materialized (
  select d.posting_id
  from due d join unnest(%(ids)s::bigint[], %(fences)s::bigint[]) v(id, fence) on v.id = d.posting_id
  where d.fence = v.fence and d.claimed and d.account_id = any(array(select id from a))
    and not exists (select from posting p where p.id = d.posting_id and p.phase = 'sending')
  order by d.posting_id for update of d),
r as (
  update due set act_at = now(), claimed = false where posting_id = any(array(select posting_id from d))
  returning account_id, employer_id),
q as (
  update account_queue q set ready_at = least(q.ready_at, now()), head_at = least(q.head_at, now()),
    head_id = case when q.head_at < now() then q.head_id else 0 end
  from (select distinct account_id, employer_id from r) v
  where q.account_id = v.account_id and q.employer_id = v.employer_id)
update board_account a set in_flight = greatest(0, in_flight - n.n), ready_at = least(ready_at, now())
from (select account_id, count(*) n from r group by 1) n where a.id = n.account_id
"""


def claim(
    connection: psycopg.Connection[object],
    *,
    accounts: int,
    per: int,
    lease: float,
    held: Sequence[int] = (),
    since: datetime | None = None,
) -> list[Claimed]:
    """Up to `per` due postings from each of `accounts` accounts, those waiting longest first; none of `held`.

    `since`: `low` of the claim before. While somebody keeps an old snapshot each claim leaves dead entries in front
    of the index on `ready_at`; this passes them by. It also passes by an account that was made ready as of an earlier
    moment, so leave it out when nothing was found, and now and then.

    Use a relaxed connection: a claim lost with the server is caught by the fence later, so it needs no disk.
    """
    given = {"accounts": accounts, "per": per, "lease": lease, "held": list(held), "since": since}
    return list(map(Claimed._make, connection.execute(_CLAIM, given, binary=True).fetchall()))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to be sent for a claimed posting. `number` counts the posting's intents."""

    id: int
    fence: int
    wish_seq: int
    operation: str
    content: str
    number: int


def begin_sending(
    connection: psycopg.Connection[object], intents: Sequence[Intent], *, needed: float
) -> dict[int, bytes | None]:
    """Store the intents. Returns the postings that may go out (ours, unchanged, `needed` seconds of lease left), each
    with the bytes stored for its content; None where none were prepared.
    """
    rows = connection.execute(_SENDING, {"intents": json_text(intents).decode(), "needed": needed})
    return {row[0]: row[1] for row in rows}  # type: ignore[index]


def release(connection: psycopg.Connection[object], claimed: Sequence[Claimed]) -> None:
    """Give claimed postings back at once; those already sending are left alone."""
    if claimed:
        given = {
            "accounts": list({each.account_id for each in claimed}),
            "ids": [each.id for each in claimed],
            "fences": [each.fence for each in claimed],
        }
        connection.execute(_RELEASE, given)
