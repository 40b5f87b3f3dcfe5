"""A board that stopped answering is asked something harmless before anything is sent to it again."""

from __future__ import annotations

from typing import Any, cast

from orchestrator.boards.contract import Tests
from orchestrator.domain.errors import BoardError
from orchestrator.outbound.transport import Transport

from .call import open_session
from .route import Route


def answers(route: Route, transport: Transport, *, seconds: float) -> bool:
    """Does the board answer at all? A refusal is an answer; only silence is none."""
    session = open_session(route, transport, changing=False, seconds=seconds)
    try:
        if isinstance(route.adapter, Tests):
            cast("Any", route.adapter).test(route.account, session)
        else:
            session.get("")
    except BoardError:
        return any(exchange.status is not None for exchange in session.exchanges)
    return True
