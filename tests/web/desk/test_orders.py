"""Several adverts in one order: one sentence, one transaction, nothing partial."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update

from orchestrator.domain.advert import Wording
from orchestrator.services.publish import Wanted, publish_all
from orchestrator.services.refused import Refused
from orchestrator.services.save_advert import save_advert
from orchestrator.services.serve import serve
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import tables as t
from tests.installation import BODY

from .conftest import Desk


@pytest.fixture
def second(desk: Desk) -> int:
    """A second advert with one vacancy; the first one sells two."""
    serve(desk.callboard, "test", 1, [desk.fairhaven.vacancy(town, openings=2) for town in ("Torquay", "Paignton")])
    night = desk.fairhaven.vacancy("Exeter", title="Night Carer")
    wording = Wording("Night Carer", BODY)
    return save_advert(desk.callboard, "test", desk.fairhaven.employer, "Night Carer", {"A": wording}, [night]).id


def number(desk: Desk) -> int:
    with desk.callboard.database.read() as connection:
        return connection.execute(select(func.count()).select_from(t.posting)).scalar_one()


def address(desk: Desk, second: int, *boards: str) -> str:
    accounts = "".join(f"&account={desk.fairhaven.accounts[board]}" for board in boards)
    return f"/adverts/order?advert=1&advert={second}{accounts}"


def test_ticked_adverts_go_out_with_one_order(desk: Desk, second: int) -> None:
    visitor = desk.signed_in().open("/adverts").press("Post to boards", advert=["1", str(second)])
    assert visitor.path.startswith("/adverts/order?advert=1")
    visitor.press("Check these boards", account=[str(desk.fairhaven.accounts[each]) for each in ("keyed", "findable")])
    assert "Post 3 vacancies (5 openings) of 2 adverts to 2 boards: 6 postings; cost unknown on" in visitor.text
    assert number(desk) == 0
    sent = visitor.fields("Schedule 6 postings")
    visitor.press("Schedule 6 postings", date="2099-03-02", time="07:00")
    assert "6 postings scheduled for 2099-03-02 at 07:00." in visitor.text
    visitor.client.post("/adverts/order", data=sent)  # the second click of a double click, or the back button
    assert number(desk) == 6


def test_one_stopped_posting_stops_all_or_is_left_out(desk: Desk, second: int) -> None:
    with desk.callboard.database.begin() as connection:
        low = t.vacancy.c.title == "Night Carer"
        connection.execute(update(t.vacancy).where(low).values(pay_minimum=9, pay_maximum=9.5, pay_period="hour"))
    visitor = desk.signed_in().open(address(desk, second, "keyed"))
    assert "1 is stopped." in visitor.text
    assert "Fix 1 posting first" in visitor.text
    visitor.press("Schedule 3 postings")
    assert visitor.status == 422
    assert number(desk) == 0
    visitor.press("Leave out the 1, schedule 2")
    assert "2 postings scheduled" in visitor.text


def test_an_unticked_vacancy_is_left_out(desk: Desk, second: int) -> None:
    visitor = desk.signed_in().open(address(desk, second, "keyed"))
    visitor.press("Check what is ticked", **{"vacancy-1": ["1"]})
    assert "Post 2 vacancies (3 openings) of 2 adverts to 1 board: 2 postings" in visitor.text


def test_reasons_of_all_adverts_are_told_and_nothing_is_written(desk: Desk, second: int) -> None:
    keyed = desk.fairhaven.accounts["keyed"]
    wanted = [Wanted(1, [1, 2], [keyed]), Wanted(2, [99], [keyed]), Wanted(99, [3], [keyed])]
    with pytest.raises(Refused) as refused:
        publish_all(desk.callboard, "test", wanted, employer=desk.fairhaven.employer)
    assert [each.field for each in refused.value.reasons] == ["vacancy", "advert"]
    assert number(desk) == 0


def test_one_of_another_employer_is_not_found(desk: Desk, second: int) -> None:
    theirs = save_advert(desk.callboard, "test", desk.other, "Theirs", {"A": Wording("Theirs", BODY)}, []).id
    visitor = desk.signed_in()
    assert visitor.open(f"/adverts/order?advert=1&advert={theirs}").status == 404
    everybody = desk.signed_in("ann", employer=0)
    assert "all of one employer" in everybody.open(f"/adverts/order?advert=1&advert={theirs}").page.text_content()


def test_what_ran_there_before_is_posted_again_from_there(desk: Desk, second: int) -> None:
    (ended,) = desk.fairhaven.publish("keyed", vacancy=1, starts="2099-03-02T09:00")
    withdraw(desk.callboard, "test", [ended.id])
    visitor = desk.signed_in().open(f"/adverts/1/check?account={desk.fairhaven.accounts['keyed']}&vacancy=1")
    assert f"{ended.reference} ran there and has ended; open it and choose Post again." in visitor.text
    with pytest.raises(Refused, match="choose Post again"):
        desk.fairhaven.publish("keyed", vacancy=1)
