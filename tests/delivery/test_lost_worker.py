"""What a lost worker held is free again when its leases end, not when somebody tidies up."""

from __future__ import annotations

import time

from sqlalchemy import update

from orchestrator.delivery.pump import Pump
from orchestrator.domain.status import Status
from orchestrator.storage import account_queue, claim
from orchestrator.storage import tables as t
from orchestrator.storage.raw import connect
from tests.installation import Installation


def test_an_account_whose_window_a_lost_worker_filled_goes_on_when_the_lease_ends(installation: Installation) -> None:
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.board_account).values(win=1))
    (held,) = installation.publish("keyed")
    with connect(installation.callboard.database.url) as connection:
        assert [row.id for row in claim.claim(connection, accounts=8, per=8, lease=0.3)] == [held.id]
        (waiting,) = installation.publish("keyed")
        time.sleep(0.4)
        account_queue.free(connection, lease=installation.callboard.settings.lease)
        assert account_queue.sendable_soon(connection)
    Pump(installation.callboard).run(5.0)
    assert {installation.status(each.id) for each in (held, waiting)} == {Status.LIVE}
