"""Boards whose protocols differ from one call that says live: tasks to poll, tokens, a person who finishes."""

from __future__ import annotations

import requests
from sqlalchemy import func, update

from orchestrator.domain.posting import Cause
from orchestrator.domain.status import Status
from orchestrator.services.save_account import add_account
from orchestrator.services.try_login import try_login
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import tables as t
from orchestrator.testing.simulator import practice
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation

LINKEDIN = {
    "client_id": practice.LOGINS["linkedin"].id,
    "client_secret": practice.LOGINS["linkedin"].secret,
    "organization": "1234567",
}


def add(installation: Installation, board: str, values: dict[str, str]) -> None:
    installation.accounts[board] = add_account(
        installation.callboard, "test", board=board, label=board, values=values, employer=installation.employer
    )


def hurry(installation: Installation, posting: int) -> None:
    """What is planned for later is due now."""
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.due).where(t.due.c.posting_id == posting).values(act_at=func.now()))


def test_a_task_is_polled_to_its_end_with_a_kept_token(installation: Installation, boards: Operator) -> None:
    add(installation, "linkedin", LINKEDIN)
    first, second = (installation.publish("linkedin")[0] for _ in range(2))
    installation.pump()
    assert {installation.status(each.id) for each in (first, second)} == {Status.SENDING}
    for each in (first, second):
        hurry(installation, each.id)
        installation.until(each.id, lambda line: line.status is Status.LIVE)
    withdraw(installation.callboard, "test", [first.id])
    installation.pump()
    hurry(installation, first.id)
    installation.until(first.id, lambda line: line.status is Status.CLOSED)
    assert [each["reference"] for each in boards.live("linkedin")] == [second.reference]
    operations = [each["operation"] for each in boards.exchanges("linkedin")]
    assert operations.count("login") == 1
    assert operations.count("batch") == 2, "two adverts go in one request, and the withdrawal in another"


def test_a_person_finishes_and_says_so(installation: Installation, boards: Operator) -> None:
    key, _, secret = practice.LOGINS["broadbean"].secret.partition(":")
    add(installation, "broadbean", {"api_key": key, "secret": secret, "client_id": "77", "username": "a@b.c.d"})
    (posting,) = installation.publish("broadbean")
    line = installation.until(posting.id, lambda line: line.status is Status.NEEDS_YOU)
    assert line.cause is Cause.BY_HAND
    assert line.url is not None
    requests.post(line.url, timeout=5).raise_for_status()
    assert [each["reference"] for each in boards.live("broadbean")] == [posting.reference]


def test_a_login_that_was_kept_is_tried_anew(installation: Installation, boards: Operator) -> None:
    add(installation, "linkedin", LINKEDIN)
    works, said = try_login(installation.callboard, "test", installation.accounts["linkedin"])
    assert (works, said.startswith("LinkedIn gives")) == (True, True)
    try_login(installation.callboard, "test", installation.accounts["linkedin"])
    assert [each["operation"] for each in boards.exchanges("linkedin")] == ["login", "login"]
