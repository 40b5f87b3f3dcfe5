"""Vacancies: the form, the list, and one with its postings."""

from __future__ import annotations

from orchestrator.domain.permission import Role
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy
from orchestrator.services.save_vacancy import save_vacancy

from .conftest import Desk


def test_a_vacancy_is_added_changed_and_shown(desk: Desk) -> None:
    visitor = desk.signed_in().open("/vacancies/new")
    visitor.press(
        "Add vacancy", title="Night Carer", town="Torquay", pay_minimum="£12.71", pay_maximum="13.50",
        pay_period="hour", openings="2", must_haves="A kind heart\n\n- A driving licence", closes_on="2099-12-18",
    )  # fmt: skip
    assert "Added as FH-1001" in visitor.text
    assert "2 openings" in visitor.text
    assert "£12.71 to £13.50 an hour" in visitor.text
    assert "Not on any board yet" in visitor.text
    visitor.follow("Edit facts")
    assert visitor.page.get_element_by_id("must_haves").value.strip().split("\n") == [
        "A kind heart",
        "A driving licence",
    ]
    visitor.press("Save", openings="3")
    assert "3 openings" in visitor.text
    assert "Facts changed" in visitor.text


def test_everything_wrong_is_said_at_its_field(desk: Desk) -> None:
    visitor = desk.signed_in().open("/vacancies/new")
    typed = {
        "title": " ", "town": "", "pay_minimum": "lots", "openings": "0", "weekly_hours": "200", "closes_on": "soon",
        "apply_url": "fairhaven.example", "apply_email": "nobody", "country": "England", "requisition": "R\u00e9q 7",
    }  # fmt: skip
    visitor.press("Add vacancy", **typed)
    assert visitor.status == 422
    for field in set(typed) - {"requisition"}:
        assert visitor.page.get_element_by_id(f"{field}-error").text_content().strip(), field
    assert visitor.page.get_element_by_id("requisition").value == "R\u00e9q 7"
    visitor.press("Add vacancy", title="x", town="y", pay_minimum="30000", pay_maximum="20000")
    assert "exchange them" in visitor.page.get_element_by_id("pay_maximum-error").text_content()


def test_whose_it_is_must_be_said_where_all_employers_are_shown(desk: Desk) -> None:
    visitor = desk.signed_in("anna", Role.ADMIN, employer=0).open("/vacancies/new")
    visitor.press("Add vacancy", title="Carer", town="Exeter")
    assert "Choose the employer" in visitor.page.get_element_by_id("employer-error").text_content()
    visitor.press("Add vacancy", employer=str(desk.other))
    assert "Added as OC-1001" in visitor.text


def test_somebody_faster_does_not_cost_what_was_typed(desk: Desk) -> None:
    vacancy = desk.fairhaven.vacancy()
    visitor = desk.signed_in().open(f"/vacancies/{vacancy}/edit")
    facts = Vacancy("Tom’s title", Place("Torquay"))
    save_vacancy(desk.callboard, "tom", desk.fairhaven.employer, facts, vacancy=vacancy, version=1)
    visitor.press("Save", title="My title")
    assert visitor.status == 409
    assert "tom changed this" in visitor.text
    assert visitor.page.get_element_by_id("title").value == "My title"
    assert "Saved." in visitor.press("Save").text


def test_the_list_is_filtered_by_state_text_and_owner(desk: Desk) -> None:
    torquay, exeter = desk.fairhaven.vacancy("Torquay"), desk.fairhaven.vacancy("Exeter")
    desk.fairhaven.publish("keyed", vacancy=torquay, starts="2099-03-01T09:00")
    visitor = desk.signed_in()

    def shown(address: str) -> set[str]:
        rows = visitor.open(address).page.xpath("//tbody//th/a/@href")
        return {row.rsplit("/", 1)[1] for row in rows}

    assert shown("/vacancies") == {str(torquay), str(exeter)}
    assert shown("/vacancies?status=scheduled") == {str(torquay)}
    assert shown("/vacancies?status=draft") == {str(exeter)}
    assert shown("/vacancies?q=exe") == {str(exeter)}
    assert shown("/vacancies?owner=mine") == set()
    for rest in ("status=live", "status=closed", "status=needs_you", "status=nonsense", "cause=rejected", "page=2"):
        assert visitor.open(f"/vacancies?{rest}").status == 200


def test_closing_says_what_follows_and_then_lists_what_is_up(desk: Desk) -> None:
    vacancy = desk.fairhaven.vacancy()
    desk.fairhaven.publish("keyed", "by_hand", vacancy=vacancy, starts="2099-03-01T09:00")
    visitor = desk.signed_in().open(f"/vacancies/{vacancy}").follow("Vacancy filled")
    assert "2 postings that were not sent yet: cancelled" in visitor.text
    visitor.press("Vacancy filled: take down 2 postings")
    assert visitor.path.endswith("/takedown")
    assert visitor.open(f"/vacancies/{vacancy}/filled").path.endswith("/takedown")
    assert "What is taken down" in visitor.open(f"/vacancies/{vacancy}").text
