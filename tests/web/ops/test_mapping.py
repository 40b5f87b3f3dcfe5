"""Rules for the boards' own fields: written on a page, used when a posting is rendered, kept from others."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from orchestrator.domain.permission import Role
from orchestrator.services.publish import publish
from orchestrator.services.refused import Refused
from orchestrator.services.save_account import add_account
from orchestrator.storage import tables as t
from tests.installation import Installation

from .conftest import Browser, sign_in

PATH = "/boards/mapping/carehome"


@pytest.fixture
def carehome(installation: Installation) -> int:
    adapter = installation.callboard.registry["carehome"]
    values = {each.name: "https://f.example" if each.kind == "url" else "h@f.example" for each in adapter.credentials}
    return add_account(
        installation.callboard, "test", board="carehome", label="CH", values=values, employer=installation.employer
    )


def save(browser: Browser, path: str = PATH, status: int = 303, fact: str = "category", **rules: str) -> Any:
    values = [value.replace("Social_", "Social ") if value != "rest" else "" for value in rules]
    return browser.post(path, status, field="category", fact=fact, value=values, gives=list(rules.values()))


def given(installation: Installation, account: int, category: str, fields: dict[str, str] | None = None) -> str:
    vacancy = installation.vacancy(category=category)
    [placed] = publish(
        installation.callboard,
        "test",
        employer=None,
        wording=installation.wording,
        vacancies=[vacancy],
        accounts=[account],
        fields={account: fields or {}},
    )
    with installation.callboard.database.read() as connection:
        content = connection.execute(select(t.posting.c.content).where(t.posting.c.id == placed.id)).scalar_one()
        found = connection.execute(select(t.variant.c.fields).where(t.variant.c.content == content)).scalars().first()
    return str((found or {})["category"])


def test_a_required_field_is_filled_by_rules(ops: Browser, installation: Installation, carehome: int) -> None:
    with pytest.raises(Refused, match="required"):
        given(installation, carehome, "Social care")
    save(ops, Social_care="42", rest="Other")
    assert given(installation, carehome, "social care") == "42"
    assert given(installation, carehome, "Kitchen") == "Other"
    assert given(installation, carehome, "Kitchen", {"category": "Catering"}) == "Catering"


def test_an_accounts_rule_counts_before_its_boards(ops: Browser, installation: Installation, carehome: int) -> None:
    save(ops, Social_care="42", rest="Other")
    save(ops, f"{PATH}?account={carehome}", Social_care="43")
    assert given(installation, carehome, "Social care") == "43"
    assert given(installation, carehome, "Kitchen") == "Other"
    page = ops.get(f"{PATH}?account={carehome}").text_content()
    assert "Of 2 open vacancies: 1 by a rule, 1 by the default." in page


def test_the_page_says_how_many_vacancies_the_default_had(ops: Browser, installation: Installation) -> None:
    for number in range(5):
        installation.vacancy(category="Kitchen" if number > 3 else "Social care")
    assert "Of 5 open vacancies: 0 by a rule, 0 by the default, 5 without either." in ops.get(PATH).text_content()
    save(ops, Social_care="42", rest="Other")
    page = ops.get(PATH)
    assert "Of 5 open vacancies: 4 by a rule, 1 by the default." in page.text_content()
    assert "FH-1005" in page.text_content()
    [form] = page.xpath("//form[input[@name='field'][@value='category']]")
    assert form.xpath(".//input[@name='value']/@value") == ["Kitchen", "Social care", ""]
    assert form.xpath(".//input[@name='gives']/@value") == ["", "42", "Other"]
    [form] = ops.get(f"{PATH}?by-category=region").xpath("//form[input[@name='field'][@value='category']]")
    assert form.xpath(".//input[@name='value']/@value") == ["Devon", ""]
    [form] = ops.get(f"{PATH}?by-category=hours").xpath("//form[input[@name='field'][@value='category']]")
    assert form.xpath(".//input[@name='value']/@value") == ["either", "full_time", "part_time", ""]


def test_saving_is_audited_and_replaces_the_rules_of_the_field(ops: Browser, installation: Installation) -> None:
    save(ops, Social_care="42", rest="Other")
    save(ops, fact="hours", full_time="1")
    with installation.callboard.database.read() as connection:
        rows = connection.execute(select(t.mapping.c.fact, t.mapping.c.value, t.mapping.c.gives)).all()
        saved = select(t.event.c.data).where(t.event.c.kind == "mapping_saved").order_by(t.event.c.at)
        data = connection.execute(saved).scalars().all()
    assert [tuple(row) for row in rows] == [("hours", "full_time", "1")]
    assert data[1] == {"before": {"Social care": "42", "": "Other"}, "after": {"full_time": "1"}}


def test_a_value_the_board_does_not_know_is_refused(ops: Browser, installation: Installation) -> None:
    page = ops.post("/boards/mapping/reed", 422, field="product", fact="hours", value="full_time", gives="7")
    assert "full time: Product must be one of" in page.text_content()
    ops.post("/boards/mapping/reed", 422, field="nonsense", fact="hours", value="x", gives="7")
    ops.post("/boards/mapping/reed", 400, field="product", fact="nonsense", value="x", gives="7")
    ops.get("/boards/mapping/nonsense", 404)


def test_who_may_change_rules(app: Flask, installation: Installation, carehome: int) -> None:
    recruiter = sign_in(app, installation, Role.RECRUITER)
    save(recruiter, rest="Other")
    own = sign_in(app, installation, Role.OPS, own=True)
    assert not own.get(PATH).xpath("//input[@name='gives']")
    save(own, status=403, rest="Mine")
    save(own, f"{PATH}?account={carehome}", rest="Mine")
    with installation.callboard.database.begin() as connection:
        other = connection.execute(
            t.employer.insert().values(slug="other", name="Other", prefix="OT").returning(t.employer.c.id)
        ).scalar_one()
        connection.execute(t.board_account.update().where(t.board_account.c.id == carehome).values(employer_id=other))
    own.get(f"{PATH}?account={carehome}", 404)
    sign_in(app, installation, Role.REVIEWER).get(PATH, 403)


def test_the_check_page_leaves_ruled_fields_empty(app: Flask, installation: Installation, ops: Browser) -> None:
    account = add_account(
        installation.callboard, "test", board="linkedin", label="LI", employer=installation.employer,
        values={"client_id": "1", "client_secret": "s", "organization": "7"},
    )  # fmt: skip
    with installation.callboard.database.begin() as connection:
        advert = connection.execute(select(t.advert.c.id)).scalar_one()
    number = installation.vacancy()
    with installation.callboard.database.begin() as connection:
        connection.execute(t.advert_vacancy.insert().values(advert_id=advert, vacancy_id=number))
    recruiter = sign_in(app, installation, Role.RECRUITER)
    path, name = f"/adverts/{advert}/check?account={account}", f"field-{account}-workplace"
    assert recruiter.get(path).xpath(f"//select[@name='{name}']/option[@selected]/@value") == ["On-site"]
    ops.post("/boards/mapping/linkedin", field="workplace", fact="hours", value="part_time", gives="Hybrid")
    page = recruiter.get(path)
    assert page.xpath(f"//select[@name='{name}']/option[@selected]/@value") in ([], [""])
    assert "the advert’s tab of this board or its rules fill it" in page.text_content()
