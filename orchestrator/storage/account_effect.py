"""What answers do to an account: its window, its breaker, its pauses, and when it is looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import psycopg

from .account_queue import WAKE, columns
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
with {WAKE},
e as (
  select * from unnest(%(id)s::bigint[], %(n)s::int[], %(answered)s::int[], %(timed_out)s::int[],
    %(blocked_for)s::float[], %(blocked_reason)s::text[], %(pause)s::text[])
    e(id, n, answered, timed_out, blocked_for, blocked_reason, pause)),
-- Calls that were sent together time out together: they open the breaker once, and move it on no further.
w as (
  select e.*, e.answered = 0 and e.timed_out > 0 and x.was < {SILENT} and x.would >= {SILENT} as silent,
    case when e.answered > 0 then 0 when x.was >= {SILENT} then x.was else least(x.would, {SILENT}) end as timeouts
  from e join board_account a on a.id = e.id
    cross join lateral (select a.timeouts as was, a.timeouts + e.timed_out as would) x)
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
  ready_at = least(a.ready_at, (select min(v.at) from v where v.account_id = a.id))
from w where a.id = w.id
returning a.id, a.employer_id, w.pause, w.pause <> '' and a.paused_at = now()
"""  # noqa: S608 - constants of ours

_ALARM = """
insert into event (employer_id, account_id, actor, kind, reason) values (%s, %s, 'callboard', 'account_paused', %s)
"""


Answer = tuple[int, int, AccountEffect, datetime | None]
"""Account, employer, what the answer does to the account, when its posting is to be looked at again."""


def affect(connection: psycopg.Connection[object], answers: Sequence[Answer]) -> None:
    """Apply answers to accounts that are locked already, and let their queues know what is due."""
    for row in connection.execute(_ACCOUNT, _columns(answers)):
        account, employer, reason, newly = cast("tuple[int, int | None, str, bool]", row)
        if newly:  # one alarm for the account, not one for each posting that waits
            connection.execute(_ALARM, (employer, account, reason))


def _columns(answers: Sequence[Answer]) -> dict[str, list[Any]]:
    by_account: dict[int, list[AccountEffect]] = {}
    for account, _, effect, _ in answers:
        by_account.setdefault(account, []).append(effect)
    blocks = [max(some, key=lambda effect: effect.blocked_for or -1.0) for some in by_account.values()]
    return columns([(account, employer, at) for account, employer, _, at in answers if at is not None]) | {
        "id": list(by_account),
        "n": [len(some) for some in by_account.values()],
        "answered": [sum(effect.answered for effect in some) for some in by_account.values()],
        "timed_out": [sum(effect.timed_out for effect in some) for some in by_account.values()],
        "blocked_for": [block.blocked_for for block in blocks],
        "blocked_reason": [block.blocked_reason for block in blocks],
        "pause": [next((effect.pause for effect in some if effect.pause), "") for some in by_account.values()],
    }
