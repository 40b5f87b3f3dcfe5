"""What will fail is said a day before, and goes away once it is mended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from orchestrator.services.look_ahead import look_ahead
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
