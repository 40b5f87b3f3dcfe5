"""A worker without one of the three things that keep the promise: `python -m tests.chaos.sabotaged_worker worker`.

What is missing is named by CHAOS_SABOTAGE. Only this process knows the switch; it replaces statements and rules of
the product in its own memory, to prove that the harness notices.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import psycopg

from orchestrator.delivery.call import Answered, Call
from orchestrator.delivery.route import Route
from orchestrator.outbound.transport import Transport

SWITCH = "CHAOS_SABOTAGE"


def no_fence() -> None:
    """Outcomes are written whoever holds the posting by now, and nobody looks at the lease before writing."""
    from orchestrator.delivery import starter
    from orchestrator.storage import claim, outcome

    _replace(outcome, "_RECORD", " and h.fence = v.fence", "")
    _replace(claim, "_SENDING", " and d.fence = v.fence and d.claimed", "")
    carry_out = starter.carry_out  # type: ignore[attr-defined]

    def unleased(call: Call, route: Route, transport: Transport, *, seconds: float, before_write: object) -> Answered:
        return carry_out(call, route, transport, seconds=seconds, before_write=None)

    starter.carry_out = unleased  # type: ignore[attr-defined]


def no_intent() -> None:
    """Nothing is written down before bytes go out: after a crash the posting looks as if it was only claimed."""
    from orchestrator.storage import claim
    from orchestrator.storage.bodies import bodies

    def forgetful(
        connection: psycopg.Connection[object], intents: Sequence[claim.Intent], *, needed: float
    ) -> dict[int, bytes | None]:
        stored = bodies(connection, [(each.id, each.content) for each in intents])
        return {each.id: stored.get((each.id, each.content)) for each in intents}

    claim.begin_sending = forgetful


def no_settlement() -> None:
    """What has an unknown outcome is left at that."""
    from orchestrator.domain import plan
    from orchestrator.domain.offer import Offer
    from orchestrator.domain.posting import Posting

    def idle(posting: Posting, offer: Offer, now: datetime) -> plan.Step:
        return plan.Wait(None)

    plan._settle = idle


SABOTAGE: Mapping[str, Callable[[], None]] = {
    "fence": no_fence,
    "intent": no_intent,
    "settlement": no_settlement,
}


def _replace(module: object, name: str, old: str, new: str) -> None:
    statement = getattr(module, name)
    if old not in statement:
        raise RuntimeError(f"{name} does not contain {old!r} any more: this sabotage has to be written anew")
    setattr(module, name, statement.replace(old, new))


def main() -> None:
    SABOTAGE[os.environ[SWITCH]]()
    from worker import app

    app.main(sys.argv[1:])


if __name__ == "__main__":
    main()
