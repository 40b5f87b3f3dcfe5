"""From scheduled to live, over real HTTP, and back."""

from __future__ import annotations

from orchestrator.domain.posting import Cause
from orchestrator.domain.status import Status
from orchestrator.services.withdraw import withdraw
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation


def test_a_posting_goes_out_and_the_board_shows_it_once(installation: Installation, boards: Operator) -> None:
    (posting,) = installation.publish("keyed")
    installation.pump()
    line = installation.line(posting.id)
    assert line.status is Status.LIVE, line
    assert line.external_id
    assert [advert["reference"] for advert in boards.live("keyed")] == [posting.reference]


def test_each_mode_arrives_where_it_should(installation: Installation) -> None:
    posted = {each.board: each for each in installation.publish("keyed", "findable", "blind", "indeed_feed", "by_hand")}
    installation.pump()
    lines = {board: installation.line(each.id) for board, each in posted.items()}
    assert {board: line.status for board, line in lines.items()} == {
        "keyed": Status.LIVE,
        "findable": Status.LIVE,
        "blind": Status.LIVE,
        "indeed_feed": Status.SENDING,
        "by_hand": Status.NEEDS_YOU,
    }
    assert lines["by_hand"].cause is Cause.BY_HAND


def test_withdrawing_takes_it_off_the_board(installation: Installation, boards: Operator) -> None:
    (posting,) = installation.publish("findable")
    installation.pump()
    withdraw(installation.callboard, "test", [posting.id])
    installation.pump()
    assert installation.status(posting.id) is Status.CLOSED
    assert boards.live("findable") == []
