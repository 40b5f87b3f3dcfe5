"""Look at what is scheduled a day and an hour before it goes out, so that nothing fails that could have been mended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from orchestrator.callboard import Callboard
from orchestrator.domain.health import LOGIN
from orchestrator.storage import lookaheads
from orchestrator.storage import tables as t
from orchestrator.storage.database import moment

from .approved import unapproved
from .clashes import clashes
from .credit_stops import credit_stops
from .preflight import preflight, stop_reasons
from .refused import Refused
from .rerender import look, span_of
from .try_login import try_login

HOURS = (1, 24)
"""How long before its time a posting is looked at."""
AT_ONCE = 200
FRESH = timedelta(minutes=30)
"""How long a tried login counts: postings are due all day long, and boards lock out who signs in too often."""


def look_ahead(callboard: Callboard) -> int:
    """Look at every posting whose turn has come; how many were. Changes nothing that a board sees.

    Each account's login is tried once, outside of any transaction, and not again while what was found is fresh.
    """
    with callboard.database.read() as connection:
        due = {hours: lookaheads.due(connection, hours, AT_ONCE) for hours in HOURS}
        rows = {row.id: (hours, row) for hours in sorted(HOURS, reverse=True) for row in due[hours]}
        zones = {row.account_id: row.zone for _, row in rows.values()}
        now = moment(connection)
        short: dict[int, str] = {}
        for account, zone in zones.items():
            short |= credit_stops(connection, account, now, zone)
    accounts = {account: _login(callboard, account, now) for account in zones}
    for hours, row in rows.values():
        with callboard.database.begin() as connection:
            found = _problems(callboard, connection, row)
            before = [accounts[row.account_id], short.get(row.id, "")]
            lookaheads.keep(connection, row, hours, [*filter(None, before), *found])
    with callboard.database.begin() as connection:
        lookaheads.drop_sent(connection)
    return len(rows)


def _login(callboard: Callboard, account: int, now: datetime) -> str:
    """Why the login does not work; empty where it does."""
    with callboard.database.read() as connection:
        a = t.board_account.c
        row = connection.execute(select(a.tested_at, a.test_result).where(a.id == account)).one()
    if row.tested_at is not None and now - row.tested_at < FRESH:
        works, said = row.test_result.startswith("ok: "), row.test_result.removeprefix("failed: ")
    else:
        works, said = try_login(callboard, "callboard", account)
    return "" if works else f"the login does not work: {said}"


def _problems(callboard: Callboard, connection: Connection, row: Row[Any]) -> list[str]:
    """Why this posting would not go out as it is: its account, its board's rules, the advert rules of the day."""
    account = connection.execute(select(t.board_account).where(t.board_account.c.id == row.account_id)).one()
    found = []
    if account.paused_at is not None and not account.pause_reason.startswith(LOGIN):
        found.append(f"the account is paused: {account.pause_reason}")
    span = span_of(row)
    try:
        order = look(callboard, connection, row).order
    except Refused as refused:
        return [*found, *(reason.message for reason in refused.reasons)]
    now = moment(connection)
    found += [reason.message for reason in stop_reasons(preflight(callboard, connection, [order], span, now), [order])]
    found += [reason.message for _, reason in unapproved(connection, [order])]
    beside = clashes(connection, callboard.registry, [order], span, leaving=[row.id])
    return [*found, *(reason.message for _, reason in beside)]
