"""What a board asks beyond the text: said once on its tab, followed by postings, and reset to the base."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from orchestrator.domain.mapping import Fact
from orchestrator.services.save_account import add_account
from orchestrator.services.update import update as bring
from orchestrator.storage import mappings
from orchestrator.storage import tables as t

from .conftest import Desk

TAB = "/adverts/1?tab=A.carehome"


@pytest.fixture
def carehome(desk: Desk) -> int:
    """A board that must be told a category; a rule of the board gives everything one."""
    adapter = desk.callboard.registry["carehome"]
    values = {each.name: "https://f.example" if each.kind == "url" else "h@f.example" for each in adapter.credentials}
    with desk.callboard.database.begin() as connection:
        mappings.replace(connection, "carehome", None, "category", Fact.CATEGORY, {"": "Other"})
    return add_account(
        desk.callboard, "test", board="carehome", label="CH", values=values, employer=desk.fairhaven.employer
    )


def sent(desk: Desk, posting: int) -> str:
    """The category that the posting's board is told."""
    with desk.callboard.database.read() as connection:
        content = connection.execute(select(t.posting.c.content).where(t.posting.c.id == posting)).scalar_one()
        found = connection.execute(select(t.variant.c.fields).where(t.variant.c.content == content)).scalars().first()
    return str((found or {})["category"])


def publish(desk: Desk, account: int, vacancy: int, **fields: str) -> int:
    desk.fairhaven.accounts["carehome"] = account
    return desk.fairhaven.publish("carehome", vacancy=vacancy, fields={account: fields})[0].id


def test_the_tab_says_it_for_all_postings_of_the_board(desk: Desk, carehome: int) -> None:
    first, second, third = (desk.fairhaven.vacancy(town) for town in ("Torquay", "Exeter", "Bideford"))
    visitor = desk.signed_in().open(TAB)
    assert "Empty, it is the base: Other." in visitor.text
    posted = publish(desk, carehome, first)
    assert sent(desk, posted) == "Other"
    visitor.press("Save", **{"own-category": "Care management"})
    assert visitor.status == 200
    assert visitor.open(TAB).page.get_element_by_id("own-category").value == "Care management"
    assert "changed on this board" in visitor.text
    assert sent(desk, publish(desk, carehome, second)) == "Care management"
    assert sent(desk, publish(desk, carehome, third, category="Catering")) == "Catering"
    bring(desk.callboard, "test", [posted])
    assert sent(desk, posted) == "Care management"
    visitor.follow("Versions")
    assert "Care management" in visitor.text
    visitor.open(TAB).press("Reset to base: Category")
    assert visitor.page.get_element_by_id("own-category").value == ""
    visitor.press("Save")
    with desk.callboard.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(t.override)).scalar() == 0


def test_the_check_does_not_lay_a_default_over_what_the_tab_says(desk: Desk, carehome: int) -> None:
    vacancy = desk.fairhaven.vacancy()
    with desk.callboard.database.begin() as connection:
        connection.execute(t.advert_vacancy.insert().values(advert_id=1, vacancy_id=vacancy))
        connection.execute(t.mapping.delete())
    visitor = desk.signed_in().open(TAB)
    visitor.press("Save", **{"own-category": "Nursing"})
    visitor.open(f"/adverts/1/check?account={carehome}&vacancy={vacancy}").press("Publish 1 posting now")
    with desk.callboard.database.read() as connection:
        (posting,) = connection.execute(select(t.posting.c.id)).scalars()
    assert sent(desk, posting) == "Nursing"


def test_what_a_board_would_not_take_is_said_at_its_field(desk: Desk) -> None:
    adapter = desk.callboard.registry["reed"]
    kinds = {"number": "1", "email": "h@f.example", "url": "https://f.example"}
    values = {each.name: kinds.get(each.kind, "x") for each in adapter.credentials if not each.choices}
    add_account(desk.callboard, "test", board="reed", label="Reed", values=values, employer=desk.fairhaven.employer)
    visitor = desk.signed_in().open("/adverts/1?tab=A.reed")
    field = next(each for each in adapter.fields if each.choices)
    visitor.press("Save", **{f"own-{field.name}": "no such thing"})
    assert visitor.status == 422
    assert "must be one of" in visitor.page.get_element_by_id(f"own-{field.name}-error").text_content()
