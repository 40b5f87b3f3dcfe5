"""What a button at the foot of a posting does, and what is said of it afterwards."""

from __future__ import annotations

from orchestrator.domain.moves import Move
from orchestrator.services.cancel import cancel
from orchestrator.services.refresh import refresh
from orchestrator.services.retry import retry
from orchestrator.services.update import update
from orchestrator.services.withdraw import withdraw

from .access import callboard, user


def carry_out(move: Move, posting_id: int) -> str:
    """Do it; returns the sentence to show. Raises Refused."""
    actor, ids = user().name, [posting_id]
    match move:
        case Move.UPDATE:
            return (
                "It goes out with its new text." if update(callboard(), actor, ids).changed else "Nothing had changed."
            )
        case Move.REFRESH:
            refresh(callboard(), actor, ids)
            return "The board is asked to renew it."
        case Move.RETRY:
            retry(callboard(), actor, ids)
            return "It is tried again now."
        case Move.CANCEL:
            cancel(callboard(), actor, ids)
            return "Cancelled; nothing had been sent."
        case _:
            done = withdraw(callboard(), actor, ids)
            return "It is being taken down." if done.taking_down else "Closed; nothing was at the board."
