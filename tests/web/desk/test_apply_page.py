"""The page of an apply link, its poster and its test button."""

from __future__ import annotations

from sqlalchemy import select

from orchestrator.domain.permission import Role
from orchestrator.storage import tables as t

from .conftest import Desk


def test_a_poster_has_a_code_and_the_link_in_words(desk: Desk) -> None:
    (placed,) = desk.fairhaven.publish("by_hand")
    priya = desk.signed_in()
    page = priya.open(f"/postings/{placed.id}").follow("Apply link, poster and thank-you page").follow("Poster")
    with desk.callboard.database.read() as connection:
        token = connection.execute(select(t.apply_link.c.token)).scalar_one()
    assert f"/a/{token}" in page.text
    assert "Care Coordinator" in page.text
    (code,) = page.page.findall(".//main//svg")
    assert code.get("style") is None
    assert len(code.find("path").get("d")) > 500


def test_the_snippet_names_the_link_and_can_be_tried(desk: Desk) -> None:
    (placed,) = desk.fairhaven.publish("keyed")
    page = desk.signed_in().open(f"/postings/{placed.id}/link")
    assert "/done.gif" in page.text
    assert "Nothing was counted" in page.press("Test it").text
    with desk.callboard.database.read() as connection:
        assert connection.execute(select(t.hit)).all() == []


def test_it_is_one_employers_own(desk: Desk) -> None:
    (placed,) = desk.fairhaven.publish("keyed")
    stranger = desk.signed_in("olu", Role.RECRUITER, desk.other)
    for path in ("link", "poster"):
        assert stranger.open(f"/postings/{placed.id}/{path}").status == 404
