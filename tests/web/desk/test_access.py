"""Every route says who may come in, every endpoint that is named exists, nobody reaches another employer's things."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orchestrator.domain.permission import Action, Role
from orchestrator.storage import tables as t
from web.access import MARK
from web.links import TARGETS

from .conftest import Desk

TEMPLATES = Path(__file__).parents[3] / "web" / "templates"
MINE = ("adverts", "bulk", "calendar", "check", "imports", "move", "session", "takedown", "today", "vacancies")
PUBLIC = {
    "session.by_link",
    "session.redeem_link",
    "session.sign_in",
    "session.sign_in_by_password",
    "session.sign_out",
}
NAMED = re.compile(r"url_for\('([a-z_]+\.[a-z_]+)'")


def test_every_route_has_an_access_mark(desk: Desk) -> None:
    rules = [rule for rule in desk.app.url_map.iter_rules() if rule.endpoint != "static"]
    views = {rule.endpoint: desk.app.view_functions[rule.endpoint] for rule in rules}
    assert [name for name, view in views.items() if not hasattr(view, MARK)] == []
    marks = {name: getattr(view, MARK) for name, view in views.items() if name.partition(".")[0] in MINE}
    assert {name for name, mark in marks.items() if mark is None} == PUBLIC
    assert all(isinstance(mark, Action) for mark in marks.values() if mark is not None)


def test_every_endpoint_of_mine_that_a_page_names_exists(desk: Desk) -> None:
    named = {name for path in TEMPLATES.rglob("*.html") for name in NAMED.findall(path.read_text())}
    named |= {endpoint for endpoint, _ in TARGETS.values()}
    mine = {name for name in named if name.partition(".")[0] in MINE}
    assert len(mine) > 20
    assert mine - set(desk.app.view_functions) == set()


def test_who_is_not_signed_in_is_sent_to_sign_in(desk: Desk) -> None:
    for rule in desk.app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in MINE or rule.endpoint in PUBLIC or "GET" not in (rule.methods or ()):
            continue
        path = rule.rule
        for argument in rule.arguments:
            path = re.sub(rf"<(int:)?{argument}>", "1", path)
        answer = desk.app.test_client().get(path)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/sign-in"), path


@pytest.fixture
def theirs(desk: Desk) -> dict[str, int]:
    """A vacancy, an advert and a posting of Fairhaven, looked at by somebody of another employer."""
    vacancy = desk.fairhaven.vacancy()
    (posting,) = desk.fairhaven.publish("keyed", vacancy=vacancy, starts="2099-03-01T09:00")
    with desk.callboard.database.read() as connection:
        advert = connection.execute(t.advert.select()).one().id
    return {"vacancy": vacancy, "advert": advert, "posting": posting.id}


@pytest.mark.parametrize(
    "path",
    [
        "/vacancies/{vacancy}",
        "/vacancies/{vacancy}/edit",
        "/vacancies/{vacancy}/filled",
        "/vacancies/{vacancy}/takedown",
        "/adverts/{advert}",
        "/adverts/{advert}/check",
        "/adverts/{advert}/check/variants",
        "/calendar/postings/{posting}",
        "/calendar/group/{advert}?at=2099-03-01T09:00:00%2B00:00",
    ],
)
def test_things_of_another_employer_are_not_there(desk: Desk, theirs: dict[str, int], path: str) -> None:
    address = path.format(**theirs)
    assert desk.signed_in().open(address).status == 200
    assert desk.signed_in("olga", employer=desk.other).open(address).status == 404


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/vacancies/{vacancy}/edit", {"title": "Mine now"}),
        ("/vacancies/{vacancy}/filled", {"confirmed": "1"}),
        ("/adverts/{advert}", {"title": "Mine now", "body": "x"}),
        ("/adverts/{advert}/check", {"send": "now"}),
        ("/adverts/together", {"advert": "{advert}", "do": "withdraw", "confirmed": "1"}),
        ("/calendar/postings/{posting}", {"date": "2099-04-01", "time": "09:00"}),
        ("/calendar/postings/{posting}/cancel", {}),
    ],
)
def test_nobody_changes_things_of_another_employer(
    desk: Desk, theirs: dict[str, int], path: str, form: dict[str, str]
) -> None:
    olga = desk.signed_in("olga", employer=desk.other).open("/today")
    sent = {name: value.format(**theirs) for name, value in form.items()}
    token = olga.page.xpath("//input[@name='csrf_token']/@value")[0]
    answer = olga.client.post(path.format(**theirs), data=sent | {"csrf_token": token})
    assert answer.status_code == 404
    assert desk.fairhaven.line(theirs["posting"]).ended_at is None


def test_a_vacancy_is_not_added_for_another_employer(desk: Desk) -> None:
    olga = desk.signed_in("olga", employer=desk.other).open("/vacancies/new")
    olga.press("Add vacancy", title="Carer", town="Exeter", employer=str(desk.fairhaven.employer))
    assert olga.status == 404


def test_a_reviewer_may_look_and_not_write(desk: Desk, theirs: dict[str, int]) -> None:
    reviewer = desk.signed_in("rita", Role.REVIEWER)
    assert reviewer.open(f"/adverts/{theirs['advert']}").status == 200
    assert "Check before sending" not in reviewer.text
    assert reviewer.open(f"/vacancies/{theirs['vacancy']}").status == 200
    assert "Vacancy filled" not in reviewer.text
    assert reviewer.open("/vacancies/new").status == 403
    assert reviewer.open(f"/adverts/{theirs['advert']}/check").status == 403
