"""Write what came of claimed postings: many at once, matched on id and fence only.

A stale fence changes no posting, but its delivery is kept and its copy at the board is remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg

from orchestrator.domain.lane import Lane
from orchestrator.domain.posting import Posting
from orchestrator.domain.receipt import Found

from .account_effect import AccountEffect, affect
from .account_queue import wake
from .feed_entries import change_entries
from .json_text import json_text
from .surplus import keep_copies


@dataclass(frozen=True, slots=True)
class Recorded:
    """One settled claim: the posting as it is now known and everything to keep about how it came to be.

    `act_at` None: nothing more to do by itself. `feed_entry`: the bytes to list in the account's feed, b"" to
    take them out, None to leave the feed alone. `counts`: whether the board reports counts. `copies`: further
    adverts under the same reference that a look-up saw. `may_double`: a publish without a clear answer where no key
    protects: come too late, it may have put a second copy beside the one that was settled meanwhile.
    """

    posting: Posting
    fence: int
    wish_seq: int
    employer_id: int
    account_id: int
    act_at: datetime | None
    operation: str
    key: str
    content: str | None
    started_at: datetime
    ended_at: datetime
    outcome: str
    detail: str
    evidence: bytes | None
    effect: AccountEffect
    event: str = ""
    feed_entry: bytes | None = None
    counts: bool = False
    copies: tuple[Found, ...] = ()
    may_double: bool = False
    lane: Lane = Lane.PUBLISH


_LOCK = "select id from board_account where id = any(%s) order by id for update"

_RECORD = """
with v as materialized (
  select v.ordinality as number, v.operation as done, v.fence, v.wish_seq, v.employer_id, v.account_id, v.act_at, v.key,
    v.content, v.started_at, v.ended_at, v.outcome, v.detail, v.event, v.counts, v.lane, p.*
  from rows from (jsonb_to_recordset(%(batch)s) as (posting jsonb, operation text, fence bigint, wish_seq int,
      employer_id bigint, account_id bigint, act_at timestamptz, key text, content text, started_at timestamptz,
      ended_at timestamptz, outcome text, detail text, event text, counts bool, lane smallint)) with ordinality v
  cross join lateral jsonb_to_record(v.posting)
    p(id bigint, presence text, phase text, operation text, cause text, reason text, sent text, shown text,
      external_id text, url text, handle text, evidence text, attempts smallint, looks smallint,
      intended_at timestamptz, checked_at timestamptz, published_at timestamptz, surplus text, refresh_wanted bool)),
h as materialized (
  select posting_id, fence from due where posting_id = any(array(select id from v)) order by posting_id for update),
u as (
  update posting p set
    presence = v.presence, operation = v.operation, reason = v.reason, sent = v.sent, shown = v.shown,
    phase = case when v.phase = 'claimed' then 'waiting' else v.phase end,
    cause = case when p.wish_seq <> v.wish_seq and v.phase = 'waiting' then null else v.cause end,
    external_id = v.external_id, url = v.url, handle = v.handle, evidence = v.evidence,
    attempts = v.attempts, looks = v.looks, intended_at = v.intended_at, checked_at = v.checked_at,
    published_at = v.published_at, surplus = v.surplus,
    refresh_wanted = p.refresh_wanted and (v.refresh_wanted or p.wish_seq <> v.wish_seq),
    ended_at = case when (p.wish = 'closed' or p.ends_at <= now()) and v.presence in ('absent', 'gone')
                    and v.intended_at is null and v.handle is null and v.cause is null then now() end
  from v join h on h.posting_id = v.id where p.id = v.id and h.fence = v.fence
  returning p.id, v.number, v.counts and v.presence = 'live' as counted,
    case when p.wish_seq <> v.wish_seq and v.intended_at is null then least(v.act_at, now()) else v.act_at end act_at,
    case when p.wish_seq = v.wish_seq then v.lane when p.wish = 'closed' then 0 else 1 end lane),
w as (
  update due set act_at = u.act_at, lane = u.lane, claimed = false,
    counts_at = case when u.counted then coalesce(due.counts_at, now()) else due.counts_at end
  from u where due.posting_id = u.id),
d as (
  insert into delivery (posting_id, employer_id, account_id, operation, fence, key, content, started_at, ended_at,
    outcome, detail, stale, evidence)
  select id, employer_id, account_id, done, fence, key, content, started_at, ended_at, outcome, detail,
    number not in (select number from u), (%(evidence)b::bytea[])[number] from v),
e as (
  insert into event (employer_id, posting_id, account_id, actor, kind, reason)
  select v.employer_id, v.id, v.account_id, 'callboard', v.event, v.detail from v join u using (number)
  where v.event <> '')
select number, act_at, (select posting_id from surplus where posting_id = u.id and gone_at is null limit 1) from u
"""


def record(connection: psycopg.Connection[object], batch: Sequence[Recorded]) -> set[int]:
    """Write a batch. Returns the ids whose fence was stale: only their delivery is kept.

    Two transactions. The first writes what is known of the postings, which must not be lost. The second tells the
    accounts; it alone locks them, and shortly, because a claim passes by an account that is locked.
    """
    with connection.transaction():
        given = {"batch": json_text(batch).decode(), "evidence": [each.evidence for each in batch]}
        rows = {row[0]: row for row in connection.execute(_RECORD, given)}  # type: ignore[index]
        fresh = [each for number, each in enumerate(batch, 1) if number in rows]
        stale = [each for number, each in enumerate(batch, 1) if number not in rows]
        change_entries(
            connection,
            [(each.account_id, each.posting.id, each.feed_entry) for each in fresh if each.feed_entry is not None],
        )
        copied = {row[2] for row in rows.values() if row[2] is not None}  # type: ignore[index]
        again = keep_copies(connection, fresh, stale, copied)
    act_at = {number: row[1] for number, row in rows.items()}  # type: ignore[index]
    answers = [
        (each.account_id, each.employer_id, each.effect, act_at.get(number)) for number, each in enumerate(batch, 1)
    ]
    try:
        with connection.transaction():
            connection.execute(_LOCK, (sorted({each.account_id for each in batch}),))
            affect(connection, answers)
            wake(connection.execute, again)
    except psycopg.OperationalError:
        # The outcomes are written and must not be written twice; the accounts hear of them from `repair`.
        pass
    return {each.posting.id for each in stale}
