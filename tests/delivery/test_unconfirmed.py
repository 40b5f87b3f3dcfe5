"""A board that accepts and does not answer: never sent again blindly, settled by key, by look, or by a person."""

from __future__ import annotations

import pytest

from orchestrator.domain.posting import Cause, Phase
from orchestrator.domain.status import Status
from orchestrator.services.refused import Refused
from orchestrator.services.retry import retry
from orchestrator.services.settle import settle
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation


@pytest.mark.parametrize("kind", ["drop_after", "cut_header", "cut_body", "error_after", "html"])
def test_a_board_with_keys_gets_the_same_bytes_again_and_shows_one(
    installation: Installation, boards: Operator, kind: str
) -> None:
    boards.fault("keyed", kind, next=2, operations=["create"])
    (posting,) = installation.publish("keyed")
    installation.until(posting.id, lambda line: line.status is Status.LIVE, 30)
    assert boards.creates("keyed") == {posting.reference: 1}


def test_a_board_with_a_look_up_is_asked_before_anything_is_sent_again(
    installation: Installation, boards: Operator
) -> None:
    boards.options("findable", lag_seconds=0.0)
    boards.fault("findable", "drop_after", next=1, operations=["create"])
    (posting,) = installation.publish("findable")
    installation.pump(1.0)
    assert installation.line(posting.id).phase is Phase.UNCONFIRMED
    installation.until(posting.id, lambda line: line.status is Status.LIVE, 30)
    assert boards.creates("findable") == {posting.reference: 1}


def test_a_blind_board_needs_a_person_and_a_retry_is_refused(installation: Installation, boards: Operator) -> None:
    boards.fault("blind", "drop_after", next=1, operations=["create"])
    (posting,) = installation.publish("blind")
    line = installation.until(posting.id, lambda line: line.cause is not None, 30)
    assert (line.status, line.cause) == (Status.NEEDS_YOU, Cause.LOOK)
    with pytest.raises(Refused, match="may be at its board already"):
        retry(installation.callboard, "test", [posting.id])
    settle(installation.callboard, "test", posting.id, live=True, url="https://blind.example/1")
    assert installation.status(posting.id) is Status.LIVE
    assert boards.creates("blind") == {posting.reference: 1}


def test_not_there_sends_it_once_more(installation: Installation, boards: Operator) -> None:
    boards.fault("blind", "drop_before", next=1, operations=["create"])
    (posting,) = installation.publish("blind")
    line = installation.until(posting.id, lambda line: line.cause is not None or line.status is Status.LIVE, 30)
    if line.cause is Cause.LOOK:
        settle(installation.callboard, "test", posting.id, live=False)
        installation.until(posting.id, lambda line: line.status is Status.LIVE)
    assert boards.creates("blind") == {posting.reference: 1}
