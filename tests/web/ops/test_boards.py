"""Board accounts: forms made from adapters, secrets that never come back, and who may switch what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select, text, update

from orchestrator.domain.permission import Role
from orchestrator.domain.status import Status
from orchestrator.storage import account_queue
from orchestrator.storage import tables as t
from orchestrator.testing.simulator import practice
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation

from .conftest import Browser, sign_in


def test_every_board_has_a_form(ops: Browser, installation: Installation) -> None:
    page = ops.get("/boards/new")
    links = page.xpath("//main//li//a/@href")
    assert len(links) == len(installation.callboard.registry)
    for link in links:
        form = ops.get(link).xpath("//main//form")[0]
        adapter = installation.callboard.registry[form.xpath(".//input[@name='board']/@value")[0]]
        named = set(form.xpath(".//*[self::input or self::select or self::textarea]/@name"))
        assert {each.name for each in adapter.credentials} <= named


def test_adding_editing_and_testing(ops: Browser, installation: Installation) -> None:
    ops.get("/boards/new?board=nonsense", 404)
    ops.post("/boards/new", 404, board="nonsense")
    wrong = ops.post("/boards/new", 422, board="reed", label="", employer=str(installation.employer))
    assert wrong.findtext(".//title").startswith("Error: ")
    ops.post("/boards/new", 422, board="keyed", label="keyed", employer="", token="x")
    made = ops.post(
        "/boards/new", board="keyed", label="Second", employer=str(installation.employer), token="wrong-secret"
    )
    path = made.get("data-location")
    assert path.startswith("/boards/")
    page = ops.get(path)
    assert "wrong-secret" not in ops.client.get(path).text
    assert page.xpath("//input[@name='token']/@value") == [""]
    ops.post(path, 422, label="keyed", token="")
    ops.post(path, label="Second login", token="")
    number = int(path.rpartition("/")[2])
    with installation.callboard.database.read() as connection:
        row = connection.execute(select(t.board_account).where(t.board_account.c.id == number)).one()
    assert installation.callboard.vault.open(row.secrets) == {"token": "wrong-secret"}
    assert (row.label, row.practice) == ("Second login", True)
    ops.post(path, label="Second login", token=practice.KEYED_TOKEN)
    ops.post(f"/boards/{number}/test")
    assert "Second login" in ops.get("/boards").text_content()


def test_a_paused_account_holds_its_postings(ops: Browser, installation: Installation, boards: Operator) -> None:
    number = installation.accounts["keyed"]
    ops.post(f"/boards/{number}/pause", paused="1", reason="contract ends")
    (posted,) = installation.publish("keyed")
    installation.pump(1.0)
    assert boards.live("keyed") == []
    assert "contract ends" in ops.get("/boards").text_content()
    answer = ops.post(f"/boards/{number}/pause", paused="0", next="/queue")
    assert answer.get("data-location") == "/queue"
    assert (
        ops.post(f"/boards/{number}/pause", paused="0", next="//evil.example").get("data-location")
        == f"/boards/{number}"
    )
    installation.pump()
    assert installation.status(posted.id) is Status.LIVE


def test_only_an_administrator_goes_live(app: Flask, ops: Browser, installation: Installation) -> None:
    number = installation.accounts["blind"]
    ops.post(f"/boards/{number}/mode", 403, practice="0", confirmed="1")
    admin = sign_in(app, installation, Role.ADMIN)
    sheet = admin.post(f"/boards/{number}/mode", 200, practice="0")
    assert "real candidates" in sheet.text_content()
    (posted,) = installation.publish("blind", starts="2040-01-01T09:00")
    refused = admin.post(f"/boards/{number}/mode", 422, practice="0", confirmed="1")
    assert "withdraw them before" in refused.text_content()
    admin.post(f"/postings/{posted.id}/operate", operation="cancel", confirmed="1")
    admin.post(f"/boards/{number}/mode", practice="0", confirmed="1")
    with installation.callboard.database.read() as connection:
        assert not connection.execute(
            select(t.board_account.c.practice).where(t.board_account.c.id == number)
        ).scalar_one()


def test_a_recruiter_reads_only_and_other_employers_are_not_there(app: Flask, installation: Installation) -> None:
    recruiter = sign_in(app, installation, Role.RECRUITER, own=True)
    feed = installation.accounts["indeed_feed"]
    page = recruiter.get(f"/boards/{feed}")
    assert page.xpath("//main//form") == []
    assert "/feeds/" not in page.text_content()
    recruiter.get("/boards/new", 403)
    recruiter.post(f"/boards/{feed}", 403, label="mine")
    limited = sign_in(app, installation, Role.OPS, own=True)
    with installation.callboard.database.begin() as connection:
        other = connection.execute(
            t.employer.insert().values(slug="other", name="Other", prefix="OT").returning(t.employer.c.id)
        ).scalar_one()
        connection.execute(t.board_account.update().where(t.board_account.c.id == feed).values(employer_id=other))
        shared = installation.accounts["keyed"]
        connection.execute(t.board_account.update().where(t.board_account.c.id == shared).values(employer_id=None))
    limited.get(f"/boards/{feed}", 404)
    limited.post(f"/boards/{feed}/pause", 404, paused="1")
    limited.get(f"/boards/{shared}")
    limited.post(f"/boards/{shared}/pause", 403, paused="1")


def test_a_feed_shows_its_address_and_who_came(ops: Browser, installation: Installation) -> None:
    feed = installation.accounts["indeed_feed"]
    address = ops.get(f"/boards/{feed}").get_element_by_id("feed-address").text
    path = "/feeds/" + address.rpartition("/")[2]
    assert ops.client.get(path, headers={"User-Agent": "Indeedbot"}).data.endswith(b"</source>\n")
    table = ops.get(f"/boards/{feed}").xpath("//table")[0].text_content()
    assert "Indeedbot" in table
    assert "yes" in table


def test_a_braked_feed_is_said_everywhere_and_released_by_ops(
    app: Flask, ops: Browser, installation: Installation
) -> None:
    later = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    vacancies = [installation.vacancy(f"Town {number}") for number in range(20)]
    posted = [each.id for each in installation.publish("indeed_feed", vacancies=vacancies, ends=later)]
    installation.pump()
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.posting).values(ends_at=text("now()")))
        connection.execute(update(t.due).values(act_at=text("now()")))
        account_queue.reopen(connection, installation.accounts["indeed_feed"])
    installation.pump()
    number = installation.accounts["indeed_feed"]
    assert "keeps 20 adverts that would have vanished at once" in ops.get("/today").text_content()
    queue = ops.get("/queue")
    assert f"/boards/{number}" in queue.xpath("//section[.//h2[@id='causes-h']]//a/@href")
    recruiter = sign_in(app, installation, Role.RECRUITER)
    assert "20 adverts are kept in the feed" in recruiter.get(f"/boards/{number}").text_content()
    assert "keeps 20 adverts" not in recruiter.get("/today").text_content()
    recruiter.post(f"/boards/{number}/release", 403, confirmed="1")
    assert ops.get(f"/boards/{number}").xpath(f"//form[@action='/boards/{number}/release']//button")
    assert "Take 20 adverts out of" in ops.post(f"/boards/{number}/release", 200).text_content()
    ops.post(f"/boards/{number}/release", confirmed="1")
    assert "20 adverts leave the feed" in ops.get(f"/boards/{number}").text_content()
    ops.post(f"/boards/{number}/release", confirmed="1")
    assert "holds nothing back any more" in ops.get(f"/boards/{number}").text_content()
    assert "stays until somebody decides" not in installation.line(posted[0]).reason
