"""What will fail is said a day before, and goes away once it is mended."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update

from orchestrator.domain.credit import CreditKind
from orchestrator.domain.price import Basis
from orchestrator.services.look_ahead import look_ahead
from orchestrator.services.price_account import enter_credits, set_price
from orchestrator.storage import tables as t

from .conftest import Desk


def soon(hours: float) -> str:
    at = datetime.now(UTC).astimezone(ZoneInfo("Europe/London")) + timedelta(hours=hours)
    return at.strftime("%Y-%m-%dT%H:%M")


def write(desk: Desk, body: str) -> None:
    with desk.callboard.database.begin() as connection:
        connection.execute(update(t.wording).where(t.wording.c.id == desk.fairhaven.wording).values(body=body))


def test_what_will_fail_is_said_before_its_time(desk: Desk) -> None:
    desk.fairhaven.publish("careers", starts=soon(20))
    desk.fairhaven.publish("careers", starts=soon(40))
    assert look_ahead(desk.callboard) == 1
    assert look_ahead(desk.callboard) == 0
    visitor = desk.signed_in().open("/today")
    assert "will fail" not in visitor.text
    with desk.callboard.database.read() as connection:
        before = connection.execute(select(t.wording.c.body)).scalar_one()
    write(desk, before + "\n\nYou must be aged 20 to 30.")
    desk.fairhaven.vacancy("Paignton")
    with desk.callboard.database.begin() as connection:
        connection.execute(t.lookahead.delete())
    assert look_ahead(desk.callboard) == 1
    assert "1 of " in visitor.open("/today").text
    assert "go out until the end of tomorrow will fail" in visitor.text
    visitor.follow("See why, and mend them now")
    assert "EQA-AGE-01" in visitor.text
    write(desk, before)
    assert look_ahead(desk.callboard) == 1
    assert "Nothing is known to fail" in visitor.open("/calendar/failing").text


def problems(desk: Desk) -> dict[int, list[str]]:
    with desk.callboard.database.read() as connection:
        return {row.posting_id: row.problems for row in connection.execute(select(t.lookahead))}


def test_credits_that_do_not_reach_are_said_of_the_last_ones(desk: Desk) -> None:
    keyed = desk.fairhaven.accounts["keyed"]
    enter_credits(desk.callboard, "test", keyed, CreditKind.BOUGHT, 2)
    first, second, third = (desk.fairhaven.publish("keyed", starts=soon(hours))[0].id for hours in (20, 21, 22))
    assert look_ahead(desk.callboard) == 3
    found = problems(desk)
    assert (found[first], found[second]) == ([], [])
    assert found[third] == ["no credit is left for it at keyed: 2 left, and earlier postings take them"]
    visitor = desk.signed_in().open("/today")
    assert "1 of 3 postings that go out until the end of tomorrow will fail" in visitor.text
    enter_credits(desk.callboard, "test", keyed, CreditKind.BOUGHT, 1)
    assert look_ahead(desk.callboard) == 1
    assert problems(desk)[third] == []


def test_a_slot_that_is_not_free_is_said(desk: Desk) -> None:
    keyed = desk.fairhaven.accounts["keyed"]
    set_price(desk.callboard, "test", keyed, Basis.SLOT, amount=None, units=1, first_day=date(2020, 1, 1))
    first, second = (desk.fairhaven.publish("keyed", starts=soon(hours))[0].id for hours in (20, 21))
    look_ahead(desk.callboard)
    assert problems(desk)[first] == []
    assert problems(desk)[second][0].startswith("no slot of keyed is free then: there are 1")


def test_a_login_is_tried_once_for_all_postings_and_not_again_while_it_is_fresh(desk: Desk) -> None:
    keyed = desk.fairhaven.accounts["keyed"]
    for hours in (20, 21):
        desk.fairhaven.publish("keyed", starts=soon(hours))
    with desk.callboard.database.begin() as connection:
        failed = {"tested_at": func.now() - timedelta(minutes=5), "test_result": "failed: password expired"}
        connection.execute(update(t.board_account).where(t.board_account.c.id == keyed).values(**failed))
    for _ in range(2):
        assert look_ahead(desk.callboard) == 2
        assert set(map(tuple, problems(desk).values())) == {("the login does not work: password expired",)}
    with desk.callboard.database.begin() as connection:
        tested = connection.execute(
            update(t.board_account)
            .where(t.board_account.c.id == keyed)
            .values(tested_at=t.board_account.c.tested_at - timedelta(hours=1))
            .returning(t.board_account.c.tested_at)
        ).scalar_one()
    look_ahead(desk.callboard)
    with desk.callboard.database.read() as connection:
        now = connection.execute(select(t.board_account.c.tested_at).where(t.board_account.c.id == keyed)).scalar_one()
    assert now > tested
    assert set(map(tuple, problems(desk).values())) == {()}
