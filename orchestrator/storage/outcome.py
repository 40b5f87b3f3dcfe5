"""Write what came of claimed postings: many at once, matched on id and fence only.

Accounts are locked first and in order, so that claims (which never wait) and other writers cannot form a cycle.
A stale fence changes no posting, but its delivery is kept and its copy at the board is remembered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import cast

import psycopg

from orchestrator.domain.lane import Lane
from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Posting
from orchestrator.domain.receipt import Found

from .breaker import SILENT


@dataclass(frozen=True, slots=True)
class AccountEffect:
    """What an answer says about the account. `answered` grows the window, a time-out closes it to one.

    `blocked_for` seconds nothing is claimed; `pause` stops the account until somebody or a working login resumes it.
    """

    answered: bool = False
    timed_out: bool = False
    blocked_for: float | None = None
    blocked_reason: str = ""
    pause: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One settled claim: the posting as it is now known and everything to keep about how it came to be.

    `act_at` None: nothing more to do by itself. `feed_entry`: the bytes to list in the account's feed, b"" to
    take them out, None to leave the feed alone. `counts`: whether the board reports counts. `copies`: further
    adverts under the same reference that a look-up saw.
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
    lane: Lane = Lane.PUBLISH


_LOCK = "select id from board_account where id = any(%s) order by id for update"

_POSTING = """
update posting p set
  presence = v.presence, operation = v.operation, reason = v.reason, sent = v.sent, shown = v.shown,
  phase = case when v.phase = 'claimed' then 'waiting' else v.phase end,
  cause = case when p.wish_seq <> v.wish_seq and v.phase = 'waiting' then null else v.cause end,
  external_id = v.external_id, url = v.url, handle = v.handle, evidence = v.evidence,
  attempts = v.attempts, looks = v.looks, intended_at = v.intended_at, checked_at = v.checked_at,
  published_at = v.published_at, surplus = v.surplus,
  refresh_wanted = p.refresh_wanted and (v.refresh_wanted or p.wish_seq <> v.wish_seq),
  act_at = case when p.wish_seq <> v.wish_seq then least(v.act_at, now()) else v.act_at end,
  lane = case when p.wish_seq = v.wish_seq then v.lane when p.wish = 'closed' then 0 else 1 end,
  ended_at = case when p.wish = 'closed' and v.presence in ('absent', 'gone') and v.intended_at is null
                  and v.handle is null and v.cause is null then now() end,
  counts_at = case when v.counts and v.presence = 'live' then coalesce(p.counts_at, now()) else p.counts_at end
from jsonb_to_recordset(%s) v(id bigint, fence bigint, wish_seq int, presence text, phase text, operation text,
  cause text, reason text, sent text, shown text, external_id text, url text, handle text, evidence text,
  attempts smallint, looks smallint, intended_at timestamptz, checked_at timestamptz, published_at timestamptz,
  surplus text, refresh_wanted bool, act_at timestamptz, counts bool,
  lane smallint)
where p.id = v.id and p.fence = v.fence
returning p.id, p.account_id, p.act_at
"""

_DELIVERY = """
insert into delivery (posting_id, employer_id, account_id, operation, fence, key, content, started_at, ended_at,
  outcome, detail, stale, evidence)
select v.posting_id, v.employer_id, v.account_id, v.operation, v.fence, v.key, v.content, v.started_at, v.ended_at,
  v.outcome, v.detail, v.stale, (%s::bytea[])[v.number]
from jsonb_to_recordset(%s) v(number int, posting_id bigint, employer_id bigint, account_id bigint, operation text,
  fence bigint, key text, content text, started_at timestamptz, ended_at timestamptz, outcome text, detail text,
  stale bool)
"""

_EVENT = """
insert into event (employer_id, posting_id, account_id, actor, kind, reason)
select v.employer_id, v.posting_id, v.account_id, 'callboard', v.kind, v.reason
from unnest(%(employer_id)s::bigint[], %(posting_id)s::bigint[], %(account_id)s::bigint[], %(kind)s::text[],
  %(reason)s::text[]) v(employer_id, posting_id, account_id, kind, reason)
"""

_ACCOUNT = f"""
with v as (
  select * from unnest(%(id)s::bigint[], %(n)s::int[], %(answered)s::int[], %(timed_out)s::int[],
    %(blocked_for)s::float[], %(blocked_reason)s::text[], %(pause)s::text[], %(act_at)s::timestamptz[])
    v(id, n, answered, timed_out, blocked_for, blocked_reason, pause, act_at)),
w as (
  select v.*, v.answered = 0 and v.timed_out > 0 and a.timeouts + v.timed_out >= {SILENT} as silent
  from v join board_account a on a.id = v.id)
update board_account a set
  in_flight = greatest(0, a.in_flight - w.n),
  win = case when w.timed_out > 0 then 1 when w.answered > 0 then least(a.win_max, a.win * 2) else a.win end,
  timeouts = case when w.answered > 0 then 0 else a.timeouts + w.timed_out end,
  blocked_until = case
    when w.blocked_for is not null then greatest(a.blocked_until, now() + make_interval(secs => w.blocked_for))
    when w.silent
      then now() + make_interval(secs => least(600, 15 * power(2, least(a.timeouts + w.timed_out - {SILENT}, 10))))
    when w.answered > 0 then least(a.blocked_until, now())
    else a.blocked_until end,
  blocked_reason = case
    when w.blocked_for is not null then w.blocked_reason
    when w.silent then 'not answering'
    when w.answered > 0 then '' else a.blocked_reason end,
  paused_at = case when w.pause <> '' then coalesce(a.paused_at, now()) else a.paused_at end,
  paused_by = case when w.pause <> '' and a.paused_at is null then 'callboard' else a.paused_by end,
  pause_reason = case when w.pause <> '' and a.paused_at is null then w.pause else a.pause_reason end,
  ready_at = least(a.ready_at, now(), w.act_at),
  head_at = least(a.head_at, w.act_at)
from w where a.id = w.id
returning a.id, a.employer_id, w.pause, w.pause <> '' and a.paused_at = now()
"""  # noqa: S608 - a number of ours

_ALARM = """
insert into event (employer_id, account_id, actor, kind, reason) values (%s, %s, 'callboard', 'account_paused', %s)
"""

_SURPLUS = """
insert into surplus (posting_id, external_id, url)
select * from unnest(%s::bigint[], %s::text[], %s::text[]) on conflict do nothing
"""

_DOUBLE = """
update posting p set surplus = s.external_id, act_at = now()
from surplus s
where p.id = any(%s) and s.posting_id = p.id and s.gone_at is null and p.surplus is null
  and p.external_id is not null and s.external_id <> p.external_id
returning p.id, p.account_id
"""

_SURPLUS_GONE = "update surplus set gone_at = now() where posting_id = any(%s) and gone_at is null"


def record(connection: psycopg.Connection[object], batch: Sequence[Recorded]) -> set[int]:
    """Write a batch in one transaction. Returns the ids whose fence was stale: only their delivery is kept."""
    with connection.transaction():
        connection.execute(_LOCK, (sorted({each.account_id for each in batch}),))
        kept = {row[0]: row for row in connection.execute(_POSTING, (_json(_posting_row(each) for each in batch),))}  # type: ignore[index]
        stale = {each.posting.id for each in batch} - set(kept)
        rows = (_delivery_row(number, each, stale) for number, each in enumerate(batch, 1))
        connection.execute(_DELIVERY, ([each.evidence for each in batch], _json(rows)))
        _write_events(connection, [each for each in batch if each.event and each.posting.id not in stale])
        _write_feeds(
            connection, [each for each in batch if each.feed_entry is not None and each.posting.id not in stale]
        )
        copies = _copies(batch, stale)
        if copies:
            connection.execute(_SURPLUS, tuple(map(list, zip(*copies, strict=True))))
        accounts = connection.execute(_ACCOUNT, _account_columns(batch, {key: row[2] for key, row in kept.items()}))  # type: ignore[index]
        for row in accounts:
            account, employer, reason, newly = cast("tuple[int, int | None, str, bool]", row)
            if newly:  # one alarm for the account, not one for each posting that waits
                connection.execute(_ALARM, (employer, account, reason))
        _mark_doubles(connection, batch, stale)
    return stale


_KNOWN = tuple(each.name for each in fields(Posting) if each.name not in ("wish", "starts_at", "ends_at", "content"))
_KEPT = ("employer_id", "account_id", "operation", "fence", "key", "content", "outcome", "detail")


def _json(rows: Iterable[dict[str, object]]) -> str:
    """Rows as one parameter: a twentieth of the cost of as many arrays as there are columns.

    PostgreSQL's text cannot hold the character NUL, which boards have been seen to send.
    """
    return json.dumps(list(rows), default=datetime.isoformat).replace("\\u0000", "")


def _posting_row(each: Recorded) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(each.posting, name) for name in _KNOWN}
    return row | {
        "fence": each.fence,
        "wish_seq": each.wish_seq,
        "act_at": each.act_at,
        "counts": each.counts,
        "lane": each.lane,
    }


def _delivery_row(number: int, each: Recorded, stale: set[int]) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(each, name) for name in _KEPT}
    return row | {
        "number": number,
        "posting_id": each.posting.id,
        "started_at": each.started_at,
        "ended_at": each.ended_at,
        "stale": each.posting.id in stale,
    }


def _write_events(connection: psycopg.Connection[object], batch: Sequence[Recorded]) -> None:
    if batch:
        connection.execute(
            _EVENT,
            {
                "employer_id": [each.employer_id for each in batch],
                "posting_id": [each.posting.id for each in batch],
                "account_id": [each.account_id for each in batch],
                "kind": [each.event for each in batch],
                "reason": [each.detail for each in batch],
            },
        )


def _write_feeds(connection: psycopg.Connection[object], batch: Sequence[Recorded]) -> None:
    """List, replace or take out entries: one step of the feed's change sequence per account and batch."""
    for account in sorted({each.account_id for each in batch}):
        entries = [each for each in batch if each.account_id == account]
        row = connection.execute(
            "insert into feed (account_id, seq) values (%s, 1) on conflict (account_id) "
            "do update set seq = feed.seq + 1, changed_at = now() returning seq",
            (account,),
        ).fetchone()
        seq = row[0]  # type: ignore[index]
        for each in entries:
            if each.feed_entry:
                connection.execute(
                    "insert into feed_entry (account_id, posting_id, seq, body) values (%s, %s, %s, %s) "
                    "on conflict (account_id, posting_id) do update set seq = excluded.seq, body = excluded.body",
                    (account, each.posting.id, seq, each.feed_entry),
                )
            else:
                connection.execute(
                    "delete from feed_entry where account_id = %s and posting_id = %s", (account, each.posting.id)
                )
        connection.execute(
            "update posting set feed_seq = %s where id = any(%s)", (seq, [each.posting.id for each in entries])
        )


def _copies(batch: Sequence[Recorded], stale: set[int]) -> list[tuple[int, str, str | None]]:
    """Adverts beside the one we know: seen by a look-up, or named by a late answer to a publish."""
    seen = [(each.posting.id, copy.external_id, copy.url) for each in batch for copy in each.copies]
    late = [
        (each.posting.id, each.posting.external_id, each.posting.url)
        for each in batch
        if each.posting.id in stale and each.operation == Operation.PUBLISH and each.posting.external_id
    ]
    return seen + late


def _account_columns(batch: Sequence[Recorded], act_at: dict[int, datetime | None]) -> dict[str, list[object]]:
    ids = sorted({each.account_id for each in batch})
    groups = [[each for each in batch if each.account_id == account] for account in ids]
    blocks = [max((each.effect for each in group), key=lambda e: e.blocked_for or -1.0) for group in groups]
    return {
        "id": list(ids),
        "n": [len(group) for group in groups],
        "answered": [sum(each.effect.answered for each in group) for group in groups],
        "timed_out": [sum(each.effect.timed_out for each in group) for group in groups],
        "blocked_for": [block.blocked_for for block in blocks],
        "blocked_reason": [block.blocked_reason for block in blocks],
        "pause": [next((each.effect.pause for each in group if each.effect.pause), "") for group in groups],
        "act_at": [
            min((at for each in group if (at := act_at.get(each.posting.id)) is not None), default=None)
            for group in groups
        ],
    }


def _mark_doubles(connection: psycopg.Connection[object], batch: Sequence[Recorded], stale: set[int]) -> None:
    """A second copy at the board becomes the posting's next work; one that is gone is struck off the list."""
    gone = [each.posting.id for each in batch if each.event == "surplus_gone" and each.posting.id not in stale]
    if gone:
        connection.execute(_SURPLUS_GONE, (gone,))
    rows = connection.execute(_DOUBLE, ([each.posting.id for each in batch],)).fetchall()
    for row in rows:
        connection.execute(
            "update board_account set ready_at = least(ready_at, now()), head_at = least(head_at, now()) where id = %s",
            (row[1],),  # type: ignore[index]
        )
