"""When an advert was live, and the proof of it: kept for as long as is set, and no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import text

from orchestrator.domain.difference import Repair
from orchestrator.domain.permission import Role
from orchestrator.domain.posting import Cause
from orchestrator.queries.evidence import Run
from orchestrator.services.housekeep import housekeep
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import tables as t
from orchestrator.storage.retention import forget_evidence
from tests.installation import Installation
from web.run_words import run_words

from .conftest import Browser, sign_in

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LAST = datetime(2025, 12, 28, tzinfo=UTC)


def _may(day: int, hour: int = 8) -> datetime:
    return datetime(2026, 5, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (Run(None, None, None, leaving=False), ""),
        (Run(_may(3), None, None, leaving=False), "Sent on 3 May; nothing proves yet that it was live."),
        (Run(_may(3), _may(3), None, leaving=False), "Live since 3 May."),
        (Run(_may(3), _may(3), None, leaving=True), "Live since 3 May; its takedown is not confirmed yet."),
        (Run(_may(3), _may(3), _may(17), leaving=False), "Was live from 3 to 17 May."),
        (Run(_may(3), _may(3), _may(3, 15), leaving=False), "Was live on 3 May, from 09:00 to 16:00."),
        (Run(_may(3), _may(3) - timedelta(days=5), _may(17), leaving=False), "Was live from 28 April to 17 May."),
        (Run(_may(3), LAST, _may(17), leaving=False), "Was live from 28 December 2025 to 17 May."),
    ],
)  # fmt: skip
def test_a_run_in_words(run: Run, words: str) -> None:
    assert run_words(run, NOW, LONDON) == words


def test_the_sentence_opens_to_every_delivery(ops: Browser, app: Flask, installation: Installation) -> None:
    (posted,) = installation.publish("keyed")
    installation.pump()
    (link,) = ops.get(f"/postings/{posted.id}").xpath("//section[@id='evidence']/p[1]/a")
    assert link.text_content().startswith("Live since today.")
    withdraw(installation.callboard, "test", [posted.id])
    installation.until(posted.id, lambda line: line.ended_at is not None)
    page = ops.get(link.get("href"))
    assert "Was live today, from" in page.xpath("//h1/following-sibling::p")[0].text_content()
    said = page.xpath("//ol//li//b/text()")
    assert said[:2] == ["Sent", "Taken down"]
    request, answer = (each.text for each in page.xpath("(//ol//details)[1]//pre"))
    assert request.startswith("POST ")
    assert "Bearer" not in request
    assert answer.startswith("201")
    with installation.callboard.database.begin() as connection:
        connection.execute(t.delivery.update().values(stale=True))
    assert "answered after its time was over" in ops.get(link.get("href")).text_content()
    sign_in(app, installation, Role.RECRUITER, own=True).get(link.get("href"))
    ops.get("/postings/999999/evidence", 404)


OLD = text("""
insert into delivery (posting_id, employer_id, account_id, operation, fence, started_at, ended_at, outcome)
select id, employer_id, account_id, 'check', 1, :at, :at, 'live' from posting
""")
MONTH = text("create table delivery_2019_01 partition of delivery for values from ('2019-01-01Z') to ('2019-02-01Z')")


def test_evidence_goes_after_its_time_and_the_history_stays(installation: Installation) -> None:
    installation.publish("keyed")
    installation.pump()
    now = datetime.now(UTC)
    with installation.callboard.database.begin() as connection:
        connection.execute(MONTH)
        for at in (datetime(2019, 1, 9, tzinfo=UTC), now - timedelta(days=401), now - timedelta(days=399)):
            connection.execute(OLD, {"at": at})
        events = connection.execute(text("select count(*) from event")).scalar_one()
    housekeep(installation.callboard)
    with installation.callboard.database.read() as connection:
        assert connection.execute(text("select to_regclass('delivery_2019_01')")).scalar() is None
        assert connection.execute(text("select count(*) from delivery where outcome = 'live'")).scalar_one() == 2
        assert connection.execute(text("select count(*) from event")).scalar_one() == events


def test_what_a_person_brought_loses_its_file_once_the_run_is_over_long_enough(installation: Installation) -> None:
    (posted,) = installation.publish("keyed")
    proof = {"posting_id": posted.id, "actor": "tom", "note": "seen", "name": "a.png", "media_type": "image/png"}
    later = datetime.now(UTC) + timedelta(days=1)
    with installation.callboard.database.begin() as connection:
        connection.execute(t.proof.insert().values(employer_id=installation.employer, body=b"png", **proof))
        assert forget_evidence(connection, later).proofs == 0
        connection.execute(t.posting.update().values(ended_at=datetime.now(UTC)))
        assert forget_evidence(connection, later).proofs == 1
        (kept,) = connection.execute(t.proof.select())
    assert (kept.note, kept.name, kept.body) == ("seen", "", None)


def test_differences_are_listed_and_mended_with_one_click(app: Flask, ops: Browser, installation: Installation) -> None:
    (posted,) = installation.publish("keyed")
    installation.pump()
    mine = {"employer_id": installation.employer, "account_id": installation.accounts["keyed"]}
    with installation.callboard.database.begin() as connection:
        gone = {"presence": "gone", "cause": Cause.LOST, "reason": "Not there."}
        connection.execute(t.posting.update().values(**gone))
        connection.execute(t.due.update().values(act_at=None))
        found = t.difference.insert().values(posting_id=posted.id, kind="missing", evidence="seen", **mine)
        connection.execute(found)
    page = ops.get("/postings/differences")
    assert page.xpath("//button[@name='repair']/@value") == ["repost", "mark_live"]
    assert "can cost a credit again" in page.text_content()
    (action,) = page.xpath("//form[.//button[@name='repair']]/@action")
    assert ops.get(f"/postings/{posted.id}").xpath("//button[@name='repair']/@value") == ["repost", "mark_live"]
    assert "Differences" in ops.get("/queue").text_content()
    sign_in(app, installation, Role.REVIEWER).post(action, 403, repair=Repair.MARK_LIVE)
    ops.post(action, 400, repair="nothing")
    ops.post(action, 422, repair=Repair.MARK_GONE)
    ops.post(action, repair=Repair.MARK_LIVE)
    assert installation.line(posted.id).cause is None
    assert "shows what it should" in ops.get("/postings/differences").text_content()
    assert "resolved already" in ops.post(action, 422, repair=Repair.MARK_LIVE).text_content()
    assert "Everything that was closed is gone" in ops.get("/postings/still-there").text_content()
