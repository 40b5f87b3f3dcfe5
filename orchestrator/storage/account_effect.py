"""What answers do to an account: its window, its breaker, its pauses, and when it is looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import psycopg

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


_ACCOUNT = f"""
with v as (
  select * from unnest(%(id)s::bigint[], %(n)s::int[], %(answered)s::int[], %(timed_out)s::int[],
    %(blocked_for)s::float[], %(blocked_reason)s::text[], %(pause)s::text[], %(act_at)s::timestamptz[])
    v(id, n, answered, timed_out, blocked_for, blocked_reason, pause, act_at)),
-- Calls that were sent together time out together: they open the breaker once, and move it on no further.
w as (
  select v.*, v.answered = 0 and v.timed_out > 0 and x.was < {SILENT} and x.would >= {SILENT} as silent,
    case when v.answered > 0 then 0 when x.was >= {SILENT} then x.was else least(x.would, {SILENT}) end as timeouts
  from v join board_account a on a.id = v.id
    cross join lateral (select a.timeouts as was, a.timeouts + v.timed_out as would) x)
update board_account a set
  in_flight = greatest(0, a.in_flight - w.n),
  win = case when w.timed_out > 0 then 1 when w.answered > 0 then least(a.win_max, a.win * 2) else a.win end,
  timeouts = w.timeouts,
  silent_since = case when w.timed_out > 0 and w.answered = 0 and a.timeouts = 0 then now() else a.silent_since end,
  blocked_until = case
    when w.blocked_for is not null then greatest(a.blocked_until, now() + make_interval(secs => w.blocked_for))
    when w.silent then now() + interval '15 s'
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


def affect(
    connection: psycopg.Connection[object], answers: Sequence[tuple[int, AccountEffect, datetime | None]]
) -> None:
    """Apply answers to accounts that are locked already: (account, effect, when its posting is to be looked at)."""
    for row in connection.execute(_ACCOUNT, _columns(answers)):
        account, employer, reason, newly = cast("tuple[int, int | None, str, bool]", row)
        if newly:  # one alarm for the account, not one for each posting that waits
            connection.execute(_ALARM, (employer, account, reason))


def _columns(answers: Sequence[tuple[int, AccountEffect, datetime | None]]) -> dict[str, list[object]]:
    ids = sorted({account for account, _, _ in answers})
    groups = [[each for each in answers if each[0] == account] for account in ids]
    effects = [[effect for _, effect, _ in group] for group in groups]
    blocks = [max(some, key=lambda effect: effect.blocked_for or -1.0) for some in effects]
    return {
        "id": list(ids),
        "n": [len(group) for group in groups],
        "answered": [sum(effect.answered for effect in some) for some in effects],
        "timed_out": [sum(effect.timed_out for effect in some) for some in effects],
        "blocked_for": [block.blocked_for for block in blocks],
        "blocked_reason": [block.blocked_reason for block in blocks],
        "pause": [next((effect.pause for effect in some if effect.pause), "") for some in effects],
        "act_at": [min((at for _, _, at in group if at is not None), default=None) for group in groups],
    }
