"""Write what came of claimed postings: many at once, matched on id and fence only.

Accounts are locked first and in order, so that claims (which never wait) and other writers cannot form a cycle.
A stale fence changes no posting, but its delivery is kept and its copy at the board is remembered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import psycopg

from orchestrator.domain.lane import Lane
from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Posting
from orchestrator.domain.receipt import Found

from .account_effect import AccountEffect, affect
from .feed_entries import change_entries


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

_POSTING = """
update posting p set
  presence = v.presence, operation = v.operation, reason = v.reason, sent = v.sent, shown = v.shown,
  phase = case when v.phase = 'claimed' then 'waiting' else v.phase end,
  cause = case when p.wish_seq <> v.wish_seq and v.phase = 'waiting' then null else v.cause end,
  external_id = v.external_id, url = v.url, handle = v.handle, evidence = v.evidence,
  attempts = v.attempts, looks = v.looks, intended_at = v.intended_at, checked_at = v.checked_at,
  published_at = v.published_at, surplus = v.surplus,
  refresh_wanted = p.refresh_wanted and (v.refresh_wanted or p.wish_seq <> v.wish_seq),
  act_at = case when p.wish_seq <> v.wish_seq and v.intended_at is null then least(v.act_at, now()) else v.act_at end,
  lane = case when p.wish_seq = v.wish_seq then v.lane when p.wish = 'closed' then 0 else 1 end,
  ended_at = case when (p.wish = 'closed' or p.ends_at <= now()) and v.presence in ('absent', 'gone')
                  and v.intended_at is null and v.handle is null and v.cause is null then now() end,
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


_LOOK_LATER = """
update posting p set act_at = greatest(p.act_at, v.act_at) from unnest(%s::bigint[], %s::timestamptz[]) v(id, act_at)
where p.id = v.id and p.phase = 'unconfirmed' and p.act_at is not null
"""

_LOOK_AGAIN = """
with p as (
  update posting p set phase = 'unconfirmed', operation = 'publish', sent = coalesce(p.shown, p.content), cause = null,
    reason = 'An answer that came too late leaves open whether the advert is there twice.',
    attempts = 0, looks = 0, lane = 1, intended_at = now(), act_at = v.act_at
  from unnest(%s::bigint[], %s::timestamptz[]) v(id, act_at)
  where p.id = v.id and p.phase = 'waiting' and p.intended_at is null and p.handle is null
  returning p.account_id, p.act_at),
f as (select account_id, min(act_at) act_at from p group by 1)
update board_account a set ready_at = least(a.ready_at, f.act_at), head_at = least(a.head_at, f.act_at)
from f where a.id = f.account_id
"""


def record(connection: psycopg.Connection[object], batch: Sequence[Recorded]) -> set[int]:
    """Write a batch in one transaction. Returns the ids whose fence was stale: only their delivery is kept."""
    with connection.transaction():
        connection.execute(_LOCK, (sorted({each.account_id for each in batch}),))
        kept = {row[0]: row for row in connection.execute(_POSTING, (_json(_posting_row(each) for each in batch),))}  # type: ignore[index]
        stale = {each.posting.id for each in batch} - set(kept)
        rows = (_delivery_row(number, each, stale) for number, each in enumerate(batch, 1))
        connection.execute(_DELIVERY, ([each.evidence for each in batch], _json(rows)))
        _write_events(connection, [each for each in batch if each.event and each.posting.id not in stale])
        fresh = (each for each in batch if each.posting.id not in stale)
        change_entries(
            connection,
            [(each.account_id, each.posting.id, each.feed_entry) for each in fresh if each.feed_entry is not None],
        )
        copies = _copies(batch, stale)
        if copies:
            connection.execute(_SURPLUS, tuple(map(list, zip(*copies, strict=True))))
        act_at = {key: row[2] for key, row in kept.items()}  # type: ignore[index]
        affect(connection, [(each.account_id, each.effect, act_at.get(each.posting.id)) for each in batch])
        _mark_doubles(connection, batch, stale)
        late = [each for each in batch if each.may_double and each.posting.id in stale]
        if late:
            when = ([each.posting.id for each in late], [each.act_at for each in late])
            connection.execute(_LOOK_LATER, when)
            connection.execute(_LOOK_AGAIN, when)
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


def _copies(batch: Sequence[Recorded], stale: set[int]) -> list[tuple[int, str, str | None]]:
    """Adverts beside the one we know: seen by a look-up, or named by a late answer to a publish."""
    seen = [(each.posting.id, copy.external_id, copy.url) for each in batch for copy in each.copies]
    late = [
        (each.posting.id, each.posting.external_id, each.posting.url)
        for each in batch
        if each.posting.id in stale and each.operation == Operation.PUBLISH and each.posting.external_id
    ]
    return seen + late


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
