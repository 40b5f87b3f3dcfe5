"""The editor of adverts and the list."""

from __future__ import annotations

from sqlalchemy import select

from orchestrator.services.save_advert import save_advert
from orchestrator.storage import tables as t
from orchestrator.storage.adverts import find

from .conftest import Desk

BODY = """You will look after six people through the night, with one colleague awake beside you.

## What you do

- Help people to bed and be there when they wake
"""


def test_an_advert_is_written_for_two_vacancies(desk: Desk) -> None:
    first, second = desk.fairhaven.vacancy("Torquay"), desk.fairhaven.vacancy("Paignton")
    visitor = desk.signed_in().open(f"/adverts/new?vacancy={first}")
    assert visitor.page.get_element_by_id(f"vacancy-{first}").checked
    visitor.press(
        "Save", title="Night Carer", body=BODY, vacancy=[str(first), str(second)], benefits="Paid breaks\n\n- Uniform"
    )
    assert "Saved." in visitor.text
    assert "2 vacancies use this advert" in visitor.text
    assert "2 places" in visitor.text
    assert "As Careers page will show it" in visitor.text
    with desk.callboard.database.read() as connection:
        advert = connection.execute(select(t.advert).where(t.advert.c.name == "Night Carer")).one()
        stored = find(connection, advert.id)
    assert stored is not None
    assert set(stored.vacancies) == {first, second}
    assert stored.wordings["A"].wording.benefits == ("Paid breaks", "Uniform")
    visitor.press("Save", vacancy=[str(second)])
    assert "1 vacancy uses this advert" in visitor.text


def test_what_is_missing_stands_at_its_field_with_all_that_was_typed(desk: Desk) -> None:
    vacancy = desk.fairhaven.vacancy()
    visitor = desk.signed_in().open("/adverts/new")
    visitor.press("Save", title="", body=BODY, summary="In short", vacancy=[str(vacancy)], others="FH-9999")
    assert visitor.status == 422
    assert visitor.title.startswith("Error: ")
    assert "Write a title" in visitor.page.get_element_by_id("title-error").text_content()
    assert visitor.page.get_element_by_id("body").value.strip() == BODY.strip()
    assert visitor.page.get_element_by_id("summary").value.strip() == "In short"
    assert visitor.page.get_element_by_id(f"vacancy-{vacancy}").checked
    visitor.press("Save", title="Night Carer")
    assert "FH-9999: no vacancy" in visitor.page.get_element_by_id("others-error").text_content()


def test_somebody_faster_does_not_cost_what_was_typed(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/1")
    with desk.callboard.database.read() as connection:
        stored = find(connection, 1)
    assert stored is not None
    texts = {"A": stored.wordings["A"].wording}
    save_advert(desk.callboard, "tom", stored.employer_id, "Tom’s name", texts, (), advert=1, version=stored.version)
    visitor.press("Save", title="My title")
    assert visitor.status == 409
    assert "tom changed this" in visitor.text
    assert visitor.page.get_element_by_id("title").value == "My title"
    visitor.press("Save")
    assert "Saved." in visitor.text
    with desk.callboard.database.read() as connection:
        after = find(connection, 1)
    assert after is not None
    assert after.wordings["A"].wording.title == "My title"


def test_a_new_text_is_brought_to_what_is_open(desk: Desk) -> None:
    (posting,) = desk.fairhaven.publish("keyed", starts="2099-03-01T09:00")
    with desk.callboard.database.read() as connection:
        before = connection.execute(select(t.posting.c.content)).scalar_one()
    visitor = desk.signed_in().open("/adverts/1").press("Save", body=BODY * 3)
    assert "Goes out with its new text" in visitor.text
    with desk.callboard.database.read() as connection:
        assert connection.execute(select(t.posting.c.content)).scalar_one() == before
    visitor.press("Bring 1 posting up to date")
    with desk.callboard.database.read() as connection:
        assert connection.execute(select(t.posting.c.content)).scalar_one() != before
    visitor.open("/adverts/1").press("Save", body=BODY, bring=[])
    assert visitor.path == "/adverts/1?tab=A"
    assert posting.reference


def test_findings_stop_sending(desk: Desk) -> None:
    vacancy = desk.fairhaven.vacancy()
    visitor = desk.signed_in().open("/adverts/new")
    body = BODY + "\nThis is a good house with a garden and a cat. You must be aged 20 to 30."
    visitor.press("Check before sending", title="Night Carer", body=body, vacancy=[str(vacancy)])
    assert visitor.path.endswith("/check")
    visitor.press("Check these boards", account=[str(desk.fairhaven.accounts["keyed"])])
    assert "The text has to change first" in visitor.text
    sent = visitor.fields("Schedule 1 posting")
    answer = visitor._arrive(visitor.client.post(visitor.path.split("?")[0], data=sent))
    assert answer.status == 422
    with desk.callboard.database.read() as connection:
        assert connection.execute(select(t.posting.c.id)).all() == []


def test_the_list_shows_the_most_urgent_first_and_finds(desk: Desk) -> None:
    desk.fairhaven.publish("keyed", starts="2099-03-01T09:00")
    visitor = desk.signed_in()
    visitor.open("/adverts/new").press("Save", title="A draft", body=BODY)
    names = [a.text_content() for a in visitor.open("/adverts").page.xpath("//tbody//th/a")]
    assert names == ["Care Coordinator", "A draft"]
    assert "0 of 1 live, 1 scheduled" in visitor.text
    visitor.press("Show", status="draft")
    assert [a.text_content() for a in visitor.page.xpath("//tbody//th/a")] == ["A draft"]
    assert "No advert matches" in visitor.open("/adverts?q=nothing%25").text
    for status in ("live", "closed", "needs_you", "scheduled", "sending"):
        assert visitor.open(f"/adverts?status={status}").status == 200


def test_several_adverts_are_withdrawn_after_a_question(desk: Desk) -> None:
    (posting,) = desk.fairhaven.publish("keyed", starts="2099-03-01T09:00")
    visitor = desk.signed_in().open("/adverts").press("Withdraw", advert=["1"])
    assert "Withdraw 1 posting of 1 advert?" in visitor.text
    assert desk.fairhaven.line(posting.id).ended_at is None
    visitor.press("Withdraw 1 posting")
    assert "1 cancelled before they were sent" in visitor.text
    assert desk.fairhaven.line(posting.id).ended_at is not None
    assert "Tick at least one" in visitor.open("/adverts").press("Withdraw").text


def test_a_fact_that_cannot_be_stops_its_vacancy_only(desk: Desk) -> None:
    right, wrong = desk.fairhaven.vacancy("Torquay"), desk.fairhaven.vacancy("Paignton", pay_period="hour")
    visitor = desk.signed_in().open("/adverts/1").press("Save", vacancy=[str(right), str(wrong)])
    visitor.press("Check before sending").press("Check these boards", account=[str(desk.fairhaven.accounts["keyed"])])
    assert "is not what one hour is paid" in visitor.text
    assert "1 is stopped" in visitor.text
    visitor.press("Leave out the 1, publish 1 now")
    assert "1 posting goes out now" in visitor.text
    with desk.callboard.database.read() as connection:
        assert connection.execute(select(t.posting.c.vacancy_id)).scalars().all() == [right]
