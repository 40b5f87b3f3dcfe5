"""What an order becomes does not depend on where its rows happen to lie."""

from __future__ import annotations

from sqlalchemy import update

from orchestrator.callboard import Callboard
from orchestrator.storage import tables as t
from tests.installation import install


def test_postings_are_numbered_by_account_whatever_was_written_last(callboard: Callboard) -> None:
    there = install(callboard, ("keyed", "findable", "careers"))
    vacancy = there.vacancy()
    with callboard.database.begin() as connection:  # a row that is written anew lies behind the others
        first = t.board_account.c.id == there.accounts["keyed"]
        connection.execute(update(t.board_account).where(first).values(label="keyed, again"))
    placed = there.publish("careers", "findable", "keyed", vacancy=vacancy)
    assert [there.line(each.id).board for each in placed] == ["keyed", "findable", "careers"]
    assert [each.reference.split(".")[-1] for each in placed] == ["1-1", "2-1", "3-1"]
