"""A wave of time-outs opens the breaker once: the first probe comes after a quarter of a minute, not of an hour."""

from __future__ import annotations

from sqlalchemy import text

from orchestrator.storage import breaker
from orchestrator.storage.account_effect import AccountEffect, affect
from orchestrator.storage.raw import connect
from tests.installation import Installation

TIMED_OUT = AccountEffect(timed_out=True)


def test_calls_that_time_out_together_count_as_one(installation: Installation) -> None:
    account, employer = installation.accounts["keyed"], installation.employer
    with connect(installation.callboard.database.url) as connection:
        for wave in (1, 20, 30):
            affect(connection, [(account, employer, TIMED_OUT, None)] * wave)
    with installation.callboard.database.read() as connection:
        row = connection.execute(
            text(
                "select timeouts, extract(epoch from blocked_until - now()) as left from board_account where id = :id"
            ),
            {"id": account},
        ).one()
    assert row.timeouts == breaker.SILENT
    assert 0 < row.left <= 15
