"""Test a board account's login, and resume the ones that were paused for it once it works again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Row, func, select, update

from orchestrator.boards.contract import Tests
from orchestrator.callboard import Callboard
from orchestrator.delivery.call import open_session
from orchestrator.delivery.route import route
from orchestrator.domain.errors import BoardError
from orchestrator.domain.health import LOGIN, next_login
from orchestrator.outbound.transport import Transport
from orchestrator.queries.accounts import lane_of
from orchestrator.storage import tables as t
from orchestrator.storage.account_events import resumed_lately

from .operate_account import resume

SECONDS = 10.0
SLACK = timedelta(seconds=10)
"""The calendar comes by about as often as a login is tried: a turn is not missed for a second."""


def try_login(callboard: Callboard, actor: str, id: int, transport: Transport | None = None) -> tuple[bool, str]:
    """Ask the board whether the login works: (works, one sentence). The sentence is kept on the account."""
    to = route(callboard, id)
    if not isinstance(to.adapter, Tests):
        return _keep(callboard, id, True, f"{to.adapter.label} has no login to test.")
    session = open_session(to, transport or Transport(), changing=False, seconds=SECONDS)
    try:
        said = cast("Any", to.adapter).test(to.account, session)
    except BoardError as error:
        return _keep(callboard, id, False, str(error))
    works = _keep(callboard, id, True, said)
    if _paused_for_login(callboard, id):
        resume(callboard, actor, id)
    return works


def try_paused(callboard: Callboard) -> int:
    """Test every account that is paused because of its login and whose turn has come; returns how many work again."""
    a = t.board_account.c
    with callboard.database.read() as connection:
        rows = connection.execute(
            select(t.board_account, func.now().label("now"), resumed_lately(a.id).label("resumed")).where(
                a.paused_at.is_not(None), a.archived_at.is_(None), a.pause_reason.startswith(LOGIN)
            )
        )
        waiting = [row.id for row in rows if _due(row)]
    transport = Transport()
    return sum(try_login(callboard, "callboard", id, transport)[0] for id in waiting)


def _due(row: Row[Any]) -> bool:
    at = next_login(lane_of(row), row.tested_at, row.resumed)
    return at is not None and at <= row.now + SLACK


def _paused_for_login(callboard: Callboard, id: int) -> bool:
    with callboard.database.read() as connection:
        row = connection.execute(select(t.board_account).where(t.board_account.c.id == id)).one()
    return row.paused_at is not None and row.pause_reason.startswith(LOGIN)


def _keep(callboard: Callboard, id: int, works: bool, said: str) -> tuple[bool, str]:
    with callboard.database.begin() as connection:
        connection.execute(
            update(t.board_account)
            .where(t.board_account.c.id == id)
            .values(tested_at=func.now(), test_result=("ok: " if works else "failed: ") + said)
        )
    return works, said
