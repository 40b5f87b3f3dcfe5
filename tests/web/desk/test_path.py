"""The main path without JavaScript: from a file to the calendar, and down again."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from orchestrator.storage import tables as t

from .conftest import Desk
from .visitor import Visitor

FILE = b"""---
title: Night Carer
place:
  town: Torquay
  region: Devon
  postcode: TQ1 3EX
pay:
  min: 12.71
  max: 13.50
  period: hour
apply:
  url: https://fairhaven.example/apply
must_haves:
  - A kind heart
---
You will look after six people through the night, in one house, with one colleague awake beside you.

## What you do

- Help people to bed and be there when they wake
- Write down what happened for the day team
- Call the nurse on duty when something worries you

## What you get

- Paid breaks, paid training and a uniform
"""


def upload(visitor: Visitor, content: bytes = FILE, name: str = "night-carer.md", do: str = "Import") -> Visitor:
    visitor.open("/vacancies/import")
    sent = visitor.fields(do)
    answer = visitor.client.post(
        "/vacancies/import", data={**sent.to_dict(), "file": (io.BytesIO(content), name)}, follow_redirects=True
    )
    return visitor._arrive(answer)


def count(desk: Desk, table: str = "posting") -> int:
    with desk.callboard.database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(getattr(t, table))).scalar_one())


def test_from_a_file_to_the_calendar_and_down_again(desk: Desk) -> None:
    visitor = upload(desk.signed_in())
    assert "1 item imported" in visitor.text
    visitor.follow("Choose boards")
    assert "Choose the boards first" in visitor.text
    visitor.press("Check these boards", account=[str(desk.fairhaven.accounts[name]) for name in ("keyed", "careers")])
    assert visitor.text.count("Ready") == 2, visitor.text
    assert "2 postings" in visitor.text
    visitor.follow("every variant")
    assert "Exact bytes" in visitor.text
    assert "Paid breaks" in visitor.page.xpath("string(//pre[1])")
    visitor.follow("Check before sending")
    day = (datetime.now(UTC) + timedelta(days=3)).date()
    visitor.press("Schedule 2 postings", date=day.isoformat(), time="07:00")
    assert f"scheduled for {day} at 07:00" in visitor.text
    assert visitor.path.startswith("/vacancies/")
    assert visitor.text.count("Scheduled on") == 2
    assert "Night Carer" in visitor.open(f"/calendar?from={day}&to={day}").text
    visitor.follow("Night Carer").follow("Move 2 postings to…").press("See what follows", date=day, time="09:30")
    visitor.press("Move 2 postings")
    assert "2 postings moved." in visitor.text
    visitor.follow("Vacancies").follow("Night Carer").follow("Move to…").press("Cancel this posting")
    assert "nothing was sent" in visitor.text
    visitor.follow("Vacancy filled")
    assert "1 posting that was not sent yet: cancelled" in visitor.text
    visitor.press("Vacancy filled: take down")
    assert "is filled" in visitor.text
    assert count(desk) == 2


def test_today_shows_what_goes_out(desk: Desk) -> None:
    vacancy = desk.fairhaven.vacancy()
    desk.fairhaven.publish("keyed", vacancy=vacancy)
    visitor = desk.signed_in().open("/today")
    assert "Care Coordinator, Torquay" in visitor.text
    assert "Nothing needs you" in visitor.text


def test_a_second_click_shows_the_first_result(desk: Desk) -> None:
    visitor = upload(desk.signed_in()).follow("Choose boards")
    visitor.press("Check these boards", account=[str(desk.fairhaven.accounts["keyed"])])
    sent = visitor.fields("Publish 1 posting now")
    answers = [visitor.client.post(visitor.path.split("?")[0], data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert "1 posting goes out now" in visitor.open(answers[1].headers["Location"]).text
    assert count(desk) == 1


def test_two_clicks_at_the_same_moment_post_once(desk: Desk) -> None:
    visitor = upload(desk.signed_in()).follow("Choose boards")
    visitor.press("Check these boards", account=[str(desk.fairhaven.accounts[name]) for name in ("keyed", "careers")])
    sent, path = visitor.fields("Publish 2 postings now"), visitor.path.split("?")[0]
    cookie = visitor.client.get_cookie("callboard")
    assert cookie is not None

    def click(_: int) -> tuple[int, str]:
        client = desk.app.test_client()
        client.set_cookie("callboard", cookie.value)
        answer = client.post(path, data=sent)
        return answer.status_code, answer.headers["Location"]

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(click, range(4)))
    assert len(answers) == 1, answers
    assert answers.pop()[0] == 303
    assert count(desk) == 2


def test_the_same_order_from_another_page_is_stopped(desk: Desk) -> None:
    visitor = upload(desk.signed_in()).follow("Choose boards")
    visitor.press("Check these boards", account=[str(desk.fairhaven.accounts["keyed"])])
    sent = visitor.fields("Publish 1 posting now")
    visitor.press("Publish 1 posting now")
    again = sent.copy()
    again.setlist("once", ["another token of another page"])
    answer = visitor._arrive(visitor.client.post(f"/adverts/{advert_id(desk)}/check", data=again))
    assert answer.status == 422
    assert "is open there already; edit that one" in answer.text
    assert "The same role is on a board already" in answer.text
    assert count(desk) == 1


def advert_id(desk: Desk, name: str = "Night Carer") -> int:
    with desk.callboard.database.read() as connection:
        return int(connection.execute(select(t.advert.c.id).where(t.advert.c.name == name)).scalar_one())


def test_a_refused_time_stands_at_its_field_and_nothing_is_saved(desk: Desk) -> None:
    visitor = upload(desk.signed_in()).follow("Choose boards")
    visitor.press("Check these boards", account=[str(desk.fairhaven.accounts["keyed"])])
    visitor.press("Schedule 1 posting", date="2027-03-28", time="01:30", ends="2027-04-01")
    assert visitor.status == 422
    assert visitor.title.startswith("Error: ")
    error = visitor.page.get_element_by_id("time-error").text_content()
    assert "does not exist in Europe/London" in error
    assert "2027-03-28T00:59 or 2027-03-28T02:00" in error
    assert visitor.page.get_element_by_id("date").get("value") == "2027-03-28"
    assert visitor.page.get_element_by_id("ends").get("value") == "2027-04-01"
    visitor.press("Schedule 1 posting", date="2020-01-01", time="07:00")
    assert "is in the past" in visitor.page.get_element_by_id("time-error").text_content()
    visitor.press("Schedule 1 posting", date="", time="soon")
    assert visitor.page.get_element_by_id("date-error").text_content().strip().startswith("Choose the day")
    assert visitor.page.get_element_by_id("time-error").text_content().strip().startswith("Write a time")
    assert count(desk) == 0


def test_what_is_stopped_can_be_left_out(desk: Desk) -> None:
    visitor = upload(desk.signed_in())
    upload(visitor, FILE.replace(b"Torquay", b"Paignton").replace(b"six people", b"five people"), "paignton.md")
    advert = advert_id_of(desk, "Torquay")
    visitor.open(f"/adverts/{advert}").press("Save", others="fh-1002")
    assert "Saved." in visitor.text
    boards = [str(desk.fairhaven.accounts[name]) for name in ("keyed", "careers")]
    visitor.open(f"/adverts/{advert}/check").press("Check these boards", account=boards[:1])
    visitor.press("Publish 2 postings now")
    visitor.open(f"/adverts/{advert}/check").press("Check these boards", account=boards)
    assert "4 postings; cost unknown on" in visitor.text
    assert "2 are stopped." in visitor.text
    assert "open there already" in visitor.text
    visitor.press("Leave out the 2, publish 2 now")
    assert "2 postings go out now" in visitor.text
    assert count(desk) == 4


def advert_id_of(desk: Desk, town: str) -> int:
    uses, v = t.advert_vacancy.c, t.vacancy.c
    query = select(uses.advert_id).join(t.vacancy, v.id == uses.vacancy_id).where(v.town == town)
    with desk.callboard.database.read() as connection:
        return int(connection.execute(query).scalar_one())


def test_a_try_keeps_nothing(desk: Desk) -> None:
    visitor = upload(desk.signed_in(), do="Only try it")
    assert "1 item would be imported" in visitor.text
    assert count(desk, "vacancy") == 0


def test_an_import_says_what_it_refused_and_does_not_double(desk: Desk) -> None:
    visitor = upload(desk.signed_in())
    upload(visitor)
    assert "0 items imported" in visitor.text
    assert "is here already as" in visitor.text
    assert count(desk, "vacancy") == 1
    upload(visitor, b"a,b\n1,2\n", "odd.csv")
    assert "1 refused" in visitor.text


def test_no_file_is_said_at_the_field(desk: Desk) -> None:
    visitor = desk.signed_in().open("/vacancies/import").press("Import")
    assert visitor.status == 422
    assert "Choose a file to import" in visitor.page.get_element_by_id("file-error").text_content()
