"""One sentence where a board takes nothing: what waits, since when, when it is tried again; and one alarm for ops."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import update

from orchestrator.domain.health import Lane
from orchestrator.domain.permission import Role
from orchestrator.queries.outages import Outage, outages
from orchestrator.services.operate_account import pause
from orchestrator.storage import tables as t
from orchestrator.storage.breaker import SILENT
from web.outage_words import notice

from .conftest import Desk

LONDON = ZoneInfo("Europe/London")


def _account(desk: Desk, board: str, **values: Any) -> None:
    with desk.callboard.database.begin() as connection:
        account = desk.fairhaven.accounts[board]
        connection.execute(update(t.board_account).where(t.board_account.c.id == account).values(**values))


def test_a_silent_board_is_said_on_today_and_on_its_vacancies_and_postings(desk: Desk) -> None:
    vacancies = [desk.fairhaven.vacancy(town) for town in ("Torquay", "Exeter")]
    posted = desk.fairhaven.publish("keyed", vacancies=vacancies)
    now = datetime.now(UTC)
    since, again = now - timedelta(days=2), now + timedelta(days=2)
    _account(desk, "keyed", timeouts=SILENT, silent_since=since, blocked_until=again, blocked_reason="not answering")
    visitor = desk.signed_in().open("/today")
    day = since.astimezone(LONDON)
    assert f"has not answered since {day.day} " in visitor.text
    assert f"{day:%H:%M}" in visitor.text
    assert "2 of yours wait and keep their place. We try again " in visitor.text
    assert "1 of this vacancy’s postings waits and keeps its place" in visitor.open(f"/vacancies/{vacancies[0]}").text
    assert "This posting waits and keeps its place" in visitor.open(f"/postings/{posted[0].id}").text
    _account(desk, "keyed", silent_since=None)
    assert "keyed, does not answer" in visitor.open("/today").text


def test_what_is_live_waits_for_nothing_and_others_postings_are_not_counted(desk: Desk) -> None:
    (live, _) = desk.fairhaven.publish("keyed", vacancies=[desk.fairhaven.vacancy(), desk.fairhaven.vacancy("Exeter")])
    _account(desk, "keyed", timeouts=SILENT, blocked_until=datetime.now(UTC) + timedelta(minutes=5))
    with desk.callboard.database.begin() as connection:
        values = {"presence": "live", "shown": t.posting.c.content}
        connection.execute(update(t.posting).where(t.posting.c.id == live.id).values(**values))
    with desk.callboard.database.read() as connection:
        assert [each.waiting for each in outages(connection)] == [1]
        assert outages(connection, employer=desk.other) == []
        assert [each.waiting for each in outages(connection, posting=live.id, idle=True)] == [0]


def test_a_short_wait_the_board_asked_for_is_no_outage(desk: Desk) -> None:
    desk.fairhaven.publish("keyed")
    _account(desk, "keyed", blocked_until=datetime.now(UTC) + timedelta(seconds=20), blocked_reason="too many")
    with desk.callboard.database.read() as connection:
        assert outages(connection, idle=True) == []
    _account(desk, "keyed", blocked_until=datetime.now(UTC) + timedelta(minutes=30), blocked_reason="no credit")
    assert "takes nothing at the moment: no credit" in desk.signed_in().open("/today").text


def test_a_paused_account_is_one_line_for_ops_and_a_sentence_for_recruiters(desk: Desk) -> None:
    desk.fairhaven.publish("keyed", vacancies=[desk.fairhaven.vacancy(), desk.fairhaven.vacancy("Exeter")])
    pause(desk.callboard, "callboard", desk.fairhaven.accounts["keyed"], "login: the token is not valid")
    pause(desk.callboard, "tom", desk.fairhaven.accounts["findable"], "the contract ends")
    recruiter = desk.signed_in().open("/today")
    assert "has refused our login since" in recruiter.text
    assert "2 of yours wait and keep their place. It goes on when somebody resumes the account." in recruiter.text
    assert "contract ends" not in recruiter.text
    ops = desk.signed_in("olga", Role.OPS, 0).open("/today")
    lines = [each.text_content() for each in ops.page.xpath("//ul[contains(@class, 'need')]/li")]
    assert len(lines) == 2
    assert "The token is not valid. 2 postings wait for it." in lines[0]
    assert "has been paused by tom" in lines[1]
    assert not ops.page.xpath("//div[contains(@class, 'note bad')]")
    assert "2 board accounts need you; the rest is running" in ops.text
    assert "Nothing needs you" in recruiter.text


def test_several_that_need_the_same_look_lead_to_their_table(desk: Desk) -> None:
    for board, cause in (("keyed", "look"), ("findable", "still_there")):
        desk.fairhaven.publish(board, vacancies=[desk.fairhaven.vacancy(), desk.fairhaven.vacancy("Exeter")])
        stopped = update(t.posting).where(t.posting.c.board == board)
        with desk.callboard.database.begin() as connection:
            connection.execute(stopped.values(cause=cause, wish="closed" if cause == "still_there" else "live"))
    visitor = desk.signed_in().open("/today")
    visitor.follow("Say what you see: keyed may already show 2 postings")
    assert "2 postings may be on keyed" in visitor.text
    visitor.open("/today").follow("Take it down: findable still shows 2 closed postings")
    assert len(visitor.page.xpath("//tbody/tr")) == 2


def test_a_board_that_can_try_the_login_says_when(desk: Desk) -> None:
    now = datetime.now(UTC).replace(hour=12)
    lane = Lane(practice=False, paused_at=now - timedelta(hours=1), paused_by="callboard", pause_reason="login: no",
                blocked_until=now, blocked_reason="", timeouts=0)  # fmt: skip
    reed = Outage(1, "Reed.co.uk, main account", "reed", lane, lane.paused_at, now + timedelta(minutes=14), 12)
    with desk.app.app_context():
        said = notice(reed, now, UTC)
    assert said.heading == f"Reed.co.uk, main account, has refused our login since 11:{now.minute:02d}."
    again = f"{now + timedelta(minutes=14):%H:%M}"
    assert said.text == (
        "12 of yours wait and keep their place. "
        f"We try the login again at {again}, and go on by ourselves when it works."
    )
