"""From a vacancy to a poster and to a text to pass on, in one step."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from sqlalchemy import select

from orchestrator.domain.permission import Role
from orchestrator.storage import tables as t

from .conftest import Desk


def with_advert(desk: Desk) -> int:
    vacancy = desk.fairhaven.vacancy()
    with desk.callboard.database.begin() as connection:
        advert = connection.execute(select(t.advert.c.id)).scalar_one()
        connection.execute(t.advert_vacancy.insert().values(advert_id=advert, vacancy_id=vacancy))
    return vacancy


def test_a_place_gets_its_poster_and_its_text_in_one_step(desk: Desk) -> None:
    vacancy = with_advert(desk)
    visitor = desk.signed_in().open(f"/vacancies/{vacancy}").follow("Poster or shared link")
    visitor.press("Make poster and link", place="Devon carers on WhatsApp")
    assert "Devon carers on WhatsApp has its link." in visitor.text
    with desk.callboard.database.read() as connection:
        token = connection.execute(select(t.apply_link.c.token)).scalar_one()
    href = str(next(a.get("href") for a in visitor.page.iter("a") if a.text == "Open in WhatsApp"))
    (text,) = parse_qs(urlsplit(href).query)["text"]
    assert urlsplit(href).netloc == "wa.me"
    assert text.startswith("Care Coordinator, Torquay")
    assert text.endswith(f"/a/{token}")
    visitor.follow("Poster with QR code")
    assert f"/a/{token}" in visitor.text


def test_each_place_has_its_own_link_and_a_known_place_is_taken_again(desk: Desk) -> None:
    first, second = with_advert(desk), with_advert(desk)
    visitor = desk.signed_in()
    for vacancy, place in ((first, "Surgery"), (first, "Church hall"), (second, "  Surgery ")):
        visitor.open(f"/vacancies/{vacancy}/share").press("Make poster and link", place=place)
    with desk.callboard.database.read() as connection:
        labels = connection.execute(
            select(t.board_account.c.label).where(t.board_account.c.label.in_(["Surgery", "Church hall"]))
        ).scalars()
        assert sorted(labels) == ["Church hall", "Surgery"]
        assert len(set(connection.execute(select(t.apply_link.c.token)).scalars())) == 3
    visitor.open(f"/vacancies/{first}/share")
    assert "Church hall" in visitor.text
    visitor.press("Make poster and link", place="Surgery")
    assert "already" in visitor.text  # no second one at the same place


def test_what_is_missing_is_said_and_who_may_not_publish_gets_no_form(desk: Desk) -> None:
    vacancy = desk.fairhaven.vacancy()
    visitor = desk.signed_in().open(f"/vacancies/{vacancy}/share").press("Make poster and link", place="")
    assert "name the place in 1 to 60 characters" in visitor.text
    visitor.press("Make poster and link", place="Surgery")
    assert "write an advert for this vacancy first" in visitor.text
    assert "Make poster and link" not in desk.signed_in("olga", Role.OPS, 0).open(f"/vacancies/{vacancy}/share").text
