"""The queue page: figures, causes, replay."""

from __future__ import annotations

from orchestrator.domain.posting import Cause
from orchestrator.domain.status import Status
from orchestrator.storage import tables as t
from orchestrator.storage.raw import connect
from orchestrator.storage.workers import seen
from tests.installation import Installation

from .conftest import Browser


def _figures(ops: Browser) -> dict[str, str]:
    page = ops.get("/queue")
    return {
        each.xpath("span[@class='k']")[0].text: each.xpath("span[@class='v']")[0].text
        for each in page.xpath("//div[@class='figs']/*")
    }


def test_an_empty_queue_says_so(ops: Browser) -> None:
    page = ops.get("/queue")
    assert "No worker gives a sign of life" in page.text_content()
    assert "Nothing waits for a person" in page.text_content()
    assert page.xpath("//div[@id='queue']/@hx-get")


def test_due_and_done_and_workers(ops: Browser, installation: Installation) -> None:
    posted = installation.publish("keyed", "findable")
    assert _figures(ops)["Due now"] == "2"
    installation.pump()
    with connect(installation.callboard.database.url) as connection:
        seen(connection, "worker-1", delivered=2, open_calls=0)
    figures = _figures(ops)
    assert (figures["Due now"], figures["Done a minute"]) == ("0", "2")
    assert "worker-1" in ops.get("/queue").text_content()
    assert {installation.status(each.id) for each in posted} == {Status.LIVE}


def test_a_cause_is_replayed(ops: Browser, installation: Installation) -> None:
    posted = installation.publish("keyed", vacancies=[installation.vacancy("Torquay"), installation.vacancy("Exeter")])
    with installation.callboard.database.begin() as connection:
        connection.execute(t.posting.update().values(cause=Cause.FAILED, reason="Given up"))
        connection.execute(t.due.update().values(act_at=None))
    page = ops.get("/queue")
    (link,) = page.xpath("//table[contains(@class, 'cards')]//a/@href")
    chosen = ops.get(link)
    assert "Try 2 postings again" in chosen.text_content()
    (cause,) = chosen.xpath("//button[@name='cause']/@value")
    ops.post("/queue/replay", cause=cause)
    for each in posted:
        installation.until(each.id, lambda line: line.status is Status.LIVE)
    for forged in ("", "1-look", "x-failed", "99999999999999999999-failed"):
        ops.post("/queue/replay", 404, cause=forged)
        ops.get(f"/queue?cause={forged}")
