"""The harness can fail: without fence, intent or settlement it reports the loss or the double."""

from __future__ import annotations

import pytest

from .__main__ import short
from .report import Report
from .run import run
from .sabotaged_worker import SWITCH

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]


def sabotaged(monkeypatch: pytest.MonkeyPatch, what: str, *faults: str) -> Report:
    monkeypatch.setenv(SWITCH, what)
    return run(short(150, 2, faults, "tests.chaos.sabotaged_worker"))


def test_without_an_intent_a_killed_worker_posts_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    found = sabotaged(monkeypatch, "intent", "workers_killed", "workers_killed")
    assert found.twice_findable_unsuspended + found.twice_blind > 0, found.line()
    assert found.broken


def test_without_a_fence_a_suspended_worker_leaves_a_double(monkeypatch: pytest.MonkeyPatch) -> None:
    found = sabotaged(monkeypatch, "fence", "worker_hesitated")
    assert found.unrepaired + found.twice_blind > 0, found.line()
    assert found.broken


def test_with_the_fence_such_a_double_is_found_and_taken_down() -> None:
    """The window between the last check and the write is the one that is left; this is what closes it."""
    found = run(short(150, 2, ("worker_hesitated",)))
    assert not found.broken, found.line()
    assert found.twice_findable_suspended > 0, "the worker was not stopped with a look-up board's bytes in its hands"
    assert found.repaired == found.twice_findable_suspended


def test_without_settlement_an_unknown_outcome_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    found = sabotaged(monkeypatch, "settlement", "board_timeout")
    assert found.lost > 0, found.line()
    assert found.broken
