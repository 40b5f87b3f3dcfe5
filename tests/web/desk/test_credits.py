"""Credits: bought, taken by postings, running out, and what the board says itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import func, update

from orchestrator.domain.permission import Role
from orchestrator.queries.standing import quote
from orchestrator.storage import tables as t
from orchestrator.storage.cost_parts import parts
from orchestrator.storage.database import clock

from .conftest import Desk


def test_the_book_follows_the_postings(desk: Desk) -> None:
    account = desk.fairhaven.accounts["keyed"]
    visitor = desk.signed_in("olga", Role.OPS, 0).open(f"/boards/{account}").follow("Credits and price")
    assert "Credits are not counted for this account" in visitor.text
    visitor.press("Enter credits", kind="bought", credits="3")
    assert "3 credits left; nothing scheduled or sent lately uses them up." in visitor.text
    sent = desk.fairhaven.publish("keyed")[0]
    with desk.callboard.database.begin() as connection:
        now = func.clock_timestamp()
        connection.execute(update(t.posting).where(t.posting.c.id == sent.id).values(published_at=now, presence="live"))
    for day in (2, 3, 4):
        desk.fairhaven.publish("keyed", starts=f"2099-03-0{day}T09:00")
    visitor.open(f"/boards/{account}/credits")
    assert "2 credits left; they run out on 3 March 2099, by what is scheduled." in visitor.text
    assert "Left after that-1" in visitor.text.replace("\u2212", "-")
    visitor.press("Enter credits", kind="stated", credits="1")
    assert "we counted 2. 1 were taken outside Callboard" in visitor.text
    assert "keyed2 creditsrun out 3 March 2099" in desk.signed_in("priya").open("/today").text


def test_no_price_is_unknown_and_not_nothing(desk: Desk) -> None:
    keyed, findable = desk.fairhaven.accounts["keyed"], desk.fairhaven.accounts["findable"]
    visitor = desk.signed_in("olga", Role.OPS, 0).open(f"/boards/{keyed}/credits")
    assert "Priceunknown" in visitor.text
    visitor.press("Set price", basis="posting", amount="85", units="1", first_day="2020-01-01")
    assert "£85 for each posting" in visitor.text
    with desk.callboard.database.read() as connection:
        found = quote(connection, [keyed, keyed, findable], clock(connection))
    assert (found.credits, found.money, found.unknown) == ({"keyed": 2}, {"GBP": Decimal(170)}, ("findable",))
    vacancy = desk.fairhaven.vacancy()
    with desk.callboard.database.begin() as connection:
        connection.execute(t.advert_vacancy.insert().values(advert_id=1, vacancy_id=vacancy))
    page = desk.signed_in("priya").open(f"/adverts/1/check?account={keyed}&account={findable}&vacancy={vacancy}")
    assert "2 postings, 1 credit on keyed, £85; cost unknown on findable." in page.text


def test_a_posting_costs_what_held_on_its_day(desk: Desk) -> None:
    account = desk.fairhaven.accounts["keyed"]
    visitor = desk.signed_in("olga", Role.OPS, 0)
    for amount, first in (("85", "2020-01-01"), ("95", "2099-01-01")):
        visitor.open(f"/boards/{account}/credits").press("Set price", basis="posting", amount=amount, first_day=first)
    placed, waiting = desk.fairhaven.publish("keyed")[0], desk.fairhaven.publish("keyed", starts="2099-03-02T09:00")[0]
    with desk.callboard.database.begin() as connection:
        connection.execute(update(t.posting).where(t.posting.c.id == placed.id).values(published_at=func.now()))
        found = parts(connection, date(2020, 1, 1), date(2099, 12, 31), None, ())
    assert waiting.id not in {each.posting for each in found}
    assert [(each.posting, each.amount, each.currency) for each in found] == [(placed.id, Decimal(85), "GBP")]


def test_what_cannot_be_is_refused_at_its_field(desk: Desk) -> None:
    account = desk.fairhaven.accounts["keyed"]
    visitor = desk.signed_in("olga", Role.OPS, 0).open(f"/boards/{account}/credits")
    visitor.press("Set price", basis="posting", amount="-1", first_day="2026-01-01")
    assert visitor.status == 422
    assert visitor.page.get_element_by_id("amount-error") is not None
    visitor.press("Enter credits", kind="bought", credits="0")
    assert visitor.page.get_element_by_id("credits-error") is not None
    assert desk.signed_in("priya").open(f"/boards/{account}/credits").status == 200
    assert "Enter credits" not in desk.signed_in("pam").open(f"/boards/{account}/credits").text
