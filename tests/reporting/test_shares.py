"""Boards' shares: exact, and what no board can be given on a line of its own."""

from __future__ import annotations

import math
from typing import Any

import pytest

from orchestrator.reporting.shares import share_figures


def rows(**counts: int | None) -> list[dict[str, Any]]:
    return [
        {"board": board, "postings": 2, "known": 0 if count is None else 2, "applications": count}
        for board, count in counts.items()
    ]


def below(share: float, a: float = 12.5, b: float = 4.5, steps: int = 20_000) -> float:
    """P(Beta(a, b) <= share), by the midpoint rule."""
    whole = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    places = ((step + 0.5) * share / steps for step in range(steps))
    return math.fsum(math.exp(whole + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x)) for x in places) * share / steps


def test_the_last_line_is_always_what_no_board_can_be_given() -> None:
    *boards, last = share_figures(rows(reed=12, indeed=4, herald=None), None)
    assert [each["board"] for each in boards] == ["reed", "indeed", "herald"]
    assert (last["board"], last["applications"], last["share"]) == ("unattributed", None, None)
    assert boards[0]["share"] == 0.75
    assert (below(boards[0]["low"]), below(boards[0]["high"])) == pytest.approx((0.025, 0.975), abs=1e-4)
    assert boards[2]["share"] is None  # unknown is not zero


def test_the_unattributed_are_a_source_of_their_own_with_bounds_for_the_others() -> None:
    reed, _, last = share_figures(rows(reed=12, indeed=4), 4)
    assert reed["share"] == 0.6
    assert last["share"] == 0.2
    assert (reed["least"], reed["most"]) == (0.6, 0.8)


def test_one_source_alone_has_no_share() -> None:
    only, last = share_figures(rows(reed=3), None)
    assert only["share"] is None
    assert last["share"] is None
