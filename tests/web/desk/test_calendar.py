"""The calendar: days, groups, moving and cancelling."""

from __future__ import annotations

from sqlalchemy import update

from orchestrator.storage import tables as t

from .conftest import Desk


def test_postings_of_one_advert_stand_together(desk: Desk) -> None:
    vacancies = [desk.fairhaven.vacancy(town) for town in ("Torquay", "Paignton")]
    desk.fairhaven.publish("keyed", vacancies=vacancies, starts="2099-03-02T09:00", ends="2099-03-05T12:00")
    visitor = desk.signed_in().open("/calendar?from=2099-03-01")
    assert "March 2099" in visitor.text
    assert "Scheduled×2 postings09:00 Care Coordinator" in visitor.text
    assert "Thursday 5 March2 end" in visitor.text
    assert "Clocks go forward on Sunday 29 March." in visitor.text
    visitor.follow("Care Coordinator")
    assert "Paignton" in visitor.text
    visitor.follow("Move 2 postings to…")
    assert "2 vacancies (2 openings) on 1 board" in visitor.text
    for rest in ("status=live", "board=1", "owner=1", "from=nonsense", "from=9999-12-31", "board=x"):
        assert visitor.open(f"/calendar?{rest}").status == 200
        assert visitor.open(f"/calendar/week?{rest}").status == 200
        assert visitor.open(f"/calendar/table?{rest}").status == 200
    assert "Nothing is planned here" in visitor.open("/calendar").text


def test_a_crowded_day_leads_to_its_table(desk: Desk) -> None:
    for hour in range(7, 12):
        desk.fairhaven.publish("keyed", starts=f"2099-03-02T{hour:02}:00")
    visitor = desk.signed_in().open("/calendar?from=2099-03-01")
    assert "2 more on Monday 2 March 2099" in visitor.text
    visitor.follow("2 more")
    assert "Monday 2 March 2099" in visitor.text
    assert "5 of 5 postings" in visitor.text
    assert "2 more" not in visitor.open("/calendar/week?from=2099-03-02").text


def test_a_day_is_one_of_the_employers_zone(desk: Desk) -> None:
    """Between midnight and one in summer it is still the day before in UTC."""
    (posting,) = desk.fairhaven.publish("keyed", starts="2099-07-15T00:30")
    visitor = desk.signed_in().open("/calendar?from=2099-07-01")
    (cell,) = [cell for cell in visitor.page.iter("td") if cell.get("data-day") == "2099-07-15"]
    assert "00:30 Care Coordinator, Torquay: keyed" in cell.text_content()
    assert desk.fairhaven.line(posting.id).starts_at.day == 14


def test_bank_holidays_are_named(desk: Desk) -> None:
    text = desk.signed_in().open("/calendar?from=2026-11-01").text
    assert "Saint Andrew's Day (Scotland)" in text
    assert "Christmas Day" in desk.signed_in("ann").open("/calendar/week?from=2026-12-25").text


def test_what_needs_a_person_is_never_among_the_rest(desk: Desk) -> None:
    placed = [desk.fairhaven.publish("keyed", starts=f"2099-03-02T{hour:02}:00")[0] for hour in range(7, 12)]
    with desk.callboard.database.begin() as connection:
        connection.execute(update(t.posting).where(t.posting.c.id == placed[4].id).values(cause="rejected"))
    text = desk.signed_in().open("/calendar?from=2099-03-01").text
    assert "Needs you11:00" in text


def test_times_are_local_to_the_employer(desk: Desk) -> None:
    with desk.callboard.database.begin() as connection:
        connection.execute(
            update(t.employer).where(t.employer.c.name == "Fairhaven Homecare").values(zone="Asia/Tokyo")
        )
    (posting,) = desk.fairhaven.publish("keyed", starts="2099-03-01T01:00")
    visitor = desk.signed_in().open("/calendar?from=2099-03-01")
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
