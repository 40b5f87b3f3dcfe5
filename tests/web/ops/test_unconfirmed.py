"""The table of what nobody is sure of: settled singly, in bulk, and by the board's own list."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask

from orchestrator.domain.permission import Role
from orchestrator.domain.posting import Cause
from orchestrator.domain.status import Status
from orchestrator.services.publish import Published
from orchestrator.services.refused import Refused
from orchestrator.services.settle import Answer, settle_many
from orchestrator.storage import tables as t
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation

from .conftest import Browser, sign_in

TOWNS = ("Torquay", "Exeter", "Bideford")


@pytest.fixture
def lost(installation: Installation, boards: Operator) -> list[Published]:
    """Three postings whose answers were lost: the board took the first two and never heard of the third."""
    found = []
    for town, fault in zip(TOWNS, ("drop_after", "drop_after", "drop_before"), strict=True):
        boards.clear_faults()
        boards.fault("blind", fault, next=1, operations=["create"])
        found += installation.publish("blind", vacancy=installation.vacancy(town))
        installation.until(found[-1].id, lambda line: line.cause is Cause.LOOK, 30)
    return found


def _form(page: object) -> dict[str, Any]:
    """What a browser would send of the table."""
    (form,) = page.xpath("//form[.//table]")  # type: ignore[attr-defined]
    sent: dict[str, list[str]] = {}
    for field in form.xpath(".//input[not(@type='radio') or @checked]"):
        sent.setdefault(field.get("name"), []).append(field.get("value") or "")
    return {name: values for name, values in sent.items() if name != "csrf_token"}


def test_the_table_is_filled_in_and_saved_as_one(
    ops: Browser, installation: Installation, lost: list[Published], boards: Operator
) -> None:
    path = f"/boards/{installation.accounts['blind']}/unconfirmed"
    page = ops.get(path)
    assert "3 postings may be on blind" in page.text_content()
    assert "can charge a second time" in page.text_content()
    sent = _form(page)
    assert sent["row"] == [str(each.id) for each in lost]
    assert {sent[f"answer-{each.id}"][0] for each in lost} == {"later"}
    assert ops.post(path, 422, **sent).xpath("//*[@role='alert']")
    everything = ops.post(path, 200, do="live", **sent)
    assert len(everything.xpath("//input[@value='live'][@checked]")) == 3
    answers = {f"answer-{lost[0].id}": "live", f"answer-{lost[1].id}": "live", f"answer-{lost[2].id}": "absent"}
    wrong = ops.post(path, 422, **(sent | answers | {f"url-{lost[0].id}": "blind.example"}))
    assert wrong.xpath(f"//a[@href='#answer-{lost[0].id}']")
    assert len(wrong.xpath("//input[@value='absent'][@checked]")) == 1
    assert {installation.line(each.id).cause for each in lost} == {Cause.LOOK}
    ops.post(path, **(sent | answers | {f"url-{lost[0].id}": "https://blind.example/1"}))
    assert installation.line(lost[0].id).url == "https://blind.example/1"
    installation.until(lost[2].id, lambda line: line.status is Status.LIVE)
    assert boards.creates("blind") == {each.reference: 1 for each in lost}
    late = ops.post(path, 422, **(sent | answers))
    assert "nothing to settle" in late.text_content()


def test_an_answer_about_an_earlier_sending_settles_nothing(installation: Installation, lost: list[Published]) -> None:
    ids = [each.id for each in lost]
    with installation.callboard.database.begin() as connection:
        connection.execute(t.posting.update().where(t.posting.c.id == ids[1]).values(intents=2))
    with pytest.raises(Refused, match="was sent again") as refused:
        settle_many(installation.callboard, "test", [Answer(id, live=True, intents=1) for id in ids])
    assert [reason.field for reason in refused.value.reasons] == [str(ids[1])]
    assert {installation.line(id).cause for id in ids} == {Cause.LOOK}


def test_the_list_of_the_board_proposes_and_a_person_confirms(
    ops: Browser, installation: Installation, lost: list[Published], boards: Operator
) -> None:
    path = f"/boards/{installation.accounts['blind']}/unconfirmed"
    first, second = (each for each in boards.live("blind") if each["reference"] != lost[2].reference)
    csv = f"title,town,link\n{first['title']},Torquay,https://blind.example/1\n{second['title']},Exeter,\n"
    page = ops.post(f"{path}/list", 200, file=(io.BytesIO(csv.encode()), "live.csv"), whole="1")
    sent = _form(page)
    assert [sent[f"answer-{each.id}"][0] for each in lost] == ["live", "live", "absent"]
    assert sent[f"url-{lost[0].id}"] == ["https://blind.example/1"]
    assert {installation.line(each.id).cause for each in lost} == {Cause.LOOK}
    page = ops.post(f"{path}/list", 200, list=f"{lost[1].reference} somewhere\n")
    assert [_form(page)[f"answer-{each.id}"][0] for each in lost] == ["later", "live", "later"]
    ops.post(path, **_form(page))
    assert installation.status(lost[1].id) is Status.LIVE
    assert "the list is empty" in ops.post(f"{path}/list", 422, list=" ").text_content()


def test_who_may_see_and_settle(app: Flask, installation: Installation, lost: list[Published]) -> None:
    path = f"/boards/{installation.accounts['blind']}/unconfirmed"
    other = installation.accounts["keyed"]
    recruiter = sign_in(app, installation, Role.RECRUITER, own=True)
    assert recruiter.get(path).xpath("//form[.//table]")
    recruiter.post(f"/boards/{other}/unconfirmed", 404, row=str(lost[0].id))
    sign_in(app, installation, Role.REVIEWER).get(path, 403)
    with installation.callboard.database.begin() as connection:
        stranger = connection.execute(
            t.employer.insert().values(slug="other", name="Other", prefix="OT").returning(t.employer.c.id)
        ).scalar_one()
        connection.execute(t.person.update().where(t.person.c.role == "recruiter").values(employer_id=stranger))
    recruiter.get(path, 404)
