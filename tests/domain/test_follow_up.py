"""What "not there" leads to, and how what a board shows can differ from what we know."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from orchestrator.domain.difference import REPAIRS, Difference, difference
from orchestrator.domain.follow_up import FollowUp, if_not_there
from orchestrator.domain.live_advert import LiveAdvert
from orchestrator.domain.offer import Mode, Offer
from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Cause, Phase, Posting, Presence, Wish
from orchestrator.domain.receipt import Evidence
from orchestrator.domain.strongest import strongest

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
BLIND = Offer(Mode.PUSH, frozenset({Operation.PUBLISH, Operation.UPDATE, Operation.WITHDRAW}))
KEYED = replace(BLIND, repeatable={Operation.PUBLISH: timedelta(days=1)})
LOST = Posting(1, Wish.LIVE, NOW - timedelta(days=1), None, "a", phase=Phase.UNCONFIRMED, operation=Operation.PUBLISH,
               cause=Cause.LOOK, sent="a", intended_at=NOW - timedelta(hours=1))  # fmt: skip
LIVE = Posting(1, Wish.LIVE, NOW - timedelta(days=1), None, "a", presence=Presence.LIVE, shown="a", external_id="7")
ONE, TWO = [LiveAdvert(external_id="7")], [LiveAdvert(external_id="7"), LiveAdvert(external_id="8")]


@pytest.mark.parametrize(
    ("posting", "offer", "follows"),
    [
        (LOST, BLIND, FollowUp.SENT_AGAIN),
        (LOST, KEYED, FollowUp.SENT_BY_KEY),
        (replace(LOST, intended_at=NOW - timedelta(days=2)), KEYED, FollowUp.SENT_AGAIN),
        (replace(LOST, wish=Wish.CLOSED), BLIND, FollowUp.ENDS),
        (replace(LOST, operation=Operation.WITHDRAW, wish=Wish.CLOSED, presence=Presence.LIVE), BLIND, FollowUp.ENDS),
        (replace(LOST, operation=Operation.UPDATE, presence=Presence.LIVE), BLIND, FollowUp.ASKS),
        (replace(LOST, ends_at=NOW), BLIND, FollowUp.ASKS),
    ],
)
def test_what_not_there_leads_to(posting: Posting, offer: Offer, follows: FollowUp) -> None:
    assert if_not_there(posting, offer, NOW) is follows


@pytest.mark.parametrize(
    ("known", "ended", "shown", "found"),
    [
        (LIVE, False, ONE, None),
        (LIVE, False, TWO, Difference.TWICE),
        (LIVE, False, [], Difference.MISSING),
        (replace(LIVE, presence=Presence.GONE), False, [], Difference.MISSING),
        (replace(LIVE, presence=Presence.GONE), False, ONE, Difference.UNEXPECTED),
        (replace(LIVE, presence=Presence.ABSENT), False, [], None),
        (replace(LIVE, presence=Presence.ABSENT), False, ONE, Difference.UNEXPECTED),
        (replace(LIVE, wish=Wish.CLOSED, presence=Presence.WITHDRAWN), False, ONE, None),
        (replace(LIVE, wish=Wish.CLOSED, presence=Presence.GONE), True, ONE, Difference.STILL_THERE),
        (replace(LIVE, wish=Wish.CLOSED, presence=Presence.GONE), True, [], None),
    ],
)
def test_how_a_board_can_differ(known: Posting, ended: bool, shown: list[LiveAdvert], found: Difference | None) -> None:
    assert difference(known, ended=ended, shown=shown) is found


@pytest.mark.parametrize(
    "work", [{"phase": Phase.SENDING}, {"intended_at": NOW}, {"handle": "9"}, {"surplus": "8"}], ids=str
)
def test_what_is_being_worked_on_is_not_compared(work: dict[str, Any]) -> None:
    assert [difference(replace(LIVE, **work), ended=False, shown=shown) for shown in ([], ONE, TWO)] == [None] * 3


def test_every_difference_says_what_repairs_it() -> None:
    assert set(REPAIRS) == set(Difference)


@pytest.mark.parametrize(
    ("mode", "operations", "level"),
    [
        (Mode.FEED, set(), Evidence.FETCHED),
        (Mode.PAGE, set(), Evidence.SEEN),
        (Mode.BY_HAND, set(), Evidence.PROVED),
        (Mode.PUSH, {Operation.WITHDRAW, Operation.CHECK}, Evidence.SEEN),
        (Mode.PUSH, {Operation.WITHDRAW}, Evidence.REPORTED),
        (Mode.PUSH, set(), Evidence.PROVED),
    ],
)
def test_how_surely_a_board_can_tell_that_an_advert_is_gone(
    mode: Mode, operations: set[Operation], level: Evidence
) -> None:
    assert strongest(Offer(mode, frozenset(operations))) is level
