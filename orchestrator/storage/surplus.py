"""Further copies of an advert at the board under one generation: remembered, and taken down one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import psycopg

from orchestrator.domain.operation import Operation

from .account_queue import Due

if TYPE_CHECKING:
    from .outcome import Recorded

_SURPLUS = """
insert into surplus (posting_id, external_id, url)
select * from unnest(%s::bigint[], %s::text[], %s::text[]) on conflict do nothing
"""

_DOUBLE = """
with u as (
  update posting p set surplus = s.external_id
  from surplus s
  where p.id = any(%s) and s.posting_id = p.id and s.gone_at is null and p.surplus is null
    and p.external_id is not null and s.external_id <> '' and s.external_id <> p.external_id
  returning p.id)
update due set act_at = now() from u where posting_id = u.id and not claimed
returning account_id, employer_id, act_at
"""

_GONE = "update surplus set gone_at = now() where posting_id = any(%s) and gone_at is null"

_IN_HAND = """
insert into surplus (posting_id, external_id)
select posting_id, '' from due where posting_id = any(%s) and claimed on conflict do nothing
"""

_TO_LOOK_FOR = "delete from surplus where posting_id = any(%s) and external_id = '' returning posting_id"

_LOOK_LATER = """
with u as (select id from posting where id = any(%(ids)s) and phase = 'unconfirmed' for update)
update due d set act_at = greatest(d.act_at, v.act_at)
from u join unnest(%(ids)s::bigint[], %(at)s::timestamptz[]) v(id, act_at) using (id)
where d.posting_id = u.id and d.act_at is not null and not d.claimed
"""

_OVERTAKEN = """
with u as (
  update posting set shown = null from due
  where id = any(%s) and posting_id = id and not claimed and phase = 'waiting' and cause is null
    and presence in ('submitted', 'live') returning id)
update due set lane = 1, act_at = least(act_at, now()) from u where posting_id = u.id
returning account_id, employer_id, act_at
"""
"""A late update may have written an older text over a newer one: which is there nobody knows, so it is sent again."""

_LOOK_AGAIN = """
with u as (
  update posting p set phase = 'unconfirmed', operation = 'publish', sent = coalesce(p.shown, p.content), cause = null,
    reason = 'An answer that came too late leaves open whether the advert is there twice.',
    attempts = 0, looks = 0, intended_at = now()
  from unnest(%(ids)s::bigint[], %(at)s::timestamptz[]) v(id, act_at) join due on posting_id = v.id
  where p.id = v.id and not claimed and p.phase = 'waiting' and p.intended_at is null and p.handle is null
  returning p.id, v.act_at)
update due set lane = 1, act_at = u.act_at from u where posting_id = u.id
returning account_id, employer_id, due.act_at
"""


def keep_copies(
    connection: psycopg.Connection[object], fresh: Sequence[Recorded], stale: Sequence[Recorded], copied: set[int]
) -> list[Due]:
    """Remember copies that outcomes show, and make taking them down the postings' next work. Returns what is due.

    `copied`: postings that have copies already. A late publish without a clear answer is looked for once more.
    """
    found = _copies(fresh, stale)
    if found:
        connection.execute(_SURPLUS, tuple(map(list, zip(*found, strict=True))))
    gone = [each.posting.id for each in fresh if each.event == "surplus_gone"]
    if gone:
        connection.execute(_GONE, (gone,))
    due: list[Due] = []
    ids = sorted(copied | {id for id, _, _ in found})
    if ids:
        due += connection.execute(_DOUBLE, (ids,)).fetchall()  # type: ignore[arg-type]
    late = {each.posting.id: each.act_at for each in stale if each.may_double}
    if late:
        # What somebody has in hand now is looked for when its outcome is written: a copy without a name says so.
        connection.execute(_IN_HAND, (list(late),))
    answered = {each.posting.id: each.ended_at for each in fresh if each.posting.id in copied}
    if answered:
        waiting = connection.execute(_TO_LOOK_FOR, (list(answered),)).fetchall()
        late |= {id: answered[id] for (id,) in cast("list[tuple[int]]", waiting)}
    if late:
        given = {"ids": list(late), "at": list(late.values())}
        connection.execute(_LOOK_LATER, given)
        due += connection.execute(_LOOK_AGAIN, given).fetchall()  # type: ignore[arg-type]
    overtaken = [each.posting.id for each in stale if each.operation == Operation.UPDATE and each.posting.shown]
    if overtaken:
        due += connection.execute(_OVERTAKEN, (overtaken,)).fetchall()  # type: ignore[arg-type]
    return due


def _copies(fresh: Sequence[Recorded], stale: Sequence[Recorded]) -> list[tuple[int, str, str | None]]:
    """Adverts beside the one we know: seen by a look-up, or named by a late answer to a publish."""
    seen = [(each.posting.id, copy.external_id, copy.url) for each in (*fresh, *stale) for copy in each.copies]
    late = [
        (each.posting.id, each.posting.external_id, each.posting.url)
        for each in stale
        if each.operation == Operation.PUBLISH and each.posting.external_id
    ]
    return seen + late
