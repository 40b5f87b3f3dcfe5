"""Every (wanted, known, answer) there is: the page says them all, and none of them loses a posting or doubles it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from orchestrator.domain.offer import Offer
from orchestrator.domain.operation import Operation
from orchestrator.domain.plan import Ask, Do, Wait, plan
from orchestrator.domain.posting import Posting, Presence, Wish
from orchestrator.domain.transition import Outcome, receive
from orchestrator.states_page import BOARDS, HOUR, NOW, OPEN, answers, page, posting

PAGE = Path(__file__).parents[2] / "docs" / "states.md"
EVERY_OPEN = {**OPEN, "an end without answer": OPEN["its end has passed"] | OPEN["a publish without answer"]}


def test_the_page_says_what_the_rules_do() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m orchestrator.states_page docs/states.md"


def steps(offer: Offer) -> Iterator[tuple[Posting, Operation, Outcome]]:
    """Every state, the operation its plan names, and every answer to that."""
    for wish in Wish:
        for presence in Presence:
            for given in EVERY_OPEN.values():
                before = posting(wish, presence, **given)
                step = plan(before, offer, NOW)
                if isinstance(step, Do) and step.surplus is None:
                    for outcome in answers(step.operation).values():
                        yield before, step.operation, outcome


@pytest.mark.parametrize("board", BOARDS)
def test_whatever_is_answered_something_follows(board: str) -> None:
    """A posting rests only when it is as it should be or a person was told; all else has a next step or a time."""
    offer, count = BOARDS[board], 0
    for before, operation, outcome in steps(offer):
        count += 1
        change = receive(before, operation, outcome, NOW, 0.5)
        after = change.posting
        step = plan(after, offer, NOW)
        if after.cause is None and change.after is None and step == Wait(None):
            closed = after.wish is Wish.CLOSED or (after.ends_at is not None and after.ends_at <= NOW)
            told = after.presence in (Presence.ABSENT, Presence.GONE, Presence.WITHDRAWN)
            assert told if closed else after.presence in (Presence.LIVE, Presence.SUBMITTED), (before, outcome, after)
    assert count > 100


@pytest.mark.parametrize("board", BOARDS)
def test_a_publish_whose_outcome_is_unknown_is_repeated_only_under_its_key(board: str) -> None:
    offer = BOARDS[board]
    for before, operation, outcome in steps(offer):
        after = replace(receive(before, operation, outcome, NOW, 0.5).posting, cause=None)
        step = plan(after, offer, NOW)
        if after.unsettled and step == Do(Operation.PUBLISH, again=True):
            assert offer.may_repeat(Operation.PUBLISH, NOW - (after.intended_at or NOW))
        if after.unsettled and after.operation is Operation.PUBLISH:
            assert step != Do(Operation.PUBLISH), (before, outcome)


@pytest.mark.parametrize("board", BOARDS)
def test_an_answer_that_says_nothing_settles_nothing(board: str) -> None:
    """While an earlier attempt is open, no error but a clear refusal may forget it."""
    for before, operation, outcome in steps(BOARDS[board]):
        if before.unsettled and operation.changes:
            name = type(outcome).__name__
            if name in ("Retry", "Unconfirmed", "Unauthorized", "Blocked", "Failed", "Lapsed"):
                after = receive(before, operation, outcome, NOW, 0.5).posting
                assert after.intended_at == before.intended_at, (before, outcome)
                assert after.sent == before.sent


@pytest.mark.parametrize("board", BOARDS)
def test_what_a_person_was_asked_is_not_done_behind_their_back(board: str) -> None:
    for wish in Wish:
        for presence in Presence:
            for given in EVERY_OPEN.values():
                step = plan(posting(wish, presence, **given), BOARDS[board], NOW + HOUR)
                if isinstance(step, Ask):
                    asked = posting(wish, presence, **given | {"cause": step.cause})
                    assert plan(asked, BOARDS[board], NOW + HOUR) == Wait(None)
