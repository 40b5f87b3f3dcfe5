"""Signing in and out; who may not, and what they are told."""

from __future__ import annotations

import pytest

from orchestrator.domain.permission import Role
from orchestrator.services.sign_in import issue_link
from orchestrator.storage import tables as t
from web.attempts import Attempts
from web.local_path import local_path

from .conftest import PASSWORD, Desk


def test_a_password_signs_in_and_leads_back(desk: Desk) -> None:
    desk.person(password=PASSWORD)
    visitor = desk.visitor().open("/vacancies?q=care")
    assert visitor.path.startswith("/sign-in")
    visitor.press("Sign in", name="priya", password="wrong")
    assert visitor.status == 422
    assert visitor.title.startswith("Error: ")
    assert visitor.page.get_element_by_id("name").get("value") == "priya"
    visitor.press("Sign in", name="Priya", password=PASSWORD)
    assert visitor.path == "/vacancies?q=care"
    assert "Priya Nair" in visitor.page.text_content()


def test_a_link_signs_in_once(desk: Desk) -> None:
    desk.person()
    path = issue_link(desk.callboard, "priya")
    looked = desk.visitor().open(path)
    assert "signs you in once" in looked.text
    visitor = desk.visitor().open(path).press("Sign in")
    assert visitor.path == "/today"
    again = looked.press("Sign in")
    assert again.status == 422
    assert "Ask for a new one" in again.text


def test_signing_in_rotates_the_session(desk: Desk) -> None:
    desk.person(password=PASSWORD)
    visitor = desk.visitor().open("/sign-in")
    with visitor.client.session_transaction() as session:
        before = session["csrf_token"]
    visitor.press("Sign in", name="priya", password=PASSWORD)
    with visitor.client.session_transaction() as session:
        assert session.permanent
        assert session.get("csrf_token") != before


def test_signing_out_says_so(desk: Desk) -> None:
    visitor = desk.signed_in().open("/today").press("Sign out")
    assert "You are signed out" in visitor.text
    assert visitor.open("/today").path.startswith("/sign-in")


def test_somebody_whose_access_ended_is_told(desk: Desk) -> None:
    visitor = desk.signed_in()
    with desk.callboard.database.begin() as connection:
        connection.execute(t.person.update().values(active=False))
    assert "ended your access" in visitor.open("/today").text


def test_a_session_that_ran_out_is_told(desk: Desk) -> None:
    visitor = desk.visitor()
    visitor.client.set_cookie("callboard", "expired")
    assert "8 hours" in visitor.open("/today").text


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("/today?a=b", "/today?a=b"),
        ("//evil.example", None),
        ("/\\evil.example", None),
        ("https://evil.example", None),
        ("/\t/evil.example", None),
        ("javascript:alert(1)", None),
        ("", None),
        (None, None),
    ],
)
def test_only_paths_of_this_site_are_gone_back_to(target: str | None, safe: str | None) -> None:
    assert local_path(target) == safe


def test_too_many_attempts_wait(desk: Desk) -> None:
    desk.person("slow", password=PASSWORD)
    visitor = desk.visitor().open("/sign-in")
    for _ in range(5):
        visitor.press("Sign in", name="slow", password="wrong")
    visitor.press("Sign in", name="slow", password=PASSWORD)
    assert visitor.status == 429
    assert "Try again in 5 minutes" in visitor.text


def test_attempts_are_bounded_and_forgotten() -> None:
    attempts = Attempts(most=2, window=10.0, keys=3)
    attempts.failed("a", 0.0)
    attempts.failed("a", 4.0)
    assert attempts.wait("a", 5.0) == 5.0
    assert attempts.wait("a", 10.5) == 0.0
    for key in "bcd":
        attempts.failed(key, 11.0)
    assert len(attempts._failures) == 3


def test_an_employer_is_chosen_and_another_one_is_not_there(desk: Desk) -> None:
    desk.fairhaven.vacancy()
    visitor = desk.signed_in("anna", Role.ADMIN, employer=0)
    assert "Care Coordinator" in visitor.open("/vacancies").text
    visitor.press("Show this employer", employer=str(desk.other))
    assert "Shown now: Otterton Care" in visitor.text
    assert "Care Coordinator" not in visitor.open("/vacancies").text
    token = visitor.fields("Show this employer")
    token.setlist("employer", ["999"])
    assert visitor.client.post("/employer", data=token).status_code == 404


def test_the_banner_says_that_this_is_practice(desk: Desk) -> None:
    assert "reaches the simulator only" in desk.signed_in().open("/today").page.text_content()


def test_a_fragment_leaves_the_page_when_one_is_signed_out(desk: Desk) -> None:
    answer = desk.app.test_client().get("/today", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/sign-in?next=/today")


def test_what_a_page_does_by_itself_keeps_nobody_signed_in(desk: Desk) -> None:
    visitor = desk.signed_in().open("/today")
    assert "Set-Cookie" not in visitor.client.get("/today", headers={"HX-Request": "true"}).headers
    assert "Set-Cookie" in visitor.client.get("/today").headers
