"""One e-mail for each cause, never for each posting, to the owner or to ops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_string
from email.policy import default

import pytest
from sqlalchemy import update

from orchestrator.callboard import Callboard
from orchestrator.domain.permission import Role
from orchestrator.services.add_person import add_person
from orchestrator.services.tell_people import tell_people
from orchestrator.storage import tables as t
from tests.installation import Installation, install, with_settings
from tests.mail_server import Mailbox, mail_server

PRIYA, OLGA = "priya@fairhaven.example", "olga@westcountry.example"


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


@pytest.fixture
def installation(callboard: Callboard, box: Mailbox) -> Installation:
    configured = with_settings(
        callboard, mail_host="127.0.0.1", mail_port=box.port, mail_security="none",
        mail_sender="callboard@example.org",
    )  # fmt: skip
    return install(configured, ("keyed", "findable"))


def owned(installation: Installation, cause: str, towns: tuple[str, ...], owner: int) -> list[int]:
    """Postings on one board that a cause stops; returns their ids."""
    found = []
    for town in towns:
        (placed,) = installation.publish("keyed", vacancy=installation.vacancy(town, owner_id=owner), owner=owner)
        found.append(placed.id)
    stop(installation.callboard, found, cause)
    return found


def stop(callboard: Callboard, ids: list[int], cause: str | None) -> None:
    with callboard.database.begin() as connection:
        query = update(t.posting).where(t.posting.c.id.in_(ids))
        connection.execute(query.values(cause=cause, reason="The title is too long" if cause else ""))


def sent(box: Mailbox) -> list[tuple[str, str]]:
    """Recipient and subject of what came in, and an empty box."""
    read = [(to, message_from_string(raw, policy=default)) for to, raw in box.got]
    box.got.clear()
    return [(to, " ".join(str(message["Subject"]).split())) for to, message in read]


def test_an_owner_hears_of_a_cause_once(installation: Installation, box: Mailbox) -> None:
    callboard = installation.callboard
    priya = add_person(callboard, "test", PRIYA, Role.RECRUITER, installation.employer).id
    add_person(callboard, "test", OLGA, Role.OPS)
    ids = owned(installation, "rejected", ("Torquay", "Exeter", "Bideford"), priya)
    assert tell_people(callboard) == 1
    ((_, body),) = box.got
    assert "For example: The title is too long" in body
    assert f"{callboard.settings.public_url}/today" in body
    assert sent(box) == [(PRIYA, "Needs you: keyed refused 3 postings")]
    owned(installation, "rejected", ("Paignton",), priya)
    assert tell_people(callboard) == 0
    stop(callboard, ids, None)
    with callboard.database.begin() as connection:
        connection.execute(update(t.posting).values(cause=None))
    assert tell_people(callboard) == 0
    stop(callboard, ids[:1], "rejected")
    assert tell_people(callboard) == 1
    assert sent(box) == [(PRIYA, "Needs you: keyed refused Care Coordinator, Torquay")]


def test_ops_hear_of_what_they_can_settle_and_of_what_nobody_owns(installation: Installation, box: Mailbox) -> None:
    callboard = installation.callboard
    priya = add_person(callboard, "test", PRIYA, Role.RECRUITER, installation.employer).id
    add_person(callboard, "test", OLGA, Role.OPS)
    add_person(callboard, "test", "nobody", Role.OPS)
    owned(installation, "look", ("Torquay",), priya)
    (orphan,) = installation.publish("findable", vacancy=installation.vacancy("Exeter"))
    stop(callboard, [orphan.id], "rejected")
    assert tell_people(callboard) == 3
    assert sorted(sent(box)) == [
        (OLGA, "Needs you: findable refused Care Coordinator, Exeter"),
        (OLGA, "Needs you: keyed may already show Care Coordinator, Torquay"),
        (PRIYA, "Needs you: keyed may already show Care Coordinator, Torquay"),
    ]


def test_another_employers_ops_hear_nothing(installation: Installation, box: Mailbox) -> None:
    callboard = installation.callboard
    with callboard.database.begin() as connection:
        other = connection.execute(
            t.employer.insert().values(slug="otterton", name="Otterton", prefix="OT").returning(t.employer.c.id)
        ).scalar_one()
    add_person(callboard, "test", OLGA, Role.OPS, other)
    (orphan,) = installation.publish("keyed")
    stop(callboard, [orphan.id], "failed")
    assert tell_people(callboard) == 0


def test_what_the_server_does_not_take_is_tried_again(installation: Installation, box: Mailbox) -> None:
    callboard = installation.callboard
    priya = add_person(callboard, "test", PRIYA, Role.RECRUITER, installation.employer).id
    owned(installation, "rejected", ("Torquay",), priya)
    away = replace(callboard, settings=replace(callboard.settings, mail_port=1))
    assert tell_people(away) == 0
    assert tell_people(replace(callboard, settings=replace(callboard.settings, mail_host=None))) == 0
    assert tell_people(callboard) == 1
