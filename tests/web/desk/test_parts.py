"""Blocks, templates and copies."""

from __future__ import annotations

from sqlalchemy import select

from orchestrator.domain.permission import Role
from orchestrator.storage import tables as t

from .conftest import Desk


def test_a_block_is_kept_and_added_to_a_text(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/parts")
    visitor.press("Keep this block", block_name="About us", block_body="We are a small team by the sea.")
    assert "About us" in visitor.text
    visitor.open("/adverts/1").press("About us")
    assert visitor.page.get_element_by_id("body").value.strip().endswith("We are a small team by the sea.")
    visitor.press("Save")
    visitor.open("/adverts/parts").press("Remove")
    assert "None yet. Three are worth having" in visitor.text
    assert "small team by the sea" in visitor.open("/adverts/1").text


def test_a_template_begins_an_advert_with_its_boards_words(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/1?tab=A.keyed").press("Change for Practice board with idem")
    visitor.press("Save", title="Care Coordinator for {place}")
    visitor.open("/adverts/1").press("Keep as a template")
    assert visitor.path == "/adverts/parts"
    assert "1 of 1 advert" in visitor.open("/adverts").text
    visitor.open("/adverts/parts").press("Begin an advert from it")
    assert "This is the copy" in visitor.text
    with desk.callboard.database.read() as connection:
        names = connection.execute(select(t.advert.c.name, t.advert.c.template).order_by(t.advert.c.id)).all()
        own = connection.execute(select(t.override.c.title)).scalars().all()
    assert [tuple(row) for row in names] == [
        ("Care Coordinator", False), ("Care Coordinator", True), ("Care Coordinator", False),
    ]  # fmt: skip
    assert own == ["Care Coordinator for {place}"] * 3


def test_nobody_touches_what_is_another_employers(desk: Desk) -> None:
    other = desk.signed_in("olga", Role.RECRUITER, desk.other)
    for path in ("/adverts/1/versions", "/adverts/1/approval", "/adverts/1?tab=A.keyed"):
        assert other.open(path).status == 404
    visitor = desk.signed_in().open("/adverts/1")
    token = visitor.fields("Duplicate")["csrf_token"]
    for path in ("/adverts/1/typing", "/adverts/1/preview", "/adverts/1/copy", "/adverts/1/approval"):
        posted = other.client.post(path, data={"csrf_token": token, "title": "x", "once": "a token long enough"})
        assert posted.status_code in (400, 404), path


def test_an_employer_may_want_an_approval_before_anything_goes_out(desk: Desk) -> None:
    vacancy = desk.fairhaven.vacancy()
    admin = desk.signed_in("ada", Role.ADMIN)
    admin.open("/adverts/1").press("Save", vacancy=[str(vacancy)])
    admin.open("/adverts/1/approval").press("Let nothing go out without approval")
    admin.open("/adverts/1/check").press("Check these boards", account=[str(desk.fairhaven.accounts["careers"])])
    assert "Nobody has approved it yet" in admin.text
    admin.open("/adverts/1/approval").press("Make a link", reviewer="Helen Marsh")
    link = admin.page.get_element_by_id("link").value.strip()
    manager = desk.visitor().open("/approve/" + link.rpartition("/")[2]).press("Approve this advert")
    assert "You approved this advert" in manager.text
    with desk.callboard.database.read() as connection:
        kept = connection.execute(select(t.approval)).one()
    assert link.rpartition("/")[2].encode() not in bytes(kept.token_hash)
    (posting,) = desk.fairhaven.publish("careers", vacancy=vacancy)
    assert posting.id
    assert desk.visitor().open("/approve/nothing-of-the-kind").status == 404


def test_a_megabyte_of_text_comes_back_with_what_to_do(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/1").press("Save", body="a " * 500_000)
    assert visitor.status == 422
    assert "Shorten the text by" in visitor.text
    assert len(visitor.page.get_element_by_id("body").value) > 900_000
