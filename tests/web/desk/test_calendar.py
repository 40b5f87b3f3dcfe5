"""The calendar: days, groups, moving and cancelling."""

from __future__ import annotations

from sqlalchemy import update

from orchestrator.storage import tables as t

from .conftest import Desk


def test_postings_of_one_advert_stand_together(desk: Desk) -> None:
    vacancies = [desk.fairhaven.vacancy(town) for town in ("Torquay", "Paignton")]
    desk.fairhaven.publish("keyed", vacancies=vacancies, starts="2099-03-01T09:00", ends="2099-03-05T12:00")
    visitor = desk.signed_in().open("/calendar?from=2099-03-01&to=2099-03-31")
    assert "March 2099" in visitor.text
    assert "Sunday 1 March 2099" in visitor.text
    assert "09:00 Care Coordinator, 2 postings" in visitor.text
    assert "Thursday 5 March 2099 2 end" in visitor.text
    visitor.follow("Care Coordinator")
    assert "Paignton" in visitor.text
    assert visitor.text.count("Move to…") == 2
    for rest in ("status=live", "board=1", "from=nonsense", "from=2099-03-01&to=2098-01-01", "to=9999-12-31"):
        assert desk.visitor() is not None
        assert visitor.open(f"/calendar?{rest}").status == 200
    assert "Nothing planned." in visitor.open("/calendar").text


def test_times_are_local_to_the_employer(desk: Desk) -> None:
    with desk.callboard.database.begin() as connection:
        connection.execute(
            update(t.employer).where(t.employer.c.name == "Fairhaven Homecare").values(zone="Asia/Tokyo")
        )
    (posting,) = desk.fairhaven.publish("keyed", starts="2099-03-01T01:00")
    visitor = desk.signed_in().open("/calendar?from=2099-03-01&to=2099-03-01")
    assert "01:00 Care Coordinator, Torquay" in visitor.text
    assert "Asia/Tokyo" in visitor.text
    visitor.open(f"/calendar/postings/{posting.id}")
    assert visitor.page.get_element_by_id("date").get("value") == "2099-03-01"
    assert visitor.page.get_element_by_id("time").get("value") == "01:00"


def test_a_refused_move_keeps_what_was_typed(desk: Desk) -> None:
    (posting,) = desk.fairhaven.publish("keyed", starts="2099-03-01T09:00")
    visitor = desk.signed_in().open(f"/calendar/postings/{posting.id}")
    visitor.press("Move this posting", date="2027-03-28", time="01:30")
    assert visitor.status == 422
    assert "does not exist" in visitor.page.get_element_by_id("time-error").text_content()
    assert visitor.page.get_element_by_id("date").get("value") == "2027-03-28"
    visitor.press("Move this posting", date="2099-03-01", time="09:00", ends_date="2099-02-01")
    assert "not after the start" in visitor.page.get_element_by_id("ends_date-error").text_content()
    visitor.press("Move this posting", date="", time="")
    assert visitor.page.get_element_by_id("date-error") is not None
    assert desk.fairhaven.line(posting.id).starts_at.year == 2099


def test_what_was_sent_is_not_cancelled(desk: Desk) -> None:
    (posting,) = desk.fairhaven.publish("keyed", starts="2099-03-01T09:00")
    visitor = desk.signed_in().open(f"/calendar/postings/{posting.id}")
    with desk.callboard.database.begin() as connection:
        connection.execute(update(t.posting).values(presence="live"))
    visitor.press("Cancel this posting")
    assert visitor.status == 422
    assert "withdraw it instead" in visitor.text
    assert "only its end can be moved" in visitor.text
