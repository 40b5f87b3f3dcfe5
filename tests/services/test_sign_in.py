"""Links that work once, and passwords."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from orchestrator.callboard import Callboard
from orchestrator.domain.permission import Role, User
from orchestrator.services.add_employer import add_employer
from orchestrator.services.add_person import add_person
from orchestrator.services.refused import Refused
from orchestrator.services.sign_in import PATH, issue_link, redeem, set_password, user, verify
from orchestrator.storage import tables as t


def test_a_link_signs_in_once(callboard: Callboard) -> None:
    employer = add_employer(callboard, "test", "Fairhaven").id
    person = add_person(callboard, "test", " Ann ", Role.RECRUITER, employer)
    expected = User(person.id, "ann", Role.RECRUITER, employer)
    link = issue_link(callboard, "ann", timedelta(hours=1))
    assert link.startswith(PATH)
    token = link.removeprefix(PATH)
    assert redeem(callboard, token) == expected
    assert redeem(callboard, token) is None
    assert user(callboard, person.id) == expected


def test_a_link_that_is_over_or_unknown_does_not(callboard: Callboard) -> None:
    add_person(callboard, "test", "ann", Role.ADMIN)
    over = issue_link(callboard, "ann", timedelta(seconds=-1))
    assert redeem(callboard, over.removeprefix(PATH)) is None
    assert redeem(callboard, "") is None
    assert redeem(callboard, "\ud800") is None


def test_the_database_does_not_know_the_token(callboard: Callboard) -> None:
    add_person(callboard, "test", "ann", Role.ADMIN)
    token = issue_link(callboard, "ann").removeprefix(PATH)
    with callboard.database.read() as connection:
        kept = connection.execute(select(t.sign_in_link)).one()
    assert token.encode() not in bytes(kept.token_hash)


def test_who_is_not_active_cannot_sign_in(callboard: Callboard) -> None:
    person = add_person(callboard, "test", "ann", Role.OPS)
    set_password(callboard, "test", person.id, "correct horse battery")
    token = issue_link(callboard, "ann").removeprefix(PATH)
    with callboard.database.begin() as connection:
        connection.execute(update(t.person).values(active=False))
    assert redeem(callboard, token) is None
    assert user(callboard, person.id) is None
    assert verify(callboard, "ann", "correct horse battery") is None
    with pytest.raises(Refused, match="may sign in"):
        issue_link(callboard, "ann")


def test_passwords(callboard: Callboard) -> None:
    person = add_person(callboard, "test", "ann", Role.REVIEWER, full_name="Ann Other")
    assert verify(callboard, "ann", "") is None
    with pytest.raises(Refused, match="12 to"):
        set_password(callboard, "test", person.id, "short")
    set_password(callboard, "test", person.id, "correct horse battery")
    assert verify(callboard, " ANN ", "correct horse battery") == person.user
    assert verify(callboard, "ann", "wrong horse battery") is None
    assert verify(callboard, "bob", "correct horse battery") is None


def test_people_who_cannot_be_added(callboard: Callboard) -> None:
    add_person(callboard, "test", "ann", Role.OPS)
    for name, employer in (("ANN", None), ("a b", None), ("", None), ("bob", 999)):
        with pytest.raises(Refused):
            add_person(callboard, "test", name, Role.OPS, employer)
