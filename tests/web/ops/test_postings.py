"""One posting and the list: what is shown, what is allowed, what is refused."""

from __future__ import annotations

import io

import pytest
from flask import Flask

from orchestrator.domain.permission import Role
from orchestrator.domain.posting import Cause
from orchestrator.domain.status import Status
from orchestrator.storage import tables as t
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation

from .conftest import Browser, sign_in

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 2_500_000


def _buttons(page: object) -> dict[str, bool]:
    found = page.xpath("//button[@name='operation']")  # type: ignore[attr-defined]
    return {button.get("value"): button.get("aria-disabled") is None for button in found}


def test_a_live_posting_shows_what_was_sent_and_what_came_back(ops: Browser, installation: Installation) -> None:
    (posted,) = installation.publish("keyed")
    installation.pump()
    page = ops.get(f"/postings/{posted.id}")
    sent = page.xpath("//pre[@id='sent-text']")[0].text
    assert "POST " in sent
    assert "Bearer" not in sent
    assert posted.reference in sent
    assert _buttons(page) == {"update": True, "refresh": True, "retry": False, "withdraw": True, "repost": False}
    assert "Nothing stops it" in page.text_content()
    assert "Live on keyed" in page.xpath("//ol[@class='timeline']")[0].text_content()


def test_withdrawing_asks_first(ops: Browser, installation: Installation, boards: Operator) -> None:
    (posted,) = installation.publish("keyed")
    installation.pump()
    path = f"/postings/{posted.id}/operate"
    sheet = ops.post(path, 200, operation="withdraw")
    assert sheet.xpath("//input[@name='operation']/@value") == ["withdraw"]
    assert len(boards.live("keyed")) == 1
    ops.post(path, operation="withdraw", confirmed="1")
    installation.pump()
    assert boards.live("keyed") == []
    page = ops.get(f"/postings/{posted.id}")
    assert _buttons(page) == {"update": False, "refresh": False, "retry": False, "withdraw": False, "repost": True}
    again = ops.post(f"/postings/{posted.id}/again", 422, ends="2001-01-01T00:00")
    assert again.findtext(".//title").startswith("Error: ")
    assert again.xpath("//input[@name='ends']/@value") == ["2001-01-01T00:00"]
    ops.post(f"/postings/{posted.id}/again", starts="", ends="")
    installation.pump()
    assert len(boards.live("keyed")) == 1


def test_what_is_not_sent_yet_is_cancelled(ops: Browser, installation: Installation) -> None:
    (posted,) = installation.publish("keyed", starts="2040-01-01T09:00")
    page = ops.get(f"/postings/{posted.id}")
    assert _buttons(page)["cancel"]
    assert "exactly this goes out" in page.text_content()
    ops.post(f"/postings/{posted.id}/operate", operation="cancel", confirmed="1")
    assert installation.status(posted.id) is Status.CLOSED


def test_an_unknown_outcome_is_settled_with_an_address(
    ops: Browser, installation: Installation, boards: Operator
) -> None:
    boards.fault("blind", "drop_after", next=1, operations=["create"])
    (posted,) = installation.publish("blind")
    installation.until(posted.id, lambda line: line.cause is Cause.LOOK)
    page = ops.get(f"/postings/{posted.id}")
    assert "may already show this advert" in page.xpath("//h2")[0].text_content()
    assert not _buttons(page)["retry"]
    wrong = ops.post(f"/postings/{posted.id}/settle", 422, answer="live", url="blind.example/1")
    assert wrong.xpath("//input[@id='url']/@value") == ["blind.example/1"]
    assert wrong.xpath("//input[@id='url']/@aria-invalid") == ["true"]
    ops.post(f"/postings/{posted.id}/settle", answer="live", url="https://blind.example/1")
    line = installation.line(posted.id)
    assert (line.status, line.url) == (Status.LIVE, "https://blind.example/1")
    assert ops.post(f"/postings/{posted.id}/settle", 422, answer="live") is not None


def test_a_task_by_hand_with_a_proof(ops: Browser, installation: Installation) -> None:
    (posted,) = installation.publish("by_hand")
    installation.pump()
    page = ops.get(f"/postings/{posted.id}")
    labels = [each.text for each in page.xpath("//ol[@class='checklist']//b")]
    assert labels[0] == "Title"
    assert "Apply link" in labels
    copied = [button.get("data-copy") for button in page.xpath("//ol[@class='checklist']//button")]
    assert [page.get_element_by_id(each).tag for each in copied] == ["pre"] * len(labels)
    path = f"/postings/{posted.id}/complete"
    wrong = ops.post(path, 422, note="put up", proof=(io.BytesIO(b"<script>"), "proof.png"))
    assert "no picture we know" in wrong.text_content()
    assert wrong.xpath("//textarea[@id='note']")[0].text.strip() == "put up"
    ops.post(path, note="put up", url="https://herald.example/7", proof=(io.BytesIO(PNG), "..\\..\\screen shot.html"))
    assert installation.status(posted.id) is Status.LIVE
    (href,) = ops.get(f"/postings/{posted.id}").xpath("//section[@id='evidence']//ul//a/@href")
    answer = ops.client.get(href)
    assert (answer.data, answer.mimetype) == (PNG, "image/png")
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''screen%20shot.png"


def test_the_list_is_narrowed(ops: Browser, installation: Installation) -> None:
    installation.publish("by_hand", vacancy=installation.vacancy("Exeter"))
    installation.publish("keyed", starts="2040-01-01T09:00")
    installation.pump()
    for query, rows in (("", 2), ("?status=needs_you", 1), ("?board=keyed", 1), ("?q=exe", 1), ("?cause=look", 0),
                        ("?status=nonsense&page=x", 2)):  # fmt: skip
        assert len(ops.get(f"/postings{query}").xpath("//tbody/tr")) == rows, query


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.REVIEWER])
def test_another_employers_posting_is_not_there(app: Flask, installation: Installation, role: Role) -> None:
    (posted,) = installation.publish("keyed")
    browser = sign_in(app, installation, role, own=True)
    browser.get(f"/postings/{posted.id}")
    with installation.callboard.database.begin() as connection:
        other = connection.execute(
            t.employer.insert().values(slug="other", name="Other", prefix="OT").returning(t.employer.c.id)
        ).scalar_one()
        connection.execute(t.posting.update().values(employer_id=other))
    browser.get(f"/postings/{posted.id}", 404)
    for path in ("operate", "settle", "complete", "again"):
        browser.post(f"/postings/{posted.id}/{path}", 404, operation="withdraw", confirmed="1", answer="live")
    assert browser.get("/postings").xpath("//tbody/tr") == []


def test_a_reviewer_looks_only(app: Flask, installation: Installation) -> None:
    (posted,) = installation.publish("keyed")
    reviewer = sign_in(app, installation, Role.REVIEWER)
    assert not _buttons(reviewer.get(f"/postings/{posted.id}"))
    reviewer.post(f"/postings/{posted.id}/operate", 403, operation="withdraw", confirmed="1")
