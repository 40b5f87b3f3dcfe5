"""Accounts that must not be sent to: silent ones, which are probed, and paused ones, which wait for somebody."""

from __future__ import annotations

from typing import cast

import psycopg

SILENT = 3
"""Time-outs in a row after which nothing is sent to an account until a probe was answered."""

_TO_PROBE = f"""
update board_account set blocked_until = now() + make_interval(secs => %s)
where id = (
  select id from board_account
  where timeouts >= {SILENT} and paused_at is null and blocked_until <= now() and ready_at <= now()
  order by blocked_until limit 1 for update skip locked)
returning id, version
"""  # noqa: S608 - a number of ours

_PROBED = f"""
update board_account set
  timeouts = case when %(alive)s then 0 else timeouts + 1 end,
  win = 1,
  blocked_reason = case when %(alive)s then '' else 'not answering' end,
  blocked_until = case when %(alive)s then now()
    else now() + make_interval(secs => least(600, 15 * power(2, least(timeouts + 1 - {SILENT}, 10)))) end
where id = %(id)s
"""  # noqa: S608 - a number of ours

_PAUSE = """
update board_account set paused_at = now(), paused_by = 'callboard', pause_reason = %s
where id = %s and paused_at is null
"""


def pause(connection: psycopg.Connection[object], account: int, reason: str) -> None:
    """Stop claiming for an account until somebody resumes it."""
    connection.execute(_PAUSE, (reason, account))


def to_probe(connection: psycopg.Connection[object], *, lease: float) -> tuple[int, int] | None:
    """A silent account (and its version) whose time has come to be asked; nobody else asks it for `lease` seconds."""
    return cast("tuple[int, int] | None", connection.execute(_TO_PROBE, (lease,)).fetchone())


def probed(connection: psycopg.Connection[object], account: int, *, alive: bool) -> None:
    """What came of it: sending goes on carefully, or the next probe comes later."""
    connection.execute(_PROBED, {"id": account, "alive": alive})
