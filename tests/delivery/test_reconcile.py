"""Comparing with boards: what differs is found, told and repaired; what only could not be seen is no difference."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from sqlalchemy import select, update

from orchestrator.delivery.call import reader
from orchestrator.domain.difference import Difference, Repair
from orchestrator.domain.posting import Cause
from orchestrator.domain.status import Status
from orchestrator.outbound.transport import Transport
from orchestrator.queries.differences import DifferenceLine, differences, still_there
from orchestrator.services.publish import Published
from orchestrator.services.reconcile import Reconciled, reconcile
from orchestrator.services.repair import repair
from orchestrator.services.repost import repost
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import tables as t
from orchestrator.testing.simulator import practice
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation

DAY = timedelta(days=2)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def _run(installation: Installation) -> Reconciled:
    """Compare now, as if the last change of every posting were some days ago."""
    p = t.posting.c
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.board_account).values(reconciled_at=None))
        connection.execute(
            update(t.posting).values(
                published_at=p.published_at - DAY, checked_at=p.checked_at - DAY, ended_at=p.ended_at - DAY
            )
        )
    return reconcile(installation.callboard, reader(installation.callboard, Transport()))


def _found(installation: Installation) -> list[DifferenceLine]:
    with installation.callboard.database.read() as connection:
        return list(differences(connection).rows)


def _live(installation: Installation, board: str) -> Published:
    (posted,) = installation.publish(board)
    installation.until(posted.id, lambda line: line.status is Status.LIVE)
    return posted


def _at_the_board(installation: Installation, board: str, method: str, path: str, **advert: Any) -> None:
    """Something that happens at the board without us."""
    token = {"findable": practice.FINDABLE_TOKEN, "keyed": practice.KEYED_TOKEN}[board]
    address = f"{installation.callboard.settings.simulator_url}/{board}{path}"
    headers = {"Authorization": f"Bearer {token}"}
    requests.request(method, address, json=advert or None, headers=headers, timeout=5).raise_for_status()


def _create(installation: Installation, reference: str) -> None:
    text = "<p>You will plan visits and rotas for a team of forty home care workers in and around Torquay.</p>"
    advert = {
        "title": "Care Coordinator",
        "description": text,
        "reference": reference,
        "apply_url": "https://a.example/",
    }
    _at_the_board(installation, "findable", "POST", "/jobs", **advert)


def test_what_agrees_is_no_difference_and_newer_evidence(installation: Installation, boards: Operator) -> None:
    posted = [_live(installation, board) for board in ("findable", "keyed")]
    done = _run(installation)
    assert (done.accounts, done.postings, done.differences, done.errors) == (2, 2, 0, {})
    for each in posted:
        checked = installation.line(each.id).checked_at
        assert checked is not None
        assert checked > datetime.now(UTC) - timedelta(minutes=1)
    assert reconcile(installation.callboard, reader(installation.callboard, Transport())).accounts == 0


def test_a_missing_advert_is_posted_again_or_said_to_be_there(installation: Installation, boards: Operator) -> None:
    first, second = _live(installation, "findable"), _live(installation, "findable")
    for each in (first, second):
        _at_the_board(installation, "findable", "DELETE", f"/jobs/{installation.line(each.id).external_id}")
    assert _run(installation).differences == 2
    assert _run(installation).differences == 0
    found = {each.posting.id: each for each in _found(installation)}
    assert {each.kind for each in found.values()} == {Difference.MISSING}
    assert installation.line(first.id).cause is Cause.LOST
    repair(installation.callboard, "test", found[first.id].id, Repair.REPOST)
    repair(installation.callboard, "test", found[second.id].id, Repair.MARK_LIVE)
    installation.pump()
    assert [each["reference"] for each in boards.live("findable")] == [f"{first.reference[:-1]}2"]
    assert installation.status(second.id) is Status.LIVE
    assert _found(installation) == []


def test_an_advert_that_is_still_there_is_withdrawn_again(installation: Installation, boards: Operator) -> None:
    posted = _live(installation, "findable")
    withdraw(installation.callboard, "test", [posted.id])
    installation.until(posted.id, lambda line: line.ended_at is not None)
    _create(installation, posted.reference)
    assert _run(installation).differences == 1
    (found,) = _found(installation)
    assert found.kind is Difference.STILL_THERE
    with installation.callboard.database.read() as connection:
        assert [each.posting.id for each in still_there(connection, None).rows] == [posted.id]
    repair(installation.callboard, "test", found.id, Repair.WITHDRAW_AGAIN)
    installation.until(posted.id, lambda line: line.ended_at is not None)
    assert boards.live("findable") == []
    with installation.callboard.database.read() as connection:
        assert still_there(connection, None).total == 0


def test_beside_a_newer_generation_the_old_advert_goes_as_its_second_copy(
    installation: Installation, boards: Operator
) -> None:
    posted = _live(installation, "findable")
    withdraw(installation.callboard, "test", [posted.id])
    installation.until(posted.id, lambda line: line.ended_at is not None)
    _create(installation, posted.reference)
    (again,) = repost(installation.callboard, "test", [posted.id])
    installation.until(again.id, lambda line: line.status is Status.LIVE)
    _run(installation)
    (found,) = _found(installation)
    repair(installation.callboard, "test", found.id, Repair.WITHDRAW_AGAIN)
    installation.pump()
    assert [each["reference"] for each in boards.live("findable")] == [again.reference]
    assert installation.status(again.id) is Status.LIVE


def test_a_second_copy_is_taken_down_without_asking(installation: Installation, boards: Operator) -> None:
    posted = _live(installation, "findable")
    _create(installation, posted.reference)
    assert _run(installation).differences == 1
    installation.pump()
    (left,) = boards.live("findable")
    assert left["external_id"] == installation.line(posted.id).external_id
    assert _found(installation) == []


def test_what_the_board_shows_unasked_is_not_sent_before_a_person_looked(
    installation: Installation, boards: Operator
) -> None:
    (posted,) = installation.publish("findable", starts="2099-01-01T09:00")
    _create(installation, posted.reference)
    assert _run(installation).differences == 1
    (found,) = _found(installation)
    assert (found.kind, installation.line(posted.id).cause) == (Difference.UNEXPECTED, Cause.LOOK)
    repair(installation.callboard, "test", found.id, Repair.MARK_LIVE)
    assert installation.status(posted.id) is Status.LIVE
    assert boards.creates("findable") == {posted.reference: 1}


def test_a_board_without_a_list_is_looked_at_advert_by_advert(installation: Installation, boards: Operator) -> None:
    kept, lost = _live(installation, "keyed"), _live(installation, "keyed")
    _at_the_board(installation, "keyed", "DELETE", f"/jobs/{installation.line(lost.id).external_id}")
    done = _run(installation)
    assert (done.postings, done.differences) == (2, 1)
    assert [each.posting.id for each in _found(installation)] == [lost.id]
    assert installation.status(kept.id) is Status.LIVE


def test_a_board_that_does_not_answer_makes_no_difference(installation: Installation, boards: Operator) -> None:
    posted = _live(installation, "findable")
    boards.fault("findable", "error_before", next=1, operations=["list"])
    done = _run(installation)
    assert list(done.errors) == [installation.accounts["findable"]]
    assert (_found(installation), installation.status(posted.id)) == ([], Status.LIVE)
    _at_the_board(installation, "findable", "DELETE", f"/jobs/{installation.line(posted.id).external_id}")
    _run(installation)
    _create(installation, posted.reference)
    _run(installation)
    with installation.callboard.database.read() as connection:
        kinds = [
            (row.kind, row.resolution) for row in connection.execute(select(t.difference).order_by(t.difference.c.id))
        ]
    assert kinds == [("missing", "agrees again"), ("unexpected", "")]
