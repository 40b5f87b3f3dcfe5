"""A paused account is tried again by itself, less often each time a test that worked did not help."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from orchestrator.domain.health import LOGIN_EVERY, Lane, next_login

AT = datetime(2026, 11, 23, 7, 40, tzinfo=UTC)


def _lane(**values: Any) -> Lane:
    paused = {"paused_at": AT, "paused_by": "callboard", "pause_reason": "login: no"}
    every: dict[str, Any] = {"practice": False, "blocked_until": AT, "blocked_reason": "", "timeouts": 0}
    return Lane(**(every | paused | values))


@pytest.mark.parametrize(("resumed", "times"), [(0, 1), (1, 2), (3, 8), (5, 32), (50, 32)])
def test_the_wait_doubles_with_each_resume_that_did_not_last(resumed: int, times: int) -> None:
    assert next_login(_lane(), None, resumed) == AT + times * LOGIN_EVERY


def test_a_test_counts_from_when_it_was_made_if_that_was_after_the_pause() -> None:
    later = AT + timedelta(minutes=10)
    assert next_login(_lane(), later, 0) == later + LOGIN_EVERY
    assert next_login(_lane(), AT - timedelta(days=1), 0) == AT + LOGIN_EVERY


def test_only_a_pause_for_the_login_ends_by_itself() -> None:
    assert next_login(_lane(pause_reason="the contract ends"), None, 0) is None
    assert next_login(_lane(paused_at=None, pause_reason=""), None, 0) is None
