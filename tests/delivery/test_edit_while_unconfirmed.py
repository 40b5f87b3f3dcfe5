"""An edit or a takedown of what may be at the board waits for the look-up; it never makes it come too early."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from orchestrator.domain.posting import Phase
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import postings
from orchestrator.testing.boards import Findable
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation


def waits(installation: Installation, id: int) -> timedelta:
    """How long from now until the posting is looked at."""
    with installation.callboard.database.read() as connection:
        found: tuple[datetime, datetime] = tuple(
            connection.execute(text("select act_at, now() from due where posting_id = :id"), {"id": id}).one()
        )
    return found[0] - found[1]


def edit(installation: Installation, id: int) -> None:
    with installation.callboard.database.begin() as connection:
        (row,) = postings.lock(connection, [id])
        postings.want(connection, row, content="another")


def take_down(installation: Installation, id: int) -> None:
    withdraw(installation.callboard, "test", [id])


@pytest.mark.parametrize("change", [edit, take_down])
def test_a_change_does_not_bring_the_look_forward(installation: Installation, boards: Operator, change) -> None:  # type: ignore[no-untyped-def]
    boards.fault("findable", "error_after", next=1, operations=["create"])
    (posting,) = installation.publish("findable")
    installation.pump(1.0)
    assert installation.line(posting.id).phase is Phase.UNCONFIRMED
    change(installation, posting.id)
    assert waits(installation, posting.id) > Findable.find_lag - timedelta(seconds=4)


def test_nor_does_a_change_that_came_while_it_was_sent(installation: Installation, boards: Operator) -> None:
    boards.fault("findable", "timeout", next=1, operations=["create"], seconds=3.0)
    (posting,) = installation.publish("findable")
    with installation.callboard.database.begin() as connection:
        connection.execute(text(_EDIT_WHEN_SENDING))
    installation.pump(1.0)
    line = installation.line(posting.id)
    assert line.phase is Phase.UNCONFIRMED
    assert waits(installation, posting.id) > Findable.find_lag - timedelta(seconds=4)


_EDIT_WHEN_SENDING = """
create function pg_temp_edit() returns trigger language plpgsql as $$
begin
  new.wish_seq = new.wish_seq + 1;
  return new;
end $$;
create trigger edit before update on posting for each row when (new.phase = 'sending') execute function pg_temp_edit();
"""
